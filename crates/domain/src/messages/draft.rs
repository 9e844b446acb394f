//! From what a client sent to what is stored.

use super::{Attachment, Body, ChannelMention, Link, Mention, Message, MessageRefusal, attachments};
use crate::users::UserRef;
use crate::{MessageId, Opaque, RoomId, ids};
use rustle_markup::Block;

/// What a client may say about a new message. Everything else is the server's to say.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Outside {
    /// The client's own id; the same id again is the same message.
    pub id: Option<MessageId>,
    /// Text.
    pub text: String,
    /// Thread to answer in.
    pub thread: Option<MessageId>,
    /// Show the answer in the room, too.
    pub show_in_room: bool,
    /// Needs the right to impersonate.
    pub alias: Option<String>,
    /// Needs the right to impersonate.
    pub avatar: Option<String>,
    /// Shown in place of the picture.
    pub emoji: Option<String>,
    /// Boxes.
    pub attachments: Vec<Attachment>,
    /// See [`Body::groupable`].
    pub groupable: Option<bool>,
    /// See [`Body::parse_urls`].
    pub parse_urls: Option<bool>,
    /// Addresses to show previews of; none: all.
    pub previews: Option<Vec<String>>,
    /// See [`Body::bot`].
    pub bot: Option<Opaque>,
    /// See [`Body::custom_fields`].
    pub custom_fields: Option<Opaque>,
    /// See [`Body::blocks`].
    pub blocks: Option<Opaque>,
    /// Encrypted message: its envelope.
    pub content: Option<Opaque>,
    /// Encrypted message: its state; makes the type `e2e`.
    pub e2e: Option<String>,
}

/// Whom and what the text names, looked up.
#[derive(Clone, Debug, Default)]
pub struct Peers {
    /// People, teams, `all`, `here`.
    pub mentions: Vec<Mention>,
    /// Rooms.
    pub channels: Vec<ChannelMention>,
    /// Messages, as the boxes that show them.
    pub quotes: Vec<Attachment>,
}

/// A message ready to be numbered and stored.
#[derive(Clone, Debug)]
pub struct Draft(Message);

/// Most addresses of one text that are looked at.
const MAX_LINKS: usize = 50;

impl Draft {
    /// Checks what a client sent and makes the message of it. `limit` counts letters, as upstream.
    pub fn from_outside(
        said: Outside,
        room: RoomId,
        author: UserRef,
        limit: usize,
        parsed: (&[Block], Peers),
    ) -> Result<Self, MessageRefusal> {
        let (tree, peers) = parsed;
        check_outside(&said, limit)?;
        let counted = said.thread.is_none() || said.show_in_room;
        let body = Body {
            attachments: said.attachments,
            alias: said.alias,
            avatar: said.avatar,
            emoji: said.emoji,
            groupable: said.groupable,
            parse_urls: said.parse_urls,
            bot: said.bot,
            custom_fields: said.custom_fields,
            blocks: said.blocks,
            content: said.content,
            e2e: said.e2e.clone(),
            ..Body::default()
        };
        let mut message = blank(room, author);
        message.id = said.id.unwrap_or_else(|| MessageId::from(""));
        message.kind = said.e2e.map(|_| "e2e".to_owned());
        message.text = said.text;
        message.thread = said.thread;
        message.show_in_room = said.show_in_room;
        message.counted = counted;
        message.body = body;
        read(&mut message, (tree, peers), said.previews.as_deref());
        Ok(Self(message))
    }

    /// A system message: `kind` is upstream's type, `text` what it is about (a user name, a topic …).
    pub fn system(room: RoomId, author: UserRef, kind: &str, text: &str) -> Self {
        let mut message = blank(room, author);
        message.kind = Some(kind.to_owned());
        text.clone_into(&mut message.text);
        message.body.groupable = Some(false);
        Self(message)
    }

    /// The same with a role, for messages about roles given and taken.
    #[must_use]
    pub fn with_role(mut self, role: &str) -> Self {
        self.0.body.role = Some(role.to_owned());
        self
    }

    /// Adds boxes, for messages that the server itself writes.
    #[must_use]
    pub fn with_attachments(mut self, attachments: Vec<Attachment>) -> Self {
        self.0.body.attachments = attachments;
        self
    }

    /// Changes the body before it is stored.
    #[must_use]
    pub fn with(mut self, change: impl FnOnce(&mut Message)) -> Self {
        change(&mut self.0);
        self
    }

    /// What it holds so far.
    pub fn message(&self) -> &Message {
        &self.0
    }

    /// Gives it its id, number and time.
    #[must_use]
    pub fn place(self, fresh: MessageId, seq: i64, ts: i64) -> Message {
        let mut message = self.0;
        if message.id.is_empty() {
            message.id = fresh;
        }
        message.seq = seq;
        message.ts = ts;
        message.updated_at = ts;
        message
    }
}

/// Gives a message another text: what the text names, and the boxes that show what it quotes, follow.
pub fn rewrite(
    message: &mut Message,
    text: String,
    limit: usize,
    parsed: (&[Block], Peers),
    previews: Option<&[String]>,
) -> Result<(), MessageRefusal> {
    if text.chars().count() > limit {
        return Err(MessageRefusal::TooLong);
    }
    message.text = text;
    message.body.attachments.retain(|a| a.message_link.is_none());
    read(message, parsed, previews);
    attachments::check(&message.body.attachments)
}

/// Writes down what a message's text names.
fn read(message: &mut Message, (tree, peers): (&[Block], Peers), previews: Option<&[String]>) {
    let body = &mut message.body;
    message.group_mention = peers.mentions.iter().any(|m| m.id == "all" || m.id == "here");
    body.urls = if body.parse_urls == Some(false) { Vec::new() } else { links(tree) };
    for link in &mut body.urls {
        let quoted = peers.quotes.iter().any(|q| q.message_link.as_ref() == Some(&link.url));
        link.ignore_parse = quoted || previews.is_some_and(|wanted| !wanted.contains(&link.url));
    }
    body.mentions = peers.mentions;
    body.channels = peers.channels;
    body.attachments.extend(peers.quotes);
}

fn blank(room: RoomId, author: UserRef) -> Message {
    Message {
        id: MessageId::from(""),
        room,
        seq: 0,
        ts: 0,
        updated_at: 0,
        author,
        kind: None,
        text: String::new(),
        thread: None,
        show_in_room: false,
        thread_count: 0,
        thread_last: None,
        pinned_at: None,
        discussion: None,
        counted: false,
        group_mention: false,
        body: Body::default(),
    }
}

fn check_outside(said: &Outside, limit: usize) -> Result<(), MessageRefusal> {
    if said.id.as_ref().is_some_and(|id| !ids::is_client_id(id)) {
        return Err(MessageRefusal::IdInvalid);
    }
    if said.text.chars().count() > limit {
        return Err(MessageRefusal::TooLong);
    }
    if said.show_in_room && said.thread.is_none() {
        return Err(MessageRefusal::ShowWithoutThread);
    }
    if let Some(avatar) = &said.avatar
        && !(attachments::is_safe_address(avatar) || avatar.starts_with('/') && !avatar.starts_with("//"))
    {
        return Err(MessageRefusal::AttachmentInvalid("avatar".into()));
    }
    attachments::check(&said.attachments)
}

/// Addresses in a parsed text, each once.
pub fn links(tree: &[Block]) -> Vec<Link> {
    let mut found: Vec<Link> = Vec::new();
    for url in rustle_markup::links(tree) {
        if found.len() == MAX_LINKS {
            break;
        }
        let web = url.starts_with("http://") || url.starts_with("https://");
        if web && !found.iter().any(|l| l.url == url) {
            found.push(Link { url: url.to_owned(), ignore_parse: false });
        }
    }
    found
}
