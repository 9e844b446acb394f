//! Pictures of users and rooms.

mod get;
mod set;

pub use get::{Avatar, avatar};
pub(crate) use set::store;
pub use set::{MAX_AVATAR, Reset, Target, set};
