//! What the grammar finds in a line, before any node is made of it.
//!
//! Finding and building are apart because most of what is tried never becomes part of the tree.

use crate::ast::Color;

/// A part of the text: from a byte to before a byte.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    pub from: usize,
    pub to: usize,
}

/// The target of a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Target {
    pub span: Span,
    /// Whether it is a telephone number instead of an address.
    pub phone: bool,
}

/// Something found and the position after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Found {
    pub item: Item,
    pub end: usize,
}

/// What was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Item {
    /// Text as it stands.
    Text(Span),
    /// A mark glued to a word, hence text: the character before, and the last mark with one more character.
    Glued(Span, Span),
    Bold(Span),
    Italic(Span),
    Strike(Span),
    /// Italic marks with a word right behind them, hence text around the content: mark, content, word.
    ItalicInWord(Span, Span, Span),
    Code(Span),
    /// Label and target.
    Link(Span, Target),
    /// `<target|label>`: label and target.
    AngleLink(Span, Target),
    /// Label, if any, and target.
    Image(Option<Span>, Target),
    MentionUser(Span),
    MentionChannel(Span),
    Emoji(EmojiItem),
    Color(Color),
    Katex(Span),
    /// The ten digits, and the format.
    Timestamp(Span, char),
    /// A telephone number with its `+`.
    Phone(Span),
    /// An e-mail address.
    Email(Span),
    /// An address in running text.
    Address(Span),
}

/// How an emoji is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EmojiItem {
    /// The name in `:name:`.
    Name(Span),
    /// The character with its modifiers.
    Character(Span),
    /// The emoticon and its name.
    Emoticon(&'static str, &'static str),
}

impl Found {
    /// The text from `from` to `end`, as it stands.
    pub fn text(from: usize, end: usize) -> Self {
        Self { item: Item::Text(Span { from, to: end }), end }
    }
}
