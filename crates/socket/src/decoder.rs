//! From the client's bytes to its messages. All state is kept between calls, so input may be cut
//! anywhere.

use bytes::Bytes;

use crate::Closed;
use crate::text::Text;

/// Longest header of a masked frame, in bytes.
const HEAD_MAX: usize = 14;
/// Empty fragments that one message may have before its last. Browsers send none; without a bound a
/// message of any number of frames would stay under the limit in bytes.
const EMPTY_MAX: u8 = 64;

/// What a client sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Incoming {
    /// A text message, its fragments joined.
    Text(String),
    /// A ping with its payload; the answer is [`Frame::pong`](crate::Frame::pong).
    Ping(Bytes),
    /// A pong with its payload.
    Pong(Bytes),
    /// The client's close frame. Whatever it sends afterwards is not read.
    Close {
        /// Why, where the client tells.
        code: Option<u16>,
    },
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Text,
    Ping,
    Pong,
    Close,
}

/// The frame whose payload is being read.
struct Body {
    kind: Kind,
    last: bool,
    key: [u8; 4],
    left: usize,
}

pub(crate) struct Decoder {
    /// Longest message, in bytes.
    pub limit: usize,
    head: [u8; HEAD_MAX],
    head_length: usize,
    body: Option<Body>,
    text: Text,
    /// Whether a message has begun whose last fragment is still to come.
    open: bool,
    empty: u8,
    control: Vec<u8>,
}

impl Decoder {
    pub fn new(limit: usize) -> Self {
        Self {
            limit,
            head: [0; HEAD_MAX],
            head_length: 0,
            body: None,
            text: Text::default(),
            open: false,
            empty: 0,
            control: Vec::new(),
        }
    }

    /// Bytes of memory held for what has not ended.
    pub fn held(&self) -> usize {
        self.text.held() + self.control.capacity()
    }

    /// Reads up to the end of one message. Gives how much of the input was used; without a message all
    /// of it was. The input is unmasked where it lies.
    pub fn decode(&mut self, input: &mut [u8]) -> Result<(usize, Option<Incoming>), Closed> {
        let mut used = 0;
        loop {
            if self.body.is_none() {
                used += self.take_head(&input[used..])?;
            }
            let Some(body) = &mut self.body else { return Ok((used, None)) };
            let length = body.left.min(input.len() - used);
            let piece = &mut input[used..used + length];
            unmask(piece, &mut body.key);
            body.left -= length;
            used += length;
            match body.kind {
                Kind::Text => self.text.push(piece)?,
                Kind::Ping | Kind::Pong | Kind::Close => self.control.extend_from_slice(piece),
            }
            if body.left > 0 {
                return Ok((used, None));
            }
            let (kind, last) = (body.kind, body.last);
            self.body = None;
            if last {
                return Ok((used, Some(self.end(kind)?)));
            }
        }
    }

    /// Takes the header's bytes, as many as there are; a whole header becomes `self.body`.
    fn take_head(&mut self, input: &[u8]) -> Result<usize, Closed> {
        for (at, &byte) in input.iter().enumerate() {
            self.head[self.head_length] = byte;
            self.head_length += 1;
            if self.head_length < 2 {
                continue;
            }
            // The first two bytes tell everything but a long length: refuse before reading more.
            let (kind, last) = self.check_start()?;
            if self.head_length == 2 + extended_length(self.head[1]) + 4 {
                self.body = Some(self.start(kind, last)?);
                self.head_length = 0;
                return Ok(at + 1);
            }
        }
        Ok(input.len())
    }

    fn check_start(&self) -> Result<(Kind, bool), Closed> {
        let [first, second] = [self.head[0], self.head[1]];
        let last = first & 0x80 != 0;
        let kind = match first & 0x7F {
            0x0 if self.open => Kind::Text,
            0x1 if !self.open => Kind::Text,
            0x2 if !self.open => return Err(Closed::Binary),
            0x8 => Kind::Close,
            0x9 => Kind::Ping,
            0xA => Kind::Pong,
            // Reserved bits and opcodes, a continuation of nothing, a message inside another.
            _ => return Err(Closed::Protocol),
        };
        let masked = second & 0x80 != 0;
        let control_fits = kind == Kind::Text || (last && second & 0x7F <= 125);
        if masked && control_fits { Ok((kind, last)) } else { Err(Closed::Protocol) }
    }

    fn start(&mut self, kind: Kind, last: bool) -> Result<Body, Closed> {
        let extended = extended_length(self.head[1]);
        let length = match extended {
            0 => u64::from(self.head[1] & 0x7F),
            _ => self.head[2..2 + extended].iter().fold(0, |sum, &byte| sum << 8 | u64::from(byte)),
        };
        let left = usize::try_from(length).map_err(|_| Closed::TooBig)?;
        let mut key = [0; 4];
        key.copy_from_slice(&self.head[2 + extended..2 + extended + 4]);
        if kind == Kind::Text {
            if left > self.limit.saturating_sub(self.text.len()) {
                return Err(Closed::TooBig);
            }
            if left == 0 && !last {
                self.empty += 1;
                if self.empty > EMPTY_MAX {
                    return Err(Closed::Protocol);
                }
            }
            self.open = !last;
        }
        Ok(Body { kind, last, key, left })
    }

    fn end(&mut self, kind: Kind) -> Result<Incoming, Closed> {
        if kind == Kind::Text {
            self.empty = 0;
            return self.text.take().map(Incoming::Text);
        }
        let payload = std::mem::take(&mut self.control);
        match kind {
            Kind::Ping => Ok(Incoming::Ping(payload.into())),
            Kind::Pong => Ok(Incoming::Pong(payload.into())),
            Kind::Close | Kind::Text => close(&payload),
        }
    }
}

/// Bytes of the length that follow the first two of a header.
fn extended_length(second: u8) -> usize {
    match second & 0x7F {
        126 => 2,
        127 => 8,
        _ => 0,
    }
}

fn close(payload: &[u8]) -> Result<Incoming, Closed> {
    let (code, reason) = match payload {
        [] => return Ok(Incoming::Close { code: None }),
        [high, low, reason @ ..] => (u16::from_be_bytes([*high, *low]), reason),
        [_] => return Err(Closed::Protocol),
    };
    match code {
        1000..=1003 | 1007..=1014 | 3000..=4999 => {}
        _ => return Err(Closed::Protocol),
    }
    if str::from_utf8(reason).is_err() {
        return Err(Closed::BadText);
    }
    Ok(Incoming::Close { code: Some(code) })
}

/// Removes the mask; the key is turned so that it fits what comes next.
fn unmask(piece: &mut [u8], key: &mut [u8; 4]) {
    let mut groups = piece.chunks_exact_mut(4);
    for group in &mut groups {
        for (byte, mask) in group.iter_mut().zip(*key) {
            *byte ^= mask;
        }
    }
    let rest = groups.into_remainder();
    for (byte, mask) in rest.iter_mut().zip(*key) {
        *byte ^= mask;
    }
    key.rotate_left(rest.len());
}
