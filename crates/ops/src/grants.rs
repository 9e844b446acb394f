//! What each role grants, read once and renewed when a permission changes.

use rustle_domain::permissions::{Permission, PermissionSet};
use rustle_store::{ReadTx, StoreError};
use std::collections::HashMap;

/// Role → permissions.
#[derive(Clone, Debug, Default)]
pub struct Grants(HashMap<String, PermissionSet>);

impl Grants {
    /// Everything these roles grant together.
    pub fn of<'a>(&self, roles: impl IntoIterator<Item = &'a String>) -> PermissionSet {
        let mut all = PermissionSet::default();
        for role in roles {
            if let Some(set) = self.0.get(role) {
                all.union(set);
            }
        }
        all
    }

    pub(crate) async fn load(tx: &mut ReadTx) -> Result<Self, StoreError> {
        let mut grants: HashMap<String, PermissionSet> = HashMap::new();
        for stored in tx.permissions().await? {
            // Permissions that only a newer or older version knows grant nothing here.
            let Ok(permission) = stored.id.parse::<Permission>() else { continue };
            for role in stored.roles {
                grants.entry(role).or_default().insert(permission);
            }
        }
        Ok(Self(grants))
    }
}
