//! The server side of WebSocket (RFC 6455) on a byte stream that HTTP has already upgraded.
//!
//! It knows frames, text and bytes; it does not know what the text means. Three parts share one
//! connection, and one task can drive all of them:
//!
//! - [`Reader`] turns what the client sends into [`Incoming`], refusing whatever breaks the protocol
//!   or the limits.
//! - [`Sender`] takes prebuilt [`Frame`]s from any thread without waiting, in a queue bounded in bytes.
//! - [`Writer`] sends what could not be sent at once.
//!
//! A session is a loop around two futures that can be dropped and made again at any point:
//!
//! ```no_run
//! # use rustle_socket::{Class, Closed, Frame, Incoming, Limits, finish, open_tcp};
//! # async fn session(stream: tokio::net::TcpStream) {
//! let (mut reader, mut writer, sender) = open_tcp(stream, bytes::Bytes::new(), Limits::default());
//! let ended = loop {
//!     let incoming = tokio::select! {
//!         incoming = reader.next() => incoming,
//!         ended = writer.run() => break ended,
//!     };
//!     match incoming {
//!         Ok(Incoming::Text(text)) => {
//!             sender.send(Frame::text(&text), Class::Keep);
//!         }
//!         Ok(Incoming::Ping(payload)) => {
//!             sender.send(Frame::pong(&payload), Class::Droppable);
//!         }
//!         Ok(Incoming::Pong(_)) => {}
//!         Ok(Incoming::Close { code }) => {
//!             sender.close(code.unwrap_or(1000), "");
//!             break Closed::Gone;
//!         }
//!         Err(closed) => break closed,
//!     }
//! };
//! if let Some(code) = ended.code() {
//!     sender.close(code, "");
//! }
//! finish(reader, writer, std::time::Duration::from_secs(5)).await;
//! # }
//! ```
//!
//! There is no permessage-deflate: it is optional, and it would cost memory and a copy per client.

mod closed;
mod connection;
mod decoder;
mod frame;
mod handshake;
mod outbox;
mod reader;
mod sender;
mod text;
mod writer;

pub use closed::Closed;
pub use connection::{Limits, finish, open, open_tcp};
pub use decoder::Incoming;
pub use frame::Frame;
pub use handshake::{Refused, accept_key, upgrade};
pub use outbox::{Class, Sent};
pub use reader::Reader;
pub use sender::Sender;
pub use writer::Writer;
