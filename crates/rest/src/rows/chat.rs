//! `chat.*`

use crate::answer::Answer;
use crate::row::{Row, get, post};
use rustle_domain::MessageId;
use rustle_domain::access::Denied;
use rustle_domain::messages::{Message, MessageRefusal};
use rustle_domain::rooms::RoomRefusal;
use rustle_ops::messages::{
    Change, Delete, Edit, Follow, Get, Ignore, Pin, Post, React, Receipts, Report, Send, Star,
};
use rustle_ops::{Failure, MessageRef, Refusal, RoomRef};
use rustle_wire::messages::{change, channels, message, posted, refused, sent};
use rustle_wire::{Input, View};
use serde_json::{Value, json};

mod lists;
mod threads;

pub(super) fn rows() -> Vec<Row> {
    let mut rows = vec![
        post("chat.sendMessage", send, one),
        post("chat.postMessage", post_message, told),
        get("chat.getMessage", get_message, one),
        post("chat.update", update, one),
        post("chat.delete", delete, deleted),
        post("chat.react", react, |(), _| json!({})).answering(no_message),
        post("chat.pinMessage", |i| pin(i, true), pinned).answering(no_message),
        post("chat.unPinMessage", |i| pin(i, false), pinned).answering(no_message),
        post("chat.starMessage", |i| star(i, true), |_, _| json!({})).answering(no_message),
        post("chat.unStarMessage", |i| star(i, false), |_, _| json!({})).answering(no_message),
        post("chat.followMessage", |i| follow(i, true), |(), _| json!({})).answering(not_allowed),
        post("chat.unfollowMessage", |i| follow(i, false), |(), _| json!({})).answering(not_allowed),
        get("chat.ignoreUser", ignore, |(), _| json!({})).answering(no_subscription),
        post("chat.reportMessage", report, |(), _| json!({})),
        get("chat.getMessageReadReceipts", receipts, |(), _| json!({})),
    ];
    rows.extend(lists::rows());
    rows.extend(threads::rows());
    rows
}

/// A parameter that upstream asks for in words of its own.
fn need(input: &Input, name: &'static str, code: &'static str, text: &str) -> Result<String, Failure> {
    input.full_str(name)?.ok_or_else(|| refused(code, name, text))
}

fn message_id(input: &Input) -> Result<MessageRef, Failure> {
    let text = "The required \"messageId\" param is missing.";
    Ok(by_id(need(input, "messageId", "error-messageid-param-not-provided", text)?))
}

fn by_id(id: impl Into<MessageId>) -> MessageRef {
    MessageRef { id: id.into(), room: None }
}

/// `msgId`, which must be in the room `roomId`.
fn placed(input: &Input) -> Result<MessageRef, Failure> {
    Ok(MessageRef { id: input.str("msgId")?.into(), room: Some(input.str("roomId")?.into()) })
}

fn said(code: &'static str, text: &str) -> Option<Answer> {
    Some(Answer::failure(&refused(code, "", text)))
}

/// Some routes have other words for a message that is not there.
fn no_message(failure: &Failure) -> Option<Answer> {
    match failure {
        Failure::Refused(Refusal::Message(MessageRefusal::NotFound)) => {
            said("error-message-not-found", "The provided \"messageId\" does not match any existing message.")
        }
        _ => None,
    }
}

fn not_allowed(failure: &Failure) -> Option<Answer> {
    match failure {
        Failure::Denied(Denied::NotMember) => said("error-not-allowed", "not-allowed"),
        _ => None,
    }
}

fn no_subscription(failure: &Failure) -> Option<Answer> {
    match failure {
        Failure::Denied(Denied::NotMember | Denied::NoSuchRoom)
        | Failure::Refused(Refusal::Room(RoomRefusal::NotFound)) => {
            said("error-invalid-subscription", "Invalid subscription")
        }
        _ => None,
    }
}

fn send(input: &Input) -> Result<Send, Failure> {
    let text = "The \"message\" parameter must be provided.";
    let said =
        input.opt_object("message")?.ok_or_else(|| refused("error-invalid-params", "message", text))?;
    sent(&said, input.opt_list("previewUrls")?)
}

fn one(m: Message, view: &View) -> Value {
    json!({ "message": message(&m, view) })
}

fn post_message(input: &Input) -> Result<Post, Failure> {
    let channels = channels(input)?;
    if channels.is_empty() {
        return Err(refused("invalid-channel", "channel", ""));
    }
    Ok(Post { channels, said: posted(input)? })
}

fn told((channel, m): (String, Message), view: &View) -> Value {
    json!({ "ts": m.ts, "channel": channel, "message": message(&m, view) })
}

fn get_message(input: &Input) -> Result<Get, Failure> {
    let id = need(input, "msgId", "", "The \"msgId\" query parameter must be provided.")?;
    Ok(Get { message: by_id(id) })
}

fn update(input: &Input) -> Result<Edit, Failure> {
    let wanted = Change { text: Some(input.str("text")?), ..change(input, "text")? };
    let previews = input.opt_list("previewUrls")?;
    Ok(Edit { message: placed(input)?, change: Change { previews, ..wanted } })
}

fn delete(input: &Input) -> Result<Delete, Failure> {
    Ok(Delete { message: placed(input)?, as_author: input.bool("asUser")? })
}

fn deleted(m: Message, _: &View) -> Value {
    let gone = json!({ "_id": m.id, "rid": m.room, "u": m.author });
    json!({ "_id": m.id, "ts": m.ts.to_string(), "message": gone })
}

fn react(input: &Input) -> Result<React, Failure> {
    let message = message_id(input)?;
    let text = "The required \"emoji\" param is missing.";
    let emoji = input
        .full_str("emoji")?
        .or(input.full_str("reaction")?)
        .ok_or_else(|| refused("error-emoji-param-not-provided", "emoji", text))?;
    Ok(React { message, emoji, on: input.opt_bool("shouldReact")? })
}

fn pin(input: &Input, on: bool) -> Result<Pin, Failure> {
    Ok(Pin { message: message_id(input)?, on })
}

fn pinned(note: Option<Message>, view: &View) -> Value {
    note.map_or_else(|| json!({}), |m| one(m, view))
}

fn star(input: &Input, on: bool) -> Result<Star, Failure> {
    Ok(Star { message: message_id(input)?, on })
}

fn follow(input: &Input, on: bool) -> Result<Follow, Failure> {
    let id = need(input, "mid", "The required \"mid\" body param is missing.", "")?;
    Ok(Follow { message: by_id(id), on })
}

fn ignore(input: &Input) -> Result<Ignore, Failure> {
    let text = "The required \"rid\" param is missing.";
    let room = need(input, "rid", "error-room-id-param-not-provided", text)?;
    let text = "The required \"userId\" param is missing.";
    let user = need(input, "userId", "error-user-id-param-not-provided", text)?;
    let on = input.opt_bool("ignore")?.unwrap_or(true);
    Ok(Ignore { room: RoomRef::id(room), user: user.into(), on })
}

fn report(input: &Input) -> Result<Report, Failure> {
    Ok(Report { message: by_id(input.str("messageId")?), description: input.str("description")? })
}

fn receipts(input: &Input) -> Result<Receipts, Failure> {
    Ok(Receipts { message: by_id(input.str("messageId")?) })
}
