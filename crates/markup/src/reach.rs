//! The tables of [`Scan`]: how each is filled, from the end of the text to its start.

use crate::class::{self, Class};
use crate::emoji;
use crate::scan::Scan;

/// A question that depends on nothing but the position.
#[derive(Clone, Copy)]
pub enum Reach {
    /// The end of an e-mail's local part, from any of its characters.
    LocalPart,
    /// The end of a run of domain characters.
    DomainRun,
    /// The end of a domain name, from the first character after one of its dots.
    DomainTail,
    /// The end of an address found in running text.
    AutoBody,
    /// The end of the path of a link's target.
    UrlBody,
    /// The start of the next mark that ends a formula inside a line.
    InlineKatexEnd,
    /// The start of the next mark that ends a formula on its own.
    KatexEnd,
    /// The end of a sequence of pictographs held together by zero-width joiners.
    Pictographs,
}

/// How many questions there are.
pub const COUNT: usize = Reach::Pictographs as usize + 1;

/// "Does not match here" in a table.
const NONE: u32 = u32::MAX;

/// The entry for `at`.
pub fn known(ends: &[u32], at: usize) -> Option<usize> {
    ends.get(at).filter(|end| **end != NONE).map(|end| *end as usize)
}

/// A position as a table entry. Texts are far shorter than an entry can say.
pub fn entry(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(NONE)
}

/// For each byte the end of the run of `class` it is in.
pub fn run_ends(classes: &[Class], class: Class) -> Box<[u32]> {
    let mut ends = vec![0; classes.len()].into_boxed_slice();
    let mut end = entry(classes.len());
    for (at, found) in classes.iter().enumerate().rev() {
        if found & class == 0 {
            end = entry(at);
        }
        ends[at] = end;
    }
    ends
}

/// The table for `reach`.
pub fn fill(scan: &mut Scan, reach: Reach) -> Box<[u32]> {
    let text = scan.text;
    let mut ends = vec![NONE; text.len() + 1].into_boxed_slice();
    for (at, c) in text.char_indices().rev() {
        let next = at + c.len_utf8();
        let end = match reach {
            Reach::LocalPart => local_part(scan, at, &ends),
            Reach::DomainRun => domain_run(scan, at, &ends),
            Reach::DomainTail => domain_tail(scan, at, &ends),
            Reach::AutoBody => auto_body(scan, at, next, &ends),
            Reach::UrlBody => url_body(scan, at, next, &ends),
            Reach::InlineKatexEnd => closer(scan, at, "\\)", "$").or_else(|| known(&ends, next)),
            Reach::KatexEnd => closer(scan, at, "\\]", "$$").or_else(|| known(&ends, next)),
            Reach::Pictographs => pictographs(scan, at, &ends),
        };
        ends[at] = end.map_or(NONE, entry);
    }
    ends
}

/// Parts joined by dots; a dot must be followed by the start of a part.
fn local_part(scan: &Scan, at: usize, ends: &[u32]) -> Option<usize> {
    let next = scan.one(at, class::LOCAL)?;
    if scan.is(next, class::LOCAL) {
        return known(ends, next);
    }
    if scan.byte(next) == Some(b'.') && scan.is(next + 1, class::LOCAL_HEAD) {
        return known(ends, next + 1);
    }
    Some(next)
}

/// `-` and `_` count only together with the character after them, which may then be nearly anything.
fn domain_run(scan: &Scan, at: usize, ends: &[u32]) -> Option<usize> {
    let next = match scan.byte(at) {
        Some(b'-' | b'_') => scan.one(at + 1, class::DOMAIN_AFTER)?,
        _ => scan.one(at, class::DOMAIN)?,
    };
    Some(known(ends, next).unwrap_or(next))
}

fn domain_tail(scan: &mut Scan, at: usize, ends: &[u32]) -> Option<usize> {
    let end = scan.reach(at, Reach::DomainRun)?;
    let more = if scan.byte(end) == Some(b'.') { known(ends, end + 1) } else { None };
    Some(more.unwrap_or(end))
}

/// Whether `at` is in punctuation that only white space follows. The end of the text is not white space.
fn trails(scan: &mut Scan, at: usize) -> bool {
    scan.is(at, class::EXTRA) && {
        let end = scan.run(at, class::EXTRA);
        scan.is(end, class::SPACE | class::EOL)
    }
}

fn auto_body(scan: &mut Scan, at: usize, next: usize, ends: &[u32]) -> Option<usize> {
    if scan.is(at, class::SPACE | class::EOL) || trails(scan, at) {
        return None;
    }
    Some(known(ends, next).unwrap_or(next))
}

fn url_body(scan: &mut Scan, at: usize, next: usize, ends: &[u32]) -> Option<usize> {
    if !scan.is(at, class::URL_BODY) || scan.is(at, class::SPACE) || trails(scan, at) {
        return None;
    }
    Some(known(ends, next).unwrap_or(next))
}

/// `at`, if one of the two marks stands there and its syntax is on.
fn closer(scan: &Scan, at: usize, parenthesis: &str, dollar: &str) -> Option<usize> {
    let katex = scan.options.katex?;
    let closes = (katex.parenthesis && scan.looking_at(at, parenthesis))
        || (katex.dollar && scan.looking_at(at, dollar));
    closes.then_some(at)
}

/// A joiner must be followed by a further pictograph, or the whole sequence does not count.
fn pictographs(scan: &Scan, at: usize, ends: &[u32]) -> Option<usize> {
    let end = emoji::pictograph(scan, at)?;
    let end = emoji::skin_tone(scan, end).unwrap_or(end);
    match scan.token(end, emoji::JOINER) {
        Some(joined) => known(ends, joined),
        None => Some(end),
    }
}
