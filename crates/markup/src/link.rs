//! Written-out links and images, apart from the label of a link, which may hold emphasis.

use crate::class;
use crate::item::{Found, Item, Span, Target};
use crate::scan::Scan;
use crate::url;

/// The rest of `[label](target)`.
pub fn after_label(scan: &mut Scan, label: Span) -> Option<Found> {
    let (target, end) = target(scan, label.to)?;
    Some(Found { item: Item::Link(label, target), end })
}

/// `<target|label>`.
pub fn angle(scan: &mut Scan, at: usize) -> Option<Found> {
    let from = scan.token(at, "<")?;
    let (target, end) = url::target(scan, from)?;
    let from = scan.token(end, "|")?;
    let to = scan.some_run(from, class::ANGLE_LABEL)?;
    let end = scan.token(to, ">")?;
    Some(Found { item: Item::AngleLink(Span { from, to }, target), end })
}

/// `![label](target)`; the label is one line of text without marks.
pub fn image(scan: &mut Scan, at: usize) -> Option<Found> {
    let from = scan.token(at, "![")?;
    let text = scan.run(from, class::SPACE);
    let label = scan.some_run(text, class::TEXT).map(|end| Span { from, to: scan.run(end, class::SPACE) });
    let (target, end) = target(scan, label.map_or(from, |label| label.to))?;
    Some(Found { item: Item::Image(label, target), end })
}

/// `](target)`.
fn target(scan: &mut Scan, at: usize) -> Option<(Target, usize)> {
    let from = scan.token(at, "](")?;
    let (target, end) = url::target(scan, from)?;
    Some((target, scan.token(end, ")")?))
}
