//! Whatever a client sends arrives exactly, however it is cut.

use bytes::Bytes;
use proptest::prelude::*;
use proptest::sample::Index;
use rustle_socket::{Closed, Incoming};
use tungstenite::Message;
use tungstenite::protocol::frame::Frame;
use tungstenite::protocol::frame::coding::{Data, OpCode};

use crate::client::{Chunks, encode, masked, next, raw, read_all, reader};

/// A text message, the places where it is cut into fragments, and pings between them.
#[derive(Clone, Debug)]
struct Fragmented {
    text: String,
    cuts: Vec<Index>,
    pings: Vec<Option<Vec<u8>>>,
}

fn fragmented() -> impl Strategy<Value = Fragmented> {
    let text = prop_oneof![3 => ".{0,40}".boxed(), 1 => "[a-zé漢😀]{100,6000}".boxed()];
    let ping = proptest::option::of(proptest::collection::vec(any::<u8>(), 0..=125));
    let pings = proptest::collection::vec(ping, 0..5);
    (text, proptest::collection::vec(any::<Index>(), 0..5), pings)
        .prop_map(|(text, cuts, pings)| Fragmented { text, cuts, pings })
}

impl Fragmented {
    /// The frames a client sends for it, and what is to arrive.
    fn frames(&self, sent: &mut Vec<Message>, expected: &mut Vec<Incoming>) {
        let bytes = self.text.as_bytes();
        let mut cuts: Vec<usize> = self.cuts.iter().map(|cut| cut.index(bytes.len() + 1)).collect();
        cuts.sort_unstable();
        cuts.push(bytes.len());
        let mut start = 0;
        for (at, &end) in cuts.iter().enumerate() {
            let opcode = OpCode::Data(if at == 0 { Data::Text } else { Data::Continue });
            let piece = Bytes::copy_from_slice(&bytes[start..end]);
            sent.push(Message::Frame(Frame::message(piece, opcode, at == cuts.len() - 1)));
            start = end;
            if let Some(Some(ping)) = self.pings.get(at).filter(|_| at < cuts.len() - 1) {
                sent.push(Message::Ping(ping.clone().into()));
                expected.push(Incoming::Ping(ping.clone().into()));
            }
        }
        expected.push(Incoming::Text(self.text.clone()));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn any_messages_fragments_and_chunks_arrive_exactly(
        messages in proptest::collection::vec(fragmented(), 0..6),
        sizes in proptest::collection::vec(prop_oneof![1_usize..8, 1_usize..20_000], 1..6),
        already in any::<Index>(),
        code in proptest::option::of(prop_oneof![Just(1000_u16), Just(1001), 3000_u16..5000]),
    ) {
        let (mut sent, mut expected) = (Vec::new(), Vec::new());
        for message in &messages {
            message.frames(&mut sent, &mut expected);
        }
        let mut bytes = encode(sent);
        bytes.extend(masked(0x88, &code.map_or(Vec::new(), |code| code.to_be_bytes().to_vec())));
        expected.push(Incoming::Close { code });

        let (already, rest) = bytes.split_at(already.index(bytes.len() + 1));
        let mut reader = reader(Chunks::new(rest, &sizes), Bytes::copy_from_slice(already), 64 * 1024);
        for message in expected {
            prop_assert_eq!(next(&mut reader), Ok(message));
        }
        prop_assert_eq!(next(&mut reader), Err(Closed::Gone));
        prop_assert_eq!(reader.held_bytes(), 0);
    }

    #[test]
    fn text_is_accepted_exactly_when_it_is_utf8(
        mut bytes in "[a-zé漢😀]{0,20}".prop_map(String::into_bytes),
        damage in proptest::option::of((any::<Index>(), any::<u8>())),
        cut in any::<Index>(),
        size in 1_usize..40,
    ) {
        if let Some((at, byte)) = damage && !bytes.is_empty() {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        let (first, second) = bytes.split_at(cut.index(bytes.len() + 1));
        let (messages, closed) = read_all(&[masked(0x01, first), masked(0x80, second)].concat(), &[size], 1000);
        let expected = match String::from_utf8(bytes) {
            Ok(text) => (vec![Incoming::Text(text)], Closed::Gone),
            Err(_) => (vec![], Closed::BadText),
        };
        prop_assert_eq!((messages, closed), expected);
    }
}

#[test]
fn the_limit_counts_a_whole_message_and_can_be_changed() {
    let message = |length: usize| masked(0x81, &vec![b'x'; length]);
    let (messages, closed) = read_all(&[message(1000), message(1001)].concat(), &[8192], 1000);
    assert_eq!((messages.len(), closed), (1, Closed::TooBig));

    let pieces = [masked(0x01, &[b'x'; 600]), masked(0x80, &[b'x'; 401])].concat();
    assert_eq!(read_all(&pieces, &[100], 1000), (vec![], Closed::TooBig));

    let (start, end) = "é".as_bytes().split_at(1);
    let inside_a_character = [masked(0x01, &[&[b'x'; 999], start].concat()), masked(0x80, end)].concat();
    assert_eq!(read_all(&inside_a_character, &[100], 1000), (vec![], Closed::TooBig));

    let bytes = [message(900), message(2000), message(2001)].concat();
    let mut reader = reader(Chunks::new(&bytes, &[8192]), Bytes::new(), 1000);
    assert!(next(&mut reader).is_ok());
    reader.set_limit(2000);
    assert!(next(&mut reader).is_ok());
    assert_eq!(next(&mut reader), Err(Closed::TooBig));
}

#[test]
fn a_long_form_of_a_short_length_is_understood() {
    // The standard wants the shortest form from a sender, but nothing is at stake for a receiver.
    let bytes = [&[0x81, 0xFE, 0, 2, 0, 0, 0, 0][..], b"ok"].concat();
    assert_eq!(read_all(&bytes, &[3], 1000).0, [Incoming::Text("ok".into())]);
}

#[test]
fn nothing_is_held_between_messages_and_little_for_a_claim() {
    let whole = masked(0x81, &[b'x'; 9000]);
    let claim = raw(0x81, true, 100_000, &[b'x'; 100]);
    let mut reader = reader(Chunks::new(&[whole, claim].concat(), &[4000]), Bytes::new(), 100_000);
    assert!(next(&mut reader).is_ok());
    assert!(reader.held_bytes() < 1200, "{} bytes for what came behind", reader.held_bytes());
    assert_eq!(next(&mut reader), Err(Closed::Gone));
    assert!(reader.held_bytes() <= 200, "{} bytes held for 100", reader.held_bytes());
}

#[test]
fn an_idle_connection_holds_no_buffer() {
    let mut reader = reader(Chunks::new(&masked(0x81, &[b'x'; 9000]), &[4000]), Bytes::new(), 100_000);
    assert!(next(&mut reader).is_ok());
    assert_eq!(reader.held_bytes(), 0);
}
