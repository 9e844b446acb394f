//! A room's messages and files, for all families.

use super::{CHANNEL, DIRECT, GROUP, channel, group, hidden, of, said, unauthorized, wrong_query};
use crate::answer::Answer;
use crate::row::{Row, get};
use crate::rows::slice;
use rustle_domain::UserId;
use rustle_domain::access::Denied;
use rustle_domain::rooms::RoomKind;
use rustle_ops::messages::{History, HistoryPage, Listed, Part, Slice, Which};
use rustle_ops::rooms::{FilePage, Files, MessageFilter, MessagePage, RoomMessages};
use rustle_ops::{Failure, RoomRef};
use rustle_wire::messages::message;
use rustle_wire::rooms::upload;
use rustle_wire::{Input, View};
use serde_json::{Value, json};

pub(super) fn rows() -> Vec<Row> {
    vec![
        get("channels.history", |i| history(i, CHANNEL), page).answering(channel),
        get("groups.history", |i| history(i, GROUP), page).answering(group),
        get("im.history", |i| history(i, DIRECT), page).answering(unauthorized),
        get("dm.history", |i| history(i, DIRECT), page).answering(unauthorized),
        get("channels.messages", |i| messages(i, of(i, CHANNEL)?), listed).answering(channel),
        get("groups.messages", |i| messages(i, of(i, GROUP)?), listed).answering(group),
        get("channels.anonymousread", anonymous, listed).answering(not_anonymous),
        get("channels.files", |i| files(i, of(i, CHANNEL)?), file_list).answering(unless_hidden),
        get("groups.files", |i| files(i, of(i, GROUP)?), file_list).answering(group),
        get("channels.images", images, file_list).answering(unauthorized),
        get("rooms.images", images, file_list).answering(unauthorized),
        get("channels.getAllUserMentionsByChannel", mentions, mention_list).answering(channel),
    ]
}

fn history(input: &Input, kinds: &'static [RoomKind]) -> Result<History, Failure> {
    let slice = Slice {
        latest: input.opt_date("latest")?,
        oldest: input.opt_date("oldest")?,
        inclusive: input.bool("inclusive")?,
        count: input.opt_int("count")?.unwrap_or(20).clamp(0, 100),
        offset: input.opt_int("offset")?.unwrap_or(0).max(0),
        threads: input.opt_bool("showThreadMessages")?.unwrap_or(true),
        seen: if input.bool("unreads")? { input.opt_date("oldest")? } else { None },
    };
    Ok(History { room: of(input, kinds)?, slice })
}

fn page(page: HistoryPage, view: &View) -> Value {
    let mut out = json!({ "messages": page.messages.iter().map(|m| message(m, view)).collect::<Vec<_>>() });
    if let Some(first) = &page.first_unread {
        out["firstUnread"] = message(first, view);
        out["unreadNotLoaded"] = page.unread_not_loaded.into();
    }
    out
}

/// A user id, or `{"$in": [ids]}`.
fn ids(value: &Value) -> Option<Vec<UserId>> {
    let list = match value {
        Value::String(id) => return Some(vec![id.as_str().into()]),
        Value::Object(map) if map.len() == 1 => map.get("$in")?.as_array()?,
        _ => return None,
    };
    list.iter().map(|id| id.as_str().map(Into::into)).collect()
}

/// A few of upstream's old queries, spelt out; anything else is refused.
fn filter(input: &Input) -> Result<MessageFilter, Failure> {
    let mut filter = MessageFilter::default();
    let Some(query) = input.opt_object("query")? else { return Ok(filter) };
    for (name, value) in query.into_map() {
        match (name.as_str(), &value) {
            ("mentions._id", value) => {
                filter.mentions = Some(ids(value).ok_or_else(|| wrong_query(&name))?);
            }
            ("starred._id", value) => {
                filter.starred = Some(ids(value).ok_or_else(|| wrong_query(&name))?);
            }
            ("pinned", Value::Bool(on)) => filter.pinned = Some(*on),
            ("tmid", value) if *value == json!({ "$exists": false }) => filter.no_threads = true,
            // Hidden messages are not kept here: everything stored is shown.
            ("_hidden", _) => {}
            _ => return Err(wrong_query(&name)),
        }
    }
    Ok(filter)
}

pub(super) fn messages(input: &Input, room: RoomRef) -> Result<RoomMessages, Failure> {
    let part = slice(input)?;
    let ascending = input
        .opt_object("sort")?
        .is_some_and(|s| s.raw("ts").and_then(Value::as_i64).is_some_and(|direction| direction > 0));
    let (offset, count) = (part.offset, part.count);
    Ok(RoomMessages { room, filter: filter(input)?, ascending, offset, count, anonymous: false })
}

fn anonymous(input: &Input) -> Result<RoomMessages, Failure> {
    Ok(RoomMessages { anonymous: true, ..messages(input, of(input, CHANNEL)?)? })
}

fn not_anonymous(failure: &Failure) -> Option<Answer> {
    match failure {
        Failure::Denied(Denied::SignIn | Denied::NotMember) => {
            said("error-not-allowed", "Enable \"Allow Anonymous Read\"")
        }
        _ => None,
    }
}

pub(super) fn listed(page: MessagePage, view: &View) -> Value {
    let messages: Vec<Value> = page.messages.iter().map(|m| message(m, view)).collect();
    json!({ "count": messages.len(), "messages": messages, "offset": page.offset, "total": page.total })
}

pub(super) fn files(input: &Input, room: RoomRef) -> Result<Files, Failure> {
    let part = slice(input)?;
    let newest = input.opt_object("sort")?.is_some_and(|s| s.has("uploadedAt"));
    let name = input.full_str("name")?;
    Ok(Files { room, name, kind: None, newest, from: None, offset: part.offset, count: part.count })
}

fn images(input: &Input) -> Result<Files, Failure> {
    let room = RoomRef::id(input.str("roomId")?);
    let from = input.full_str("startingFromId")?.map(Into::into);
    Ok(Files { kind: Some("image/".into()), newest: true, from, ..files(input, room)? })
}

pub(super) fn file_list(page: FilePage, view: &View) -> Value {
    let files: Vec<Value> = page.files.iter().map(|(f, user)| upload(f, user.as_ref(), view)).collect();
    json!({ "count": files.len(), "files": files, "offset": page.offset, "total": page.total })
}

fn unless_hidden(failure: &Failure) -> Option<Answer> {
    if hidden(failure) { channel(failure) } else { unauthorized(failure) }
}

fn mentions(input: &Input) -> Result<Listed, Failure> {
    let part = slice(input)?;
    let room = RoomRef { kinds: CHANNEL, ..RoomRef::id(input.str("roomId")?) };
    Ok(Listed { room, which: Which::Mentioning, offset: part.offset, count: part.count })
}

fn mention_list(part: Part, view: &View) -> Value {
    let mentions: Vec<Value> = part.messages.iter().map(|m| message(m, view)).collect();
    json!({ "count": mentions.len(), "mentions": mentions, "offset": part.offset, "total": part.total })
}
