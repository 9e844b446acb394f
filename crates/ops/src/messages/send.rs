//! Saying something.

use crate::operation::{Operation, Writes};
use crate::{Failure, RoomRef, SeesRoom, World, post};
use rustle_domain::RoomId;
use rustle_domain::access::RoomActor;
use rustle_domain::messages::{Message, Outside};
use rustle_store::Tx;

/// Puts a message into a room. Sent again with the same id, it gives the message stored the first time.
#[derive(Debug)]
pub struct Send {
    /// Where.
    pub room: RoomId,
    /// What the client said.
    pub said: Outside,
}

impl Operation for Send {
    const NAME: &'static str = "messages.send";
    type Access = SeesRoom;
    type Mode = Writes;
    type Output = Message;

    fn subject(&self) -> RoomRef {
        RoomRef::id(self.room.clone())
    }

    fn tells_refusal(&self) -> Option<RoomId> {
        Some(self.room.clone())
    }

    async fn run(self, who: RoomActor, tx: &mut Tx, world: &World) -> Result<Message, Failure> {
        post::say(&who, self.said, tx, world).await
    }
}
