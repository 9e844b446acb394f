//! Taking a message back.

use crate::operation::{Operation, Writes};
use crate::{Failure, MessageRef, MessageSeen, SeesMessage, World, post};
use rustle_domain::access::{RoomActor, may_post};
use rustle_domain::messages::rules::{ChangeRule, Deleter, may_delete};
use rustle_domain::messages::{Body, Message, MessageRefusal, Stamp};
use rustle_domain::permissions::Permission;
use rustle_domain::settings::keys;
use rustle_domain::{Event, MessageId};
use rustle_store::Tx;

/// Deletes a message. Where the workspace shows what was deleted, and where a thread hangs on it, an empty message
/// of type `rm` stays.
#[derive(Debug)]
pub struct Delete {
    /// Which.
    pub message: MessageRef,
    /// As its author would, which needs a right of its own.
    pub as_author: bool,
}

impl Operation for Delete {
    const NAME: &'static str = "messages.delete";
    type Access = SeesMessage;
    type Mode = Writes;
    type Output = Message;

    fn subject(&self) -> MessageRef {
        self.message.clone()
    }

    async fn run(self, seen: MessageSeen, tx: &mut Tx, world: &World) -> Result<Message, Failure> {
        let MessageSeen { who, message } = seen;
        check(&who, &message, self.as_author, world)?;
        remove(&who, message.clone(), tx, world).await?;
        if let Some(thread) = &message.thread {
            recount(thread, tx, world).await?;
        }
        post::count_discussion(&message.room, tx, world).await?;
        Ok(message)
    }
}

fn check(who: &RoomActor, message: &Message, as_author: bool, world: &World) -> Result<(), Failure> {
    let is_author = message.author.id == *who.id();
    let force = who.can(Permission::ForceDeleteMessage);
    if as_author && !is_author && !force {
        return Err(MessageRefusal::MayNotDeleteAsAuthor.into());
    }
    let deleter = Deleter {
        is_author,
        force,
        may_delete_any: who.can(Permission::DeleteMessage),
        may_delete_own: who.can(Permission::DeleteOwnMessage),
        no_time_limit: who.can(Permission::BypassTimeLimitEditAndDelete),
        may_write: may_post(who) != Err(MessageRefusal::ReadOnly),
    };
    let rule = ChangeRule {
        allowed: world.settings.get(keys::MESSAGE_ALLOW_DELETING),
        minutes: world.settings.get(keys::MESSAGE_ALLOW_DELETING_BLOCK_DELETE_IN_MINUTES),
    };
    Ok(may_delete(deleter, rule, world.now - message.ts)?)
}

async fn remove(who: &RoomActor, mut message: Message, tx: &mut Tx, world: &World) -> Result<(), Failure> {
    for upload in tx.uploads_with(&message.id).await? {
        tx.delete_upload(&upload.id).await?;
    }
    if message.thread_count == 0 && !world.settings.get(keys::MESSAGE_SHOW_DELETED_STATUS) {
        tx.delete_messages(&message.room, std::slice::from_ref(&message), world.now).await?;
        tx.record(Event::MessageDeleted { room: message.room, message: message.id });
        return Ok(());
    }
    message.kind = Some("rm".into());
    message.text = String::new();
    message.pinned_at = None;
    message.group_mention = false;
    let followers = std::mem::take(&mut message.body.followers);
    let edited = Some(Stamp { at: world.now, by: who.actor().reference() });
    message.body = Body { edited, followers, ..Body::default() };
    let message = tx.update_message(message, world.now).await?;
    tx.rewrite_mentions(&message).await?;
    Ok(())
}

/// Counts a thread's answers anew, after one is gone. Without any it is no thread any more.
async fn recount(thread: &MessageId, tx: &mut Tx, world: &World) -> Result<(), Failure> {
    let Some(mut root) = tx.message(thread).await? else { return Ok(()) };
    let answers = tx.thread(thread).await?;
    let mut left = answers.iter().filter(|m| m.kind.as_deref() != Some("rm"));
    root.thread_count = i64::try_from(left.clone().count()).unwrap_or(i64::MAX);
    root.thread_last = left.next_back().map(|m| m.ts);
    if root.thread_count == 0 {
        for user in std::mem::take(&mut root.body.followers) {
            tx.unfollow(thread, &user).await?;
        }
    }
    tx.update_message(root, world.now).await?;
    Ok(())
}
