//! Answering a message with an emoji.

use crate::operation::{Operation, Writes};
use crate::{Failure, MessageRef, MessageSeen, SeesMessage, World};
use rustle_domain::access::{RoomActor, may_post};
use rustle_domain::messages::{Message, MessageRefusal, Reaction, emoji};
use rustle_store::Tx;

/// Puts an emoji under a message, or takes it away.
#[derive(Debug)]
pub struct React {
    /// Which.
    pub message: MessageRef,
    /// The emoji's name, with or without colons.
    pub emoji: String,
    /// Put or take; none turns what is there around.
    pub on: Option<bool>,
}

impl Operation for React {
    const NAME: &'static str = "messages.react";
    type Access = SeesMessage;
    type Mode = Writes;
    type Output = ();

    fn subject(&self) -> MessageRef {
        self.message.clone()
    }

    async fn run(self, seen: MessageSeen, tx: &mut Tx, world: &World) -> Result<(), Failure> {
        let MessageSeen { who, mut message } = seen;
        let name = emoji::with_colons(&self.emoji).ok_or(MessageRefusal::UnknownEmoji)?;
        let known = message.body.reactions.iter().any(|r| r.emoji == name);
        if !known && !emoji::is_standard(name.trim_matches(':')) {
            return Err(MessageRefusal::UnknownEmoji.into());
        }
        let username = who.actor().username();
        let there = message
            .body
            .reactions
            .iter()
            .any(|r| r.emoji == name && r.usernames.iter().any(|u| u == username));
        let on = self.on.unwrap_or(!there);
        if on == there {
            return Ok(());
        }
        check(&who)?;
        if on {
            add(&mut message, name, username);
        } else {
            take(&mut message, &name, username);
        }
        tx.update_message(message, world.now).await?;
        Ok(())
    }
}

/// Who may not write may not react either, unless a read-only room allows it.
fn check(who: &RoomActor) -> Result<(), MessageRefusal> {
    match may_post(who) {
        Err(MessageRefusal::ReadOnly) if who.room().detail.react_when_read_only == Some(true) => Ok(()),
        decided => decided,
    }
}

fn add(message: &mut Message, emoji: String, username: &str) {
    let reactions = &mut message.body.reactions;
    match reactions.iter_mut().find(|r| r.emoji == emoji) {
        Some(reaction) => reaction.usernames.push(username.to_owned()),
        None => reactions.push(Reaction { emoji, usernames: vec![username.to_owned()] }),
    }
}

fn take(message: &mut Message, emoji: &str, username: &str) {
    for reaction in message.body.reactions.iter_mut().filter(|r| r.emoji == emoji) {
        reaction.usernames.retain(|u| u != username);
    }
    message.body.reactions.retain(|r| !r.usernames.is_empty());
}
