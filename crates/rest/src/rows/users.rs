//! `users.*` and `me`

use crate::row::{Row, get, post};
use rustle_ops::Failure;
use rustle_ops::sessions::Me;
use rustle_ops::users::{Create, Info, Register, Seen, UserSel};
use rustle_wire::subscriptions::subscription;
use rustle_wire::users::{full, me, public};
use rustle_wire::{Input, View};
use serde_json::{Value, json};

pub(super) fn rows() -> Vec<Row> {
    vec![
        get("me", |_| Ok(Me), |user, view| Value::Object(me(&user, view))),
        get("users.info", info, seen),
        post("users.create", create, |user, view| json!({ "user": full(&user, view) })),
        post("users.register", register, |user, view| json!({ "user": full(&user, view) })),
    ]
}

/// The user a request names.
pub(crate) fn user_sel(input: &Input) -> Result<UserSel, Failure> {
    if let Some(id) = input.full_str("userId")? {
        return Ok(UserSel::Id(id.into()));
    }
    match input.full_str("username")?.or(input.full_str("user")?) {
        Some(name) => Ok(UserSel::Username(name)),
        None => Err(Failure::Invalid(rustle_ops::Invalid {
            code: "error-user-param-not-provided",
            parameter: "userId",
            message: "The required \"userId\" or \"username\" param was not provided".into(),
        })),
    }
}

fn info(input: &Input) -> Result<Info, Failure> {
    let rooms = input.bool("includeUserRooms")?
        || input.opt_object("fields")?.is_some_and(|f| f.raw("userRooms") == Some(&json!(1)));
    Ok(Info { user: user_sel(input)?, rooms })
}

fn seen(seen: Seen, view: &View) -> Value {
    let mut user = if seen.full { full(&seen.user, view) } else { public(&seen.user, view) };
    if let Some(rooms) = &seen.rooms {
        user.insert("rooms".into(), rooms.iter().map(|s| subscription(s, view)).collect());
    }
    json!({ "user": user })
}

fn create(input: &Input) -> Result<Create, Failure> {
    Ok(Create {
        username: input.str("username")?,
        name: input.str("name")?,
        email: Some(input.str("email")?),
        verified: input.bool("verified")?,
        password: Some(input.str("password")?),
        roles: input.opt_list("roles")?.unwrap_or_default(),
        active: input.opt_bool("active")?.unwrap_or(true),
        join_default_channels: input.opt_bool("joinDefaultChannels")?.unwrap_or(true),
        require_password_change: input.bool("requirePasswordChange")?,
        bio: input.opt_str("bio")?,
        nickname: input.opt_str("nickname")?,
        status_text: input.opt_str("statusText")?,
        custom_fields: input.opaque("customFields"),
        hash: None,
    })
}

fn register(input: &Input) -> Result<Register, Failure> {
    Ok(Register {
        username: input.str("username")?,
        name: input.opt_str("name")?.unwrap_or_default(),
        email: input.str("email")?,
        password: input.str("pass")?,
        reason: input.opt_str("reason")?,
        secret: input.opt_str("secretURL")?,
        hash: None,
    })
}
