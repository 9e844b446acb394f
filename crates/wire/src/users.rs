//! Accounts on the wire. What others may see is chosen here, field by field.

use crate::{View, put};
use rustle_domain::users::{User, UserKind};
use serde_json::{Map, Value, json};

/// What everybody who is signed in may see of an account.
pub fn public(u: &User, view: &View) -> Map<String, Value> {
    let mut out = Map::new();
    out.insert("_id".into(), u.id.as_str().into());
    put(&mut out, "username", u.username.as_deref());
    put(&mut out, "name", u.name.as_deref());
    out.insert("type".into(), u.kind.as_str().into());
    out.insert("active".into(), u.active.into());
    out.insert("status".into(), view.status(u).as_str().into());
    put(&mut out, "statusText", Some(u.status_text.as_str()).filter(|t| !t.is_empty()));
    put(&mut out, "nickname", u.profile.nickname.as_deref());
    put(&mut out, "bio", u.profile.bio.as_deref());
    put(&mut out, "utcOffset", u.profile.utc_offset);
    put(&mut out, "avatarETag", u.avatar_etag.as_deref());
    out.insert("roles".into(), json!(u.roles));
    out.insert("_updatedAt".into(), view.date(u.updated_at));
    if u.kind == UserKind::Bot {
        out.insert("type".into(), "bot".into());
    }
    out
}

/// The few words about a member of a room.
pub fn member(u: &User, view: &View) -> Value {
    let mut out = Map::new();
    out.insert("_id".into(), u.id.as_str().into());
    put(&mut out, "username", u.username.as_deref());
    put(&mut out, "name", u.name.as_deref());
    put(&mut out, "nickname", u.profile.nickname.as_deref());
    out.insert("status".into(), view.status(u).as_str().into());
    put(&mut out, "statusText", Some(u.status_text.as_str()).filter(|t| !t.is_empty()));
    put(&mut out, "utcOffset", u.profile.utc_offset);
    put(&mut out, "avatarETag", u.avatar_etag.as_deref());
    out.insert("_updatedAt".into(), view.date(u.updated_at));
    Value::Object(out)
}

/// What those see who may see everything about an account, and the user.
pub fn full(u: &User, view: &View) -> Map<String, Value> {
    let mut out = public(u, view);
    out.insert("createdAt".into(), view.date(u.created_at));
    put(&mut out, "lastLogin", u.last_login.map(|t| view.date(t)));
    out.insert("statusDefault".into(), u.status_default.as_str().into());
    out.insert("statusConnection".into(), view.presence.connection(&u.id).as_str().into());
    if !u.emails.is_empty() {
        out.insert("emails".into(), emails(u));
    }
    put(&mut out, "language", u.profile.language.as_deref());
    put(&mut out, "reason", u.profile.reason.as_deref());
    put(&mut out, "requirePasswordChange", u.profile.require_password_change.then_some(true));
    if let Some(fields) =
        u.profile.custom_fields.as_ref().and_then(|o| serde_json::from_str::<Value>(&o.0).ok())
    {
        out.insert("customFields".into(), fields);
    }
    out
}

/// Mail addresses.
pub fn emails(u: &User) -> Value {
    u.emails.iter().map(|e| json!({ "address": e.address, "verified": e.verified })).collect()
}

/// The caller's own account, preferences included: the answer of `me` and of signing in.
pub fn me(u: &User, view: &View) -> Map<String, Value> {
    let mut out = full(u, view);
    out.insert("statusText".into(), u.status_text.as_str().into());
    put(
        &mut out,
        "email",
        u.emails.iter().find(|e| e.verified).or(u.emails.first()).map(|e| e.address.as_str()),
    );
    out.insert("settings".into(), json!({ "profile": {}, "preferences": preferences(u, view) }));
    out.insert("isOAuthUser".into(), false.into());
    out.insert("services".into(), json!({ "email2fa": { "enabled": false } }));
    let username = u.username.as_deref().unwrap_or("");
    out.insert("avatarUrl".into(), format!("{}/avatar/{username}", view.site_url()).into());
    out
}

/// A user's preferences: the workspace's defaults, then what the user chose.
pub fn preferences(u: &User, view: &View) -> Value {
    let mut out = Map::new();
    for preference in rustle_domain::preferences::ALL {
        if let Some(value) = preference.default(&view.settings) {
            out.insert(preference.key.to_owned(), json!(value));
        }
    }
    for (key, chosen) in &u.profile.preferences {
        out.insert(key.clone(), serde_json::from_str(&chosen.0).unwrap_or_default());
    }
    Value::Object(out)
}

/// The parts of the own account that clients keep up to date.
pub fn own_diff(u: &User, view: &View) -> Value {
    let mut out = Map::new();
    put(&mut out, "username", u.username.as_deref());
    put(&mut out, "name", u.name.as_deref());
    out.insert("status".into(), view.status(u).as_str().into());
    out.insert("statusDefault".into(), u.status_default.as_str().into());
    out.insert("statusText".into(), u.status_text.as_str().into());
    put(&mut out, "avatarETag", u.avatar_etag.as_deref());
    out.insert("roles".into(), json!(u.roles));
    out.insert("emails".into(), emails(u));
    out.insert("settings.preferences".into(), preferences(u, view));
    Value::Object(out)
}
