//! Giving a message another text.

use super::custom_fields;
use crate::operation::{Operation, Writes};
use crate::{Failure, MessageRef, MessageSeen, SeesMessage, World, post};
use rustle_domain::access::may_post;
use rustle_domain::messages::rules::{ChangeRule, Editor, may_edit};
use rustle_domain::messages::{Attachment, Message, MessageRefusal, Stamp, attachments};
use rustle_domain::permissions::Permission;
use rustle_domain::settings::keys;
use rustle_domain::{MessageId, Opaque, RoomId};
use rustle_store::Tx;

/// Edits a message. A text that is the same, without anything else to change, changes nothing.
#[derive(Debug, Default)]
pub struct Change {
    /// The new text; for a message with a file, the new description of the file.
    pub text: Option<String>,
    /// Boxes in place of those there are. Quotes follow the text in any case.
    pub attachments: Option<Vec<Attachment>>,
    /// The workspace's fields.
    pub custom_fields: Option<Opaque>,
    /// Addresses to show previews of.
    pub previews: Option<Vec<String>>,
    /// Another envelope, for an encrypted message.
    pub content: Option<Opaque>,
    /// The room the client believes it is in; cannot change.
    pub room: Option<RoomId>,
    /// The thread the client believes it is in; cannot change.
    pub thread: Option<MessageId>,
    /// Something that an edit cannot change, where the client asked for it.
    pub fixed: Option<&'static str>,
}

/// Edits a message.
#[derive(Debug)]
pub struct Edit {
    /// Which.
    pub message: MessageRef,
    /// How.
    pub change: Change,
}

impl Operation for Edit {
    const NAME: &'static str = "messages.edit";
    type Access = SeesMessage;
    type Mode = Writes;
    type Output = Message;

    fn subject(&self) -> MessageRef {
        self.message.clone()
    }

    async fn run(self, seen: MessageSeen, tx: &mut Tx, world: &World) -> Result<Message, Failure> {
        let MessageSeen { who, mut message } = seen;
        let change = self.change;
        check_fixed(&message, &change)?;
        let same = change.text.as_deref().is_none_or(|t| t == shown_text(&message));
        let extra = change.previews.is_some() || change.custom_fields.is_some() || change.content.is_some();
        if same && !extra && change.attachments.is_none() {
            return Ok(message);
        }
        let editor = Editor {
            is_author: message.author.id == *who.id(),
            may_edit_any: who.can(Permission::EditMessage),
            no_time_limit: who.can(Permission::BypassTimeLimitEditAndDelete),
        };
        let rule = ChangeRule {
            allowed: world.settings.get(keys::MESSAGE_ALLOW_EDITING) && message.kind.as_deref() != Some("rm"),
            minutes: world.settings.get(keys::MESSAGE_ALLOW_EDITING_BLOCK_EDIT_IN_MINUTES),
        };
        may_edit(editor, rule, world.now - message.ts)?;
        may_post(&who)?;
        if let Some(fields) = change.custom_fields {
            custom_fields::check(&fields, &world.settings)?;
            message.body.custom_fields = Some(fields);
        }
        if let Some(content) = change.content.filter(|_| message.kind.as_deref() == Some("e2e")) {
            message.body.content = Some(content);
        }
        if let Some(boxes) = change.attachments {
            attachments::check(&boxes)?;
            message.body.attachments = boxes;
        }
        let text = change.text.unwrap_or_else(|| shown_text(&message).to_owned());
        let about = message.body.attachments.first_mut().and_then(|a| a.description.as_mut());
        let text = match about {
            Some(description) => {
                *description = text;
                message.text.clone()
            }
            None => text,
        };
        post::say_anew(&who, &mut message, &text, change.previews.as_deref(), (tx, world)).await?;
        message.body.edited = Some(Stamp { at: world.now, by: who.actor().reference() });
        let message = tx.update_message(message, world.now).await?;
        tx.rewrite_mentions(&message).await?;
        Ok(message)
    }
}

/// The text an editor sees: the description of the file, where there is one.
fn shown_text(message: &Message) -> &str {
    let about = message.body.attachments.first().and_then(|a| a.description.as_deref());
    about.unwrap_or(&message.text)
}

fn check_fixed(message: &Message, change: &Change) -> Result<(), MessageRefusal> {
    if change.room.as_ref().is_some_and(|room| *room != message.room) {
        return Err(MessageRefusal::NotEditable("rid"));
    }
    if change.thread.is_some() && change.thread != message.thread {
        return Err(MessageRefusal::NotEditable("tmid"));
    }
    change.fixed.map_or(Ok(()), |key| Err(MessageRefusal::NotEditable(key)))
}
