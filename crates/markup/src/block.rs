//! The top level: blocks, and the lines they hold.

mod code;
mod list;

use crate::ast::{Block, Inline, Paragraph};
use crate::class;
use crate::emphasis::{Open, Parser};
use crate::item::Span;
use crate::reach::Reach;
use crate::reduce::reduce;
use crate::scan::Scan;
use crate::{build, emoji, inline};

/// The most `#` of a heading.
const LEVEL_MAX: usize = 4;

/// Something made and the position after it.
type Made<T> = Option<(T, usize)>;

/// The whole text.
pub fn blocks(parser: &mut Parser) -> Vec<Block> {
    if let Some(block) = emoji::big_emoji(&mut parser.scan) {
        return vec![block];
    }
    let mut blocks = Vec::new();
    let mut at = 0;
    while let Some((block, end)) = block(parser, at) {
        blocks.push(block);
        at = end;
    }
    blocks
}

fn block(parser: &mut Parser, at: usize) -> Made<Block> {
    quote(parser, at)
        .or_else(|| code::code(&mut parser.scan, at))
        .or_else(|| heading(&mut parser.scan, at))
        .or_else(|| list::tasks(parser, at))
        .or_else(|| list::ordered(parser, at))
        .or_else(|| list::unordered(parser, at))
        .or_else(|| katex(&mut parser.scan, at))
        .or_else(|| line_break(&mut parser.scan, at))
        .or_else(|| line(parser, at).map(|(value, end)| (Block::Paragraph { value }, end)))
}

/// Running text to the end of the line and the line end; some parts of it may span lines.
fn line(parser: &mut Parser, at: usize) -> Made<Vec<Inline>> {
    let (nodes, end) = running(parser, at, |_, _| true)?;
    Some((nodes, parser.scan.line_end(end).unwrap_or(end)))
}

/// Running text. Where nothing means anything, `goes_on` says whether it does.
fn running(parser: &mut Parser, from: usize, goes_on: fn(&Scan, usize) -> bool) -> Made<Vec<Inline>> {
    let mut pieces = Vec::new();
    let mut at = from;
    while !parser.scan.exhausted() {
        let mut found = inline::item(parser, at);
        if found.is_none() && goes_on(&parser.scan, at) {
            found = inline::any(&mut parser.scan, at);
        }
        let Some(found) = found else { break };
        build::push(parser, found, Open::default(), &mut pieces);
        at = found.end;
    }
    (at > from).then(|| (reduce(&mut parser.scan, pieces), at))
}

/// As many `make` as there are, at least one.
fn some<T>(parser: &mut Parser, from: usize, make: fn(&mut Parser, usize) -> Made<T>) -> Made<Vec<T>> {
    let mut all = Vec::new();
    let mut at = from;
    while let Some((it, end)) = make(parser, at) {
        all.push(it);
        at = end;
    }
    (!all.is_empty()).then_some((all, at))
}

fn quote(parser: &mut Parser, at: usize) -> Made<Block> {
    let (value, end) = some(parser, at, |parser, at| {
        let mark = parser.scan.token(at, ">")?;
        let text = parser.scan.run(mark, class::SPACE);
        line(parser, text).map(|(value, end)| (Paragraph { value }, end))
    })?;
    Some((Block::Quote { value }, end))
}

fn heading(scan: &mut Scan, at: usize) -> Made<Block> {
    let level = (0..LEVEL_MAX).take_while(|offset| scan.byte(at + offset) == Some(b'#')).count();
    let from = scan.some_run(at + level, class::SPACE).filter(|_| level > 0)?;
    let to = scan.until_line_end(from);
    let level = u8::try_from(level).ok()?;
    (to > from).then(|| (Block::Heading { level, value: vec![scan.slice(Span { from, to }).into()] }, to))
}

fn katex(scan: &mut Scan, at: usize) -> Made<Block> {
    let katex = scan.options.katex?;
    let from = scan
        .token(at, "\\[")
        .filter(|_| katex.parenthesis)
        .or_else(|| scan.token(at, "$$").filter(|_| katex.dollar))?;
    let to = scan.reach(from, Reach::KatexEnd)?;
    let value = scan.slice(Span { from, to }).to_owned();
    Some((Block::Katex { value }, to + "$$".len()))
}

fn line_break(scan: &mut Scan, at: usize) -> Made<Block> {
    let end = scan.run(at, class::SPACE);
    Some((Block::LineBreak {}, scan.line_end(end)?))
}
