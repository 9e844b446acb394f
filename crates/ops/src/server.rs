//! The server itself.

mod about;

pub use about::About;
