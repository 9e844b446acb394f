//! Who is in which room, how far they have read, and what they want to hear of it.

use crate::rooms::RoomKind;
use crate::users::UserRef;
use crate::{MessageId, RoomId, UserId};
use serde::{Deserialize, Serialize};

/// A user's place in a room; upstream calls it a subscription.
#[derive(Clone, Debug, PartialEq)]
pub struct Membership {
    /// Unique, for ever.
    pub id: String,
    /// The room.
    pub room: RoomId,
    /// Its kind, which never differs from the room's.
    pub kind: RoomKind,
    /// The user.
    pub user: UserRef,
    /// Roles that hold in this room: `owner`, `moderator`, `leader`, or the workspace's own.
    pub roles: Vec<String>,
    /// Shown in the user's list.
    pub open: bool,
    /// Among the user's favourites.
    pub favorite: bool,
    /// Messages up to this number are read.
    pub read_seq: i64,
    /// When the user last read, milliseconds since 1970. Absent: never.
    pub last_seen: Option<i64>,
    /// When the user came in, milliseconds since 1970.
    pub joined_at: i64,
    /// Grows with every change to this row (not with messages; see [`Unread`]).
    pub updated_at: i64,
    /// Direct rooms: what the room is called for this user.
    pub direct_name: Option<String>,
    /// Direct rooms: the display name for this user.
    pub direct_fname: Option<String>,
    /// The rest.
    pub wishes: Wishes,
}

/// What a member wants to hear of a room, kept together at rest.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Wishes {
    /// `all`, `mentions`, `nothing`; absent follows the account.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub desktop: Option<String>,
    /// The same for phones.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mobile: Option<String>,
    /// The same for mail.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// Sound to play.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub audio_value: Option<String>,
    /// What makes the room stand out: `default`, `all`, `mentions`, `nothing`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unread_alert: Option<String>,
    /// No notification at all.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub disable_notifications: bool,
    /// No number on the room.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub hide_unread_status: bool,
    /// No mention badge on the room.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub hide_mention_status: bool,
    /// `@all` and `@here` do not count.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub mute_group_mentions: bool,
    /// Words that count as a mention here.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub highlights: Vec<String>,
    /// People whose messages are folded away.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub ignored: Vec<UserId>,
    /// The other side blocked this user (direct rooms).
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub blocked: bool,
    /// This user blocked the other side (direct rooms).
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub blocker: bool,
    /// Translate by itself.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub auto_translate: bool,
    /// Into this language.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub auto_translate_language: Option<String>,
    /// The room key, wrapped for this user.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub e2e_key: Option<String>,
    /// A room key another member suggests, wrapped for this user.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub e2e_suggested_key: Option<String>,
}

/// What a member has not read, always computed from message numbers, never counted up and down.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Unread {
    /// Somebody else wrote since.
    pub alert: bool,
    /// Messages of others since.
    pub messages: i64,
    /// Of those, the ones that name this user.
    pub user_mentions: i64,
    /// Of those, the ones for `@all` or `@here`.
    pub group_mentions: i64,
    /// Followed threads with something new.
    pub threads: Vec<MessageId>,
    /// Of those, the ones that name this user.
    pub threads_user: Vec<MessageId>,
    /// Of those, the ones for `@all` or `@here`.
    pub threads_group: Vec<MessageId>,
}

/// Which messages make the number on a room: the workspace's `Unread_Count` settings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnreadRule {
    /// Every message of others.
    AllMessages,
    /// Only those that name the user.
    UserMentions,
    /// Only those for everybody.
    GroupMentions,
    /// Both kinds of mention.
    Mentions,
}

impl UnreadRule {
    /// From the setting's value; anything unknown counts mentions, upstream's default for channels.
    pub fn parse(value: &str) -> Self {
        match value {
            "all_messages" => Self::AllMessages,
            "user_mentions_only" => Self::UserMentions,
            "group_mentions_only" => Self::GroupMentions,
            _ => Self::Mentions,
        }
    }
}

impl Unread {
    /// The number shown on the room. Direct rooms count every mention whatever the rule, as upstream.
    pub fn number(&self, kind: RoomKind, rule: UnreadRule) -> i64 {
        let direct = kind == RoomKind::Direct;
        match rule {
            UnreadRule::AllMessages => self.messages,
            UnreadRule::Mentions => self.user_mentions + self.group_mentions,
            UnreadRule::UserMentions => self.user_mentions + if direct { self.group_mentions } else { 0 },
            UnreadRule::GroupMentions => self.group_mentions + if direct { self.user_mentions } else { 0 },
        }
    }
}
