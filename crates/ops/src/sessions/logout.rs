//! Signing out.

use crate::operation::{Operation, Writes};
use crate::{Failure, SignedIn, World};
use rustle_domain::Event;
use rustle_domain::access::Actor;
use rustle_store::Tx;

/// Ends the session the caller came with.
#[derive(Debug)]
pub struct LogOut;

impl Operation for LogOut {
    const NAME: &'static str = "sessions.log_out";
    type Access = SignedIn;
    type Mode = Writes;
    type Output = ();

    fn subject(&self) {}

    async fn run(self, actor: Actor, tx: &mut Tx, _: &World) -> Result<(), Failure> {
        if let Some(hash) = actor.token_hash().map(str::to_owned) {
            tx.delete_session(&hash).await?;
            tx.record(Event::SessionsEnded { user: actor.id().clone(), hash: Some(hash), except: None });
        }
        Ok(())
    }
}

/// Ends every other sign-in of the caller; personal access tokens stay.
#[derive(Debug)]
pub struct LogOutOthers;

impl Operation for LogOutOthers {
    const NAME: &'static str = "sessions.log_out_others";
    type Access = SignedIn;
    type Mode = Writes;
    type Output = ();

    fn subject(&self) {}

    async fn run(self, actor: Actor, tx: &mut Tx, _: &World) -> Result<(), Failure> {
        let own = actor.token_hash().map(str::to_owned);
        tx.delete_logins(actor.id(), own.as_deref()).await?;
        tx.record(Event::SessionsEnded { user: actor.id().clone(), hash: None, except: own });
        Ok(())
    }
}
