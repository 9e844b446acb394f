//! Subscriptions on the wire.

use crate::messages::user_ref;
use crate::{View, put};
use rustle_domain::members::UnreadRule;
use rustle_domain::rooms::RoomKind;
use rustle_domain::settings::keys;
use rustle_ops::subscriptions::{Removed, Subscription};
use serde_json::{Map, Value, json};

/// A subscription as its user sees it.
pub fn subscription(s: &Subscription, view: &View) -> Value {
    let (m, room) = (&s.membership, &s.room);
    let mut out = Map::new();
    out.insert("_id".into(), m.id.as_str().into());
    out.insert("rid".into(), m.room.as_str().into());
    out.insert("t".into(), room.kind.as_str().into());
    out.insert("u".into(), user_ref(&m.user));
    let name = m.direct_name.as_deref().or(room.name.as_deref()).unwrap_or("");
    out.insert("name".into(), name.into());
    let fname = m.direct_fname.as_deref().or(room.fname.as_deref()).unwrap_or(name);
    out.insert("fname".into(), fname.into());
    out.insert("open".into(), m.open.into());
    out.insert("f".into(), m.favorite.into());
    out.insert("ts".into(), view.date(m.joined_at));
    out.insert("ls".into(), view.date(m.last_seen.unwrap_or(m.joined_at)));
    put(&mut out, "lr", room.last_message_at.map(|t| view.date(t)));
    out.insert("_updatedAt".into(), view.date(s.changed_at()));
    out.insert("roles".into(), json!(m.roles));
    put(&mut out, "archived", room.archived.then_some(true));
    put(&mut out, "prid", room.parent.as_deref());
    put(&mut out, "teamId", room.team.as_deref());
    put(&mut out, "teamMain", room.team_main.then_some(true));
    put(&mut out, "broadcast", room.detail.broadcast.then_some(true));
    put(&mut out, "encrypted", room.detail.encrypted.then_some(true));
    unread(s, view, &mut out);
    wishes(s, &mut out);
    Value::Object(out)
}

fn unread(s: &Subscription, view: &View, out: &mut Map<String, Value>) {
    let rule = match s.room.kind {
        RoomKind::Direct => view.settings.get(keys::UNREAD_COUNT_DM),
        _ => view.settings.get(keys::UNREAD_COUNT),
    };
    let u = &s.unread;
    out.insert("alert".into(), u.alert.into());
    out.insert("unread".into(), u.number(s.room.kind, UnreadRule::parse(rule)).into());
    out.insert("userMentions".into(), u.user_mentions.into());
    out.insert("groupMentions".into(), u.group_mentions.into());
    for (key, threads) in
        [("tunread", &u.threads), ("tunreadUser", &u.threads_user), ("tunreadGroup", &u.threads_group)]
    {
        if !threads.is_empty() {
            out.insert(key.into(), json!(threads));
        }
    }
}

fn wishes(s: &Subscription, out: &mut Map<String, Value>) {
    let w = &s.membership.wishes;
    put(out, "desktopNotifications", w.desktop.as_deref());
    put(out, "desktopPrefOrigin", w.desktop.as_ref().map(|_| "subscription"));
    put(out, "mobilePushNotifications", w.mobile.as_deref());
    put(out, "mobilePrefOrigin", w.mobile.as_ref().map(|_| "subscription"));
    put(out, "emailNotifications", w.email.as_deref());
    put(out, "emailPrefOrigin", w.email.as_ref().map(|_| "subscription"));
    put(out, "audioNotificationValue", w.audio_value.as_deref());
    put(out, "unreadAlert", w.unread_alert.as_deref());
    put(out, "disableNotifications", w.disable_notifications.then_some(true));
    put(out, "hideUnreadStatus", w.hide_unread_status.then_some(true));
    put(out, "hideMentionStatus", w.hide_mention_status.then_some(true));
    put(out, "muteGroupMentions", w.mute_group_mentions.then_some(true));
    put(out, "blocked", w.blocked.then_some(true));
    put(out, "blocker", w.blocker.then_some(true));
    put(out, "autoTranslate", w.auto_translate.then_some(true));
    put(out, "autoTranslateLanguage", w.auto_translate_language.as_deref());
    put(out, "E2EKey", w.e2e_key.as_deref());
    put(out, "E2ESuggestedKey", w.e2e_suggested_key.as_deref());
    if !w.highlights.is_empty() {
        out.insert("userHighlights".into(), json!(w.highlights));
    }
    if !w.ignored.is_empty() {
        out.insert("ignored".into(), json!(w.ignored));
    }
}

/// A subscription that ended.
pub fn removed(r: &Removed, view: &View) -> Value {
    json!({ "_id": r.id, "rid": r.room, "_deletedAt": view.date(r.at) })
}
