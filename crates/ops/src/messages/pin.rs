//! Pinning messages to a room.

use crate::operation::{Operation, Writes};
use crate::{Failure, MessageRef, MessageSeen, SeesMessage, World};
use rustle_domain::messages::quote::shorten;
use rustle_domain::messages::{Attachment, Draft, Message, MessageRefusal, Stamp};
use rustle_domain::permissions::Permission;
use rustle_domain::settings::keys;
use rustle_store::Tx;

/// Pins a message, or takes the pin away.
#[derive(Debug)]
pub struct Pin {
    /// Which.
    pub message: MessageRef,
    /// Pin or unpin.
    pub on: bool,
}

impl Operation for Pin {
    const NAME: &'static str = "messages.pin";
    type Access = SeesMessage;
    type Mode = Writes;
    /// The message that tells the room, when a message was pinned.
    type Output = Option<Message>;

    fn subject(&self) -> MessageRef {
        self.message.clone()
    }

    async fn run(self, seen: MessageSeen, tx: &mut Tx, world: &World) -> Result<Option<Message>, Failure> {
        let MessageSeen { who, mut message } = seen;
        if !world.settings.get(keys::MESSAGE_ALLOW_PINNING) {
            return Err(MessageRefusal::PinningDisabled.into());
        }
        if who.membership().is_none() {
            return Err(MessageRefusal::NotFound.into());
        }
        who.need(Permission::PinMessage).map_err(|_| MessageRefusal::NotAuthorized)?;
        let by = who.actor().reference();
        message.pinned_at = self.on.then_some(world.now);
        message.body.pinned = self.on.then(|| Stamp { at: world.now, by: by.clone() });
        let message = tx.update_message(message, world.now).await?;
        if !self.on {
            return Ok(None);
        }
        let kind =
            if message.kind.as_deref() == Some("e2e") { "message_pinned_e2e" } else { "message_pinned" };
        let chain = world.settings.get(keys::MESSAGE_QUOTE_CHAIN_LIMIT);
        let shown = Attachment {
            text: Some(message.text.clone()),
            author_name: Some(message.author.username.clone()),
            author_icon: Some(format!("/avatar/{}", message.author.username)),
            ts: Some(message.ts),
            attachments: shorten(&message.body.attachments, chain),
            ..Attachment::default()
        };
        let note = Draft::system(message.room, by, kind, "").with_attachments(vec![shown]);
        Ok(Some(tx.insert_message(note, world.fresh_message(), world.now).await?))
    }
}
