//! One subscription of the caller.

use crate::operation::{Operation, Reads};
use crate::{Failure, SignedIn, World};
use rustle_domain::RoomId;
use rustle_domain::access::Actor;
use rustle_store::{ReadTx, Subscription};

/// Gives the caller's subscription to a room, when there is one.
#[derive(Debug)]
pub struct GetOne {
    /// Which room.
    pub room: RoomId,
}

impl Operation for GetOne {
    const NAME: &'static str = "subscriptions.get_one";
    type Access = SignedIn;
    type Mode = Reads;
    type Output = Option<Subscription>;

    fn subject(&self) {}

    async fn run(self, actor: Actor, tx: &mut ReadTx, _: &World) -> Result<Self::Output, Failure> {
        Ok(tx.subscriptions_in(&self.room, &[actor.id().clone()]).await?.pop())
    }
}
