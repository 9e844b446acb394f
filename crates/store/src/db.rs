//! One facade over two engines.

mod location;
mod order;
mod pg;
mod sqlite;
#[cfg(test)]
mod tests;

use crate::{Row, Sql, StoreError, Value};
use futures_util::future::BoxFuture;
pub use location::Location;
use rustle_domain::Event;
use std::ops::{Deref, DerefMut};
use std::sync::Arc;

/// Gets the events of each committed transaction, before or while its caller is answered. On SQLite in the order of
/// the commits; on PostgreSQL in the order of the commits among transactions that lock the same row and say so
/// ([`Tx::lock_order`]). It is called by one thread at a time, must be quick, and must not write to the database.
pub type Publish = Arc<dyn Fn(Vec<Event>) + Send + Sync>;

/// The database. Cheap to clone.
#[derive(Clone)]
pub struct Database(Engine);

#[derive(Clone)]
enum Engine {
    Sqlite(sqlite::Sqlite),
    Postgres(pg::Postgres),
}

impl Database {
    /// Opens it, checks that what it acknowledges stays, and brings its tables up to date. Refuses an engine that can
    /// lose what it confirmed, and a database made by a newer version of this program.
    pub async fn open(location: Location, publish: Publish) -> Result<Self, StoreError> {
        Ok(Self(match location {
            Location::SqliteFile(path) => Engine::Sqlite(sqlite::Sqlite::open(&path, publish)?),
            Location::Postgres(url) => Engine::Postgres(pg::Postgres::open(&url, publish).await?),
        }))
    }

    /// Runs work on a consistent state: what others commit meanwhile is not seen. On PostgreSQL a statement may take
    /// five seconds.
    pub async fn read<T, E, F>(&self, work: F) -> Result<T, E>
    where
        F: for<'t> FnOnce(&'t mut ReadTx) -> BoxFuture<'t, Result<T, E>> + Send,
        T: Send,
        E: From<StoreError> + Send,
    {
        match &self.0 {
            Engine::Sqlite(engine) => engine.read(work).await,
            Engine::Postgres(engine) => engine.read(work).await,
        }
    }

    /// Runs work in one transaction; answers after what it wrote is on disk. An error or a panic undoes this work
    /// alone. The work ends even when the caller stops waiting. It must wait for nothing but the database: on SQLite
    /// that is an error.
    pub async fn write<T, E, F>(&self, work: F) -> Result<T, E>
    where
        F: for<'t> FnOnce(&'t mut Tx) -> BoxFuture<'t, Result<T, E>> + Send + 'static,
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        match &self.0 {
            Engine::Sqlite(engine) => engine.write(work).await,
            Engine::Postgres(engine) => engine.write(work).await,
        }
    }

    /// Finishes the writes that were accepted and takes no more.
    pub async fn close(&self) {
        match &self.0 {
            Engine::Sqlite(engine) => engine.close().await,
            Engine::Postgres(engine) => engine.close().await,
        }
    }
}

/// A transaction that reads.
pub struct ReadTx {
    connection: Connection,
    /// A statement failed. PostgreSQL then refuses the rest of the transaction; so do we, on both engines, or an
    /// ignored error would keep half of the work on one of them.
    failed: bool,
}

enum Connection {
    Sqlite(rusqlite::Connection),
    Postgres(pg::Client),
}

impl ReadTx {
    fn new(connection: Connection) -> Self {
        Self { connection, failed: false }
    }

    /// All rows.
    pub(crate) async fn rows(&mut self, sql: &'static Sql, params: &[Value]) -> Result<Vec<Row>, StoreError> {
        self.check(sql, params)?;
        let result = match &self.connection {
            Connection::Sqlite(connection) => sqlite::rows(connection, sql, params),
            Connection::Postgres(client) => pg::rows(client, sql, params).await,
        };
        self.failed |= result.is_err();
        result
    }
    /// The first row.
    pub(crate) async fn row(
        &mut self,
        sql: &'static Sql,
        params: &[Value],
    ) -> Result<Option<Row>, StoreError> {
        Ok(self.rows(sql, params).await?.into_iter().next())
    }
    /// The number in the first row.
    pub(crate) async fn count(&mut self, sql: &'static Sql, params: &[Value]) -> Result<i64, StoreError> {
        match self.row(sql, params).await? {
            Some(row) => row.int(0),
            None => Ok(0),
        }
    }

    fn check(&self, sql: &'static Sql, params: &[Value]) -> Result<(), StoreError> {
        if self.failed {
            return Err(StoreError::Engine(format!("{} after a failed statement", sql.name)));
        }
        // SQLite would take NUL, PostgreSQL would not.
        if params.iter().any(|p| matches!(p, Value::Text(s) if s.contains('\0'))) {
            return Err(StoreError::Invalid("text with NUL".into()));
        }
        Ok(())
    }
}

/// A transaction that writes. What it records is told after the commit.
pub struct Tx {
    read: ReadTx,
    events: Vec<Event>,
    turn: Option<order::Turn>,
}

impl Deref for Tx {
    type Target = ReadTx;
    fn deref(&self) -> &ReadTx {
        &self.read
    }
}
impl DerefMut for Tx {
    fn deref_mut(&mut self) -> &mut ReadTx {
        &mut self.read
    }
}

impl Tx {
    fn new(connection: Connection, turn: Option<order::Turn>) -> Self {
        Self { read: ReadTx::new(connection), events: Vec::new(), turn }
    }
    /// Changes rows; says how many.
    pub(crate) async fn execute(&mut self, sql: &'static Sql, params: &[Value]) -> Result<u64, StoreError> {
        self.check(sql, params)?;
        let result = match &self.read.connection {
            Connection::Sqlite(connection) => sqlite::execute(connection, sql, params),
            Connection::Postgres(client) => pg::execute(client, sql, params).await,
        };
        self.read.failed |= result.is_err();
        result
    }
    /// Tells listeners after the commit.
    pub fn record(&mut self, event: Event) {
        self.events.push(event);
    }
    /// What this transaction records is told before what anything records that locks the same row later. To be called
    /// right after a statement that locked a row (an update or delete that met it), never without: transactions that
    /// wait for each other here would wait for ever. `row` is any name for the row, such as its id. SQLite has one
    /// writer and needs nothing.
    pub(crate) fn lock_order(&mut self, row: &str) {
        if let Some(turn) = &mut self.turn {
            turn.take(row);
        }
    }
}

/// What a transaction's work came to: nothing is kept when a statement failed and the work went on as if not.
fn outcome<T, E: From<StoreError>>(done: std::thread::Result<Result<T, E>>, failed: bool) -> Result<T, E> {
    match done {
        Ok(Ok(_)) if failed => {
            Err(StoreError::Engine("a transaction went on after a failed statement".into()).into())
        }
        Ok(result) => result,
        Err(_) => Err(StoreError::Engine("a transaction panicked".into()).into()),
    }
}

/// A listener that panics must not take the writer with it: the transaction is on disk.
fn tell(publish: &Publish, events: Vec<Event>) {
    if events.is_empty() {
        return;
    }
    if std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| publish(events))).is_err() {
        tracing::error!("a listener panicked on the events of a transaction");
    }
}
