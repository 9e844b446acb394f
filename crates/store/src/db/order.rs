//! Tells the events that concern one row in the order of their commits, where several transactions commit at once.
//!
//! A transaction enters the line of a row while it holds the row's lock, which it keeps until its commit: so the
//! line's order is the order of the commits. Its events are told when it is over and stands first in every line it
//! entered. Nobody waits for ever: who stands before it in a line was committed before it, so "before" has no circles.

use super::{Publish, tell};
use rustle_domain::Event;
use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// The lines of all rows.
#[derive(Clone)]
pub(super) struct Order {
    lines: Arc<Mutex<Lines>>,
    publish: Publish,
}

#[derive(Default)]
struct Lines {
    next: u64,
    rows: HashMap<String, VecDeque<u64>>,
    over: HashMap<u64, Over>,
}

/// A transaction that has ended and may have to wait for others.
struct Over {
    rows: Vec<String>,
    events: Vec<Event>,
}

/// One transaction's places in lines. Dropped, it leaves them without a word.
pub(super) struct Turn {
    order: Order,
    ticket: u64,
    rows: Vec<String>,
}

impl Order {
    pub(super) fn new(publish: Publish) -> Self {
        Self { lines: Arc::default(), publish }
    }

    /// For a transaction that begins.
    pub(super) fn turn(&self) -> Turn {
        let mut lines = self.lines();
        lines.next += 1;
        Turn { order: self.clone(), ticket: lines.next, rows: Vec::new() }
    }

    fn lines(&self) -> MutexGuard<'_, Lines> {
        self.lines.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Tells what is ready. Under the lock, so that two threads cannot overtake each other between here and the
    /// listener.
    fn leave(&self, ticket: u64, over: Over) {
        let mut lines = self.lines();
        if over.rows.is_empty() {
            return tell(&self.publish, over.events);
        }
        let mut look = over.rows.clone();
        lines.over.insert(ticket, over);
        while let Some(row) = look.pop() {
            let Some(over) =
                lines.rows.get(&row).and_then(|line| line.front().copied()).and_then(|t| lines.ready(t))
            else {
                continue;
            };
            tell(&self.publish, over.events);
            look.extend(over.rows);
        }
    }
}

impl Lines {
    /// Takes a transaction out of its lines if it is over and first in each.
    fn ready(&mut self, ticket: u64) -> Option<Over> {
        let first = |row: &String| self.rows.get(row).and_then(VecDeque::front) == Some(&ticket);
        if !self.over.get(&ticket)?.rows.iter().all(first) {
            return None;
        }
        let over = self.over.remove(&ticket)?;
        for row in &over.rows {
            if let Some(line) = self.rows.get_mut(row) {
                line.pop_front();
                if line.is_empty() {
                    self.rows.remove(row);
                }
            }
        }
        Some(over)
    }
}

impl Turn {
    /// Enters the line of a row that this transaction has locked.
    pub(super) fn take(&mut self, row: &str) {
        if self.rows.iter().any(|r| r == row) {
            return;
        }
        self.rows.push(row.to_owned());
        self.order.lines().rows.entry(row.to_owned()).or_default().push_back(self.ticket);
    }

    /// The transaction is on disk: its events are told as soon as it is first everywhere.
    pub(super) fn committed(mut self, events: Vec<Event>) {
        let over = Over { rows: std::mem::take(&mut self.rows), events };
        self.order.leave(self.ticket, over);
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        let rows = std::mem::take(&mut self.rows);
        if !rows.is_empty() {
            self.order.leave(self.ticket, Over { rows, events: Vec::new() });
        }
    }
}
