//! Users in lists.

use crate::operation::{Operation, Reads};
use crate::{Failure, Holds, SignedIn, World};
use rustle_domain::access::Actor;
use rustle_domain::permissions::Permission;
use rustle_domain::settings::keys;
use rustle_domain::users::User;
use rustle_store::ReadTx;

crate::any_of! {
    /// May write to people, and so may find them.
    ViewDRoom = [ViewDRoom];
}

/// What to order users by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// User name.
    Username,
    /// Display name, whatever its case.
    Name,
    /// When the account was made.
    CreatedAt,
    /// Deactivated or not.
    Active,
}

/// Which users.
#[derive(Debug, Default)]
pub struct Filter {
    /// Whose user name, name or address holds this text.
    pub text: Option<String>,
    /// Deactivated or not.
    pub active: Option<bool>,
    /// Signed in at least once, or never.
    pub has_logged_in: Option<bool>,
    /// Of this kind.
    pub kind: Option<String>,
    /// With any of these roles.
    pub roles: Vec<String>,
    /// With exactly this user name.
    pub username: Option<String>,
}

/// Gives users.
#[derive(Debug)]
pub struct List {
    /// Which.
    pub filter: Filter,
    /// In which order.
    pub order: Order,
    /// The other way round.
    pub descending: bool,
    /// After leaving out this many.
    pub offset: usize,
    /// At most this many.
    pub count: usize,
}

/// A part of the list.
#[derive(Debug)]
pub struct Listed {
    /// Those asked for.
    pub users: Vec<User>,
    /// How many were left out before them.
    pub offset: usize,
    /// How many there are.
    pub total: usize,
    /// The caller may see everything about them.
    pub full: bool,
}

impl Filter {
    fn takes(&self, user: &User, full: bool) -> bool {
        let text = self.text.as_deref().map(rustle_domain::names::search_fold);
        let holds = |part: Option<&str>| {
            text.as_deref()
                .is_none_or(|t| part.is_some_and(|p| rustle_domain::names::search_fold(p).contains(t)))
        };
        let found = holds(user.username.as_deref())
            || holds(user.name.as_deref())
            || (full && user.emails.iter().any(|e| holds(Some(&e.address))));
        found
            && self.active.is_none_or(|a| a == user.active)
            && self.has_logged_in.is_none_or(|h| h == user.last_login.is_some())
            && self.kind.as_deref().is_none_or(|k| k == user.kind.as_str())
            && (self.roles.is_empty() || self.roles.iter().any(|r| user.has_role(r)))
            && self.username.as_ref().is_none_or(|n| user.username.as_ref() == Some(n))
    }
}

impl Operation for List {
    const NAME: &'static str = "users.list";
    type Access = Holds<ViewDRoom>;
    type Mode = Reads;
    type Output = Listed;

    fn subject(&self) {}

    async fn run(self, actor: Actor, tx: &mut ReadTx, world: &World) -> Result<Listed, Failure> {
        if world.settings.get(keys::API_APPLY_PERMISSION_VIEW_OUTSIDE_ROOM_ON_USERS_LIST) {
            actor.need(Permission::ViewOutsideRoom)?;
        }
        let full = actor.can(Permission::ViewFullOtherUserInfo);
        let mut users = tx.all_users().await?;
        users.retain(|u| self.filter.takes(u, full));
        match self.order {
            Order::Username => {}
            Order::Name => users.sort_by_key(|u| u.name.as_deref().map(rustle_domain::names::fold)),
            Order::CreatedAt => users.sort_by_key(|u| u.created_at),
            Order::Active => users.sort_by_key(|u| u.active),
        }
        if self.descending {
            users.reverse();
        }
        let total = users.len();
        let users = users.into_iter().skip(self.offset).take(self.count).collect();
        Ok(Listed { users, offset: self.offset, total, full })
    }
}

/// Gives users whose user name or name holds a text, for completing what somebody types.
#[derive(Debug)]
pub struct Autocomplete {
    /// The text.
    pub term: String,
    /// User names to leave out.
    pub exceptions: Vec<String>,
}

impl Operation for Autocomplete {
    const NAME: &'static str = "users.autocomplete";
    type Access = SignedIn;
    type Mode = Reads;
    type Output = Vec<User>;

    fn subject(&self) {}

    async fn run(self, actor: Actor, tx: &mut ReadTx, _: &World) -> Result<Vec<User>, Failure> {
        let mut found =
            tx.find_users(&self.term, 10 + i64::try_from(self.exceptions.len()).unwrap_or(0)).await?;
        if !actor.can(Permission::ViewOutsideRoom) {
            let mut known = std::collections::HashSet::new();
            for room in tx.room_ids_of(actor.id()).await? {
                known.extend(tx.member_ids(&room).await?);
            }
            found.retain(|u| known.contains(&u.id));
        }
        found.retain(|u| !u.username.as_ref().is_some_and(|n| self.exceptions.contains(n)));
        found.truncate(10);
        Ok(found)
    }
}

/// Says whether a user name is free for the caller.
#[derive(Debug)]
pub struct UsernameIsFree {
    /// The name.
    pub username: String,
}

impl Operation for UsernameIsFree {
    const NAME: &'static str = "users.username_is_free";
    type Access = SignedIn;
    type Mode = Reads;
    type Output = bool;

    fn subject(&self) {}

    async fn run(self, actor: Actor, tx: &mut ReadTx, world: &World) -> Result<bool, Failure> {
        let pattern = world.settings.get(keys::UTF8_USER_NAMES_VALIDATION);
        let holder = tx.username_holder(&self.username).await?;
        let reserved = super::RESERVED.contains(&self.username.to_lowercase().as_str());
        let fits = rustle_domain::names::matches_pattern(&self.username, pattern);
        Ok(fits && !reserved && holder.is_none_or(|h| h == *actor.id()))
    }
}

/// Gives a free user name like the caller's name or address.
#[derive(Debug)]
pub struct SuggestUsername;

impl Operation for SuggestUsername {
    const NAME: &'static str = "users.suggest_username";
    type Access = SignedIn;
    type Mode = Reads;
    type Output = String;

    fn subject(&self) {}

    async fn run(self, actor: Actor, tx: &mut ReadTx, world: &World) -> Result<String, Failure> {
        let pattern = world.settings.get(keys::UTF8_USER_NAMES_VALIDATION);
        let user = actor.user();
        let from_email = user.emails.first().and_then(|e| e.address.split('@').next()).map(str::to_owned);
        let from_name = user.name.as_deref().map(rustle_domain::names::slug);
        for base in [user.username.clone(), from_name, from_email, Some("user".into())].into_iter().flatten()
        {
            if !rustle_domain::names::matches_pattern(&base, pattern) {
                continue;
            }
            for number in 0..100 {
                let name = if number == 0 { base.clone() } else { format!("{base}-{number}") };
                if tx.username_holder(&name).await?.is_none_or(|h| h == user.id) {
                    return Ok(name);
                }
            }
        }
        Ok(world.fresh_id())
    }
}
