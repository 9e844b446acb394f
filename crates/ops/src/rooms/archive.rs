//! Closing a room for good or for a while: nobody writes in an archived room, and lists leave it out.

use super::note;
use crate::operation::{Operation, Writes};
use crate::{Failure, HoldsInRoom, RoomRef, World};
use rustle_domain::Event;
use rustle_domain::access::RoomActor;
use rustle_domain::permissions::Permission;
use rustle_domain::rooms::{RoomKind, RoomRefusal};
use rustle_store::Tx;

crate::any_of! {
    /// May archive rooms or bring them back.
    ArchiveRooms = [ArchiveRoom, UnarchiveRoom];
}

/// Archives a room or brings it back.
#[derive(Debug)]
pub struct Archive {
    /// Which.
    pub room: RoomRef,
    /// Archive, or bring back.
    pub on: bool,
    /// Refuses what is so already.
    pub strict: bool,
}

impl Operation for Archive {
    const NAME: &'static str = "rooms.archive";
    type Access = HoldsInRoom<ArchiveRooms>;
    type Mode = Writes;
    type Output = ();

    fn subject(&self) -> RoomRef {
        self.room.clone()
    }

    async fn run(self, who: RoomActor, tx: &mut Tx, world: &World) -> Result<(), Failure> {
        who.need(if self.on { Permission::ArchiveRoom } else { Permission::UnarchiveRoom })?;
        let mut room = who.room().clone();
        if room.kind == RoomKind::Direct {
            return Err(RoomRefusal::NotForDirect.into());
        }
        if room.archived == self.on {
            let name = room.display_name().to_owned();
            return match (self.strict, self.on) {
                (false, _) => Ok(()),
                (true, true) => Err(RoomRefusal::Archived(name).into()),
                (true, false) => Err(RoomRefusal::NotArchived(name).into()),
            };
        }
        room.archived = self.on;
        tx.update_room(&room, world.now).await?;
        let kind = if self.on { "room-archived" } else { "room-unarchived" };
        note(tx, &room.id, who.actor().reference(), (kind, ""), world.now).await?;
        tx.record(Event::RoomSaved { room: room.id });
        Ok(())
    }
}
