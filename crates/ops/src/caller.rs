//! Who asks, before anything is believed.

use rustle_domain::UserId;

/// Where a request came from and what it showed.
#[derive(Clone, Debug)]
pub struct Caller {
    /// What it showed.
    pub credential: Credential,
    /// Address of the client, for limits and the record.
    pub address: String,
}

/// What a request showed to be believed.
#[derive(Clone, Debug)]
pub enum Credential {
    /// Nothing.
    None,
    /// A token, by hash, and the user it was said to be for.
    Token {
        /// See [`crate::token_hash`].
        hash: String,
        /// Must be the token's own user.
        user: Option<UserId>,
    },
    /// The server itself acts for a user: command line, seed, jobs.
    Server(UserId),
}

impl Caller {
    /// A request without credentials.
    pub fn nobody(address: impl Into<String>) -> Self {
        Self { credential: Credential::None, address: address.into() }
    }
    /// The server itself, as this user.
    pub fn server(user: impl Into<UserId>) -> Self {
        Self { credential: Credential::Server(user.into()), address: "server".to_owned() }
    }
}
