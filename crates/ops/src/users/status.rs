//! Presence and the text beside it.

use super::UserSel;
use crate::operation::{Operation, Reads, Writes};
use crate::{Failure, SignedIn, World};
use rustle_domain::UserId;
use rustle_domain::access::Actor;
use rustle_domain::permissions::Permission;
use rustle_domain::settings::keys;
use rustle_domain::users::{Status, User, UserRefusal};
use rustle_store::{ReadTx, Tx};

/// Sets status and text of the caller, or, with the right to, of somebody else.
#[derive(Debug)]
pub struct SetStatus {
    /// Whose; none is the caller.
    pub user: Option<UserSel>,
    /// The status.
    pub status: Option<String>,
    /// The text.
    pub text: Option<String>,
}

impl Operation for SetStatus {
    const NAME: &'static str = "users.set_status";
    type Access = SignedIn;
    type Mode = Writes;
    type Output = User;

    fn subject(&self) {}

    async fn run(self, actor: Actor, tx: &mut Tx, world: &World) -> Result<User, Failure> {
        if !world.settings.get(keys::ACCOUNTS_ALLOW_USER_STATUS_MESSAGE_CHANGE) {
            return Err(UserRefusal::ChangeDisabled("status").into());
        }
        let before = match &self.user {
            None => actor.user().clone(),
            Some(user) => {
                let found = user.find(tx).await?;
                if found.as_ref().is_none_or(|u| u.id != *actor.id()) {
                    actor.need(Permission::EditOtherUserInfo)?;
                }
                found.ok_or(UserRefusal::NotFound)?
            }
        };
        let mut user = before.clone();
        if let Some(text) = self.text {
            user.status_text = text.trim().chars().take(120).collect();
        }
        if let Some(word) = self.status {
            let status = Status::parse(&word).ok_or(UserRefusal::StatusInvalid(word))?;
            if status == Status::Offline && !world.settings.get(keys::ACCOUNTS_ALLOW_INVISIBLE_STATUS_OPTION)
            {
                return Err(UserRefusal::InvisibleNotAllowed.into());
            }
            user.status_default = status;
        }
        super::update::save(&before, user, tx, world).await
    }
}

/// Gives the account of the caller or of somebody else, for their presence.
#[derive(Debug)]
pub struct GetStatus {
    /// Whose; none is the caller.
    pub user: Option<UserSel>,
}

impl Operation for GetStatus {
    const NAME: &'static str = "users.get_status";
    type Access = SignedIn;
    type Mode = Reads;
    /// True: it is the caller's own.
    type Output = (User, bool);

    fn subject(&self) {}

    async fn run(self, actor: Actor, tx: &mut ReadTx, _: &World) -> Result<(User, bool), Failure> {
        match &self.user {
            None => Ok((actor.user().clone(), true)),
            Some(user) => {
                let user = user.find(tx).await?.ok_or(UserRefusal::NotFound)?;
                let own = user.id == *actor.id();
                Ok((user, own))
            }
        }
    }
}

/// Gives who is here: of some users, or of all.
#[derive(Debug)]
pub struct WhoIsHere {
    /// Only these; none is all.
    pub ids: Option<Vec<UserId>>,
    /// Only accounts that changed after this time, milliseconds since 1970.
    pub since: Option<i64>,
}

impl Operation for WhoIsHere {
    const NAME: &'static str = "users.who_is_here";
    type Access = SignedIn;
    type Mode = Reads;
    /// True: it is everybody.
    type Output = (Vec<User>, bool);

    fn subject(&self) {}

    async fn run(self, actor: Actor, tx: &mut ReadTx, world: &World) -> Result<(Vec<User>, bool), Failure> {
        if world.settings.get(keys::PRESENCE_BROADCAST_DISABLED) {
            return Ok((Vec::new(), true));
        }
        let here = |u: &User| world.status(u) != Status::Offline;
        if let Some(ids) = &self.ids {
            let mut users = tx.users(ids).await?;
            users.retain(here);
            return Ok((users, false));
        }
        // After longer than this clients get the whole list, as upstream.
        if let Some(since) = self.since.filter(|since| world.now - since < 10 * 60_000) {
            let mut users = tx.users_changed_since(since).await?;
            users.retain(|u| u.id != *actor.id());
            return Ok((users, false));
        }
        let mut users = tx.all_users().await?;
        users.retain(here);
        Ok((users, true))
    }
}
