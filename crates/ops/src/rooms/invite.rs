//! Bringing others into a room, and sending them away.

use super::{Way, add_member, is_last_owner, not_archived, remove_member};
use crate::operation::{Operation, Writes};
use crate::users::UserSel;
use crate::{Failure, HoldsInRoom, RoomRef, World};
use rustle_domain::access::{Denied, RoomActor};
use rustle_domain::messages::Draft;
use rustle_domain::permissions::Permission;
use rustle_domain::rooms::{Room, RoomKind, RoomRefusal};
use rustle_domain::settings::keys;
use rustle_domain::users::{User, UserRefusal};
use rustle_store::Tx;

crate::any_of! {
    /// May bring people into some rooms.
    AddUsers = [AddUserToJoinedRoom, AddUserToAnyCRoom, AddUserToAnyPRoom];
    /// May bring everybody into a room.
    AddEverybody = [AddAllToRoom];
    /// May send people away.
    RemoveUsers = [RemoveUser];
}

/// Adds people to a room; who is in it stays as they are.
#[derive(Debug)]
pub struct Invite {
    /// Where.
    pub room: RoomRef,
    /// Whom.
    pub users: Vec<UserSel>,
}

impl Operation for Invite {
    const NAME: &'static str = "rooms.invite";
    type Access = HoldsInRoom<AddUsers>;
    type Mode = Writes;
    type Output = Room;

    fn subject(&self) -> RoomRef {
        self.room.clone()
    }

    async fn run(self, who: RoomActor, tx: &mut Tx, world: &World) -> Result<Room, Failure> {
        let room = who.room();
        let any = match room.kind {
            RoomKind::Channel => Permission::AddUserToAnyCRoom,
            RoomKind::Group => Permission::AddUserToAnyPRoom,
            RoomKind::Direct if who.sees() => return Err(RoomRefusal::CannotInviteToDirect.into()),
            RoomKind::Direct => return Err(Denied::NoSuchRoom.into()),
        };
        let joined = who.membership().is_some() && who.can(Permission::AddUserToJoinedRoom);
        if !joined && !who.can(any) {
            return Err(if who.sees() { Denied::Permission } else { Denied::NoSuchRoom }.into());
        }
        not_archived(room)?;
        for user in &self.users {
            let user = user.find(tx).await?.filter(|u| u.active).ok_or(UserRefusal::NotFound)?;
            bring(&who, &user, tx, world).await?;
        }
        Ok(tx.room(&room.id).await?.ok_or(RoomRefusal::NotFound)?)
    }
}

async fn bring(who: &RoomActor, user: &User, tx: &mut Tx, world: &World) -> Result<(), Failure> {
    let kind = if who.room().team_main { "added-user-to-team" } else { "au" };
    let user = user.reference();
    let note = Draft::system(who.room_id().clone(), who.actor().reference(), kind, &user.username);
    add_member(tx, who.room(), &user, Some(note), world.now).await?;
    Ok(())
}

/// Adds everybody on the workspace.
#[derive(Debug)]
pub struct AddAll {
    /// Where.
    pub room: RoomRef,
    /// Not those whose account is deactivated.
    pub active_only: bool,
}

impl Operation for AddAll {
    const NAME: &'static str = "rooms.add_all";
    type Access = HoldsInRoom<AddEverybody>;
    type Mode = Writes;
    type Output = Room;

    fn subject(&self) -> RoomRef {
        self.room.clone()
    }

    async fn run(self, who: RoomActor, tx: &mut Tx, world: &World) -> Result<Room, Failure> {
        let room = who.room();
        if room.kind == RoomKind::Direct {
            return Err(RoomRefusal::CannotInviteToDirect.into());
        }
        not_archived(room)?;
        if tx.count_users().await? > world.settings.get(keys::API_USER_LIMIT) {
            return Err(RoomRefusal::TooManyUsers.into());
        }
        let mut users = tx.all_users().await?;
        users.retain(|u| u.username.is_some() && (u.active || !self.active_only));
        for user in users {
            let user = user.reference();
            let note = Draft::system(room.id.clone(), user.clone(), "uj", &user.username);
            add_member(tx, room, &user, Some(note), world.now).await?;
        }
        Ok(tx.room(&room.id).await?.ok_or(RoomRefusal::NotFound)?)
    }
}

/// Sends a member away.
#[derive(Debug)]
pub struct Kick {
    /// From where.
    pub room: RoomRef,
    /// Whom.
    pub user: UserSel,
}

impl Operation for Kick {
    const NAME: &'static str = "rooms.kick";
    type Access = HoldsInRoom<RemoveUsers>;
    type Mode = Writes;
    type Output = Room;

    fn subject(&self) -> RoomRef {
        self.room.clone()
    }

    async fn run(self, who: RoomActor, tx: &mut Tx, world: &World) -> Result<Room, Failure> {
        let room = who.room();
        let any = match room.kind {
            RoomKind::Channel => Permission::KickUserFromAnyCRoom,
            RoomKind::Group => Permission::KickUserFromAnyPRoom,
            RoomKind::Direct => return Err(RoomRefusal::NotForDirect.into()),
        };
        if !who.sees() && !who.can(any) {
            return Err(Denied::NoSuchRoom.into());
        }
        not_archived(room)?;
        let user = self.user.find(tx).await?.ok_or(UserRefusal::NotFound)?;
        let Some(member) = tx.membership(&room.id, &user.id).await? else {
            // Who may send anybody away from anywhere is not told who was there.
            return if who.can(any) { Ok(room.clone()) } else { Err(RoomRefusal::UserNotInRoom.into()) };
        };
        if is_last_owner(&member, tx).await? {
            return Err(RoomRefusal::LastOwner.into());
        }
        let kind = if room.team_main { "removed-user-from-team" } else { "ru" };
        let way = Way { kind, by: who.actor().reference() };
        remove_member(tx, room, &member, way, world.now).await?;
        Ok(tx.room(&room.id).await?.ok_or(RoomRefusal::NotFound)?)
    }
}
