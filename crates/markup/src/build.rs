//! Nodes out of what was found.

use crate::ast::{Image, Inline, Link, Timestamp};
use crate::emphasis::{self, Content, Open, Parser};
use crate::item::{Found, Item, Span, Target};
use crate::reduce::{Piece, reduce};
use crate::scan::Scan;
use crate::{emoji, host, url};

/// The nodes of `span`, which is the whole of some `content`.
fn content(parser: &mut Parser, span: Span, content: Content, open: Open) -> Vec<Inline> {
    let Some(open) = open.enter(content) else { return Vec::new() };
    let mut pieces = Vec::new();
    let mut at = span.from;
    while at < span.to {
        let Some(found) = emphasis::step(parser, at, content, open) else { break };
        push(parser, found, open, &mut pieces);
        at = found.end;
    }
    reduce(&mut parser.scan, pieces)
}

/// Appends what `found` becomes inside of `open`.
pub fn push<'t>(parser: &mut Parser<'t>, found: Found, open: Open, pieces: &mut Vec<Piece<'t>>) {
    parser.scan.spend(1);
    let text = |span| parser.scan.slice(span);
    let node = match found.item {
        Item::Text(span) => return pieces.push(Piece::Text(text(span))),
        Item::Glued(before, mark) => plain([text(before), text(mark)].concat()),
        Item::ItalicInWord(mark, inside, word) => {
            pieces.push(Piece::Text(text(mark)));
            let after = [Span { from: inside.to, to: word.from }, word].map(text);
            pieces.extend(content(parser, inside, Content::Italic, open).into_iter().map(Piece::Node));
            return pieces.extend(after.map(Piece::Text));
        }
        Item::Bold(span) => Inline::Bold { value: content(parser, span, Content::Bold, open) },
        Item::Italic(span) => Inline::Italic { value: content(parser, span, Content::Italic, open) },
        Item::Strike(span) => Inline::Strike { value: content(parser, span, Content::Strike, open) },
        Item::Code(span) => Inline::InlineCode { value: text(span).into() },
        Item::Link(span, target) => {
            let label = content(parser, span, Content::Label, open);
            link(source(&parser.scan, target), label)
        }
        Item::AngleLink(span, target) => link(source(&parser.scan, target), vec![plain(text(span))]),
        Item::Image(span, target) => {
            let src = source(&parser.scan, target);
            let label = span.map_or(src.clone(), |span| text(span).to_owned());
            Inline::Image { value: Image { src: src.into(), label: label.into() } }
        }
        Item::MentionUser(span) => Inline::MentionUser { value: text(span).into() },
        Item::MentionChannel(span) => Inline::MentionChannel { value: text(span).into() },
        Item::Emoji(item) => Inline::Emoji(emoji::node(&parser.scan, item)),
        Item::Color(value) => Inline::Color { value },
        Item::Katex(span) => Inline::InlineKatex { value: text(span).to_owned() },
        Item::Timestamp(span, format) => timestamp(text(span), format),
        Item::Phone(span) => phone(text(span)),
        Item::Email(span) => email(&mut parser.scan, span),
        Item::Address(span) => address(&mut parser.scan, span),
    };
    pieces.push(Piece::Node(node));
}

fn plain(value: impl Into<String>) -> Inline {
    Inline::PlainText { value: value.into() }
}

/// A link; without a label it shows where it leads.
fn link(src: String, mut label: Vec<Inline>) -> Inline {
    if label.is_empty() {
        label.push(plain(src.as_str()));
    }
    Inline::Link { value: Link { src: src.into(), label } }
}

fn source(scan: &Scan, target: Target) -> String {
    let address = scan.slice(target.span);
    if target.phone { phone_address(address) } else { address.to_owned() }
}

fn phone_address(number: &str) -> String {
    let mut address = String::from("tel:");
    address.extend(number.chars().filter(char::is_ascii_digit));
    address
}

/// Fewer digits than this are no telephone number.
const PHONE_DIGITS_MIN: usize = 5;

fn phone(number: &str) -> Inline {
    let address = phone_address(number);
    if address.len() < "tel:".len() + PHONE_DIGITS_MIN {
        return plain(number);
    }
    link(address, vec![plain(number)])
}

fn email(scan: &mut Scan, place: Span) -> Inline {
    let address = scan.slice(place);
    scan.spend(address.len());
    if host::is_mailable(address) {
        link(format!("mailto:{address}"), vec![plain(address)])
    } else {
        plain(address)
    }
}

/// An address in running text is a link if its host has a known suffix. Without a scheme it gets `//`.
fn address(scan: &mut Scan, place: Span) -> Inline {
    let address = scan.slice(place);
    scan.spend(address.len());
    if url::runs_script(address) || !host::is_linkable(address, &scan.options.custom_domains) {
        return plain(address);
    }
    let src = if host::is_absolute(address) { address.to_owned() } else { format!("//{address}") };
    link(src, vec![plain(address)])
}

fn timestamp(seconds: &str, format: char) -> Inline {
    Inline::Timestamp {
        value: Timestamp { timestamp: seconds.to_owned(), format },
        fallback: format!("<t:{seconds}:{format}>").into(),
    }
}
