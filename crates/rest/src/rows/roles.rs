//! `roles.*` and `permissions.*`

use super::slice;
use super::users::user_sel;
use crate::answer::Answer;
use crate::row::{Row, get, post};
use rustle_domain::access::Denied;
use rustle_ops::roles::{
    Assign, Create, Delete, InRole, List, ListPermissions, Members, PublicHolders, RoleSel, SetPermissions,
    StoredPermission, StoredRole, Sync, Synced, Unassign,
};
use rustle_ops::users::UserSel;
use rustle_ops::{Failure, Invalid};
use rustle_wire::roles::{permission, role};
use rustle_wire::users::{emails, public};
use rustle_wire::{Input, View};
use serde_json::{Value, json};

pub(super) fn rows() -> Vec<Row> {
    vec![
        get(
            "roles.list",
            |_| Ok(List),
            |roles, v| json!({ "roles": roles.iter().map(|r| role(r, v)).collect::<Vec<_>>() }),
        ),
        get("roles.sync", sync, synced),
        get("roles.getUsersInPublicRoles", |_| Ok(PublicHolders), holders),
        get("roles.getUsersInRole", members, in_role).answering(not_allowed),
        post("roles.addUserToRole", assign, one).answering(role_not_found),
        post("roles.removeUserFromRole", unassign, one).answering(not_allowed),
        post("roles.create", create, one),
        post("roles.delete", delete, |(), _| json!({})).answering(may_not_access),
        get("permissions.listAll", list_permissions, permissions),
        post("permissions.update", set_permissions, all_permissions).answering(may_not_edit),
    ]
}

fn invalid(code: &'static str, message: &str) -> Failure {
    Failure::Invalid(Invalid { code, parameter: "role", message: message.into() })
}

fn sync(input: &Input) -> Result<Sync, Failure> {
    let since = input.opt_date("updatedSince")?;
    Ok(Sync {
        since: since.ok_or_else(|| {
            invalid("Match.Error", "Match error: Failed Match.Where validation in field updatedSince")
        })?,
    })
}

fn synced(changed: Synced, view: &View) -> Value {
    let gone = |(id, at): &(String, i64)| json!({ "_id": id, "_deletedAt": view.date(*at) });
    json!({ "roles": {
        "update": changed.update.iter().map(|r| role(r, view)).collect::<Vec<_>>(),
        "remove": changed.remove.iter().map(gone).collect::<Vec<_>>(),
    } })
}

fn holders(users: Vec<rustle_domain::users::User>, _: &View) -> Value {
    let users: Vec<Value> =
        users.iter().map(|u| json!({ "_id": u.id, "username": u.username, "roles": u.roles })).collect();
    json!({ "users": users })
}

fn members(input: &Input) -> Result<Members, Failure> {
    let role = input.full_str("role")?;
    let role = role.ok_or_else(|| invalid("error-param-not-provided", "Query param \"role\" is required"))?;
    let part = slice(input)?;
    Ok(Members {
        role: RoleSel::Either(role),
        room: input.full_str("roomId")?.map(Into::into),
        offset: part.offset,
        count: part.count,
    })
}

fn in_role(found: InRole, view: &View) -> Value {
    let users = found.users.iter().map(|u| {
        let mut out = public(u, view);
        out.insert("emails".into(), emails(u));
        out.insert("createdAt".into(), view.date(u.created_at));
        Value::Object(out)
    });
    json!({ "users": users.collect::<Vec<_>>(), "total": found.total })
}

fn role_sel(input: &Input) -> Result<RoleSel, Failure> {
    match (input.full_str("roleId")?, input.full_str("roleName")?) {
        (Some(id), _) => Ok(RoleSel::Id(id)),
        (None, Some(name)) => Ok(RoleSel::Either(name)),
        (None, None) => Err(invalid("error-invalid-role-properties", "error-invalid-role-properties")),
    }
}

fn assign(input: &Input) -> Result<Assign, Failure> {
    Ok(Assign {
        role: role_sel(input)?,
        user: user_sel(input)?,
        room: input.full_str("roomId")?.map(Into::into),
    })
}

fn unassign(input: &Input) -> Result<Unassign, Failure> {
    let user = UserSel::Username(
        input
            .str("username")
            .map_err(|_| invalid("error-invalid-role-properties", "The role properties are invalid."))?,
    );
    Ok(Unassign { role: role_sel(input)?, user, room: input.full_str("scope")?.map(Into::into) })
}

fn create(input: &Input) -> Result<Create, Failure> {
    let name = input.full_str("name")?;
    Ok(Create {
        name: name
            .ok_or_else(|| invalid("error-invalid-role-properties", "The role properties are invalid."))?,
        description: input.opt_str("description")?.unwrap_or_default(),
        scope: input.opt_str("scope")?.unwrap_or_else(|| "Users".into()),
        mandatory_two_factor: input.bool("mandatory2fa")?,
    })
}

fn delete(input: &Input) -> Result<Delete, Failure> {
    let role = input.full_str("roleId")?;
    let role =
        role.ok_or_else(|| invalid("error-invalid-role-properties", "The role properties are invalid."))?;
    Ok(Delete { role: RoleSel::Either(role) })
}

fn one(r: StoredRole, view: &View) -> Value {
    json!({ "role": role(&r, view) })
}

fn list_permissions(input: &Input) -> Result<ListPermissions, Failure> {
    let since = input.opt_date("updatedSince").map_err(|_| {
        invalid("error-roomId-param-invalid", "The \"updatedSince\" query parameter must be a valid date.")
    })?;
    Ok(ListPermissions { since })
}

fn permissions(list: Vec<StoredPermission>, view: &View) -> Value {
    json!({ "update": list.iter().map(|p| permission(p, view)).collect::<Vec<_>>(), "remove": [] })
}

fn set_permissions(input: &Input) -> Result<SetPermissions, Failure> {
    let bad = || invalid("error-invalid-body-params", "Invalid body params");
    let Some(Value::Array(items)) = input.raw("permissions") else { return Err(bad()) };
    let mut changes = Vec::new();
    for item in items {
        let item = Input::object(item.as_object().cloned().ok_or_else(bad)?);
        let (id, roles) = (item.str("_id").map_err(|_| bad())?, item.opt_list("roles").map_err(|_| bad())?);
        changes.push((id, roles.ok_or_else(bad)?));
    }
    if changes.is_empty() { Err(bad()) } else { Ok(SetPermissions { changes }) }
}

fn all_permissions(list: Vec<StoredPermission>, view: &View) -> Value {
    json!({ "permissions": list.iter().map(|p| permission(p, view)).collect::<Vec<_>>() })
}

fn typed(message: &str, code: &str) -> Answer {
    Answer { status: 400, body: json!({ "success": false, "error": message, "errorType": code }) }
}

fn not_allowed(failure: &Failure) -> Option<Answer> {
    (*failure == Failure::Denied(Denied::Permission))
        .then(|| typed("Not allowed [error-not-allowed]", "error-not-allowed"))
}

fn may_not_access(failure: &Failure) -> Option<Answer> {
    let text = "Accessing permissions is not allowed [error-action-not-allowed]";
    (*failure == Failure::Denied(Denied::Permission)).then(|| typed(text, "error-action-not-allowed"))
}

/// Upstream answers a refused change of permissions with a failure, and with the code as text.
fn may_not_edit(failure: &Failure) -> Option<Answer> {
    use rustle_domain::roles::RoleRefusal;
    use rustle_ops::Refusal;
    match failure {
        Failure::Denied(Denied::Permission) => {
            Some(typed("Editing permissions is not allowed", "error-edit-permissions-not-allowed"))
        }
        Failure::Invalid(_) => Some(typed("Invalid body params", "error-invalid-body-params")),
        Failure::Refused(Refusal::Role(RoleRefusal::UnknownPermission)) => {
            Some(typed("Invalid permission", "error-invalid-permission"))
        }
        Failure::Refused(Refusal::Role(RoleRefusal::UnknownRole)) => {
            Some(typed("Invalid role", "error-invalid-role"))
        }
        _ => None,
    }
}

fn role_not_found(failure: &Failure) -> Option<Answer> {
    use rustle_domain::roles::RoleRefusal;
    match failure {
        Failure::Refused(rustle_ops::Refusal::Role(RoleRefusal::NotFound)) => {
            Some(typed("error-role-not-found", "Role not found"))
        }
        _ => None,
    }
}
