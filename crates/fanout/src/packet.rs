//! One text for many listeners, encoded at most once per framing.

use rustle_socket::{Class, Frame, Sender, Sent};
use std::sync::OnceLock;

/// How a connection wants its texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Framing {
    /// A frame per text.
    Raw,
    /// SockJS: the text inside `a["…"]`.
    SockJs,
}

/// A text to be sent to any number of listeners.
#[derive(Debug)]
pub struct Packet {
    text: String,
    raw: OnceLock<Frame>,
    sockjs: OnceLock<Frame>,
}

impl Packet {
    /// Of a text.
    pub fn new(text: String) -> Self {
        Self { text, raw: OnceLock::new(), sockjs: OnceLock::new() }
    }
    fn frame(&self, framing: Framing) -> Frame {
        match framing {
            Framing::Raw => self.raw.get_or_init(|| Frame::text(&self.text)).clone(),
            Framing::SockJs => self.sockjs.get_or_init(|| Frame::sockjs_text(&self.text)).clone(),
        }
    }
}

/// Where a connection's texts go. Cheap to clone.
#[derive(Clone)]
pub struct Outlet {
    sender: Sender,
    framing: Framing,
}

impl Outlet {
    /// Of a connection.
    pub fn new(sender: Sender, framing: Framing) -> Self {
        Self { sender, framing }
    }
    /// Sends a text; never waits. A connection that cannot keep up is ended by its queue's limit.
    pub fn send(&self, packet: &Packet, class: Class) -> Sent {
        self.sender.send(packet.frame(self.framing), class)
    }
    /// Ends the connection.
    pub fn close(&self, code: u16, reason: &str) {
        if self.framing == Framing::SockJs {
            self.sender.send(Frame::sockjs_close(code, reason), Class::Keep);
        }
        self.sender.close(code, reason);
    }
    /// What waits to be written, in bytes.
    pub fn queued_bytes(&self) -> usize {
        self.sender.queued_bytes()
    }
}
