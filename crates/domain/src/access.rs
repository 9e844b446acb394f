//! Who may do what. Pure: facts come in, a witness or a denial comes out.
//!
//! A witness ([`Actor`], [`Reader`], [`RoomActor`]) can only be made here, so holding one proves the check was made.

use crate::members::Membership;
use crate::permissions::{Permission, PermissionSet};
use crate::rooms::{Room, RoomKind};
use crate::users::{User, UserRef};
use crate::{RoomId, UserId};

/// Why a caller may not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Denied {
    /// Not signed in.
    SignIn,
    /// Signed in, without the permission. Which one is not told.
    Permission,
    /// The room is not there for this caller.
    NoSuchRoom,
    /// The caller can see the room and is not a member.
    NotMember,
}

/// A signed-in caller and what their roles allow everywhere.
#[derive(Clone, Debug)]
pub struct Actor {
    user: User,
    grants: PermissionSet,
    token_hash: Option<String>,
}

impl Actor {
    /// The only way to be somebody: an account that is active, with what its roles grant.
    pub fn decide(
        user: Option<User>,
        grants: PermissionSet,
        token_hash: Option<String>,
    ) -> Result<Self, Denied> {
        match user {
            Some(user) if user.active => Ok(Self { user, grants, token_hash }),
            _ => Err(Denied::SignIn),
        }
    }
    /// The account.
    pub fn user(&self) -> &User {
        &self.user
    }
    /// Its id.
    pub fn id(&self) -> &UserId {
        &self.user.id
    }
    /// Its user name, empty while none is chosen.
    pub fn username(&self) -> &str {
        self.user.username.as_deref().unwrap_or("")
    }
    /// The words about the account that are written into other things.
    pub fn reference(&self) -> UserRef {
        self.user.reference()
    }
    /// Hash of the token this caller came with.
    pub fn token_hash(&self) -> Option<&str> {
        self.token_hash.as_deref()
    }
    /// Holds the permission everywhere?
    pub fn can(&self, permission: Permission) -> bool {
        self.grants.contains(permission)
    }
    /// The same as a check.
    pub fn need(&self, permission: Permission) -> Result<(), Denied> {
        if self.can(permission) { Ok(()) } else { Err(Denied::Permission) }
    }
    /// Holds at least one of them everywhere?
    pub fn need_any(&self, permissions: &[Permission]) -> Result<(), Denied> {
        if permissions.iter().any(|p| self.can(*p)) { Ok(()) } else { Err(Denied::Permission) }
    }
}

/// What is known about a caller and a room before deciding.
#[derive(Clone, Debug)]
pub struct RoomFacts {
    /// The room.
    pub room: Room,
    /// The caller's place in it.
    pub membership: Option<Membership>,
    /// What the caller's roles in this room grant beside those everywhere.
    pub room_grants: PermissionSet,
    /// For rooms of a team: whether the team is public, and whether the caller is in it.
    pub team: Option<TeamFacts>,
    /// For discussions: the same facts about the room it belongs to.
    pub parent: Option<Box<RoomFacts>>,
}

/// About the team a room belongs to.
#[derive(Clone, Copy, Debug)]
pub struct TeamFacts {
    /// Anybody may find it.
    pub public: bool,
    /// The caller is one of it.
    pub member: bool,
}

/// May read the room: everything in it, and nothing else.
#[derive(Clone, Debug)]
pub struct Reader {
    actor: Option<Actor>,
    facts: RoomFacts,
}

impl Reader {
    /// Upstream's rule: public rooms by `view-c-room` (or anybody, where anonymous reading is on), rooms of private
    /// teams by being in the team, everything by being a member, discussions by the room they belong to.
    pub fn decide(actor: Option<Actor>, facts: RoomFacts, anonymous_read: bool) -> Result<Self, Denied> {
        if may_read(actor.as_ref(), &facts, anonymous_read) {
            Ok(Self { actor, facts })
        } else if actor.is_none() {
            Err(Denied::SignIn)
        } else {
            Err(Denied::NoSuchRoom)
        }
    }
    /// The caller, when signed in.
    pub fn actor(&self) -> Option<&Actor> {
        self.actor.as_ref()
    }
    /// The room.
    pub fn room(&self) -> &Room {
        &self.facts.room
    }
    /// The caller's place in it.
    pub fn membership(&self) -> Option<&Membership> {
        self.facts.membership.as_ref()
    }
    /// Holds the permission here?
    pub fn can(&self, permission: Permission) -> bool {
        self.facts.room_grants.contains(permission) || self.actor.as_ref().is_some_and(|a| a.can(permission))
    }
}

fn may_read(actor: Option<&Actor>, facts: &RoomFacts, anonymous_read: bool) -> bool {
    let public = || match actor {
        None => anonymous_read,
        Some(actor) => actor.can(Permission::ViewCRoom),
    };
    if facts.room.kind == RoomKind::Channel {
        let open = match facts.team {
            None => public(),
            Some(team) => team.member || (team.public && public()),
        };
        if open {
            return true;
        }
    }
    if let (Some(actor), Some(_)) = (actor, &facts.membership) {
        let own = match facts.room.kind {
            RoomKind::Channel => Permission::ViewCRoom,
            RoomKind::Group => Permission::ViewPRoom,
            RoomKind::Direct => Permission::ViewDRoom,
        };
        if actor.can(Permission::ViewJoinedRoom) || actor.can(own) {
            return true;
        }
    }
    facts.parent.as_deref().is_some_and(|parent| may_read(actor, parent, anonymous_read))
}

/// A signed-in caller in front of a room, with the permissions that hold there.
#[derive(Clone, Debug)]
pub struct RoomActor {
    actor: Actor,
    facts: RoomFacts,
}

impl RoomActor {
    /// May read the room and is signed in.
    pub fn reads(actor: Actor, facts: RoomFacts) -> Result<Self, Denied> {
        if may_read(Some(&actor), &facts, false) {
            Ok(Self { actor, facts })
        } else {
            Err(Denied::NoSuchRoom)
        }
    }
    /// Is a member of the room.
    pub fn member(actor: Actor, facts: RoomFacts) -> Result<Self, Denied> {
        let seen = Self::reads(actor, facts)?;
        if seen.facts.membership.is_some() { Ok(seen) } else { Err(Denied::NotMember) }
    }
    /// Holds one of the permissions, here or everywhere. Says "no such room" to who cannot even see it.
    pub fn holds(actor: Actor, facts: RoomFacts, any_of: &[Permission]) -> Result<Self, Denied> {
        let sees = may_read(Some(&actor), &facts, false);
        let candidate = Self { actor, facts };
        if any_of.iter().any(|p| candidate.can(*p)) {
            Ok(candidate)
        } else if sees {
            Err(Denied::Permission)
        } else {
            Err(Denied::NoSuchRoom)
        }
    }
    /// The caller.
    pub fn actor(&self) -> &Actor {
        &self.actor
    }
    /// The caller's id.
    pub fn id(&self) -> &UserId {
        self.actor.id()
    }
    /// The room.
    pub fn room(&self) -> &Room {
        &self.facts.room
    }
    /// Its id.
    pub fn room_id(&self) -> &RoomId {
        &self.facts.room.id
    }
    /// The caller's place in it.
    pub fn membership(&self) -> Option<&Membership> {
        self.facts.membership.as_ref()
    }
    /// Can the caller read the room at all? (A right to administer does not imply it.)
    pub fn sees(&self) -> bool {
        may_read(Some(&self.actor), &self.facts, false)
    }
    /// Holds the permission here or everywhere?
    pub fn can(&self, permission: Permission) -> bool {
        self.facts.room_grants.contains(permission) || self.actor.can(permission)
    }
    /// The same as a check.
    pub fn need(&self, permission: Permission) -> Result<(), Denied> {
        if self.can(permission) { Ok(()) } else { Err(Denied::Permission) }
    }
}

/// May this caller write in this room now?
pub fn may_post(who: &RoomActor) -> Result<(), crate::messages::MessageRefusal> {
    use crate::messages::MessageRefusal;
    let room = who.room();
    let username = who.actor().username();
    if room.kind == RoomKind::Direct
        && let Some(m) = who.membership()
        && (m.wishes.blocked || m.wishes.blocker)
    {
        return Err(MessageRefusal::Blocked);
    }
    let unmuted = room.detail.unmuted.iter().any(|u| u == username);
    if room.read_only && !unmuted && !who.can(Permission::PostReadonly) {
        return Err(MessageRefusal::ReadOnly);
    }
    if room.detail.muted.iter().any(|u| u == username) {
        return Err(MessageRefusal::Muted);
    }
    Ok(())
}
