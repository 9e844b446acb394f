//! Rooms in lists.

use crate::operation::{Operation, Reads};
use crate::subscriptions::with_last_messages;
use crate::{Failure, Holds, RoomRef, SeesRoom, SignedIn, World};
use rustle_domain::RoomId;
use rustle_domain::access::{Actor, RoomActor};
use rustle_domain::messages::Message;
use rustle_domain::names::search_fold;
use rustle_domain::permissions::Permission;
use rustle_domain::rooms::{Room, RoomKind};
use rustle_store::ReadTx;
use std::cmp::Ordering;
use std::collections::HashSet;

crate::any_of! {
    /// May administer rooms.
    Administer = [ViewRoomAdministration];
}

/// Which part of a list, and in which order.
#[derive(Clone, Debug)]
pub struct Listing {
    /// What it is ordered by.
    pub order: Order,
    /// The other way round.
    pub descending: bool,
    /// After leaving out this many.
    pub offset: usize,
    /// At most this many.
    pub count: usize,
}

/// What rooms are ordered by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// Name.
    Name,
    /// Default rooms last, then name; with [`Listing::descending`] first.
    Default,
    /// When they were made.
    Created,
    /// When somebody last wrote.
    LastMessage,
    /// Messages.
    Messages,
    /// Members.
    Members,
    /// Kind.
    Kind,
}

/// Which rooms of a list.
#[derive(Clone, Debug, Default)]
pub struct RoomFilter {
    /// Name or shown name holds this.
    pub text: String,
    /// Exactly this room.
    pub id: Option<RoomId>,
    /// Exactly this name.
    pub name: Option<String>,
}

/// A part of a list of rooms, each with its newest message.
#[derive(Debug)]
pub struct RoomPage {
    /// The part.
    pub rooms: Vec<(Room, Option<Message>)>,
    /// How many were left out before it.
    pub offset: usize,
    /// How many there are in all.
    pub total: usize,
}

impl RoomFilter {
    pub(super) fn fits(&self, room: &Room) -> bool {
        let holds = |name: &Option<String>| {
            name.as_ref().is_some_and(|n| search_fold(n).contains(&search_fold(&self.text)))
        };
        (self.text.is_empty()
            || holds(&room.name)
            || holds(&room.fname)
            || room.detail.usernames.iter().any(|n| search_fold(n).contains(&search_fold(&self.text))))
            && self.id.as_ref().is_none_or(|id| *id == room.id)
            && self.name.as_ref().is_none_or(|name| room.name.as_ref() == Some(name))
    }
}

impl Listing {
    pub(super) async fn of(self, mut rooms: Vec<Room>, tx: &mut ReadTx) -> Result<RoomPage, Failure> {
        rooms.sort_by(|a, b| {
            let order = self.compare(a, b);
            if self.descending { order.reverse() } else { order }
        });
        let total = rooms.len();
        let rooms = rooms.into_iter().skip(self.offset).take(self.count).collect();
        Ok(RoomPage { rooms: with_last_messages(tx, rooms).await?, offset: self.offset, total })
    }

    fn compare(&self, a: &Room, b: &Room) -> Ordering {
        let first = match self.order {
            Order::Name => Ordering::Equal,
            Order::Default => a.default.cmp(&b.default).then_with(|| b.name.cmp(&a.name)),
            Order::Created => a.created_at.cmp(&b.created_at),
            Order::LastMessage => a.last_message_at.cmp(&b.last_message_at),
            Order::Messages => a.messages.cmp(&b.messages),
            Order::Members => a.members.cmp(&b.members),
            Order::Kind => a.kind.as_str().cmp(b.kind.as_str()),
        };
        first.then_with(|| a.name.cmp(&b.name)).then_with(|| a.id.as_str().cmp(b.id.as_str()))
    }
}

/// Gives the channels the caller may find: all of them, or with `view-joined-room` alone their own. Those of a team
/// show to who is in them.
#[derive(Debug)]
pub struct ListChannels {
    /// Which.
    pub filter: RoomFilter,
    /// Which part.
    pub listing: Listing,
}

impl Operation for ListChannels {
    const NAME: &'static str = "rooms.list_channels";
    type Access = SignedIn;
    type Mode = Reads;
    type Output = RoomPage;

    fn subject(&self) {}

    async fn run(self, actor: Actor, tx: &mut ReadTx, _: &World) -> Result<RoomPage, Failure> {
        actor.need_any(&[Permission::ViewCRoom, Permission::ViewJoinedRoom])?;
        let own: HashSet<RoomId> = tx.room_ids_of(actor.id()).await?.into_iter().collect();
        let all = actor.can(Permission::ViewCRoom);
        let mut rooms = tx.rooms_by_kind(&[RoomKind::Channel]).await?;
        rooms.retain(|r| ((all && r.team.is_none()) || own.contains(&r.id)) && self.filter.fits(r));
        self.listing.of(rooms, tx).await
    }
}

/// Gives the caller's own rooms.
#[derive(Debug)]
pub struct ListJoined {
    /// Kinds.
    pub kinds: &'static [RoomKind],
    /// Which.
    pub filter: RoomFilter,
    /// Those that belong to another room, too.
    pub discussions: bool,
    /// Only those that the caller owns and that belong to no team.
    pub free_and_owned: bool,
    /// Which part.
    pub listing: Listing,
}

impl Operation for ListJoined {
    const NAME: &'static str = "rooms.list_joined";
    type Access = SignedIn;
    type Mode = Reads;
    type Output = RoomPage;

    fn subject(&self) {}

    async fn run(self, actor: Actor, tx: &mut ReadTx, _: &World) -> Result<RoomPage, Failure> {
        let mut rooms = tx.rooms_of(actor.id()).await?;
        rooms.retain(|r| self.kinds.contains(&r.kind) && self.filter.fits(r));
        if !self.discussions {
            rooms.retain(|r| r.parent.is_none());
        }
        if self.free_and_owned {
            let places = tx.memberships_of(actor.id()).await?;
            let owned: HashSet<&RoomId> =
                places.iter().filter(|m| m.roles.iter().any(|r| r == "owner")).map(|m| &m.room).collect();
            rooms.retain(|r| r.team.is_none() && owned.contains(&r.id));
        }
        self.listing.of(rooms, tx).await
    }
}

/// Gives every room, for administrators.
#[derive(Debug)]
pub struct ListAll {
    /// Kinds.
    pub kinds: Vec<RoomKind>,
    /// Which.
    pub filter: RoomFilter,
    /// Only those that belong to another room (true), only others (false).
    pub discussions: Option<bool>,
    /// Only rooms that are a team's own.
    pub teams: bool,
    /// Which part.
    pub listing: Listing,
}

impl Operation for ListAll {
    const NAME: &'static str = "rooms.list_all";
    type Access = Holds<Administer>;
    type Mode = Reads;
    type Output = RoomPage;

    fn subject(&self) {}

    async fn run(self, _: Actor, tx: &mut ReadTx, _: &World) -> Result<RoomPage, Failure> {
        let mut rooms = tx.rooms_by_kind(&self.kinds).await?;
        rooms.retain(|r| {
            self.filter.fits(r)
                && self.discussions.is_none_or(|d| d == r.parent.is_some())
                && (!self.teams || r.team_main)
        });
        self.listing.of(rooms, tx).await
    }
}

/// Gives any room, for administrators.
#[derive(Debug)]
pub struct GetAny {
    /// Which.
    pub room: RoomId,
}

impl Operation for GetAny {
    const NAME: &'static str = "rooms.get_any";
    type Access = Holds<Administer>;
    type Mode = Reads;
    type Output = Room;

    fn subject(&self) {}

    async fn run(self, _: Actor, tx: &mut ReadTx, _: &World) -> Result<Room, Failure> {
        Ok(tx.room(&self.room).await?.ok_or(rustle_domain::rooms::RoomRefusal::NotFound)?)
    }
}

/// Gives the discussions of a room.
#[derive(Debug)]
pub struct ListDiscussions {
    /// Which room.
    pub room: RoomRef,
    /// Which part.
    pub listing: Listing,
}

impl Operation for ListDiscussions {
    const NAME: &'static str = "rooms.list_discussions";
    type Access = SeesRoom;
    type Mode = Reads;
    type Output = RoomPage;

    fn subject(&self) -> RoomRef {
        self.room.clone()
    }

    async fn run(self, who: RoomActor, tx: &mut ReadTx, _: &World) -> Result<RoomPage, Failure> {
        let rooms = tx.discussions(who.room_id()).await?;
        self.listing.of(rooms, tx).await
    }
}

/// Says whether a channel or group has this name.
#[derive(Debug)]
pub struct NameExists {
    /// The name.
    pub name: String,
}

impl Operation for NameExists {
    const NAME: &'static str = "rooms.name_exists";
    type Access = SignedIn;
    type Mode = Reads;
    type Output = bool;

    fn subject(&self) {}

    async fn run(self, _: Actor, tx: &mut ReadTx, _: &World) -> Result<bool, Failure> {
        Ok(tx.room_name_holder(&self.name).await?.is_some())
    }
}
