//! One message.

use crate::operation::{Operation, Reads};
use crate::{Failure, MessageRef, MessageSeen, SeesMessage, World};
use rustle_domain::messages::Message;
use rustle_store::ReadTx;

/// Gives one message.
#[derive(Debug)]
pub struct Get {
    /// Which.
    pub message: MessageRef,
}

impl Operation for Get {
    const NAME: &'static str = "messages.get";
    type Access = SeesMessage;
    type Mode = Reads;
    type Output = Message;

    fn subject(&self) -> MessageRef {
        self.message.clone()
    }

    async fn run(self, seen: MessageSeen, _: &mut ReadTx, _: &World) -> Result<Message, Failure> {
        Ok(seen.message)
    }
}
