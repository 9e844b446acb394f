//! Mentions of users and of rooms.

use crate::class;
use crate::emoji;
use crate::item::{Found, Item, Span};
use crate::scan::Scan;

/// `@name`, also `@name:server` and `@name@server`.
pub fn user(scan: &mut Scan, at: usize) -> Option<Found> {
    if let Some(mark) = text(scan, at)
        && let Some(marks) = scan.some_run(mark, class::AT)
        && let Some(end) = scan.one(marks, class::WORD)
    {
        return Some(glued(at, mark, marks - 1, end));
    }
    let from = scan.some_run(at, class::AT)?;
    let name = scan.some_run(from, class::NAME)?;
    let server = if scan.is(name, class::AT) || scan.byte(name) == Some(b':') {
        scan.some_run(name + 1, class::NAME)
    } else {
        None
    };
    let end = server.unwrap_or(name);
    Some(Found { item: Item::MentionUser(Span { from, to: end }), end })
}

/// `#name`.
pub fn channel(scan: &mut Scan, at: usize) -> Option<Found> {
    if let Some(mark) = text(scan, at)
        && let Some(name) = scan.token(mark, "#")
        && let Some(end) = scan.one(name, class::WORD)
    {
        return Some(glued(at, mark, mark, end));
    }
    let from = scan.token(at, "#")?;
    let end = scan.some_run(from, class::NAME)?;
    Some(Found { item: Item::MentionChannel(Span { from, to: end }), end })
}

/// The position after the text character at `at`. Upstream counts in UTF-16 units, so that an emoji of two
/// units is not taken for the one character before a mark.
fn text(scan: &mut Scan, at: usize) -> Option<usize> {
    let end = scan.one(at, class::TEXT)?;
    let wide = end - at == char::MAX.len_utf8();
    (!wide || emoji::emoji(scan, at).is_none()).then_some(end)
}

/// A mark right behind other text mentions nobody. Of several marks upstream keeps one.
fn glued(at: usize, after: usize, mark: usize, end: usize) -> Found {
    Found { item: Item::Glued(Span { from: at, to: after }, Span { from: mark, to: end }), end }
}
