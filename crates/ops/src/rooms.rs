//! Rooms: making, finding, joining, changing.

mod create;
mod direct;
mod info;
mod visible;

pub use create::Create;
pub use direct::{CreateDirect, DirectRoom};
pub use info::Info;
pub use visible::Visible;

use crate::{Failure, World};
use rustle_domain::members::{Membership, Wishes};
use rustle_domain::messages::Draft;
use rustle_domain::names::matches_pattern;
use rustle_domain::rooms::{Room, RoomKind, RoomRefusal, direct_names};
use rustle_domain::settings::keys;
use rustle_domain::users::{User, UserRef};
use rustle_store::{StoreError, Tx};

/// A fresh place in a room: everything so far is read.
pub(crate) fn place(room: &Room, user: UserRef, roles: &[&str], now: i64) -> Membership {
    Membership {
        id: crate::tokens::fresh_id(),
        room: room.id.clone(),
        kind: room.kind,
        user,
        roles: roles.iter().map(|r| (*r).to_owned()).collect(),
        open: true,
        favorite: false,
        read_seq: room.seq,
        last_seen: Some(now),
        joined_at: now,
        updated_at: now,
        direct_name: None,
        direct_fname: None,
        wishes: Wishes::default(),
    }
}

/// Makes a user a member of a room and, unless it is silent, says so in it. No-op for members.
pub(crate) async fn add_member(
    tx: &mut Tx,
    room: &Room,
    user: &UserRef,
    note: Option<Draft>,
    now: i64,
) -> Result<bool, Failure> {
    if tx.membership(&room.id, &user.id).await?.is_some() {
        return Ok(false);
    }
    if let Some(draft) = note {
        tx.insert_message(draft, crate::tokens::fresh_id().into(), now).await?;
    }
    let current = tx.room(&room.id).await?.ok_or(RoomRefusal::NotFound)?;
    tx.insert_membership(&place(&current, user.clone(), &[], now)).await?;
    Ok(true)
}

/// New accounts join the rooms that are for everybody.
pub(crate) async fn join_default_rooms(
    tx: &mut Tx,
    user: &User,
    now: i64,
    silent: bool,
) -> Result<(), Failure> {
    for room in tx.default_rooms().await?.into_iter().filter(|r| !r.archived) {
        let who = user.reference();
        let note = (!silent).then(|| Draft::system(room.id.clone(), who.clone(), "uj", &who.username));
        add_member(tx, &room, &who, note, now).await?;
    }
    Ok(())
}

/// Checks a new name for a channel or group: allowed letters, and free. The id of a room is no name either.
pub(crate) async fn check_name(name: &str, tx: &mut Tx, world: &World) -> Result<(), Failure> {
    let pattern = world.settings.get(keys::UTF8_CHANNEL_NAMES_VALIDATION);
    if !matches_pattern(name, pattern) {
        return Err(RoomRefusal::NameInvalid(name.to_owned()).into());
    }
    if tx.room_name_holder(name).await?.is_some() {
        return Err(RoomRefusal::NameTaken(name.to_owned()).into());
    }
    Ok(())
}

/// Gives or finds the direct room of these people. Says whether it is new.
pub(crate) async fn direct_room(
    tx: &mut Tx,
    people: Vec<UserRef>,
    creator: &UserRef,
    now: i64,
) -> Result<(Room, bool), StoreError> {
    let ids: Vec<_> = people.iter().map(|p| p.id.clone()).collect();
    let (room, new) = match tx.direct_room(&ids).await? {
        Some(room) => (room, false),
        None => (new_direct_room(tx, &people, creator, now).await?, true),
    };
    for person in &people {
        let existing = tx.membership(&room.id, &person.id).await?;
        match existing {
            Some(m) if !m.open && person.id == creator.id => {
                tx.set_open(&room.id, &person.id, true, now).await?;
            }
            Some(_) => {}
            None => {
                let mut member = place(&room, person.clone(), &[], now);
                let (name, fname) = direct_names(&people, person);
                member.open = person.id == creator.id;
                member.direct_name = Some(name);
                member.direct_fname = Some(fname);
                tx.insert_membership(&member).await?;
            }
        }
    }
    let room = tx.room(&room.id).await?.unwrap_or(room);
    Ok((room, new))
}

async fn new_direct_room(
    tx: &mut Tx,
    people: &[UserRef],
    creator: &UserRef,
    now: i64,
) -> Result<Room, StoreError> {
    let room = Room {
        id: crate::tokens::fresh_id().into(),
        kind: RoomKind::Direct,
        name: None,
        fname: None,
        creator: Some(creator.clone()),
        default: false,
        read_only: false,
        archived: false,
        seq: 0,
        counted_seq: 0,
        messages: 0,
        members: 0,
        created_at: now,
        last_message_at: None,
        updated_at: now,
        parent: None,
        team: None,
        team_main: false,
        detail: rustle_domain::rooms::RoomDetail {
            uids: people.iter().map(|p| p.id.clone()).collect(),
            usernames: people.iter().map(|p| p.username.clone()).collect(),
            ..Default::default()
        },
    };
    tx.insert_room(&room).await?;
    Ok(room)
}
