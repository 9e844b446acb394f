//! How a connection ends.

use std::io::Read;
use std::thread;
use std::time::Duration;

use bytes::Bytes;
use rustle_socket::{Class, Closed, Frame, Incoming, Limits, Sent, finish, open_tcp};
use tungstenite::protocol::frame::CloseFrame;
use tungstenite::{Error, Message};

use crate::tcp::{NEVER, pair, websocket};

#[tokio::test]
async fn the_server_closes_after_what_is_queued() {
    let (server, client) = pair();
    let (reader, mut writer, sender) = open_tcp(server, Bytes::new(), Limits::default());
    let client = thread::spawn(move || {
        let mut client = websocket(client);
        [client.read(), client.read(), client.read()]
    });
    sender.queue(Frame::text("last words"), Class::Keep);
    sender.close(1001, "restart");
    sender.close(1000, "a second close changes nothing");
    assert_eq!(sender.send(Frame::text("too late"), Class::Keep), Sent::Closed);
    assert_eq!(writer.run().await, Closed::Asked);
    finish(reader, writer, NEVER).await;

    let [text, close, end] = client.join().unwrap();
    assert_eq!(text.unwrap(), Message::text("last words"));
    assert_eq!(
        close.unwrap(),
        Message::Close(Some(CloseFrame { code: 1001.into(), reason: "restart".into() }))
    );
    assert!(matches!(end, Err(Error::ConnectionClosed)), "{end:?}");
}

#[tokio::test]
async fn the_client_closes_and_is_answered() {
    let (server, client) = pair();
    let (mut reader, writer, sender) = open_tcp(server, Bytes::new(), Limits::default());
    let client = thread::spawn(move || {
        let mut client = websocket(client);
        client.close(Some(CloseFrame { code: 4000.into(), reason: "bye".into() })).unwrap();
        [client.read(), client.read()]
    });
    assert_eq!(reader.next().await, Ok(Incoming::Close { code: Some(4000) }));
    assert_eq!(reader.next().await, Err(Closed::Gone));
    sender.close(4000, "");
    finish(reader, writer, NEVER).await;
    let [answer, end] = client.join().unwrap();
    assert_eq!(answer.unwrap(), Message::Close(Some(CloseFrame { code: 4000.into(), reason: "".into() })));
    assert!(matches!(end, Err(Error::ConnectionClosed)), "{end:?}");
}

#[tokio::test]
async fn a_client_that_answers_nothing_is_given_up() {
    let (server, client) = pair();
    let (reader, writer, sender) = open_tcp(server, Bytes::new(), Limits::default());
    sender.close(1001, "restart");
    finish(reader, writer, Duration::from_millis(20)).await;
    assert!(sender.is_closed());
    drop(client);
}

#[tokio::test]
async fn the_stream_ends_with_its_writer_though_senders_are_left() {
    let (server, mut client) = pair();
    let (reader, writer, sender) = open_tcp(server, Bytes::new(), Limits::default());
    sender.queue(Frame::text("never written"), Class::Keep);
    drop(writer);
    let client = thread::spawn(move || client.read_to_end(&mut Vec::new()).unwrap());
    assert_eq!(client.join().unwrap(), 0);
    assert_eq!(sender.send(Frame::text("nobody listens"), Class::Keep), Sent::Closed);
    assert_eq!((sender.ended(), sender.queued_bytes()), (Some(Closed::Asked), 0));
    drop(reader);
}

#[tokio::test]
async fn a_client_that_vanishes_is_noticed_by_both_halves() {
    let (server, client) = pair();
    server.writable().await.unwrap();
    let (mut reader, mut writer, sender) = open_tcp(server, Bytes::new(), Limits::default());
    drop(client);
    assert_eq!(reader.next().await, Err(Closed::Gone));
    // The first write is answered by a reset; one of the next learns of it.
    while sender.send(Frame::text("hello?"), Class::Keep) != Sent::Closed {
        tokio::task::yield_now().await;
    }
    assert!(matches!(writer.run().await, Closed::Lost(_)));
    finish(reader, writer, NEVER).await;
}
