//! Silencing members.

use super::note;
use crate::operation::{Operation, Writes};
use crate::users::UserSel;
use crate::{Failure, HoldsInRoom, RoomRef, World};
use rustle_domain::Event;
use rustle_domain::access::RoomActor;
use rustle_domain::rooms::{RoomKind, RoomRefusal};
use rustle_domain::users::UserRefusal;
use rustle_store::Tx;

crate::any_of! {
    /// May silence members.
    MuteUser = [MuteUser];
}

/// Silences a member of a room, or lets them speak. In a read-only room letting somebody speak is an exception.
#[derive(Debug)]
pub struct Mute {
    /// Where.
    pub room: RoomRef,
    /// Whom.
    pub user: UserSel,
    /// Silence, or let speak.
    pub on: bool,
}

impl Operation for Mute {
    const NAME: &'static str = "rooms.mute";
    type Access = HoldsInRoom<MuteUser>;
    type Mode = Writes;
    type Output = ();

    fn subject(&self) -> RoomRef {
        self.room.clone()
    }

    async fn run(self, who: RoomActor, tx: &mut Tx, world: &World) -> Result<(), Failure> {
        let mut room = who.room().clone();
        if room.kind == RoomKind::Direct {
            return Err(RoomRefusal::KindInvalid.into());
        }
        let user = self.user.find(tx).await?.ok_or(UserRefusal::NotFound)?;
        let member = tx.membership(&room.id, &user.id).await?.ok_or(RoomRefusal::UserNotInRoom)?;
        let name = member.user.username;
        room.detail.muted.retain(|n| *n != name);
        room.detail.unmuted.retain(|n| *n != name);
        match (self.on, room.read_only) {
            (true, _) => room.detail.muted.push(name.clone()),
            (false, true) => room.detail.unmuted.push(name.clone()),
            (false, false) => {}
        }
        tx.update_room(&room, world.now).await?;
        let kind = if self.on { "user-muted" } else { "user-unmuted" };
        note(tx, &room.id, who.actor().reference(), (kind, &name), world.now).await?;
        tx.record(Event::RoomSaved { room: room.id });
        Ok(())
    }
}
