//! What changed in a room or thread, on the wire.

use super::{message, refused};
use crate::{Input, View};
use rustle_ops::Failure;
use rustle_ops::messages::{Cursor, Deleted, Entries, HistoryPage, Synced, Updates, Wanted};
use serde_json::{Map, Value, json};

/// A message that is gone.
pub fn deleted(d: &Deleted, view: &View) -> Value {
    json!({ "_id": d.id, "_deletedAt": view.date(d.at) })
}

/// What is new and what is gone, under the two names a list has for them.
pub fn updates(u: &Updates, names: (&str, &str), view: &View) -> Value {
    let mut out = Map::new();
    out.insert(names.0.into(), u.updated.iter().map(|m| message(m, view)).collect());
    out.insert(names.1.into(), u.deleted.iter().map(|d| deleted(d, view)).collect());
    Value::Object(out)
}

/// What changed in a room.
pub fn changes(found: &Synced, view: &View) -> Value {
    match found {
        Synced::Since(u) => updates(u, ("updated", "deleted"), view),
        Synced::History(page) => history(page, view),
        Synced::Page(found) => {
            let mut out = Map::new();
            match &found.page {
                Entries::Updated(page) => {
                    out.insert("updated".into(), page.iter().map(|m| message(m, view)).collect())
                }
                Entries::Deleted(page) => {
                    out.insert("deleted".into(), page.iter().map(|d| deleted(d, view)).collect())
                }
            };
            // Cursors are texts of milliseconds, null at an end.
            let text = |at: Option<i64>| at.map(|ms| ms.to_string());
            out.insert(
                "cursor".into(),
                json!({ "next": text(found.next), "previous": text(found.previous) }),
            );
            Value::Object(out)
        }
    }
}

/// A part of a room's history.
pub fn history(page: &HistoryPage, view: &View) -> Value {
    json!({
        "messages": page.messages.iter().map(|m| message(m, view)).collect::<Vec<_>>(),
        "firstUnread": page.first_unread.as_ref().map(|m| message(m, view)),
        "unreadNotLoaded": page.unread_not_loaded,
    })
}

/// `next` or `previous` (milliseconds), `type=UPDATED|DELETED`, `count`.
pub fn cursor(input: &Input) -> Result<Wanted, Failure> {
    let wrong = |name| refused("error-cursor-invalid", name, "The cursor must be milliseconds since 1970.");
    let at = |name: &'static str| match input.raw(name) {
        Some(Value::String(text)) => text.parse().map(Some).map_err(|_| wrong(name)),
        _ => input.opt_int(name),
    };
    let from = match (at("next")?, at("previous")?) {
        (Some(next), None) => Cursor::Next(next),
        (None, Some(previous)) => Cursor::Previous(previous),
        (None, None) => return Err(wrong("next")),
        (Some(_), Some(_)) => {
            let text = "You cannot provide both \"next\" and \"previous\" parameters.";
            return Err(refused("error-cursor-conflict", "next", text));
        }
    };
    let deleted = match input.full_str("type")?.as_deref() {
        Some("UPDATED") => false,
        Some("DELETED") => true,
        _ => {
            let text = "The \"type\" parameter must be either \"UPDATED\" or \"DELETED\".";
            return Err(refused("error-type-param-not-supported", "type", text));
        }
    };
    Ok(Wanted::Page { deleted, from, count: input.opt_int("count")?.unwrap_or(20).clamp(1, 500) })
}
