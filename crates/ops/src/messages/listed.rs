//! Messages of a room by what is with them: pinned, starred, naming the caller, with a discussion, found.

use crate::operation::{Operation, Reads};
use crate::{Failure, RoomRef, SeesRoom, World};
use rustle_domain::access::RoomActor;
use rustle_domain::messages::Message;
use rustle_domain::names::search_fold;
use rustle_store::ReadTx;

/// Which messages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Which {
    /// Pinned ones.
    Pinned,
    /// Those the caller starred.
    Starred,
    /// Those that name the caller.
    Mentioning,
    /// Those that opened a discussion whose name holds a text.
    Discussions(String),
}

/// Gives messages of a room by what is with them.
#[derive(Debug)]
pub struct Listed {
    /// Which room.
    pub room: RoomRef,
    /// Which messages.
    pub which: Which,
    /// After leaving out this many.
    pub offset: usize,
    /// At most this many.
    pub count: usize,
}

/// A part of a list.
#[derive(Debug)]
pub struct Part {
    /// The part.
    pub messages: Vec<Message>,
    /// How many were left out before it.
    pub offset: usize,
    /// How many there are in all.
    pub total: usize,
}

impl Part {
    /// Cuts a part out of a list.
    pub(crate) fn of(all: Vec<Message>, offset: usize, count: usize) -> Self {
        let total = all.len();
        Self { messages: all.into_iter().skip(offset).take(count).collect(), offset, total }
    }
}

/// Does the message's text hold this one, whatever its case?
pub(super) fn holds(message: &Message, text: &str) -> bool {
    search_fold(&message.text).contains(&search_fold(text))
}

impl Operation for Listed {
    const NAME: &'static str = "messages.listed";
    type Access = SeesRoom;
    type Mode = Reads;
    type Output = Part;

    fn subject(&self) -> RoomRef {
        self.room.clone()
    }

    async fn run(self, who: RoomActor, tx: &mut ReadTx, _: &World) -> Result<Part, Failure> {
        let room = who.room_id();
        let mut all = match &self.which {
            Which::Pinned => tx.pinned(room).await?,
            Which::Starred => tx.starred(room, who.id()).await?,
            Which::Mentioning => tx.mentioning(room, who.id()).await?,
            Which::Discussions(_) => tx.discussion_starts(room).await?,
        };
        if let Which::Discussions(text) = &self.which {
            all.retain(|m| holds(m, text));
        }
        Ok(Part::of(all, self.offset, self.count))
    }
}

/// Looks for messages of a room that hold a text, newest first.
#[derive(Debug)]
pub struct Search {
    /// Which room.
    pub room: RoomRef,
    /// What they must hold.
    pub text: String,
    /// After leaving out this many.
    pub offset: i64,
    /// At most this many.
    pub count: i64,
}

impl Operation for Search {
    const NAME: &'static str = "messages.search";
    type Access = SeesRoom;
    type Mode = Reads;
    type Output = Vec<Message>;

    fn subject(&self) -> RoomRef {
        self.room.clone()
    }

    async fn run(self, who: RoomActor, tx: &mut ReadTx, _: &World) -> Result<Vec<Message>, Failure> {
        if self.text.trim().is_empty() {
            return Ok(Vec::new());
        }
        Ok(tx.find_messages(who.room_id(), &self.text, (self.count, self.offset)).await?)
    }
}
