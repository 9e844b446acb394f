//! Showing a room in the caller's list, or hiding it until somebody writes.

use crate::operation::{Operation, Writes};
use crate::{Failure, InRoom, RoomRef, World};
use rustle_domain::access::RoomActor;
use rustle_domain::rooms::RoomRefusal;
use rustle_store::Tx;

/// Shows or hides a room.
#[derive(Debug)]
pub struct SetOpen {
    /// Which.
    pub room: RoomRef,
    /// Show or hide.
    pub open: bool,
    /// Refuses what is so already.
    pub strict: bool,
}

impl Operation for SetOpen {
    const NAME: &'static str = "rooms.set_open";
    type Access = InRoom;
    type Mode = Writes;
    type Output = ();

    fn subject(&self) -> RoomRef {
        self.room.clone()
    }

    async fn run(self, who: RoomActor, tx: &mut Tx, world: &World) -> Result<(), Failure> {
        let open = who.membership().is_some_and(|m| m.open);
        if open == self.open {
            let name = who.room().display_name().to_owned();
            return match (self.strict, open) {
                (false, _) => Ok(()),
                (true, true) => Err(RoomRefusal::AlreadyOpen(name).into()),
                (true, false) => Err(RoomRefusal::AlreadyClosed(name).into()),
            };
        }
        tx.set_open(who.room_id(), who.id(), self.open, world.now).await?;
        Ok(())
    }
}
