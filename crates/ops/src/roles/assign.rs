//! Giving and taking roles.

use super::AccessPermissions;
use crate::operation::{Operation, Writes};
use crate::users::UserSel;
use crate::{Failure, Holds, World};
use rustle_domain::access::Actor;
use rustle_domain::permissions::Permission;
use rustle_domain::roles::RoleRefusal;
use rustle_domain::rooms::RoomRefusal;
use rustle_domain::users::{User, UserRefusal};
use rustle_domain::{Event, RoomId};
use rustle_store::{ReadTx, StoredRole, Tx};

/// A role as a request names it.
#[derive(Clone, Debug)]
pub enum RoleSel {
    /// By id.
    Id(String),
    /// By id or name.
    Either(String),
}

impl RoleSel {
    pub(crate) async fn find(&self, tx: &mut ReadTx) -> Result<StoredRole, Failure> {
        let (Self::Id(text) | Self::Either(text)) = self;
        if let Some(role) = tx.role(text).await? {
            return Ok(role);
        }
        let by_name = match self {
            Self::Id(_) => None,
            Self::Either(name) => tx.roles().await?.into_iter().find(|r| r.name == *name),
        };
        by_name.ok_or_else(|| RoleRefusal::NotFound.into())
    }
}

/// Gives a user a role, everywhere or in a room.
#[derive(Debug)]
pub struct Assign {
    /// Which role.
    pub role: RoleSel,
    /// To whom.
    pub user: UserSel,
    /// Only in this room.
    pub room: Option<RoomId>,
}

/// Takes a role from a user.
#[derive(Debug)]
pub struct Unassign {
    /// Which role.
    pub role: RoleSel,
    /// From whom.
    pub user: UserSel,
    /// Only in this room.
    pub room: Option<RoomId>,
}

impl Operation for Assign {
    const NAME: &'static str = "roles.assign";
    type Access = Holds<AccessPermissions>;
    type Mode = Writes;
    type Output = StoredRole;

    fn subject(&self) {}

    async fn run(self, actor: Actor, tx: &mut Tx, world: &World) -> Result<StoredRole, Failure> {
        let user = self.user.find(tx).await?.ok_or(UserRefusal::NotFound)?;
        let role = self.role.find(tx).await?;
        if role.id == "admin" {
            actor.need(Permission::AssignAdminRole)?;
        }
        change(&user, &role, self.room.as_ref(), true, tx, world).await?;
        Ok(role)
    }
}

impl Operation for Unassign {
    const NAME: &'static str = "roles.unassign";
    type Access = Holds<AccessPermissions>;
    type Mode = Writes;
    type Output = StoredRole;

    fn subject(&self) {}

    async fn run(self, _: Actor, tx: &mut Tx, world: &World) -> Result<StoredRole, Failure> {
        let user = self.user.find(tx).await?.ok_or(UserRefusal::NotFound)?;
        let role = self.role.find(tx).await?;
        if role.id == "admin"
            && user.has_role("admin")
            && user.active
            && tx.count_active_in_role("admin").await? <= 1
        {
            return Err(RoleRefusal::LastAdmin.into());
        }
        change(&user, &role, self.room.as_ref(), false, tx, world).await?;
        Ok(role)
    }
}

#[expect(
    clippy::too_many_arguments,
    reason = "who, what, where, which way: a struct would only be unpacked again"
)]
async fn change(
    user: &User,
    role: &StoredRole,
    room: Option<&RoomId>,
    given: bool,
    tx: &mut Tx,
    world: &World,
) -> Result<(), Failure> {
    let in_room = role.scope == "Subscriptions";
    if let (true, Some(room)) = (in_room, room) {
        let mut member = tx.membership(room, &user.id).await?.ok_or(RoomRefusal::UserNotInRoom)?;
        toggle(&mut member.roles, &role.id, given)?;
        tx.update_membership(&member, world.now).await?;
    } else {
        let mut user = user.clone();
        toggle(&mut user.roles, &role.id, given)?;
        user.updated_at = world.now;
        tx.update_user(&user).await?;
        let change = rustle_domain::event::UserChange { own: true, ..Default::default() };
        tx.record(Event::UserSaved { user: user.id.clone(), change });
    }
    tx.record(Event::RoleGiven {
        role: role.id.clone(),
        user: user.id.clone(),
        username: user.username.clone().unwrap_or_default(),
        room: room.filter(|_| in_room).cloned(),
        given,
    });
    Ok(())
}

fn toggle(roles: &mut Vec<String>, role: &str, given: bool) -> Result<(), RoleRefusal> {
    match (roles.iter().position(|r| r == role), given) {
        (None, true) => roles.push(role.to_owned()),
        (Some(at), false) => drop(roles.remove(at)),
        (Some(_), true) => return Err(RoleRefusal::AlreadyInRole),
        (None, false) => return Err(RoleRefusal::NotInRole),
    }
    Ok(())
}
