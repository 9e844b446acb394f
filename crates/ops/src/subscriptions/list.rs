//! The caller's rooms and subscriptions: all, or what changed since.

use crate::operation::{Operation, Reads};
use crate::{Failure, SignedIn, World};
use rustle_domain::access::Actor;
use rustle_domain::messages::Message;
use rustle_domain::rooms::Room;
use rustle_store::{ReadTx, Removed, Subscription};
use std::collections::HashMap;

/// Gives the caller's subscriptions.
#[derive(Debug)]
pub struct List {
    /// Only what changed after this time, milliseconds since 1970.
    pub since: Option<i64>,
}

/// What changed.
#[derive(Debug)]
pub struct Changed {
    /// New or changed.
    pub update: Vec<Subscription>,
    /// Ended; none when everything was asked for.
    pub remove: Option<Vec<Removed>>,
}

impl Operation for List {
    const NAME: &'static str = "subscriptions.list";
    type Access = SignedIn;
    type Mode = Reads;
    type Output = Changed;

    fn subject(&self) {}

    async fn run(self, actor: Actor, tx: &mut ReadTx, _: &World) -> Result<Changed, Failure> {
        let mut update = tx.subscriptions(actor.id()).await?;
        let Some(since) = self.since else { return Ok(Changed { update, remove: None }) };
        update.retain(|s| s.changed_at() > since);
        let remove = Some(tx.removed_since(actor.id(), since).await?);
        Ok(Changed { update, remove })
    }
}

/// Gives the caller's rooms.
#[derive(Debug)]
pub struct ListRooms {
    /// Only what changed after this time, milliseconds since 1970.
    pub since: Option<i64>,
}

/// What changed.
#[derive(Debug)]
pub struct RoomsChanged {
    /// New or changed, with the newest message of each.
    pub update: Vec<(Room, Option<Message>)>,
    /// Left; none when everything was asked for.
    pub remove: Option<Vec<Removed>>,
}

impl Operation for ListRooms {
    const NAME: &'static str = "subscriptions.list_rooms";
    type Access = SignedIn;
    type Mode = Reads;
    type Output = RoomsChanged;

    fn subject(&self) {}

    async fn run(self, actor: Actor, tx: &mut ReadTx, _: &World) -> Result<RoomsChanged, Failure> {
        let mut rooms = tx.rooms_of(actor.id()).await?;
        let mut remove = None;
        if let Some(since) = self.since {
            rooms.retain(|r| r.updated_at > since);
            remove = Some(tx.removed_since(actor.id(), since).await?);
        }
        Ok(RoomsChanged { update: with_last_messages(tx, rooms).await?, remove })
    }
}

/// Adds the newest message to each room.
pub(crate) async fn with_last_messages(
    tx: &mut ReadTx,
    rooms: Vec<Room>,
) -> Result<Vec<(Room, Option<Message>)>, Failure> {
    let ids: Vec<_> = rooms.iter().map(|r| r.id.clone()).collect();
    let wanted: Vec<String> = tx.last_message_ids(&ids).await?.into_iter().map(|(_, id)| id).collect();
    let mut last: HashMap<_, _> =
        tx.messages(&wanted).await?.into_iter().map(|m| (m.room.clone(), m)).collect();
    Ok(rooms
        .into_iter()
        .map(|room| {
            let message = last.remove(&room.id);
            (room, message)
        })
        .collect())
}
