//! What people can do against messages of others: fold them away, or report them. And receipts, which nobody keeps.

use crate::operation::{Operation, Reads, Writes};
use crate::{Failure, InRoom, MessageRef, MessageSeen, RoomRef, SeesMessage, World};
use rustle_domain::UserId;
use rustle_domain::access::RoomActor;
use rustle_domain::messages::MessageRefusal;
use rustle_store::{ReadTx, Tx};

/// Folds the messages of another member of a room away for the caller, or unfolds them.
#[derive(Debug)]
pub struct Ignore {
    /// Where.
    pub room: RoomRef,
    /// Whose messages.
    pub user: UserId,
    /// Fold or unfold.
    pub on: bool,
}

impl Operation for Ignore {
    const NAME: &'static str = "messages.ignore";
    type Access = InRoom;
    type Mode = Writes;
    type Output = ();

    fn subject(&self) -> RoomRef {
        self.room.clone()
    }

    async fn run(self, who: RoomActor, tx: &mut Tx, world: &World) -> Result<(), Failure> {
        let mut own = who.membership().cloned().ok_or(MessageRefusal::NoSubscription)?;
        if tx.membership(who.room_id(), &self.user).await?.is_none() {
            return Err(MessageRefusal::NoSubscription.into());
        }
        own.wishes.ignored.retain(|u| *u != self.user);
        if self.on {
            own.wishes.ignored.push(self.user);
        }
        tx.update_membership(&own, world.now).await?;
        Ok(())
    }
}

/// Reports a message to those who watch over the workspace.
#[derive(Debug)]
pub struct Report {
    /// Which.
    pub message: MessageRef,
    /// What is wrong with it.
    pub description: String,
}

/// Longest description that is kept, letters.
const LONGEST: usize = 4000;

impl Operation for Report {
    const NAME: &'static str = "messages.report";
    type Access = SeesMessage;
    type Mode = Writes;
    type Output = ();

    fn subject(&self) -> MessageRef {
        self.message.clone()
    }

    async fn run(self, seen: MessageSeen, tx: &mut Tx, world: &World) -> Result<(), Failure> {
        let description: String = self.description.trim().chars().take(LONGEST).collect();
        if description.is_empty() {
            return Err(MessageRefusal::ReportEmpty.into());
        }
        let MessageSeen { who, message } = seen;
        let report = rustle_store::Report {
            id: world.fresh_id(),
            message,
            reporter: who.id().clone(),
            description,
            at: world.now,
        };
        tx.insert_report(&report).await?;
        Ok(())
    }
}

/// Would give who read a message. Nobody keeps it, which upstream says in the words of its editions.
#[derive(Debug)]
pub struct Receipts {
    /// Which.
    pub message: MessageRef,
}

impl Operation for Receipts {
    const NAME: &'static str = "messages.receipts";
    type Access = SeesMessage;
    type Mode = Reads;
    type Output = ();

    fn subject(&self) -> MessageRef {
        self.message.clone()
    }

    async fn run(self, _: MessageSeen, _: &mut ReadTx, _: &World) -> Result<(), Failure> {
        Err(MessageRefusal::NoReadReceipts.into())
    }
}
