//! `channels.*`, `groups.*`, `im.*` and `dm.*`: the same operations, each for its kind of room; and `rooms.*`.

use crate::row::{Row, get, post};
use rustle_domain::rooms::{RoomDetail, RoomKind};
use rustle_ops::messages::{History, HistoryPage, Slice};
use rustle_ops::rooms::{Create, CreateDirect, DirectRoom, Info};
use rustle_ops::subscriptions::{ListRooms, Removed, RoomsChanged};
use rustle_ops::{ANY_KIND, Failure};
use rustle_wire::messages::message;
use rustle_wire::rooms::{room, room_ref};
use rustle_wire::{Input, View};
use serde_json::{Value, json};

const CHANNEL: &[RoomKind] = &[RoomKind::Channel];
const GROUP: &[RoomKind] = &[RoomKind::Group];
const DIRECT: &[RoomKind] = &[RoomKind::Direct];

pub(super) fn rows() -> Vec<Row> {
    vec![
        post(
            "channels.create",
            |i| create(i, RoomKind::Channel),
            |r, v| json!({ "channel": room(&r, None, v) }),
        ),
        post("groups.create", |i| create(i, RoomKind::Group), |r, v| json!({ "group": room(&r, None, v) })),
        post("im.create", create_direct, direct),
        post("dm.create", create_direct, direct),
        get(
            "channels.info",
            |i| info(i, CHANNEL),
            |(r, last), v| json!({ "channel": room(&r, last.as_ref(), v) }),
        ),
        get("groups.info", |i| info(i, GROUP), |(r, last), v| json!({ "group": room(&r, last.as_ref(), v) })),
        get(
            "rooms.info",
            |i| info(i, ANY_KIND),
            |(r, last), v| json!({ "room": room(&r, last.as_ref(), v) }),
        ),
        get("channels.history", |i| history(i, CHANNEL), page),
        get("groups.history", |i| history(i, GROUP), page),
        get("im.history", |i| history(i, DIRECT), page),
        get("dm.history", |i| history(i, DIRECT), page),
        get("rooms.get", |i| Ok(ListRooms { since: i.opt_date("updatedSince")? }), changed),
    ]
}

fn create(input: &Input, kind: RoomKind) -> Result<Create, Failure> {
    let extra = input.opt_object("extraData")?.unwrap_or_default();
    Ok(Create {
        kind,
        name: input.str("name")?,
        members: input.opt_list("members")?.unwrap_or_default(),
        read_only: input.bool("readOnly")?,
        exclude_self: input.bool("excludeSelf")?,
        detail: RoomDetail {
            topic: extra.full_str("topic")?,
            broadcast: extra.bool("broadcast")?,
            encrypted: extra.bool("encrypted")?,
            ..RoomDetail::default()
        },
        custom_fields: input.opaque("customFields"),
    })
}

fn create_direct(input: &Input) -> Result<CreateDirect, Failure> {
    let usernames = match (input.full_str("username")?, input.full_str("usernames")?) {
        (Some(one), _) => vec![one],
        (None, Some(list)) => {
            list.split(',').map(|n| n.trim().to_owned()).filter(|n| !n.is_empty()).collect()
        }
        (None, None) => return Err(rustle_wire::input::missing("username")),
    };
    Ok(CreateDirect { usernames, exclude_self: input.bool("excludeSelf")? })
}

fn direct(made: DirectRoom, view: &View) -> Value {
    let mut out = room(&made.room, None, view);
    out["rid"] = json!(made.room.id);
    json!({ "room": out })
}

fn info(input: &Input, kinds: &'static [RoomKind]) -> Result<Info, Failure> {
    Ok(Info { room: room_ref(input, kinds)? })
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
    Ok(History { room: room_ref(input, kinds)?, slice })
}

fn page(page: HistoryPage, view: &View) -> Value {
    let mut out = json!({ "messages": page.messages.iter().map(|m| message(m, view)).collect::<Vec<_>>() });
    if let Some(first) = &page.first_unread {
        out["firstUnread"] = message(first, view);
        out["unreadNotLoaded"] = page.unread_not_loaded.into();
    }
    out
}

fn changed(changed: RoomsChanged, view: &View) -> Value {
    let gone = |r: &Removed| json!({ "_id": r.room, "_deletedAt": view.date(r.at) });
    json!({
        "update": changed.update.iter().map(|(r, last)| room(r, last.as_ref(), view)).collect::<Vec<_>>(),
        "remove": changed.remove.unwrap_or_default().iter().map(gone).collect::<Vec<_>>(),
    })
}
