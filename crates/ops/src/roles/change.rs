//! Roles of the workspace's own.

use super::{AccessPermissions, RoleSel};
use crate::operation::{Operation, Writes};
use crate::{Failure, Holds, World};
use rustle_domain::Event;
use rustle_domain::access::Actor;
use rustle_domain::roles::RoleRefusal;
use rustle_store::{StoredRole, Tx};

/// Makes a role.
#[derive(Debug)]
pub struct Create {
    /// Unique.
    pub name: String,
    /// What it is for; shown beside names.
    pub description: String,
    /// `Users` or `Subscriptions`.
    pub scope: String,
    /// Who has it must use a second factor.
    pub mandatory_two_factor: bool,
}

impl Operation for Create {
    const NAME: &'static str = "roles.create";
    type Access = Holds<AccessPermissions>;
    type Mode = Writes;
    type Output = StoredRole;

    fn subject(&self) {}

    async fn run(self, _: Actor, tx: &mut Tx, world: &World) -> Result<StoredRole, Failure> {
        if tx.roles().await?.iter().any(|r| r.name == self.name || r.id == self.name) {
            return Err(RoleRefusal::NameTaken.into());
        }
        if !["Users", "Subscriptions"].contains(&self.scope.as_str()) {
            return Err(RoleRefusal::ScopeInvalid.into());
        }
        let role = StoredRole {
            id: world.fresh_id(),
            name: self.name,
            description: self.description,
            scope: self.scope,
            mandatory_two_factor: self.mandatory_two_factor,
            protected: false,
            updated_at: world.now,
        };
        tx.save_role(&role).await?;
        tx.record(Event::RoleSaved { id: role.id.clone() });
        Ok(role)
    }
}

/// Removes a role that nobody has.
#[derive(Debug)]
pub struct Delete {
    /// Which.
    pub role: RoleSel,
}

impl Operation for Delete {
    const NAME: &'static str = "roles.delete";
    type Access = Holds<AccessPermissions>;
    type Mode = Writes;
    type Output = ();
    const REFRESHES: bool = true;

    fn subject(&self) {}

    async fn run(self, _: Actor, tx: &mut Tx, world: &World) -> Result<(), Failure> {
        let role = self.role.find(tx).await?;
        if role.protected {
            return Err(RoleRefusal::Protected.into());
        }
        if tx.count_in_role(&role.id).await? > 0 {
            return Err(RoleRefusal::InUse.into());
        }
        for permission in tx.permissions().await?.into_iter().filter(|p| p.roles.contains(&role.id)) {
            let roles: Vec<String> = permission.roles.into_iter().filter(|r| *r != role.id).collect();
            tx.save_permission(&permission.id, &roles, world.now).await?;
            tx.record(Event::PermissionSaved { id: permission.id });
        }
        tx.delete_role(&role.id, world.now).await?;
        tx.record(Event::RoleDeleted { id: role.id });
        Ok(())
    }
}
