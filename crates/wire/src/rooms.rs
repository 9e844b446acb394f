//! Rooms on the wire.

use crate::input::Input;
use crate::messages::{message, user_ref};
use crate::{View, put};
use rustle_domain::messages::Message;
use rustle_domain::rooms::{Room, RoomKind};
use rustle_ops::{Failure, Named, RoomRef};
use serde_json::{Map, Value, json};

/// A room as its readers see it.
pub fn room(r: &Room, last: Option<&Message>, view: &View) -> Value {
    let mut out = Map::new();
    out.insert("_id".into(), r.id.as_str().into());
    out.insert("t".into(), r.kind.as_str().into());
    put(&mut out, "name", r.name.as_deref());
    put(&mut out, "fname", r.fname.as_deref());
    put(&mut out, "u", r.creator.as_ref().map(user_ref));
    out.insert("msgs".into(), r.messages.into());
    out.insert("usersCount".into(), r.members.into());
    out.insert("ts".into(), view.date(r.created_at));
    put(&mut out, "lm", r.last_message_at.map(|t| view.date(t)));
    out.insert("_updatedAt".into(), view.date(r.updated_at));
    out.insert("ro".into(), r.read_only.into());
    if r.kind != RoomKind::Direct {
        out.insert("default".into(), r.default.into());
    }
    put(&mut out, "archived", r.archived.then_some(true));
    put(&mut out, "prid", r.parent.as_deref());
    put(&mut out, "teamId", r.team.as_deref());
    put(&mut out, "teamMain", r.team_main.then_some(true));
    put(&mut out, "lastMessage", last.map(|m| message(m, view)));
    detail(r, &mut out);
    Value::Object(out)
}

fn detail(r: &Room, out: &mut Map<String, Value>) {
    let d = &r.detail;
    put(out, "topic", d.topic.as_deref());
    put(out, "description", d.description.as_deref());
    put(out, "announcement", d.announcement.as_deref());
    put(out, "joinCodeRequired", d.join_code.as_ref().map(|_| true));
    put(out, "broadcast", d.broadcast.then_some(true));
    put(out, "encrypted", d.encrypted.then_some(true));
    put(out, "featured", d.featured.then_some(true));
    put(out, "reactWhenReadOnly", d.react_when_read_only);
    match &d.hidden_system_messages {
        Some(hidden) => drop(out.insert("sysMes".into(), json!(hidden))),
        None => drop(out.insert("sysMes".into(), true.into())),
    }
    put(out, "avatarETag", d.avatar_etag.as_deref());
    put(out, "e2eKeyId", d.e2e_key_id.as_deref());
    put(out, "teamDefault", d.team_default.then_some(true));
    if let Some(fields) = d.custom_fields.as_ref().and_then(|o| serde_json::from_str::<Value>(&o.0).ok()) {
        out.insert("customFields".into(), fields);
    }
    for (key, names) in [("usernames", &d.usernames), ("muted", &d.muted), ("unmuted", &d.unmuted)] {
        if !names.is_empty() {
            out.insert(key.into(), json!(names));
        }
    }
    if r.kind == RoomKind::Direct {
        out.insert("uids".into(), json!(d.uids));
    }
}

/// The room a request names by `roomId` or `roomName`.
pub fn room_ref(input: &Input, kinds: &'static [RoomKind]) -> Result<RoomRef, Failure> {
    let named = match (input.full_str("roomId")?, input.full_str("roomName")?) {
        (Some(id), _) => Named::Id(id.into()),
        (None, Some(name)) => Named::Name(name),
        (None, None) => {
            return Err(Failure::Invalid(rustle_ops::Invalid {
                code: "error-room-param-not-provided",
                parameter: "roomId",
                message: "The parameter \"roomId\" or \"roomName\" is required".into(),
            }));
        }
    };
    Ok(RoomRef { named, kinds })
}
