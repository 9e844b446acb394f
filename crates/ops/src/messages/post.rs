//! Saying the same in one or more places, named as people name them.

use crate::access::{facts, find_room};
use crate::operation::{Operation, Writes};
use crate::rooms::{add_member, direct_room};
use crate::{ANY_KIND, Failure, Named, RoomRef, SignedIn, World, post};
use rustle_domain::access::{Actor, RoomActor};
use rustle_domain::messages::{Draft, Message, MessageRefusal, Outside};
use rustle_domain::permissions::Permission;
use rustle_domain::rooms::{Room, RoomKind, RoomRefusal};
use rustle_domain::users::User;
use rustle_store::Tx;

/// Puts a message into each of some places: all or none.
#[derive(Debug)]
pub struct Post {
    /// `#channel`, `@user`, or the id or name of either.
    pub channels: Vec<String>,
    /// What the client said.
    pub said: Outside,
}

/// Most places of one post.
const MOST: usize = 100;

impl Operation for Post {
    const NAME: &'static str = "messages.post";
    type Access = SignedIn;
    type Mode = Writes;
    /// The place named first, and the message there.
    type Output = (String, Message);

    fn subject(&self) {}

    async fn run(self, actor: Actor, tx: &mut Tx, world: &World) -> Result<Self::Output, Failure> {
        if self.channels.len() > MOST {
            return Err(Failure::invalid("channel", "must NOT have more than 100 items"));
        }
        let mut first = None;
        for channel in self.channels {
            let who = reach(&actor, &channel, tx, world).await?;
            let sent = post::say(&who, self.said.clone(), tx, world).await?;
            first.get_or_insert((channel, sent));
        }
        first.ok_or_else(|| MessageRefusal::UnknownChannel.into())
    }
}

/// The room a person means, with the person in front of it: a direct room is opened, a public channel joined.
async fn reach(actor: &Actor, channel: &str, tx: &mut Tx, world: &World) -> Result<RoomActor, Failure> {
    if let Some(name) = channel.strip_prefix('@') {
        let user = person(name, tx).await?.ok_or(MessageRefusal::UnknownChannel)?;
        return direct(actor, &user, tx, world).await;
    }
    let name = channel.strip_prefix('#').unwrap_or(channel);
    let named = RoomRef { named: Named::IdOrName(name.to_owned()), kinds: ANY_KIND };
    match find_room(&named, tx).await? {
        Some(room) => enter(actor, room, tx, world).await,
        None if channel.starts_with('#') => Err(MessageRefusal::UnknownChannel.into()),
        None => {
            let user = person(name, tx).await?.ok_or(MessageRefusal::UnknownChannel)?;
            direct(actor, &user, tx, world).await
        }
    }
}

async fn person(named: &str, tx: &mut Tx) -> Result<Option<User>, Failure> {
    let found = match tx.user(&named.into()).await? {
        Some(user) => Some(user),
        None => tx.user_by_name(named).await?,
    };
    Ok(found.filter(|u| u.active))
}

async fn direct(actor: &Actor, user: &User, tx: &mut Tx, world: &World) -> Result<RoomActor, Failure> {
    let mut people = vec![actor.reference()];
    if user.id != *actor.id() {
        people.push(user.reference());
    }
    let ids: Vec<_> = people.iter().map(|p| p.id.clone()).collect();
    if tx.direct_room(&ids).await?.is_none() {
        actor.need(Permission::CreateD)?;
    }
    let (room, _) = direct_room(tx, people, &actor.reference(), world.now).await?;
    enter(actor, room, tx, world).await
}

async fn enter(actor: &Actor, room: Room, tx: &mut Tx, world: &World) -> Result<RoomActor, Failure> {
    let seen = facts(Some(actor), room.clone(), tx, world).await?;
    let who = RoomActor::reads(actor.clone(), seen).map_err(|_| MessageRefusal::UnknownChannel)?;
    if who.membership().is_some() || room.kind != RoomKind::Channel || room.archived {
        return Ok(who);
    }
    if room.detail.join_code.is_some() && !who.can(Permission::JoinWithoutJoinCode) {
        return Err(RoomRefusal::WrongJoinCode.into());
    }
    let user = actor.reference();
    let note = Draft::system(room.id.clone(), user.clone(), "uj", &user.username);
    add_member(tx, &room, &user, Some(note), world.now).await?;
    let room = tx.room(&room.id).await?.ok_or(RoomRefusal::NotFound)?;
    let facts = facts(Some(actor), room, tx, world).await?;
    Ok(RoomActor::reads(actor.clone(), facts)?)
}
