//! DDP: sessions over WebSocket, the table of methods, publications.
//!
//! Must never know: REST; the store.

mod connection;
mod methods;
mod publications;
mod publisher;
mod session;

pub use connection::Server;
pub use methods::{Method, Table, rows, table};
pub use publisher::Publisher;
