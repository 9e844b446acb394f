//! Routes of `channels.*` and `groups.*` about who is in a room and what they are there.

use super::{CHANNEL, GROUP, channel, common, group, hidden, invalid, of, said, unauthorized, users};
use crate::answer::Answer;
use crate::row::{Row, get, post};
use crate::rows::slice;
use crate::rows::users::user_sel;
use rustle_domain::members::Membership;
use rustle_domain::rooms::{Room, RoomKind, RoomRole};
use rustle_domain::users::{Status, User};
use rustle_ops::rooms::{
    AddAll, Counted, Counters, Invite, Join, Kick, Leave, Members, Online, RoleHolders, SetOpen, SetRole,
    UserPage,
};
use rustle_ops::{Failure, Named, RoomRef};
use rustle_wire::messages::user_ref;
use rustle_wire::rooms::room;
use rustle_wire::users::member;
use rustle_wire::{Input, View};
use serde_json::{Value, json};

/// The rows of one family: `$name.*`, answering rooms as `$key`.
macro_rules! family {
    ($name:literal, $key:literal, $kinds:ident, $plain:ident) => {
        vec![
            post(
                concat!($name, ".invite"),
                |i| Ok(Invite { room: of(i, $kinds)?, users: users(i)? }),
                |r, v| one($key, &r, v),
            )
            .answering($plain),
            post(
                concat!($name, ".kick"),
                |i| Ok(Kick { room: of(i, $kinds)?, user: user_sel(i)? }),
                |r, v| one($key, &r, v),
            )
            .answering($plain),
            post(
                concat!($name, ".leave"),
                |i| Ok(Leave { room: of(i, $kinds)? }),
                |r, v| one($key, &r, v),
            )
            .answering($plain),
            post(
                concat!($name, ".addAll"),
                |i| Ok(AddAll { room: of(i, $kinds)?, active_only: i.bool("activeUsersOnly")? }),
                |r, v| one($key, &r, v),
            )
            .answering($plain),
            post(concat!($name, ".open"), |i| open(i, $kinds, true), |(), _| json!({})).answering($plain),
            post(concat!($name, ".close"), |i| open(i, $kinds, false), |(), _| json!({})).answering($plain),
            role(concat!($name, ".addOwner"), |i| set_role(i, $kinds, RoomRole::Owner, true), $plain),
            role(concat!($name, ".removeOwner"), |i| set_role(i, $kinds, RoomRole::Owner, false), $plain),
            role(concat!($name, ".addModerator"), |i| set_role(i, $kinds, RoomRole::Moderator, true), $plain),
            role(
                concat!($name, ".removeModerator"),
                |i| set_role(i, $kinds, RoomRole::Moderator, false),
                $plain,
            ),
            role(concat!($name, ".addLeader"), |i| set_role(i, $kinds, RoomRole::Leader, true), $plain),
            role(concat!($name, ".removeLeader"), |i| set_role(i, $kinds, RoomRole::Leader, false), $plain),
            get(
                concat!($name, ".roles"),
                |i| Ok(RoleHolders { room: of(i, $kinds)?, role: None }),
                |holders, _| json!({ "roles": roles(&holders) }),
            )
            .answering($plain),
            get(
                concat!($name, ".moderators"),
                |i| Ok(RoleHolders { room: of(i, $kinds)?, role: Some(RoomRole::Moderator) }),
                |holders, _| {
                    json!({ "moderators": holders.iter().map(|m| user_ref(&m.user)).collect::<Vec<_>>() })
                },
            )
            .answering($plain),
            get(concat!($name, ".members"), |i| members(i, of(i, $kinds)?), listed).answering(|f| {
                if hidden(f) { $plain(f) } else { unauthorized(f) }
            }),
            get(concat!($name, ".online"), |i| online(i, $kinds), here).answering(not_allowed),
            get(
                concat!($name, ".counters"),
                |i| {
                    let user = i.full_str("userId")?.map(Into::into);
                    Ok(Counters { room: of(i, $kinds)?, user })
                },
                counted,
            )
            .answering(|f| if hidden(f) { $plain(f) } else { unauthorized(f) }),
        ]
    };
}

pub(super) fn rows() -> Vec<Row> {
    let mut rows: Vec<Row> = family!("channels", "channel", CHANNEL, channel);
    rows.extend(family!("groups", "group", GROUP, group));
    rows.push(
        post(
            "channels.join",
            |i| Ok(Join { room: of(i, CHANNEL)?, code: i.full_str("joinCode")? }),
            |r, v| one("channel", &r, v),
        )
        .answering(channel),
    );
    rows
}

fn role(
    path: &'static str,
    decode: fn(&Input) -> Result<SetRole, Failure>,
    quirk: fn(&Failure) -> Option<Answer>,
) -> Row {
    post(path, decode, |(), _| json!({})).answering(quirk)
}

fn one(key: &str, r: &Room, view: &View) -> Value {
    json!({ key: room(r, None, view) })
}

fn open(input: &Input, kinds: &'static [RoomKind], open: bool) -> Result<SetOpen, Failure> {
    Ok(SetOpen { room: of(input, kinds)?, open, strict: true })
}

fn set_role(
    input: &Input,
    kinds: &'static [RoomKind],
    role: RoomRole,
    given: bool,
) -> Result<SetRole, Failure> {
    Ok(SetRole { room: of(input, kinds)?, user: user_sel(input)?, role, given })
}

/// Who holds which roles, as clients ask for it.
pub(super) fn roles(holders: &[Membership]) -> Vec<Value> {
    holders
        .iter()
        .map(|m| json!({ "_id": m.id, "rid": m.room, "u": user_ref(&m.user), "roles": m.roles }))
        .collect()
}

pub(super) fn members(input: &Input, room: RoomRef) -> Result<Members, Failure> {
    let part = slice(input)?;
    let status = input.opt_list("status")?.map(|s| s.iter().filter_map(|s| Status::parse(s)).collect());
    let filter = input.opt_str("filter")?.unwrap_or_default();
    Ok(Members { room, filter, status, offset: part.offset, count: part.count })
}

pub(super) fn listed(page: UserPage, view: &View) -> Value {
    let members: Vec<Value> = page.users.iter().map(|u| member(u, view)).collect();
    json!({ "count": members.len(), "members": members, "offset": page.offset, "total": page.total })
}

/// `query` names the room, by `_id` or `name`.
fn online(input: &Input, kinds: &'static [RoomKind]) -> Result<Online, Failure> {
    let query = input.opt_object("query")?.unwrap_or_default();
    let named = match (query.full_str("_id")?, query.full_str("name")?) {
        (Some(id), _) => Named::Id(id.into()),
        (None, Some(name)) => Named::Name(name),
        (None, None) => return Err(invalid("", "Invalid query")),
    };
    Ok(Online { room: RoomRef { named, kinds } })
}

fn here(users: Vec<User>, _: &View) -> Value {
    let users: Vec<Value> = users.iter().map(|u| json!({ "_id": u.id, "username": u.username })).collect();
    json!({ "online": users })
}

fn not_allowed(failure: &Failure) -> Option<Answer> {
    if hidden(failure) { said("error-not-allowed", "Not Allowed") } else { common(failure) }
}

pub(super) fn counted(c: Counted, view: &View) -> Value {
    json!({
        "joined": c.joined, "members": c.members, "unreads": c.unread, "msgs": c.messages,
        "unreadsFrom": c.unread_from.map(|t| view.date(t)), "latest": c.latest.map(|t| view.date(t)),
        "userMentions": c.mentions,
    })
}
