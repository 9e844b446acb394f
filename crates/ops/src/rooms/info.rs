//! One room, as the caller may see it.

use crate::operation::{Operation, Reads};
use crate::{Failure, RoomRef, SeesRoom, World};
use rustle_domain::access::RoomActor;
use rustle_domain::messages::Message;
use rustle_domain::rooms::Room;
use rustle_store::ReadTx;

/// Gives a room with its newest message.
#[derive(Debug)]
pub struct Info {
    /// Which.
    pub room: RoomRef,
}

impl Operation for Info {
    const NAME: &'static str = "rooms.info";
    type Access = SeesRoom;
    type Mode = Reads;
    type Output = (Room, Option<Message>);

    fn subject(&self) -> RoomRef {
        self.room.clone()
    }

    async fn run(self, who: RoomActor, tx: &mut ReadTx, _: &World) -> Result<Self::Output, Failure> {
        let room = who.room().clone();
        let last = tx.last_message_ids(std::slice::from_ref(&room.id)).await?.pop();
        let last = match last {
            Some((_, id)) => tx.message(&id.into()).await?,
            None => None,
        };
        Ok((room, last))
    }
}

/// Gives a room with its newest message and the room it belongs to.
#[derive(Debug)]
pub struct InfoWithParent {
    /// Which.
    pub room: RoomRef,
}

impl Operation for InfoWithParent {
    const NAME: &'static str = "rooms.info_with_parent";
    type Access = SeesRoom;
    type Mode = Reads;
    type Output = (Room, Option<Message>, Option<Room>);

    fn subject(&self) -> RoomRef {
        self.room.clone()
    }

    async fn run(self, who: RoomActor, tx: &mut ReadTx, world: &World) -> Result<Self::Output, Failure> {
        // Who reads a discussion may know what it belongs to: a name, no messages.
        let parent = match &who.room().parent {
            Some(parent) => tx.room(parent).await?,
            None => None,
        };
        let (room, last) = Info { room: self.room }.run(who, tx, world).await?;
        Ok((room, last, parent))
    }
}
