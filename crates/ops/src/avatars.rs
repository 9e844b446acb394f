//! Pictures of users and rooms.

mod get;
mod set;

pub use get::{Avatar, avatar};
pub use set::{MAX_AVATAR, Reset, Target, set};
