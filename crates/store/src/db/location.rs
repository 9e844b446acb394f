//! Where the database is.

use crate::StoreError;
use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;

/// Where the database is.
#[derive(Clone, PartialEq, Eq)]
pub enum Location {
    /// A file, made when missing, readable by its owner only.
    SqliteFile(PathBuf),
    /// `postgres://user:password@host/database`; a host that starts with `%2F` is the folder of a Unix socket.
    /// Not encrypted: the server is on this machine or behind a tunnel.
    Postgres(String),
}

impl FromStr for Location {
    type Err = StoreError;

    /// `postgres://…`, `postgresql://…` or `sqlite:PATH`.
    fn from_str(text: &str) -> Result<Self, StoreError> {
        if text.starts_with("postgres://") || text.starts_with("postgresql://") {
            return Ok(Self::Postgres(text.to_owned()));
        }
        match text.strip_prefix("sqlite:") {
            Some(path) if !path.is_empty() => Ok(Self::SqliteFile(path.into())),
            _ => {
                Err(StoreError::Invalid("a database is postgres://USER@HOST/DATABASE or sqlite:PATH".into()))
            }
        }
    }
}

/// Without the password: this ends up in logs.
impl fmt::Debug for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::SqliteFile(path) => write!(f, "sqlite:{}", path.display()),
            Self::Postgres(url) => {
                let place = url.rsplit_once('@').map_or("…", |(_, place)| place);
                write!(f, "postgres://{}", place.split('?').next().unwrap_or("…"))
            }
        }
    }
}
