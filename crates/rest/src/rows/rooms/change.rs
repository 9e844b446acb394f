//! Routes of `channels.*` and `groups.*` that change one thing about a room.

use super::{CHANNEL, GROUP, channel, channel_edit, group, group_edit, invalid, of};
use crate::row::{Row, post};
use rustle_domain::Opaque;
use rustle_domain::rooms::{Room, RoomKind};
use rustle_ops::rooms::{Archive, Change, Erase, Save};
use rustle_ops::{Failure, RoomRef};
use rustle_wire::rooms::room;
use rustle_wire::{Input, View};
use serde_json::{Value, json};

/// The rows of one family: `$name.*`, answering rooms as `$key`.
macro_rules! family {
    ($name:literal, $key:literal, $kinds:ident, $plain:ident, $edit:ident) => {
        vec![
            post(
                concat!($name, ".setTopic"),
                |i| text(i, $kinds, "topic", Change::Topic),
                |r, _| json!({ "topic": r.detail.topic.unwrap_or_default() }),
            )
            .answering($edit),
            post(
                concat!($name, ".setAnnouncement"),
                |i| text(i, $kinds, "announcement", Change::Announcement),
                |r, _| json!({ "announcement": r.detail.announcement.unwrap_or_default() }),
            )
            .answering($edit),
            post(
                concat!($name, ".setDescription"),
                |i| text(i, $kinds, "description", Change::Description),
                |r, _| json!({ "description": r.detail.description.unwrap_or_default() }),
            )
            .answering($edit),
            post(
                concat!($name, ".setPurpose"),
                |i| text(i, $kinds, "purpose", Change::Description),
                |r, _| json!({ "purpose": r.detail.description.unwrap_or_default() }),
            )
            .answering($edit),
            post(concat!($name, ".rename"), |i| rename(i, $kinds), |r, v| one($key, &r, v)).answering($edit),
            post(
                concat!($name, ".setReadOnly"),
                |i| strict(i, $kinds, Change::ReadOnly(truth(i, "readOnly")?)),
                |r, v| one($key, &r, v),
            )
            .answering($edit),
            post(concat!($name, ".setType"), |i| set_type(i, $kinds), |r, v| one($key, &r, v))
                .answering($edit),
            post(
                concat!($name, ".setCustomFields"),
                |i| mild(i, $kinds, Change::CustomFields(custom_fields(i)?)),
                |r, v| one($key, &r, v),
            )
            .answering($edit),
            post(
                concat!($name, ".setEncrypted"),
                |i| mild(i, $kinds, Change::Encrypted(truth(i, "encrypted")?)),
                |r, v| one($key, &r, v),
            )
            .answering($edit),
            post(
                concat!($name, ".archive"),
                |i| Ok(Archive { room: of(i, $kinds)?, on: true, strict: true }),
                |(), _| json!({}),
            )
            .answering($plain),
            post(
                concat!($name, ".unarchive"),
                |i| Ok(Archive { room: of(i, $kinds)?, on: false, strict: true }),
                |(), _| json!({}),
            )
            .answering($plain),
            post(concat!($name, ".delete"), |i| Ok(Erase { room: of(i, $kinds)? }), |(), _| json!({}))
                .answering($plain),
        ]
    };
}

pub(super) fn rows() -> Vec<Row> {
    let mut rows: Vec<Row> = family!("channels", "channel", CHANNEL, channel, channel_edit);
    rows.extend(family!("groups", "group", GROUP, group, group_edit));
    rows.extend([
        post("channels.setDefault", set_default, |r, v| one("channel", &r, v)).answering(channel_edit),
        post("channels.setJoinCode", set_join_code, |r, v| one("channel", &r, v)).answering(channel_edit),
    ]);
    rows
}

fn one(key: &str, r: &Room, view: &View) -> Value {
    json!({ key: room(r, None, view) })
}

/// A change that may be none.
fn mild(input: &Input, kinds: &'static [RoomKind], change: Change) -> Result<Save, Failure> {
    Ok(saving(of(input, kinds)?, change, false))
}

/// A change that must be one.
fn strict(input: &Input, kinds: &'static [RoomKind], change: Change) -> Result<Save, Failure> {
    Ok(saving(of(input, kinds)?, change, true))
}

fn saving(room: RoomRef, change: Change, strict: bool) -> Save {
    Save { room, changes: vec![change], archived: false, strict, avatar: None }
}

fn required(name: &str) -> Failure {
    invalid("", format!("The bodyParam \"{name}\" is required"))
}

/// Upstream refuses an unchanged text of a channel, and takes one of a group.
fn text(
    input: &Input,
    kinds: &'static [RoomKind],
    name: &'static str,
    change: fn(String) -> Change,
) -> Result<Save, Failure> {
    if input.raw(name).is_none() {
        return Err(required(name));
    }
    let change = change(input.str(name)?);
    let always = matches!(change, Change::Announcement(_)) || kinds != CHANNEL;
    Ok(saving(of(input, kinds)?, change, !always))
}

fn truth(input: &Input, name: &'static str) -> Result<bool, Failure> {
    input.opt_bool(name).ok().flatten().ok_or_else(|| required(name))
}

fn rename(input: &Input, kinds: &'static [RoomKind]) -> Result<Save, Failure> {
    let name = input.full_str("name")?.ok_or_else(|| required("name"))?;
    strict(input, kinds, Change::Name(name))
}

fn set_type(input: &Input, kinds: &'static [RoomKind]) -> Result<Save, Failure> {
    let letter = input.full_str("type")?.ok_or_else(|| required("type"))?;
    let kind = RoomKind::parse(&letter).ok_or(rustle_domain::rooms::RoomRefusal::KindInvalid)?;
    strict(input, kinds, Change::Kind(kind))
}

fn custom_fields(input: &Input) -> Result<Opaque, Failure> {
    match input.raw("customFields") {
        Some(Value::Object(_)) => input.opaque("customFields").ok_or_else(|| required("customFields")),
        _ => Err(invalid("", "The bodyParam \"customFields\" is required with a type like object.")),
    }
}

fn set_default(input: &Input) -> Result<Save, Failure> {
    let on = match input.raw("default") {
        Some(Value::Bool(on)) => *on,
        Some(Value::String(s)) => matches!(s.to_lowercase().as_str(), "true" | "1"),
        Some(Value::Number(n)) => n.as_i64() == Some(1),
        _ => {
            let text = "The bodyParam \"default\" is required";
            return Err(invalid("error-channels-setdefault-is-same", text));
        }
    };
    strict(input, CHANNEL, Change::Default(on))
}

fn set_join_code(input: &Input) -> Result<Save, Failure> {
    let code = input.full_str("joinCode")?.ok_or_else(|| required("joinCode"))?;
    mild(input, CHANNEL, Change::JoinCode(code))
}
