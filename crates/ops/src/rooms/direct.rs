//! A direct room between named people.

use super::direct_room;
use crate::operation::{Operation, Writes};
use crate::{Failure, SignedIn, World};
use rustle_domain::access::Actor;
use rustle_domain::permissions::Permission;
use rustle_domain::rooms::{Room, RoomRefusal};
use rustle_domain::settings::keys;
use rustle_domain::users::UserRefusal;
use rustle_store::Tx;

/// Opens the direct room of the caller and these people; makes it when it is the first time.
#[derive(Debug)]
pub struct CreateDirect {
    /// User names.
    pub usernames: Vec<String>,
    /// Leaves the caller out.
    pub exclude_self: bool,
}

/// A direct room.
#[derive(Debug)]
pub struct DirectRoom {
    /// The room.
    pub room: Room,
    /// Made just now.
    pub new: bool,
}

impl Operation for CreateDirect {
    const NAME: &'static str = "rooms.create_direct";
    type Access = SignedIn;
    type Mode = Writes;
    type Output = DirectRoom;

    fn subject(&self) {}

    async fn run(self, actor: Actor, tx: &mut Tx, world: &World) -> Result<DirectRoom, Failure> {
        actor.need_any(&[Permission::CreateD, Permission::ViewDRoom])?;
        let mut people = Vec::new();
        if !self.exclude_self {
            people.push(actor.reference());
        }
        for name in &self.usernames {
            let user = tx.user_by_name(name).await?.filter(|u| u.active).ok_or(UserRefusal::NotFound)?;
            if !people.iter().any(|p| p.id == user.id) {
                people.push(user.reference());
            }
        }
        let most = usize::try_from(world.settings.get(keys::DIRECT_MESSAGE_MAX_USERS)).unwrap_or(usize::MAX);
        if people.len() > most {
            return Err(RoomRefusal::TooManyPeople.into());
        }
        let ids: Vec<_> = people.iter().map(|p| p.id.clone()).collect();
        if tx.direct_room(&ids).await?.is_none() {
            actor.need(Permission::CreateD)?;
        }
        let (room, new) = direct_room(tx, people, &actor.reference(), world.now).await?;
        Ok(DirectRoom { room, new })
    }
}
