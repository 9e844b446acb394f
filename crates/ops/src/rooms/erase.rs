//! Deleting a room with everything in it.

use crate::operation::{Operation, Writes};
use crate::{Failure, HoldsInRoom, RoomRef, World};
use rustle_domain::access::{Denied, RoomActor};
use rustle_domain::permissions::Permission;
use rustle_domain::rooms::{Room, RoomKind};
use rustle_store::Tx;

crate::any_of! {
    /// May delete some kind of room.
    DeleteRooms = [DeleteC, DeleteP, DeleteD];
}

/// Deletes a room, its messages and files, and its discussions.
#[derive(Debug)]
pub struct Erase {
    /// Which.
    pub room: RoomRef,
}

impl Operation for Erase {
    const NAME: &'static str = "rooms.erase";
    type Access = HoldsInRoom<DeleteRooms>;
    type Mode = Writes;
    type Output = ();

    fn subject(&self) -> RoomRef {
        self.room.clone()
    }

    async fn run(self, who: RoomActor, tx: &mut Tx, world: &World) -> Result<(), Failure> {
        let right = match who.room().kind {
            RoomKind::Channel => Permission::DeleteC,
            RoomKind::Group => Permission::DeleteP,
            RoomKind::Direct => Permission::DeleteD,
        };
        if !who.can(right) {
            return Err(if who.sees() { Denied::Permission } else { Denied::NoSuchRoom }.into());
        }
        for discussion in tx.discussions(who.room_id()).await? {
            erase(tx, &discussion, world.now).await?;
        }
        erase(tx, who.room(), world.now).await
    }
}

/// Removes a room and tells its members.
pub(crate) async fn erase(tx: &mut Tx, room: &Room, now: i64) -> Result<(), Failure> {
    if let (Some(_), Some(mut opener)) = (&room.parent, tx.discussion_opener(&room.id).await?) {
        opener.discussion = None;
        tx.update_message(opener, now).await?;
    }
    for member in tx.members(&room.id).await? {
        tx.delete_membership(&member, now).await?;
    }
    tx.delete_avatar(&format!("room:{}", room.id)).await?;
    tx.erase_room(&room.id).await?;
    Ok(())
}
