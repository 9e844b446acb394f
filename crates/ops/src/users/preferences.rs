//! What a user prefers.

use super::UserSel;
use crate::operation::{Operation, Writes};
use crate::{Failure, SignedIn, World};
use rustle_domain::Opaque;
use rustle_domain::access::Actor;
use rustle_domain::permissions::Permission;
use rustle_domain::users::{User, UserRefusal};
use rustle_store::Tx;
use std::collections::BTreeMap;

/// Changes preferences of the caller, or, with the right to, of somebody else. Each value was checked by its key.
#[derive(Debug)]
pub struct SetPreferences {
    /// Whose; none is the caller.
    pub user: Option<UserSel>,
    /// By upstream's key.
    pub chosen: BTreeMap<String, Opaque>,
    /// The language, which is part of the account.
    pub language: Option<String>,
}

impl Operation for SetPreferences {
    const NAME: &'static str = "users.set_preferences";
    type Access = SignedIn;
    type Mode = Writes;
    type Output = User;

    fn subject(&self) {}

    async fn run(self, actor: Actor, tx: &mut Tx, world: &World) -> Result<User, Failure> {
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
        user.profile.preferences.extend(self.chosen);
        user.profile.language = self.language.or(user.profile.language);
        super::update::save(&before, user, tx, world).await
    }
}
