//! Making rooms, and looking at one.

use super::{CHANNEL, GROUP, channel, group, of};
use crate::row::{Row, get, post};
use rustle_domain::rooms::{RoomDetail, RoomKind};
use rustle_ops::Failure;
use rustle_ops::rooms::{Create, CreateDirect, DirectRoom, Info};
use rustle_wire::rooms::room;
use rustle_wire::{Input, View};
use serde_json::{Value, json};

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
            |i| Ok(Info { room: of(i, CHANNEL)? }),
            |(r, last), v| json!({ "channel": room(&r, last.as_ref(), v) }),
        )
        .answering(channel),
        get(
            "groups.info",
            |i| Ok(Info { room: of(i, GROUP)? }),
            |(r, last), v| json!({ "group": room(&r, last.as_ref(), v) }),
        )
        .answering(group),
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
