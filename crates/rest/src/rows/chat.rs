//! `chat.*`

use crate::row::{Row, get, post};
use rustle_domain::messages::Message;
use rustle_ops::messages::{Get, Send};
use rustle_ops::{Failure, MessageRef};
use rustle_wire::input::missing;
use rustle_wire::messages::{message, outside};
use rustle_wire::{Input, View};
use serde_json::{Value, json};

pub(super) fn rows() -> Vec<Row> {
    vec![
        post("chat.sendMessage", send, one),
        get(
            "chat.getMessage",
            |i| Ok(Get { message: MessageRef { id: i.str("msgId")?.into(), room: None } }),
            one,
        ),
    ]
}

fn send(input: &Input) -> Result<Send, Failure> {
    let said = input.opt_object("message")?.ok_or_else(|| missing("message"))?;
    Ok(Send { room: said.str("rid")?.into(), said: outside(&said)? })
}

fn one(m: Message, view: &View) -> Value {
    json!({ "message": message(&m, view) })
}
