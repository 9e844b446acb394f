//! A small client of DDP over WebSocket.

use serde_json::{Value, json};
use std::collections::VecDeque;
use std::io::ErrorKind;
use std::net::TcpStream;
use std::time::{Duration, Instant};
use tungstenite::{Error, Message, WebSocket};

/// Longest wait for an answer.
const PATIENCE: Duration = Duration::from_secs(20);
/// Longest wait for bytes before the clock is looked at.
const TICK: Duration = Duration::from_millis(100);

/// One connection. Answers pings by itself.
#[derive(Debug)]
pub struct Ddp {
    socket: WebSocket<TcpStream>,
    last_id: u64,
    /// Frames that came while another was waited for.
    early: VecDeque<Value>,
}

impl Ddp {
    /// Connects to an address such as `127.0.0.1:3000` and says hello.
    pub fn connect(address: &str) -> Result<Self, String> {
        let stream = TcpStream::connect(address).map_err(|e| e.to_string())?;
        let prepared = stream
            .set_read_timeout(Some(PATIENCE))
            .and_then(|()| stream.set_write_timeout(Some(PATIENCE)))
            .and_then(|()| stream.set_nodelay(true));
        prepared.map_err(|e| e.to_string())?;
        let url = format!("ws://{address}/websocket");
        let (socket, _) = tungstenite::client(url.as_str(), stream).map_err(|e| e.to_string())?;
        socket.get_ref().set_read_timeout(Some(TICK)).map_err(|e| e.to_string())?;
        let mut ddp = Self { socket, last_id: 0, early: VecDeque::new() };
        ddp.send(&json!({ "msg": "connect", "version": "1", "support": ["1"] }))?;
        ddp.wait_for(|frame| frame["msg"] == "connected")?;
        Ok(ddp)
    }

    /// Logs in as one of the town's people.
    pub fn login(&mut self, username: &str) -> Result<Value, String> {
        let password = format!("{username}-password");
        self.call("login", &json!([{ "user": { "username": username }, "password": password }]))
    }

    /// Goes on with a session, as clients do after a cut: a login for every connection would end the oldest ones.
    pub fn resume(&mut self, token: &str) -> Result<Value, String> {
        self.call("login", &json!([{ "resume": token }]))
    }

    /// Calls a method and waits for its result.
    pub fn call(&mut self, method: &str, params: &Value) -> Result<Value, String> {
        let id = self.start(method, params)?;
        let frame = self.wait_for(|frame| frame["msg"] == "result" && frame["id"] == id.as_str())?;
        match frame.get("error") {
            Some(error) => Err(format!("{method}: {error}")),
            None => Ok(frame["result"].clone()),
        }
    }

    /// Calls a method without waiting: gives the id that its result will carry.
    pub fn start(&mut self, method: &str, params: &Value) -> Result<String, String> {
        let id = self.next_id();
        self.send(&json!({ "msg": "method", "method": method, "id": id, "params": params }))?;
        Ok(id)
    }

    /// Subscribes and waits until the server is ready.
    pub fn subscribe(&mut self, name: &str, params: &Value) -> Result<(), String> {
        let id = self.next_id();
        self.send(&json!({ "msg": "sub", "id": id, "name": name, "params": params }))?;
        let frame = self.wait_for(|frame| {
            frame["msg"] == "ready" && frame["subs"][0] == id.as_str()
                || frame["msg"] == "nosub" && frame["id"] == id.as_str()
        })?;
        if frame["msg"] == "ready" { Ok(()) } else { Err(format!("{name}: {frame}")) }
    }

    /// The next frame, pings left out; none when there is none before the deadline.
    pub fn next(&mut self, deadline: Instant) -> Result<Option<Value>, String> {
        match self.early.pop_front() {
            Some(frame) => Ok(Some(frame)),
            None => self.read(deadline),
        }
    }

    fn wait_for(&mut self, wanted: impl Fn(&Value) -> bool) -> Result<Value, String> {
        let deadline = Instant::now() + PATIENCE;
        while let Some(frame) = self.read(deadline)? {
            if wanted(&frame) {
                return Ok(frame);
            }
            self.early.push_back(frame);
        }
        Err("no answer".to_owned())
    }

    fn read(&mut self, deadline: Instant) -> Result<Option<Value>, String> {
        loop {
            match self.socket.read() {
                Ok(Message::Text(text)) => {
                    let frame: Value = serde_json::from_str(&text).map_err(|e| format!("{e}: {text}"))?;
                    if frame["msg"] == "ping" {
                        self.send(&json!({ "msg": "pong" }))?;
                        continue;
                    }
                    return Ok(Some(frame));
                }
                Ok(Message::Close(why)) => return Err(format!("closed: {why:?}")),
                Ok(_) => {}
                Err(Error::Io(e)) if matches!(e.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut) => {}
                Err(e) => return Err(e.to_string()),
            }
            if Instant::now() >= deadline {
                return Ok(None);
            }
        }
    }

    fn send(&mut self, frame: &Value) -> Result<(), String> {
        self.socket.send(Message::text(frame.to_string())).map_err(|e| e.to_string())
    }

    fn next_id(&mut self) -> String {
        self.last_id += 1;
        self.last_id.to_string()
    }
}
