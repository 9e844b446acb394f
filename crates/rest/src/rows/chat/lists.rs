//! Messages of a room by what is with them, and what changed in a room.

use super::{need, said};
use crate::answer::Answer;
use crate::row::{Row, get};
use crate::rows::slice;
use rustle_domain::access::Denied;
use rustle_domain::rooms::RoomRefusal;
use rustle_ops::messages::{Deleted, DeletedSince, Listed, Part, Search, Sync, Synced, Wanted, Which};
use rustle_ops::{Failure, Refusal, RoomRef};
use rustle_wire::input::date;
use rustle_wire::messages::{changes, cursor, message, refused};
use rustle_wire::{Input, View};
use serde_json::{Value, json};

pub(super) fn rows() -> Vec<Row> {
    vec![
        get("chat.getPinnedMessages", pinned, part).answering(not_allowed),
        get("chat.getStarredMessages", |i| listed(i, Which::Starred), part).answering(bare_not_allowed),
        get("chat.getMentionedMessages", |i| listed(i, Which::Mentioning), part).answering(bare_not_allowed),
        get("chat.getDiscussions", discussions, part).answering(bare_not_allowed),
        get("chat.search", search, found).answering(not_allowed),
        get("chat.getDeletedMessages", deleted_since, gone).answering(not_allowed),
        get("chat.syncMessages", sync, synced).answering(not_allowed),
    ]
}

fn hides_room(failure: &Failure) -> bool {
    matches!(
        failure,
        Failure::Denied(Denied::NoSuchRoom) | Failure::Refused(Refusal::Room(RoomRefusal::NotFound))
    )
}

fn not_allowed(failure: &Failure) -> Option<Answer> {
    if hides_room(failure) { said("error-not-allowed", "Not allowed") } else { None }
}

fn bare_not_allowed(failure: &Failure) -> Option<Answer> {
    if hides_room(failure) { said("", "error-not-allowed") } else { None }
}

fn room(input: &Input, code: &'static str) -> Result<RoomRef, Failure> {
    Ok(RoomRef::id(need(input, "roomId", code, "The required \"roomId\" query param is missing.")?))
}

fn listed(input: &Input, which: Which) -> Result<Listed, Failure> {
    let (room, slice) = (room(input, "error-invalid-params")?, slice(input)?);
    Ok(Listed { room, which, offset: slice.offset, count: slice.count })
}

fn pinned(input: &Input) -> Result<Listed, Failure> {
    let (room, slice) = (room(input, "error-roomId-param-not-provided")?, slice(input)?);
    Ok(Listed { room, which: Which::Pinned, offset: slice.offset, count: slice.count })
}

fn discussions(input: &Input) -> Result<Listed, Failure> {
    listed(input, Which::Discussions(input.opt_str("text")?.unwrap_or_default()))
}

fn part(part: Part, view: &View) -> Value {
    let messages: Vec<Value> = part.messages.iter().map(|m| message(m, view)).collect();
    json!({ "count": messages.len(), "offset": part.offset, "total": part.total, "messages": messages })
}

fn search(input: &Input) -> Result<Search, Failure> {
    let room = room(input, "error-roomId-param-not-provided")?;
    let text = "The required \"searchText\" query param is missing.";
    let text = need(input, "searchText", "error-searchText-param-not-provided", text)?;
    let slice = slice(input)?;
    let number = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    Ok(Search { room, text, offset: number(slice.offset), count: number(slice.count).min(1000) })
}

fn found(messages: Vec<rustle_domain::messages::Message>, view: &View) -> Value {
    json!({ "messages": messages.iter().map(|m| message(m, view)).collect::<Vec<_>>() })
}

fn deleted_since(input: &Input) -> Result<DeletedSince, Failure> {
    let room = need(input, "roomId", "The required \"roomId\" query param is missing.", "")?;
    let since = need(input, "since", "The required \"since\" query param is missing.", "")?;
    let wrong = || refused("The \"since\" query parameter must be a valid date.", "since", "");
    let since = date(&since.into()).ok().flatten().ok_or_else(wrong)?;
    let slice = slice(input)?;
    Ok(DeletedSince { room: RoomRef::id(room), since, offset: slice.offset, count: slice.count })
}

fn gone((page, offset, total): (Vec<Deleted>, usize, usize), _: &View) -> Value {
    let messages: Vec<Value> = page.iter().map(|d| json!({ "_id": d.id })).collect();
    json!({ "count": messages.len(), "offset": offset, "total": total, "messages": messages })
}

/// `lastUpdate`; or `next` or `previous` (milliseconds), `type=UPDATED|DELETED` and `count`.
fn sync(input: &Input) -> Result<Sync, Failure> {
    let room = room(input, "error-roomId-param-not-provided")?;
    if input.has("next") || input.has("previous") {
        return Ok(Sync { room, wanted: cursor(input)? });
    }
    let text = "The required \"lastUpdate\" query param is missing.";
    let since = need(input, "lastUpdate", "error-lastUpdate-param-not-provided", text)?;
    let text = "The \"lastUpdate\" query parameter must be a valid date.";
    let wrong = || refused("error-roomId-param-invalid", "lastUpdate", text);
    let since = date(&since.into()).ok().flatten().ok_or_else(wrong)?;
    Ok(Sync { room, wanted: Wanted::Since(since) })
}

fn synced(found: Synced, view: &View) -> Value {
    json!({ "result": changes(&found, view) })
}
