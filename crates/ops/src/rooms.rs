//! Rooms: making, finding, joining, changing.

mod archive;
mod change;
mod clean;
mod create;
mod direct;
mod directory;
mod discuss;
mod erase;
mod info;
mod invite;
mod join;
mod list;
mod members;
mod messages;
mod mute;
mod open;
mod roles;
mod visible;

pub use archive::Archive;
pub use change::{Avatar, Change, Save};
pub use clean::CleanHistory;
pub use create::Create;
pub use direct::{CreateDirect, DirectRoom};
pub use directory::{Directory, Found, Spotlight, Spotted, What};
pub use discuss::CreateDiscussion;
pub use erase::Erase;
pub use info::{Info, InfoWithParent};
pub use invite::{AddAll, Invite, Kick};
pub use join::{Join, Leave};
pub use list::{
    GetAny, ListAll, ListChannels, ListDiscussions, ListJoined, Listing, NameExists, Order, RoomFilter,
    RoomPage,
};
pub use members::{Counted, Counters, IsMember, Members, Online, UserPage};
pub use messages::{FilePage, Files, MessageFilter, MessagePage, OthersMessages, RoomMessages};
pub use mute::Mute;
pub use open::SetOpen;
pub use roles::{RoleHolders, SetRole};
pub use visible::Visible;

use crate::{Failure, World};
use rustle_domain::RoomId;
use rustle_domain::members::{Membership, Wishes};
use rustle_domain::messages::Draft;
use rustle_domain::names::{matches_pattern, slug};
use rustle_domain::rooms::{Room, RoomKind, RoomRefusal, direct_names};
use rustle_domain::settings::keys;
use rustle_domain::users::{User, UserRef};
use rustle_store::{ReadTx, StoreError, Tx};

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
    let mut member = place(&current, user.clone(), &[], now);
    member.favorite = current.default && current.detail.favorite;
    tx.insert_membership(&member).await?;
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

/// Writes a system message: its type, and the text it is about.
pub(crate) async fn note(
    tx: &mut Tx,
    room: &RoomId,
    by: UserRef,
    (kind, text): (&str, &str),
    now: i64,
) -> Result<(), StoreError> {
    let draft = Draft::system(room.clone(), by, kind, text);
    tx.insert_message(draft, crate::tokens::fresh_id().into(), now).await?;
    Ok(())
}

/// How somebody goes: the type of the system message, and who says it.
pub(crate) struct Way {
    /// `ul`, `ru` …
    pub kind: &'static str,
    /// The member themselves, or who sends them away.
    pub by: UserRef,
}

/// Ends a membership and says so in the room.
pub(crate) async fn remove_member(
    tx: &mut Tx,
    room: &Room,
    member: &Membership,
    way: Way,
    now: i64,
) -> Result<(), Failure> {
    note(tx, &room.id, way.by, (way.kind, &member.user.username), now).await?;
    tx.delete_membership(member, now).await?;
    Ok(())
}

/// Would the room be without an owner if this member went?
pub(crate) async fn is_last_owner(member: &Membership, tx: &mut ReadTx) -> Result<bool, Failure> {
    let owner = member.roles.iter().any(|r| r == "owner");
    Ok(owner && tx.count_with_role(&member.room, "owner").await? <= 1)
}

/// Nothing changes in an archived room.
pub(crate) fn not_archived(room: &Room) -> Result<(), RoomRefusal> {
    if room.archived { Err(RoomRefusal::Archived(room.display_name().to_owned())) } else { Ok(()) }
}

/// The name that stands in addresses, made from the shown one where the workspace allows any letters there.
pub(crate) fn short_name(shown: &str, world: &World) -> String {
    if !world.settings.get(keys::UI_ALLOW_ROOM_NAMES_WITH_SPECIAL_CHARS) {
        return shown.trim().to_owned();
    }
    let pattern = world.settings.get(keys::UTF8_CHANNEL_NAMES_VALIDATION);
    let kept: String = slug(shown).chars().filter(|c| matches_pattern(&c.to_string(), pattern)).collect();
    let kept = kept.trim_matches('-');
    // Upstream writes letters of other scripts in Latin ones; here the name is a fresh id where none are left.
    if kept.is_empty() { world.fresh_id() } else { kept.to_owned() }
}

/// Checks a new name for a channel or group: allowed letters, and free.
pub(crate) async fn check_name(name: &str, tx: &mut Tx, world: &World) -> Result<(), Failure> {
    check_name_for(None, name, tx, world).await
}

/// The same for a room that exists, which may keep its own name.
pub(crate) async fn check_name_for(
    own: Option<&RoomId>,
    name: &str,
    tx: &mut Tx,
    world: &World,
) -> Result<(), Failure> {
    let pattern = world.settings.get(keys::UTF8_CHANNEL_NAMES_VALIDATION);
    if !matches_pattern(name, pattern) {
        return Err(RoomRefusal::NameInvalid(name.to_owned()).into());
    }
    if tx.room_name_holder(name).await?.is_some_and(|holder| own != Some(&holder)) {
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
