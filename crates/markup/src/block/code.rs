//! Fenced code.

use super::Made;
use crate::ast::{Block, CodeLine};
use crate::item::Span;
use crate::scan::Scan;

const FENCE: &str = "```";

/// Code between two fences. The second must start a line, and only a line feed ends the lines between.
pub fn code(scan: &mut Scan, at: usize) -> Made<Block> {
    let from = scan.token(at, FENCE)?;
    let rest = scan.rest(from);
    let length = rest.find(|c: char| !c.is_ascii_alphanumeric() && !" _-.".contains(c)).unwrap_or(rest.len());
    scan.spend(length);
    let language = if length == 0 { "none" } else { rest.get(..length)? };
    let mut at = scan.line_end(from + length)?;
    let mut value = Vec::new();
    while let Some((line, end)) = code_line(scan, at) {
        value.push(CodeLine { value: line.into() });
        at = end;
    }
    let end = scan.line_end(at).and_then(|at| scan.token(at, FENCE))?;
    (!value.is_empty()).then(|| (Block::Code { language: language.to_owned(), value }, end))
}

/// The rest of a line, or a line feed and the line after it.
fn code_line<'t>(scan: &mut Scan<'t>, at: usize) -> Made<&'t str> {
    let start = scan.token(at, "\n").unwrap_or(at);
    let to = scan.until_line_end(start);
    let line = scan.slice(Span { from: start, to });
    let line = line.find(FENCE).and_then(|fence| line.get(..fence)).unwrap_or(line);
    scan.spend(1);
    let fenced = line.is_empty() && scan.looking_at(start, FENCE);
    (!line.is_empty() || (start > at && !fenced)).then_some((line, start + line.len()))
}
