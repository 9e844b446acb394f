//! Messages, and the rules that make one from what a sender typed.

use crate::uploads::Upload;
use crate::users::UserRef;
use crate::{MessageId, Opaque, RoomId, UploadId, UserId};
use serde::{Deserialize, Serialize};

pub mod attachments;
pub mod draft;
pub mod emoji;
pub mod notify;
pub mod quote;
pub mod rules;
pub mod words;

pub use attachments::{Action, Attachment, Field};
pub use draft::{Draft, Outside, Peers};

/// A message as stored.
#[derive(Clone, Debug, PartialEq)]
pub struct Message {
    /// Unique over the whole server; the sender's client may choose it.
    pub id: MessageId,
    /// Where it was said.
    pub room: RoomId,
    /// Its number in the room: order of acknowledgement, without gaps when nothing is deleted.
    pub seq: i64,
    /// Milliseconds since 1970, strictly growing in a room.
    pub ts: i64,
    /// Milliseconds since 1970, strictly growing in a room with every change to any message.
    pub updated_at: i64,
    /// Who said it.
    pub author: UserRef,
    /// System messages: upstream's type (`uj`, `room_changed_topic`, …).
    pub kind: Option<String>,
    /// What was typed.
    pub text: String,
    /// The thread it answers in.
    pub thread: Option<MessageId>,
    /// A thread answer that is shown in the room, too.
    pub show_in_room: bool,
    /// Answers in the thread this message started.
    pub thread_count: i64,
    /// Time of the newest of them.
    pub thread_last: Option<i64>,
    /// When it was pinned.
    pub pinned_at: Option<i64>,
    /// The discussion this message opened.
    pub discussion: Option<RoomId>,
    /// Makes the room unread for others.
    pub counted: bool,
    /// Is for `@all` or `@here`.
    pub group_mention: bool,
    /// The rest.
    pub body: Body,
}

/// Parts of a message that nothing is selected by, kept together at rest.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Body {
    /// Last edit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub edited: Option<Stamp>,
    /// Who pinned it, and when.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pinned: Option<Stamp>,
    /// Who starred it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub starred: Vec<UserId>,
    /// Reactions in the order of their first use.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub reactions: Vec<Reaction>,
    /// People, teams, `all` and `here` named in the text.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub mentions: Vec<Mention>,
    /// Rooms named in the text.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub channels: Vec<ChannelMention>,
    /// Addresses in the text.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub urls: Vec<Link>,
    /// Boxes below the text.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub attachments: Vec<Attachment>,
    /// Files sent with it, the first is the main one.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<FileRef>,
    /// Followers of the thread this message started.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub followers: Vec<UserId>,
    /// Shown in place of the author's name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub alias: Option<String>,
    /// Address of a picture shown in place of the author's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub avatar: Option<String>,
    /// Emoji shown in place of the author's picture.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub emoji: Option<String>,
    /// False keeps it apart from the message above.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub groupable: Option<bool>,
    /// False leaves addresses in the text alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parse_urls: Option<bool>,
    /// What a bot library says of itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bot: Option<Opaque>,
    /// Fields the workspace defined.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub custom_fields: Option<Opaque>,
    /// Buttons and forms of an app.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub blocks: Option<Opaque>,
    /// Role given or taken, in a system message about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role: Option<String>,
    /// Encrypted text, carried as it came.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub content: Option<Opaque>,
    /// State of encryption, carried as it came.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub e2e: Option<String>,
    /// Messages in the discussion it opened.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub discussion_count: Option<i64>,
    /// Newest of them, milliseconds since 1970.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub discussion_last: Option<i64>,
}

/// Who did something to a message, and when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stamp {
    /// Milliseconds since 1970.
    pub at: i64,
    /// Who.
    pub by: UserRef,
}

/// One emoji under a message and who chose it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reaction {
    /// With colons: `:smile:`.
    pub emoji: String,
    /// User names in order of choosing.
    pub usernames: Vec<String>,
}

/// Somebody named in a text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mention {
    /// User id, team id, `all` or `here`.
    pub id: String,
    /// User name, team name, `all` or `here`.
    pub username: String,
    /// Display name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// `user` or `team`; none for `all` and `here`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
}

/// A room named in a text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChannelMention {
    /// Room id.
    pub id: RoomId,
    /// Its name.
    pub name: String,
    /// Its shown name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fname: Option<String>,
}

/// An address in a text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// As typed.
    pub url: String,
    /// True: no preview is wanted.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub ignore_parse: bool,
}

/// A file in a message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileRef {
    /// Id of the upload.
    pub id: UploadId,
    /// File name.
    pub name: String,
    /// Media type.
    pub mime: String,
    /// Bytes.
    pub size: i64,
}

impl From<&Upload> for FileRef {
    fn from(upload: &Upload) -> Self {
        Self {
            id: upload.id.clone(),
            name: upload.name.clone(),
            mime: upload.mime.clone(),
            size: upload.size,
        }
    }
}

impl Message {
    /// Shown in the room itself: not an answer inside a thread.
    pub fn in_main(&self) -> bool {
        self.thread.is_none() || self.show_in_room
    }
}

/// Why something about a message was refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MessageRefusal {
    /// No such message, or none the caller may know of.
    NotFound,
    /// Longer than the workspace allows.
    TooLong,
    /// The id belongs to another message.
    IdTaken,
    /// The id has letters an id must not have.
    IdInvalid,
    /// The room is read-only.
    ReadOnly,
    /// The sender is muted in the room.
    Muted,
    /// One side of a direct room blocked the other.
    Blocked,
    /// Posting under another name without the right to.
    MayNotImpersonate,
    /// Threads are off.
    ThreadsDisabled,
    /// `tshow` without a thread.
    ShowWithoutThread,
    /// The time for editing is over.
    EditTimeOver,
    /// Editing is off.
    EditDisabled,
    /// Deleting is off, over, or not the caller's to do.
    DeleteNotAllowed,
    /// Pinning is off.
    PinningDisabled,
    /// Starring is off.
    StarringDisabled,
    /// No emoji of that name.
    UnknownEmoji,
    /// An attachment has a part of a wrong type, or a dangerous address.
    AttachmentInvalid(String),
    /// `@all` without the right to.
    MayNotMentionAll,
    /// `@here` without the right to.
    MayNotMentionHere,
    /// Encrypted rooms take encrypted messages only.
    MustBeEncrypted,
    /// Without the right that pinning needs.
    NotAuthorized,
    /// Threads are off, where lists of them are asked for.
    NoThreads,
    /// The workspace defines no fields of its own.
    CustomFieldsDisabled,
    /// The fields are not as the workspace defines them.
    CustomFieldsInvalid,
    /// An edit changes what an edit cannot.
    NotEditable(&'static str),
    /// Deleting in the name of the author without the right to.
    MayNotDeleteAsAuthor,
    /// The room is read-only: nothing is deleted in it either.
    ReadOnlyDelete,
    /// One of the two is no member of the room.
    NoSubscription,
    /// No room or person that a message could be posted to.
    UnknownChannel,
    /// Nobody keeps who read what.
    NoReadReceipts,
    /// A report without words.
    ReportEmpty,
}
