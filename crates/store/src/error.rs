//! What can go wrong below the rules.

/// A failure of the store. None of it is a user's fault, except [`StoreError::Invalid`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StoreError {
    /// The disk is full: nothing was written.
    Full,
    /// Try again: the database is overloaded, gone for a moment, or two writers were in each other's way.
    Busy,
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
}

impl std::fmt::Display for StoreError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Full => f.write_str("the disk is full; nothing was written"),
            Self::Busy => f.write_str("the database is busy; try again"),
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
        use rusqlite::ErrorCode::{DatabaseBusy, DatabaseLocked, DiskFull};
        match error.sqlite_error_code() {
            Some(DiskFull) => Self::Full,
            Some(DatabaseBusy | DatabaseLocked) => Self::Busy,
            _ => Self::Engine(error.to_string()),
        }
    }
}

impl From<tokio_postgres::Error> for StoreError {
    fn from(error: tokio_postgres::Error) -> Self {
        use tokio_postgres::error::SqlState;
        match error.code() {
            Some(code) if *code == SqlState::DISK_FULL => Self::Full,
            Some(code)
                if [
                    SqlState::T_R_DEADLOCK_DETECTED,
                    SqlState::T_R_SERIALIZATION_FAILURE,
                    SqlState::ADMIN_SHUTDOWN,
                    SqlState::CRASH_SHUTDOWN,
                    SqlState::CANNOT_CONNECT_NOW,
                ]
                .contains(code) =>
            {
                Self::Busy
            }
            None if error.is_closed() => Self::Busy,
            _ => {
                let detail =
                    error.as_db_error().map_or_else(|| error.to_string(), |e| e.message().to_owned());
                Self::Engine(detail)
            }
        }
    }
}

impl From<deadpool_postgres::PoolError> for StoreError {
    fn from(error: deadpool_postgres::PoolError) -> Self {
        match error {
            deadpool_postgres::PoolError::Backend(e) => Self::from(e),
            deadpool_postgres::PoolError::Timeout(_) => Self::Busy,
            other => Self::Engine(other.to_string()),
        }
    }
}
