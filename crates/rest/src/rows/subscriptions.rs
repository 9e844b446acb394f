//! `subscriptions.*`

use crate::answer::Answer;
use crate::row::{Row, get, post};
use rustle_domain::access::Denied;
use rustle_domain::rooms::RoomRefusal;
use rustle_ops::subscriptions::{Changed, GetOne, List, Read, Unread, UnreadSince};
use rustle_ops::{Failure, Invalid, Refusal, RoomRef};
use rustle_wire::input::missing;
use rustle_wire::subscriptions::{removed, subscription};
use rustle_wire::{Input, View};
use serde_json::{Value, json};

pub(super) fn rows() -> Vec<Row> {
    vec![
        get("subscriptions.get", |i| Ok(List { since: since(i)? }), changed),
        get(
            "subscriptions.getOne",
            |i| Ok(GetOne { room: i.str("roomId")?.into() }),
            |one, v| json!({ "subscription": one.map(|s| subscription(&s, v)) }),
        ),
        post("subscriptions.read", read, |(), _| json!({})).answering(no_subscription),
        post("subscriptions.unread", unread, |(), _| json!({})),
    ]
}

fn since(input: &Input) -> Result<Option<i64>, Failure> {
    input.opt_date("updatedSince").map_err(|_| {
        Failure::Invalid(Invalid {
            code: "error-roomId-param-invalid",
            parameter: "updatedSince",
            message: "The \"lastUpdate\" query parameter must be a valid date.".into(),
        })
    })
}

fn changed(changed: Changed, view: &View) -> Value {
    json!({
        "update": changed.update.iter().map(|s| subscription(s, view)).collect::<Vec<_>>(),
        "remove": changed.remove.unwrap_or_default().iter().map(|r| removed(r, view)).collect::<Vec<_>>(),
    })
}

/// `rid` or `roomId`, not both. What is no text names no room.
fn read(input: &Input) -> Result<Read, Failure> {
    let room = match (input.raw("rid"), input.raw("roomId")) {
        (Some(room), None) | (None, Some(room)) => room.as_str().ok_or(RoomRefusal::NotFound)?,
        (Some(_), Some(_)) => return Err(Failure::invalid("rid", "must match exactly one schema in oneOf")),
        (None, None) => return Err(missing("rid")),
    };
    Ok(Read { room: RoomRef::id(room), threads: input.bool("readThreads")? })
}

/// By room, or by the first message that is to be unread.
fn unread(input: &Input) -> Result<Unread, Failure> {
    if let Some(room) = input.full_str("roomId")? {
        return Ok(Unread { from: UnreadSince::Newest(room.into()) });
    }
    let first = input.opt_object("firstUnreadMessage")?.ok_or_else(|| missing("roomId"))?;
    Ok(Unread { from: UnreadSince::Message(first.str("_id")?.into()) })
}

fn no_subscription(failure: &Failure) -> Option<Answer> {
    match failure {
        Failure::Denied(Denied::NoSuchRoom | Denied::NotMember)
        | Failure::Refused(Refusal::Room(RoomRefusal::NotFound)) => {
            Some(Answer::refused(400, "error-invalid-subscription"))
        }
        _ => None,
    }
}
