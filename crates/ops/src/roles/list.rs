//! Roles in lists.

use crate::operation::{Operation, Reads};
use crate::{Failure, SignedIn, World};
use rustle_domain::access::Actor;
use rustle_domain::users::User;
use rustle_store::{ReadTx, StoredRole};

/// Gives every role.
#[derive(Debug)]
pub struct List;

impl Operation for List {
    const NAME: &'static str = "roles.list";
    type Access = SignedIn;
    type Mode = Reads;
    type Output = Vec<StoredRole>;

    fn subject(&self) {}

    async fn run(self, _: Actor, tx: &mut ReadTx, _: &World) -> Result<Vec<StoredRole>, Failure> {
        Ok(tx.roles().await?)
    }
}

/// Gives roles that changed or went after a time.
#[derive(Debug)]
pub struct Sync {
    /// Milliseconds since 1970.
    pub since: i64,
}

/// What changed.
#[derive(Debug)]
pub struct Synced {
    /// New or changed.
    pub update: Vec<StoredRole>,
    /// Ids of those that went, with when.
    pub remove: Vec<(String, i64)>,
}

impl Operation for Sync {
    const NAME: &'static str = "roles.sync";
    type Access = SignedIn;
    type Mode = Reads;
    type Output = Synced;

    fn subject(&self) {}

    async fn run(self, _: Actor, tx: &mut ReadTx, _: &World) -> Result<Synced, Failure> {
        let mut update = tx.roles().await?;
        update.retain(|r| r.updated_at >= self.since);
        Ok(Synced { update, remove: tx.removed_roles_since(self.since).await? })
    }
}

/// Gives the users of roles that are shown beside names.
#[derive(Debug)]
pub struct PublicHolders;

impl Operation for PublicHolders {
    const NAME: &'static str = "roles.public_holders";
    type Access = SignedIn;
    type Mode = Reads;
    type Output = Vec<User>;

    fn subject(&self) {}

    async fn run(self, _: Actor, tx: &mut ReadTx, _: &World) -> Result<Vec<User>, Failure> {
        let mut ids = Vec::new();
        for role in tx.roles().await?.into_iter().filter(|r| r.scope == "Users" && !r.description.is_empty())
        {
            ids.extend(tx.user_ids_in_role(&role.id).await?);
        }
        ids.sort();
        ids.dedup();
        Ok(tx.users(&ids).await?)
    }
}
