//! Methods about messages.

use super::{Method, method};
use rustle_ops::messages::{History, HistoryPage, Send};
use rustle_ops::{Failure, RoomRef};
use rustle_wire::messages::{message, outside};
use rustle_wire::{Params, View};
use serde_json::{Value, json};

pub(super) fn rows() -> Vec<Method> {
    vec![
        method("sendMessage", send, |sent, view| Some(message(&sent, view))),
        method("loadHistory", load_history, history),
    ]
}

fn send(params: &Params) -> Result<Send, Failure> {
    let said = params.object(0)?;
    Ok(Send { room: said.str("rid")?.into(), said: outside(&said)? })
}

/// `(room, before?, count?, last seen?, threads?)`
fn load_history(params: &Params) -> Result<History, Failure> {
    Ok(History {
        room: RoomRef::id(params.str(0)?),
        latest: params.opt_date(1)?,
        oldest: params.opt_date(3)?,
        inclusive: false,
        count: params.opt_int(2)?.unwrap_or(20).clamp(0, 100),
        offset: 0,
        threads: params.raw(4).and_then(Value::as_bool).unwrap_or(true),
        unreads: params.opt_date(3)?.is_some(),
    })
}

fn history(page: HistoryPage, view: &View) -> Option<Value> {
    Some(json!({
        "messages": page.messages.iter().map(|m| message(m, view)).collect::<Vec<_>>(),
        "firstUnread": page.first_unread.map(|m| message(&m, view)),
        "unreadNotLoaded": page.unread_not_loaded,
    }))
}
