//! Methods that change rooms, and how the caller sees them.

use super::{as_edit, as_method, rid};
use crate::methods::{Method, method};
use rustle_ops::rooms::{Archive, CleanHistory, CreateDiscussion, Erase, Save, SetOpen};
use rustle_ops::subscriptions::{Favorite, SetWishes, Unread, UnreadSince};
use rustle_ops::{Failure, RoomRef};
use rustle_wire::rooms::{avatar, changes, room};
use rustle_wire::{Input, Params};
use serde_json::{Map, Value, json};

pub(super) fn rows() -> Vec<Method> {
    vec![
        method("saveRoomSettings", save, |r, _| Some(json!({ "result": true, "rid": r.id })))
            .answering(as_edit),
        method("archiveRoom", |p| archive(p, true), |(), _| None).answering(as_method),
        method("unarchiveRoom", |p| archive(p, false), |(), _| None).answering(as_method),
        method("eraseRoom", |p| Ok(Erase { room: rid(p)? }), |(), _| Some(true.into())).answering(as_method),
        method("hideRoom", |p| open(p, false), |(), _| Some(1.into())).answering(as_method),
        method("openRoom", |p| open(p, true), |(), _| Some(1.into())).answering(as_method),
        method("toggleFavorite", favorite, |(), _| Some(1.into())).answering(as_method),
        method("saveNotificationSettings", wish, |(), _| Some(true.into())).answering(as_method),
        method("saveAudioNotificationValue", sound, |(), _| Some(true.into())).answering(as_method),
        method("unreadMessages", unread, |(), _| None).answering(as_method),
        method("cleanRoomHistory", clean, |(_, count), _| Some(count.into())).answering(as_method),
        method("createDiscussion", discuss, |r, v| {
            let mut out = room(&r, None, v);
            out["rid"] = json!(r.id);
            Some(out)
        })
        .answering(as_method),
    ]
}

/// `(room, settings)` or `(room, name, value)`.
fn save(params: &Params) -> Result<Save, Failure> {
    let settings = match params.raw(1) {
        Some(Value::String(name)) => {
            let value = params.raw(2).cloned().unwrap_or_default();
            Input::object(Map::from_iter([(name.clone(), value)]))
        }
        _ => params.object(1)?,
    };
    Ok(Save {
        room: rid(params)?,
        changes: changes(&settings)?,
        archived: true,
        strict: false,
        avatar: avatar(&settings)?,
    })
}

fn archive(params: &Params, on: bool) -> Result<Archive, Failure> {
    Ok(Archive { room: rid(params)?, on, strict: false })
}

fn open(params: &Params, open: bool) -> Result<SetOpen, Failure> {
    Ok(SetOpen { room: rid(params)?, open, strict: false })
}

fn favorite(params: &Params) -> Result<Favorite, Failure> {
    let on = params.raw(1).is_some().then(|| params.bool(1)).transpose()?;
    Ok(Favorite { room: rid(params)?, on })
}

fn wish(params: &Params) -> Result<SetWishes, Failure> {
    Ok(SetWishes { room: rid(params)?, fields: vec![(params.str(1)?, params.str(2)?)] })
}

fn sound(params: &Params) -> Result<SetWishes, Failure> {
    Ok(SetWishes { room: rid(params)?, fields: vec![("audioNotificationValue".into(), params.str(1)?)] })
}

/// `(first message that is to be unread)` or `(nothing, room)`.
fn unread(params: &Params) -> Result<Unread, Failure> {
    let from = match params.opt_str(1)? {
        Some(room) => UnreadSince::Newest(room.into()),
        None => UnreadSince::Message(params.object(0)?.str("_id")?.into()),
    };
    Ok(Unread { from })
}

fn clean(params: &Params) -> Result<CleanHistory, Failure> {
    let wanted = params.object(0)?;
    let time = |at: Result<Option<i64>, Failure>| at?.ok_or_else(|| params.wrong(0, "an object with dates"));
    let limit = wanted.opt_int("limit")?.and_then(|l| usize::try_from(l).ok()).filter(|l| *l > 0);
    Ok(CleanHistory {
        room: RoomRef::id(wanted.str("roomId")?),
        latest: time(wanted.opt_date("latest"))?,
        oldest: time(wanted.opt_date("oldest"))?,
        inclusive: wanted.opt_bool("inclusive")?.unwrap_or(true),
        limit,
        exclude_pinned: wanted.bool("excludePinned")?,
        files_only: wanted.bool("filesOnly")?,
        ignore_discussion: wanted.opt_bool("ignoreDiscussion")?.unwrap_or(true),
        ignore_threads: wanted.bool("ignoreThreads")?,
        users: wanted.opt_list("fromUsers")?.unwrap_or_default(),
    })
}

fn discuss(params: &Params) -> Result<CreateDiscussion, Failure> {
    let wanted = params.object(0)?;
    Ok(CreateDiscussion {
        parent: RoomRef::id(wanted.str("prid")?),
        message: wanted.full_str("pmid")?.map(Into::into),
        name: wanted.str("t_name")?,
        reply: wanted.full_str("reply")?,
        users: wanted.opt_list("users")?.unwrap_or_default(),
        encrypted: wanted.opt_bool("encrypted")?,
        topic: wanted.full_str("topic")?,
    })
}
