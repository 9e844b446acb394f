//! Messages around a place in a room's history, and messages by id.

use crate::access::{facts, find_room};
use crate::operation::{Operation, Reads};
use crate::{Failure, MessageRef, MessageSeen, ReadsRoom, RoomRef, SeesMessage, SignedIn, World};
use rustle_domain::access::{Actor, Denied, Reader, RoomActor};
use rustle_domain::messages::Message;
use rustle_store::{Page, ReadTx};

/// Gives the messages of a room after a time, oldest first.
#[derive(Debug)]
pub struct After {
    /// Which room.
    pub room: RoomRef,
    /// Milliseconds since 1970; none is the beginning.
    pub since: Option<i64>,
    /// At most this many.
    pub count: i64,
}

impl Operation for After {
    const NAME: &'static str = "messages.after";
    type Access = ReadsRoom;
    type Mode = Reads;
    type Output = Vec<Message>;

    fn subject(&self) -> RoomRef {
        self.room.clone()
    }

    async fn run(self, reader: Reader, tx: &mut ReadTx, _: &World) -> Result<Vec<Message>, Failure> {
        Ok(tx.history_after(&reader.room().id, self.since.unwrap_or(-1), true, self.count).await?)
    }
}

/// Gives a message with those before and after it.
#[derive(Debug)]
pub struct Around {
    /// Which.
    pub message: MessageRef,
    /// How many in all.
    pub count: i64,
}

/// A message and its surroundings: those before, newest first; the message; those after, oldest first.
#[derive(Debug)]
pub struct Surroundings {
    /// The messages.
    pub messages: Vec<Message>,
    /// There is more before.
    pub more_before: bool,
    /// There is more after.
    pub more_after: bool,
}

impl Operation for Around {
    const NAME: &'static str = "messages.around";
    type Access = SeesMessage;
    type Mode = Reads;
    type Output = Surroundings;

    fn subject(&self) -> MessageRef {
        self.message.clone()
    }

    async fn run(self, seen: MessageSeen, tx: &mut ReadTx, _: &World) -> Result<Surroundings, Failure> {
        let message = seen.message;
        let others = (self.count - 1).max(0);
        let (before, after) = (others - others / 2, others / 2);
        let page = Page {
            before: message.ts,
            after: -1,
            threads: true,
            hidden: Vec::new(),
            count: before,
            offset: 0,
        };
        let mut messages = tx.history(&message.room, &page).await?;
        let more = |found: usize, asked: i64| i64::try_from(found).is_ok_and(|n| n == asked);
        let more_before = more(messages.len(), before);
        let later = tx.history_after(&message.room, message.ts, true, after).await?;
        let more_after = more(later.len(), after);
        messages.push(message);
        messages.extend(later);
        Ok(Surroundings { messages, more_before, more_after })
    }
}

/// Gives messages by id. All must be in rooms the caller may read; unknown ids are left out.
#[derive(Debug)]
pub struct ByIds {
    /// Which.
    pub ids: Vec<String>,
}

impl Operation for ByIds {
    const NAME: &'static str = "messages.by_ids";
    type Access = SignedIn;
    type Mode = Reads;
    type Output = Vec<Message>;

    fn subject(&self) {}

    async fn run(self, actor: Actor, tx: &mut ReadTx, world: &World) -> Result<Vec<Message>, Failure> {
        let messages = tx.messages(&self.ids).await?;
        let mut rooms: Vec<_> = messages.iter().map(|m| m.room.clone()).collect();
        rooms.dedup();
        for room in rooms {
            let room = find_room(&RoomRef::id(room), tx).await?.ok_or(Denied::NotMember)?;
            let facts = facts(Some(&actor), room, tx, world).await?;
            RoomActor::reads(actor.clone(), facts).map_err(|_| Denied::NotMember)?;
        }
        Ok(messages)
    }
}
