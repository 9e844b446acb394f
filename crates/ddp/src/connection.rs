//! One connection: bytes in, texts out, a heartbeat, and an end.

use crate::session::{Next, Session};
use crate::{Publisher, Table};
use rustle_fanout::{Framing, Hub, Outlet, Packet, Presence};
use rustle_ops::App;
use rustle_socket::{Class, Closed, Frame, Incoming, Limits, Sender, finish, open_tcp};
use std::time::Duration;
use tokio::net::TcpStream;
use tokio::time::{Instant, MissedTickBehavior, interval_at, sleep_until};

/// What connections share. Cheap to clone.
#[derive(Clone)]
pub struct Server {
    pub(crate) app: App,
    pub(crate) table: Table,
    pub(crate) hub: Hub,
    pub(crate) presence: Presence,
    pub(crate) publisher: Publisher,
}

/// How often the server asks whether the client is there. Some clients do nothing before the first time.
const PING: Duration = Duration::from_secs(15);
/// How long a client may be silent.
const SILENCE: Duration = Duration::from_mins(1);
/// How long until `connect`.
const GREETING: Duration = Duration::from_secs(10);
/// How long the last frames may take to go out.
const PATIENCE: Duration = Duration::from_secs(2);
/// Longest message before and after signing in, bytes.
const SMALL: usize = 16 * 1024;
const LARGE: usize = 256 * 1024;

impl Server {
    /// Of an app and what listens.
    pub fn new(app: App, table: Table, hub: Hub, presence: Presence, publisher: Publisher) -> Self {
        Self { app, table, hub, presence, publisher }
    }

    /// Serves one connection that has just become a WebSocket; `already_read` came after the request.
    pub async fn serve(
        self,
        stream: TcpStream,
        already_read: bytes::Bytes,
        framing: Framing,
        address: String,
    ) {
        let limits = Limits { message_bytes: SMALL, ..Limits::default() };
        let (mut reader, mut writer, sender) = open_tcp(stream, already_read, limits);
        let outlet = Outlet::new(sender.clone(), framing);
        if framing == Framing::SockJs {
            sender.send(Frame::sockjs_open(), Class::Keep);
            outlet.send(&Packet::new(r#"{"server_id":"0"}"#.to_owned()), Class::Keep);
        }
        let mut session = Session::new(self, outlet.clone(), address);
        let mut ping = interval_at(Instant::now() + PING, PING);
        ping.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let mut deadline = Instant::now() + GREETING;
        loop {
            let incoming = tokio::select! {
                incoming = reader.next() => incoming,
                _ = writer.run() => break,
                _ = ping.tick() => {
                    session.ping();
                    continue;
                }
                () = sleep_until(deadline) => {
                    outlet.close(1001, "silent for too long");
                    break;
                }
            };
            if session.is_connected() {
                deadline = Instant::now() + SILENCE;
            }
            if handle(incoming, &mut session, &outlet, &sender, framing).await == Next::Close {
                break;
            }
            reader.set_limit(if session.is_signed_in() { LARGE } else { SMALL });
        }
        session.end().await;
        sender.close(1000, "");
        finish(reader, writer, PATIENCE).await;
    }
}

async fn handle(
    incoming: Result<Incoming, Closed>,
    session: &mut Session,
    outlet: &Outlet,
    sender: &Sender,
    framing: Framing,
) -> Next {
    match incoming {
        Ok(Incoming::Text(text)) if framing == Framing::SockJs => {
            let Ok(texts) = serde_json::from_str::<Vec<String>>(&text) else { return Next::Stay };
            for text in texts {
                if session.receive(&text).await == Next::Close {
                    return Next::Close;
                }
            }
            Next::Stay
        }
        Ok(Incoming::Text(text)) => session.receive(&text).await,
        Ok(Incoming::Ping(payload)) => {
            sender.send(Frame::pong(&payload), Class::Droppable);
            Next::Stay
        }
        Ok(Incoming::Pong(_)) => Next::Stay,
        Ok(Incoming::Close { code }) => {
            sender.close(code.unwrap_or(1000), "");
            Next::Close
        }
        Err(closed) => {
            if let Some(code) = closed.code() {
                outlet.close(code, &closed.to_string());
            }
            Next::Close
        }
    }
}
