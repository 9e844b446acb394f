//! Tells the events of one room in the order of their commits, where several transactions commit at once.
//!
//! A transaction enters the line of a room while it holds the room's row lock, so the line's order is the order of
//! the commits. Its events are told when it has committed and stands first in every line it entered.

use super::Publish;
use rustle_domain::Event;
use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// The lines of all rooms.
#[derive(Clone)]
pub(super) struct Order(Arc<Mutex<Lines>>, Publish);

#[derive(Default)]
struct Lines {
    next: u64,
    rooms: HashMap<String, VecDeque<u64>>,
    done: HashMap<u64, Done>,
}

struct Done {
    rooms: Vec<String>,
    events: Vec<Event>,
}

/// A place in the line of one room.
pub(super) struct Place {
    room: String,
    ticket: u64,
}

impl Place {
    pub(super) fn is(&self, room: &str) -> bool {
        self.room == room
    }
}

impl Order {
    pub(super) fn new(publish: Publish) -> Self {
        Self(Arc::default(), publish)
    }

    fn lines(&self) -> MutexGuard<'_, Lines> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Enters the line of a room. The first place of a transaction gives it its ticket.
    pub(super) fn enter(&self, room: &str) -> Place {
        let mut lines = self.lines();
        lines.next += 1;
        let ticket = lines.next;
        lines.rooms.entry(room.to_owned()).or_default().push_back(ticket);
        Place { room: room.to_owned(), ticket }
    }

    /// The transaction is over. Its events (none after a rollback) are told as soon as it is first everywhere.
    pub(super) fn leave(&self, places: Vec<Place>, events: Vec<Event>) {
        let mut lines = self.lines();
        let Some(own) = places.first().map(|p| p.ticket) else {
            if !events.is_empty() {
                (self.1)(events);
            }
            return;
        };
        let mut rooms = Vec::with_capacity(places.len());
        for place in places {
            if let Some(line) = lines.rooms.get_mut(&place.room) {
                line.iter_mut().filter(|t| **t == place.ticket).for_each(|t| *t = own);
            }
            rooms.push(place.room);
        }
        let waiting = rooms.clone();
        lines.done.insert(own, Done { rooms, events });
        self.tell(&mut lines, waiting);
    }

    fn tell(&self, lines: &mut Lines, mut look: Vec<String>) {
        while let Some(room) = look.pop() {
            let Some(first) = lines.rooms.get(&room).and_then(|line| line.front()).copied() else { continue };
            let ready = lines.done.get(&first).is_some_and(|done| {
                done.rooms.iter().all(|r| lines.rooms.get(r).and_then(|line| line.front()) == Some(&first))
            });
            if !ready {
                continue;
            }
            let Some(done) = lines.done.remove(&first) else { continue };
            for room in done.rooms {
                if let Some(line) = lines.rooms.get_mut(&room) {
                    line.pop_front();
                    if line.is_empty() {
                        lines.rooms.remove(&room);
                    }
                }
                look.push(room);
            }
            if !done.events.is_empty() {
                (self.1)(done.events);
            }
        }
    }
}
