//! Roles and permissions on the wire.

use crate::View;
use rustle_ops::roles::{StoredPermission, StoredRole};
use serde_json::{Value, json};

/// A role.
pub fn role(r: &StoredRole, view: &View) -> Value {
    json!({
        "_id": r.id, "name": r.name, "description": r.description, "scope": r.scope, "protected": r.protected,
        "mandatory2fa": r.mandatory_two_factor, "_updatedAt": view.date(r.updated_at),
    })
}

/// A permission with the roles that hold it.
pub fn permission(p: &StoredPermission, view: &View) -> Value {
    json!({ "_id": p.id, "roles": p.roles, "_updatedAt": view.date(p.updated_at) })
}
