//! A client to test against: tungstenite over bytes in memory, and raw frames for what it would refuse
//! to send.

use std::collections::VecDeque;
use std::io::{self, Cursor, Read, Write};
use std::pin::Pin;
use std::task::{Context, Poll, Waker};

use bytes::Bytes;
use rustle_socket::{Closed, Incoming, Limits, Reader, open};
use tokio::io::{AsyncRead, Join, ReadBuf, ReadHalf, Sink};
use tungstenite::protocol::{Role, WebSocket};
use tungstenite::{Error, Message};

/// A stream in memory: reads what it was given, keeps what is written.
pub struct Pipe {
    input: Cursor<Vec<u8>>,
    output: Vec<u8>,
}

impl Read for Pipe {
    fn read(&mut self, space: &mut [u8]) -> io::Result<usize> {
        self.input.read(space)
    }
}

impl Write for Pipe {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.output.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn websocket(input: Vec<u8>, role: Role) -> WebSocket<Pipe> {
    WebSocket::from_raw_socket(Pipe { input: Cursor::new(input), output: Vec::new() }, role, None)
}

/// The bytes a client sends for these messages.
pub fn encode(messages: Vec<Message>) -> Vec<u8> {
    let mut client = websocket(Vec::new(), Role::Client);
    for message in messages {
        client.send(message).unwrap();
    }
    client.into_inner().output
}

/// The messages in these bytes, up to their end or the first error.
pub fn decode(bytes: &[u8], role: Role) -> Vec<Message> {
    let mut peer = websocket(bytes.to_vec(), role);
    std::iter::from_fn(|| peer.read().ok()).collect()
}

/// What a client reads from these bytes, which must be whole frames.
pub fn receive(bytes: &[u8]) -> Vec<Message> {
    let mut client = websocket(bytes.to_vec(), Role::Client);
    let mut messages = Vec::new();
    loop {
        match client.read() {
            Ok(message) => messages.push(message),
            Err(Error::ConnectionClosed) => return messages,
            Err(Error::Protocol(tungstenite::error::ProtocolError::ResetWithoutClosingHandshake)) => {
                assert_eq!(
                    client.get_ref().input.position(),
                    bytes.len() as u64,
                    "the bytes end inside a frame"
                );
                return messages;
            }
            Err(error) => panic!("the client refuses what it got: {error}"),
        }
    }
}

/// One frame as a client could send it: any first byte, any claimed length.
pub fn raw(first: u8, masked: bool, claimed: u64, payload: &[u8]) -> Vec<u8> {
    let masking = if masked { 0x80 } else { 0 };
    let mut bytes = vec![first];
    match u16::try_from(claimed) {
        Ok(short @ 0..=125) => bytes.push(masking | short.to_be_bytes()[1]),
        Ok(middle) => {
            bytes.push(masking | 0x7E);
            bytes.extend(middle.to_be_bytes());
        }
        Err(_) => {
            bytes.push(masking | 0x7F);
            bytes.extend(claimed.to_be_bytes());
        }
    }
    let key: &[u8] = if masked { &[0xA5, 0x01, 0xFF, 0x3C] } else { &[] };
    bytes.extend(key);
    let mask = key.iter().copied().chain(std::iter::repeat_n(0, 4 - key.len())).collect::<Vec<_>>();
    bytes.extend(payload.iter().zip(mask.iter().cycle()).map(|(byte, mask)| byte ^ mask));
    bytes
}

/// A well-formed masked frame.
pub fn masked(first: u8, payload: &[u8]) -> Vec<u8> {
    raw(first, true, payload.len() as u64, payload)
}

/// A stream that gives its bytes in chunks, and has nothing to give before each of them.
pub struct Chunks {
    chunks: VecDeque<Vec<u8>>,
    dry: bool,
}

impl Chunks {
    /// Cuts the bytes into chunks of these sizes, over and over.
    pub fn new(mut bytes: &[u8], sizes: &[usize]) -> Self {
        let mut chunks = VecDeque::new();
        for &size in sizes.iter().cycle() {
            if bytes.is_empty() {
                break;
            }
            let (chunk, rest) = bytes.split_at(size.clamp(1, bytes.len()));
            chunks.push_back(chunk.to_vec());
            bytes = rest;
        }
        Self { chunks, dry: true }
    }
}

impl AsyncRead for Chunks {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        space: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        self.dry = !self.dry;
        if !self.dry {
            context.waker().wake_by_ref();
            return Poll::Pending;
        }
        if let Some(chunk) = self.chunks.front_mut() {
            let length = chunk.len().min(space.remaining());
            space.put_slice(&chunk.drain(..length).collect::<Vec<_>>());
            if chunk.is_empty() {
                self.chunks.pop_front();
            }
        }
        Poll::Ready(Ok(()))
    }
}

/// Polls a future once and drops it.
pub fn poll_once<T>(future: impl Future<Output = T>) -> Poll<T> {
    std::pin::pin!(future).poll(&mut Context::from_waker(Waker::noop()))
}

pub type ChunkReader = Reader<ReadHalf<Join<Chunks, Sink>>>;

pub fn reader(chunks: Chunks, already_read: Bytes, limit: usize) -> ChunkReader {
    let stream = tokio::io::join(chunks, tokio::io::sink());
    let limits = Limits { message_bytes: limit, ..Limits::default() };
    open(stream, already_read, limits).0
}

/// The next message. Each time there is nothing to read the future is dropped and made anew.
pub fn next(reader: &mut ChunkReader) -> Result<Incoming, Closed> {
    loop {
        if let Poll::Ready(result) = poll_once(reader.next()) {
            return result;
        }
    }
}

/// Everything that comes until the connection ends, and why it ends.
pub fn read_all(bytes: &[u8], sizes: &[usize], limit: usize) -> (Vec<Incoming>, Closed) {
    let mut reader = reader(Chunks::new(bytes, sizes), Bytes::new(), limit);
    let mut messages = Vec::new();
    loop {
        match next(&mut reader) {
            Ok(message) => messages.push(message),
            Err(closed) => return (messages, closed),
        }
    }
}
