//! What the queue of a slow client holds, drops and keeps.

use std::io::{self, IoSlice};
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use proptest::prelude::*;
use rustle_socket::{Class, Closed, Frame, Limits, Reader, Sender, Sent, Writer, finish, open};
use tokio::io::{AsyncReadExt, AsyncWrite, DuplexStream, ReadHalf, duplex};
use tungstenite::Message;
use tungstenite::protocol::Role;

use crate::client::{decode, poll_once, receive};

/// Patience that must not be needed.
const NEVER: Duration = Duration::from_secs(100_000);
const LIMIT: usize = 4000;
const LONGEST: usize = 1000;
/// What a queued frame counts besides its bytes, and the longest header.
const FRAME_COST: usize = 64 + 4;

#[derive(Clone, Copy, Debug)]
enum Step {
    Send(Class, usize),
    Queue(Class, usize),
    Flush,
    /// The client reads up to that many bytes.
    Read(usize),
    /// The writer's future is made, polled once and dropped.
    Run,
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let class = || prop_oneof![2 => Just(Class::Keep), 1 => Just(Class::Droppable)];
    let step = prop_oneof![
        4 => (class(), 10..LONGEST).prop_map(|(class, length)| Step::Send(class, length)),
        3 => (class(), 10..LONGEST).prop_map(|(class, length)| Step::Queue(class, length)),
        1 => Just(Step::Flush),
        3 => (1_usize..3000).prop_map(Step::Read),
        3 => Just(Step::Run),
    ];
    proptest::collection::vec(step, 0..60)
}

/// A connection whose client reads only when told.
struct Slow {
    client: DuplexStream,
    reader: Reader<ReadHalf<DuplexStream>>,
    sender: Sender,
    writer: Writer,
    received: Vec<u8>,
    sent: Vec<(Class, String)>,
    dropped: usize,
}

impl Slow {
    fn new(between: usize) -> Self {
        let (server, client) = duplex(between);
        let limits = Limits { queue_bytes: LIMIT, ..Limits::default() };
        let (reader, writer, sender) = open(server, Bytes::new(), limits);
        Self { client, reader, sender, writer, received: Vec::new(), sent: Vec::new(), dropped: 0 }
    }

    fn step(&mut self, step: Step) {
        match step {
            Step::Send(class, length) => drop(self.offer(class, length, Sender::send)),
            Step::Queue(class, length) => drop(self.offer(class, length, Sender::queue)),
            Step::Flush => self.sender.flush(),
            Step::Read(length) => self.read(length),
            Step::Run => drop(poll_once(self.writer.run())),
        }
        assert!(self.sender.queued_bytes() <= LIMIT + 2 * (LONGEST + FRAME_COST));
    }

    fn offer(&mut self, class: Class, length: usize, send: fn(&Sender, Frame, Class) -> Sent) -> Sent {
        let was_closed = self.sender.is_closed();
        let text = format!("{:>length$}", self.sent.len() + self.dropped);
        let verdict = send(&self.sender, Frame::text(&text), class);
        match verdict {
            Sent::Accepted => self.sent.push((class, text)),
            Sent::Dropped => {
                assert_eq!(class, Class::Droppable);
                assert!(self.sender.queued_bytes() + length + FRAME_COST > LIMIT);
                self.dropped += 1;
            }
            Sent::Closed => {
                assert_eq!(self.sender.ended(), Some(Closed::Overflow));
                assert!(was_closed || (class == Class::Keep && self.unread() >= LIMIT));
            }
        }
        verdict
    }

    fn read(&mut self, length: usize) {
        let mut space = vec![0; length];
        if let Poll::Ready(read) = poll_once(self.client.read(&mut space)) {
            self.received.extend(&space[..read.unwrap()]);
        }
    }

    /// What the client must still get, as the queue counts it.
    fn unread(&self) -> usize {
        let read = decode(&self.received, Role::Client);
        let kept = self.sent.iter().filter(|(class, _)| *class == Class::Keep);
        let unread = kept.filter(|(_, text)| !read.contains(&Message::text(text)));
        unread.map(|(_, text)| text.len() + FRAME_COST).sum()
    }

    /// The connection is ended and the client reads on to the end. Gives what it got and what was sent.
    fn finish(mut self) -> (Vec<Message>, Vec<(Class, String)>) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap();
        let client = async {
            self.client.read_to_end(&mut self.received).await.unwrap();
            drop(self.client);
        };
        runtime.block_on(async { tokio::join!(finish(self.reader, self.writer, NEVER), client) });
        (receive(&self.received), self.sent)
    }
}

fn of_class(sent: &[(Class, String)], wanted: Class) -> Vec<Message> {
    let chosen = sent.iter().filter(|(class, _)| *class == wanted);
    chosen.map(|(_, text)| Message::text(text)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn what_must_arrive_arrives_or_the_client_is_told(steps in steps(), between in 1_usize..3000) {
        let mut slow = Slow::new(between);
        for step in steps {
            slow.step(step);
        }
        let ended = slow.sender.ended();
        let (mut received, sent) = slow.finish();
        if ended == Some(Closed::Overflow) {
            let Some(Message::Close(Some(close))) = received.pop() else { panic!("no close frame") };
            prop_assert_eq!(u16::from(close.code), 1013);
        } else {
            prop_assert_eq!(ended, None);
        }
        let mut rest = sent.iter();
        for message in &received {
            prop_assert!(rest.any(|(_, text)| *message == Message::text(text)), "out of order: {}", message);
        }
        let keep = of_class(&sent, Class::Keep);
        let got: Vec<Message> = received.into_iter().filter(|message| keep.contains(message)).collect();
        if ended.is_none() {
            prop_assert_eq!(got, keep);
        } else {
            prop_assert_eq!(&got[..], &keep[..got.len()]);
        }
    }
}

#[test]
fn typing_makes_room_for_messages() {
    let mut slow = Slow::new(1);
    slow.offer(Class::Keep, 500, Sender::send);
    assert!(poll_once(slow.writer.run()).is_pending());
    while slow.offer(Class::Droppable, 500, Sender::send) == Sent::Accepted {}
    for _ in 0..6 {
        assert_eq!(slow.offer(Class::Keep, 500, Sender::send), Sent::Accepted);
    }
    let (received, sent) = slow.finish();
    assert_eq!(received, of_class(&sent, Class::Keep));
    assert_eq!(received.len(), 7);
}

#[test]
fn a_huge_answer_on_a_slow_line_is_no_overflow() {
    let mut slow = Slow::new(1);
    assert_eq!(slow.offer(Class::Keep, 15 * LIMIT, Sender::send), Sent::Accepted);
    assert!(poll_once(slow.writer.run()).is_pending());
    for _ in 0..3 {
        assert_eq!(slow.offer(Class::Keep, 900, Sender::send), Sent::Accepted);
    }
    let (received, sent) = slow.finish();
    assert_eq!(received, of_class(&sent, Class::Keep));
}

#[test]
fn overflow_ends_the_writer_and_frees_the_queue() {
    let mut slow = Slow::new(100);
    while slow.offer(Class::Keep, 900, Sender::send) == Sent::Accepted {
        assert!(poll_once(slow.writer.run()).is_pending());
    }
    assert_eq!(poll_once(slow.writer.run()), Poll::Ready(Closed::Overflow));
    assert!(slow.sender.queued_bytes() < 900 + 200, "the frame half written and the close frame");
    assert_eq!(slow.offer(Class::Droppable, 10, Sender::send), Sent::Closed);
    slow.sender.close(1000, "too late");
    let (received, sent) = slow.finish();
    assert_eq!(received[0], Message::text(&sent[0].1));
    let Message::Close(Some(close)) = &received[1] else { panic!("{received:?}") };
    assert_eq!(u16::from(close.code), 1013);
    assert_eq!(received.len(), 2);
}

/// A stream that takes everything and keeps each write apart.
#[derive(Clone, Default)]
struct Writes(Arc<Mutex<Vec<Vec<u8>>>>);

impl AsyncWrite for Writes {
    fn poll_write(self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        self.poll_write_vectored(context, &[IoSlice::new(bytes)])
    }

    fn poll_write_vectored(
        self: Pin<&mut Self>,
        _: &mut Context<'_>,
        slices: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let bytes = slices.iter().flat_map(|slice| slice.iter().copied()).collect::<Vec<u8>>();
        let length = bytes.len();
        self.0.lock().unwrap().push(bytes);
        Poll::Ready(Ok(length))
    }

    fn is_write_vectored(&self) -> bool {
        true
    }

    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }
}

#[test]
fn frames_that_wait_go_out_in_one_write() {
    let taken = Writes::default();
    let stream = tokio::io::join(tokio::io::empty(), taken.clone());
    let (_, mut writer, sender) = open(stream, Bytes::new(), Limits::default());
    let frames: Vec<Frame> = (0..50).map(|number| Frame::text(&number.to_string())).collect();
    for frame in &frames {
        assert_eq!(sender.queue(frame.clone(), Class::Keep), Sent::Accepted);
    }
    sender.flush();
    assert!(poll_once(writer.run()).is_pending());
    assert_eq!(sender.queued_bytes(), 0);
    let expected = frames.iter().flat_map(Frame::as_bytes).copied().collect::<Vec<u8>>();
    assert_eq!(*taken.0.lock().unwrap(), [expected]);
}

#[test]
fn a_stream_that_takes_nothing_more_is_lost() {
    let (server, client) = duplex(10);
    let (_, mut writer, sender) = open(server, Bytes::new(), Limits::default());
    drop(client);
    assert_eq!(sender.send(Frame::text("hello"), Class::Keep), Sent::Accepted);
    assert_eq!(poll_once(writer.run()), Poll::Ready(Closed::Lost(io::ErrorKind::BrokenPipe)));
    assert_eq!(sender.send(Frame::text("hello"), Class::Keep), Sent::Closed);
    assert_eq!((sender.queued_bytes(), sender.is_closed()), (0, true));
}
