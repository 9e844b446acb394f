//! What tests share: folders that go away, a fresh database on each engine, a server with known people,
//! clients to talk to it, and a bad network between them.
//!
//! Must never know: the server's own crates; what it hands out are paths, addresses and plain JSON.

mod databases;
mod ddp;
mod dice;
mod folder;
mod follower;
mod history;
mod http;
mod postgres;
mod proxy;
mod town;

pub use databases::{FreshDatabase, databases};
pub use ddp::Ddp;
pub use dice::Dice;
pub use folder::Folder;
pub use follower::{Follower, Seen};
pub use history::history;
pub use http::{Http, Session};
pub use postgres::{Server, postgres};
pub use proxy::Proxy;
pub use town::{Engine, Town};
