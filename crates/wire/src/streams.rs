//! Stream frames, as pure functions.

use serde_json::{Value, json};

/// A frame that tells what happened on a stream.
pub fn changed(stream: &str, event: &str, args: &[Value]) -> Value {
    json!({ "msg": "changed", "collection": stream, "id": "id", "fields": { "eventName": event, "args": args } })
}

/// Presence has a shape of its own: one frame per user, with the user's id where others say `id`.
pub fn presence(user: &str, username: &str, code: u8, text: &str) -> Value {
    json!({
        "msg": "changed", "collection": "stream-user-presence", "id": user,
        "fields": { "uid": user, "eventName": user, "args": [[username, code, text]] }
    })
}
