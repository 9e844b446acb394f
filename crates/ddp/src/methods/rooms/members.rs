//! Methods about who is in a room and what they are there.

use super::{as_method, rid};
use crate::methods::{Method, method};
use rustle_domain::members::Membership;
use rustle_domain::rooms::RoomRole;
use rustle_domain::users::Status;
use rustle_ops::rooms::{AddAll, Invite, Join, Kick, Leave, Members, Mute, RoleHolders, SetRole, UserPage};
use rustle_ops::subscriptions::Block;
use rustle_ops::users::UserSel;
use rustle_ops::{Failure, RoomRef};
use rustle_wire::messages::user_ref;
use rustle_wire::users::member;
use rustle_wire::{Input, Params, View};
use serde_json::{Value, json};

pub(super) fn rows() -> Vec<Method> {
    let mut rows = vec![
        method(
            "joinRoom",
            |p| Ok(Join { room: rid(p)?, code: p.opt_str(1)?.filter(|c| !c.is_empty()) }),
            |_, _| Some(true.into()),
        )
        .answering(as_method),
        method("leaveRoom", |p| Ok(Leave { room: rid(p)? }), |_, _| None).answering(as_method),
        method("addUsersToRoom", add, |_, _| Some(true.into())).answering(as_method),
        method("addUserToRoom", add_one, |_, _| Some(true.into())).answering(as_method),
        method(
            "addAllUserToRoom",
            |p| Ok(AddAll { room: rid(p)?, active_only: p.bool(1)? }),
            |_, _| Some(true.into()),
        )
        .answering(as_method),
        method("removeUserFromRoom", remove, |_, _| Some(true.into())).answering(as_method),
        method("muteUserInRoom", |p| mute(p, true), |(), _| Some(true.into())).answering(as_method),
        method("unmuteUserInRoom", |p| mute(p, false), |(), _| Some(true.into())).answering(as_method),
        method("blockUser", |p| block(p, "blocked", true), |(), _| Some(true.into())).answering(as_method),
        method("unblockUser", |p| block(p, "blocked", false), |(), _| Some(true.into())).answering(as_method),
        method("getUsersOfRoom", members, |page, v| Some(listed(&page, v))).answering(as_method),
        method(
            "getRoomRoles",
            |p| Ok(RoleHolders { room: rid(p)?, role: None }),
            |holders, _| Some(roles(&holders)),
        )
        .answering(as_method),
    ];
    rows.extend(role_rows());
    rows
}

fn role_rows() -> Vec<Method> {
    fn row(name: &'static str, decode: fn(&Params) -> Result<SetRole, Failure>) -> Method {
        method(name, decode, |(), _| Some(true.into())).answering(as_method)
    }
    vec![
        row("addRoomOwner", |p| set_role(p, RoomRole::Owner, true)),
        row("removeRoomOwner", |p| set_role(p, RoomRole::Owner, false)),
        row("addRoomModerator", |p| set_role(p, RoomRole::Moderator, true)),
        row("removeRoomModerator", |p| set_role(p, RoomRole::Moderator, false)),
        row("addRoomLeader", |p| set_role(p, RoomRole::Leader, true)),
        row("removeRoomLeader", |p| set_role(p, RoomRole::Leader, false)),
    ]
}

fn set_role(params: &Params, role: RoomRole, given: bool) -> Result<SetRole, Failure> {
    Ok(SetRole { room: rid(params)?, user: UserSel::Id(params.str(1)?.into()), role, given })
}

/// The room that the first parameter, an object, names by `rid`.
fn object(params: &Params) -> Result<(RoomRef, Input), Failure> {
    let object = params.object(0)?;
    Ok((RoomRef::id(object.str("rid")?), object))
}

fn add(params: &Params) -> Result<Invite, Failure> {
    let (room, data) = object(params)?;
    let names = data.opt_list("users")?.unwrap_or_default();
    Ok(Invite { room, users: names.into_iter().map(UserSel::Username).collect() })
}

fn add_one(params: &Params) -> Result<Invite, Failure> {
    let (room, data) = object(params)?;
    Ok(Invite { room, users: vec![UserSel::Username(data.str("username")?)] })
}

fn remove(params: &Params) -> Result<Kick, Failure> {
    let (room, data) = object(params)?;
    Ok(Kick { room, user: UserSel::Username(data.str("username")?) })
}

fn mute(params: &Params, on: bool) -> Result<Mute, Failure> {
    let (room, data) = object(params)?;
    Ok(Mute { room, user: UserSel::Username(data.str("username")?), on })
}

fn block(params: &Params, name: &'static str, on: bool) -> Result<Block, Failure> {
    let (room, data) = object(params)?;
    Ok(Block { room, user: data.str(name)?.into(), on })
}

/// `(room, show those who are away, {limit, skip}?, filter?)`
fn members(params: &Params) -> Result<Members, Failure> {
    let part = match params.raw(2) {
        Some(_) => params.object(2)?,
        None => Input::default(),
    };
    let number = |n: Option<i64>| n.and_then(|n| usize::try_from(n).ok());
    let here = vec![Status::Online, Status::Away, Status::Busy];
    Ok(Members {
        room: rid(params)?,
        filter: params.opt_str(3)?.unwrap_or_default(),
        status: if params.bool(1)? { None } else { Some(here) },
        offset: number(part.opt_int("skip")?).unwrap_or(0),
        count: number(part.opt_int("limit")?).filter(|n| *n > 0).unwrap_or(usize::MAX),
    })
}

fn listed(page: &UserPage, view: &View) -> Value {
    let records: Vec<Value> = page.users.iter().map(|u| member(u, view)).collect();
    json!({ "total": page.total, "records": records })
}

fn roles(holders: &[Membership]) -> Value {
    holders
        .iter()
        .map(|m| json!({ "_id": m.id, "rid": m.room, "u": user_ref(&m.user), "roles": m.roles }))
        .collect()
}
