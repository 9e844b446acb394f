//! Giving a picture out.

use crate::operation::{Operation, Reads};
use crate::{Anyone, App, Caller, Failure, Visitor, World};
use rustle_domain::RoomId;
use rustle_domain::settings::keys;
use rustle_store::{ReadTx, StoredAvatar};

/// A picture.
#[derive(Debug)]
pub enum Avatar {
    /// One that somebody chose.
    Chosen {
        /// Media type.
        mime: String,
        /// The file.
        bytes: Vec<u8>,
        /// Changes with the picture.
        etag: String,
    },
    /// The generated one, an SVG.
    Letter(String),
}

/// Finds the picture of a user by name, or of a room by id.
#[derive(Debug)]
struct Find {
    username: Option<String>,
    room: Option<RoomId>,
}

impl Operation for Find {
    const NAME: &'static str = "avatars.find";
    type Access = Anyone;
    type Mode = Reads;
    type Output = Option<StoredAvatar>;

    fn subject(&self) {}

    async fn run(self, visitor: Visitor, tx: &mut ReadTx, world: &World) -> Result<Self::Output, Failure> {
        // To strangers everybody looks alike where pictures are not public.
        if world.settings.get(keys::ACCOUNTS_AVATAR_BLOCK_UNAUTHENTICATED_ACCESS) && visitor.actor.is_none() {
            return Ok(None);
        }
        if let Some(name) = &self.username {
            return match tx.user_by_name(name).await? {
                Some(user) => Ok(tx.avatar(&format!("user:{}", user.id)).await?),
                None => Ok(None),
            };
        }
        match &self.room {
            Some(room) => Ok(tx.avatar(&format!("room:{room}")).await?),
            None => Ok(None),
        }
    }
}

/// Largest picture kept, bytes.
const MAX: u64 = 4 * 1024 * 1024;

/// Gives the picture of a user (by name) or of a room (by id, with `@` or nothing before it).
pub async fn avatar(
    app: &App,
    caller: &Caller,
    username: Option<&str>,
    room: Option<&str>,
) -> Result<Avatar, Failure> {
    let find = Find { username: username.map(str::to_owned), room: room.map(Into::into) };
    if let Some(stored) = app.call(caller, find).await?
        && let Ok(bytes) = app.blobs().read(&stored.blob, MAX).await
    {
        return Ok(Avatar::Chosen { mime: stored.mime, bytes, etag: stored.etag });
    }
    Ok(Avatar::Letter(rustle_media::letter_avatar(username.or(room).unwrap_or("?"))))
}
