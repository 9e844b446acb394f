//! What happened, told after it is on disk.
//!
//! An event says what changed and carries only what can no longer be read afterwards, plus messages, whose every
//! state clients see. Listeners read the current state of rooms, memberships and users themselves, so that what is
//! pushed is what a fresh request would give.

use crate::messages::{Message, MessageRefusal};
use crate::rooms::RoomKind;
use crate::{MessageId, RoomId, UserId};
use std::sync::Arc;

/// Something that happened, recorded in the transaction that did it.
#[derive(Clone, Debug)]
pub enum Event {
    /// A message is new, or has changed in any way.
    MessageSaved {
        /// Its state now.
        message: Arc<Message>,
        /// True the first time.
        new: bool,
    },
    /// A message is gone.
    MessageDeleted {
        /// Its room.
        room: RoomId,
        /// Its id.
        message: MessageId,
    },
    /// Many messages are gone at once.
    MessagesPruned(Pruned),
    /// A room is new or has changed; its members' view of it, too.
    RoomSaved {
        /// The room.
        room: RoomId,
    },
    /// A room is gone, with all memberships.
    RoomDeleted {
        /// The room.
        room: RoomId,
    },
    /// A membership is new or has changed.
    MembershipSaved {
        /// The room.
        room: RoomId,
        /// The member.
        user: UserId,
        /// True the first time.
        new: bool,
    },
    /// A membership is gone.
    MembershipDeleted {
        /// The room.
        room: RoomId,
        /// Its kind.
        kind: RoomKind,
        /// Who was a member.
        user: UserId,
        /// The membership's id.
        id: String,
    },
    /// An account is new or has changed.
    UserSaved {
        /// The user.
        user: UserId,
        /// What others and the user's own clients must hear of.
        change: UserChange,
    },
    /// An account is gone.
    UserDeleted {
        /// The user.
        user: UserId,
    },
    /// A user's sessions ended, so that open connections must end, too. No hash: all of them.
    SessionsEnded {
        /// The user.
        user: UserId,
        /// Only the session with this token hash.
        hash: Option<String>,
        /// Not the session with this token hash.
        except: Option<String>,
    },
    /// A setting has a new value.
    SettingSaved {
        /// Its id.
        id: String,
    },
    /// The roles that hold a permission have changed.
    PermissionSaved {
        /// Upstream's name of the permission.
        id: String,
    },
    /// A role is new or has changed.
    RoleSaved {
        /// Its id.
        id: String,
    },
    /// A role is gone.
    RoleDeleted {
        /// Its id.
        id: String,
    },
    /// A user got or lost a role.
    RoleGiven {
        /// The role's id.
        role: String,
        /// The user.
        user: UserId,
        /// Their user name.
        username: String,
        /// The room it holds in, or everywhere.
        room: Option<RoomId>,
        /// Given, or taken.
        given: bool,
    },
    /// A user or room has another picture.
    AvatarChanged {
        /// Whose.
        of: AvatarOf,
        /// Changes with the picture; none for the generated one.
        etag: Option<String>,
    },
    /// Members have read a room up to a time.
    Read {
        /// The room.
        room: RoomId,
        /// Who read.
        user: UserId,
    },
    /// What a user said was refused.
    Refused {
        /// Who said it.
        user: UserId,
        /// Where.
        room: RoomId,
        /// Why not.
        refusal: MessageRefusal,
    },
    /// A message for one user's eyes, kept nowhere.
    Ephemeral {
        /// Who sees it.
        user: UserId,
        /// The message.
        message: Arc<Message>,
    },
}

/// What was pruned from a room.
#[derive(Clone, Debug)]
pub struct Pruned {
    /// The room.
    pub room: RoomId,
    /// Ids of what is gone.
    pub ids: Vec<MessageId>,
    /// Older than this, milliseconds since 1970.
    pub latest: i64,
    /// Newer than this.
    pub oldest: i64,
    /// The limits themselves included.
    pub inclusive: bool,
    /// Pinned messages stayed.
    pub exclude_pinned: bool,
    /// Messages that opened a discussion stayed.
    pub ignore_discussion: bool,
    /// Only files were removed.
    pub files_only: bool,
    /// Only messages of these user names.
    pub users: Vec<String>,
}

/// What changed about an account.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct UserChange {
    /// The account is new.
    pub created: bool,
    /// Display name or user name.
    pub name: bool,
    /// Chosen status or its text.
    pub status: bool,
    /// Anything that only the user's own clients see.
    pub own: bool,
}

/// Whose picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AvatarOf {
    /// A user, by user name.
    User(String),
    /// A room.
    Room(RoomId),
}
