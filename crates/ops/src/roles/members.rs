//! Who has a role.

use super::{AccessPermissions, RoleSel};
use crate::operation::{Operation, Reads};
use crate::{Failure, Holds, World};
use rustle_domain::RoomId;
use rustle_domain::access::Actor;
use rustle_domain::permissions::Permission;
use rustle_domain::users::User;
use rustle_store::ReadTx;

/// Gives the users who have a role, by user name.
#[derive(Debug)]
pub struct Members {
    /// Which role.
    pub role: RoleSel,
    /// In this room only.
    pub room: Option<RoomId>,
    /// After leaving out this many.
    pub offset: usize,
    /// At most this many.
    pub count: usize,
}

/// Users of a role.
#[derive(Debug)]
pub struct InRole {
    /// Those asked for.
    pub users: Vec<User>,
    /// How many there are.
    pub total: usize,
}

impl Operation for Members {
    const NAME: &'static str = "roles.members";
    type Access = Holds<AccessPermissions>;
    type Mode = Reads;
    type Output = InRole;

    fn subject(&self) {}

    async fn run(self, actor: Actor, tx: &mut ReadTx, _: &World) -> Result<InRole, Failure> {
        let role = self.role.find(tx).await?;
        let ids = match &self.room {
            None => tx.user_ids_in_role(&role.id).await?,
            Some(room) => {
                actor.need(Permission::ViewOtherUserChannels)?;
                let members = tx.members(room).await?;
                members.into_iter().filter(|m| m.roles.contains(&role.id)).map(|m| m.user.id).collect()
            }
        };
        let users = tx.users(&ids).await?;
        let total = users.len();
        Ok(InRole { users: users.into_iter().skip(self.offset).take(self.count).collect(), total })
    }
}
