//! An account one makes for oneself.

use super::create::add_account;
use super::{check_email, check_name, check_password, check_username, unverified};
use crate::operation::{Operation, Writes};
use crate::{Anyone, App, Caller, Failure, Password, PasswordHash, Visitor, World, passwords};
use rustle_domain::settings::keys;
use rustle_domain::users::{Profile, Status, User, UserKind, UserRefusal};
use rustle_store::Tx;

/// Registers. Never gives more than the workspace's default roles: the first administrator is made otherwise.
#[derive(Debug)]
pub struct Register {
    /// Unique.
    pub username: String,
    /// Display name.
    pub name: String,
    /// Main address.
    pub email: String,
    /// The password itself.
    pub password: String,
    /// Why, where an administrator must agree.
    pub reason: Option<String>,
    /// Opens registration where it needs the secret address.
    pub secret: Option<String>,
    /// Made by [`Operation::prepare`].
    pub hash: Option<PasswordHash>,
}

/// Roles of a new account.
pub(crate) fn default_roles(world: &World) -> Vec<String> {
    let list = world.settings.get(keys::ACCOUNTS_REGISTRATION_USERS_DEFAULT_ROLES);
    list.split(',').map(str::trim).filter(|r| !r.is_empty() && *r != "admin").map(str::to_owned).collect()
}

impl Operation for Register {
    const NAME: &'static str = "users.register";
    type Access = Anyone;
    type Mode = Writes;
    type Output = User;
    const PREPARES: bool = true;

    fn subject(&self) {}

    async fn prepare(mut self, app: &App, _: &Caller) -> Result<Self, Failure> {
        let world = &app.world();
        let open = match world.settings.get(keys::ACCOUNTS_REGISTRATION_FORM) {
            "Public" => true,
            "Secret URL" => {
                let secret = world.settings.get(keys::ACCOUNTS_REGISTRATION_FORM_SECRET_URL);
                !secret.is_empty() && self.secret.as_deref() == Some(secret)
            }
            _ => false,
        };
        if !open {
            return Err(UserRefusal::RegistrationDisabled.into());
        }
        let plain = std::mem::take(&mut self.password);
        check_password(&plain, world)?;
        self.hash = Some(passwords::hash(&world.limits, Password::plain(&plain)?).await?);
        Ok(self)
    }

    async fn run(self, _: Visitor, tx: &mut Tx, world: &World) -> Result<User, Failure> {
        if super::is_blocked(&self.username, world) {
            return Err(UserRefusal::UsernameBlocked(self.username).into());
        }
        check_username(&self.username, None, tx, world).await?;
        check_name(&self.name)?;
        check_email(&self.email, None, tx).await?;
        let approval = world.settings.get(keys::ACCOUNTS_MANUALLY_APPROVE_NEW_USERS);
        let user = User {
            id: world.fresh_user(),
            username: Some(self.username),
            name: Some(self.name).filter(|n| !n.is_empty()),
            emails: vec![unverified(&self.email)],
            kind: UserKind::Person,
            active: !approval,
            roles: default_roles(world),
            status_default: Status::Online,
            status_text: String::new(),
            created_at: world.now,
            updated_at: world.now,
            last_login: None,
            avatar_etag: None,
            profile: Profile { reason: self.reason.filter(|_| approval), ..Profile::default() },
        };
        add_account(tx, &user, self.hash.as_ref(), !approval, world).await?;
        Ok(user)
    }
}
