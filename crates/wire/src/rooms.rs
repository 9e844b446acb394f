//! Rooms on the wire.

use crate::input::Input;
use crate::messages::{message, user_ref};
use crate::{View, put};
use rustle_domain::messages::Message;
use rustle_domain::rooms::{Retention, Room, RoomKind, RoomRefusal};
use rustle_domain::uploads::Upload;
use rustle_domain::users::UserRef;
use rustle_ops::rooms::Change;
use rustle_ops::uploads::address;
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
    put(out, "favorite", (r.default && d.favorite).then_some(true));
    put(out, "retention", d.retention.as_ref().and_then(|rule| serde_json::to_value(rule).ok()));
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

/// A file in a room's list of files.
pub fn upload(f: &Upload, user: Option<&UserRef>, view: &View) -> Value {
    let path = address(&f.id, &f.name);
    let mut out = Map::new();
    out.insert("_id".into(), f.id.as_str().into());
    out.insert("name".into(), f.name.as_str().into());
    out.insert("size".into(), f.size.into());
    out.insert("type".into(), f.mime.as_str().into());
    out.insert("typeGroup".into(), f.mime.split('/').next().unwrap_or("").into());
    out.insert("rid".into(), f.room.as_str().into());
    out.insert("userId".into(), f.user.as_str().into());
    out.insert("description".into(), f.description.as_str().into());
    out.insert("store".into(), "FileSystem:Uploads".into());
    out.insert("complete".into(), true.into());
    out.insert("uploading".into(), false.into());
    out.insert("progress".into(), 1.into());
    out.insert("extension".into(), f.name.rsplit_once('.').map_or("", |(_, e)| e).into());
    out.insert("uploadedAt".into(), view.date(f.uploaded_at));
    out.insert("_updatedAt".into(), view.date(f.uploaded_at));
    out.insert("url".into(), format!("{}{path}", view.site_url()).into());
    out.insert("path".into(), path.into());
    if let Some(p) = &f.picture {
        out.insert(
            "identify".into(),
            json!({ "size": { "width": p.width, "height": p.height }, "format": f.mime }),
        );
    }
    put(&mut out, "user", user.map(user_ref));
    Value::Object(out)
}

/// What to change about a room, by upstream's names. Unknown names are refused; `rid` is the room itself.
pub fn changes(input: &Input) -> Result<Vec<Change>, Failure> {
    let mut changes = Vec::new();
    let mut retention = Retention::default();
    for name in input.names().filter(|n| *n != "rid") {
        if let Some(change) = change(input, name)? {
            changes.push(change);
        } else if !keep(input, name, &mut retention)? && input.has(name) {
            return Err(RoomRefusal::SettingInvalid("Invalid settings provided").into());
        }
    }
    if retention != Retention::default() {
        changes.push(Change::Retention(retention));
    }
    Ok(changes)
}

fn change(input: &Input, name: &str) -> Result<Option<Change>, Failure> {
    let kind = |letter: String| RoomKind::parse(&letter).ok_or(RoomRefusal::KindInvalid);
    Ok(match name {
        "roomName" => input.opt_str("roomName")?.map(Change::Name),
        "roomTopic" => input.opt_str("roomTopic")?.map(Change::Topic),
        "roomAnnouncement" => input.opt_str("roomAnnouncement")?.map(Change::Announcement),
        "roomDescription" => input.opt_str("roomDescription")?.map(Change::Description),
        "roomType" => input.opt_str("roomType")?.map(kind).transpose()?.map(Change::Kind),
        "readOnly" => input.opt_bool("readOnly")?.map(Change::ReadOnly),
        "reactWhenReadOnly" => input.opt_bool("reactWhenReadOnly")?.map(Change::ReactWhenReadOnly),
        "systemMessages" => input.opt_list("systemMessages")?.map(Change::HiddenSystemMessages),
        "default" => input.opt_bool("default")?.map(Change::Default),
        "featured" => input.opt_bool("featured")?.map(Change::Featured),
        "joinCode" => input.opt_str("joinCode")?.map(Change::JoinCode),
        "encrypted" => input.opt_bool("encrypted")?.map(Change::Encrypted),
        "favorite" => match input.opt_object("favorite")? {
            Some(wish) => Some(Change::Favorite(wish.bool("favorite")? && wish.bool("defaultValue")?)),
            None => None,
        },
        "roomCustomFields" => match input.opt_object("roomCustomFields")? {
            Some(_) => input.opaque("roomCustomFields").map(Change::CustomFields),
            None => None,
        },
        _ => None,
    })
}

/// Reads a part of the room's own rule about how long messages are kept; says whether it was one.
fn keep(input: &Input, name: &str, rule: &mut Retention) -> Result<bool, Failure> {
    match name {
        "retentionEnabled" => rule.enabled = input.opt_bool("retentionEnabled")?,
        "retentionOverrideGlobal" => rule.override_global = input.opt_bool("retentionOverrideGlobal")?,
        "retentionMaxAge" => rule.max_age = input.opt_int("retentionMaxAge")?,
        "retentionExcludePinned" => rule.exclude_pinned = input.opt_bool("retentionExcludePinned")?,
        "retentionFilesOnly" => rule.files_only = input.opt_bool("retentionFilesOnly")?,
        "retentionIgnoreThreads" => rule.ignore_threads = input.opt_bool("retentionIgnoreThreads")?,
        _ => return Ok(false),
    }
    Ok(true)
}
