//! Signed-in clients and personal access tokens.

use crate::UserId;

/// A stored token. The secret itself is never kept, only its hash.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// SHA-256 of the token, base64: upstream's form, so that tokens move over with an import.
    pub hash: String,
    /// Whose.
    pub user: UserId,
    /// Signed in by a client, or made by the user for a program.
    pub kind: SessionKind,
    /// Milliseconds since 1970.
    pub created_at: i64,
    /// Milliseconds since 1970; a personal access token may have none.
    pub expires_at: Option<i64>,
}

/// Where a token came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SessionKind {
    /// A sign-in.
    Login,
    /// A personal access token.
    Personal {
        /// The user's name for it, unique for the user.
        name: String,
        /// Letters shown in lists so that the owner recognises it.
        last_letters: String,
        /// Skips the second factor.
        bypass_two_factor: bool,
    },
}

/// Why a sign-in failed. The wire says the same for an unknown user and a wrong password where that matters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SignInRefusal {
    /// No such user, or the wrong password.
    Unauthorized,
    /// The token is unknown or over.
    LoggedOut,
    /// The account is deactivated.
    Deactivated,
    /// Too many failed tries; seconds to wait.
    Blocked(u32),
    /// A method of signing in that is not on.
    Unsupported,
    /// A second factor is needed.
    SecondFactor(SecondFactorNeeded),
}

/// What second factor a request needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SecondFactorNeeded {
    /// `totp`, `email` or `password`.
    pub method: &'static str,
    /// All that the user could use.
    pub available: Vec<&'static str>,
    /// A code was given and was wrong.
    pub wrong: bool,
}
