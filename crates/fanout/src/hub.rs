//! Topics and their listeners.

use crate::{Outlet, Packet};
use rustle_socket::Class;
use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

/// A stream and the event on it: `("stream-room-messages", "<room>")`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Topic {
    /// The stream.
    pub stream: &'static str,
    /// The event.
    pub event: String,
}

impl Topic {
    /// Of a stream and an event.
    pub fn new(stream: &'static str, event: impl Into<String>) -> Self {
        Self { stream, event: event.into() }
    }
}

/// Tells connections apart; never used twice.
pub type ConnectionId = u64;

/// Who a connection belongs to, once it has signed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    /// Id of the user.
    pub user: String,
    /// Hash of the token it came with.
    pub token_hash: String,
}

/// One listener of a topic.
#[derive(Clone)]
pub struct Listener {
    /// Its connection.
    pub connection: ConnectionId,
    /// The user the connection belonged to when it began to listen.
    pub user: Option<String>,
    outlet: Outlet,
}

impl Listener {
    /// Sends to this one alone.
    pub fn send(&self, packet: &Packet, class: Class) {
        self.outlet.send(packet, class);
    }
}

/// All connections of this node and what they listen to. Cheap to clone.
#[derive(Clone, Default)]
pub struct Hub(Arc<Inner>);

#[derive(Default)]
struct Inner {
    next: AtomicU64,
    topics: RwLock<HashMap<Topic, Vec<Listener>>>,
    connections: RwLock<HashMap<ConnectionId, Connection>>,
}

struct Connection {
    outlet: Outlet,
    identity: Option<Identity>,
}

fn read<T>(lock: &RwLock<T>) -> RwLockReadGuard<'_, T> {
    lock.read().unwrap_or_else(PoisonError::into_inner)
}
fn write<T>(lock: &RwLock<T>) -> RwLockWriteGuard<'_, T> {
    lock.write().unwrap_or_else(PoisonError::into_inner)
}

impl Hub {
    /// A new connection.
    pub fn connect(&self, outlet: Outlet) -> ConnectionId {
        let id = self.0.next.fetch_add(1, Ordering::Relaxed) + 1;
        write(&self.0.connections).insert(id, Connection { outlet, identity: None });
        id
    }
    /// A connection signed in, or out.
    pub fn identify(&self, connection: ConnectionId, identity: Option<Identity>) {
        if let Some(c) = write(&self.0.connections).get_mut(&connection) {
            c.identity = identity;
        }
    }
    /// A connection is gone, from every topic, too: `topics` is what it listened to.
    pub fn disconnect<'t>(&self, connection: ConnectionId, topics: impl IntoIterator<Item = &'t Topic>) {
        write(&self.0.connections).remove(&connection);
        for topic in topics {
            self.leave(topic, connection);
        }
    }
    /// Begins to listen. Listening twice is listening once.
    pub fn join(&self, topic: &Topic, connection: ConnectionId) {
        let Some((outlet, user)) = read(&self.0.connections)
            .get(&connection)
            .map(|c| (c.outlet.clone(), c.identity.as_ref().map(|i| i.user.clone())))
        else {
            return;
        };
        let mut topics = write(&self.0.topics);
        let listeners = topics.entry(topic.clone()).or_default();
        if !listeners.iter().any(|l| l.connection == connection) {
            listeners.push(Listener { connection, user, outlet });
        }
    }
    /// Stops listening.
    pub fn leave(&self, topic: &Topic, connection: ConnectionId) {
        let mut topics = write(&self.0.topics);
        if let Some(listeners) = topics.get_mut(topic) {
            listeners.retain(|l| l.connection != connection);
            if listeners.is_empty() {
                topics.remove(topic);
            }
        }
    }
    /// Does anybody listen?
    pub fn has(&self, topic: &Topic) -> bool {
        read(&self.0.topics).contains_key(topic)
    }
    /// Everybody who listens.
    pub fn listeners(&self, topic: &Topic) -> Vec<Listener> {
        read(&self.0.topics).get(topic).cloned().unwrap_or_default()
    }
    /// Sends to everybody who listens, but for one connection.
    pub fn publish(&self, topic: &Topic, packet: &Packet, class: Class, except: Option<ConnectionId>) {
        // Sending never waits, so the lock is held for as long as it takes to queue.
        let topics = read(&self.0.topics);
        for listener in topics.get(topic).into_iter().flatten() {
            if Some(listener.connection) != except {
                listener.outlet.send(packet, class);
            }
        }
    }
    /// Ends the connections of a user for which the test holds.
    pub fn close_where(&self, user: &str, test: impl Fn(&Identity) -> bool, code: u16, reason: &str) {
        let connections = read(&self.0.connections);
        for connection in connections.values() {
            if connection.identity.as_ref().is_some_and(|i| i.user == user && test(i)) {
                connection.outlet.close(code, reason);
            }
        }
    }
    /// Ends every connection.
    pub fn close_all(&self, code: u16, reason: &str) {
        for connection in read(&self.0.connections).values() {
            connection.outlet.close(code, reason);
        }
    }
    /// How many connections there are.
    pub fn connections(&self) -> usize {
        read(&self.0.connections).len()
    }
}
