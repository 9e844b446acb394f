//! Methods about rooms and subscriptions.

use super::{Method, method};
use rustle_domain::rooms::{RoomDetail, RoomKind};
use rustle_ops::rooms::{Create, CreateDirect, DirectRoom, Info};
use rustle_ops::subscriptions::{Changed, List, ListRooms, Read, RoomsChanged};
use rustle_ops::{ANY_KIND, Failure, Named, RoomRef};
use rustle_wire::rooms::room;
use rustle_wire::subscriptions::{removed, subscription};
use rustle_wire::{Params, View};
use serde_json::{Value, json};

pub(super) fn rows() -> Vec<Method> {
    vec![
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
    ]
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
