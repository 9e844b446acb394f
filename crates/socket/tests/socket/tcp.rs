//! Over real sockets, with a client in a thread of its own.

use std::net::{TcpListener, TcpStream};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use bytes::Bytes;
use rustle_socket::{Class, Closed, Frame, Incoming, Limits, Sender, Sent, finish, open_tcp};
use tungstenite::protocol::{Role, WebSocket};
use tungstenite::{Error, Message};

/// Patience that must not be needed.
pub const NEVER: Duration = Duration::from_secs(100_000);

/// The two ends of a connection.
pub fn pair() -> (tokio::net::TcpStream, TcpStream) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let client = TcpStream::connect(listener.local_addr().unwrap()).unwrap();
    let (server, _) = listener.accept().unwrap();
    server.set_nonblocking(true).unwrap();
    (tokio::net::TcpStream::from_std(server).unwrap(), client)
}

pub fn websocket(client: TcpStream) -> WebSocket<TcpStream> {
    WebSocket::from_raw_socket(client, Role::Client, None)
}

/// Reads to the end: the texts, and the code of the close frame.
fn read_to_end(client: TcpStream) -> (Vec<String>, Option<u16>) {
    let mut client = websocket(client);
    let (mut texts, mut code) = (Vec::new(), None);
    loop {
        match client.read() {
            Ok(Message::Text(text)) => texts.push(text.to_string()),
            Ok(Message::Close(close)) => code = close.map(|close| close.code.into()),
            Ok(_) => {}
            Err(Error::ConnectionClosed) => return (texts, code),
            Err(error) => panic!("{error}"),
        }
    }
}

/// Answers every text with itself until the client closes.
async fn echo(stream: tokio::net::TcpStream, limits: Limits) -> Closed {
    let (mut reader, mut writer, sender) = open_tcp(stream, Bytes::new(), limits);
    let closed = loop {
        let incoming = tokio::select! {
            incoming = reader.next() => incoming,
            closed = writer.run() => break closed,
        };
        match incoming {
            Ok(Incoming::Text(text)) => drop(sender.send(Frame::text(&text), Class::Keep)),
            Ok(Incoming::Ping(payload)) => drop(sender.send(Frame::pong(&payload), Class::Droppable)),
            Ok(Incoming::Pong(_)) => {}
            Ok(Incoming::Close { code }) => {
                sender.close(code.unwrap_or(1000), "");
                break Closed::Gone;
            }
            Err(closed) => break closed,
        }
    };
    if let Some(code) = closed.code() {
        sender.close(code, &closed.to_string());
    }
    finish(reader, writer, NEVER).await;
    closed
}

/// Sends everything from one thread while another reads the answers, then closes.
fn chatter(client: TcpStream, count: usize) -> JoinHandle<(Vec<String>, Option<u16>)> {
    let mut sending = websocket(client.try_clone().unwrap());
    thread::spawn(move || {
        let reading = thread::spawn(move || read_to_end(client));
        for number in 0..count {
            let text = format!("{number}{}", "é".repeat(number * 7919 % 5000));
            sending.send(Message::text(text)).unwrap();
        }
        sending.close(None).unwrap();
        sending.flush().unwrap();
        reading.join().unwrap()
    })
}

#[tokio::test]
async fn a_conversation_comes_back_exactly() {
    let (server, client) = pair();
    let client = chatter(client, 3000);
    let limits = Limits { queue_bytes: 64 << 20, ..Limits::default() };
    assert_eq!(echo(server, limits).await, Closed::Gone);
    let (texts, code) = client.join().unwrap();
    assert_eq!(code, Some(1000));
    assert_eq!(texts.len(), 3000);
    for (number, text) in texts.iter().enumerate() {
        assert_eq!(*text, format!("{number}{}", "é".repeat(number * 7919 % 5000)));
    }
}

/// With no buffer held between messages (see `reading`), this is what an idle connection costs here.
#[tokio::test]
async fn a_session_is_small() {
    let session = echo(pair().0, Limits::default());
    let bytes = size_of_val(&session);
    assert!(bytes < 1536, "{bytes} bytes");
}

#[tokio::test]
async fn a_breach_ends_with_its_code() {
    for (message, code) in [(Message::binary(vec![1]), 1003), (Message::text("x".repeat(20_000)), 1009)] {
        let (server, client) = pair();
        websocket(client.try_clone().unwrap()).send(message).unwrap();
        let reading = thread::spawn(|| read_to_end(client));
        assert_eq!(echo(server, Limits::default()).await.code(), Some(code));
        assert_eq!(reading.join().unwrap(), (vec![], Some(code)));
    }
}

#[tokio::test]
async fn a_frame_goes_out_without_the_writer() {
    let (server, client) = pair();
    server.writable().await.unwrap();
    let (_reader, _writer, sender) = open_tcp(server, Bytes::new(), Limits::default());
    assert_eq!(sender.send(Frame::text("at once"), Class::Keep), Sent::Accepted);
    assert_eq!(sender.queue(Frame::text("with the next"), Class::Keep), Sent::Accepted);
    assert!(sender.queued_bytes() > 0);
    sender.send(Frame::text("the next"), Class::Keep);
    assert_eq!(sender.queued_bytes(), 0);
    let mut client = websocket(client);
    for text in ["at once", "with the next", "the next"] {
        assert_eq!(client.read().unwrap(), Message::text(text));
    }
}

/// Sends until it is told to stop; gives how many frames were accepted.
fn fill(sender: &Sender, limit: usize) -> usize {
    let text = "x".repeat(4000);
    for number in 0..20_000 {
        if sender.send(Frame::text(&format!("{number} {text}")), Class::Keep) == Sent::Closed {
            return number;
        }
        assert!(sender.queued_bytes() <= limit + 2 * 4100);
    }
    panic!("80 MB fit into a connection that nobody reads");
}

#[tokio::test]
async fn a_client_that_does_not_read_is_bounded_and_told() {
    let (server, client) = pair();
    server.writable().await.unwrap();
    let limits = Limits { queue_bytes: 100_000, ..Limits::default() };
    let (reader, mut writer, sender) = open_tcp(server, Bytes::new(), limits);
    let accepted = fill(&sender, limits.queue_bytes);
    assert_eq!(writer.run().await, Closed::Overflow);

    let reading = thread::spawn(|| read_to_end(client));
    finish(reader, writer, NEVER).await;
    let (texts, code) = reading.join().unwrap();
    assert_eq!(code, Some(1013));
    assert!(!texts.is_empty() && texts.len() < accepted);
    for (number, text) in texts.iter().enumerate() {
        assert!(text.starts_with(&format!("{number} x")), "frame {number} is missing");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn the_writer_is_woken_for_a_full_socket_and_not_needed_afterwards() {
    let (server, client) = pair();
    server.writable().await.unwrap();
    let (_reader, mut writer, sender) = open_tcp(server, Bytes::new(), Limits::default());
    let running = tokio::spawn(async move { writer.run().await });
    let mut client = websocket(client);
    let text = "x".repeat(4000);
    for _ in 0..3 {
        let mut sent = 0;
        while sender.queued_bytes() == 0 {
            assert_eq!(sender.send(Frame::text(&text), Class::Keep), Sent::Accepted);
            sent += 1;
        }
        for _ in 0..sent {
            assert_eq!(client.read().unwrap(), Message::text(&text));
        }
        while sender.queued_bytes() > 0 {
            thread::yield_now();
        }
    }
    drop(client);
    while sender.send(Frame::text(&text), Class::Keep) != Sent::Closed {}
    assert!(matches!(running.await, Ok(Closed::Lost(_))));
}

#[tokio::test]
async fn many_threads_send_in_order_while_the_writer_runs() {
    const EACH: usize = 5000;
    let (server, client) = pair();
    let limits = Limits { queue_bytes: 1 << 30, ..Limits::default() };
    let (reader, mut writer, sender) = open_tcp(server, Bytes::new(), limits);
    let senders = ["a", "b", "c", "d"].map(|name| {
        let sender = sender.clone();
        thread::spawn(move || {
            for number in 0..EACH {
                let frame = Frame::text(&format!("{name} {number} {}", "x".repeat(number % 700)));
                assert_eq!(sender.send(frame, Class::Keep), Sent::Accepted);
            }
        })
    });
    let reading = thread::spawn(|| read_to_end(client));
    let closing = thread::spawn(move || {
        for thread in senders {
            thread.join().unwrap();
        }
        sender.close(1001, "all sent");
    });
    assert_eq!(writer.run().await, Closed::Asked);
    finish(reader, writer, NEVER).await;
    closing.join().unwrap();

    let (texts, code) = reading.join().unwrap();
    assert_eq!(code, Some(1001));
    for name in ["a", "b", "c", "d"] {
        let of_one = texts.iter().filter(|text| text.starts_with(name));
        let numbers: Vec<usize> =
            of_one.map(|text| text.split(' ').nth(1).unwrap().parse().unwrap()).collect();
        assert!(numbers.into_iter().eq(0..EACH), "frames of {name} are missing or out of order");
    }
    assert_eq!(texts.len(), 4 * EACH);
}
