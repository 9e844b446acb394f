//! The caller's rooms, and how far they have read.

mod list;
mod read;

pub(crate) use list::with_last_messages;
pub use list::{Changed, List, ListRooms, RoomsChanged};
pub use read::Read;
pub use rustle_store::{Removed, Subscription};
