//! The crate against an independent WebSocket client, and against clients that do not behave.

#![expect(clippy::unwrap_used, reason = "a helper of a test fails it by panicking")]

mod client;
mod closing;
mod frames;
mod handshake;
mod hostile;
mod queueing;
mod reading;
mod tcp;
