//! Discussions: rooms that belong to another.

use super::{add_member, not_archived, place};
use crate::access::facts;
use crate::operation::{Operation, Writes};
use crate::{Failure, HoldsInRoom, RoomRef, World, post};
use rustle_domain::access::{Denied, RoomActor, may_post};
use rustle_domain::messages::quote::{QuoteRule, quote};
use rustle_domain::messages::{Attachment, Draft, Message, MessageRefusal, Outside};
use rustle_domain::rooms::{Room, RoomDetail, RoomKind, RoomRefusal};
use rustle_domain::settings::keys;
use rustle_domain::{Event, MessageId};
use rustle_store::Tx;

crate::any_of! {
    /// May start discussions.
    StartDiscussions = [StartDiscussion, StartDiscussionOtherUser];
}

/// Starts a discussion in a room, from a message or not.
#[derive(Debug)]
pub struct CreateDiscussion {
    /// The room it belongs to.
    pub parent: RoomRef,
    /// The message it starts from, in that room or a discussion of it.
    pub message: Option<MessageId>,
    /// Its shown name.
    pub name: String,
    /// What to say first.
    pub reply: Option<String>,
    /// User names to add; unknown ones are left out, as upstream.
    pub users: Vec<String>,
    /// End-to-end encrypted; none: like the parent.
    pub encrypted: Option<bool>,
    /// Topic; none: the parent's name.
    pub topic: Option<String>,
}

const NOT_ALLOWED: RoomRefusal = RoomRefusal::ChangeNotAllowed("You are not allowed to create a discussion");

impl Operation for CreateDiscussion {
    const NAME: &'static str = "rooms.create_discussion";
    type Access = HoldsInRoom<StartDiscussions>;
    type Mode = Writes;
    type Output = Room;

    fn subject(&self) -> RoomRef {
        self.parent.clone()
    }

    async fn run(self, who: RoomActor, tx: &mut Tx, world: &World) -> Result<Room, Failure> {
        if !world.settings.get(keys::DISCUSSION_ENABLED) {
            return Err(NOT_ALLOWED.into());
        }
        if !who.sees() {
            return Err(Denied::NoSuchRoom.into());
        }
        not_archived(who.room())?;
        may_post(&who)?;
        let start = match &self.message {
            Some(id) => Some(start_of(&who, id, tx).await?),
            None => None,
        };
        if who.room().parent.is_some() {
            return Err(RoomRefusal::NestedDiscussion.into());
        }
        let room = self.room(&who, start.as_ref(), tx, world).await?;
        self.people(&who, &room, start.as_ref(), (tx, world)).await?;
        let quoted = start.as_ref().map(|m| boxed(m, who.room(), world));
        if let Some(quoted) = quoted.clone() {
            let first = Draft::system(room.id.clone(), who.actor().reference(), "", "").with(|m| {
                m.kind = None;
                m.body.groupable = None;
                m.body.attachments = vec![quoted];
            });
            tx.insert_message(first, world.fresh_message(), world.now).await?;
        }
        let home = start.as_ref().map_or(who.room_id(), |m| &m.room).clone();
        let opener = Draft::system(home, who.actor().reference(), "discussion-created", &self.name)
            .with_attachments(quoted.into_iter().collect())
            .with(|m| m.discussion = Some(room.id.clone()));
        tx.insert_message(opener, world.fresh_message(), world.now).await?;
        if let Some(text) = self.reply {
            let room = tx.room(&room.id).await?.ok_or(RoomRefusal::NotFound)?;
            let facts = facts(Some(who.actor()), room, tx, world).await?;
            let inside = RoomActor::reads(who.actor().clone(), facts)?;
            post::say(&inside, Outside { text, ..Outside::default() }, tx, world).await?;
        }
        post::count_discussion(&room.id, tx, world).await?;
        tx.record(Event::RoomSaved { room: room.id.clone() });
        Ok(tx.room(&room.id).await?.unwrap_or(room))
    }
}

/// The message a discussion starts from.
async fn start_of(who: &RoomActor, id: &MessageId, tx: &mut Tx) -> Result<Message, Failure> {
    let message = tx.message(id).await?.ok_or(MessageRefusal::NotFound)?;
    let home = tx.room(&message.room).await?.ok_or(MessageRefusal::NotFound)?;
    if home.id != *who.room_id() && home.parent.as_ref() != Some(who.room_id()) {
        return Err(RoomRefusal::MessageElsewhere.into());
    }
    Ok(message)
}

/// The message as a box, with the way back to it.
fn boxed(message: &Message, room: &Room, world: &World) -> Attachment {
    let site = world.settings.get(keys::SITE_URL).trim_end_matches('/');
    let path = match room.kind {
        RoomKind::Channel => format!("channel/{}", room.name.as_deref().unwrap_or("")),
        RoomKind::Group => format!("group/{}", room.name.as_deref().unwrap_or("")),
        RoomKind::Direct => format!("direct/{}", room.id),
    };
    let rule = QuoteRule {
        chain: world.settings.get(keys::MESSAGE_QUOTE_CHAIN_LIMIT),
        real_names: world.settings.get(keys::UI_USE_REAL_NAME),
    };
    quote(message, &format!("{site}/{path}?msg={}", message.id), rule)
}

impl CreateDiscussion {
    async fn room(
        &self,
        who: &RoomActor,
        start: Option<&Message>,
        tx: &mut Tx,
        world: &World,
    ) -> Result<Room, Failure> {
        let parent = who.room();
        let encrypted = self.encrypted.unwrap_or(parent.detail.encrypted);
        if encrypted && self.reply.is_some() {
            let text = "Encrypted discussions must not receive an initial reply.";
            return Err(Failure::Invalid(crate::Invalid {
                code: "error-invalid-arguments",
                parameter: "reply",
                message: text.into(),
            }));
        }
        let private_team = match &parent.team {
            Some(team) => tx.team_facts(team, None).await?.is_some_and(|t| !t.public),
            None => false,
        };
        let public = parent.kind == RoomKind::Channel && !private_team;
        let id = world.fresh_room();
        let room = Room {
            name: Some(id.to_string()),
            kind: if public { RoomKind::Channel } else { RoomKind::Group },
            fname: Some(self.name.trim().to_owned()),
            creator: Some(who.actor().reference()),
            default: false,
            read_only: false,
            archived: false,
            seq: 0,
            counted_seq: 0,
            messages: 0,
            members: 0,
            created_at: world.now,
            last_message_at: None,
            updated_at: world.now,
            parent: Some(parent.id.clone()),
            team: None,
            team_main: false,
            detail: RoomDetail {
                topic: self.topic.clone().or_else(|| parent.name.clone()),
                description: start.filter(|_| !encrypted).map(|m| m.text.clone()).filter(|t| !t.is_empty()),
                encrypted,
                ..RoomDetail::default()
            },
            id,
        };
        tx.insert_room(&room).await?;
        Ok(room)
    }

    async fn people(
        &self,
        who: &RoomActor,
        room: &Room,
        start: Option<&Message>,
        (tx, world): (&mut Tx, &World),
    ) -> Result<(), Failure> {
        let owner = place(room, who.actor().reference(), &["owner"], world.now);
        tx.insert_membership(&owner).await?;
        let mut names: Vec<String> = start.map(|m| m.author.username.clone()).into_iter().collect();
        names.extend(self.users.iter().cloned());
        for user in tx.users_by_names(&names).await? {
            if user.id == *who.id() || !user.active {
                continue;
            }
            let user = user.reference();
            let note = Draft::system(room.id.clone(), who.actor().reference(), "au", &user.username);
            add_member(tx, room, &user, Some(note), world.now).await?;
        }
        Ok(())
    }
}
