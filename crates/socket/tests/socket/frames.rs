//! Frames from server to client, as an independent client reads them.

use proptest::prelude::*;
use rustle_socket::Frame;
use tungstenite::Message;
use tungstenite::protocol::frame::CloseFrame;

use crate::client::receive;

fn one(frame: &Frame) -> Message {
    let mut messages = receive(frame.as_bytes());
    assert_eq!(messages.len(), 1);
    messages.remove(0)
}

/// What a `SockJS` client takes out of a message.
fn unwrap_sockjs(frame: &Frame) -> (u8, serde_json::Value) {
    let Message::Text(text) = one(frame) else { panic!("not a text message") };
    (text.as_bytes()[0], serde_json::from_str(&text[1..]).unwrap())
}

fn close_of(frame: &Frame) -> CloseFrame {
    match one(frame) {
        Message::Close(Some(close)) => close,
        other => panic!("not a close frame: {other:?}"),
    }
}

#[test]
fn every_form_of_length_arrives() {
    for length in [0, 1, 125, 126, 127, 65_535, 65_536, 300_000] {
        let text = "x".repeat(length);
        assert_eq!(one(&Frame::text(&text)), Message::text(text));
    }
}

#[test]
fn sockjs_session_frames_are_what_the_protocol_says() {
    assert_eq!(one(&Frame::sockjs_open()), Message::text("o"));
    assert_eq!(one(&Frame::sockjs_heartbeat()), Message::text("h"));
    assert_eq!(one(&Frame::sockjs_close(3000, "Go \"away\"!")), Message::text(r#"c[3000,"Go \"away\"!"]"#));
}

#[test]
fn sockjs_escapes_every_control_character() {
    let text: String = (0..0x80_u8).map(char::from).collect();
    assert_eq!(unwrap_sockjs(&Frame::sockjs_text(&text)), (b'a', serde_json::json!([text])));
}

#[test]
fn control_frames_are_cut_to_what_they_may_hold() {
    assert_eq!(one(&Frame::ping(&[7; 200])), Message::Ping(vec![7; 125].into()));
    assert_eq!(one(&Frame::pong(&[])), Message::Pong(vec![].into()));
    let close = close_of(&Frame::close(1013, &"ü".repeat(100)));
    assert_eq!((u16::from(close.code), close.reason.as_str()), (1013, "ü".repeat(61).as_str()));
}

proptest! {
    #[test]
    fn text_arrives_exactly(text in ".{0,400}") {
        prop_assert_eq!(one(&Frame::text(&text)), Message::text(text));
    }

    #[test]
    fn sockjs_text_arrives_exactly(text in proptest::collection::vec(any::<char>(), 0..400)) {
        let text: String = text.into_iter().collect();
        prop_assert_eq!(unwrap_sockjs(&Frame::sockjs_text(&text)), (b'a', serde_json::json!([text])));
    }

    #[test]
    fn control_payloads_arrive_exactly(payload in proptest::collection::vec(any::<u8>(), 0..=125)) {
        prop_assert_eq!(one(&Frame::ping(&payload)), Message::Ping(payload.clone().into()));
        prop_assert_eq!(one(&Frame::pong(&payload)), Message::Pong(payload.into()));
    }

    #[test]
    fn close_arrives_exactly(code in 3000_u16..5000, reason in "[a-zß]{0,60}") {
        let close = close_of(&Frame::close(code, &reason));
        prop_assert_eq!((u16::from(close.code), close.reason.as_str()), (code, reason.as_str()));
    }
}
