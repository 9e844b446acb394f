//! Marking a room as unread.

use crate::access::facts;
use crate::operation::{Operation, Writes};
use crate::{Failure, SignedIn, World};
use rustle_domain::access::{Actor, RoomActor};
use rustle_domain::rooms::RoomRefusal;
use rustle_domain::{MessageId, RoomId};
use rustle_store::{Page, Tx};

/// A message of a room the caller is in, and all after it, count as unread again.
#[derive(Debug)]
pub struct Unread {
    /// From where.
    pub from: UnreadSince,
}

/// The first message that is to be unread.
#[derive(Debug)]
pub enum UnreadSince {
    /// The newest of this room.
    Newest(RoomId),
    /// This one, of somebody else.
    Message(MessageId),
}

impl Operation for Unread {
    const NAME: &'static str = "subscriptions.unread";
    type Access = SignedIn;
    type Mode = Writes;
    type Output = ();

    fn subject(&self) {}

    async fn run(self, actor: Actor, tx: &mut Tx, world: &World) -> Result<(), Failure> {
        let (room, message) = match self.from {
            UnreadSince::Newest(room) => (room, None),
            UnreadSince::Message(id) => {
                let message = tx.message(&id).await?.filter(|m| m.author.id != *actor.id());
                let message = message.ok_or(RoomRefusal::CannotUnread)?;
                (message.room.clone(), Some(message))
            }
        };
        let room = tx.room(&room).await?.ok_or(RoomRefusal::NotFound)?;
        let facts = facts(Some(&actor), room, tx, world).await?;
        let who = RoomActor::member(actor, facts)?;
        let message = match message {
            Some(message) => message,
            None => tx.history(who.room_id(), &NEWEST).await?.pop().ok_or(RoomRefusal::NothingToUnread)?,
        };
        if who.membership().is_some_and(|own| own.read_seq >= message.seq) {
            tx.read_to(who.room_id(), who.id(), message.seq - 1, message.ts).await?;
        }
        Ok(())
    }
}

/// The newest message that a room shows.
const NEWEST: Page =
    Page { before: i64::MAX, after: i64::MIN, threads: false, hidden: Vec::new(), count: 1, offset: 0 };
