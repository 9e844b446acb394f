//! Whether the caller may read a room.

use crate::operation::{Operation, Reads};
use crate::{Failure, ReadsRoom, RoomRef, World};
use rustle_domain::access::Reader;
use rustle_store::ReadTx;

/// Succeeds when the caller may read the room.
#[derive(Debug)]
pub struct Visible {
    /// Which.
    pub room: RoomRef,
}

impl Operation for Visible {
    const NAME: &'static str = "rooms.visible";
    type Access = ReadsRoom;
    type Mode = Reads;
    type Output = ();

    fn subject(&self) -> RoomRef {
        self.room.clone()
    }

    async fn run(self, _: Reader, _: &mut ReadTx, _: &World) -> Result<(), Failure> {
        Ok(())
    }
}
