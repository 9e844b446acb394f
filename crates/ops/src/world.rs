//! What an operation sees of the world besides the database: the time, fresh ids, settings, what roles grant.

use crate::Grants;
use crate::app::Limits;
use rustle_domain::settings::Snapshot;
use rustle_domain::users::{Status, User};
use rustle_domain::{MessageId, RoomId, UserId};
use std::sync::Arc;

/// One moment of the world; made for each call.
#[derive(Clone)]
pub struct World {
    /// Milliseconds since 1970.
    pub now: i64,
    /// Every setting's value.
    pub settings: Arc<Snapshot>,
    /// What each role grants.
    pub grants: Arc<Grants>,
    /// Who is here.
    pub presence: Arc<dyn Presence>,
    pub(crate) limits: Arc<Limits>,
}

/// Tells who is here.
pub trait Presence: Send + Sync {
    /// What the user's connections report: offline, online or away.
    fn connection(&self, user: &UserId) -> Status;
}

impl World {
    /// What others see of a user's presence.
    pub fn status(&self, user: &User) -> Status {
        Status::visible(user.status_default, self.presence.connection(&user.id))
    }
    /// A fresh id as upstream makes them: 17 letters and digits.
    pub fn fresh_id(&self) -> String {
        crate::tokens::fresh_id()
    }
    /// The same for a message.
    pub fn fresh_message(&self) -> MessageId {
        self.fresh_id().into()
    }
    /// The same for a room.
    pub fn fresh_room(&self) -> RoomId {
        self.fresh_id().into()
    }
    /// The same for a user.
    pub fn fresh_user(&self) -> UserId {
        self.fresh_id().into()
    }
}
