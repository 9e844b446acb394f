//! Message text to the tree clients render: the `md` field of a message.
//!
//! The grammar is Rocket.Chat's as of 6.14, quirks included, since clients show what the tree says; it is
//! written by hand so that its cost is bounded. Known differences, each on purpose:
//!
//! - addresses of schemes that run script (`javascript:`, `vbscript:`, `data:`) stay text;
//! - text longer than [`TEXT_MAX`] is not parsed but becomes one paragraph of plain text;
//! - an empty text is an empty tree, where upstream refuses it.
//!
//! No emphasis nests in its own kind, which bounds the depth of a tree to eight nodes.

mod ast;
mod block;
mod build;
mod class;
mod emoji;
mod emphasis;
mod host;
mod inline;
mod item;
mod link;
mod mention;
mod reach;
mod reduce;
mod scan;
mod url;
mod walk;

pub use ast::{
    Block, CodeLine, Color, Emoji, Image, Inline, Link, ListItem, Paragraph, Plain, Task, Timestamp,
};
pub use walk::{Mentions, links, mentions, plain_text};

/// The longest text that is parsed, in bytes. Settings may allow longer messages; the memory a parse takes
/// at worst is some 250 times the text.
pub const TEXT_MAX: usize = 256 * 1024;

/// What is recognised besides the fixed part of the grammar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    /// `color:#rrggbb`: setting `HexColorPreview_Enabled`.
    pub colors: bool,
    /// Emoticons such as `:)`: always on upstream's server.
    pub emoticons: bool,
    /// Formulas: setting `Katex_Enabled`.
    pub katex: Option<Katex>,
    /// Host names to link besides those under public suffixes: setting `Message_CustomDomain_AutoLink`,
    /// split at commas and trimmed.
    pub custom_domains: Vec<String>,
}

/// How formulas are marked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Katex {
    /// `$ … $` and `$$ … $$`: setting `Katex_Dollar_Syntax`.
    pub dollar: bool,
    /// `\( … \)` and `\[ … \]`: setting `Katex_Parenthesis_Syntax`.
    pub parenthesis: bool,
}

impl Options {
    /// Nothing besides the fixed part of the grammar.
    pub const BARE: Self = Self { colors: false, emoticons: false, katex: None, custom_domains: Vec::new() };
}

/// What a server with untouched settings uses.
impl Default for Options {
    fn default() -> Self {
        let katex = Some(Katex { dollar: false, parenthesis: true });
        Self { colors: true, emoticons: true, katex, custom_domains: Vec::new() }
    }
}

/// A tree and what it cost.
#[derive(Clone, Debug, PartialEq)]
pub struct Parsed {
    /// The tree.
    pub blocks: Vec<Block>,
    /// Work steps: a count that grows with the time taken and is the same on every machine.
    pub work: u64,
}

/// The work steps [`parse`] spends on a text of `bytes` at most: several times what any text is known to
/// cost.
pub const fn budget(bytes: usize) -> u64 {
    300 * (bytes as u64) + 10_000
}

/// The tree of `text`. Never fails: what means nothing is text.
pub fn parse(text: &str, options: &Options) -> Vec<Block> {
    parse_within(text, options, budget(text.len())).map_or_else(|| verbatim(text), |parsed| parsed.blocks)
}

/// The tree of `text` if it costs no more than `budget` work steps and `text` is no longer than
/// [`TEXT_MAX`].
pub fn parse_within(text: &str, options: &Options, budget: u64) -> Option<Parsed> {
    if text.len() > TEXT_MAX {
        return None;
    }
    let mut parser = emphasis::Parser::new(scan::Scan::new(text, options, budget));
    let blocks = block::blocks(&mut parser);
    (!parser.scan.exhausted()).then(|| Parsed { blocks, work: parser.scan.work() })
}

fn verbatim(text: &str) -> Vec<Block> {
    vec![Block::Paragraph { value: vec![Inline::PlainText { value: text.to_owned() }] }]
}
