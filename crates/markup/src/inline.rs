//! What may stand in a line: the order in which the parts of the grammar are tried.

use crate::ast::Color;
use crate::class;
use crate::emphasis::{self, Open, Parser};
use crate::item::{Found, Item, Span};
use crate::reach::Reach;
use crate::scan::Scan;
use crate::{emoji, link, mention, url};

/// Seconds since the epoch are written with exactly this many digits.
const TIMESTAMP_DIGITS: usize = 10;

/// The part of a line at `at` that means something.
pub fn item(parser: &mut Parser, at: usize) -> Option<Found> {
    parser.scan.spend(1);
    let open = Open::default();
    white_space(&mut parser.scan, at)
        .or_else(|| timestamp(&parser.scan, at))
        .or_else(|| emphasis::reference(parser, at, open))
        .or_else(|| phone(&mut parser.scan, at))
        .or_else(|| url::email(&mut parser.scan, at))
        .or_else(|| url::address(&mut parser.scan, at))
        .or_else(|| bare_marks(&mut parser.scan, at))
        .or_else(|| emphasis::emphasis(parser, at, open))
        .or_else(|| rest(&mut parser.scan, at))
}

fn rest(scan: &mut Scan, at: usize) -> Option<Found> {
    mention::user(scan, at)
        .or_else(|| mention::channel(scan, at))
        .or_else(|| emoji::emoji(scan, at))
        .or_else(|| code(scan, at))
        .or_else(|| link::image(scan, at))
        .or_else(|| emoji::emoticon(scan, at))
        .or_else(|| color(scan, at))
        .or_else(|| katex(scan, at))
        .or_else(|| escaped(scan, at))
}

/// The character at `at` as text, with a telephone number and an address right behind it, which then are
/// text too; `None` at the end of the line.
pub fn any(scan: &mut Scan, at: usize) -> Option<Found> {
    if at >= scan.text.len() || scan.is(at, class::EOL) {
        return None;
    }
    let end = scan.next(at);
    let end = url::phone(scan, end).unwrap_or(end);
    let end = url::url(scan, end).unwrap_or(end);
    Some(Found::text(at, end))
}

/// Spaces and tabs.
pub fn white_space(scan: &mut Scan, at: usize) -> Option<Found> {
    scan.some_run(at, class::SPACE).map(|end| Found::text(at, end))
}

/// `<t:unix:format>` or `<t:unix>`.
pub fn timestamp(scan: &Scan, at: usize) -> Option<Found> {
    let from = scan.token(at, "<t:")?;
    let to = from + TIMESTAMP_DIGITS;
    if !(from..to).all(|at| scan.is(at, class::DIGIT)) {
        return None;
    }
    let seconds = Span { from, to };
    if let Some(format) = scan.byte(to + 1).filter(|format| b"tTdDfFR".contains(format))
        && scan.looking_at(to, ":")
        && let Some(end) = scan.token(to + 2, ">")
    {
        return Some(Found { item: Item::Timestamp(seconds, format.into()), end });
    }
    scan.token(to, ">").map(|end| Found { item: Item::Timestamp(seconds, 't'), end })
}

/// Text between back-ticks, within a line.
pub fn code(scan: &mut Scan, at: usize) -> Option<Found> {
    let from = scan.token(at, "`")?;
    let to = scan.some_run(from, class::CODE)?;
    let end = scan.token(to, "`")?;
    Some(Found { item: Item::Code(Span { from, to }), end })
}

fn phone(scan: &mut Scan, at: usize) -> Option<Found> {
    let end = url::phone(scan, at)?;
    Some(Found { item: Item::Phone(Span { from: at, to: end }), end })
}

/// Marks with nothing but white space between them mark nothing.
fn bare_marks(scan: &mut Scan, at: usize) -> Option<Found> {
    [class::STAR, class::UNDERSCORE, class::TILDE].into_iter().find_map(|mark| {
        let blank = scan.some_run(at, mark)?;
        let closing = scan.some_run(blank, class::SPACE)?;
        scan.some_run(closing, mark).map(|end| Found::text(at, end))
    })
}

/// `color:#` with three or four parts of two digits each, or else of one digit each.
fn color(scan: &Scan, at: usize) -> Option<Found> {
    let from = scan.token(at, "color:#").filter(|_| scan.options.colors)?;
    let digit =
        |at: usize| char::from(scan.byte(at)?).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    let pair = |part: usize| Some(digit(from + 2 * part)? * 16 + digit(from + 2 * part + 1)?);
    let single = |part: usize| digit(from + part).map(|digit| digit * 17);
    let (color, length) = parts(pair).map(|(color, count)| (color, 2 * count)).or_else(|| parts(single))?;
    let end = from + length;
    (!scan.is(end, class::TEXT)).then_some(Found { item: Item::Color(color), end })
}

fn parts(part: impl Fn(usize) -> Option<u8>) -> Option<(Color, usize)> {
    let (r, g, b) = (part(0)?, part(1)?, part(2)?);
    Some(part(3).map_or((Color { r, g, b, a: u8::MAX }, 3), |a| (Color { r, g, b, a }, 4)))
}

fn katex(scan: &mut Scan, at: usize) -> Option<Found> {
    let katex = scan.options.katex?;
    let from = scan
        .token(at, "\\(")
        .filter(|_| katex.parenthesis)
        .or_else(|| scan.token(at, "$").filter(|_| katex.dollar))?;
    let to = scan.reach(from, Reach::InlineKatexEnd)?;
    let end = scan.token(to, "$").or_else(|| scan.token(to, "\\)"))?;
    Some(Found { item: Item::Katex(Span { from, to }), end })
}

/// A mark behind a back-slash is text.
fn escaped(scan: &Scan, at: usize) -> Option<Found> {
    let from = scan.token(at, "\\")?;
    scan.byte(from).filter(|mark| b"*_~`#.".contains(mark))?;
    Some(Found::text(from, from + 1))
}
