//! `im.*` and `dm.*`: rooms between named people.

use super::messages::{file_list, files, listed, messages};
use super::{DIRECT, invalid, members, unauthorized};
use crate::answer::Answer;
use crate::row::{Row, get, post};
use crate::rows::slice;
use rustle_domain::rooms::RoomRefusal;
use rustle_ops::rooms::{Change, Counters, Erase, OthersMessages, Save, SetOpen};
use rustle_ops::{Failure, Named, Refusal, RoomRef};
use rustle_wire::Input;
use serde_json::json;

/// The rows under one of the two names.
macro_rules! family {
    ($name:literal) => {
        vec![
            get(concat!($name, ".messages"), |i| messages(i, of(i)?), listed).answering(unauthorized),
            get(concat!($name, ".messages.others"), others, listed).answering(unauthorized),
            get(concat!($name, ".files"), |i| files(i, of(i)?), file_list).answering(unknown),
            get(concat!($name, ".members"), |i| members::members(i, of(i)?), members::listed)
                .answering(unauthorized),
            get(
                concat!($name, ".counters"),
                |i| {
                    let user = i.full_str("userId")?.map(Into::into);
                    Ok(Counters { room: by_id(i, "Query")?, user })
                },
                members::counted,
            )
            .answering(unauthorized),
            post(
                concat!($name, ".open"),
                |i| Ok(SetOpen { room: by_id(i, "Body")?, open: true, strict: false }),
                |(), _| json!({}),
            )
            .answering(unauthorized),
            post(
                concat!($name, ".close"),
                |i| Ok(SetOpen { room: by_id(i, "Body")?, open: false, strict: true }),
                |(), _| json!({}),
            )
            .answering(unauthorized),
            post(
                concat!($name, ".setTopic"),
                set_topic,
                |r, _| json!({ "topic": r.detail.topic.unwrap_or_default() }),
            )
            .answering(unauthorized),
            post(concat!($name, ".delete"), |i| Ok(Erase { room: of(i)? }), |(), _| json!({}))
                .answering(super::common),
        ]
    };
}

pub(super) fn rows() -> Vec<Row> {
    let mut rows: Vec<Row> = family!("im");
    rows.extend(family!("dm"));
    rows
}

/// A room that is not there at all.
fn unknown(failure: &Failure) -> Option<Answer> {
    match failure {
        Failure::Refused(Refusal::Room(RoomRefusal::NotFound)) => {
            let text = "The required \"roomId\" param provided does not match any direct message";
            super::said("error-room-not-found", text)
        }
        _ => unauthorized(failure),
    }
}

/// By `roomId`, or by the `username` of the other.
fn of(input: &Input) -> Result<RoomRef, Failure> {
    let named = match (input.full_str("roomId")?, input.full_str("username")?) {
        (Some(id), _) => Named::Id(id.into()),
        (None, Some(username)) => Named::With(username),
        (None, None) => {
            let text = "Query param \"roomId\" or \"username\" is required";
            return Err(invalid("error-room-param-not-provided", text));
        }
    };
    Ok(RoomRef { named, kinds: DIRECT })
}

fn by_id(input: &Input, place: &str) -> Result<RoomRef, Failure> {
    let id = input.full_str("roomId")?.ok_or_else(|| {
        invalid("error-room-param-not-provided", format!("{place} param \"roomId\" is required"))
    })?;
    Ok(RoomRef { kinds: DIRECT, ..RoomRef::id(id) })
}

fn others(input: &Input) -> Result<OthersMessages, Failure> {
    let part = slice(input)?;
    // Asked for without a room, the route says first whether it is there at all.
    let room = input.full_str("roomId")?.unwrap_or_default().into();
    Ok(OthersMessages { room, offset: part.offset, count: part.count })
}

fn set_topic(input: &Input) -> Result<Save, Failure> {
    let topic = input.opt_str("topic")?.unwrap_or_default();
    let changes = vec![Change::Topic(topic)];
    Ok(Save { room: by_id(input, "Body")?, changes, archived: true, strict: false, avatar: None })
}
