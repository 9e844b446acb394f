//! Personal access tokens and sessions.

use super::{invalid, user_sel};
use crate::answer::Answer;
use crate::row::{Row, get, post};
use rustle_domain::access::Denied;
use rustle_domain::sessions::{Session, SessionKind};
use rustle_ops::Failure;
use rustle_ops::users::{CreateToken, ListTokens, LogOutUser, RemoveToken, SignInAs};
use rustle_wire::{Input, View};
use serde_json::{Value, json};

pub(super) fn rows() -> Vec<Row> {
    let mut rows = vec![
        post("users.generatePersonalAccessToken", |i| token(i, false), |token, _| json!({ "token": token })),
        post("users.regeneratePersonalAccessToken", |i| token(i, true), |token, _| json!({ "token": token })),
        post("users.removePersonalAccessToken", |i| Ok(RemoveToken { name: name(i)? }), |(), _| json!({})),
        get("users.getPersonalAccessTokens", |_| Ok(ListTokens), tokens),
    ]
    .into_iter()
    .map(|row| row.answering(not_authorized))
    .collect::<Vec<_>>();
    rows.push(post(
        "users.createToken",
        |i| Ok(SignInAs { user: user_sel(i)? }),
        |(user, token), _| json!({ "data": { "userId": user, "authToken": token } }),
    ));
    rows.push(post(
        "users.logout",
        |i| Ok(LogOutUser { user: i.full_str("userId")?.map(Into::into) }),
        |user, _| json!({ "message": format!("User {user} has been logged out!") }),
    ));
    rows
}

fn name(input: &Input) -> Result<String, Failure> {
    input.full_str("tokenName")?.ok_or_else(|| invalid("", "The 'tokenName' param is required"))
}

fn token(input: &Input, again: bool) -> Result<CreateToken, Failure> {
    Ok(CreateToken { name: name(input)?, bypass_two_factor: input.bool("bypassTwoFactor")?, again })
}

fn tokens(list: Vec<Session>, view: &View) -> Value {
    let tokens = list.iter().filter_map(|s| match &s.kind {
        SessionKind::Login => None,
        SessionKind::Personal { name, last_letters, bypass_two_factor } => Some(json!({
            "name": name, "createdAt": view.date(s.created_at), "lastTokenPart": last_letters,
            "bypassTwoFactor": bypass_two_factor
        })),
    });
    json!({ "tokens": tokens.collect::<Vec<_>>() })
}

fn not_authorized(failure: &Failure) -> Option<Answer> {
    let body = json!({ "success": false, "error": "Not Authorized [not-authorized]", "errorType": "not-authorized" });
    (*failure == Failure::Denied(Denied::Permission)).then_some(Answer { status: 400, body })
}
