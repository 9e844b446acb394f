//! Which roles hold which permission.

use super::AccessPermissions;
use crate::operation::{Operation, Reads, Writes};
use crate::{Failure, Holds, SignedIn, World};
use rustle_domain::Event;
use rustle_domain::access::Actor;
use rustle_domain::permissions::Permission;
use rustle_domain::roles::RoleRefusal;
use rustle_store::{ReadTx, StoredPermission, Tx};

/// Gives permissions with their roles.
#[derive(Debug)]
pub struct ListPermissions {
    /// Only those that changed after this time, milliseconds since 1970.
    pub since: Option<i64>,
}

impl Operation for ListPermissions {
    const NAME: &'static str = "roles.list_permissions";
    type Access = SignedIn;
    type Mode = Reads;
    type Output = Vec<StoredPermission>;

    fn subject(&self) {}

    async fn run(self, _: Actor, tx: &mut ReadTx, _: &World) -> Result<Vec<StoredPermission>, Failure> {
        let mut all = tx.permissions().await?;
        all.retain(|p| self.since.is_none_or(|since| p.updated_at > since));
        Ok(all)
    }
}

/// Says which roles hold permissions. All of it or none.
#[derive(Debug)]
pub struct SetPermissions {
    /// Permission and roles.
    pub changes: Vec<(String, Vec<String>)>,
}

impl Operation for SetPermissions {
    const NAME: &'static str = "roles.set_permissions";
    type Access = Holds<AccessPermissions>;
    type Mode = Writes;
    type Output = Vec<StoredPermission>;
    const REFRESHES: bool = true;

    fn subject(&self) {}

    async fn run(self, _: Actor, tx: &mut Tx, world: &World) -> Result<Vec<StoredPermission>, Failure> {
        let known: Vec<String> = tx.roles().await?.into_iter().map(|r| r.id).collect();
        for (id, roles) in self.changes {
            id.parse::<Permission>().map_err(|_| RoleRefusal::UnknownPermission)?;
            if roles.iter().any(|r| !known.contains(r)) {
                return Err(RoleRefusal::UnknownRole.into());
            }
            // Whoever changes permissions must be able to do it again.
            if id == Permission::AccessPermissions.as_str() && !roles.iter().any(|r| r == "admin") {
                return Err(RoleRefusal::LastAdmin.into());
            }
            tx.save_permission(&id, &roles, world.now).await?;
            tx.record(Event::PermissionSaved { id });
        }
        Ok(tx.permissions().await?)
    }
}
