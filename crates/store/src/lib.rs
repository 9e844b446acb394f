//! Everything that is kept: repositories over one database, SQLite or PostgreSQL.
//!
//! Must never know: who calls; the JSON of the wire.

mod codec;
mod db;
mod error;
mod members;
mod messages;
mod migrate;
mod roles;
mod rooms;
mod sessions;
mod settings;
mod sql;
mod uploads;
mod users;
mod value;

pub use db::{Database, Location, ReadTx, Tx};
pub use error::StoreError;
pub use members::{Removed, Subscription};
pub use messages::{Deleted, Page, Report};
pub use roles::{StoredPermission, StoredRole};
pub use settings::StoredSetting;
pub use sql::Sql;
pub use uploads::StoredAvatar;
pub use value::{Row, Value};

pub(crate) use sql::statements;
pub(crate) use value::values;

/// Every statement of every repository, for the test that prepares each on both engines.
pub fn statements() -> impl Iterator<Item = &'static Sql> {
    [
        users::STATEMENTS,
        sessions::STATEMENTS,
        roles::STATEMENTS,
        settings::STATEMENTS,
        rooms::STATEMENTS,
        members::STATEMENTS,
        messages::STATEMENTS,
        messages::lists::STATEMENTS,
        messages::reports::STATEMENTS,
        messages::threads::STATEMENTS,
        uploads::STATEMENTS,
    ]
    .into_iter()
    .flatten()
    .copied()
}
