//! Using the link.

use crate::operation::{Operation, Writes};
use crate::users::Create;
use crate::{Anyone, App, Caller, Failure, Visitor, World, token_hash};
use rustle_domain::access::Denied;
use rustle_domain::users::User;
use rustle_store::Tx;

/// Makes the first administrator. The token dies with it; with an administrator there, no token is good.
#[derive(Debug)]
pub struct Redeem {
    /// The secret of the link.
    pub token: String,
    /// The account to make; its roles are not asked for.
    pub account: Create,
}

impl Operation for Redeem {
    const NAME: &'static str = "setup.redeem";
    type Access = Anyone;
    type Mode = Writes;
    type Output = User;
    const PREPARES: bool = true;

    fn subject(&self) {}

    async fn prepare(mut self, app: &App, caller: &Caller) -> Result<Self, Failure> {
        self.account = self.account.prepare(app, caller).await?;
        Ok(self)
    }

    async fn run(self, _: Visitor, tx: &mut Tx, world: &World) -> Result<User, Failure> {
        let good = tx.take_setup(&token_hash(&self.token)).await?;
        if !good || tx.count_active_in_role("admin").await? > 0 {
            return Err(Denied::Permission.into());
        }
        let account = Create { roles: vec!["admin".into(), "user".into()], ..self.account };
        account.make(None, tx, world).await
    }
}
