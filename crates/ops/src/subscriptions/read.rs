//! Marking a room as read.

use crate::operation::{Operation, Writes};
use crate::{Failure, InRoom, RoomRef, World};
use rustle_domain::Event;
use rustle_domain::access::RoomActor;
use rustle_store::Tx;

/// The caller has read a room up to now.
#[derive(Debug)]
pub struct Read {
    /// Which.
    pub room: RoomRef,
    /// Its followed threads, too.
    pub threads: bool,
}

impl Operation for Read {
    const NAME: &'static str = "subscriptions.read";
    type Access = InRoom;
    type Mode = Writes;
    type Output = ();

    fn subject(&self) -> RoomRef {
        self.room.clone()
    }

    async fn run(self, who: RoomActor, tx: &mut Tx, world: &World) -> Result<(), Failure> {
        let (room, user, seq) = (who.room_id().clone(), who.id().clone(), who.room().seq);
        tx.read_all(&room, &user, world.now).await?;
        if self.threads {
            tx.read_threads(&room, &user, seq).await?;
        }
        tx.record(Event::Read { room, user });
        Ok(())
    }
}
