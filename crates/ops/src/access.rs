//! The kinds of right an operation can ask for. Facts are looked up here; the decisions are `domain`'s.

use crate::caller::Credential;
use crate::operation::Access;
use crate::{Caller, Failure, World};
use rustle_domain::access::{Actor, Denied, Reader, RoomActor, RoomFacts};
use rustle_domain::messages::{Message, MessageRefusal};
use rustle_domain::permissions::Permission;
use rustle_domain::rooms::{Room, RoomKind, RoomRefusal};
use rustle_domain::settings::keys;
use rustle_domain::uploads::{Upload, UploadRefusal};
use rustle_domain::{MessageId, RoomId, UploadId};
use rustle_store::ReadTx;
use std::marker::PhantomData;

/// A list of permissions as a type: any of them will do.
pub trait AnyOf: Send + 'static {
    /// The permissions.
    const PERMISSIONS: &'static [Permission];
}

/// Defines a type for a list of permissions.
#[macro_export]
macro_rules! any_of {
    ($($(#[$doc:meta])* $name:ident = [$($permission:ident),+ $(,)?];)+) => {
        $($(#[$doc])*
        #[derive(Debug)]
        pub struct $name;
        impl $crate::AnyOf for $name {
            const PERMISSIONS: &'static [rustle_domain::permissions::Permission] =
                &[$(rustle_domain::permissions::Permission::$permission),+];
        })+
    };
}

fn names(permissions: &[Permission]) -> String {
    permissions.iter().map(|p| p.as_str()).collect::<Vec<_>>().join(" or ")
}

/// Open to everybody; knows the caller when there is one.
#[derive(Debug)]
pub struct Anyone;
/// Who came, where nobody is asked.
#[derive(Clone, Debug)]
pub struct Visitor {
    /// The signed-in caller.
    pub actor: Option<Actor>,
    /// Address of the client.
    pub address: String,
}

/// Signed in.
#[derive(Debug)]
pub struct SignedIn;

/// The server's own work: no front can ask for it.
#[derive(Debug)]
pub struct ServerItself;

/// Signed in and holds one of the permissions everywhere.
#[derive(Debug)]
pub struct Holds<P: AnyOf>(PhantomData<P>);

/// May read the room, signed in or not.
#[derive(Debug)]
pub struct ReadsRoom;

/// May read the room and is signed in.
#[derive(Debug)]
pub struct SeesRoom;

/// Is a member of the room.
#[derive(Debug)]
pub struct InRoom;

/// Holds one of the permissions in the room or everywhere.
#[derive(Debug)]
pub struct HoldsInRoom<P: AnyOf>(PhantomData<P>);

/// Signed in and may read the room the message is in.
#[derive(Debug)]
pub struct SeesMessage;

/// May read the room a file was sent to. Who may not, and what is not there, look alike.
#[derive(Debug)]
pub struct ReadsFile;

/// A file that the caller may have.
#[derive(Clone, Debug)]
pub struct FileRead {
    /// The file.
    pub upload: Upload,
}

/// A room as a request names it.
#[derive(Clone, Debug)]
pub struct RoomRef {
    /// Id or name.
    pub named: Named,
    /// Kinds that will do; any other is as if it were not there.
    pub kinds: &'static [RoomKind],
}

/// How a room is named.
#[derive(Clone, Debug)]
pub enum Named {
    /// By id.
    Id(RoomId),
    /// By name.
    Name(String),
    /// By what could be either.
    IdOrName(String),
    /// The caller's direct room with the user of this name.
    With(String),
}

/// Every kind of room.
pub const ANY_KIND: &[RoomKind] = &[RoomKind::Channel, RoomKind::Group, RoomKind::Direct];

impl RoomRef {
    /// A room of any kind by id.
    pub fn id(id: impl Into<RoomId>) -> Self {
        Self { named: Named::Id(id.into()), kinds: ANY_KIND }
    }
}

/// A message as a request names it.
#[derive(Clone, Debug)]
pub struct MessageRef {
    /// Its id.
    pub id: MessageId,
    /// The room the client says it is in; must be where it is.
    pub room: Option<RoomId>,
}

/// A message and the caller in front of its room.
#[derive(Clone, Debug)]
pub struct MessageSeen {
    /// The caller in the room.
    pub who: RoomActor,
    /// The message.
    pub message: Message,
}

/// Who the caller is, when the credential holds.
pub(crate) async fn actor(caller: &Caller, tx: &mut ReadTx, world: &World) -> Result<Option<Actor>, Failure> {
    let (id, hash) = match &caller.credential {
        Credential::None => return Ok(None),
        Credential::Server(id) => (id.clone(), None),
        Credential::Token { hash, user } => {
            let Some(session) = tx.session(hash).await? else { return Ok(None) };
            let expired = session.expires_at.is_some_and(|at| at <= world.now);
            if expired || user.as_ref().is_some_and(|u| *u != session.user) {
                return Ok(None);
            }
            (session.user, Some(hash.clone()))
        }
    };
    let user = tx.user(&id).await?;
    let grants = world.grants.of(user.iter().flat_map(|u| &u.roles));
    Ok(Actor::decide(user, grants, hash).ok())
}

async fn signed_in(caller: &Caller, tx: &mut ReadTx, world: &World) -> Result<Actor, Failure> {
    actor(caller, tx, world).await?.ok_or(Failure::Denied(Denied::SignIn))
}

/// Finds the room a request names.
pub(crate) async fn find_room(subject: &RoomRef, tx: &mut ReadTx) -> Result<Option<Room>, Failure> {
    let found = match &subject.named {
        Named::Id(id) => tx.room(id).await?,
        Named::Name(name) => tx.room_by_name(name).await?,
        Named::IdOrName(text) => match tx.room(&text.as_str().into()).await? {
            Some(room) => Some(room),
            None => tx.room_by_name(text).await?,
        },
        // Whose direct room it is depends on the caller: see `find_room_of`.
        Named::With(_) => None,
    };
    Ok(found.filter(|room| subject.kinds.contains(&room.kind)))
}

/// The same for a caller, who may name a direct room by the other user.
async fn find_room_of(
    actor: Option<&Actor>,
    subject: &RoomRef,
    tx: &mut ReadTx,
) -> Result<Option<Room>, Failure> {
    let (Named::With(username), Some(actor)) = (&subject.named, actor) else {
        return find_room(subject, tx).await;
    };
    let Some(other) = tx.user_by_name(username).await? else { return Ok(None) };
    let room = tx.direct_room(&[actor.id().clone(), other.id]).await?;
    Ok(room.filter(|r| subject.kinds.contains(&r.kind)))
}

/// All that a decision about this caller and this room depends on.
pub(crate) async fn facts(
    actor: Option<&Actor>,
    room: Room,
    tx: &mut ReadTx,
    world: &World,
) -> Result<RoomFacts, Failure> {
    let parent = match &room.parent {
        Some(id) => tx.room(id).await?,
        None => None,
    };
    let parent = match parent {
        Some(parent) => Some(Box::new(own_facts(actor, parent, tx, world).await?)),
        None => None,
    };
    Ok(RoomFacts { parent, ..own_facts(actor, room, tx, world).await? })
}

async fn own_facts(
    actor: Option<&Actor>,
    room: Room,
    tx: &mut ReadTx,
    world: &World,
) -> Result<RoomFacts, Failure> {
    let membership = match actor {
        Some(actor) => tx.membership(&room.id, actor.id()).await?,
        None => None,
    };
    let team = match &room.team {
        Some(team) => tx.team_facts(team, actor.map(Actor::id)).await?,
        None => None,
    };
    let room_grants = world.grants.of(membership.iter().flat_map(|m| &m.roles));
    Ok(RoomFacts { room, membership, room_grants, team, parent: None })
}

async fn in_front(
    caller: &Caller,
    subject: &RoomRef,
    tx: &mut ReadTx,
    world: &World,
) -> Result<(Actor, RoomFacts), Failure> {
    let actor = signed_in(caller, tx, world).await?;
    let room = find_room_of(Some(&actor), subject, tx).await?.ok_or(RoomRefusal::NotFound)?;
    let facts = facts(Some(&actor), room, tx, world).await?;
    Ok((actor, facts))
}

impl Access for Anyone {
    const NEEDS_SIGN_IN: bool = false;
    fn describe() -> String {
        "anyone".into()
    }
    type Subject = ();
    type Permit = Visitor;
    async fn authorize(caller: &Caller, (): (), tx: &mut ReadTx, world: &World) -> Result<Visitor, Failure> {
        Ok(Visitor { actor: actor(caller, tx, world).await?, address: caller.address.clone() })
    }
}

impl Access for SignedIn {
    fn describe() -> String {
        "signed in".into()
    }
    type Subject = ();
    type Permit = Actor;
    async fn authorize(caller: &Caller, (): (), tx: &mut ReadTx, world: &World) -> Result<Actor, Failure> {
        signed_in(caller, tx, world).await
    }
}

impl Access for ServerItself {
    fn describe() -> String {
        "the server itself".into()
    }
    type Subject = ();
    type Permit = ();
    async fn authorize(caller: &Caller, (): (), _: &mut ReadTx, _: &World) -> Result<(), Failure> {
        match caller.credential {
            Credential::Server(_) => Ok(()),
            _ => Err(Denied::Permission.into()),
        }
    }
}

impl<P: AnyOf> Access for Holds<P> {
    fn describe() -> String {
        names(P::PERMISSIONS)
    }
    type Subject = ();
    type Permit = Actor;
    async fn authorize(caller: &Caller, (): (), tx: &mut ReadTx, world: &World) -> Result<Actor, Failure> {
        let actor = signed_in(caller, tx, world).await?;
        actor.need_any(P::PERMISSIONS)?;
        Ok(actor)
    }
}

impl Access for ReadsRoom {
    const NEEDS_SIGN_IN: bool = false;
    fn describe() -> String {
        "reads the room".into()
    }
    type Subject = RoomRef;
    type Permit = Reader;
    async fn authorize(
        caller: &Caller,
        subject: RoomRef,
        tx: &mut ReadTx,
        world: &World,
    ) -> Result<Reader, Failure> {
        let actor = actor(caller, tx, world).await?;
        let anonymous = world.settings.get(keys::ACCOUNTS_ALLOW_ANONYMOUS_READ);
        if actor.is_none() && !anonymous {
            return Err(Denied::SignIn.into());
        }
        let room = find_room_of(actor.as_ref(), &subject, tx).await?.ok_or(RoomRefusal::NotFound)?;
        let facts = facts(actor.as_ref(), room, tx, world).await?;
        Ok(Reader::decide(actor, facts, anonymous)?)
    }
}

impl Access for SeesRoom {
    fn describe() -> String {
        "signed in, reads the room".into()
    }
    type Subject = RoomRef;
    type Permit = RoomActor;
    async fn authorize(
        caller: &Caller,
        subject: RoomRef,
        tx: &mut ReadTx,
        world: &World,
    ) -> Result<RoomActor, Failure> {
        let (actor, facts) = in_front(caller, &subject, tx, world).await?;
        Ok(RoomActor::reads(actor, facts)?)
    }
}

impl Access for InRoom {
    fn describe() -> String {
        "member of the room".into()
    }
    type Subject = RoomRef;
    type Permit = RoomActor;
    async fn authorize(
        caller: &Caller,
        subject: RoomRef,
        tx: &mut ReadTx,
        world: &World,
    ) -> Result<RoomActor, Failure> {
        let (actor, facts) = in_front(caller, &subject, tx, world).await?;
        Ok(RoomActor::member(actor, facts)?)
    }
}

impl<P: AnyOf> Access for HoldsInRoom<P> {
    fn describe() -> String {
        format!("{} in the room", names(P::PERMISSIONS))
    }
    type Subject = RoomRef;
    type Permit = RoomActor;
    async fn authorize(
        caller: &Caller,
        subject: RoomRef,
        tx: &mut ReadTx,
        world: &World,
    ) -> Result<RoomActor, Failure> {
        let (actor, facts) = in_front(caller, &subject, tx, world).await?;
        Ok(RoomActor::holds(actor, facts, P::PERMISSIONS)?)
    }
}

impl Access for SeesMessage {
    fn describe() -> String {
        "signed in, reads the message's room".into()
    }
    type Subject = MessageRef;
    type Permit = MessageSeen;
    async fn authorize(
        caller: &Caller,
        subject: MessageRef,
        tx: &mut ReadTx,
        world: &World,
    ) -> Result<MessageSeen, Failure> {
        let actor = signed_in(caller, tx, world).await?;
        let message = tx.message(&subject.id).await?.ok_or(MessageRefusal::NotFound)?;
        if subject.room.is_some_and(|room| room != message.room) {
            return Err(MessageRefusal::NotFound.into());
        }
        let room = tx.room(&message.room).await?.ok_or(MessageRefusal::NotFound)?;
        let facts = facts(Some(&actor), room, tx, world).await?;
        let public = facts.room.kind == RoomKind::Channel;
        // That a channel is there is no secret, and clients tell apart what is gone from what is not for them.
        let hidden =
            if public { Failure::Denied(Denied::NotMember) } else { MessageRefusal::NotFound.into() };
        let who = RoomActor::reads(actor, facts).map_err(|_| hidden)?;
        Ok(MessageSeen { who, message })
    }
}

impl Access for ReadsFile {
    fn describe() -> String {
        "reads the file's room".into()
    }
    type Subject = UploadId;
    type Permit = FileRead;
    async fn authorize(
        caller: &Caller,
        id: UploadId,
        tx: &mut ReadTx,
        world: &World,
    ) -> Result<FileRead, Failure> {
        let upload = tx.upload(&id).await?.ok_or(UploadRefusal::NotFound)?;
        if !world.settings.get(keys::FILE_UPLOAD_PROTECT_FILES) {
            return Ok(FileRead { upload });
        }
        let actor = actor(caller, tx, world).await?.ok_or(UploadRefusal::NotFound)?;
        let members_only = world.settings.get(keys::FILE_UPLOAD_RESTRICT_TO_ROOM_MEMBERS);
        if members_only {
            let room = tx.room(&upload.room).await?.ok_or(UploadRefusal::NotFound)?;
            let facts = facts(Some(&actor), room, tx, world).await?;
            RoomActor::reads(actor, facts).map_err(|_| UploadRefusal::NotFound)?;
        }
        Ok(FileRead { upload })
    }
}
