//! `rooms.*`: rooms of every kind.

use super::members::roles;
use super::{common, hidden, invalid, said, unauthorized};
use crate::answer::Answer;
use crate::row::{Row, get, post};
use crate::rows::users::user_sel;
use rustle_domain::rooms::{Room, RoomRefusal};
use rustle_domain::users::UserRefusal;
use rustle_ops::rooms::{
    Archive, CleanHistory, CreateDiscussion, Erase, InfoWithParent, IsMember, Leave, Mute, RoleHolders, Save,
    SetOpen,
};
use rustle_ops::subscriptions::{Favorite, ListRooms, Removed, RoomsChanged, SetWishes};
use rustle_ops::users::UserSel;
use rustle_ops::{ANY_KIND, Failure, Refusal, RoomRef};
use rustle_wire::rooms::{avatar, changes, room, room_ref};
use rustle_wire::{Input, View};
use serde_json::{Value, json};

pub(super) fn rows() -> Vec<Row> {
    vec![
        get("rooms.get", |i| Ok(ListRooms { since: i.opt_date("updatedSince")? }), changed),
        get(
            "rooms.info",
            |i| Ok(InfoWithParent { room: of(i)? }),
            |(r, last, parent), v| {
                let mut out = json!({ "room": room(&r, last.as_ref(), v) });
                if let Some(parent) = parent {
                    out["parent"] = above(&parent);
                }
                out
            },
        )
        .answering(not_allowed),
        post("rooms.leave", |i| Ok(Leave { room: of(i)? }), |_, _| json!({})).answering(common),
        post("rooms.delete", erase, |(), _| json!({})).answering(invalid_room),
        post("rooms.saveRoomSettings", save, |r, _| json!({ "rid": r.id })).answering(edit),
        post("rooms.changeArchivationState", archive, |(), _| json!({})).answering(invalid_room),
        post("rooms.favorite", favorite, |(), _| json!({})).answering(common),
        post("rooms.saveNotification", notify, |(), _| json!({})).answering(no_subscription),
        post("rooms.open", |i| set_open(i, true), |(), _| json!({})).answering(invalid_room),
        post("rooms.hide", |i| set_open(i, false), |(), _| json!({})).answering(invalid_room),
        post("rooms.muteUser", |i| mute(i, true), |(), _| json!({})).answering(invalid_room),
        post("rooms.unmuteUser", |i| mute(i, false), |(), _| json!({})).answering(invalid_room),
        post("rooms.cleanHistory", clean, |(room, count), _| json!({ "_id": room, "count": count }))
            .answering(no_access),
        post("rooms.createDiscussion", discuss, |r, v| json!({ "discussion": discussion(&r, v) }))
            .answering(may_not_discuss),
        get(
            "rooms.roles",
            |i| Ok(RoleHolders { room: RoomRef::id(i.str("rid")?), role: None }),
            |holders, _| json!({ "roles": roles(&holders) }),
        )
        .answering(invalid_room),
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

/// The few words about the room a discussion belongs to.
fn above(parent: &Room) -> Value {
    let mut out = json!({ "_id": parent.id, "t": parent.kind.as_str(), "name": parent.name });
    if let Some(fname) = &parent.fname {
        out["fname"] = json!(fname);
    }
    if let Some(creator) = &parent.creator {
        out["u"] = json!({ "_id": creator.id, "username": creator.username, "name": creator.name });
    }
    out
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

fn favorite(input: &Input) -> Result<Favorite, Failure> {
    let on = input.opt_bool("favorite")?.ok_or_else(|| invalid("", "The 'favorite' param is required"))?;
    Ok(Favorite { room: of(input)?, on: Some(on) })
}

fn room_id(input: &Input) -> Result<RoomRef, Failure> {
    let id = input.full_str("roomId")?.ok_or_else(|| invalid("", "The 'roomId' param is required"))?;
    Ok(RoomRef::id(id))
}

fn notify(input: &Input) -> Result<SetWishes, Failure> {
    let room = room_id(input)?;
    let wishes = input.opt_object("notifications")?.unwrap_or_default().into_map();
    if wishes.is_empty() {
        return Err(invalid("", "The 'notifications' param is required"));
    }
    let fields: Option<Vec<(String, String)>> =
        wishes.into_iter().map(|(name, value)| Some((name, value.as_str()?.to_owned()))).collect();
    let fields = fields.ok_or_else(|| Failure::invalid("notifications", "must be texts"))?;
    Ok(SetWishes { room, fields })
}

fn no_subscription(failure: &Failure) -> Option<Answer> {
    let outside = matches!(failure, Failure::Denied(rustle_domain::access::Denied::NotMember));
    if outside || hidden(failure) { said("error-invalid-subscription", "Invalid subscription") } else { None }
}

fn set_open(input: &Input, open: bool) -> Result<SetOpen, Failure> {
    Ok(SetOpen { room: room_id(input)?, open, strict: false })
}

fn mute(input: &Input, on: bool) -> Result<Mute, Failure> {
    Ok(Mute { room: RoomRef::id(input.str("roomId")?), user: user_sel(input)?, on })
}

/// Truth as upstream reads it here: `true`, `"true"`, `1`, `"1"`.
fn truth(input: &Input, name: &str) -> bool {
    match input.raw(name) {
        Some(Value::Bool(on)) => *on,
        Some(Value::String(s)) => matches!(s.as_str(), "true" | "1"),
        Some(Value::Number(n)) => n.as_i64() == Some(1),
        _ => false,
    }
}

fn clean(input: &Input) -> Result<CleanHistory, Failure> {
    let needed = |name: &str| invalid("", format!("Body parameter \"{name}\" is required."));
    let limit = input.opt_int("limit")?.and_then(|l| usize::try_from(l).ok()).filter(|l| *l > 0);
    Ok(CleanHistory {
        room: of(input)?,
        latest: input.opt_date("latest")?.ok_or_else(|| needed("latest"))?,
        oldest: input.opt_date("oldest")?.ok_or_else(|| needed("oldest"))?,
        inclusive: truth(input, "inclusive"),
        limit,
        exclude_pinned: truth(input, "excludePinned"),
        files_only: truth(input, "filesOnly"),
        ignore_discussion: truth(input, "ignoreDiscussion"),
        ignore_threads: truth(input, "ignoreThreads"),
        users: input.opt_list("users")?.unwrap_or_default(),
    })
}

fn no_access(failure: &Failure) -> Option<Answer> {
    match failure {
        Failure::Denied(rustle_domain::access::Denied::NoSuchRoom) => {
            said("error-not-allowed", "User does not have access to the room")
        }
        _ => common(failure),
    }
}

fn discuss(input: &Input) -> Result<CreateDiscussion, Failure> {
    let needed = |name: &str| invalid("", format!("Body parameter \"{name}\" is required."));
    let users = input.opt_list("users");
    Ok(CreateDiscussion {
        parent: RoomRef::id(input.full_str("prid")?.ok_or_else(|| needed("prid"))?),
        name: input.full_str("t_name")?.ok_or_else(|| needed("t_name"))?,
        message: input.full_str("pmid")?.map(Into::into),
        reply: input.full_str("reply")?,
        users: users
            .map_err(|_| invalid("", "Body parameter \"users\" must be an array."))?
            .unwrap_or_default(),
        encrypted: input
            .opt_bool("encrypted")
            .map_err(|_| invalid("", "Body parameter \"encrypted\" must be a boolean when included."))?,
        topic: input.full_str("topic")?,
    })
}

fn discussion(r: &Room, view: &View) -> Value {
    let mut out = room(r, None, view);
    out["rid"] = json!(r.id);
    out
}

fn may_not_discuss(failure: &Failure) -> Option<Answer> {
    match failure {
        Failure::Denied(rustle_domain::access::Denied::Permission) => {
            said("error-action-not-allowed", "You are not allowed to create a discussion")
        }
        _ => invalid_room(failure),
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
    Ok(Erase { room: room_id(input)? })
}

fn rid(input: &Input) -> Result<RoomRef, Failure> {
    let id = input.full_str("rid")?.ok_or_else(|| invalid("error-invalid-room", "Invalid room"))?;
    Ok(RoomRef::id(id))
}

fn save(input: &Input) -> Result<Save, Failure> {
    Ok(Save {
        room: rid(input)?,
        changes: changes(input)?,
        archived: true,
        strict: false,
        avatar: avatar(input)?,
    })
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
