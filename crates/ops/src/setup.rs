//! The first administrator, by a link that is good once.

mod offer;
mod redeem;

pub use offer::{Needed, Offer};
pub use redeem::Redeem;
