//! Following threads.

use crate::operation::{Operation, Writes};
use crate::{Failure, MessageRef, MessageSeen, SeesMessage, World};
use rustle_domain::Event;
use rustle_domain::messages::MessageRefusal;
use rustle_domain::settings::keys;
use rustle_store::Tx;

/// Follows the thread a message is in or starts, or stops following it.
#[derive(Debug)]
pub struct Follow {
    /// Any message of the thread.
    pub message: MessageRef,
    /// Follow or stop.
    pub on: bool,
}

impl Operation for Follow {
    const NAME: &'static str = "messages.follow";
    type Access = SeesMessage;
    type Mode = Writes;
    type Output = ();

    fn subject(&self) -> MessageRef {
        self.message.clone()
    }

    async fn run(self, seen: MessageSeen, tx: &mut Tx, world: &World) -> Result<(), Failure> {
        if !world.settings.get(keys::THREADS_ENABLED) {
            return Err(MessageRefusal::ThreadsDisabled.into());
        }
        let MessageSeen { who, message } = seen;
        let mut root = match &message.thread {
            Some(thread) => tx.message(thread).await?.ok_or(MessageRefusal::NotFound)?,
            None => message,
        };
        let user = who.id().clone();
        if self.on {
            tx.follow(&root, &user, who.room().seq).await?;
        } else {
            tx.unfollow(&root.id, &user).await?;
        }
        root.body.followers.retain(|u| *u != user);
        if self.on {
            root.body.followers.push(user.clone());
        }
        let root = tx.update_message(root, world.now).await?;
        tx.record(Event::MembershipSaved { room: root.room, user, new: false });
        Ok(())
    }
}
