//! The server side of WebSocket (RFC 6455) on a byte stream that HTTP has already upgraded.
//!
//! It knows frames, text and bytes; it does not know what the text means.

mod frame;
mod handshake;

pub use frame::Frame;
pub use handshake::{Refused, accept_key, upgrade};
