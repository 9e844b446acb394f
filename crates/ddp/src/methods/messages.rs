//! Methods about messages.

use super::{Method, method};
use rustle_domain::messages::{Message, MessageRefusal};
use rustle_domain::rooms::RoomRefusal;
use rustle_ops::messages::threads::Which;
use rustle_ops::messages::{
    After, Around, ByIds, Change, Delete, Edit, Follow, Get, History, Ignore, Listed, OpenThread, Pin, React,
    Receipts, Report, Search, Slice, Star, Surroundings, Sync, Threads, Wanted, Which as With,
};
use rustle_ops::{Failure, MessageRef, Refusal, RoomRef};
use rustle_wire::messages::{change, changes, cursor, history, message, refused, sent};
use rustle_wire::{Params, View};
use serde_json::{Value, json};

pub(super) fn rows() -> Vec<Method> {
    vec![
        method("sendMessage", |p| sent(&p.object(0)?, previews(p, 1)?), one),
        method("updateMessage", edit, |_, _| None).answering(not_editable),
        method("deleteMessage", |p| Ok(Delete { message: object_id(p)?, as_author: false }), |_, _| None)
            .answering(not_deletable),
        method("setReaction", react, |(), _| None),
        method(
            "pinMessage",
            |p| Ok(Pin { message: object_id(p)?, on: true }),
            |m, v| m.and_then(|m| one(m, v)),
        ),
        method("unpinMessage", |p| Ok(Pin { message: object_id(p)?, on: false }), |_, _| Some(true.into())),
        method("starMessage", star, |done, _| Some(done.into())),
        method("followMessage", |p| follow(p, true), |(), _| None).answering(not_followable),
        method("unfollowMessage", |p| follow(p, false), |(), _| None).answering(not_followable),
        method("ignoreUser", ignore, |(), _| Some(true.into())),
        method("reportMessage", report, |(), _| Some(true.into())),
        method("getSingleMessage", |p| Ok(Get { message: by_id(p.str(0)?) }), one),
        method("getMessages", by_ids, |m, v| Some(list(&m, v))),
        method("loadHistory", load_history, |page, view| Some(history(&page, view))),
        method("loadNextMessages", next, |m, v| Some(json!({ "messages": list(&m, v) }))),
        method("loadMissedMessages", missed, |m, v| Some(m.iter().rev().map(|m| message(m, v)).collect())),
        method("loadSurroundingMessages", around, surroundings),
        method("messages/get", sync, |found, view| Some(changes(&found, view))).answering(not_allowed),
        method("getThreadMessages", open_thread, |m, v| Some(list(&m, v))).answering(not_allowed),
        method("getThreadsList", threads, |part, v| Some(list(&part.messages, v))).answering(not_allowed),
        method("messageSearch", search, |m, v| Some(json!({ "message": { "docs": list(&m, v) } }))),
        method("getReadReceipts", receipts, |(), _| None).answering(no_receipts),
        method("getUserMentionsByChannel", mentions, |part, v| Some(list(&part.messages, v))),
    ]
}

fn one(m: Message, view: &View) -> Option<Value> {
    Some(message(&m, view))
}

fn list(messages: &[Message], view: &View) -> Value {
    messages.iter().map(|m| message(m, view)).collect()
}

fn by_id(id: impl Into<rustle_domain::MessageId>) -> MessageRef {
    MessageRef { id: id.into(), room: None }
}

/// `{_id, …}`
fn object_id(params: &Params) -> Result<MessageRef, Failure> {
    Ok(by_id(params.object(0)?.str("_id")?))
}

fn previews(params: &Params, at: usize) -> Result<Option<Vec<String>>, Failure> {
    // Some clients append a code or an empty text to every call.
    match params.raw(at) {
        Some(Value::Array(_)) => params.list(at).map(Some),
        _ => Ok(None),
    }
}

/// A message that is not there and one that is not for the caller look alike: as one they may not do this with.
fn hidden(failure: &Failure) -> bool {
    matches!(
        failure,
        Failure::Refused(Refusal::Message(MessageRefusal::NotFound) | Refusal::Room(RoomRefusal::NotFound))
            | Failure::Denied(_)
    )
}

fn not_editable(failure: &Failure) -> Option<Failure> {
    hidden(failure).then(|| MessageRefusal::EditDisabled.into())
}

fn not_deletable(failure: &Failure) -> Option<Failure> {
    hidden(failure).then(|| MessageRefusal::DeleteNotAllowed.into())
}

fn not_followable(failure: &Failure) -> Option<Failure> {
    matches!(failure, Failure::Denied(_)).then(|| MessageRefusal::ThreadsDisabled.into())
}

fn not_allowed(failure: &Failure) -> Option<Failure> {
    hidden(failure).then(|| refused("error-not-allowed", "", "Not allowed"))
}

/// Nobody keeps receipts, whatever message they are asked for.
fn no_receipts(failure: &Failure) -> Option<Failure> {
    matches!(failure, Failure::Refused(_)).then(|| MessageRefusal::NoReadReceipts.into())
}

/// `{messageId}`
fn receipts(params: &Params) -> Result<Receipts, Failure> {
    Ok(Receipts { message: by_id(params.object(0)?.str("messageId")?) })
}

/// `({_id, rid, msg, …}, previewUrls?)`
fn edit(params: &Params) -> Result<Edit, Failure> {
    let said = params.object(0)?;
    let change = Change { previews: previews(params, 1)?, ..change(&said, "msg")? };
    Ok(Edit { message: by_id(said.str("_id")?), change })
}

/// `(emoji, message, on?)`
fn react(params: &Params) -> Result<React, Failure> {
    let on = params.raw(2).and_then(Value::as_bool);
    Ok(React { message: by_id(params.str(1)?), emoji: params.str(0)?, on })
}

/// `{_id, rid, starred}`
fn star(params: &Params) -> Result<Star, Failure> {
    Ok(Star { message: object_id(params)?, on: params.object(0)?.bool("starred")? })
}

/// `{mid}`
fn follow(params: &Params, on: bool) -> Result<Follow, Failure> {
    Ok(Follow { message: by_id(params.object(0)?.str("mid")?), on })
}

/// `{rid, userId, ignore?}`
fn ignore(params: &Params) -> Result<Ignore, Failure> {
    let said = params.object(0)?;
    Ok(Ignore {
        room: RoomRef::id(said.str("rid")?),
        user: said.str("userId")?.into(),
        on: said.opt_bool("ignore")?.unwrap_or(true),
    })
}

/// `(message, description)`
fn report(params: &Params) -> Result<Report, Failure> {
    Ok(Report { message: by_id(params.str(0)?), description: params.str(1)? })
}

/// `([ids])`
fn by_ids(params: &Params) -> Result<ByIds, Failure> {
    params.raw(0).ok_or_else(|| params.wrong(0, "a list of texts"))?;
    Ok(ByIds { ids: params.list(0)? })
}

fn count(number: Option<i64>, usual: i64) -> i64 {
    number.unwrap_or(usual).clamp(0, 100)
}

/// `(room, before?, count?, last seen?, threads?)`
fn load_history(params: &Params) -> Result<History, Failure> {
    let slice = Slice {
        latest: params.opt_date(1)?,
        oldest: None,
        inclusive: false,
        count: count(params.opt_int(2)?, 20),
        offset: 0,
        threads: params.raw(4).and_then(Value::as_bool).unwrap_or(true),
        // Old clients send what they have, which may be a whole message.
        seen: params.opt_date(3).unwrap_or(None),
    };
    Ok(History { room: RoomRef::id(params.str(0)?), slice })
}

/// `(room, after?, count?)`
fn next(params: &Params) -> Result<After, Failure> {
    Ok(After {
        room: RoomRef::id(params.str(0)?),
        since: params.opt_date(1)?,
        count: count(params.opt_int(2)?, 20),
    })
}

/// Most messages of one answer to a client that was away.
const MISSED: i64 = 10_000;

/// `(room, after)`
fn missed(params: &Params) -> Result<After, Failure> {
    let room = params.str(0)?;
    if room.is_empty() {
        return Err(refused("error-invalid-room", "rid", "Invalid room"));
    }
    let since = params.opt_date(1)?.ok_or_else(|| params.wrong(1, "a date"))?;
    Ok(After { room: RoomRef::id(room), since: Some(since), count: MISSED })
}

/// `({_id}, count?)`
fn around(params: &Params) -> Result<Around, Failure> {
    Ok(Around { message: object_id(params)?, count: count(params.opt_int(1)?, 50) })
}

fn surroundings(found: Surroundings, view: &View) -> Option<Value> {
    let messages = list(&found.messages, view);
    Some(json!({ "messages": messages, "moreBefore": found.more_before, "moreAfter": found.more_after }))
}

/// `(room, {lastUpdate} | {next|previous, type, count} | {latestDate, oldestDate, inclusive, count, unreads})`
fn sync(params: &Params) -> Result<Sync, Failure> {
    let (room, said) = (RoomRef::id(params.str(0)?), params.object(1)?);
    let wanted = match said.opt_date("lastUpdate")? {
        Some(since) => Wanted::Since(since),
        None if said.has("next") || said.has("previous") => cursor(&said)?,
        None => Wanted::History(Slice {
            latest: said.opt_date("latestDate")?,
            oldest: said.opt_date("oldestDate")?,
            inclusive: said.bool("inclusive")?,
            count: count(said.opt_int("count")?, 20),
            offset: 0,
            threads: true,
            seen: if said.bool("unreads")? { said.opt_date("oldestDate")? } else { None },
        }),
    };
    Ok(Sync { room, wanted })
}

/// Most threads or answers at once.
const MOST: i64 = 100;

fn part(said: &rustle_wire::Input, usual: usize) -> Result<(usize, usize), Failure> {
    let limit = said.opt_int("limit")?;
    if limit.is_some_and(|l| l > MOST) {
        return Err(refused("error-not-allowed", "limit", "max limit: 100"));
    }
    let number = |n: Option<i64>, usual| n.map_or(usual, |n| usize::try_from(n).unwrap_or(0));
    Ok((number(said.opt_int("skip")?, 0), number(limit.filter(|l| *l != 0), usual)))
}

/// `{tmid, limit?, skip?}`
fn open_thread(params: &Params) -> Result<OpenThread, Failure> {
    let said = params.object(0)?;
    let (offset, count) = part(&said, usize::MAX)?;
    Ok(OpenThread { message: by_id(said.str("tmid")?), offset, count })
}

/// `{rid, limit?, skip?}`
fn threads(params: &Params) -> Result<Threads, Failure> {
    let said = params.object(0)?;
    let (offset, count) = part(&said, 50)?;
    let room = RoomRef::id(said.str("rid")?);
    Ok(Threads { room, which: Which::All, text: String::new(), offset, count })
}

/// `(text, room, count?, offset?)`
fn search(params: &Params) -> Result<Search, Failure> {
    Ok(Search {
        room: RoomRef::id(params.str(1)?),
        text: params.str(0)?,
        offset: params.opt_int(3)?.unwrap_or(0).max(0),
        count: count(params.opt_int(2)?, 20),
    })
}

/// `{roomId, options: {limit}}`
fn mentions(params: &Params) -> Result<Listed, Failure> {
    let said = params.object(0)?;
    let limit = said.opt_object("options")?.unwrap_or_default().opt_int("limit")?;
    let count = usize::try_from(count(limit, 50)).unwrap_or(0);
    Ok(Listed { room: RoomRef::id(said.str("roomId")?), which: With::Mentioning, offset: 0, count })
}
