//! Threads.

use super::{by_id, need, said};
use crate::answer::Answer;
use crate::row::{Row, get};
use crate::rows::slice;
use rustle_domain::access::Denied;
use rustle_domain::messages::MessageRefusal;
use rustle_domain::rooms::RoomRefusal;
use rustle_ops::messages::threads::Which;
use rustle_ops::messages::{Part, Thread, ThreadChanged, Threads, ThreadsChanged, Updates};
use rustle_ops::{Failure, MessageRef, Refusal, RoomRef};
use rustle_wire::input::date;
use rustle_wire::messages::{message, refused, updates};
use rustle_wire::{Input, View};
use serde_json::{Value, json};

pub(super) fn rows() -> Vec<Row> {
    vec![
        get("chat.getThreadsList", threads, listed).answering(not_allowed),
        get(
            "chat.syncThreadsList",
            threads_changed,
            |u, v| json!({ "threads": updates(&u, ("update", "remove"), v) }),
        )
        .answering(not_allowed),
        get("chat.getThreadMessages", thread, answers).answering(not_allowed),
        get("chat.syncThreadMessages", thread_changed, synced).answering(not_allowed),
    ]
}

fn not_allowed(failure: &Failure) -> Option<Answer> {
    match failure {
        Failure::Denied(Denied::NotMember | Denied::NoSuchRoom)
        | Failure::Refused(Refusal::Room(RoomRefusal::NotFound)) => said("error-not-allowed", "Not Allowed"),
        Failure::Refused(Refusal::Message(MessageRefusal::NotFound)) => {
            said("error-invalid-message", "Invalid Message")
        }
        _ => None,
    }
}

fn threads(input: &Input) -> Result<Threads, Failure> {
    let slice = slice(input)?;
    Ok(Threads {
        room: RoomRef::id(input.str("rid")?),
        which: match input.opt_str("type")?.as_deref() {
            Some("following") => Which::Followed,
            Some("unread") => Which::Unread,
            _ => Which::All,
        },
        text: input.opt_str("text")?.unwrap_or_default(),
        offset: slice.offset,
        count: slice.count,
    })
}

fn listed(part: Part, view: &View) -> Value {
    let threads: Vec<Value> = part.messages.iter().map(|m| message(m, view)).collect();
    json!({ "count": threads.len(), "offset": part.offset, "total": part.total, "threads": threads })
}

/// `updatedSince`; what is wrong with it.
fn since(input: &Input) -> Result<i64, Failure> {
    const CODE: &str = "error-updatedSince-param-invalid";
    let text = need(input, "updatedSince", CODE, "The required param \"updatedSince\" is missing.")?;
    date(&text.into()).ok().flatten().ok_or_else(|| {
        refused(CODE, "updatedSince", "The \"updatedSince\" query parameter must be a valid date.")
    })
}

fn threads_changed(input: &Input) -> Result<ThreadsChanged, Failure> {
    let text = "The required \"rid\" query param is missing.";
    let room = need(input, "rid", "error-room-id-param-not-provided", text)?;
    Ok(ThreadsChanged { room: RoomRef::id(room), since: since(input) })
}

fn first(input: &Input) -> Result<MessageRef, Failure> {
    let text = "The required \"tmid\" query param is missing.";
    Ok(by_id(need(input, "tmid", "error-invalid-params", text)?))
}

fn thread(input: &Input) -> Result<Thread, Failure> {
    let slice = slice(input)?;
    Ok(Thread { message: first(input)?, offset: slice.offset, count: slice.count })
}

fn answers(part: Part, view: &View) -> Value {
    let messages: Vec<Value> = part.messages.iter().map(|m| message(m, view)).collect();
    json!({ "count": messages.len(), "offset": part.offset, "total": part.total, "messages": messages })
}

fn thread_changed(input: &Input) -> Result<ThreadChanged, Failure> {
    Ok(ThreadChanged { message: first(input)?, since: since(input) })
}

fn synced(found: Updates, view: &View) -> Value {
    json!({ "messages": updates(&found, ("update", "remove"), view) })
}
