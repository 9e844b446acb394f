//! Roles, and which permissions they grant.

mod assign;
mod change;
mod list;
mod members;
mod permissions;

pub use assign::{Assign, RoleSel, Unassign};
pub use change::{Create, Delete};
pub use list::{List, PublicHolders, Sync, Synced};
pub use members::{InRole, Members};
pub use permissions::{ListPermissions, SetPermissions};
pub use rustle_store::{StoredPermission, StoredRole};

crate::any_of! {
    /// May see and change what roles grant.
    AccessPermissions = [AccessPermissions];
}
