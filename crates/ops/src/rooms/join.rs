//! Coming into a room, and going.

use super::{Way, add_member, is_last_owner, not_archived, remove_member};
use crate::operation::{Operation, Writes};
use crate::{Failure, RoomRef, SeesRoom, World};
use rustle_domain::access::{Denied, RoomActor};
use rustle_domain::messages::Draft;
use rustle_domain::permissions::Permission;
use rustle_domain::rooms::{Room, RoomKind, RoomRefusal};
use rustle_store::Tx;

/// The caller joins a room they can read. No-op for members.
#[derive(Debug)]
pub struct Join {
    /// Which.
    pub room: RoomRef,
    /// The code, where the room needs one.
    pub code: Option<String>,
}

impl Operation for Join {
    const NAME: &'static str = "rooms.join";
    type Access = SeesRoom;
    type Mode = Writes;
    type Output = Room;

    fn subject(&self) -> RoomRef {
        self.room.clone()
    }

    async fn run(self, who: RoomActor, tx: &mut Tx, world: &World) -> Result<Room, Failure> {
        let room = who.room();
        if who.membership().is_some() {
            return Ok(room.clone());
        }
        if room.kind == RoomKind::Direct {
            return Err(RoomRefusal::NotForDirect.into());
        }
        not_archived(room)?;
        if let Some(code) = &room.detail.join_code
            && !who.can(Permission::JoinWithoutJoinCode)
        {
            let given = self.code.ok_or(RoomRefusal::JoinCodeNeeded)?;
            if given != *code {
                return Err(RoomRefusal::WrongJoinCode.into());
            }
        }
        let user = who.actor().reference();
        let kind = match (&room.parent, room.team_main) {
            (Some(_), _) => "ut",
            (None, true) => "ujt",
            (None, false) => "uj",
        };
        let note = Draft::system(room.id.clone(), user.clone(), kind, &user.username);
        add_member(tx, room, &user, Some(note), world.now).await?;
        Ok(tx.room(&room.id).await?.ok_or(RoomRefusal::NotFound)?)
    }
}

/// The caller leaves a room.
#[derive(Debug)]
pub struct Leave {
    /// Which.
    pub room: RoomRef,
}

impl Operation for Leave {
    const NAME: &'static str = "rooms.leave";
    type Access = SeesRoom;
    type Mode = Writes;
    type Output = Room;

    fn subject(&self) -> RoomRef {
        self.room.clone()
    }

    async fn run(self, who: RoomActor, tx: &mut Tx, world: &World) -> Result<Room, Failure> {
        let room = who.room();
        let right = match room.kind {
            RoomKind::Channel => Permission::LeaveC,
            RoomKind::Group => Permission::LeaveP,
            RoomKind::Direct => return Err(RoomRefusal::NotForDirect.into()),
        };
        who.need(right).map_err(|_| Denied::NotMember)?;
        let member = who.membership().ok_or(RoomRefusal::NotMember)?;
        if is_last_owner(member, tx).await? {
            return Err(RoomRefusal::LastOwner.into());
        }
        let way = if room.team_main { "ult" } else { "ul" };
        remove_member(tx, room, member, Way { kind: way, by: who.actor().reference() }, world.now).await?;
        Ok(tx.room(&room.id).await?.ok_or(RoomRefusal::NotFound)?)
    }
}
