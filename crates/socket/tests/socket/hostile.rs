//! Clients that break the protocol, and bytes that are no protocol at all.

use bytes::Bytes;
use rustle_socket::{Closed, Incoming};
use tungstenite::protocol::Role;

use crate::client::{Chunks, decode, masked, next, raw, read_all, reader};

const LIMIT: usize = 16 * 1024;

fn refused(bytes: &[u8], sizes: &[usize], why: Closed) {
    assert_eq!(read_all(bytes, sizes, LIMIT), (vec![], why), "{:02x?}", &bytes[..bytes.len().min(20)]);
}

#[test]
fn each_breach_has_its_code() {
    let cases: [(Vec<u8>, u16); 22] = [
        (raw(0x81, false, 5, b"hello"), 1002),
        (raw(0x89, false, 0, b""), 1002),
        (masked(0xC1, b"rsv1"), 1002),
        (masked(0xA1, b"rsv2"), 1002),
        (masked(0x91, b"rsv3"), 1002),
        (masked(0x83, b"reserved data"), 1002),
        (masked(0x8B, b"reserved control"), 1002),
        (masked(0x09, b"fragmented ping"), 1002),
        (masked(0x08, b""), 1002),
        (masked(0x89, &[0; 126]), 1002),
        (masked(0x88, &[0; 126]), 1002),
        (masked(0x80, b"continues nothing"), 1002),
        ([masked(0x01, b"one"), masked(0x81, b"inside another")].concat(), 1002),
        ([masked(0x01, b"one"), masked(0x82, b"inside another")].concat(), 1002),
        (masked(0x88, &[3]), 1002),
        (masked(0x88, &1005_u16.to_be_bytes()), 1002),
        (masked(0x88, &999_u16.to_be_bytes()), 1002),
        (masked(0x88, &5000_u16.to_be_bytes()), 1002),
        (masked(0x82, b"binary"), 1003),
        (masked(0x88, b"\x03\xE8\xFF"), 1007),
        (raw(0x81, true, 1 << 63, b"x"), 1009),
        (raw(0x81, true, LIMIT as u64 + 1, b"x"), 1009),
    ];
    for (bytes, code) in cases {
        for sizes in [[1], [3], [10_000]] {
            let (messages, closed) = read_all(&bytes, &sizes, LIMIT);
            assert_eq!((messages, closed.code()), (vec![], Some(code)), "{bytes:02x?}");
        }
    }
}

#[test]
fn bad_text_is_refused_before_its_message_ends() {
    for bad in [&b"\xC0\x80"[..], b"\xED\xA0\x80", b"\xF4\x90\x80\x80", b"\xFF", b"\x80"] {
        refused(&raw(0x81, true, 1000, bad), &[1], Closed::BadText);
        refused(&raw(0x01, true, 1000, bad), &[1000], Closed::BadText);
    }
    refused(&masked(0x81, "é".as_bytes().split_at(1).0), &[1], Closed::BadText);
}

#[test]
fn headers_are_refused_without_their_payload() {
    refused(&masked(0x82, b"")[..2], &[1], Closed::Binary);
    refused(&raw(0x81, false, 1, b"")[..2], &[1], Closed::Protocol);
    refused(&masked(0x89, &[0; 126])[..2], &[1], Closed::Protocol);
}

#[test]
fn empty_fragments_do_not_go_on_for_ever() {
    let mut bytes = masked(0x01, b"");
    for _ in 0..1_000_000 {
        bytes.extend(masked(0x00, b""));
    }
    refused(&bytes, &[100_000], Closed::Protocol);
}

#[test]
fn some_empty_fragments_are_fine_and_counted_for_each_message() {
    let message =
        [vec![masked(0x01, b"")], vec![masked(0x00, b""); 40], vec![masked(0x80, b"end")]].concat().concat();
    let (messages, closed) = read_all(&message.repeat(5), &[7], LIMIT);
    assert_eq!((messages, closed), (vec![Incoming::Text("end".into()); 5], Closed::Gone));
}

#[test]
fn nothing_is_read_behind_a_close_frame() {
    let bytes = [masked(0x88, b"\x03\xE9bye"), masked(0x81, b"more"), raw(0xFF, false, 9, b"")].concat();
    assert_eq!(read_all(&bytes, &[100], LIMIT), (vec![Incoming::Close { code: Some(1001) }], Closed::Gone));
}

#[test]
fn a_flood_of_pings_is_given_one_by_one_and_holds_no_more_than_one_read() {
    let bytes = masked(0x89, b"x").repeat(100_000);
    let mut reader = reader(Chunks::new(&bytes, &[1 << 20]), Bytes::new(), LIMIT);
    for _ in 0..100_000 {
        assert_eq!(next(&mut reader), Ok(Incoming::Ping(Bytes::from_static(b"x"))));
        assert!(reader.held_bytes() <= 8 * 1024);
    }
    assert_eq!(next(&mut reader), Err(Closed::Gone));
}

/// Splitmix64: the same bytes on every machine.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, bound: usize) -> usize {
        usize::try_from(self.next() % bound as u64).unwrap()
    }

    fn byte(&mut self) -> u8 {
        self.next().to_be_bytes()[0]
    }

    /// Some messages of a client, well-formed but for a binary or a long one now and then.
    fn stream(&mut self) -> Vec<u8> {
        let mut bytes = Vec::new();
        for _ in 0..=self.below(4) {
            let text = "aé漢😀".repeat(self.below(52));
            let (start, end) = text.as_bytes().split_at(self.below(text.len() + 1));
            let ping = masked(0x89, &text.as_bytes()[..text.len().min(125)]);
            match self.below(30) {
                0 => bytes.extend(masked(0x82, start)),
                1..10 => bytes.extend(masked(0x81, text.as_bytes())),
                10..20 => bytes.extend([masked(0x01, start), masked(0x80, end)].concat()),
                20..28 => bytes.extend([masked(0x01, start), ping, masked(0x80, end)].concat()),
                _ => bytes.extend(ping),
            }
        }
        bytes
    }

    fn damage(&mut self, bytes: &mut Vec<u8>) {
        for _ in 0..self.below(3) {
            let at = self.below(bytes.len().max(1));
            match self.below(4) {
                0 => bytes.truncate(at),
                1 => bytes.insert(at.min(bytes.len()), self.byte()),
                2 => bytes.extend_from_within(at.min(bytes.len())..),
                _ => bytes.iter_mut().skip(at).take(1).for_each(|byte| *byte ^= 1 << (at % 8)),
            }
        }
    }
}

fn texts(messages: &[Incoming]) -> Vec<&str> {
    messages
        .iter()
        .filter_map(|message| if let Incoming::Text(text) = message { Some(text.as_str()) } else { None })
        .collect()
}

/// Damaged streams: the same outcome however they are cut, never more memory than what came, and the
/// messages an independent server reads out of them.
#[test]
fn damaged_bytes_do_no_harm() {
    let mut random = Random(6_455);
    let mut ended = [0; 5];
    for _ in 0..20_000 {
        let mut bytes = random.stream();
        random.damage(&mut bytes);
        let sizes = [1 + random.below(40), 1 + random.below(400)];
        let (messages, closed) = read_all(&bytes, &[10_000], 500);
        assert_eq!(read_all(&bytes, &sizes, 500), (messages.clone(), closed), "{bytes:02x?}");

        let mut reader = reader(Chunks::new(&bytes, &sizes), Bytes::new(), 500);
        while let Ok(message) = next(&mut reader) {
            assert!(reader.held_bytes() <= 2 * bytes.len() + 16);
            assert!(!matches!(message, Incoming::Text(text) if text.len() > 500));
        }
        assert!(reader.held_bytes() <= 2 * bytes.len() + 16);
        assert_eq!(next(&mut reader), Err(closed));

        let independent = decode(&bytes, Role::Server);
        let independent = independent.iter().filter(|message| message.is_text());
        let independent: Vec<&str> = independent.filter_map(|message| message.to_text().ok()).collect();
        let ours = texts(&messages);
        let both = ours.len().min(independent.len());
        assert_eq!(ours[..both], independent[..both], "{bytes:02x?}");
        match closed {
            Closed::Gone => ended[0] += 1,
            Closed::Protocol => ended[1] += 1,
            Closed::Binary => ended[2] += 1,
            Closed::BadText => ended[3] += 1,
            Closed::TooBig => ended[4] += 1,
            other => panic!("{other:?}"),
        }
    }
    assert!(ended.iter().all(|&count| count > 20), "the damage reaches too little: {ended:?}");
}
