//! Notifications on people's screens.

use crate::messages::user_ref;
use crate::{View, put};
use rustle_domain::messages::Message;
use rustle_domain::rooms::{Room, RoomKind};
use rustle_domain::settings::keys;
use rustle_ops::messages::markup_options;
use serde_json::{Map, Value, json};

/// Longest text of a notification, letters.
const LONGEST: usize = 500;

/// The notification of a message: for `direct_name`, where the room is called something else for everybody in it.
pub fn desktop(message: &Message, room: &Room, direct_name: Option<&str>, view: &View) -> Value {
    let author = &message.author;
    let shown = if view.settings.get(keys::UI_USE_REAL_NAME) { author.name.as_deref() } else { None };
    let sender = message.body.alias.as_deref().or(shown).unwrap_or(&author.username);
    let text = text(message, view);
    let alone = room.kind == RoomKind::Direct && room.detail.uids.len() <= 2;
    let (title, text) = match (room.kind, alone) {
        (_, true) => (sender.to_owned(), text),
        (RoomKind::Direct, false) => {
            (direct_name.unwrap_or_default().to_owned(), format!("{sender}: {text}"))
        }
        _ => (format!("#{}", room.display_name()), format!("{sender}: {text}")),
    };
    let mut said = Map::new();
    said.insert("msg".into(), message.text.as_str().into());
    put(&mut said, "t", message.kind.as_deref());
    let mut payload = Map::new();
    payload.insert("_id".into(), message.id.as_str().into());
    payload.insert("rid".into(), message.room.as_str().into());
    put(&mut payload, "tmid", message.thread.as_deref());
    payload.insert("sender".into(), user_ref(author));
    payload.insert("type".into(), room.kind.as_str().into());
    payload.insert("message".into(), said.into());
    put(&mut payload, "name", room.name.as_deref());
    json!({ "title": title, "text": text, "payload": payload })
}

/// What the message says, without marks; of a message without text, what it shows.
fn text(message: &Message, view: &View) -> String {
    if message.kind.as_deref() == Some("e2e") {
        return "Encrypted message".to_owned();
    }
    let tree = rustle_markup::parse(&message.text, &markup_options(&view.settings));
    let plain = rustle_markup::plain_text(&tree);
    let shown = message.body.attachments.first();
    let shown = shown.and_then(|a| a.title.as_ref().or(a.description.as_ref()).or(a.text.as_ref()));
    let text = if plain.trim().is_empty() { shown.cloned().unwrap_or(plain) } else { plain };
    text.chars().take(LONGEST).collect()
}
