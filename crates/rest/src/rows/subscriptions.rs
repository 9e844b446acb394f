//! `subscriptions.*`

use crate::row::{Row, get, post};
use rustle_ops::subscriptions::{Changed, List, Read};
use rustle_ops::{Failure, RoomRef};
use rustle_wire::input::missing;
use rustle_wire::subscriptions::{removed, subscription};
use rustle_wire::{Input, View};
use serde_json::{Value, json};

pub(super) fn rows() -> Vec<Row> {
    vec![
        get("subscriptions.get", |i| Ok(List { since: i.opt_date("updatedSince")? }), changed),
        post("subscriptions.read", read, |(), _| json!({})),
    ]
}

fn changed(changed: Changed, view: &View) -> Value {
    json!({
        "update": changed.update.iter().map(|s| subscription(s, view)).collect::<Vec<_>>(),
        "remove": changed.remove.unwrap_or_default().iter().map(|r| removed(r, view)).collect::<Vec<_>>(),
    })
}

fn read(input: &Input) -> Result<Read, Failure> {
    let room = input.full_str("rid")?.or(input.full_str("roomId")?).ok_or_else(|| missing("rid"))?;
    Ok(Read { room: RoomRef::id(room), threads: input.bool("readThreads")? })
}
