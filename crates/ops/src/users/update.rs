//! Changing an account.

use super::{UserSel, check_email, check_name, check_password, unverified};
use crate::operation::{Operation, Writes};
use crate::{App, Caller, Failure, Password, PasswordHash, SignedIn, World, passwords};
use rustle_domain::access::{Actor, Denied};
use rustle_domain::event::UserChange;
use rustle_domain::permissions::Permission;
use rustle_domain::settings::keys;
use rustle_domain::users::{Email, User, UserRefusal};
use rustle_domain::{Event, Opaque};
use rustle_store::Tx;

/// What is to change; what is none stays.
#[derive(Debug, Default)]
pub struct Changes {
    /// User name.
    pub username: Option<String>,
    /// Display name.
    pub name: Option<String>,
    /// Main address.
    pub email: Option<String>,
    /// The address needs no proof.
    pub verified: Option<bool>,
    /// New password.
    pub password: Option<String>,
    /// Ids of roles.
    pub roles: Option<Vec<String>>,
    /// Deactivated or not.
    pub active: Option<bool>,
    /// The next sign-in must lead to a new password.
    pub require_password_change: Option<bool>,
    /// About the person.
    pub bio: Option<String>,
    /// What friends say.
    pub nickname: Option<String>,
    /// Beside the status.
    pub status_text: Option<String>,
    /// Fields the workspace defined.
    pub custom_fields: Option<Opaque>,
    /// Made before the transaction, of the new password.
    pub hash: Option<PasswordHash>,
}

impl Changes {
    async fn prepare(&mut self, world: &World) -> Result<(), Failure> {
        if let Some(plain) = self.password.take().filter(|p| !p.is_empty()) {
            check_password(&plain, world)?;
            self.hash = Some(passwords::hash(&world.limits, Password::plain(&plain)?).await?);
        }
        Ok(())
    }
}

/// Changes somebody's account, with the rights that each part needs.
#[derive(Debug)]
pub struct Update {
    /// Whose.
    pub user: UserSel,
    /// What.
    pub changes: Changes,
}

impl Operation for Update {
    const NAME: &'static str = "users.update";
    type Access = SignedIn;
    type Mode = Writes;
    type Output = User;
    const PREPARES: bool = true;

    fn subject(&self) {}

    async fn prepare(mut self, app: &App, _: &Caller) -> Result<Self, Failure> {
        let world = &app.world();
        self.changes.prepare(world).await?;
        Ok(self)
    }

    async fn run(self, actor: Actor, tx: &mut Tx, world: &World) -> Result<User, Failure> {
        let user = self.user.find(tx).await?;
        let other = user.as_ref().is_none_or(|u| u.id != *actor.id());
        if other {
            actor.need(Permission::EditOtherUserInfo)?;
        }
        let user = user.ok_or(UserRefusal::NotFound)?;
        check_rights(&actor, &user, &self.changes, true, world)?;
        apply(user, self.changes, &actor, tx, world).await
    }
}

/// Some parts can be closed for their owner by the workspace; somebody with the right to edit others passes.
fn check_rights(
    actor: &Actor,
    user: &User,
    changes: &Changes,
    administers: bool,
    world: &World,
) -> Result<(), Failure> {
    let settings = &world.settings;
    let closed = [
        (
            changes.username.is_some() && changes.username != user.username,
            keys::ACCOUNTS_ALLOW_USERNAME_CHANGE,
            "username",
        ),
        (changes.name.is_some() && changes.name != user.name, keys::ACCOUNTS_ALLOW_REAL_NAME_CHANGE, "name"),
        (changes.status_text.is_some(), keys::ACCOUNTS_ALLOW_USER_STATUS_MESSAGE_CHANGE, "status"),
        (
            changes.email.as_deref().is_some_and(|e| !has_email(user, e)),
            keys::ACCOUNTS_ALLOW_EMAIL_CHANGE,
            "email",
        ),
    ];
    for (changes, key, what) in closed {
        if changes && !settings.get(key) && !(administers && actor.can(Permission::EditOtherUserInfo)) {
            return Err(UserRefusal::ChangeDisabled(what).into());
        }
    }
    let password_closed = !settings.get(keys::ACCOUNTS_ALLOW_PASSWORD_CHANGE);
    if changes.hash.is_some() {
        let other = user.id != *actor.id();
        if (other || password_closed) && !actor.can(Permission::EditOtherUserPassword) {
            return Err(UserRefusal::ChangeDisabled("password").into());
        }
    }
    if changes.roles.as_ref().is_some_and(|r| *r != user.roles) {
        actor.need(Permission::AssignRoles)?;
    }
    if changes.active.is_some_and(|a| a != user.active) {
        actor.need_any(&[Permission::EditOtherUserActiveStatus, Permission::ManageModerationActions])?;
    }
    if changes.verified.is_some() || changes.require_password_change.is_some() {
        actor.need(Permission::EditOtherUserInfo)?;
    }
    Ok(())
}

fn has_email(user: &User, address: &str) -> bool {
    user.emails.iter().any(|e| e.address.eq_ignore_ascii_case(address))
}

/// Applies changes whose rights have been checked.
pub(super) async fn apply(
    mut user: User,
    changes: Changes,
    actor: &Actor,
    tx: &mut Tx,
    world: &World,
) -> Result<User, Failure> {
    let before = user.clone();
    let longer = |text: &Option<String>, most| text.as_ref().is_some_and(|t| t.chars().count() > most);
    if longer(&changes.bio, 260) {
        return Err(UserRefusal::TooLong("bio").into());
    }
    if longer(&changes.nickname, 120) {
        return Err(UserRefusal::TooLong("nickname").into());
    }
    names(&mut user, &changes, tx, world).await?;
    if let Some(email) = changes.email.filter(|e| !e.is_empty()) {
        check_email(&email, Some(&user), tx).await?;
        let known = user.emails.iter().position(|e| e.address.eq_ignore_ascii_case(&email));
        let address = known.map_or_else(|| unverified(&email), |at| user.emails[at].clone());
        user.emails = vec![Email { verified: changes.verified.unwrap_or(address.verified), ..address }];
    } else if let (Some(verified), Some(first)) = (changes.verified, user.emails.first_mut()) {
        first.verified = verified;
    }
    if let Some(roles) = changes.roles {
        set_roles(&mut user, roles, actor, tx).await?;
    }
    let profile = &mut user.profile;
    if let Some(must) = changes.require_password_change {
        profile.require_password_change = must;
    }
    profile.bio = changes.bio.or(profile.bio.take()).filter(|b| !b.is_empty());
    profile.nickname = changes.nickname.or(profile.nickname.take()).filter(|n| !n.is_empty());
    profile.custom_fields = changes.custom_fields.or(profile.custom_fields.take());
    if let Some(text) = changes.status_text {
        user.status_text = text.trim().chars().take(120).collect();
    }
    if let Some(active) = changes.active {
        super::active::set(&mut user, active, tx).await?;
    }
    if let Some(hash) = changes.hash {
        tx.set_password(&user.id, Some(&hash.0), world.now).await?;
        user.profile.require_password_change = changes.require_password_change.unwrap_or(false);
        let keep = actor.token_hash().filter(|_| user.id == *actor.id()).map(str::to_owned);
        tx.delete_logins(&user.id, keep.as_deref()).await?;
        tx.record(Event::SessionsEnded { user: user.id.clone(), hash: None, except: keep });
    }
    save(&before, user, tx, world).await
}

async fn names(user: &mut User, changes: &Changes, tx: &mut Tx, world: &World) -> Result<(), Failure> {
    if let Some(username) = changes.username.as_ref().filter(|n| user.username.as_ref() != Some(n)) {
        let had = super::check_username(username, Some(user), tx, world).await;
        if super::is_blocked(username, world) || matches!(had, Err(Failure::Refused(_))) {
            return Err(UserRefusal::IdentityNotSaved.into());
        }
        had?;
        user.username = Some(username.clone());
    }
    if let Some(name) = &changes.name {
        check_name(name)?;
        let required = world.settings.get(keys::ACCOUNTS_REQUIRE_NAME_FOR_SIGN_UP);
        if name.trim().is_empty() && required {
            return Err(UserRefusal::NameRequired.into());
        }
        user.name = Some(name.trim().to_owned()).filter(|n| !n.is_empty());
    }
    Ok(())
}

async fn set_roles(user: &mut User, roles: Vec<String>, actor: &Actor, tx: &mut Tx) -> Result<(), Failure> {
    for role in &roles {
        tx.role(role).await?.ok_or_else(|| UserRefusal::UnknownRole(role.clone()))?;
    }
    let (had, has) = (user.has_role("admin"), roles.iter().any(|r| r == "admin"));
    if had != has {
        actor.need(Permission::AssignAdminRole)?;
    }
    if had && !has && user.active && tx.count_active_in_role("admin").await? <= 1 {
        return Err(UserRefusal::LastAdmin.into());
    }
    user.roles = roles;
    Ok(())
}

/// Stores an account and tells what about it changed. A new name is written into what carries the old one.
pub(super) async fn save(before: &User, mut user: User, tx: &mut Tx, world: &World) -> Result<User, Failure> {
    user.updated_at = world.now.max(before.updated_at + 1);
    tx.update_user(&user).await?;
    let renamed = before.username != user.username || before.name != user.name;
    if renamed {
        let old = before.username.as_deref().unwrap_or("");
        tx.rename_author(&user.reference()).await?;
        tx.rename_in_direct_rooms(&user.reference(), old, world.now).await?;
    }
    let status = before.status_default != user.status_default || before.status_text != user.status_text;
    tx.record(Event::UserSaved {
        user: user.id.clone(),
        change: UserChange { created: false, name: renamed, status, own: true },
    });
    Ok(user)
}

/// Changes the caller's own account. A new password or address needs the current password.
#[derive(Debug)]
pub struct UpdateOwn {
    /// What.
    pub changes: Changes,
    /// Chosen status.
    pub status: Option<rustle_domain::users::Status>,
    /// The password now, as its owner typed it or its digest.
    pub current: Option<Password>,
    /// The current password was found to be right, by [`Operation::prepare`].
    pub(crate) proven: bool,
}

impl UpdateOwn {
    /// What a client asked for.
    pub fn new(
        changes: Changes,
        status: Option<rustle_domain::users::Status>,
        current: Option<Password>,
    ) -> Self {
        Self { changes, status, current, proven: false }
    }
}

impl Operation for UpdateOwn {
    const NAME: &'static str = "users.update_own";
    type Access = SignedIn;
    type Mode = Writes;
    type Output = User;
    const PREPARES: bool = true;

    fn subject(&self) {}

    async fn prepare(mut self, app: &App, caller: &Caller) -> Result<Self, Failure> {
        let world = &app.world();
        self.changes.prepare(world).await?;
        if let Some(current) = self.current.take() {
            self.proven = crate::sessions::is_own_password(app, caller, current).await?;
        }
        Ok(self)
    }

    async fn run(self, actor: Actor, tx: &mut Tx, world: &World) -> Result<User, Failure> {
        if !world.settings.get(keys::ACCOUNTS_ALLOW_USER_PROFILE_CHANGE) {
            return Err(Denied::NotMember.into());
        }
        let own = Changes {
            roles: None,
            active: None,
            verified: None,
            require_password_change: None,
            ..self.changes
        };
        let mut user = actor.user().clone();
        check_rights(&actor, &user, &own, false, world)?;
        let new_email = own.email.as_deref().is_some_and(|e| !has_email(&user, e));
        let has_password = tx.password_hash(&user.id).await?.is_some();
        if (own.hash.is_some() || new_email) && has_password && !self.proven {
            return Err(UserRefusal::PasswordNeeded.into());
        }
        if let Some(status) = self.status {
            user.status_default = status;
        }
        apply(user, own, &actor, tx, world).await
    }
}
