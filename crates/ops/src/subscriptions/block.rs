//! Blocking the other in a direct room: neither writes to the other.

use crate::operation::{Operation, Writes};
use crate::{Failure, InRoom, RoomRef, World};
use rustle_domain::UserId;
use rustle_domain::access::RoomActor;
use rustle_domain::rooms::RoomRefusal;
use rustle_store::Tx;

/// Blocks somebody, or ends that.
#[derive(Debug)]
pub struct Block {
    /// The direct room of two.
    pub room: RoomRef,
    /// The other.
    pub user: UserId,
    /// Block or end it.
    pub on: bool,
}

impl Operation for Block {
    const NAME: &'static str = "subscriptions.block";
    type Access = InRoom;
    type Mode = Writes;
    type Output = ();

    fn subject(&self) -> RoomRef {
        self.room.clone()
    }

    async fn run(self, who: RoomActor, tx: &mut Tx, world: &World) -> Result<(), Failure> {
        let room = who.room_id();
        let two = who.room().detail.uids.len() == 2 && self.user != *who.id();
        let other = tx.membership(room, &self.user).await?;
        let (Some(mut own), Some(mut other), true) = (who.membership().cloned(), other, two) else {
            return Err(RoomRefusal::NotFound.into());
        };
        own.wishes.blocker = self.on;
        other.wishes.blocked = self.on;
        tx.update_membership(&own, world.now).await?;
        tx.update_membership(&other, world.now).await?;
        Ok(())
    }
}
