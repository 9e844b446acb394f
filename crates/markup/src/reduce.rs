//! Neighbouring text becomes one node, and emoji with text or emoji right beside them become text.

use crate::ast::{Emoji, Inline, Plain};
use crate::scan::Scan;

/// A part of a line on its way to becoming nodes.
pub enum Piece<'t> {
    /// Text.
    Text(&'t str),
    /// Anything, text included.
    Node(Inline),
}

/// What matters about a neighbour.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Neighbour {
    Emoji,
    /// Text that is more than white space.
    Text,
    Other,
}

/// The nodes of a line or of marked text.
pub fn reduce(scan: &mut Scan, pieces: Vec<Piece>) -> Vec<Inline> {
    scan.spend(pieces.len());
    let mut nodes: Vec<Inline> = Vec::new();
    let mut before = None;
    let mut pieces = pieces.into_iter().peekable();
    while let Some(piece) = pieces.next() {
        let this = neighbour(&piece);
        let after = pieces.peek().map(neighbour);
        let piece = if this == Neighbour::Emoji { joined(piece, before, after) } else { piece };
        append(&mut nodes, piece);
        before = Some(this);
    }
    nodes
}

fn append(nodes: &mut Vec<Inline>, piece: Piece) {
    match (nodes.last_mut(), piece) {
        (Some(Inline::PlainText { value }), Piece::Text(text)) => value.push_str(text),
        (Some(Inline::PlainText { value }), Piece::Node(Inline::PlainText { value: text })) => {
            value.push_str(&text);
        }
        (_, Piece::Text(text)) => nodes.push(Inline::PlainText { value: text.to_owned() }),
        (_, Piece::Node(node)) => nodes.push(node),
    }
}

/// An emoji by name stays one only with white space, other nodes or nothing on both sides.
fn joined(piece: Piece, before: Option<Neighbour>, after: Option<Neighbour>) -> Piece {
    let crowded = [before, after].into_iter().flatten().any(|it| it != Neighbour::Other);
    match piece {
        Piece::Node(Inline::Emoji(Emoji::Named { value: Plain { value }, short_code })) if crowded => {
            let value = if value == short_code { format!(":{value}:") } else { value };
            Piece::Node(Inline::PlainText { value })
        }
        piece => piece,
    }
}

fn neighbour(piece: &Piece) -> Neighbour {
    let text = match piece {
        Piece::Text(text) => text,
        Piece::Node(Inline::PlainText { value }) => value.as_str(),
        Piece::Node(Inline::Emoji(_)) => return Neighbour::Emoji,
        Piece::Node(_) => return Neighbour::Other,
    };
    if text.chars().all(is_space) { Neighbour::Other } else { Neighbour::Text }
}

/// White space as JavaScript's `trim` has it.
fn is_space(c: char) -> bool {
    (c.is_whitespace() && c != '\u{85}') || c == '\u{FEFF}'
}
