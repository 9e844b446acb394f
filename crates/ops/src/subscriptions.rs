//! The caller's rooms, and how far they have read.

mod block;
mod list;
mod one;
mod read;
mod unread;
mod wishes;

pub use block::Block;
pub(crate) use list::with_last_messages;
pub use list::{Changed, List, ListRooms, RoomsChanged};
pub use one::GetOne;
pub use read::Read;
pub use rustle_store::{Removed, Subscription};
pub use unread::{Unread, UnreadSince};
pub use wishes::{Favorite, SetWishes};
