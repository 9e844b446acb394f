//! The handle anybody sends through.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use crate::outbox::Outbox;
use crate::{Class, Closed, Frame, Sent};

/// Sends frames to one client, from any thread, without waiting. A clone is a reference count.
///
/// Frames arrive in the order of the calls. On plain TCP a frame goes straight to the socket; what the
/// socket does not take at once is queued for the [`Writer`](crate::Writer). The queue holds at most
/// the limit besides the frame being written and the last one queued; when it is full, droppable
/// frames are dropped first, and then the connection ends with code 1013 (see [`Closed::Overflow`]).
#[derive(Clone)]
pub struct Sender(Arc<Mutex<Outbox>>);

impl Sender {
    pub(crate) fn new(outbox: Outbox) -> Self {
        Self(Arc::new(Mutex::new(outbox)))
    }

    /// Sends a frame.
    pub fn send(&self, frame: Frame, class: Class) -> Sent {
        self.with(|outbox| outbox.send(frame, class))
    }

    /// Queues a frame without writing it. Several of them and one [`Sender::flush`] cost one write;
    /// without the flush they wait until something else is sent.
    pub fn queue(&self, frame: Frame, class: Class) -> Sent {
        self.with(|outbox| outbox.queue(frame, class))
    }

    /// Writes what [`Sender::queue`] left.
    pub fn flush(&self) {
        self.with(Outbox::flush);
    }

    /// Ends the connection: what is queued and then a close frame are written, nothing more is
    /// accepted, and [`Writer::run`](crate::Writer::run) returns. Without effect when it has ended.
    pub fn close(&self, code: u16, reason: &str) {
        let frame = Frame::close(code, reason);
        self.with(|outbox| outbox.close(frame));
    }

    /// What the queue holds, in bytes, with 64 for each frame besides its own. Zero means that
    /// everything was handed to the operating system.
    pub fn queued_bytes(&self) -> usize {
        self.with(|outbox| outbox.queued())
    }

    /// Whether nothing more can be sent.
    pub fn is_closed(&self) -> bool {
        self.ended().is_some()
    }

    /// Why nothing more can be sent.
    pub fn ended(&self) -> Option<Closed> {
        self.with(|outbox| outbox.ended())
    }

    /// Works on the queue and, with the lock given back, wakes the writer if that is needed.
    pub(crate) fn with<T>(&self, work: impl FnOnce(&mut Outbox) -> T) -> T {
        let mut outbox = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let result = work(&mut outbox);
        let writer = outbox.writer_to_wake();
        drop(outbox);
        if let Some(writer) = writer {
            writer.wake();
        }
        result
    }
}

impl fmt::Debug for Sender {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (queued, ended) = self.with(|outbox| (outbox.queued(), outbox.ended()));
        out.debug_struct("Sender").field("queued_bytes", &queued).field("ended", &ended).finish()
    }
}
