//! Rooms: channels, private groups, direct messages; discussions and teams are rooms with a parent or a team.

use crate::permissions::Permission;
use crate::users::UserRef;
use crate::{Opaque, RoomId, UserId};
use serde::{Deserialize, Serialize};

/// A room as the server knows it.
#[derive(Clone, Debug, PartialEq)]
pub struct Room {
    /// Unique, for ever.
    pub id: RoomId,
    /// Public, private or direct.
    pub kind: RoomKind,
    /// Unique among channels and groups, whatever its case; direct messages have none.
    pub name: Option<String>,
    /// Name as shown, where it may hold what a name may not.
    pub fname: Option<String>,
    /// Who made it.
    pub creator: Option<UserRef>,
    /// New users join by themselves.
    pub default: bool,
    /// Only those with the right to may write.
    pub read_only: bool,
    /// Nobody writes, and lists leave it out.
    pub archived: bool,
    /// Number of the newest message; the next gets one more.
    pub seq: i64,
    /// Number of the newest message that counts as unread.
    pub counted_seq: i64,
    /// Messages in the room, system messages included.
    pub messages: i64,
    /// Members.
    pub members: i64,
    /// When it was made, milliseconds since 1970.
    pub created_at: i64,
    /// Newest message, milliseconds since 1970.
    pub last_message_at: Option<i64>,
    /// Grows with every change, messages included.
    pub updated_at: i64,
    /// The room a discussion belongs to.
    pub parent: Option<RoomId>,
    /// The team this room belongs to.
    pub team: Option<String>,
    /// This is the team's own room.
    pub team_main: bool,
    /// The rest.
    pub detail: RoomDetail,
}

/// Seldom-decisive parts of a room, kept together at rest.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct RoomDetail {
    /// One line about what is talked of.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub topic: Option<String>,
    /// What the room is for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// A line shown above the messages.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub announcement: Option<String>,
    /// Needed to join, when set.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub join_code: Option<String>,
    /// People of a direct room, creator first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub uids: Vec<UserId>,
    /// Their user names, in the same order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub usernames: Vec<String>,
    /// Members who may not write, by user name.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub muted: Vec<String>,
    /// Members who may write although the room is read-only, by user name.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub unmuted: Vec<String>,
    /// Writers cannot read one another.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub broadcast: bool,
    /// End-to-end encrypted.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub encrypted: bool,
    /// Shown first in the directory.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub featured: bool,
    /// Reactions are allowed although the room is read-only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub react_when_read_only: Option<bool>,
    /// System messages not shown, by type.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hidden_system_messages: Option<Vec<String>>,
    /// Who joins a default room has it among the favourites.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub favorite: bool,
    /// How long messages are kept, where the room has its own rule.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub retention: Option<Retention>,
    /// Changes with the picture.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub avatar_etag: Option<String>,
    /// Fields the workspace defined.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub custom_fields: Option<Opaque>,
    /// Key in use for end-to-end encryption.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub e2e_key_id: Option<String>,
    /// Team rooms: members of the team join by themselves.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub team_default: bool,
}

/// A room's own rule about how long messages are kept. Absent parts follow the workspace.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Retention {
    /// Old messages go.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub enabled: Option<bool>,
    /// The parts below count, not the workspace's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub override_global: Option<bool>,
    /// Days.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_age: Option<i64>,
    /// Pinned messages stay.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub exclude_pinned: Option<bool>,
    /// Only files go.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub files_only: Option<bool>,
    /// Threads stay.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ignore_threads: Option<bool>,
}

/// A role that people hold in one room.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RoomRole {
    /// May do everything in the room.
    Owner,
    /// Keeps order.
    Moderator,
    /// Shown as the one who leads.
    Leader,
}

impl RoomRole {
    /// The role's id.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Owner => "owner",
            Self::Moderator => "moderator",
            Self::Leader => "leader",
        }
    }
    /// What lets somebody give and take it.
    pub fn permission(self) -> Permission {
        match self {
            Self::Owner => Permission::SetOwner,
            Self::Moderator => Permission::SetModerator,
            Self::Leader => Permission::SetLeader,
        }
    }
    /// Why it cannot be given.
    pub fn held(self) -> RoomRefusal {
        match self {
            Self::Owner => RoomRefusal::AlreadyOwner,
            Self::Moderator => RoomRefusal::AlreadyModerator,
            Self::Leader => RoomRefusal::AlreadyLeader,
        }
    }
    /// Why it cannot be taken.
    pub fn not_held(self) -> RoomRefusal {
        match self {
            Self::Owner => RoomRefusal::NotOwner,
            Self::Moderator => RoomRefusal::NotModerator,
            Self::Leader => RoomRefusal::NotLeader,
        }
    }
}

/// The three kinds of room that people talk in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RoomKind {
    /// Anybody may find and read it.
    Channel,
    /// Members only.
    Group,
    /// Between named people; nobody joins later.
    Direct,
}

impl RoomKind {
    /// Upstream's letter.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Channel => "c",
            Self::Group => "p",
            Self::Direct => "d",
        }
    }
    /// From upstream's letter.
    pub fn parse(letter: &str) -> Option<Self> {
        Some(match letter {
            "c" => Self::Channel,
            "p" => Self::Group,
            "d" => Self::Direct,
            _ => return None,
        })
    }
}

impl Room {
    /// Name for people: the shown name, else the name.
    pub fn display_name(&self) -> &str {
        self.fname.as_deref().or(self.name.as_deref()).unwrap_or("")
    }
}

/// The same people always share one direct room: this is its key.
pub fn direct_key(people: &[UserId]) -> String {
    let mut ids: Vec<&str> = people.iter().map(UserId::as_str).collect();
    ids.sort_unstable();
    ids.dedup();
    ids.join(",")
}

/// The names a direct room has for one of its people: those of the others, or the own name when alone.
pub fn direct_names(people: &[UserRef], own: &UserRef) -> (String, String) {
    let mut others: Vec<&UserRef> = people.iter().filter(|p| p.id != own.id).collect();
    if others.is_empty() {
        others.push(own);
    }
    let names = others.iter().map(|p| p.username.clone()).collect::<Vec<_>>().join(", ");
    let shown = others
        .iter()
        .map(|p| p.name.clone().unwrap_or_else(|| p.username.clone()))
        .collect::<Vec<_>>()
        .join(", ");
    (names, shown)
}

/// Why something about a room was refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RoomRefusal {
    /// No such room, or none the caller may know of.
    NotFound,
    /// The name is taken.
    NameTaken(String),
    /// The name has letters the workspace does not allow.
    NameInvalid(String),
    /// Archived: nothing changes in it.
    Archived(String),
    /// It is not archived.
    NotArchived(String),
    /// The user is not in the room.
    NotMember,
    /// The named user is not in the room.
    UserNotInRoom,
    /// The last owner cannot leave or be removed.
    LastOwner,
    /// The last owner stays an owner.
    LastOwnerRole,
    /// The user is an owner already.
    AlreadyOwner,
    /// The user is not an owner.
    NotOwner,
    /// The user is a moderator already.
    AlreadyModerator,
    /// The user is not a moderator.
    NotModerator,
    /// The user is a leader already.
    AlreadyLeader,
    /// The user is not a leader.
    NotLeader,
    /// A code is needed to join.
    JoinCodeNeeded,
    /// The code to join is wrong.
    WrongJoinCode,
    /// Direct rooms cannot be left, renamed, joined …
    NotForDirect,
    /// This is what it was asked to become already.
    Unchanged(&'static str),
    /// Too many people for a direct room.
    TooManyPeople,
    /// Not a kind the room can become.
    KindInvalid,
    /// The caller's list shows the room already.
    AlreadyOpen(String),
    /// The caller's list does not show the room.
    AlreadyClosed(String),
    /// Nobody is invited to a direct room.
    CannotInviteToDirect,
    /// The workspace has too many users to add them all.
    TooManyUsers,
    /// This change is not for the caller, or not for this room.
    ChangeNotAllowed(&'static str),
    /// No such thing to change about a room or membership, or not to this value.
    SettingInvalid(&'static str),
    /// Discussions have no discussions.
    NestedDiscussion,
    /// The message a discussion is to start from is in another room.
    MessageElsewhere,
    /// Nothing in the room can be unread.
    NothingToUnread,
    /// Own messages, and those that are not there, cannot be marked as unread.
    CannotUnread,
    /// The workspace has this switched off.
    Disabled,
}
