//! What can go wrong below the rules.

/// A failure of the store. None of it is a user's fault, except [`StoreError::Invalid`] and [`StoreError::Conflict`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StoreError {
    /// The disk is full: nothing was written.
    Full,
    /// Nothing was written; try again: the database is overloaded, gone for a moment, closing, or two writers were in
    /// each other's way.
    Busy,
    /// The connection broke while the database committed: this was written, or it was not.
    Unknown,
    /// Something else has this name or id already. Whoever looked first met a transaction that committed meanwhile;
    /// looking again finds it. Holds the statement's name.
    Conflict(&'static str),
    /// A value that cannot be stored (a text with NUL, for one).
    Invalid(String),
    /// A stored value is not what it should be.
    Corrupt {
        /// Statement or table and column.
        place: String,
        /// What was found.
        found: String,
    },
    /// The database was made by a newer version of this program.
    Newer(String),
    /// Anything else the engine says.
    Engine(String),
}

impl StoreError {
    pub(crate) fn corrupt(place: &str, found: &str) -> Self {
        Self::Corrupt { place: place.to_owned(), found: found.chars().take(80).collect() }
    }

    /// Says which statement it was.
    pub(crate) fn in_statement(self, name: &'static str) -> Self {
        match self {
            Self::Conflict(_) => Self::Conflict(name),
            Self::Engine(what) => Self::Engine(format!("{name}: {what}")),
            other => other,
        }
    }
}

impl std::fmt::Display for StoreError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Full => f.write_str("the disk is full; nothing was written"),
            Self::Busy => f.write_str("the database is busy; try again"),
            Self::Unknown => f.write_str("the database went away while it committed"),
            Self::Conflict(statement) => write!(f, "{statement} met a name or id that is taken"),
            Self::Invalid(what) => write!(f, "this cannot be stored: {what}"),
            Self::Corrupt { place, found } => write!(f, "{place} holds something unexpected: {found}"),
            Self::Newer(what) => write!(f, "the database belongs to a newer version: {what}"),
            Self::Engine(what) => write!(f, "the database says: {what}"),
        }
    }
}

impl std::error::Error for StoreError {}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode::{ConstraintViolation, DatabaseBusy, DatabaseLocked, DiskFull};
        use rusqlite::ffi::{SQLITE_CONSTRAINT_PRIMARYKEY, SQLITE_CONSTRAINT_UNIQUE};
        let Some(inner) = error.sqlite_error() else { return Self::Engine(error.to_string()) };
        match inner.code {
            DiskFull => Self::Full,
            DatabaseBusy | DatabaseLocked => Self::Busy,
            ConstraintViolation
                if [SQLITE_CONSTRAINT_PRIMARYKEY, SQLITE_CONSTRAINT_UNIQUE]
                    .contains(&inner.extended_code) =>
            {
                Self::Conflict("")
            }
            _ => Self::Engine(error.to_string()),
        }
    }
}

impl From<tokio_postgres::Error> for StoreError {
    fn from(error: tokio_postgres::Error) -> Self {
        use std::error::Error;
        let Some(said) = error.as_db_error() else {
            // The server, or the way to it, is gone; any other of these is the driver's: a wrong address or type.
            let broken = error.is_closed() || error.source().is_some_and(<dyn Error>::is::<std::io::Error>);
            return if broken { Self::Busy } else { Self::Engine(describe(&error)) };
        };
        match said.code().code() {
            "53100" => Self::Full,
            "23505" => Self::Conflict(""),
            // Serialization, deadlock, lock not had in time, statement or idle too long, too many connections.
            "40001" | "40P01" | "55P03" | "57014" | "25P03" | "53300" => Self::Busy,
            // Connection lost; server stopping, crashed, or starting.
            code if code.starts_with("08") || ["57P01", "57P02", "57P03"].contains(&code) => Self::Busy,
            code => Self::Engine(format!("{} ({code})", said.message())),
        }
    }
}

/// The driver hides the cause from its own text.
fn describe(error: &tokio_postgres::Error) -> String {
    use std::error::Error;
    error.source().map_or_else(|| error.to_string(), |cause| format!("{error}: {cause}"))
}

impl From<deadpool_postgres::PoolError> for StoreError {
    fn from(error: deadpool_postgres::PoolError) -> Self {
        use deadpool_postgres::{HookError, PoolError};
        match error {
            PoolError::Backend(e) | PoolError::PostCreateHook(HookError::Backend(e)) => Self::from(e),
            PoolError::Timeout(_) | PoolError::Closed => Self::Busy,
            other => Self::Engine(other.to_string()),
        }
    }
}
