//! Who is in a room.

use crate::operation::{Operation, Reads};
use crate::users::UserSel;
use crate::{Failure, RoomRef, SeesRoom, World};
use rustle_domain::access::{Denied, RoomActor};
use rustle_domain::permissions::Permission;
use rustle_domain::users::{Status, User, UserRefusal};
use rustle_domain::{RoomId, UserId};
use rustle_store::ReadTx;
use std::collections::HashMap;

/// Gives members of a room whose account is active.
#[derive(Debug)]
pub struct Members {
    /// Which room.
    pub room: RoomRef,
    /// Whose names or addresses hold this.
    pub filter: String,
    /// Only those who appear as one of these.
    pub status: Option<Vec<Status>>,
    /// After leaving out this many.
    pub offset: usize,
    /// At most this many.
    pub count: usize,
}

/// A part of a list of users.
#[derive(Debug)]
pub struct UserPage {
    /// The part.
    pub users: Vec<User>,
    /// How many were left out before it.
    pub offset: usize,
    /// How many there are in all.
    pub total: usize,
}

impl Operation for Members {
    const NAME: &'static str = "rooms.members";
    type Access = SeesRoom;
    type Mode = Reads;
    type Output = UserPage;

    fn subject(&self) -> RoomRef {
        self.room.clone()
    }

    async fn run(self, who: RoomActor, tx: &mut ReadTx, world: &World) -> Result<UserPage, Failure> {
        if who.room().detail.broadcast && !who.can(Permission::ViewBroadcastMemberList) {
            return Err(Denied::Permission.into());
        }
        let number = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
        let Some(wanted) = &self.status else {
            let page = (number(self.offset), number(self.count));
            let (ids, total) = tx.active_members(who.room_id(), &self.filter, page).await?;
            let users = in_order(tx, &ids).await?;
            return Ok(UserPage { users, offset: self.offset, total: usize::try_from(total).unwrap_or(0) });
        };
        // How somebody appears is known here, not in the database.
        let (ids, _) = tx.active_members(who.room_id(), &self.filter, (0, i64::MAX)).await?;
        let mut users = in_order(tx, &ids).await?;
        users.retain(|u| wanted.contains(&world.status(u)));
        let total = users.len();
        let users = users.into_iter().skip(self.offset).take(self.count).collect();
        Ok(UserPage { users, offset: self.offset, total })
    }
}

/// The accounts with these ids, in the same order.
pub(crate) async fn in_order(tx: &mut ReadTx, ids: &[UserId]) -> Result<Vec<User>, Failure> {
    let mut users: HashMap<UserId, User> =
        tx.users(ids).await?.into_iter().map(|u| (u.id.clone(), u)).collect();
    Ok(ids.iter().filter_map(|id| users.remove(id)).collect())
}

/// Gives members of a room who are connected.
#[derive(Debug)]
pub struct Online {
    /// Which room.
    pub room: RoomRef,
}

impl Operation for Online {
    const NAME: &'static str = "rooms.online";
    type Access = SeesRoom;
    type Mode = Reads;
    type Output = Vec<User>;

    fn subject(&self) -> RoomRef {
        self.room.clone()
    }

    async fn run(self, who: RoomActor, tx: &mut ReadTx, world: &World) -> Result<Vec<User>, Failure> {
        let ids = tx.member_ids(who.room_id()).await?;
        let mut users = in_order(tx, &ids).await?;
        users.retain(|u| u.active && world.status(u) != Status::Offline);
        Ok(users)
    }
}

/// Says whether a user is in a room.
#[derive(Debug)]
pub struct IsMember {
    /// Which room.
    pub room: RoomRef,
    /// Who.
    pub user: UserSel,
}

impl Operation for IsMember {
    const NAME: &'static str = "rooms.is_member";
    type Access = SeesRoom;
    type Mode = Reads;
    type Output = bool;

    fn subject(&self) -> RoomRef {
        self.room.clone()
    }

    async fn run(self, who: RoomActor, tx: &mut ReadTx, _: &World) -> Result<bool, Failure> {
        let user = self.user.find(tx).await?.ok_or(UserRefusal::NotFound)?;
        Ok(tx.membership(who.room_id(), &user.id).await?.is_some())
    }
}

/// Gives numbers about a room and how far somebody has read it.
#[derive(Debug)]
pub struct Counters {
    /// Which room.
    pub room: RoomRef,
    /// Another user; needs the right to administer rooms.
    pub user: Option<UserId>,
}

/// Numbers about a room. Those about reading are there for members, the others for members and administrators.
#[derive(Debug, Default)]
pub struct Counted {
    /// Is the user in it?
    pub joined: bool,
    /// Members.
    pub members: Option<i64>,
    /// Messages that the user has not read.
    pub unread: Option<i64>,
    /// Up to when they have read, milliseconds since 1970.
    pub unread_from: Option<i64>,
    /// Messages.
    pub messages: Option<i64>,
    /// The newest, milliseconds since 1970.
    pub latest: Option<i64>,
    /// Messages that name the user and that they have not read.
    pub mentions: Option<i64>,
}

impl Operation for Counters {
    const NAME: &'static str = "rooms.counters";
    type Access = SeesRoom;
    type Mode = Reads;
    type Output = Counted;

    fn subject(&self) -> RoomRef {
        self.room.clone()
    }

    async fn run(self, who: RoomActor, tx: &mut ReadTx, _: &World) -> Result<Counted, Failure> {
        let administers = who.can(Permission::ViewRoomAdministration);
        let user = match self.user {
            Some(user) if user != *who.id() => {
                who.need(Permission::ViewRoomAdministration)?;
                user
            }
            _ => who.id().clone(),
        };
        let room = who.room();
        let mut counted = Counted::default();
        if let Some(own) = subscription(tx, &room.id, user).await?.filter(|s| s.membership.open) {
            counted.joined = true;
            counted.unread = Some(own.unread.messages);
            counted.unread_from = Some(own.membership.last_seen.unwrap_or(own.membership.joined_at));
            counted.mentions = Some(own.unread.user_mentions);
        }
        if administers || counted.joined {
            counted.members = Some(room.members);
            counted.messages = Some(room.messages);
            counted.latest = Some(room.last_message_at.unwrap_or(room.updated_at));
        }
        Ok(counted)
    }
}

async fn subscription(
    tx: &mut ReadTx,
    room: &RoomId,
    user: UserId,
) -> Result<Option<rustle_store::Subscription>, Failure> {
    Ok(tx.subscriptions_in(room, &[user]).await?.pop())
}
