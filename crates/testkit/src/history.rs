//! Reading a whole room.

use crate::Http;
use serde_json::Value;

/// Every message of a room, oldest first, page by page. `family` is `channels`, `groups` or `im`.
pub fn history(http: &Http, family: &str, room: &str) -> Result<Vec<Value>, String> {
    let mut all: Vec<Value> = Vec::new();
    let mut before = String::new();
    loop {
        let path = format!("/api/v1/{family}.history?roomId={room}&count=100{before}");
        let answer = http.want(&path)?;
        let page = answer["messages"].as_array().cloned().ok_or("no list of messages")?;
        let Some(oldest) = page.last() else { break };
        let ts = oldest["ts"].as_str().ok_or("a message without time")?;
        before = format!("&latest={ts}");
        all.extend(page);
    }
    all.reverse();
    Ok(all)
}
