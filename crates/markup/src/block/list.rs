//! Lists and tasks.

use super::{Made, line, running, some};
use crate::ast::{Block, Inline, ListItem, Task};
use crate::class;
use crate::emphasis::Parser;
use crate::item::Span;

/// Neighbouring `- [ ]` and `- [x]` lines.
pub fn tasks(parser: &mut Parser, at: usize) -> Made<Block> {
    let (value, end) = some(parser, at, |parser, at| {
        let flag = parser.scan.token(at, "- [")?;
        let status = match parser.scan.byte(flag)? {
            b'x' => true,
            b' ' => false,
            _ => return None,
        };
        let text = parser.scan.token(flag + 1, "]")?;
        let (value, end) = item_text(parser, text)?;
        Some((Task { status, value }, end))
    })?;
    Some((Block::Tasks { value }, end))
}

/// Neighbouring `1.` lines, numbered as typed.
pub fn ordered(parser: &mut Parser, at: usize) -> Made<Block> {
    let (value, end) = some(parser, at, |parser, at| {
        let digits = parser.scan.some_run(at, class::DIGIT)?;
        let text = parser.scan.token(digits, ".")?;
        let (value, end) = item_text(parser, text)?;
        let number = parser.scan.slice(Span { from: at, to: digits }).parse().unwrap_or(u64::MAX);
        Some((ListItem { value, number: (number > 0).then_some(number) }, end))
    })?;
    Some((Block::OrderedList { value }, end))
}

/// Neighbouring `-` lines, or neighbouring `*` lines.
pub fn unordered(parser: &mut Parser, at: usize) -> Made<Block> {
    let (value, end) = some(parser, at, hyphen_item).or_else(|| some(parser, at, star_item))?;
    Some((Block::UnorderedList { value }, end))
}

fn hyphen_item(parser: &mut Parser, at: usize) -> Made<ListItem> {
    let text = parser.scan.token(at, "-")?;
    let (value, end) = item_text(parser, text)?;
    Some((ListItem { value, number: None }, end))
}

/// A `*` that marks nothing in the text would make bold of the first, so such a line is no item.
fn star_item(parser: &mut Parser, at: usize) -> Made<ListItem> {
    let mark = parser.scan.token(at, "*")?;
    let text = parser.scan.some_run(mark, class::SPACE)?;
    let (value, end) = running(parser, text, |scan, at| scan.byte(at) != Some(b'*'))?;
    if parser.scan.byte(end) == Some(b'*') {
        return None;
    }
    Some((ListItem { value, number: None }, parser.scan.line_end(end).unwrap_or(end)))
}

/// White space and a line.
fn item_text(parser: &mut Parser, at: usize) -> Made<Vec<Inline>> {
    let text = parser.scan.some_run(at, class::SPACE)?;
    line(parser, text)
}
