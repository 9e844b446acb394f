//! A client that follows rooms through any trouble, the way real ones do.

use crate::{Ddp, Http};
use serde_json::{Value, json};
use std::collections::{HashMap, HashSet};
use std::time::Instant;

/// A message as a client knows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seen {
    /// Its id.
    pub id: String,
    /// Who wrote it: a user's id.
    pub sender: String,
    /// Its text.
    pub text: String,
}

impl Seen {
    /// Reads a message; none when it is one of the system's own.
    pub fn read(message: &Value) -> Option<Self> {
        let text = |value: &Value| value.as_str().map(str::to_owned);
        if message.get("t").is_some() {
            return None;
        }
        Some(Self {
            id: text(&message["_id"])?,
            sender: text(&message["u"]["_id"])?,
            text: text(&message["msg"])?,
        })
    }
}

/// What a client knows of one room.
#[derive(Debug)]
struct Room {
    messages: Vec<Seen>,
    known: HashSet<String>,
    /// Newest change that a sync told of, as the server wrote it.
    synced: String,
}

/// Follows rooms: subscribes, then asks for what it missed, then takes what is pushed; each message once.
#[derive(Debug)]
pub struct Follower {
    address: String,
    http: Http,
    rooms: HashMap<String, Room>,
    connection: Option<Ddp>,
    /// Connections made so far.
    connections: u64,
}

impl Follower {
    /// Somebody who will follow these rooms over the server, or proxy, at this address.
    pub fn new(username: &str, address: &str, rooms: &[String]) -> Result<Self, String> {
        let room =
            || Room { messages: vec![], known: HashSet::new(), synced: "1970-01-01T00:00:00.000Z".into() };
        Ok(Self {
            address: address.to_owned(),
            http: Http::new(&format!("http://{address}")).login(username)?,
            rooms: rooms.iter().map(|id| (id.clone(), room())).collect(),
            connection: None,
            connections: 0,
        })
    }

    /// Connects if there is no connection: logs in, subscribes, and catches up with what it missed meanwhile.
    /// True when the connection is a new one. An error means trouble on the way: try again.
    pub fn attend(&mut self) -> Result<bool, String> {
        if self.connection.is_some() {
            return Ok(false);
        }
        let mut ddp = Ddp::connect(&self.address)?;
        ddp.resume(self.http.session().map_or("", |s| s.token.as_str()))?;
        for room in self.rooms.keys() {
            ddp.subscribe("stream-room-messages", &json!([room, false]))?;
        }
        self.catch_up()?;
        self.connection = Some(ddp);
        self.connections += 1;
        Ok(true)
    }

    /// Takes the next frame, or none before the deadline. Messages of the rooms are kept; other frames, such as
    /// results of methods, are given back. An error means that the connection is gone.
    pub fn next(&mut self, deadline: Instant) -> Result<Option<Value>, String> {
        let connection = self.connection.as_mut().ok_or("not connected")?;
        match connection.next(deadline) {
            Ok(Some(frame)) if frame["collection"] == "stream-room-messages" => {
                let message = &frame["fields"]["args"][0];
                self.take(message)?;
                Ok(None)
            }
            Ok(other) => Ok(other),
            Err(e) => {
                self.connection = None;
                Err(e)
            }
        }
    }

    /// Calls a method without waiting; gives the id of its result.
    pub fn start(&mut self, method: &str, params: &Value) -> Result<String, String> {
        let started = self.connection.as_mut().ok_or("not connected")?.start(method, params);
        if started.is_err() {
            self.connection = None;
        }
        started
    }

    /// The messages of a room, in the order in which it learned of them.
    pub fn messages(&self, room: &str) -> &[Seen] {
        self.rooms.get(room).map_or(&[], |r| r.messages.as_slice())
    }

    /// Whether it knows a message.
    pub fn knows(&self, room: &str, id: &str) -> bool {
        self.rooms.get(room).is_some_and(|r| r.known.contains(id))
    }

    /// How often it connected.
    pub fn connections(&self) -> u64 {
        self.connections
    }

    fn catch_up(&mut self) -> Result<(), String> {
        for (id, room) in &mut self.rooms {
            let path = format!("/api/v1/chat.syncMessages?roomId={id}&lastUpdate={}", room.synced);
            let answer = self.http.want(&path)?;
            let mut missed = answer["result"]["updated"].as_array().cloned().ok_or("no list of messages")?;
            missed.sort_by(|a, b| a["ts"].as_str().cmp(&b["ts"].as_str()));
            for message in &missed {
                room.take(message);
            }
            let newest = missed.iter().filter_map(|m| m["_updatedAt"].as_str()).max();
            room.synced = newest.map_or_else(|| room.synced.clone(), str::to_owned);
        }
        Ok(())
    }

    fn take(&mut self, message: &Value) -> Result<(), String> {
        let room = message["rid"].as_str().and_then(|id| self.rooms.get_mut(id));
        room.ok_or_else(|| format!("pushed from a room that nobody asked for: {message}"))?.take(message);
        Ok(())
    }
}

impl Room {
    fn take(&mut self, message: &Value) {
        if let Some(seen) = Seen::read(message)
            && self.known.insert(seen.id.clone())
        {
            self.messages.push(seen);
        }
    }
}
