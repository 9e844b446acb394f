//! Finding rooms and people.

use super::list::{Listing, Order, RoomFilter, RoomPage};
use super::members::UserPage;
use crate::operation::{Operation, Reads};
use crate::{Anyone, Failure, SignedIn, Visitor, World};
use rustle_domain::RoomId;
use rustle_domain::access::{Actor, Denied};
use rustle_domain::permissions::Permission;
use rustle_domain::rooms::{Room, RoomKind};
use rustle_domain::settings::keys;
use rustle_domain::users::User;
use rustle_store::ReadTx;
use std::collections::HashSet;

/// What the directory is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// Channels, and the caller's own groups.
    Channels,
    /// Of those, the rooms that are a team's own.
    Teams,
    /// People.
    Users,
}

/// Gives a part of the directory.
#[derive(Debug)]
pub struct Directory {
    /// What.
    pub what: What,
    /// Whose name holds this.
    pub text: String,
    /// Which part.
    pub listing: Listing,
}

/// A part of the directory.
#[derive(Debug)]
pub enum Found {
    /// Rooms.
    Rooms(RoomPage),
    /// People; the addresses, too, where the caller may see them.
    Users(UserPage, bool),
}

impl Operation for Directory {
    const NAME: &'static str = "rooms.directory";
    type Access = SignedIn;
    type Mode = Reads;
    type Output = Found;

    fn subject(&self) {}

    async fn run(self, actor: Actor, tx: &mut ReadTx, _: &World) -> Result<Found, Failure> {
        if self.what == What::Users {
            return self.users(&actor, tx).await;
        }
        actor.need(Permission::ViewCRoom)?;
        let own: HashSet<RoomId> = tx.room_ids_of(actor.id()).await?.into_iter().collect();
        let mut rooms = tx.rooms_by_kind(&[RoomKind::Channel, RoomKind::Group]).await?;
        let filter = RoomFilter { text: self.text.trim().to_owned(), ..RoomFilter::default() };
        rooms.retain(|r| {
            let open = r.kind == RoomKind::Channel && r.team.is_none();
            (open || own.contains(&r.id)) && (self.what != What::Teams || r.team_main) && filter.fits(r)
        });
        Ok(Found::Rooms(self.listing.of(rooms, tx).await?))
    }
}

impl Directory {
    async fn users(self, actor: &Actor, tx: &mut ReadTx) -> Result<Found, Failure> {
        actor.need(Permission::ViewOutsideRoom)?;
        actor.need(Permission::ViewDRoom)?;
        let mut users = tx.find_users(self.text.trim(), i64::MAX).await?;
        users.retain(|u| u.active && u.username.is_some());
        users.sort_by(|a, b| {
            let order = match self.listing.order {
                Order::Created => a.created_at.cmp(&b.created_at),
                _ => a.username.cmp(&b.username),
            };
            if self.listing.descending { order.reverse() } else { order }
        });
        let total = users.len();
        let users = users.into_iter().skip(self.listing.offset).take(self.listing.count).collect();
        let full = actor.can(Permission::ViewFullOtherUserInfo);
        Ok(Found::Users(UserPage { users, offset: self.listing.offset, total }, full))
    }
}

/// Gives a few people and rooms whose names hold a text, while somebody types.
#[derive(Debug)]
pub struct Spotlight {
    /// The text; `#` and `@` before it are looked through.
    pub text: String,
    /// People to leave out, by user name.
    pub except: Vec<String>,
    /// Look for people.
    pub users: bool,
    /// Look for rooms.
    pub rooms: bool,
    /// Members of this room come first.
    pub room: Option<RoomId>,
}

/// What was found.
#[derive(Debug, Default)]
pub struct Spotted {
    /// People.
    pub users: Vec<User>,
    /// Rooms that the caller is not in, and could be.
    pub rooms: Vec<Room>,
}

/// How many of each are given.
const FEW: usize = 5;
/// How many are looked at, before those that do not fit are left out.
const MANY: i64 = 100;

impl Operation for Spotlight {
    const NAME: &'static str = "rooms.spotlight";
    type Access = Anyone;
    type Mode = Reads;
    type Output = Spotted;

    fn subject(&self) {}

    async fn run(self, visitor: Visitor, tx: &mut ReadTx, world: &World) -> Result<Spotted, Failure> {
        let anonymous = world.settings.get(keys::ACCOUNTS_ALLOW_ANONYMOUS_READ);
        if visitor.actor.is_none() && !anonymous {
            return Err(Denied::SignIn.into());
        }
        let mut spotted = Spotted::default();
        let text = self.text.trim().trim_start_matches(['#', '@']).to_owned();
        if self.rooms {
            spotted.rooms = rooms(visitor.actor.as_ref(), &text, tx).await?;
        }
        if let (true, Some(actor)) = (self.users, &visitor.actor) {
            spotted.users = self.people(actor, &text, tx).await?;
        }
        Ok(spotted)
    }
}

async fn rooms(actor: Option<&Actor>, text: &str, tx: &mut ReadTx) -> Result<Vec<Room>, Failure> {
    let may = |a: &Actor| a.can(Permission::ViewOutsideRoom) && a.can(Permission::ViewCRoom);
    if !actor.is_none_or(may) {
        return Ok(Vec::new());
    }
    let own: HashSet<RoomId> = match actor {
        Some(actor) => tx.room_ids_of(actor.id()).await?.into_iter().collect(),
        None => HashSet::new(),
    };
    let mut found = tx.find_rooms(&[RoomKind::Channel], text, MANY).await?;
    found.retain(|r| r.team.is_none() && !r.archived && !own.contains(&r.id));
    found.truncate(FEW);
    Ok(found)
}

impl Spotlight {
    async fn people(&self, actor: &Actor, text: &str, tx: &mut ReadTx) -> Result<Vec<User>, Failure> {
        let outside = actor.can(Permission::ViewOutsideRoom) && actor.can(Permission::ViewDRoom);
        let mut found = tx.find_users(text, MANY).await?;
        found.retain(|u| {
            u.active && u.username.as_ref().is_some_and(|n| !self.except.contains(n)) && u.id != *actor.id()
        });
        let inside: HashSet<_> = match &self.room {
            Some(room) if tx.membership(room, actor.id()).await?.is_some() => {
                tx.member_ids(room).await?.into_iter().collect()
            }
            _ => HashSet::new(),
        };
        if !outside {
            let mut known = inside.clone();
            for room in tx.room_ids_of(actor.id()).await? {
                known.extend(tx.member_ids(&room).await?);
            }
            found.retain(|u| known.contains(&u.id));
        }
        found.sort_by_key(|u| !inside.contains(&u.id));
        found.truncate(FEW);
        Ok(found)
    }
}
