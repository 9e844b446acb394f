//! `rooms.*`: rooms of every kind.

use super::{common, hidden, invalid, said, unauthorized};
use crate::answer::Answer;
use crate::row::{Row, get, post};
use rustle_domain::rooms::RoomRefusal;
use rustle_domain::users::UserRefusal;
use rustle_ops::rooms::{Archive, Erase, Info, IsMember, Leave, Save};
use rustle_ops::subscriptions::{ListRooms, Removed, RoomsChanged};
use rustle_ops::users::UserSel;
use rustle_ops::{ANY_KIND, Failure, Refusal, RoomRef};
use rustle_wire::rooms::{changes, room, room_ref};
use rustle_wire::{Input, View};
use serde_json::{Value, json};

pub(super) fn rows() -> Vec<Row> {
    vec![
        get("rooms.get", |i| Ok(ListRooms { since: i.opt_date("updatedSince")? }), changed),
        get(
            "rooms.info",
            |i| Ok(Info { room: of(i)? }),
            |(r, last), v| json!({ "room": room(&r, last.as_ref(), v) }),
        )
        .answering(not_allowed),
        post("rooms.leave", |i| Ok(Leave { room: of(i)? }), |_, _| json!({})).answering(common),
        post("rooms.delete", erase, |(), _| json!({})).answering(invalid_room),
        post("rooms.saveRoomSettings", save, |r, _| json!({ "rid": r.id })).answering(edit),
        post("rooms.changeArchivationState", archive, |(), _| json!({})).answering(invalid_room),
        get("rooms.isMember", is_member, |is, _| json!({ "isMember": is })).answering(member),
    ]
}

/// The room a request names; without any upstream has a text of its own here.
pub(super) fn of(input: &Input) -> Result<RoomRef, Failure> {
    if input.full_str("roomId")?.is_none() && input.full_str("roomName")?.is_none() {
        let text = "The parameter \"roomId\" or \"roomName\" is required";
        return Err(invalid("error-roomid-param-not-provided", text));
    }
    room_ref(input, ANY_KIND)
}

fn changed(changed: RoomsChanged, view: &View) -> Value {
    let gone = |r: &Removed| json!({ "_id": r.room, "_deletedAt": view.date(r.at) });
    json!({
        "update": changed.update.iter().map(|(r, last)| room(r, last.as_ref(), view)).collect::<Vec<_>>(),
        "remove": changed.remove.unwrap_or_default().iter().map(gone).collect::<Vec<_>>(),
    })
}

fn not_allowed(failure: &Failure) -> Option<Answer> {
    match failure {
        Failure::Denied(rustle_domain::access::Denied::NoSuchRoom) => {
            let mut answer = Answer::refused(400, "not-allowed");
            answer.body["errorType"] = json!("Not Allowed");
            Some(answer)
        }
        _ => None,
    }
}

/// Routes that are methods underneath say it like this.
pub(super) fn invalid_room(failure: &Failure) -> Option<Answer> {
    if hidden(failure) { said("error-invalid-room", "Invalid room") } else { common(failure) }
}

fn edit(failure: &Failure) -> Option<Answer> {
    super::may_not_edit(failure).or_else(|| invalid_room(failure))
}

fn erase(input: &Input) -> Result<Erase, Failure> {
    let id = input.full_str("roomId")?.ok_or_else(|| invalid("", "The 'roomId' param is required"))?;
    Ok(Erase { room: RoomRef::id(id) })
}

fn rid(input: &Input) -> Result<RoomRef, Failure> {
    let id = input.full_str("rid")?.ok_or_else(|| invalid("error-invalid-room", "Invalid room"))?;
    Ok(RoomRef::id(id))
}

fn save(input: &Input) -> Result<Save, Failure> {
    Ok(Save { room: rid(input)?, changes: changes(input)?, archived: true, strict: false })
}

fn archive(input: &Input) -> Result<Archive, Failure> {
    let on = input.full_str("action")?.as_deref() == Some("archive");
    Ok(Archive { room: rid(input)?, on, strict: false })
}

fn is_member(input: &Input) -> Result<IsMember, Failure> {
    let user = match (input.full_str("userId")?, input.full_str("username")?) {
        (Some(id), _) => UserSel::Either(id),
        (None, Some(name)) => UserSel::Either(name),
        (None, None) => return Err(rustle_wire::input::missing("userId")),
    };
    Ok(IsMember { room: RoomRef::id(input.str("roomId")?), user })
}

fn member(failure: &Failure) -> Option<Answer> {
    match failure {
        Failure::Refused(Refusal::User(UserRefusal::NotFound)) => {
            Some(Answer::refused(400, "error-user-not-found"))
        }
        Failure::Refused(Refusal::Room(RoomRefusal::NotFound)) => None,
        _ => unauthorized(failure),
    }
}
