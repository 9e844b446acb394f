//! A new channel or private group.

use super::{add_member, check_name, place, short_name};
use crate::operation::{Operation, Writes};
use crate::{Failure, SignedIn, World};
use rustle_domain::access::Actor;
use rustle_domain::messages::Draft;
use rustle_domain::permissions::Permission;
use rustle_domain::rooms::{Room, RoomDetail, RoomKind};
use rustle_domain::{Event, Opaque};
use rustle_store::Tx;

/// Makes a channel or a private group, its maker the owner, and adds members.
#[derive(Debug)]
pub struct Create {
    /// Channel or group; direct rooms have an operation of their own.
    pub kind: RoomKind,
    /// Its name.
    pub name: String,
    /// User names to add; unknown ones are left out, as upstream.
    pub members: Vec<String>,
    /// Only those with the right to may write.
    pub read_only: bool,
    /// Leaves the maker out.
    pub exclude_self: bool,
    /// Topic, broadcast, encrypted and so on.
    pub detail: RoomDetail,
    /// Fields the workspace defined.
    pub custom_fields: Option<Opaque>,
}

impl Operation for Create {
    const NAME: &'static str = "rooms.create";
    type Access = SignedIn;
    type Mode = Writes;
    type Output = Room;

    fn subject(&self) {}

    async fn run(self, actor: Actor, tx: &mut Tx, world: &World) -> Result<Room, Failure> {
        actor.need(if self.kind == RoomKind::Group { Permission::CreateP } else { Permission::CreateC })?;
        let name = short_name(&self.name, world);
        check_name(&name, tx, world).await?;
        let room = Room {
            id: world.fresh_room(),
            kind: self.kind,
            fname: Some(self.name.trim().to_owned()),
            name: Some(name),
            creator: Some(actor.reference()),
            default: false,
            read_only: self.read_only || self.detail.broadcast,
            archived: false,
            seq: 0,
            counted_seq: 0,
            messages: 0,
            members: 0,
            created_at: world.now,
            last_message_at: None,
            updated_at: world.now,
            parent: None,
            team: None,
            team_main: false,
            detail: RoomDetail { custom_fields: self.custom_fields, ..self.detail },
        };
        tx.insert_room(&room).await?;
        if !self.exclude_self {
            tx.insert_membership(&place(&room, actor.reference(), &["owner"], world.now)).await?;
        }
        for user in tx.users_by_names(&self.members).await? {
            if user.id == *actor.id() || !user.active {
                continue;
            }
            let who = user.reference();
            let note = Draft::system(room.id.clone(), actor.reference(), "au", &who.username);
            add_member(tx, &room, &who, Some(note), world.now).await?;
        }
        tx.record(Event::RoomSaved { room: room.id.clone() });
        Ok(tx.room(&room.id).await?.unwrap_or(room))
    }
}
