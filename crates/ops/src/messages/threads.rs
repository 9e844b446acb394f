//! Threads of a room, and the messages of one.

use super::listed::{Part, holds};
use crate::operation::{Operation, Reads, Writes};
use crate::{Failure, MessageRef, MessageSeen, RoomRef, SeesMessage, SeesRoom, World};
use rustle_domain::access::RoomActor;
use rustle_domain::messages::{Message, MessageRefusal};
use rustle_domain::settings::keys;
use rustle_store::{Deleted, ReadTx, Tx};

fn need_threads(world: &World) -> Result<(), MessageRefusal> {
    if world.settings.get(keys::THREADS_ENABLED) { Ok(()) } else { Err(MessageRefusal::NoThreads) }
}

/// Which threads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    /// Every one.
    All,
    /// Those the caller follows.
    Followed,
    /// Of those, the ones with something new.
    Unread,
}

/// Gives the first messages of a room's threads, the liveliest first.
#[derive(Debug)]
pub struct Threads {
    /// Which room.
    pub room: RoomRef,
    /// Which threads.
    pub which: Which,
    /// Only those whose first message holds this.
    pub text: String,
    /// After leaving out this many.
    pub offset: usize,
    /// At most this many.
    pub count: usize,
}

impl Operation for Threads {
    const NAME: &'static str = "messages.threads";
    type Access = SeesRoom;
    type Mode = Reads;
    type Output = Part;

    fn subject(&self) -> RoomRef {
        self.room.clone()
    }

    async fn run(self, who: RoomActor, tx: &mut ReadTx, world: &World) -> Result<Part, Failure> {
        need_threads(world)?;
        let mut all = tx.threads(who.room_id()).await?;
        all.retain(|m| holds(m, &self.text));
        match self.which {
            Which::All => {}
            Which::Followed => all.retain(|m| m.body.followers.contains(who.id())),
            Which::Unread => {
                let own = tx.subscriptions_in(who.room_id(), std::slice::from_ref(who.id())).await?;
                let unread = own.into_iter().next().map(|s| s.unread.threads).unwrap_or_default();
                all.retain(|m| unread.contains(&m.id));
            }
        }
        Ok(Part::of(all, self.offset, self.count))
    }
}

/// What is new or changed, and what is gone.
#[derive(Debug)]
pub struct Updates {
    /// New or changed.
    pub updated: Vec<Message>,
    /// Gone.
    pub deleted: Vec<Deleted>,
}

/// Gives the threads of a room that changed after a time.
#[derive(Debug)]
pub struct ThreadsChanged {
    /// Which room.
    pub room: RoomRef,
    /// Milliseconds since 1970. What is wrong with it is told only where there are threads.
    pub since: Result<i64, Failure>,
}

impl Operation for ThreadsChanged {
    const NAME: &'static str = "messages.threads_changed";
    type Access = SeesRoom;
    type Mode = Reads;
    type Output = Updates;

    fn subject(&self) -> RoomRef {
        self.room.clone()
    }

    async fn run(self, who: RoomActor, tx: &mut ReadTx, world: &World) -> Result<Updates, Failure> {
        need_threads(world)?;
        let since = self.since?;
        let updated = tx.threads_changed_since(who.room_id(), since).await?;
        Ok(Updates { updated, deleted: tx.deleted_since(who.room_id(), since, MOST).await? })
    }
}

/// Most deletions told at once.
const MOST: i64 = 10_000;

/// Gives the answers of a thread, oldest first.
#[derive(Debug)]
pub struct Thread {
    /// The message it hangs on.
    pub message: MessageRef,
    /// After leaving out this many.
    pub offset: usize,
    /// At most this many.
    pub count: usize,
}

impl Operation for Thread {
    const NAME: &'static str = "messages.thread";
    type Access = SeesMessage;
    type Mode = Reads;
    type Output = Part;

    fn subject(&self) -> MessageRef {
        self.message.clone()
    }

    async fn run(self, seen: MessageSeen, tx: &mut ReadTx, world: &World) -> Result<Part, Failure> {
        need_threads(world)?;
        Ok(Part::of(tx.thread(&seen.message.id).await?, self.offset, self.count))
    }
}

/// Gives the answers of a thread that changed after a time.
#[derive(Debug)]
pub struct ThreadChanged {
    /// The message it hangs on.
    pub message: MessageRef,
    /// Milliseconds since 1970. What is wrong with it is told only where there are threads.
    pub since: Result<i64, Failure>,
}

impl Operation for ThreadChanged {
    const NAME: &'static str = "messages.thread_changed";
    type Access = SeesMessage;
    type Mode = Reads;
    type Output = Updates;

    fn subject(&self) -> MessageRef {
        self.message.clone()
    }

    async fn run(self, seen: MessageSeen, tx: &mut ReadTx, world: &World) -> Result<Updates, Failure> {
        need_threads(world)?;
        let since = self.since?;
        let updated = tx.thread_changed_since(&seen.message.id, since).await?;
        Ok(Updates { updated, deleted: tx.deleted_since(&seen.message.room, since, MOST).await? })
    }
}

/// Opens a thread: gives its first message, then answers, newest first, and marks them as read.
#[derive(Debug)]
pub struct OpenThread {
    /// The message it hangs on.
    pub message: MessageRef,
    /// After leaving out this many answers.
    pub offset: usize,
    /// At most this many answers.
    pub count: usize,
}

impl Operation for OpenThread {
    const NAME: &'static str = "messages.open_thread";
    type Access = SeesMessage;
    type Mode = Writes;
    type Output = Vec<Message>;

    fn subject(&self) -> MessageRef {
        self.message.clone()
    }

    async fn run(self, seen: MessageSeen, tx: &mut Tx, world: &World) -> Result<Vec<Message>, Failure> {
        need_threads(world)?;
        let MessageSeen { who, message } = seen;
        if message.thread_count == 0 {
            return Ok(Vec::new());
        }
        if who.membership().is_some() {
            tx.read_thread(&message.room, &message.id, who.id()).await?;
        }
        let mut answers = tx.thread(&message.id).await?;
        answers.reverse();
        let mut out = vec![message];
        out.extend(answers.into_iter().skip(self.offset).take(self.count));
        Ok(out)
    }
}
