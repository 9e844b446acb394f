//! Keeping messages at hand, for oneself.

use crate::operation::{Operation, Writes};
use crate::{Failure, MessageRef, MessageSeen, SeesMessage, World};
use rustle_domain::messages::MessageRefusal;
use rustle_domain::settings::keys;
use rustle_store::Tx;

/// Stars a message for the caller, or takes the star away. Says whether the caller is in the room and it was done.
#[derive(Debug)]
pub struct Star {
    /// Which.
    pub message: MessageRef,
    /// Star or unstar.
    pub on: bool,
}

impl Operation for Star {
    const NAME: &'static str = "messages.star";
    type Access = SeesMessage;
    type Mode = Writes;
    type Output = bool;

    fn subject(&self) -> MessageRef {
        self.message.clone()
    }

    async fn run(self, seen: MessageSeen, tx: &mut Tx, world: &World) -> Result<bool, Failure> {
        let MessageSeen { who, mut message } = seen;
        if !world.settings.get(keys::MESSAGE_ALLOW_STARRING) {
            return Err(MessageRefusal::StarringDisabled.into());
        }
        if who.membership().is_none() {
            return Ok(false);
        }
        let there = message.body.starred.contains(who.id());
        if self.on != there {
            tx.set_star(&message, who.id(), self.on).await?;
            message.body.starred.retain(|u| u != who.id());
            if self.on {
                message.body.starred.push(who.id().clone());
            }
            tx.update_message(message, world.now).await?;
        }
        Ok(true)
    }
}
