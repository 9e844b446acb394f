//! What tests share: folders that go away, and a fresh database on each engine.
//!
//! Must never know: the server's own crates; what it hands out are paths and addresses.

mod databases;
mod folder;
mod postgres;

pub use databases::{FreshDatabase, databases};
pub use folder::Folder;
pub use postgres::{Server, postgres};
