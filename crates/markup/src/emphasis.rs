//! Bold, italic and struck text, and the labels of links: what may stand inside each other.
//!
//! None may stand inside itself at any depth, so four levels is the deepest the tree gets.

use crate::class;
use crate::inline;
use crate::item::{Found, Item, Span};
use crate::link;
use crate::mention;
use crate::scan::Scan;
use crate::{emoji, reach};

/// What encloses other content.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Content {
    Bold,
    Italic,
    Strike,
    Label,
}

/// What the position is inside of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Open(u8);

/// How many combinations [`Open`] has.
const OPENS: usize = 16;
const CONTENTS: usize = Content::Label as usize + 1;

impl Open {
    /// Also inside of `content`; `None` when it is already.
    pub fn enter(self, content: Content) -> Option<Self> {
        let bit = 1 << content as u8;
        (self.0 & bit == 0).then_some(Self(self.0 | bit))
    }
}

/// The text together with where content that starts at each position ends.
///
/// Content runs as far as it can, and from any position inside it runs to the same end; so every position
/// is looked at once for each combination of what it may be inside of.
pub struct Parser<'t> {
    pub scan: Scan<'t>,
    ends: [Option<Box<[u32]>>; OPENS * CONTENTS],
}

impl<'t> Parser<'t> {
    pub fn new(scan: Scan<'t>) -> Self {
        Self { scan, ends: [const { None }; OPENS * CONTENTS] }
    }

    /// Where `content` that starts at `at` ends: `at` itself when there is none.
    fn content_end(&mut self, at: usize, content: Content, open: Open) -> usize {
        let index = content as usize * OPENS + usize::from(open.0);
        let mut passed = Vec::new();
        let mut end = at;
        loop {
            if let Some(known) = self.ends[index].as_ref().and_then(|ends| reach::known(ends, end)) {
                end = known;
                break;
            }
            passed.push(end);
            match step(self, end, content, open) {
                Some(found) if !self.scan.exhausted() => end = found.end,
                _ => break,
            }
        }
        let size = self.scan.text.len() + 1;
        if self.ends[index].is_none() {
            self.scan.spend(size);
        }
        let ends = self.ends[index].get_or_insert_with(|| vec![u32::MAX; size].into());
        for at in passed {
            ends[at] = reach::entry(end);
        }
        end
    }
}

/// The part of `content` at `at`; `None` where the content ends.
pub fn step(parser: &mut Parser, at: usize, content: Content, open: Open) -> Option<Found> {
    parser.scan.spend(1);
    let mark = match content {
        Content::Bold => b'*',
        Content::Italic => b'_',
        Content::Strike => b'~',
        Content::Label => return label(parser, at, open),
    };
    if content == Content::Strike
        && let Some(found) = inline::timestamp(&parser.scan, at)
    {
        return Some(found);
    }
    inline::white_space(&mut parser.scan, at)
        .or_else(|| inline::code(&mut parser.scan, at))
        .or_else(|| reference(parser, at, open))
        .or_else(|| mention::user(&mut parser.scan, at))
        .or_else(|| mention::channel(&mut parser.scan, at))
        .or_else(|| emphasis(parser, at, open))
        .or_else(|| emoji::emoji(&mut parser.scan, at))
        .or_else(|| emoji::emoticon(&parser.scan, at))
        .or_else(|| match parser.scan.byte(at)? {
            byte if byte == mark || byte == b'\n' => None,
            _ => Some(Found::text(at, parser.scan.next(at))),
        })
}

/// A part of a link's label: it ends before `](` unless that is the end of the text.
fn label(parser: &mut Parser, at: usize, open: Open) -> Option<Found> {
    let found = inline::white_space(&mut parser.scan, at).or_else(|| emphasis(parser, at, open));
    if found.is_some() {
        return found;
    }
    let scan = &parser.scan;
    let closes = scan.token(at, "](").is_some_and(|end| end < scan.text.len());
    (!closes && at < scan.text.len()).then(|| Found::text(at, scan.next(at)))
}

/// A written-out link, unless inside one.
pub fn reference(parser: &mut Parser, at: usize, open: Open) -> Option<Found> {
    match parser.scan.byte(at)? {
        b'[' => {
            let open = open.enter(Content::Label)?;
            let end = parser.content_end(at + 1, Content::Label, open);
            link::after_label(&mut parser.scan, Span { from: at + 1, to: end })
        }
        b'<' => {
            open.enter(Content::Label)?;
            link::angle(&mut parser.scan, at)
        }
        _ => None,
    }
}

/// Bold, italic or struck text, each unless inside one of its kind.
pub fn emphasis(parser: &mut Parser, at: usize, open: Open) -> Option<Found> {
    match parser.scan.byte(at)? {
        b'*' => {
            let open = open.enter(Content::Bold)?;
            let (span, end) = marked(parser, at, "**", Content::Bold, open)
                .or_else(|| marked(parser, at, "*", Content::Bold, open))?;
            Some(Found { item: Item::Bold(span), end })
        }
        b'~' => {
            let open = open.enter(Content::Strike)?;
            let (span, end) = marked(parser, at, "~~", Content::Strike, open)
                .or_else(|| marked(parser, at, "~", Content::Strike, open))?;
            Some(Found { item: Item::Strike(span), end })
        }
        b'_' => italic(parser, at, open.enter(Content::Italic)?),
        _ => {
            open.enter(Content::Italic)?;
            word_before_underscore(&mut parser.scan, at)
        }
    }
}

/// Content between two `mark`s, and the position after them.
fn marked(parser: &mut Parser, at: usize, mark: &str, content: Content, open: Open) -> Option<(Span, usize)> {
    let from = parser.scan.token(at, mark)?;
    let to = parser.content_end(from, content, open);
    let end = parser.scan.token(to, mark)?;
    (to > from).then_some((Span { from, to }, end))
}

fn italic(parser: &mut Parser, at: usize, open: Open) -> Option<Found> {
    let double = marked(parser, at, "__", Content::Italic, open);
    let single = marked(parser, at, "_", Content::Italic, open);
    for (marked, word) in [(double, class::ALNUM), (single, class::ALPHA)] {
        if let Some((span, from)) = marked
            && let Some(to) = parser.scan.some_run(from, word)
        {
            let mark = Span { from: at, to: span.from };
            return Some(Found { item: Item::ItalicInWord(mark, span, Span { from, to }), end: to });
        }
    }
    let (span, end) = double.or(single)?;
    Some(Found { item: Item::Italic(span), end })
}

/// A word keeps the underscores right after it from opening italics.
fn word_before_underscore(scan: &mut Scan, at: usize) -> Option<Found> {
    let word = scan.some_run(at, class::ALNUM)?;
    let end = scan.token(word, "_")?;
    Some(Found::text(at, scan.token(end, "_").unwrap_or(end)))
}
