//! What the server itself looks up to tell clients what happened. No front can ask for these.

use crate::access::facts;
use crate::operation::{Operation, Reads};
use crate::{Failure, ServerItself, World};
use rustle_domain::access::{Actor, Reader};
use rustle_domain::members::Wishes;
use rustle_domain::messages::Message;
use rustle_domain::messages::notify::Hearer;
use rustle_domain::rooms::Room;
use rustle_domain::settings::keys;
use rustle_domain::users::User;
use rustle_domain::{MessageId, RoomId, UserId};
use rustle_store::{ReadTx, StoredPermission, Subscription};
use std::collections::HashMap;

/// Gives ids of a room's members.
#[derive(Debug)]
pub struct Members {
    /// Which room.
    pub room: RoomId,
}

impl Operation for Members {
    const NAME: &'static str = "live.members";
    type Access = ServerItself;
    type Mode = Reads;
    type Output = Vec<UserId>;

    fn subject(&self) {}

    async fn run(self, (): (), tx: &mut ReadTx, _: &World) -> Result<Vec<UserId>, Failure> {
        Ok(tx.member_ids(&self.room).await?)
    }
}

/// Gives a room as it is now, with its newest message, and the subscriptions of some members.
#[derive(Debug)]
pub struct RoomState {
    /// Which room.
    pub room: RoomId,
    /// Whose subscriptions.
    pub users: Vec<UserId>,
}

/// A room and subscriptions to it.
#[derive(Debug)]
pub struct State {
    /// The room.
    pub room: Room,
    /// Its newest message.
    pub last: Option<Message>,
    /// Subscriptions of those asked for who are members.
    pub subscriptions: Vec<Subscription>,
}

impl Operation for RoomState {
    const NAME: &'static str = "live.room_state";
    type Access = ServerItself;
    type Mode = Reads;
    type Output = Option<State>;

    fn subject(&self) {}

    async fn run(self, (): (), tx: &mut ReadTx, _: &World) -> Result<Option<State>, Failure> {
        let Some(room) = tx.room(&self.room).await? else { return Ok(None) };
        let last = tx.last_message_ids(std::slice::from_ref(&self.room)).await?.pop();
        let last = match last {
            Some((_, id)) => tx.message(&id.into()).await?,
            None => None,
        };
        let subscriptions = tx.subscriptions_in(&self.room, &self.users).await?;
        Ok(Some(State { room, last, subscriptions }))
    }
}

/// Says who of these users may read a room.
#[derive(Debug)]
pub struct Readers {
    /// Which room.
    pub room: RoomId,
    /// Whom to look at.
    pub users: Vec<UserId>,
}

impl Operation for Readers {
    const NAME: &'static str = "live.readers";
    type Access = ServerItself;
    type Mode = Reads;
    type Output = Vec<UserId>;

    fn subject(&self) {}

    async fn run(self, (): (), tx: &mut ReadTx, world: &World) -> Result<Vec<UserId>, Failure> {
        let Some(room) = tx.room(&self.room).await? else { return Ok(Vec::new()) };
        let mut readers = Vec::new();
        for user in tx.users(&self.users).await? {
            let id = user.id.clone();
            let grants = world.grants.of(&user.roles);
            let Ok(actor) = Actor::decide(Some(user), grants, None) else { continue };
            let facts = facts(Some(&actor), room.clone(), tx, world).await?;
            let anonymous = world.settings.get(keys::ACCOUNTS_ALLOW_ANONYMOUS_READ);
            if Reader::decide(Some(actor), facts, anonymous).is_ok() {
                readers.push(id);
            }
        }
        Ok(readers)
    }
}

/// Gives an account.
#[derive(Debug)]
pub struct Account {
    /// Whose.
    pub user: UserId,
}

impl Operation for Account {
    const NAME: &'static str = "live.account";
    type Access = ServerItself;
    type Mode = Reads;
    type Output = Option<User>;

    fn subject(&self) {}

    async fn run(self, (): (), tx: &mut ReadTx, _: &World) -> Result<Option<User>, Failure> {
        Ok(tx.user(&self.user).await?)
    }
}

/// Gives a permission with its roles.
#[derive(Debug)]
pub struct Permission {
    /// Upstream's name.
    pub id: String,
}

impl Operation for Permission {
    const NAME: &'static str = "live.permission";
    type Access = ServerItself;
    type Mode = Reads;
    type Output = Option<StoredPermission>;

    fn subject(&self) {}

    async fn run(self, (): (), tx: &mut ReadTx, _: &World) -> Result<Self::Output, Failure> {
        Ok(tx.permissions().await?.into_iter().find(|p| p.id == self.id))
    }
}

/// Gives what decides who is told of new messages at once.
#[derive(Debug)]
pub struct Hearers {
    /// The room.
    pub room: RoomId,
    /// Whom to look at.
    pub users: Vec<UserId>,
    /// Threads that new messages are in.
    pub threads: Vec<MessageId>,
}

/// A room and those who may be told of its messages.
#[derive(Debug)]
pub struct Audience {
    /// The room.
    pub room: Room,
    /// Of those asked for, the members, each with what the room is called for them.
    pub hearers: Vec<(Hearer, Option<String>)>,
    /// Followers of the threads.
    pub followers: HashMap<MessageId, Vec<UserId>>,
}

impl Operation for Hearers {
    const NAME: &'static str = "live.hearers";
    type Access = ServerItself;
    type Mode = Reads;
    type Output = Option<Audience>;

    fn subject(&self) {}

    async fn run(self, (): (), tx: &mut ReadTx, world: &World) -> Result<Option<Audience>, Failure> {
        let Some(room) = tx.room(&self.room).await? else { return Ok(None) };
        let mut hearers = Vec::new();
        for user in tx.users(&self.users).await?.into_iter().filter(|u| u.active) {
            let Some(member) = tx.membership(&self.room, &user.id).await? else { continue };
            hearers.push((hearer(&user, member.wishes, world), member.direct_fname));
        }
        let threads: Vec<String> = self.threads.into_iter().map(Into::into).collect();
        let followers = tx.messages(&threads).await?.into_iter().map(|m| (m.id, m.body.followers)).collect();
        Ok(Some(Audience { room, hearers, followers }))
    }
}

fn hearer(user: &User, wishes: Wishes, world: &World) -> Hearer {
    let chosen = |key: &str| user.profile.preferences.get(key).map(|chosen| chosen.0.as_str());
    let account: Option<String> = chosen("desktopNotifications").and_then(|v| serde_json::from_str(v).ok());
    let highlights = chosen("highlights").and_then(|v| serde_json::from_str(v).ok()).unwrap_or_default();
    Hearer {
        user: user.id.clone(),
        wishes,
        status: world.status(user),
        account: account.filter(|a| a != "default"),
        highlights,
    }
}
