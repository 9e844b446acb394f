//! Random ids and secrets, and the hashes secrets are kept as.

use ring::digest;
use ring::rand::{SecureRandom, SystemRandom};
use rustle_domain::ids::ALPHABET;

fn random<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    #[expect(clippy::expect_used, reason = "without the system's random numbers no secret may be made")]
    SystemRandom::new().fill(&mut bytes).expect("the system gives random numbers");
    bytes
}

fn letters(count: usize) -> String {
    let mut out = String::with_capacity(count);
    while out.len() < count {
        // Bytes past the last whole run of the alphabet are thrown away, so every letter is as likely.
        for byte in random::<32>() {
            let byte = usize::from(byte);
            if byte < 220 && out.len() < count {
                out.push(char::from(ALPHABET[byte % 55]));
            }
        }
    }
    out
}

/// 17 letters and digits, about 98 bits.
pub(crate) fn fresh_id() -> String {
    letters(17)
}

/// 256 secret bits in hexadecimal.
pub(crate) fn fresh_secret() -> String {
    hex(&random::<32>())
}

/// A random UUID.
pub(crate) fn fresh_uuid() -> String {
    let mut bytes = random::<16>();
    bytes[6] = bytes[6] & 0x0f | 0x40;
    bytes[8] = bytes[8] & 0x3f | 0x80;
    let h = hex(&bytes);
    format!("{}-{}-{}-{}-{}", &h[..8], &h[8..12], &h[12..16], &h[16..20], &h[20..])
}

/// A secret for a client: 43 letters and digits, about 248 bits. Upstream's length.
pub struct Token(String);

impl Token {
    /// A new one.
    pub fn fresh() -> Self {
        Self(letters(43))
    }
    /// The secret itself, told once.
    pub fn secret(&self) -> &str {
        &self.0
    }
    /// What is kept.
    pub fn hash(&self) -> String {
        token_hash(&self.0)
    }
}

impl std::fmt::Debug for Token {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Token(***)")
    }
}

/// What is kept of a token: base64 of its SHA-256, upstream's form, so that tokens survive a move.
pub fn token_hash(secret: &str) -> String {
    base64(digest::digest(&digest::SHA256, secret.as_bytes()).as_ref())
}

/// Lower-case hexadecimal of the SHA-256, the digest clients send in place of a password.
pub(crate) fn sha256_hex(text: &str) -> String {
    hex(digest::digest(&digest::SHA256, text.as_bytes()).as_ref())
}

fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    let mut out = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        let _ = write!(out, "{byte:02x}");
    }
    out
}

pub(crate) fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let [a, b, c] = [chunk[0], chunk.get(1).copied().unwrap_or(0), chunk.get(2).copied().unwrap_or(0)];
        let n = u32::from(a) << 16 | u32::from(b) << 8 | u32::from(c);
        for i in 0..4 {
            if i <= chunk.len() {
                out.push(char::from(DIGITS[(n >> (18 - 6 * i)) as usize & 63]));
            } else {
                out.push('=');
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hashes_as_upstream_does() {
        assert_eq!(token_hash("abc"), "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=");
        assert_eq!(&sha256_hex("abc")[..8], "ba7816bf");
    }

    #[test]
    fn ids_are_of_the_alphabet_and_differ() {
        let ids: std::collections::HashSet<String> = (0..1000).map(|_| fresh_id()).collect();
        assert_eq!(ids.len(), 1000);
        assert!(ids.iter().all(|id| id.len() == 17 && id.bytes().all(|b| ALPHABET.contains(&b))));
    }
}
