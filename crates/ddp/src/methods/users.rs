//! Methods about users.

use super::{Method, method};
use rustle_domain::users::User;
use rustle_ops::Failure;
use rustle_ops::avatars::Reset;
use rustle_ops::roles::PublicHolders;
use rustle_ops::users::{
    CreateToken, Register, RemoveToken, SetActive, SetStatus, SuggestUsername, UserSel, UsernameIsFree,
};
use rustle_wire::Params;
use serde_json::{Value, json};

pub(super) fn rows() -> Vec<Method> {
    vec![
        method("registerUser", register, |user, _| Some(user.id.as_str().into())),
        method("setUserStatus", status, |_, _| None),
        method("UserPresence:setDefaultStatus", default_status, |_, _| None),
        method("getUserRoles", |_| Ok(PublicHolders), |users, _| Some(holders(&users))),
        method("getUsernameSuggestion", |_| Ok(SuggestUsername), |name, _| Some(name.into())),
        method(
            "checkUsernameAvailability",
            |p| Ok(UsernameIsFree { username: p.str(0)? }),
            |free, _| Some(free.into()),
        ),
        method(
            "resetAvatar",
            |p| Ok(Reset { user: p.opt_str(0)?.map(|id| UserSel::Id(id.into())) }),
            |(), _| None,
        ),
        method("setUserActiveStatus", active, |_, _| Some(true.into())),
        method("personalAccessTokens:generateToken", |p| token(p, false), |token, _| Some(token.into())),
        method("personalAccessTokens:regenerateToken", |p| token(p, true), |token, _| Some(token.into())),
        method(
            "personalAccessTokens:removeToken",
            |p| Ok(RemoveToken { name: p.object(0)?.str("tokenName")? }),
            |(), _| None,
        ),
    ]
}

fn holders(users: &[User]) -> Value {
    users.iter().map(|u| json!({ "_id": u.id, "username": u.username, "roles": u.roles })).collect()
}

/// `(status, text)`
fn status(params: &Params) -> Result<SetStatus, Failure> {
    Ok(SetStatus {
        user: None,
        status: params.opt_str(0)?.filter(|s| !s.is_empty()),
        text: params.opt_str(1)?,
    })
}

fn default_status(params: &Params) -> Result<SetStatus, Failure> {
    Ok(SetStatus { user: None, status: Some(params.str(0)?), text: None })
}

fn active(params: &Params) -> Result<SetActive, Failure> {
    Ok(SetActive {
        user: UserSel::Id(params.str(0)?.into()),
        active: params.bool(1)?,
        confirm_relinquish: params.bool(2)?,
    })
}

fn token(params: &Params, again: bool) -> Result<CreateToken, Failure> {
    let asked = params.object(0)?;
    Ok(CreateToken {
        name: asked.str("tokenName")?,
        bypass_two_factor: asked.bool("bypassTwoFactor")?,
        again,
    })
}

fn register(params: &Params) -> Result<Register, Failure> {
    let form = params.object(0)?;
    let email = form.str("email")?;
    let username =
        form.full_str("username")?.unwrap_or_else(|| email.split('@').next().unwrap_or("").to_owned());
    Ok(Register {
        username,
        name: form.opt_str("name")?.unwrap_or_default(),
        email,
        password: form.str("pass")?,
        reason: form.opt_str("reason")?,
        secret: form.opt_str("secretURL")?,
        hash: None,
    })
}
