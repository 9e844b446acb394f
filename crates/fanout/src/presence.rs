//! Who is here. A connection holds a lease; when it ends, so does its share of the presence. Nothing is stored.

use crate::ConnectionId;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// What one connection says about its user.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Lease {
    /// Idle.
    Away,
    /// Active.
    Online,
}

/// The leases of this node. Cheap to clone.
#[derive(Clone, Default)]
pub struct Presence(Arc<Mutex<HashMap<String, HashMap<ConnectionId, Lease>>>>);

impl Presence {
    fn users(&self) -> MutexGuard<'_, HashMap<String, HashMap<ConnectionId, Lease>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
    /// What a connection says. Gives the user's state before and after.
    pub fn set(&self, user: &str, connection: ConnectionId, lease: Lease) -> (Option<Lease>, Option<Lease>) {
        let mut users = self.users();
        let leases = users.entry(user.to_owned()).or_default();
        let before = leases.values().max().copied();
        leases.insert(connection, lease);
        (before, leases.values().max().copied())
    }
    /// A connection's lease ended. Gives the user's state before and after.
    pub fn end(&self, user: &str, connection: ConnectionId) -> (Option<Lease>, Option<Lease>) {
        let mut users = self.users();
        let Some(leases) = users.get_mut(user) else { return (None, None) };
        let before = leases.values().max().copied();
        leases.remove(&connection);
        let after = leases.values().max().copied();
        if leases.is_empty() {
            users.remove(user);
        }
        (before, after)
    }
    /// A user's state: the most active of their connections, or none.
    pub fn of(&self, user: &str) -> Option<Lease> {
        self.users().get(user)?.values().max().copied()
    }
    /// Ids of everybody here.
    pub fn users_here(&self) -> Vec<String> {
        self.users().keys().cloned().collect()
    }
}
