//! `users.*` and `me`

use crate::answer::Answer;
use crate::row::{Row, get, post};
use rustle_domain::users::Status;
use rustle_ops::sessions::{LogOutOthers, Me};
use rustle_ops::users::{
    Autocomplete, Changes, Create, DeactivateIdle, Delete, DeleteOwn, Info, Register, Seen, SetActive,
    SuggestUsername, Update, UpdateOwn, UserSel, UsernameIsFree,
};
use rustle_ops::{Failure, Invalid, Password, Refusal};
use rustle_wire::input::missing;
use rustle_wire::subscriptions::subscription;
use rustle_wire::users::{full, me, public};
use rustle_wire::{Input, View};
use serde_json::{Value, json};

mod lists;
mod presence;
mod tokens;

pub(super) fn rows() -> Vec<Row> {
    let mut rows = vec![
        get("me", |_| Ok(Me), |user, view| Value::Object(me(&user, view))),
        get("users.info", info, seen).answering(not_found),
        post("users.create", create, |user, view| json!({ "user": full(&user, view) })),
        post("users.register", register, |user, view| json!({ "user": full(&user, view) })),
        post("users.update", update, |user, view| json!({ "user": full(&user, view) }))
            .answering(may_not_edit),
        post(
            "users.updateOwnBasicInfo",
            update_own,
            |user, view| json!({ "user": Value::Object(me(&user, view)) }),
        ),
        post(
            "users.setActiveStatus",
            set_active,
            |user, _| json!({ "user": { "_id": user.id, "active": user.active } }),
        ),
        post("users.deactivateIdle", deactivate_idle, |count, _| json!({ "count": count })),
        post("users.delete", delete, |(), _| json!({ "deletedRooms": [] })),
        post("users.deleteOwnAccount", delete_own, |(), _| json!({})),
        get("users.autocomplete", autocomplete, completed),
        get(
            "users.checkUsernameAvailability",
            |i| Ok(UsernameIsFree { username: i.str("username")? }),
            |free, _| json!({ "result": free }),
        ),
        get("users.getUsernameSuggestion", |_| Ok(SuggestUsername), |name, _| json!({ "result": name })),
        post("users.removeOtherTokens", |_| Ok(LogOutOthers), |(), _| json!({})),
        post("users.logoutOtherClients", |_| Ok(LogOutOthers), |(), _| json!({})),
    ];
    rows.extend(lists::rows());
    rows.extend(presence::rows());
    rows.extend(tokens::rows());
    rows
}

fn invalid(code: &'static str, message: &str) -> Failure {
    Failure::Invalid(Invalid { code, parameter: "userId", message: message.into() })
}

/// The user a request names by `userId`, `username` or `user`.
pub(crate) fn user_sel(input: &Input) -> Result<UserSel, Failure> {
    opt_user_sel(input)?.ok_or_else(|| {
        invalid(
            "error-user-param-not-provided",
            "The required \"userId\" or \"username\" param was not provided",
        )
    })
}

/// The same, where none is the caller.
pub(crate) fn opt_user_sel(input: &Input) -> Result<Option<UserSel>, Failure> {
    if let Some(id) = input.full_str("userId")? {
        return Ok(Some(UserSel::Id(id.into())));
    }
    Ok(input.full_str("username")?.or(input.full_str("user")?).map(UserSel::Username))
}

fn info(input: &Input) -> Result<Info, Failure> {
    let rooms = input.bool("includeUserRooms")?
        || input.opt_object("fields")?.is_some_and(|f| f.raw("userRooms") == Some(&json!(1)));
    let user = opt_user_sel(input)?.ok_or_else(|| {
        invalid(
            "invalid-params",
            "must have required property 'userId'\n must have required property 'username'",
        )
    })?;
    Ok(Info { user, rooms })
}

fn seen(seen: Seen, view: &View) -> Value {
    let mut user = if seen.full { full(&seen.user, view) } else { public(&seen.user, view) };
    if let Some(rooms) = &seen.rooms {
        user.insert("rooms".into(), rooms.iter().map(|s| subscription(s, view)).collect());
    }
    json!({ "user": user })
}

/// Upstream answers a user that is not there without a code.
fn not_found(failure: &Failure) -> Option<Answer> {
    match failure {
        Failure::Refused(Refusal::User(rustle_domain::users::UserRefusal::NotFound)) => {
            Some(Answer::refused(400, "User not found."))
        }
        _ => None,
    }
}

fn may_not_edit(failure: &Failure) -> Option<Answer> {
    let error = "Editing user is not allowed [error-action-not-allowed]";
    let body = json!({ "success": false, "error": error, "errorType": "error-action-not-allowed" });
    (*failure == Failure::Denied(rustle_domain::access::Denied::Permission))
        .then_some(Answer { status: 400, body })
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

fn data(input: &Input) -> Result<Input, Failure> {
    input.opt_object("data")?.ok_or_else(|| missing("data"))
}

fn changes(data: &Input) -> Result<Changes, Failure> {
    Ok(Changes {
        username: data.full_str("username")?,
        name: data.opt_str("name")?,
        email: data.full_str("email")?,
        verified: data.opt_bool("verified")?,
        password: data.full_str("password")?.or(data.full_str("newPassword")?),
        roles: data.opt_list("roles")?,
        active: data.opt_bool("active")?,
        require_password_change: data.opt_bool("requirePasswordChange")?,
        bio: data.opt_str("bio")?,
        nickname: data.opt_str("nickname")?,
        status_text: data.opt_str("statusText")?,
        custom_fields: data.opaque("customFields"),
        hash: None,
    })
}

fn update(input: &Input) -> Result<Update, Failure> {
    Ok(Update { user: UserSel::Id(input.str("userId")?.into()), changes: changes(&data(input)?)? })
}

fn update_own(input: &Input) -> Result<UpdateOwn, Failure> {
    let data = data(input)?;
    let mut own = changes(&data)?;
    own.custom_fields = input.opaque("customFields");
    let status = data.full_str("statusType")?.and_then(|word| Status::parse(&word));
    // Clients send the digest of the current password; some the password itself.
    let current = data.full_str("currentPassword")?;
    let current =
        current.map(|text| Password::digest(&text).or_else(|_| Password::plain(&text))).transpose()?;
    Ok(UpdateOwn::new(own, status, current))
}

fn set_active(input: &Input) -> Result<SetActive, Failure> {
    Ok(SetActive {
        user: UserSel::Id(input.str("userId")?.into()),
        active: input.opt_bool("activeStatus")?.ok_or_else(|| missing("activeStatus"))?,
        confirm_relinquish: input.bool("confirmRelinquish")?,
    })
}

fn deactivate_idle(input: &Input) -> Result<DeactivateIdle, Failure> {
    let days = input.opt_int("daysIdle")?.ok_or_else(|| missing("daysIdle"))?;
    Ok(DeactivateIdle { days, role: input.full_str("role")?.unwrap_or_else(|| "user".into()) })
}

fn delete(input: &Input) -> Result<Delete, Failure> {
    Ok(Delete { user: user_sel(input)?, confirm_relinquish: input.bool("confirmRelinquish")? })
}

fn delete_own(input: &Input) -> Result<DeleteOwn, Failure> {
    let password = input.full_str("password")?;
    let password =
        password.ok_or_else(|| invalid("invalid-params", "Body parameter \"password\" is required."))?;
    let password = Password::digest(&password).or_else(|_| Password::plain(&password))?;
    Ok(DeleteOwn::new(input.bool("confirmRelinquish")?, password))
}

fn autocomplete(input: &Input) -> Result<Autocomplete, Failure> {
    let selector = input.opt_object("selector")?.ok_or_else(|| missing("selector"))?;
    Ok(Autocomplete {
        term: selector.opt_str("term")?.unwrap_or_default(),
        exceptions: selector.opt_list("exceptions")?.unwrap_or_default(),
    })
}

fn completed(users: Vec<rustle_domain::users::User>, view: &View) -> Value {
    let items = users.iter().map(|u| {
        json!({ "_id": u.id, "username": u.username, "name": u.name, "nickname": u.profile.nickname,
            "status": view.status(u).as_str(), "avatarETag": u.avatar_etag })
    });
    json!({ "items": items.collect::<Vec<_>>() })
}
