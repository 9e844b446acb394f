//! Opening and ending a connection.

use std::time::Duration;

use bytes::Bytes;
use tokio::io::{AsyncRead, AsyncWrite, ReadHalf};
use tokio::net::TcpStream;
use tokio::net::tcp::OwnedReadHalf;

use crate::outbox::{Link, Outbox};
use crate::{Reader, Sender, Writer};

/// What one connection may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Longest message accepted from the client, in bytes; [`Reader::set_limit`] changes it.
    pub message_bytes: usize,
    /// What may wait for a client that reads slowly, in bytes (see [`Sender`]).
    pub queue_bytes: usize,
}

impl Default for Limits {
    /// 16 KiB in, as fits a client that has not logged in yet, and 1 MiB out.
    fn default() -> Self {
        Self { message_bytes: 16 * 1024, queue_bytes: 1024 * 1024 }
    }
}

/// Opens a WebSocket on a TCP connection that has been upgraded. `already_read` is what was read
/// beyond the request. Frames then go to the socket straight from [`Sender::send`].
pub fn open_tcp(
    stream: TcpStream,
    already_read: Bytes,
    limits: Limits,
) -> (Reader<OwnedReadHalf>, Writer, Sender) {
    // It only costs speed if that fails, and it fails only on a dead connection.
    drop(stream.set_nodelay(true));
    let (read, write) = stream.into_split();
    assemble(read, Link::Tcp(write), already_read, limits)
}

/// Opens a WebSocket on any stream that has been upgraded, such as TLS. All writing is done by the
/// [`Writer`].
pub fn open<S>(stream: S, already_read: Bytes, limits: Limits) -> (Reader<ReadHalf<S>>, Writer, Sender)
where
    S: AsyncRead + AsyncWrite + Send + 'static,
{
    let (read, write) = tokio::io::split(stream);
    assemble(read, Link::Stream(Box::new(write)), already_read, limits)
}

fn assemble<R>(read: R, link: Link, already_read: Bytes, limits: Limits) -> (Reader<R>, Writer, Sender)
where
    R: AsyncRead + Unpin,
{
    let sender = Sender::new(Outbox::new(link, limits.queue_bytes));
    let reader = Reader::new(read, already_read, limits.message_bytes);
    (reader, Writer::new(sender.clone()), sender)
}

/// Ends a connection in order: writes what is queued, ends the sending half and waits until the client
/// has ended its own, so that it gets the last frames. After `patience` the rest is given up.
pub async fn finish<R>(mut reader: Reader<R>, mut writer: Writer, patience: Duration)
where
    R: AsyncRead + Unpin,
{
    let work = async {
        let (written, ()) = tokio::join!(writer.shutdown(), reader.drain());
        written
    };
    // Whether it worked changes nothing: both halves are dropped now.
    drop(tokio::time::timeout(patience, work).await);
}
