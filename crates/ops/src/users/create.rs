//! A new account, made by somebody with the right to.

use super::{check_email, check_name, check_password, check_username, unverified};
use crate::operation::{Operation, Writes};
use crate::{App, Caller, Failure, Holds, Password, PasswordHash, ServerItself, World, passwords};
use rustle_domain::access::Actor;
use rustle_domain::event::UserChange;
use rustle_domain::permissions::Permission;
use rustle_domain::users::{Profile, Status, User, UserKind, UserRefusal};
use rustle_domain::{Event, Opaque, UserId};
use rustle_store::Tx;

crate::any_of! {
    /// May make accounts.
    CreateUser = [CreateUser];
}

/// Makes an account.
#[derive(Debug)]
pub struct Create {
    /// Unique.
    pub username: String,
    /// Display name.
    pub name: String,
    /// Main address.
    pub email: Option<String>,
    /// The address needs no proof.
    pub verified: bool,
    /// None: nobody can sign in by password until one is set.
    pub password: Option<String>,
    /// Ids of roles; empty is the workspace's default.
    pub roles: Vec<String>,
    /// False makes it deactivated.
    pub active: bool,
    /// Joins the rooms that are for everybody.
    pub join_default_channels: bool,
    /// The first sign-in must lead to a new password.
    pub require_password_change: bool,
    /// About the person.
    pub bio: Option<String>,
    /// What friends say.
    pub nickname: Option<String>,
    /// Beside the status.
    pub status_text: Option<String>,
    /// Fields the workspace defined.
    pub custom_fields: Option<Opaque>,
    /// Made by [`Operation::prepare`].
    pub hash: Option<PasswordHash>,
}

impl Operation for Create {
    const NAME: &'static str = "users.create";
    type Access = Holds<CreateUser>;
    type Mode = Writes;
    type Output = User;
    const PREPARES: bool = true;

    fn subject(&self) {}

    async fn prepare(mut self, app: &App, _: &Caller) -> Result<Self, Failure> {
        let world = &app.world();
        if let Some(plain) = self.password.take() {
            check_password(&plain, world)?;
            self.hash = Some(passwords::hash(&world.limits, Password::plain(&plain)?).await?);
        }
        Ok(self)
    }

    async fn run(self, actor: Actor, tx: &mut Tx, world: &World) -> Result<User, Failure> {
        self.make(Some(&actor), tx, world).await
    }
}

impl Create {
    /// Makes the account. Without an actor it is the server's own doing, and any role can be given.
    pub(crate) async fn make(
        self,
        actor: Option<&Actor>,
        tx: &mut Tx,
        world: &World,
    ) -> Result<User, Failure> {
        if actor.is_some() && super::is_blocked(&self.username, world) {
            return Err(UserRefusal::UsernameBlocked(self.username).into());
        }
        check_username(&self.username, None, tx, world).await?;
        check_name(&self.name)?;
        if let Some(email) = &self.email {
            check_email(email, None, tx).await?;
        }
        for role in &self.roles {
            tx.role(role).await?.ok_or_else(|| UserRefusal::UnknownRole(role.clone()))?;
            if let (Some(actor), "admin") = (actor, role.as_str()) {
                actor.need(Permission::AssignAdminRole)?;
            }
        }
        let roles = if self.roles.is_empty() { super::register::default_roles(world) } else { self.roles };
        let user = User {
            id: world.fresh_user(),
            username: Some(self.username),
            name: Some(self.name).filter(|n| !n.is_empty()),
            emails: self
                .email
                .iter()
                .map(|e| rustle_domain::users::Email { verified: self.verified, ..unverified(e) })
                .collect(),
            kind: UserKind::Person,
            active: self.active,
            roles,
            status_default: Status::Online,
            status_text: self.status_text.unwrap_or_default(),
            created_at: world.now,
            updated_at: world.now,
            last_login: None,
            avatar_etag: None,
            profile: Profile {
                bio: self.bio,
                nickname: self.nickname,
                require_password_change: self.require_password_change,
                custom_fields: self.custom_fields,
                ..Profile::default()
            },
        };
        add_account(tx, &user, self.hash.as_ref(), self.join_default_channels, world).await?;
        Ok(user)
    }
}

/// Stores a new account with its password and lets it join the rooms that are for everybody.
pub(crate) async fn add_account(
    tx: &mut Tx,
    user: &User,
    hash: Option<&PasswordHash>,
    join: bool,
    world: &World,
) -> Result<(), Failure> {
    let id: &UserId = &user.id;
    tx.insert_user(user).await?;
    if let Some(hash) = hash {
        tx.set_password(id, Some(&hash.0), world.now).await?;
    }
    if join {
        crate::rooms::join_default_rooms(tx, user, world.now, false).await?;
    }
    let change = UserChange { created: true, ..UserChange::default() };
    tx.record(Event::UserSaved { user: id.clone(), change });
    Ok(())
}

/// The same, by the server itself: the command line and the environment.
#[derive(Debug)]
pub struct CreateByServer(pub Create);

impl Operation for CreateByServer {
    const NAME: &'static str = "users.create_by_server";
    type Access = ServerItself;
    type Mode = Writes;
    type Output = User;
    const PREPARES: bool = true;

    fn subject(&self) {}

    async fn prepare(self, app: &App, caller: &Caller) -> Result<Self, Failure> {
        Ok(Self(self.0.prepare(app, caller).await?))
    }

    async fn run(self, (): (), tx: &mut Tx, world: &World) -> Result<User, Failure> {
        self.0.make(None, tx, world).await
    }
}
