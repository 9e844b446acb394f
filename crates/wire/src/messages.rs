//! Messages on the wire.

use crate::input::{Input, date};
use crate::{View, put};
use rustle_domain::messages::{Attachment, FileRef, Message, MessageRefusal, Outside, Stamp};
use rustle_domain::users::UserRef;
use rustle_domain::{MessageId, RoomId};
use rustle_ops::messages::{Change, Send, markup_options};
use rustle_ops::{Failure, Invalid};
use serde_json::{Map, Value, json};

mod changes;

pub use changes::{changes, cursor, deleted, history, updates};

/// A message as clients see it. Always has `urls`, `mentions`, `channels`; `md` unless it is a system message.
pub fn message(m: &Message, view: &View) -> Value {
    let mut out = Map::new();
    out.insert("_id".into(), m.id.as_str().into());
    out.insert("rid".into(), m.room.as_str().into());
    put(&mut out, "t", m.kind.as_deref());
    out.insert("msg".into(), m.text.as_str().into());
    out.insert("ts".into(), view.date(m.ts));
    out.insert("u".into(), user_ref(&m.author));
    out.insert("_updatedAt".into(), view.date(m.updated_at));
    put(&mut out, "tmid", m.thread.as_deref());
    put(&mut out, "tshow", m.show_in_room.then_some(true));
    put(&mut out, "tcount", (m.thread_count > 0).then_some(m.thread_count));
    put(&mut out, "tlm", m.thread_last.map(|t| view.date(t)));
    put(&mut out, "drid", m.discussion.as_deref());
    texts(m, view, &mut out);
    marks(m, view, &mut out);
    boxes(m, view, &mut out);
    Value::Object(out)
}

/// What the text names and how it reads.
fn texts(m: &Message, view: &View, out: &mut Map<String, Value>) {
    let body = &m.body;
    let urls = body.urls.iter().map(|l| {
        let mut url = json!({ "url": l.url, "meta": {} });
        if l.ignore_parse {
            url["ignoreParse"] = true.into();
        }
        url
    });
    out.insert("urls".into(), urls.collect());
    let mentions = body.mentions.iter().map(|n| {
        let mut mention = Map::new();
        mention.insert("_id".into(), n.id.as_str().into());
        mention.insert("username".into(), n.username.as_str().into());
        put(&mut mention, "name", n.name.as_deref());
        put(&mut mention, "type", n.kind.as_deref());
        Value::Object(mention)
    });
    out.insert("mentions".into(), mentions.collect());
    let channels = body.channels.iter().map(|c| {
        let mut channel = Map::new();
        channel.insert("_id".into(), c.id.as_str().into());
        channel.insert("name".into(), c.name.as_str().into());
        put(&mut channel, "fname", c.fname.as_deref());
        Value::Object(channel)
    });
    out.insert("channels".into(), channels.collect());
    if m.kind.is_none() {
        let tree = rustle_markup::parse(&m.text, &markup_options(&view.settings));
        out.insert("md".into(), serde_json::to_value(tree).unwrap_or_default());
    }
}

/// What people did to the message.
fn marks(m: &Message, view: &View, out: &mut Map<String, Value>) {
    let body = &m.body;
    if let Some(Stamp { at, by }) = &body.edited {
        out.insert("editedAt".into(), view.date(*at));
        out.insert("editedBy".into(), json!({ "_id": by.id, "username": by.username }));
    }
    if let Some(Stamp { at, by }) = &body.pinned {
        out.insert("pinned".into(), true.into());
        out.insert("pinnedAt".into(), view.date(*at));
        out.insert("pinnedBy".into(), json!({ "_id": by.id, "username": by.username }));
    }
    if !body.starred.is_empty() {
        out.insert("starred".into(), body.starred.iter().map(|u| json!({ "_id": u })).collect());
    }
    if !body.reactions.is_empty() {
        let by_emoji = body.reactions.iter().map(|r| (r.emoji.clone(), json!({ "usernames": r.usernames })));
        out.insert("reactions".into(), Value::Object(by_emoji.collect()));
    }
    if !body.followers.is_empty() {
        out.insert("replies".into(), body.followers.iter().map(|u| Value::from(u.as_str())).collect());
    }
    put(out, "dcount", body.discussion_count);
    put(out, "dlm", body.discussion_last.map(|t| view.date(t)));
    put(out, "role", body.role.as_deref());
}

/// Files, boxes, and how the message looks.
fn boxes(m: &Message, view: &View, out: &mut Map<String, Value>) {
    let body = &m.body;
    put(out, "alias", body.alias.as_deref());
    put(out, "avatar", body.avatar.as_deref());
    put(out, "emoji", body.emoji.as_deref());
    put(out, "groupable", body.groupable);
    put(out, "parseUrls", body.parse_urls);
    put(out, "e2e", body.e2e.as_deref());
    for (key, carried) in [
        ("bot", &body.bot),
        ("customFields", &body.custom_fields),
        ("blocks", &body.blocks),
        ("content", &body.content),
    ] {
        put(out, key, carried.as_ref().and_then(|o| serde_json::from_str::<Value>(&o.0).ok()));
    }
    if let Some(first) = body.files.first() {
        out.insert("file".into(), file(first));
        out.insert("files".into(), body.files.iter().map(file).collect());
    }
    // Clients that show an edited message look whether its quotes are gone.
    if !body.attachments.is_empty() || body.edited.is_some() {
        out.insert("attachments".into(), body.attachments.iter().map(|a| attachment(a, view)).collect());
    }
}

/// A file in a message.
pub fn file(f: &FileRef) -> Value {
    json!({ "_id": f.id, "name": f.name, "type": f.mime, "size": f.size })
}

/// A box, dates written for the client, its description and text parsed.
fn attachment(a: &Attachment, view: &View) -> Value {
    let mut out = serde_json::to_value(a).unwrap_or_default();
    fix_dates(&mut out, view);
    if let Some(description) = a.description.as_deref().filter(|d| !d.is_empty()) {
        let tree = rustle_markup::parse(description, &markup_options(&view.settings));
        out["descriptionMd"] = serde_json::to_value(tree).unwrap_or_default();
    }
    if let Some(text) = a.text.as_deref().filter(|t| !t.is_empty()) {
        let tree = rustle_markup::parse(text, &markup_options(&view.settings));
        out["md"] = serde_json::to_value(tree).unwrap_or_default();
    }
    out
}

fn fix_dates(attachment: &mut Value, view: &View) {
    if let Some(ms) = attachment.get("ts").and_then(Value::as_i64) {
        attachment["ts"] = view.date(ms);
    }
    if let Some(inner) = attachment.get_mut("attachments").and_then(Value::as_array_mut) {
        for a in inner {
            fix_dates(a, view);
        }
    }
}

/// The few words about a user that stand in other things.
pub fn user_ref(u: &UserRef) -> Value {
    let mut out = Map::new();
    out.insert("_id".into(), u.id.as_str().into());
    out.insert("username".into(), u.username.as_str().into());
    put(&mut out, "name", u.name.as_deref());
    Value::Object(out)
}

/// What a client may say about a new message. Fields that are the server's to say are not even looked at.
pub fn outside(said: &Input) -> Result<Outside, Failure> {
    let attachments = match said.raw("attachments") {
        None => Vec::new(),
        Some(Value::Array(items)) => items.iter().map(read_attachment).collect::<Result<_, _>>()?,
        Some(_) => return Err(Failure::invalid("attachments", "must be array")),
    };
    let kind = said.full_str("t")?;
    let is_encrypted = kind.as_deref() == Some("e2e");
    if kind.is_some() && !is_encrypted {
        return Err(refused("", "t", "Cannot send system messages using 'chat.sendMessage'"));
    }
    Ok(Outside {
        // Some clients send an empty id for none.
        id: said.full_str("_id")?.map(MessageId::from),
        text: said.opt_str("msg")?.unwrap_or_default(),
        thread: said.full_str("tmid")?.map(Into::into),
        show_in_room: said.bool("tshow")?,
        alias: said.full_str("alias")?,
        avatar: said.full_str("avatar")?,
        emoji: said.full_str("emoji")?,
        attachments,
        groupable: said.opt_bool("groupable")?,
        parse_urls: said.opt_bool("parseUrls")?,
        previews: None,
        bot: said.opaque("bot"),
        custom_fields: said.opaque("customFields"),
        blocks: said.opaque("blocks").filter(|_| said.raw("blocks").is_some_and(Value::is_array)),
        content: said.opaque("content").filter(|_| is_encrypted),
        e2e: if is_encrypted { Some(said.opt_str("e2e")?.unwrap_or_else(|| "pending".into())) } else { None },
    })
}

/// Why something was refused, as a message in the room for one person's eyes.
pub fn refusal(id: MessageId, (room, now): (&RoomId, i64), why: MessageRefusal, view: &View) -> Value {
    let text = match why {
        MessageRefusal::Muted => "You have been muted and cannot speak in this room".to_owned(),
        MessageRefusal::Blocked => "This room is blocked".to_owned(),
        other => crate::Text::of(&other.into()).reason,
    };
    let cat = json!({ "_id": "rocket.cat", "username": "rocket.cat" });
    json!({
        "_id": id, "rid": room, "msg": text, "ts": view.date(now), "_updatedAt": view.date(now), "u": cat,
        "private": true, "groupable": false, "urls": [], "mentions": [], "channels": [],
        "md": rustle_markup::parse(&text, &markup_options(&view.settings)),
    })
}

/// A message somebody sends, with its room and the addresses to preview.
pub fn sent(said: &Input, previews: Option<Vec<String>>) -> Result<Send, Failure> {
    let room = said
        .full_str("rid")?
        .ok_or_else(|| refused("", "rid", "The 'rid' property on the message object is missing."))?;
    Ok(Send { room: room.into(), said: Outside { previews, ..outside(said)? } })
}

/// What a client wants to change about a message.
pub fn change(said: &Input, text: &'static str) -> Result<Change, Failure> {
    // What only the server says of a message.
    const FIXED: &[&str] = &["_hidden", "t", "u", "ts", "pinned", "starred", "reactions", "tcount", "drid"];
    Ok(Change {
        text: said.opt_str(text)?,
        attachments: match said.raw("attachments") {
            Some(Value::Array(items)) => Some(items.iter().map(read_attachment).collect::<Result<_, _>>()?),
            _ => None,
        },
        custom_fields: said.opaque("customFields"),
        previews: None,
        content: said.opaque("content"),
        room: said.full_str("rid")?.map(Into::into),
        thread: said.full_str("tmid")?.map(Into::into),
        fixed: FIXED.iter().copied().find(|key| said.has(key)),
    })
}

/// A message posted to one or more places, in the words of `chat.postMessage` and incoming webhooks.
pub fn posted(said: &Input) -> Result<Outside, Failure> {
    let mut said = said.clone();
    let first = |said: &Input, names: [&'static str; 2]| -> Result<Option<String>, Failure> {
        Ok(said.full_str(names[0])?.or(said.full_str(names[1])?))
    };
    let (alias, avatar) = (first(&said, ["username", "alias"])?, first(&said, ["icon_url", "avatar"])?);
    let emoji = first(&said, ["icon_emoji", "emoji"])?.filter(|_| avatar.is_none());
    let text = first(&said, ["text", "msg"])?.unwrap_or_default().trim().to_owned();
    let had_boxes = said.has("attachments");
    for key in ["_id", "t", "tshow"] {
        said.remove(key);
    }
    let outside = outside(&said)?;
    Ok(Outside {
        text,
        alias,
        avatar,
        emoji,
        groupable: Some(outside.groupable.unwrap_or(false)),
        parse_urls: Some(outside.parse_urls.unwrap_or(!had_boxes)),
        ..outside
    })
}

/// Where a message is to be posted: `channel` or `roomId`, one or a list.
pub fn channels(said: &Input) -> Result<Vec<String>, Failure> {
    for name in ["channel", "roomId"] {
        let list = match said.raw(name) {
            Some(Value::Array(_)) => said.opt_list(name)?.unwrap_or_default(),
            _ => said.full_str(name)?.into_iter().collect(),
        };
        let mut named: Vec<String> = Vec::new();
        for channel in list {
            if !channel.is_empty() && !named.contains(&channel) {
                named.push(channel);
            }
        }
        if !named.is_empty() {
            return Ok(named);
        }
    }
    Ok(Vec::new())
}

/// A refusal in words of its own.
pub fn refused(code: &'static str, parameter: &'static str, message: &str) -> Failure {
    Failure::Invalid(Invalid { code, parameter, message: message.to_owned() })
}

/// A box as a client sent it. Unknown keys are left out, wrong types refused, field values become text.
pub fn read_attachment(value: &Value) -> Result<Attachment, Failure> {
    let bad = |what: String| Failure::invalid("attachments", what);
    let Value::Object(map) = value else { return Err(bad("must be object".into())) };
    let mut map = map.clone();
    tidy(&mut map).map_err(bad)?;
    serde_json::from_value(Value::Object(map)).map_err(|e| bad(e.to_string()))
}

fn tidy(map: &mut Map<String, Value>) -> Result<(), String> {
    map.retain(|_, v| !v.is_null());
    if let Some(text) = map.remove("msg").filter(Value::is_string) {
        map.insert("text".into(), text);
    }
    if let Some(ts) = map.get("ts") {
        let ms = date(ts).map_err(|()| "ts must be a date".to_owned())?;
        map.insert("ts".into(), ms.map_or(Value::Null, Value::from));
    }
    if let Some(Value::Array(fields)) = map.get_mut("fields") {
        for value in fields.iter_mut().filter_map(|f| f.get_mut("value")) {
            if !value.is_string() && !value.is_object() && !value.is_array() {
                *value = Value::String(value.to_string());
            }
        }
    }
    if let Some(Value::Array(inner)) = map.get_mut("attachments") {
        for a in inner.iter_mut().filter_map(Value::as_object_mut) {
            tidy(a)?;
        }
    }
    Ok(())
}
