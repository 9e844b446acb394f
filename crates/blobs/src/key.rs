//! Names of stored files: made here, at random, so that nobody can guess one and no path can be made of one.

use crate::BlobError;
use ring::rand::{SecureRandom, SystemRandom};
use std::io;

/// Hexadecimal digits of a key: 128 random bits.
const DIGITS: usize = 32;

/// A key that nothing has.
pub(crate) fn fresh() -> Result<String, BlobError> {
    use std::fmt::Write;
    let mut bytes = [0_u8; DIGITS / 2];
    let filled = SystemRandom::new().fill(&mut bytes);
    filled.map_err(|_| BlobError::Io(io::Error::other("the system gives no random numbers")))?;
    Ok(bytes.iter().fold(String::with_capacity(DIGITS), |mut out, byte| {
        let _ = write!(out, "{byte:02x}");
        out
    }))
}

/// Is it one of ours? Anything else finds nothing, whatever it looks like.
pub(crate) fn check(key: &str) -> Result<(), BlobError> {
    let ours = key.len() == DIGITS && key.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b));
    if ours { Ok(()) } else { Err(BlobError::NotFound) }
}

/// Where it lies below the root: one of 256 folders, so that none of them gets slow.
pub(crate) fn path(key: &str) -> String {
    format!("{}/{key}", &key[..2])
}
