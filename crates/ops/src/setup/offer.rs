//! Offering the link.

use crate::operation::{Operation, Reads, Writes};
use crate::{Failure, ServerItself, Token, World};
use rustle_store::{ReadTx, Tx};

/// Says whether there is no administrator yet.
#[derive(Debug)]
pub struct Needed;

impl Operation for Needed {
    const NAME: &'static str = "setup.needed";
    type Access = ServerItself;
    type Mode = Reads;
    type Output = bool;

    fn subject(&self) {}

    async fn run(self, (): (), tx: &mut ReadTx, _: &World) -> Result<bool, Failure> {
        Ok(tx.count_active_in_role("admin").await? == 0)
    }
}

/// Makes a fresh token for the link; any older one is void. Only its hash is kept.
#[derive(Debug)]
pub struct Offer;

impl Operation for Offer {
    const NAME: &'static str = "setup.offer";
    type Access = ServerItself;
    type Mode = Writes;
    type Output = String;

    fn subject(&self) {}

    async fn run(self, (): (), tx: &mut Tx, world: &World) -> Result<String, Failure> {
        let token = Token::fresh();
        tx.offer_setup(&token.hash(), world.now).await?;
        Ok(token.secret().to_owned())
    }
}
