//! Why a connection ends.

use std::fmt;
use std::io::ErrorKind;

/// Why a connection ended, or has to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Closed {
    /// The client ended the byte stream, or had already sent its close frame.
    Gone,
    /// The byte stream failed.
    Lost(ErrorKind),
    /// The client broke the protocol.
    Protocol,
    /// The client sent a binary message; only text means something here.
    Binary,
    /// The client sent text that is not UTF-8.
    BadText,
    /// The client's message is over the limit.
    TooBig,
    /// The client reads too slowly and its queue was full. What was queued is dropped, so the client
    /// has to connect again and fetch what it missed.
    Overflow,
    /// This side asked for the end with [`Sender::close`](crate::Sender::close), or dropped its
    /// [`Writer`](crate::Writer).
    Asked,
}

impl Closed {
    /// The close code the client should be told; `None` when nobody listens any more, or when the
    /// close frame is already queued.
    pub fn code(self) -> Option<u16> {
        match self {
            Self::Protocol => Some(1002),
            Self::Binary => Some(1003),
            Self::BadText => Some(1007),
            Self::TooBig => Some(1009),
            Self::Gone | Self::Lost(_) | Self::Overflow | Self::Asked => None,
        }
    }
}

impl fmt::Display for Closed {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Gone => out.write_str("the client has gone"),
            Self::Lost(kind) => write!(out, "the connection was lost: {kind}"),
            Self::Protocol => out.write_str("the client broke the WebSocket protocol"),
            Self::Binary => out.write_str("the client sent a binary message"),
            Self::BadText => out.write_str("the client sent text that is not UTF-8"),
            Self::TooBig => out.write_str("the client's message is too big"),
            Self::Overflow => out.write_str("the client reads too slowly"),
            Self::Asked => out.write_str("this side ended the connection"),
        }
    }
}

impl std::error::Error for Closed {}
