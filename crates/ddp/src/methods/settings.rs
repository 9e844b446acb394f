//! Methods about settings, roles and permissions.

use super::{Method, method};
use rustle_ops::Failure;
use rustle_ops::roles::{self, Assign, ListPermissions, RoleSel, Unassign};
use rustle_ops::settings::{List, Scope, Set};
use rustle_ops::users::UserSel;
use rustle_wire::roles::permission;
use rustle_wire::settings::{described, public};
use rustle_wire::{Params, View};
use serde_json::{Value, json};

pub(super) fn rows() -> Vec<Method> {
    vec![
        method(
            "public-settings/get",
            |_| Ok(all(Scope::Public)),
            |list, view| Some(list.settings.iter().map(|s| public(s, view)).collect::<Vec<Value>>().into()),
        ),
        method(
            "private-settings/get",
            |_| Ok(all(Scope::Visible)),
            |list, view| {
                Some(list.settings.iter().map(|s| described(s, view)).collect::<Vec<Value>>().into())
            },
        ),
        method("saveSetting", save, |(), _| Some(true.into())),
        method(
            "permissions/get",
            |p| Ok(ListPermissions { since: p.opt_date(0)? }),
            |l, v| Some(permissions(&l, v)),
        ),
        method("authorization:addUserToRole", assign, |_, _| Some(true.into())),
        method("authorization:removeUserFromRole", unassign, |_, _| Some(true.into())),
    ]
}

fn all(scope: Scope) -> List {
    List { scope, ids: Vec::new(), offset: 0, count: usize::MAX }
}

fn save(params: &Params) -> Result<Set, Failure> {
    let value = params.raw(1).cloned().unwrap_or_default();
    let value =
        serde_json::from_value(value).map_err(|_| Failure::invalid("value", "does not fit the setting"))?;
    Ok(Set { id: params.str(0)?, value })
}

fn permissions(list: &[roles::StoredPermission], view: &View) -> Value {
    json!(list.iter().map(|p| permission(p, view)).collect::<Vec<_>>())
}

fn assign(params: &Params) -> Result<Assign, Failure> {
    Ok(Assign {
        role: RoleSel::Either(params.str(0)?),
        user: UserSel::Username(params.str(1)?),
        room: params.opt_str(2)?.map(Into::into),
    })
}

fn unassign(params: &Params) -> Result<Unassign, Failure> {
    Ok(Unassign {
        role: RoleSel::Either(params.str(0)?),
        user: UserSel::Username(params.str(1)?),
        room: params.opt_str(2)?.map(Into::into),
    })
}
