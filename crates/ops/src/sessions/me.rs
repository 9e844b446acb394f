//! The caller's own account.

use crate::operation::{Operation, Reads};
use crate::{Failure, SignedIn, World};
use rustle_domain::access::Actor;
use rustle_domain::users::User;
use rustle_store::ReadTx;

/// Gives the caller's account.
#[derive(Debug)]
pub struct Me;

impl Operation for Me {
    const NAME: &'static str = "sessions.me";
    type Access = SignedIn;
    type Mode = Reads;
    type Output = User;

    fn subject(&self) {}

    async fn run(self, actor: Actor, _: &mut ReadTx, _: &World) -> Result<User, Failure> {
        Ok(actor.user().clone())
    }
}
