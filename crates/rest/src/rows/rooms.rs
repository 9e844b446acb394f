//! `channels.*`, `groups.*`, `im.*` and `dm.*`: the same operations, each for its kind of room; and `rooms.*`.

use super::slice;
use crate::answer::Answer;
use crate::row::Row;
use rustle_domain::access::Denied;
use rustle_domain::rooms::{RoomKind, RoomRefusal};
use rustle_domain::users::UserRefusal;
use rustle_ops::rooms::{Listing, Order, RoomFilter, RoomPage};
use rustle_ops::users::UserSel;
use rustle_ops::{Failure, Invalid, Refusal, RoomRef};
use rustle_wire::rooms::{room, room_ref};
use rustle_wire::{Input, View};
use serde_json::Value;

mod any;
mod change;
mod direct;
mod directory;
mod lists;
mod make;
mod members;
mod messages;

const CHANNEL: &[RoomKind] = &[RoomKind::Channel];
const GROUP: &[RoomKind] = &[RoomKind::Group];
const DIRECT: &[RoomKind] = &[RoomKind::Direct];

pub(super) fn rows() -> Vec<Row> {
    [
        make::rows(),
        change::rows(),
        members::rows(),
        messages::rows(),
        lists::rows(),
        direct::rows(),
        directory::rows(),
        any::rows(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn invalid(code: &'static str, message: impl Into<String>) -> Failure {
    Failure::Invalid(Invalid { code, parameter: "roomId", message: message.into() })
}

/// A failure in a route's own words.
fn said(code: &'static str, message: impl Into<String>) -> Option<Answer> {
    Some(Answer::failure(&invalid(code, message)))
}

/// What upstream answers where a route itself looks at rights.
fn unauthorized(failure: &Failure) -> Option<Answer> {
    match failure {
        Failure::Denied(Denied::SignIn) => None,
        Failure::Denied(_) | Failure::Refused(Refusal::Room(RoomRefusal::NotFound)) => {
            Some(Answer::refused(403, "unauthorized"))
        }
        _ => None,
    }
}

fn hidden(failure: &Failure) -> bool {
    matches!(
        failure,
        Failure::Denied(Denied::NoSuchRoom) | Failure::Refused(Refusal::Room(RoomRefusal::NotFound))
    )
}

/// What all families say of people and rights.
fn common(failure: &Failure) -> Option<Answer> {
    match failure {
        Failure::Denied(Denied::Permission | Denied::NotMember) => said("error-not-allowed", "Not allowed"),
        Failure::Refused(Refusal::User(UserRefusal::NotFound)) => said(
            "error-invalid-user",
            "The required \"userId\" or \"username\" param provided does not match any users",
        ),
        _ => None,
    }
}

/// `channels.*`
fn channel(failure: &Failure) -> Option<Answer> {
    common(failure)
}

/// `groups.*`
fn group(failure: &Failure) -> Option<Answer> {
    if hidden(failure) {
        let text = "The required \"roomId\" or \"roomName\" param provided does not match any group";
        return said("error-room-not-found", text);
    }
    let Failure::Refused(Refusal::Room(refusal)) = failure else { return common(failure) };
    match refusal {
        RoomRefusal::Archived(name) => {
            said("error-room-archived", format!("The private group, {name}, is archived"))
        }
        RoomRefusal::AlreadyOpen(name) => {
            said("", format!("The private group, {name}, is already open for the sender"))
        }
        RoomRefusal::AlreadyClosed(name) => {
            said("", format!("The private group, {name}, is already closed to the sender"))
        }
        RoomRefusal::Unchanged(what) => {
            said("", format!("The private group {what} is the same as what it would be changed to."))
        }
        _ => None,
    }
}

/// Routes that change what people chose about a room.
fn may_not_edit(failure: &Failure) -> Option<Answer> {
    match failure {
        Failure::Denied(Denied::Permission) => {
            said("error-action-not-allowed", "Editing room is not allowed")
        }
        _ => None,
    }
}

fn channel_edit(failure: &Failure) -> Option<Answer> {
    may_not_edit(failure).or_else(|| channel(failure))
}

fn group_edit(failure: &Failure) -> Option<Answer> {
    may_not_edit(failure).or_else(|| group(failure))
}

/// The room of a family that a request names.
fn of(input: &Input, kinds: &'static [RoomKind]) -> Result<RoomRef, Failure> {
    room_ref(input, kinds)
}

/// The users a request names one way or another, each once.
fn users(input: &Input) -> Result<Vec<UserSel>, Failure> {
    let one = super::opt_user_sel(input)?;
    let mut all: Vec<UserSel> = match (input.opt_list("userIds")?, input.opt_list("usernames")?) {
        (Some(ids), _) => ids.into_iter().map(|id| UserSel::Id(id.into())).collect(),
        (None, Some(names)) => names.into_iter().map(UserSel::Username).collect(),
        (None, None) => Vec::new(),
    };
    all.extend(one);
    if all.is_empty() {
        let text = "Please provide \"userId\" or \"username\" or \"userIds\" or \"usernames\" as param";
        return Err(invalid("error-users-params-not-provided", text));
    }
    Ok(all)
}

/// Which part of a list of rooms, and in which order.
fn listing(input: &Input) -> Result<Listing, Failure> {
    let part = slice(input)?;
    let mut listing =
        Listing { order: Order::Name, descending: false, offset: part.offset, count: part.count };
    if let Some(sort) = input.opt_object("sort")?
        && let Some(name) = sort.names().next()
    {
        listing.descending = sort.raw(name).and_then(Value::as_i64).is_some_and(|d| d < 0);
        listing.order = match name {
            "name" | "fname" | "_id" => Order::Name,
            "default" => Order::Default,
            "ts" | "createdAt" | "_createdAt" => Order::Created,
            "lm" | "lastMessage" | "_updatedAt" => Order::LastMessage,
            "msgs" => Order::Messages,
            "usersCount" => Order::Members,
            "t" => Order::Kind,
            _ => return Err(Failure::invalid("sort", "cannot sort by this")),
        };
    }
    Ok(listing)
}

/// A few of upstream's old queries, spelt out; anything else is refused.
fn room_filter(input: &Input) -> Result<RoomFilter, Failure> {
    let mut filter = RoomFilter::default();
    let Some(query) = input.opt_object("query")? else { return Ok(filter) };
    for name in query.names() {
        match name {
            "_id" => filter.id = query.opt_str("_id")?.map(Into::into),
            "name" => filter.name = query.opt_str("name")?,
            other => return Err(wrong_query(other)),
        }
    }
    Ok(filter)
}

fn wrong_query(name: &str) -> Failure {
    Failure::Invalid(Invalid {
        code: "error-invalid-query",
        parameter: "query",
        message: format!("Invalid query parameter provided: \"{name}\""),
    })
}

fn page(key: &str, page: &RoomPage, view: &View) -> Value {
    let rooms: Vec<Value> = page.rooms.iter().map(|(r, last)| room(r, last.as_ref(), view)).collect();
    let mut out = serde_json::Map::new();
    out.insert("count".into(), rooms.len().into());
    out.insert("offset".into(), page.offset.into());
    out.insert("total".into(), page.total.into());
    out.insert(key.into(), rooms.into());
    Value::Object(out)
}
