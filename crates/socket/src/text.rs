//! Text that arrives in pieces.

use crate::Closed;

/// Joins the pieces of a message and checks them as UTF-8 while they come, so that bad text is refused
/// at its first bad byte and good text is checked once.
#[derive(Default)]
pub(crate) struct Text {
    whole: String,
    /// The start of a character whose other bytes have not come yet.
    tail: [u8; 4],
    tail_count: usize,
}

impl Text {
    /// Bytes that have come so far.
    pub fn len(&self) -> usize {
        self.whole.len() + self.tail_count
    }

    /// Bytes of memory held.
    pub fn held(&self) -> usize {
        self.whole.capacity()
    }

    pub fn push(&mut self, mut piece: &[u8]) -> Result<(), Closed> {
        while self.tail_count > 0
            && let Some((&byte, rest)) = piece.split_first()
        {
            self.push_tail(byte)?;
            piece = rest;
        }
        let error = match str::from_utf8(piece) {
            Ok(text) => {
                self.whole.push_str(text);
                return Ok(());
            }
            Err(error) => error,
        };
        if error.error_len().is_some() {
            return Err(Closed::BadText);
        }
        let (good, tail) = piece.split_at(error.valid_up_to());
        self.whole.push_str(str::from_utf8(good).map_err(|_| Closed::BadText)?);
        self.tail[..tail.len()].copy_from_slice(tail);
        self.tail_count = tail.len();
        Ok(())
    }

    /// The whole message; empty again afterwards.
    pub fn take(&mut self) -> Result<String, Closed> {
        if self.tail_count > 0 { Err(Closed::BadText) } else { Ok(std::mem::take(&mut self.whole)) }
    }

    fn push_tail(&mut self, byte: u8) -> Result<(), Closed> {
        self.tail[self.tail_count] = byte;
        self.tail_count += 1;
        match str::from_utf8(&self.tail[..self.tail_count]) {
            Ok(character) => {
                self.whole.push_str(character);
                self.tail_count = 0;
                Ok(())
            }
            Err(error) if error.error_len().is_none() => Ok(()),
            Err(_) => Err(Closed::BadText),
        }
    }
}
