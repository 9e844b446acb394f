//! Presence and preferences.

use super::{invalid, opt_user_sel};
use crate::answer::Answer;
use crate::row::{Row, get, post};
use rustle_domain::Opaque;
use rustle_domain::users::{User, UserRefusal};
use rustle_ops::sessions::Me;
use rustle_ops::users::{GetStatus, SetPreferences, SetStatus, WhoIsHere};
use rustle_ops::{Failure, Refusal};
use rustle_wire::users::preferences;
use rustle_wire::{Input, View};
use serde_json::{Value, json};

pub(super) fn rows() -> Vec<Row> {
    vec![
        post("users.setStatus", set_status, |_, _| json!({})).answering(refused),
        get("users.getStatus", |i| Ok(GetStatus { user: opt_user_sel(i)? }), status),
        get("users.getPresence", |i| Ok(GetStatus { user: opt_user_sel(i)? }), presence),
        get("users.presence", who, here),
        get(
            "users.getPreferences",
            |_| Ok(Me),
            |user, view| json!({ "preferences": with_language(&user, view) }),
        ),
        post("users.setPreferences", set_preferences, preferred),
    ]
}

fn set_status(input: &Input) -> Result<SetStatus, Failure> {
    let (status, text) = (input.opt_str("status")?, input.opt_str("message")?);
    if status.is_none() && text.is_none() {
        return Err(invalid(
            "Match.Error",
            "Match error: Failed Match.OneOf, Match.Maybe or Match.Optional validation",
        ));
    }
    Ok(SetStatus { user: opt_user_sel(input)?, status: status.filter(|s| !s.is_empty()), text })
}

fn refused(failure: &Failure) -> Option<Answer> {
    let typed = |text: &str, code: &str| {
        let error = format!("{text} [{code}]");
        Some(Answer { status: 400, body: json!({ "success": false, "error": error, "errorType": code }) })
    };
    match failure {
        Failure::Refused(Refusal::User(UserRefusal::StatusInvalid(_))) => {
            typed("Valid status types include online, away, offline, and busy.", "error-invalid-status")
        }
        Failure::Refused(Refusal::User(UserRefusal::ChangeDisabled(_))) => {
            typed("Change status is not allowed", "error-not-allowed")
        }
        _ => None,
    }
}

fn status((user, own): (User, bool), view: &View) -> Value {
    let mut out =
        json!({ "_id": user.id, "status": view.status(&user).as_str(), "message": user.status_text });
    if own {
        out["connectionStatus"] = view.presence.connection(&user.id).as_str().into();
    }
    out
}

fn presence((user, own): (User, bool), view: &View) -> Value {
    let mut out = json!({ "presence": view.status(&user).as_str() });
    if own {
        out["connectionStatus"] = view.presence.connection(&user.id).as_str().into();
        if let Some(at) = user.last_login {
            out["lastLogin"] = view.date(at);
        }
    }
    out
}

fn who(input: &Input) -> Result<WhoIsHere, Failure> {
    let ids = input.opt_list("ids")?.map(|ids| {
        ids.iter()
            .flat_map(|list| list.split(','))
            .filter(|id| !id.is_empty())
            .take(500)
            .map(Into::into)
            .collect()
    });
    Ok(WhoIsHere { ids, since: input.opt_date("from")? })
}

fn here((users, all): (Vec<User>, bool), view: &View) -> Value {
    let users = users.iter().map(|u| {
        let mut out = json!({ "_id": u.id, "username": u.username, "name": u.name,
            "status": view.status(u).as_str(), "statusText": u.status_text });
        if let Some(offset) = u.profile.utc_offset {
            out["utcOffset"] = offset.into();
        }
        if let Some(etag) = &u.avatar_etag {
            out["avatarETag"] = json!(etag);
        }
        out
    });
    json!({ "users": users.collect::<Vec<_>>(), "full": all })
}

fn with_language(user: &User, view: &View) -> Value {
    let mut all = preferences(user, view);
    if let Some(language) = &user.profile.language {
        all["language"] = json!(language);
    }
    all
}

fn set_preferences(input: &Input) -> Result<SetPreferences, Failure> {
    let data = super::data(input)?;
    let language = data.opt_str("language")?;
    let mut chosen = std::collections::BTreeMap::new();
    for (key, value) in data.into_map() {
        if key == "language" || value.is_null() {
            continue;
        }
        let typed = serde_json::from_value(value.clone());
        let fits = typed.is_ok_and(|v| rustle_domain::preferences::check(&key, v).is_ok());
        if !fits {
            return Err(Failure::invalid(
                "data",
                format!("/data/{key} must be a known preference with a fitting value"),
            ));
        }
        chosen.insert(key, Opaque(value.to_string()));
    }
    let user = input.full_str("userId")?.map(|id| rustle_ops::users::UserSel::Id(id.into()));
    Ok(SetPreferences { user, chosen, language })
}

fn preferred(user: User, view: &View) -> Value {
    json!({ "user": { "_id": user.id, "settings": { "preferences": with_language(&user, view) } } })
}
