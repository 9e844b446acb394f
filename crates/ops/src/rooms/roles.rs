//! Owners, moderators and leaders of a room.

use super::is_last_owner;
use crate::operation::{Operation, Reads, Writes};
use crate::users::UserSel;
use crate::{Failure, HoldsInRoom, RoomRef, SeesRoom, World};
use rustle_domain::Event;
use rustle_domain::access::{Denied, RoomActor};
use rustle_domain::members::Membership;
use rustle_domain::messages::Draft;
use rustle_domain::rooms::{RoomRefusal, RoomRole};
use rustle_domain::users::UserRefusal;
use rustle_store::{ReadTx, Tx};

crate::any_of! {
    /// May give and take some role in rooms.
    SetRoles = [SetOwner, SetModerator, SetLeader];
}

/// Gives or takes a role in a room.
#[derive(Debug)]
pub struct SetRole {
    /// Where.
    pub room: RoomRef,
    /// Whose.
    pub user: UserSel,
    /// Which.
    pub role: RoomRole,
    /// Give or take.
    pub given: bool,
}

impl Operation for SetRole {
    const NAME: &'static str = "rooms.set_role";
    type Access = HoldsInRoom<SetRoles>;
    type Mode = Writes;
    type Output = ();

    fn subject(&self) -> RoomRef {
        self.room.clone()
    }

    async fn run(self, who: RoomActor, tx: &mut Tx, world: &World) -> Result<(), Failure> {
        who.need(self.role.permission())?;
        super::not_archived(who.room())?;
        let user = self.user.find(tx).await?.ok_or(UserRefusal::NotFound)?;
        let room = who.room_id().clone();
        let mut member = tx.membership(&room, &user.id).await?.ok_or(RoomRefusal::UserNotInRoom)?;
        let role = self.role.as_str();
        match (member.roles.iter().position(|r| r == role), self.given) {
            (None, true) => member.roles.push(role.to_owned()),
            (Some(at), false) => {
                if self.role == RoomRole::Owner && is_last_owner(&member, tx).await? {
                    return Err(RoomRefusal::LastOwnerRole.into());
                }
                member.roles.remove(at);
            }
            (Some(_), true) => return Err(self.role.held().into()),
            (None, false) => return Err(self.role.not_held().into()),
        }
        tx.update_membership(&member, world.now).await?;
        let kind = if self.given { "subscription-role-added" } else { "subscription-role-removed" };
        let draft = Draft::system(room.clone(), who.actor().reference(), kind, &member.user.username);
        tx.insert_message(draft.with_role(role), world.fresh_message(), world.now).await?;
        tx.record(Event::RoleGiven {
            role: role.to_owned(),
            user: user.id,
            username: member.user.username,
            room: Some(room),
            given: self.given,
        });
        Ok(())
    }
}

/// Gives those who hold a role in a room.
#[derive(Debug)]
pub struct RoleHolders {
    /// Which room.
    pub room: RoomRef,
    /// Only this role.
    pub role: Option<RoomRole>,
}

impl Operation for RoleHolders {
    const NAME: &'static str = "rooms.role_holders";
    type Access = SeesRoom;
    type Mode = Reads;
    type Output = Vec<Membership>;

    fn subject(&self) -> RoomRef {
        self.room.clone()
    }

    async fn run(self, who: RoomActor, tx: &mut ReadTx, _: &World) -> Result<Vec<Membership>, Failure> {
        if who.room().detail.broadcast
            && !who.can(rustle_domain::permissions::Permission::ViewBroadcastMemberList)
        {
            return Err(Denied::Permission.into());
        }
        let mut holders = tx.members_with_roles(who.room_id()).await?;
        if let Some(role) = self.role {
            holders.retain(|m| m.roles.iter().any(|r| r == role.as_str()));
        }
        Ok(holders)
    }
}
