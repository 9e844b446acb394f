//! The receiving half of a connection.

use std::future::poll_fn;
use std::mem::MaybeUninit;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::{Buf, Bytes, BytesMut};
use tokio::io::{AsyncRead, ReadBuf};

use crate::decoder::Decoder;
use crate::{Closed, Incoming};

/// Bytes read at once.
const CHUNK: usize = 8 * 1024;

/// The receiving half of a connection.
///
/// Input is read into the stack and only kept as far as it belongs to a message that has not ended, so
/// an idle connection holds no buffer, and a busy one holds at most twice what has arrived of one
/// message, whatever length a header claims.
pub struct Reader<R> {
    stream: R,
    decoder: Decoder,
    /// Read, but behind the message that was given last.
    ahead: BytesMut,
    ended: Option<Closed>,
}

impl<R: AsyncRead + Unpin> Reader<R> {
    pub(crate) fn new(stream: R, already_read: Bytes, limit: usize) -> Self {
        Self { stream, decoder: Decoder::new(limit), ahead: already_read.into(), ended: None }
    }

    /// Sets the longest message accepted from the next frame on, in bytes.
    pub fn set_limit(&mut self, bytes: usize) {
        self.decoder.limit = bytes;
    }

    /// Memory held for input, in bytes: what was read ahead, and the message that has not ended.
    pub fn held_bytes(&self) -> usize {
        self.decoder.held() + self.ahead.capacity()
    }

    /// Waits for the next message. The future may be dropped at any point without losing anything.
    ///
    /// An error is final: it is given again each time. After [`Incoming::Close`] it is
    /// [`Closed::Gone`].
    pub async fn next(&mut self) -> Result<Incoming, Closed> {
        poll_fn(|context| self.poll_next(context)).await
    }

    fn poll_next(&mut self, context: &mut Context<'_>) -> Poll<Result<Incoming, Closed>> {
        if let Some(ended) = self.ended {
            return Poll::Ready(Err(ended));
        }
        let result = ready!(self.poll_message(context));
        self.ended = match &result {
            Err(ended) => Some(*ended),
            Ok(Incoming::Close { .. }) => Some(Closed::Gone),
            Ok(Incoming::Text(_) | Incoming::Ping(_) | Incoming::Pong(_)) => None,
        };
        if self.ended.is_some() {
            self.ahead = BytesMut::new();
        }
        Poll::Ready(result)
    }

    fn poll_message(&mut self, context: &mut Context<'_>) -> Poll<Result<Incoming, Closed>> {
        if !self.ahead.is_empty() {
            let (used, message) = self.decoder.decode(&mut self.ahead)?;
            self.ahead.advance(used);
            if self.ahead.is_empty() {
                self.ahead = BytesMut::new();
            }
            if let Some(message) = message {
                return Poll::Ready(Ok(message));
            }
        }
        loop {
            let mut space = [MaybeUninit::uninit(); CHUNK];
            let mut chunk = ReadBuf::uninit(&mut space);
            let read = ready!(Pin::new(&mut self.stream).poll_read(context, &mut chunk));
            read.map_err(|error| Closed::Lost(error.kind()))?;
            let input = chunk.filled_mut();
            if input.is_empty() {
                return Poll::Ready(Err(Closed::Gone));
            }
            let (used, message) = self.decoder.decode(input)?;
            if let Some(message) = message {
                self.ahead = BytesMut::from(&input[used..]);
                return Poll::Ready(Ok(message));
            }
        }
    }

    /// Reads and forgets until the client ends the stream, or at once if it has said that it will.
    pub(crate) async fn drain(&mut self) {
        let closed = |ended: Option<Closed>| matches!(ended, Some(Closed::Gone | Closed::Lost(_)));
        while !closed(self.ended) {
            poll_fn(|context| self.poll_drain(context)).await;
        }
    }

    fn poll_drain(&mut self, context: &mut Context<'_>) -> Poll<()> {
        let mut space = [MaybeUninit::uninit(); CHUNK];
        let mut chunk = ReadBuf::uninit(&mut space);
        match ready!(Pin::new(&mut self.stream).poll_read(context, &mut chunk)) {
            Ok(()) if chunk.filled().is_empty() => self.ended = Some(Closed::Gone),
            Ok(()) => {}
            Err(error) => self.ended = Some(Closed::Lost(error.kind())),
        }
        Poll::Ready(())
    }
}
