//! What an operation is.

use crate::{App, Caller, Failure, World};
use rustle_domain::RoomId;
use rustle_store::{ReadTx, Tx};
use std::future::Future;
use std::sync::Arc;

/// Something the server can do.
///
/// The type names the right it needs; there is no default, so an open operation says [`crate::Anyone`].
/// An operation never calls another: what two share is a function.
pub trait Operation: Sized + Send + 'static {
    /// `area.verb`, unique.
    const NAME: &'static str;
    /// The right it needs.
    type Access: Access;
    /// [`Reads`] or [`Writes`].
    type Mode: Mode;
    /// What it gives.
    type Output: Send + 'static;

    /// What the right is about: a room, a message, or nothing.
    fn subject(&self) -> <Self::Access as Access>::Subject;

    /// True when it changes settings, roles or permissions, which are kept in memory.
    const REFRESHES: bool = false;

    /// True when [`Self::prepare`] does something, so that the right is checked before it, too.
    const PREPARES: bool = false;

    /// Work that must not hold a transaction, such as hashing a password.
    fn prepare(self, app: &App, caller: &Caller) -> impl Future<Output = Result<Self, Failure>> + Send {
        let _ = (app, caller);
        async { Ok(self) }
    }

    /// The room in which the caller, and nobody else, is shown a refusal.
    fn tells_refusal(&self) -> Option<RoomId> {
        None
    }

    /// Does it, inside one transaction.
    fn run(
        self,
        permit: <Self::Access as Access>::Permit,
        tx: &mut <Self::Mode as Mode>::Tx,
        world: &World,
    ) -> impl Future<Output = Result<Self::Output, Failure>> + Send;
}

/// A kind of right: how it is decided, and what holding it lets an operation see.
pub trait Access: 'static {
    /// False where strangers are let in, too.
    const NEEDS_SIGN_IN: bool = true;
    /// For the table of operations.
    fn describe() -> String;
    /// What it is about.
    type Subject: Send + 'static;
    /// Proof that it was granted.
    type Permit: Send + 'static;

    /// Looks up the facts and decides.
    fn authorize(
        caller: &Caller,
        subject: Self::Subject,
        tx: &mut ReadTx,
        world: &World,
    ) -> impl Future<Output = Result<Self::Permit, Failure>> + Send;
}

/// Whether an operation reads or writes; decides the transaction it runs in.
pub trait Mode: Sized + 'static {
    /// For the table of operations.
    const NAME: &'static str;
    /// The transaction.
    type Tx: Send;

    /// Begins, authorises, runs and ends.
    fn transact<O: Operation<Mode = Self>>(
        app: &App,
        world: Arc<World>,
        caller: Caller,
        operation: O,
    ) -> impl Future<Output = Result<O::Output, Failure>> + Send;
}

/// Reads a consistent state; cannot record events.
#[derive(Debug)]
pub struct Reads;
/// Writes; what it records is told after the commit.
#[derive(Debug)]
pub struct Writes;

impl Mode for Reads {
    const NAME: &'static str = "reads";
    type Tx = ReadTx;

    async fn transact<O: Operation<Mode = Self>>(
        app: &App,
        world: Arc<World>,
        caller: Caller,
        operation: O,
    ) -> Result<O::Output, Failure> {
        app.database()
            .read(move |tx| {
                Box::pin(async move {
                    let permit = O::Access::authorize(&caller, operation.subject(), tx, &world).await?;
                    operation.run(permit, tx, &world).await
                })
            })
            .await
    }
}

impl Mode for Writes {
    const NAME: &'static str = "writes";
    type Tx = Tx;

    async fn transact<O: Operation<Mode = Self>>(
        app: &App,
        world: Arc<World>,
        caller: Caller,
        operation: O,
    ) -> Result<O::Output, Failure> {
        app.database()
            .write(move |tx| {
                Box::pin(async move {
                    let permit = O::Access::authorize(&caller, operation.subject(), tx, &world).await?;
                    operation.run(permit, tx, &world).await
                })
            })
            .await
    }
}
