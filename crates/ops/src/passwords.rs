//! Passwords: what clients send, what is kept, and a bounded number of hashings at a time.

use crate::Failure;
use crate::app::Limits;
use crate::tokens::sha256_hex;
use argon2::password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash as Phc};
use argon2::{Algorithm, Argon2, Params, Version};

/// What a client showed: the digest of the password, never kept.
///
/// Clients send the password itself or the hexadecimal SHA-256 of it; both become the digest.
#[derive(Clone, PartialEq, Eq)]
pub struct Password(String);

/// Longest password taken, bytes.
pub const MAX_PASSWORD: usize = 1024;

impl Password {
    /// From the password itself.
    pub fn plain(text: &str) -> Result<Self, Failure> {
        if text.len() > MAX_PASSWORD {
            return Err(Failure::invalid("password", "Password is too long"));
        }
        Ok(Self(sha256_hex(text)))
    }
    /// From its digest.
    pub fn digest(hex: &str) -> Result<Self, Failure> {
        if hex.len() == 64 && hex.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b)) {
            Ok(Self(hex.to_owned()))
        } else {
            Err(Failure::invalid("password", "Password digest must be 64 hexadecimal digits"))
        }
    }
}

impl std::fmt::Debug for Password {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Password(***)")
    }
}

/// A hash to keep: argon2id, or bcrypt where it came from upstream.
#[derive(Clone, PartialEq, Eq)]
pub struct PasswordHash(pub(crate) String);

impl std::fmt::Debug for PasswordHash {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("PasswordHash(***)")
    }
}

/// Checked for users that do not exist, so that both cases take the same time.
const DUMMY: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$W4BLNLEJRhjPSmdSFYKnBDE8gmgBOJFtA1bXeRQ6gB8";

fn hasher() -> Result<Argon2<'static>, Failure> {
    let params = Params::new(19 * 1024, 2, 1, None).map_err(|e| Failure::fault(&e))?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

/// Hashes a password on a thread of its own; waits for a free place, and says busy when too many wait.
pub(crate) async fn hash(limits: &Limits, password: Password) -> Result<PasswordHash, Failure> {
    limits
        .hashing(move || {
            let hash = hasher()?.hash_password(password.0.as_bytes()).map_err(|e| Failure::fault(&e))?;
            Ok(PasswordHash(hash.to_string()))
        })
        .await
}

/// Does the password fit the hash? With no hash it takes as long and says no.
pub(crate) async fn verify(
    limits: &Limits,
    password: Password,
    kept: Option<String>,
) -> Result<bool, Failure> {
    limits
        .hashing(move || {
            let known = kept.is_some();
            let kept = kept.unwrap_or_else(|| DUMMY.to_owned());
            if kept.starts_with("$2") {
                return Ok(bcrypt::verify(&password.0, &kept).unwrap_or(false));
            }
            let Ok(parsed) = Phc::new(&kept) else { return Ok(false) };
            Ok(hasher()?.verify_password(password.0.as_bytes(), &parsed).is_ok() && known)
        })
        .await
}

/// Should the hash be made anew at the next sign-in?
pub(crate) fn is_outdated(kept: &str) -> bool {
    !kept.starts_with("$argon2id$v=19$m=19456,t=2,p=1$")
}
