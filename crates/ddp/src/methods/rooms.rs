//! Methods about rooms and subscriptions.

use super::{Method, method};
use rustle_domain::access::Denied;
use rustle_domain::rooms::{RoomDetail, RoomKind, RoomRefusal};
use rustle_domain::users::UserRefusal;
use rustle_ops::rooms::{Create, CreateDirect, DirectRoom, Info};
use rustle_ops::subscriptions::{Changed, List, ListRooms, Read, RoomsChanged};
use rustle_ops::{ANY_KIND, Failure, Invalid, Named, Refusal, RoomRef};
use rustle_wire::rooms::room;
use rustle_wire::subscriptions::{removed, subscription};
use rustle_wire::{Params, View};
use serde_json::{Value, json};

mod change;
mod find;
mod members;

pub(super) fn rows() -> Vec<Method> {
    let mut rows = vec![
        method("rooms/get", |p| Ok(ListRooms { since: p.opt_date(0)? }), |r, v| Some(rooms(&r, v))),
        method(
            "subscriptions/get",
            |p| Ok(List { since: p.opt_date(0)? }),
            |s, v| Some(subscriptions(&s, v)),
        ),
        method("readMessages", read, |(), _| None),
        method("createChannel", |p| create(p, RoomKind::Channel), |r, _| Some(json!({ "rid": r.id }))),
        method("createPrivateGroup", |p| create(p, RoomKind::Group), |r, _| Some(json!({ "rid": r.id }))),
        method("createDirectMessage", create_direct, |d, _| Some(direct(&d))),
        method("getRoomIdByNameOrId", by_name_or_id, |(r, _), _| Some(r.id.as_str().into())),
        method(
            "getRoomNameById",
            |p| Ok(Info { room: RoomRef::id(p.str(0)?) }),
            |(r, _), _| r.name.map(Value::from),
        ),
    ];
    rows.extend(change::rows());
    rows.extend(find::rows());
    rows.extend(members::rows());
    rows
}

fn said(code: &'static str, message: &str) -> Option<Failure> {
    Some(Failure::Invalid(Invalid { code, parameter: "rid", message: message.into() }))
}

/// Methods tell of rooms that are not there, or not for the caller, in other words than routes.
fn as_method(failure: &Failure) -> Option<Failure> {
    match failure {
        Failure::Denied(Denied::NoSuchRoom) | Failure::Refused(Refusal::Room(RoomRefusal::NotFound)) => {
            said("error-invalid-room", "Invalid room")
        }
        Failure::Denied(Denied::Permission | Denied::NotMember) => said("error-not-allowed", "Not allowed"),
        Failure::Refused(Refusal::User(UserRefusal::NotFound)) => said("error-invalid-user", "Invalid user"),
        _ => None,
    }
}

fn as_edit(failure: &Failure) -> Option<Failure> {
    match failure {
        Failure::Denied(Denied::Permission) => {
            said("error-action-not-allowed", "Editing room is not allowed")
        }
        _ => as_method(failure),
    }
}

/// The room that the first parameter names.
fn rid(params: &Params) -> Result<RoomRef, Failure> {
    Ok(RoomRef::id(params.str(0)?))
}

/// With a date: what changed since; without: a bare list. Old and new clients differ in what they ask for.
fn rooms(changed: &RoomsChanged, view: &View) -> Value {
    let update: Vec<Value> = changed.update.iter().map(|(r, last)| room(r, last.as_ref(), view)).collect();
    match &changed.remove {
        None => update.into(),
        Some(gone) => {
            json!({ "update": update, "remove": gone.iter().map(|r| removed_room(r, view)).collect::<Vec<_>>() })
        }
    }
}

fn removed_room(gone: &rustle_ops::subscriptions::Removed, view: &View) -> Value {
    json!({ "_id": gone.room, "_deletedAt": view.date(gone.at) })
}

fn subscriptions(changed: &Changed, view: &View) -> Value {
    let update: Vec<Value> = changed.update.iter().map(|s| subscription(s, view)).collect();
    match &changed.remove {
        None => update.into(),
        Some(gone) => {
            json!({ "update": update, "remove": gone.iter().map(|r| removed(r, view)).collect::<Vec<_>>() })
        }
    }
}

fn read(params: &Params) -> Result<Read, Failure> {
    Ok(Read {
        room: RoomRef::id(params.str(0)?),
        threads: params.raw(1).and_then(Value::as_bool).unwrap_or(false),
    })
}

/// `(name, members?, read only?, custom fields?, extra?)`
fn create(params: &Params, kind: RoomKind) -> Result<Create, Failure> {
    Ok(Create {
        kind,
        name: params.str(0)?,
        members: params.list(1)?,
        read_only: params.bool(2)?,
        exclude_self: false,
        detail: RoomDetail::default(),
        custom_fields: params.raw(3).filter(|v| v.is_object()).map(|v| rustle_domain::Opaque(v.to_string())),
    })
}

fn create_direct(params: &Params) -> Result<CreateDirect, Failure> {
    let usernames =
        (0..8).map_while(|at| params.raw(at).and_then(Value::as_str)).map(str::to_owned).collect();
    params.str(0)?;
    Ok(CreateDirect { usernames, exclude_self: false })
}

fn direct(made: &DirectRoom) -> Value {
    let room = &made.room;
    json!({ "t": "d", "rid": room.id, "_id": room.id, "usernames": room.detail.usernames, "inserted": made.new })
}

fn by_name_or_id(params: &Params) -> Result<Info, Failure> {
    Ok(Info { room: RoomRef { named: Named::IdOrName(params.str(0)?), kinds: ANY_KIND } })
}
