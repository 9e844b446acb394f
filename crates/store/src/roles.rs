//! Roles, and which of them hold which permission.

use crate::codec::{decode, encode};
use crate::{ReadTx, Row, StoreError, Tx, statements, values};

/// A role as stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredRole {
    /// Id, for built-in roles the name.
    pub id: String,
    /// Name.
    pub name: String,
    /// What it is for.
    pub description: String,
    /// `Users` (holds everywhere) or `Subscriptions` (holds in a room).
    pub scope: String,
    /// Who has it must use a second factor.
    pub mandatory_two_factor: bool,
    /// Cannot be deleted.
    pub protected: bool,
    /// Milliseconds since 1970.
    pub updated_at: i64,
}

/// A permission's holders as stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredPermission {
    /// Upstream's name.
    pub id: String,
    /// Ids of roles.
    pub roles: Vec<String>,
    /// Milliseconds since 1970.
    pub updated_at: i64,
}

statements! {
    ROLES = "SELECT id, name, description, scope, mandatory_two_factor, protected, updated_at FROM roles ORDER BY id";
    ROLE = "SELECT id, name, description, scope, mandatory_two_factor, protected, updated_at FROM roles WHERE id = $1";
    SAVE_ROLE = "INSERT INTO roles (id, name, description, scope, mandatory_two_factor, protected, updated_at) VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (id) DO UPDATE SET name = EXCLUDED.name, description = EXCLUDED.description, scope = EXCLUDED.scope, mandatory_two_factor = EXCLUDED.mandatory_two_factor, protected = EXCLUDED.protected, updated_at = EXCLUDED.updated_at";
    DELETE_ROLE = "DELETE FROM roles WHERE id = $1";
    REMEMBER_REMOVED_ROLE = "INSERT INTO removed_roles (id, removed_at) VALUES ($1, $2) ON CONFLICT (id) DO UPDATE SET removed_at = EXCLUDED.removed_at";
    REMOVED_ROLES = "SELECT id, removed_at FROM removed_roles WHERE removed_at > $1 ORDER BY removed_at";
    PERMISSIONS = "SELECT id, roles, updated_at FROM permissions ORDER BY id";
    SAVE_PERMISSION = "INSERT INTO permissions (id, roles, updated_at) VALUES ($1, $2, $3) ON CONFLICT (id) DO UPDATE SET roles = EXCLUDED.roles, updated_at = EXCLUDED.updated_at";
}

fn role(row: &Row) -> Result<StoredRole, StoreError> {
    Ok(StoredRole {
        id: row.text(0)?,
        name: row.text(1)?,
        description: row.text(2)?,
        scope: row.text(3)?,
        mandatory_two_factor: row.bool(4)?,
        protected: row.bool(5)?,
        updated_at: row.int(6)?,
    })
}

impl ReadTx {
    /// All roles, by id.
    pub async fn roles(&mut self) -> Result<Vec<StoredRole>, StoreError> {
        self.rows(&ROLES, &[]).await?.iter().map(role).collect()
    }
    /// One role.
    pub async fn role(&mut self, id: &str) -> Result<Option<StoredRole>, StoreError> {
        self.row(&ROLE, &values![id]).await?.as_ref().map(role).transpose()
    }
    /// Roles removed after a time, with when.
    pub async fn removed_roles_since(&mut self, since: i64) -> Result<Vec<(String, i64)>, StoreError> {
        let rows = self.rows(&REMOVED_ROLES, &values![since]).await?;
        rows.iter().map(|r| Ok((r.text(0)?, r.int(1)?))).collect()
    }
    /// All permissions with their roles, by name.
    pub async fn permissions(&mut self) -> Result<Vec<StoredPermission>, StoreError> {
        let rows = self.rows(&PERMISSIONS, &[]).await?;
        rows.iter()
            .map(|r| {
                let roles = decode(&r.text(1)?, "permissions.roles")?;
                Ok(StoredPermission { id: r.text(0)?, roles, updated_at: r.int(2)? })
            })
            .collect()
    }
}

impl Tx {
    /// Adds or changes a role.
    pub async fn save_role(&mut self, role: &StoredRole) -> Result<(), StoreError> {
        let v = values![
            role.id.as_str(),
            role.name.as_str(),
            role.description.as_str(),
            role.scope.as_str(),
            role.mandatory_two_factor,
            role.protected,
            role.updated_at
        ];
        self.execute(&SAVE_ROLE, &v).await?;
        Ok(())
    }
    /// Removes a role and remembers it for clients that were away.
    pub async fn delete_role(&mut self, id: &str, now: i64) -> Result<(), StoreError> {
        self.execute(&DELETE_ROLE, &values![id]).await?;
        self.execute(&REMEMBER_REMOVED_ROLE, &values![id, now]).await?;
        Ok(())
    }
    /// Says which roles hold a permission.
    pub async fn save_permission(&mut self, id: &str, roles: &[String], now: i64) -> Result<(), StoreError> {
        self.execute(&SAVE_PERMISSION, &values![id, encode(&roles)?, now]).await?;
        Ok(())
    }
}
