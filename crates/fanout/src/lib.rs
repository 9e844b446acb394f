//! Who listens to what on this node, and who is here.
//!
//! Must never know: what is in the frames it hands on.

mod hub;
mod packet;
mod presence;

pub use hub::{ConnectionId, Hub, Identity, Listener, Topic};
pub use packet::{Framing, Outlet, Packet};
pub use presence::{Lease, Presence};
