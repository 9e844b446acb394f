//! What the server wants to know of a tree.

use std::collections::HashSet;
use std::fmt::Write as _;

use crate::ast::{Block, Color, Emoji, Inline, Plain};

/// The names a message mentions, each once, in the order they first appear.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mentions<'a> {
    /// User names and the groups `all` and `here`, without `@`.
    pub users: Vec<&'a str>,
    /// Room names without `#`.
    pub channels: Vec<&'a str>,
}

/// The names mentioned in `blocks`. That a name is mentioned does not mean that it exists.
pub fn mentions(blocks: &[Block]) -> Mentions<'_> {
    let mut mentions = Mentions::default();
    let (mut users, mut channels) = (HashSet::new(), HashSet::new());
    each_inline(blocks, &mut |node| match node {
        Inline::MentionUser { value } if users.insert(value.value.as_str()) => {
            mentions.users.push(&value.value);
        }
        Inline::MentionChannel { value } if channels.insert(value.value.as_str()) => {
            mentions.channels.push(&value.value);
        }
        _ => {}
    });
    mentions
}

/// Where the links of `blocks` lead, in order, repetitions included. Images are not links.
pub fn links(blocks: &[Block]) -> Vec<&str> {
    let mut links = Vec::new();
    each_inline(blocks, &mut |node| {
        if let Inline::Link { value } = node {
            links.push(value.src.value.as_str());
        }
    });
    links
}

/// The text of `blocks` without marks, for where no markup can be shown, such as notifications.
///
/// One line per line of a block; names keep their `@` and `#`, list items their number, emoji their name.
pub fn plain_text(blocks: &[Block]) -> String {
    let mut lines = Vec::new();
    for block in blocks {
        match block {
            Block::Paragraph { value } | Block::BigEmoji { value } => lines.push(text(value)),
            Block::Heading { value, .. } => lines.extend(value.iter().map(|plain| plain.value.clone())),
            Block::Code { value, .. } => lines.extend(value.iter().map(|line| line.value.value.clone())),
            Block::Quote { value } => lines.extend(value.iter().map(|line| text(&line.value))),
            Block::Tasks { value } => lines.extend(value.iter().map(|task| text(&task.value))),
            Block::OrderedList { value } | Block::UnorderedList { value } => {
                lines.extend(value.iter().map(|item| match item.number {
                    Some(number) => format!("{number}. {}", text(&item.value)),
                    None => format!("- {}", text(&item.value)),
                }));
            }
            Block::Katex { value } => lines.push(value.clone()),
            Block::LineBreak {} => {}
        }
    }
    lines.join("\n")
}

fn text(nodes: &[Inline]) -> String {
    let mut out = String::new();
    append_text(nodes, &mut out);
    out
}

fn append_text(nodes: &[Inline], out: &mut String) {
    for node in nodes {
        match node {
            Inline::PlainText { value } | Inline::InlineKatex { value } => out.push_str(value),
            Inline::Bold { value } | Inline::Italic { value } | Inline::Strike { value } => {
                append_text(value, out);
            }
            Inline::Link { value } => append_text(&value.label, out),
            Inline::Image { value } => out.push_str(&value.label.value),
            Inline::MentionUser { value } => out.extend(["@", value.value.as_str()]),
            Inline::MentionChannel { value } => out.extend(["#", value.value.as_str()]),
            Inline::Emoji(Emoji::Unicode { unicode }) => out.push_str(unicode),
            Inline::Emoji(Emoji::Named { value: Plain { value }, short_code }) if value == short_code => {
                out.extend([":", value.as_str(), ":"]);
            }
            Inline::InlineCode { value }
            | Inline::Timestamp { fallback: value, .. }
            | Inline::Emoji(Emoji::Named { value, .. }) => out.push_str(&value.value),
            Inline::Color { value: Color { r, g, b, a } } => {
                // Writing to a string cannot fail.
                let _ = write!(out, "#{r:02x}{g:02x}{b:02x}");
                if *a != u8::MAX {
                    let _ = write!(out, "{a:02x}");
                }
            }
        }
    }
}

fn each_inline<'a>(blocks: &'a [Block], see: &mut impl FnMut(&'a Inline)) {
    for line in blocks.iter().flat_map(lines) {
        each_of(line, see);
    }
}

fn lines(block: &Block) -> Vec<&[Inline]> {
    match block {
        Block::Paragraph { value } | Block::BigEmoji { value } => vec![value],
        Block::Quote { value } => value.iter().map(|line| line.value.as_slice()).collect(),
        Block::Tasks { value } => value.iter().map(|task| task.value.as_slice()).collect(),
        Block::OrderedList { value } | Block::UnorderedList { value } => {
            value.iter().map(|item| item.value.as_slice()).collect()
        }
        Block::Heading { .. } | Block::Code { .. } | Block::Katex { .. } | Block::LineBreak {} => Vec::new(),
    }
}

fn each_of<'a>(nodes: &'a [Inline], see: &mut impl FnMut(&'a Inline)) {
    for node in nodes {
        see(node);
        match node {
            Inline::Bold { value } | Inline::Italic { value } | Inline::Strike { value } => {
                each_of(value, see);
            }
            Inline::Link { value } => each_of(&value.label, see),
            _ => {}
        }
    }
}
