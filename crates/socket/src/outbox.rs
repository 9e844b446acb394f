//! The queue of one connection, and the stream it goes to.

use std::collections::VecDeque;
use std::io::{self, ErrorKind, IoSlice};
use std::pin::Pin;
use std::task::{Context, Poll, Waker, ready};

use tokio::io::AsyncWrite;
use tokio::net::tcp::OwnedWriteHalf;

use crate::{Closed, Frame};

/// Memory a queued frame takes besides its bytes; counted so that many small frames are bounded too.
const FRAME_COST: usize = 64;
/// Frames in one write.
const BATCH: usize = 64;
/// Places of an empty queue that are kept.
const KEEP_PLACES: usize = 32;

/// What happens to a frame when the client does not keep up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// It arrives, or the connection ends: a frame the client must not miss.
    Keep,
    /// It is dropped when the queue is full: typing, heartbeats.
    Droppable,
}

/// What became of a frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sent {
    /// Written or queued. A queued [`Class::Droppable`] may still be dropped.
    Accepted,
    /// Dropped because the queue is full; only a [`Class::Droppable`].
    Dropped,
    /// The connection has ended, or this frame was one too many and it ends now.
    Closed,
}

pub(crate) enum Link {
    /// Plain TCP takes a write from any task, as trying does not register that task for wake-ups.
    Tcp(OwnedWriteHalf),
    /// Only the writer's task may touch it.
    Stream(Box<dyn AsyncWrite + Send + Unpin>),
}

impl Link {
    fn stream(&mut self) -> Pin<&mut (dyn AsyncWrite + Send + Unpin)> {
        match self {
            Self::Tcp(tcp) => Pin::new(tcp),
            Self::Stream(stream) => Pin::new(&mut **stream),
        }
    }
}

struct Queued {
    frame: Frame,
    class: Class,
}

impl Queued {
    fn cost(&self) -> usize {
        cost(&self.frame)
    }
}

fn cost(frame: &Frame) -> usize {
    frame.as_bytes().len() + FRAME_COST
}

pub(crate) struct Outbox {
    /// `None` once the writer has gone.
    link: Option<Link>,
    queue: VecDeque<Queued>,
    /// Bytes of the first frame that are already written.
    written: usize,
    /// Cost of everything in the queue.
    queued: usize,
    limit: usize,
    /// Why nothing more may be sent, though the queue may still have to be written.
    ended: Option<Closed>,
    /// The stream was full (or is not TCP) and the writer will write what is queued.
    writer_has_it: bool,
    /// Whether the writer has something to do that it does not know of yet.
    call_writer: bool,
    writer: Option<Waker>,
}

impl Outbox {
    pub fn new(link: Link, limit: usize) -> Self {
        Self {
            link: Some(link),
            queue: VecDeque::new(),
            written: 0,
            queued: 0,
            limit,
            ended: None,
            writer_has_it: false,
            call_writer: false,
            writer: None,
        }
    }

    pub fn queued(&self) -> usize {
        self.queued
    }

    pub fn ended(&self) -> Option<Closed> {
        self.ended
    }

    /// Whom to wake, if anybody, after the lock is given back.
    pub fn writer_to_wake(&mut self) -> Option<Waker> {
        if std::mem::take(&mut self.call_writer) { self.writer.take() } else { None }
    }

    /// Queues a frame without writing it.
    pub fn queue(&mut self, frame: Frame, class: Class) -> Sent {
        let verdict = self.make_room(&frame, class);
        if verdict == Sent::Accepted {
            self.push(frame, class);
        }
        verdict
    }

    /// Queues a frame and writes what can be written at once.
    pub fn send(&mut self, frame: Frame, class: Class) -> Sent {
        if self.queue.is_empty() && !self.writer_has_it && self.ended.is_none() {
            // By far the most frequent case: the frame goes out and the queue is never touched.
            match self.try_write(&frame) {
                Ok(length) if length == frame.as_bytes().len() => return Sent::Accepted,
                Ok(length) => self.written = length,
                Err(error) => {
                    self.lose(error.kind());
                    return Sent::Closed;
                }
            }
            self.push(frame, class);
            self.hand_over();
            return Sent::Accepted;
        }
        let verdict = self.queue(frame, class);
        self.flush();
        verdict
    }

    /// Writes what can be written at once and leaves the rest to the writer.
    pub fn flush(&mut self) {
        if self.queue.is_empty() || self.writer_has_it {
            return;
        }
        match self.try_write_queue() {
            Ok(true) => {}
            Ok(false) => self.hand_over(),
            Err(error) => self.lose(error.kind()),
        }
    }

    /// Queues the close frame behind what is queued; nothing more is accepted.
    pub fn close(&mut self, frame: Frame) {
        if self.ended.is_none() {
            self.push(frame, Class::Keep);
            self.end(Closed::Asked);
        }
    }

    /// Takes the stream away: nobody writes any more.
    pub fn abandon(&mut self) {
        self.link = None;
        self.ended.get_or_insert(Closed::Asked);
        self.clear();
    }

    /// Writes until the connection ends. The task is woken by whoever leaves it something to do.
    pub fn poll_run(&mut self, context: &mut Context<'_>) -> Poll<Closed> {
        if let Some(ended) = self.ended {
            return Poll::Ready(ended);
        }
        match self.poll_write_queue(context) {
            Poll::Ready(Ok(())) => self.writer_has_it = false,
            Poll::Ready(Err(error)) => {
                self.lose(error.kind());
                return Poll::Ready(Closed::Lost(error.kind()));
            }
            Poll::Pending => self.writer_has_it = true,
        }
        self.writer = Some(context.waker().clone());
        Poll::Pending
    }

    /// Writes what is still queued and ends the stream.
    pub fn poll_shutdown(&mut self, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        ready!(self.poll_write_queue(context))?;
        match &mut self.link {
            Some(link) => link.stream().poll_shutdown(context),
            None => Poll::Ready(Ok(())),
        }
    }

    fn make_room(&mut self, frame: &Frame, class: Class) -> Sent {
        if self.ended.is_some() {
            return Sent::Closed;
        }
        if class == Class::Droppable && self.waiting() + cost(frame) > self.limit {
            return Sent::Dropped;
        }
        if self.waiting() >= self.limit {
            self.forget_droppable();
        }
        if self.waiting() >= self.limit {
            self.overflow();
            return Sent::Closed;
        }
        Sent::Accepted
    }

    /// Cost of what waits behind the first frame. The first does not count, nor the length of the one
    /// to be queued: one huge answer on a slow line is no reason to end the connection.
    fn waiting(&self) -> usize {
        self.queued - self.queue.front().map_or(0, Queued::cost)
    }

    fn push(&mut self, frame: Frame, class: Class) {
        self.queued += cost(&frame);
        self.queue.push_back(Queued { frame, class });
    }

    fn forget_droppable(&mut self) {
        // A frame that is partly written has to be completed.
        let mut begun = self.written > 0;
        self.queue.retain(|queued| std::mem::take(&mut begun) || queued.class == Class::Keep);
        self.queued = self.queue.iter().map(Queued::cost).sum();
    }

    fn overflow(&mut self) {
        self.queue.truncate(usize::from(self.written > 0));
        self.queued = self.queue.iter().map(Queued::cost).sum();
        self.push(Frame::close(1013, "too slow"), Class::Keep);
        self.end(Closed::Overflow);
    }

    fn lose(&mut self, kind: ErrorKind) {
        self.clear();
        self.end(Closed::Lost(kind));
    }

    fn end(&mut self, why: Closed) {
        self.ended = Some(why);
        self.call_writer = true;
    }

    fn clear(&mut self) {
        self.queue = VecDeque::new();
        self.queued = 0;
        self.written = 0;
    }

    fn hand_over(&mut self) {
        self.writer_has_it = true;
        self.call_writer = true;
    }

    /// Writes one frame's bytes, as many as the stream takes at once.
    fn try_write(&mut self, frame: &Frame) -> io::Result<usize> {
        let Some(Link::Tcp(tcp)) = &self.link else { return Ok(0) };
        full_is_zero(tcp.try_write(frame.as_bytes()))
    }

    /// Writes the queue, as much as the stream takes at once. Gives whether that was all.
    fn try_write_queue(&mut self) -> io::Result<bool> {
        while !self.queue.is_empty() {
            let Some(Link::Tcp(tcp)) = &self.link else { return Ok(false) };
            let mut slices = [IoSlice::new(&[]); BATCH];
            let count = slice(&self.queue, self.written, &mut slices);
            match full_is_zero(tcp.try_write_vectored(&slices[..count]))? {
                0 => return Ok(false),
                length => self.advance(length),
            }
        }
        Ok(true)
    }

    fn poll_write_queue(&mut self, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        while !self.queue.is_empty() {
            let Some(link) = &mut self.link else { break };
            let mut slices = [IoSlice::new(&[]); BATCH];
            let count = slice(&self.queue, self.written, &mut slices);
            match ready!(link.stream().poll_write_vectored(context, &slices[..count]))? {
                0 => return Poll::Ready(Err(ErrorKind::WriteZero.into())),
                length => self.advance(length),
            }
        }
        match &mut self.link {
            Some(link) => link.stream().poll_flush(context),
            None => Poll::Ready(Ok(())),
        }
    }

    fn advance(&mut self, mut length: usize) {
        while let Some(first) = self.queue.front() {
            let left = first.frame.as_bytes().len() - self.written;
            if length < left {
                self.written += length;
                return;
            }
            length -= left;
            self.written = 0;
            self.queued -= first.cost();
            self.queue.pop_front();
        }
        if self.queue.capacity() > KEEP_PLACES {
            self.queue = VecDeque::new();
        }
    }
}

/// Fills the slices with the queue's bytes and gives how many were filled.
fn slice<'a>(queue: &'a VecDeque<Queued>, written: usize, slices: &mut [IoSlice<'a>]) -> usize {
    let mut skip = written;
    let mut count = 0;
    for (place, queued) in slices.iter_mut().zip(queue) {
        *place = IoSlice::new(&queued.frame.as_bytes()[std::mem::take(&mut skip)..]);
        count += 1;
    }
    count
}

fn full_is_zero(result: io::Result<usize>) -> io::Result<usize> {
    match result {
        Err(error) if error.kind() == ErrorKind::WouldBlock => Ok(0),
        result => result,
    }
}
