//! Rooms on the wire.

use crate::input::Input;
use crate::messages::{message, user_ref};
use crate::users::{emails, member};
use crate::{View, put};
use rustle_domain::messages::Message;
use rustle_domain::rooms::{Retention, Room, RoomKind, RoomRefusal};
use rustle_domain::uploads::Upload;
use rustle_domain::users::UserRef;
use rustle_ops::rooms::{Avatar, Change, Found, Spotted};
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
    let fields = d.custom_fields.as_ref().and_then(|o| serde_json::from_str::<Value>(&o.0).ok());
    if r.kind != RoomKind::Direct || fields.is_some() {
        out.insert("customFields".into(), fields.unwrap_or_else(|| json!({})));
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

/// A picture for a room: an image file as a `data:` address; empty for the generated one.
pub fn avatar(input: &Input) -> Result<Option<Avatar>, Failure> {
    let Some(address) = input.opt_str("roomAvatar")? else { return Ok(None) };
    if address.is_empty() {
        return Ok(Some(Avatar::Generated));
    }
    let file = address.split_once(";base64,").and_then(|(_, data)| from_base64(data));
    let wrong = || RoomRefusal::SettingInvalid("Invalid settings value");
    Ok(Some(Avatar::File(file.ok_or_else(wrong)?)))
}

/// Undoes base64 with or without padding.
fn from_base64(text: &str) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(text.len() / 4 * 3);
    let (mut bits, mut held) = (0_u32, 0_u32);
    for byte in text.trim_end_matches('=').bytes() {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => return None,
        };
        bits = (bits << 6) | u32::from(value);
        held += 6;
        if held >= 8 {
            held -= 8;
            out.push(u8::try_from(bits >> held).ok()?);
            bits &= (1 << held) - 1;
        }
    }
    Some(out)
}

/// What to change about a room, by upstream's names. Unknown names are refused; `rid` is the room itself.
pub fn changes(input: &Input) -> Result<Vec<Change>, Failure> {
    let mut changes = Vec::new();
    let mut retention = Retention::default();
    for name in input.names().filter(|n| !matches!(*n, "rid" | "roomAvatar")) {
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

/// A part of the directory.
pub fn found(part: &Found, view: &View) -> Vec<Value> {
    match part {
        Found::Rooms(page) => page.rooms.iter().map(|(r, last)| room(r, last.as_ref(), view)).collect(),
        Found::Users(page, full) => page
            .users
            .iter()
            .map(|u| {
                let mut one = member(u, view);
                one["createdAt"] = view.date(u.created_at);
                if let Some(bio) = &u.profile.bio {
                    one["bio"] = bio.as_str().into();
                }
                if *full {
                    one["emails"] = emails(u);
                }
                one
            })
            .collect(),
    }
}

/// What was found while somebody types.
pub fn spotted(found: &Spotted, view: &View) -> Value {
    let rooms = found.rooms.iter().map(|r| {
        let mut one = Map::new();
        one.insert("_id".into(), r.id.as_str().into());
        one.insert("t".into(), r.kind.as_str().into());
        put(&mut one, "name", r.name.as_deref());
        put(&mut one, "fname", r.fname.as_deref());
        put(&mut one, "joinCodeRequired", r.detail.join_code.as_ref().map(|_| true));
        put(&mut one, "prid", r.parent.as_deref());
        Value::Object(one)
    });
    let users = found.users.iter().map(|u| {
        let mut one = member(u, view);
        one["outside"] = true.into();
        one
    });
    json!({ "users": users.collect::<Vec<_>>(), "rooms": rooms.collect::<Vec<_>>() })
}
