//! The tree, in exactly the JSON shape Rocket.Chat's clients read from a message's `md` field.
//!
//! Every node is an object with a `type`; what upstream leaves `undefined` is absent here.

use serde::{Deserialize, Serialize};

/// A top-level part of a message.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[serde(tag = "type", rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Block {
    /// One line of running text.
    Paragraph {
        /// What the line holds, left to right.
        value: Vec<Inline>,
    },
    /// A message of one to three emoji and nothing else; always the only block.
    BigEmoji {
        /// [`Inline::Emoji`] nodes only.
        value: Vec<Inline>,
    },
    /// `# title`. The line end after it becomes a [`Block::LineBreak`] of its own.
    Heading {
        /// 1 to 4, the count of `#`.
        level: u8,
        /// Always one node: headings hold no markup.
        value: Vec<Plain>,
    },
    /// A fenced code block.
    Code {
        /// The word after the fence, `none` when there is none.
        language: String,
        /// One node per line.
        value: Vec<CodeLine>,
    },
    /// Neighbouring `>` lines.
    Quote {
        /// One paragraph per line.
        value: Vec<Paragraph>,
    },
    /// Neighbouring `- [ ]` and `- [x]` lines.
    Tasks {
        /// One node per line.
        value: Vec<Task>,
    },
    /// Neighbouring `1.` lines.
    OrderedList {
        /// One node per line.
        value: Vec<ListItem>,
    },
    /// Neighbouring `-` lines, or neighbouring `*` lines.
    UnorderedList {
        /// One node per line.
        value: Vec<ListItem>,
    },
    /// A formula on its own.
    Katex {
        /// The formula's source.
        value: String,
    },
    /// An empty line, or the line end after a block that does not swallow its own.
    LineBreak {},
}

/// A part of a line.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[serde(tag = "type", rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Inline {
    /// Text without meaning to the grammar.
    PlainText {
        /// The text.
        value: String,
    },
    /// `*bold*` or `**bold**`.
    Bold {
        /// The marked text.
        value: Vec<Inline>,
    },
    /// `_italic_` or `__italic__`.
    Italic {
        /// The marked text.
        value: Vec<Inline>,
    },
    /// `~strike~` or `~~strike~~`.
    Strike {
        /// The marked text.
        value: Vec<Inline>,
    },
    /// Text between back-ticks.
    InlineCode {
        /// The code.
        value: Plain,
    },
    /// A link, written out or found in the text.
    Link {
        /// Target and label.
        value: Link,
    },
    /// `![label](address)`.
    Image {
        /// Address and label.
        value: Image,
    },
    /// `@name`.
    MentionUser {
        /// The name without `@`; nobody of that name need exist.
        value: Plain,
    },
    /// `#name`.
    MentionChannel {
        /// The name without `#`; no room of that name need exist.
        value: Plain,
    },
    /// An emoji.
    Emoji(Emoji),
    /// `color:#rrggbb`.
    Color {
        /// The color.
        value: Color,
    },
    /// A formula inside a line.
    InlineKatex {
        /// The formula's source.
        value: String,
    },
    /// `<t:unix:format>`.
    Timestamp {
        /// Time and format.
        value: Timestamp,
        /// What a client without timestamps shows.
        fallback: Plain,
    },
}

/// A text node in a place where nothing else can stand.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq, Eq)]
#[serde(tag = "type", rename = "PLAIN_TEXT")]
pub struct Plain {
    /// The text.
    pub value: String,
}

/// One line of a [`Block::Quote`].
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[serde(tag = "type", rename = "PARAGRAPH")]
pub struct Paragraph {
    /// What the line holds.
    pub value: Vec<Inline>,
}

/// One line of a [`Block::Code`].
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq, Eq)]
#[serde(tag = "type", rename = "CODE_LINE")]
pub struct CodeLine {
    /// The line, without its end.
    pub value: Plain,
}

/// One line of [`Block::Tasks`].
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[serde(tag = "type", rename = "TASK")]
pub struct Task {
    /// Whether the box is ticked.
    pub status: bool,
    /// What the line holds.
    pub value: Vec<Inline>,
}

/// One line of a list.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[serde(tag = "type", rename = "LIST_ITEM")]
pub struct ListItem {
    /// What the line holds.
    pub value: Vec<Inline>,
    /// The number as typed. Absent in unordered lists and, as upstream has it, for `0.`; one that does
    /// not fit is [`u64::MAX`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<u64>,
}

/// Where a link leads and what it shows.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
pub struct Link {
    /// The target. Never of a scheme that runs script; may lack a scheme (`//host`).
    pub src: Plain,
    /// What is shown.
    pub label: Vec<Inline>,
}

/// Where an image is and what it is called.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq, Eq)]
pub struct Image {
    /// The address, with the promise of [`Link::src`].
    pub src: Plain,
    /// The label, or the address again when none was given.
    pub label: Plain,
}

/// An emoji by name or by itself.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq, Eq)]
#[serde(untagged)]
pub enum Emoji {
    /// `:name:`, or an emoticon such as `:)`.
    Named {
        /// The name for `:name:`, the emoticon as typed for an emoticon.
        value: Plain,
        /// The name.
        #[serde(rename = "shortCode")]
        short_code: String,
    },
    /// An emoji character.
    Unicode {
        /// The character with its modifiers.
        unicode: String,
    },
}

/// A color; each part 0 to 255.
#[derive(Serialize, Deserialize, Clone, Copy, Debug, PartialEq, Eq)]
pub struct Color {
    /// Red.
    pub r: u8,
    /// Green.
    pub g: u8,
    /// Blue.
    pub b: u8,
    /// Opacity, 255 when not given.
    pub a: u8,
}

/// A moment and how to show it.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq, Eq)]
pub struct Timestamp {
    /// Ten digits: seconds since 1970-01-01 UTC.
    pub timestamp: String,
    /// One of `t T d D f F R`; `t` when not given.
    pub format: char,
}

impl From<&str> for Plain {
    fn from(value: &str) -> Self {
        Self { value: value.to_owned() }
    }
}

impl From<String> for Plain {
    fn from(value: String) -> Self {
        Self { value }
    }
}
