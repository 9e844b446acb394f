//! Presence as operations see it, from the leases that connections hold.

use rustle_domain::UserId;
use rustle_domain::users::Status;
use rustle_fanout::{Lease, Presence as Leases};
use rustle_ops::Presence;

/// The leases of this node.
pub struct Here(pub Leases);

impl Presence for Here {
    fn connection(&self, user: &UserId) -> Status {
        match self.0.of(user) {
            None => Status::Offline,
            Some(Lease::Away) => Status::Away,
            Some(Lease::Online) => Status::Online,
        }
    }
}
