//! The half that writes what could not be written at once.

use std::future::poll_fn;
use std::io;

use crate::{Closed, Sender};

/// Writes what the [`Sender`]s could not write at once. Dropping it ends the connection's sending
/// half, however many senders are left.
pub struct Writer(Sender);

impl Writer {
    pub(crate) fn new(sender: Sender) -> Self {
        Self(sender)
    }

    /// Writes until the connection ends, and gives why. The future may be dropped at any point and
    /// made again; while there is none, what the socket does not take at once stays queued.
    ///
    /// It does not wait for the last frames to be written: [`finish`](crate::finish) does.
    pub async fn run(&mut self) -> Closed {
        poll_fn(|context| self.0.with(|outbox| outbox.poll_run(context))).await
    }

    pub(crate) async fn shutdown(&mut self) -> io::Result<()> {
        poll_fn(|context| self.0.with(|outbox| outbox.poll_shutdown(context))).await
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        self.0.with(crate::outbox::Outbox::abandon);
    }
}
