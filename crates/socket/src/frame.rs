//! Whole frames from server to client, built once and shared.

use bytes::Bytes;

const FINAL: u8 = 0x80;
const TEXT: u8 = 0x1;
const CLOSE: u8 = 0x8;
const PING: u8 = 0x9;
const PONG: u8 = 0xA;
/// Longest payload of a control frame, in bytes.
const CONTROL_MAX: usize = 125;
/// Longest header of an unmasked frame, in bytes.
const HEAD_MAX: usize = 10;

/// A whole frame from server to client, header and payload. A server's frames are not masked, so the
/// same bytes serve every client; a clone is a reference count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Frame(Bytes);

impl Frame {
    /// A text message.
    pub fn text(text: &str) -> Self {
        let mut frame = Draft::new(text.len());
        frame.push(text);
        frame.finish(TEXT)
    }

    /// A text message in `SockJS` framing: `a["…"]`.
    pub fn sockjs_text(text: &str) -> Self {
        // Most of what DDP sends is JSON, where about every eighth byte is a quote to be escaped.
        let mut frame = Draft::new(text.len() + text.len() / 7 + 5);
        frame.push("a[");
        frame.push_json(text);
        frame.push("]");
        frame.finish(TEXT)
    }

    /// The first frame of a `SockJS` session: `o`.
    pub fn sockjs_open() -> Self {
        Self(Bytes::from_static(&[FINAL | TEXT, 1, b'o']))
    }

    /// The `SockJS` heartbeat: `h`.
    pub fn sockjs_heartbeat() -> Self {
        Self(Bytes::from_static(&[FINAL | TEXT, 1, b'h']))
    }

    /// The last message of a `SockJS` session, `c[code,"reason"]`; a [`Frame::close`] follows it.
    pub fn sockjs_close(code: u16, reason: &str) -> Self {
        let mut frame = Draft::new(reason.len() + 16);
        frame.push("c[");
        frame.push(&code.to_string());
        frame.push(",");
        frame.push_json(reason);
        frame.push("]");
        frame.finish(TEXT)
    }

    /// A close frame. A reason over 123 bytes is cut, for a control frame holds no more.
    pub fn close(code: u16, reason: &str) -> Self {
        let reason = &reason[..reason.floor_char_boundary(CONTROL_MAX - 2)];
        let mut frame = Draft::new(CONTROL_MAX);
        frame.0.extend_from_slice(&code.to_be_bytes());
        frame.push(reason);
        frame.finish(CLOSE)
    }

    /// A ping. A payload over 125 bytes is cut.
    pub fn ping(payload: &[u8]) -> Self {
        Self::control(PING, payload)
    }

    /// The answer to a ping, with the ping's payload. A payload over 125 bytes is cut.
    pub fn pong(payload: &[u8]) -> Self {
        Self::control(PONG, payload)
    }

    /// The frame as it goes over the wire.
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    fn control(opcode: u8, payload: &[u8]) -> Self {
        let mut frame = Draft::new(CONTROL_MAX);
        frame.0.extend_from_slice(&payload[..payload.len().min(CONTROL_MAX)]);
        frame.finish(opcode)
    }
}

/// A frame being built: room for the longest header, then the payload. The header goes directly in
/// front of the payload once its length is known, so the payload is written once.
struct Draft(Vec<u8>);

impl Draft {
    fn new(payload: usize) -> Self {
        let mut bytes = Vec::with_capacity(HEAD_MAX + payload);
        bytes.extend_from_slice(&[0; HEAD_MAX]);
        Self(bytes)
    }

    fn push(&mut self, text: &str) {
        self.0.extend_from_slice(text.as_bytes());
    }

    /// Adds a JSON string with its quotes. Only what JSON demands is escaped.
    fn push_json(&mut self, text: &str) {
        let bytes = text.as_bytes();
        self.0.push(b'"');
        let mut plain = 0;
        for (at, &byte) in bytes.iter().enumerate() {
            let escape = ESCAPE[usize::from(byte)];
            if escape == 0 {
                continue;
            }
            self.0.extend_from_slice(&bytes[plain..at]);
            plain = at + 1;
            self.0.extend_from_slice(&[b'\\', escape]);
            if escape == b'u' {
                let [high, low] = [byte >> 4, byte & 15].map(|digit| b"0123456789abcdef"[usize::from(digit)]);
                self.0.extend_from_slice(&[b'0', b'0', high, low]);
            }
        }
        self.0.extend_from_slice(&bytes[plain..]);
        self.0.push(b'"');
    }

    fn finish(mut self, opcode: u8) -> Frame {
        let length = self.0.len() - HEAD_MAX;
        let wide = u64::try_from(length).unwrap_or(u64::MAX).to_be_bytes();
        let (code, extended): (u8, &[u8]) = match length {
            0..=125 => (wide[7], &[]),
            126..=0xFFFF => (126, &wide[6..]),
            _ => (127, &wide),
        };
        let start = HEAD_MAX - 2 - extended.len();
        self.0[start] = FINAL | opcode;
        self.0[start + 1] = code;
        self.0[start + 2..HEAD_MAX].copy_from_slice(extended);
        Frame(Bytes::from(self.0).slice(start..))
    }
}

/// What follows the backslash for each byte; 0 where no escape is needed.
const ESCAPE: [u8; 256] = {
    let mut table = [0; 256];
    let mut byte = 0;
    while byte < 0x20 {
        table[byte] = b'u';
        byte += 1;
    }
    table[b'\n' as usize] = b'n';
    table[b'\r' as usize] = b'r';
    table[b'\t' as usize] = b't';
    table[b'"' as usize] = b'"';
    table[b'\\' as usize] = b'\\';
    table
};
