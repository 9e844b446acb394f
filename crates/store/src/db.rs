//! One facade over two engines.

mod order;
mod pg;
mod sqlite;

use crate::{Row, Sql, StoreError, Value};
use futures_util::future::BoxFuture;
use rustle_domain::Event;
use std::ops::{Deref, DerefMut};
use std::path::PathBuf;
use std::sync::Arc;

/// Where the database is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Location {
    /// A file, made when missing, readable by its owner only.
    SqliteFile(PathBuf),
    /// `postgres://user:password@host/database`
    Postgres(String),
}

/// Gets the events of each committed transaction: in commit order on SQLite, in commit order per room on PostgreSQL.
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
    /// Opens it, checks that what it acknowledges stays, and brings its tables up to date.
    pub async fn open(location: Location, publish: Publish) -> Result<Self, StoreError> {
        Ok(Self(match location {
            Location::SqliteFile(path) => Engine::Sqlite(sqlite::Sqlite::open(&path, publish)?),
            Location::Postgres(url) => Engine::Postgres(pg::Postgres::open(&url, publish).await?),
        }))
    }

    /// Runs work on a consistent state.
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

    /// Runs work in one transaction; answers after what it wrote is on disk. An error undoes this work alone.
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

    /// Finishes what was accepted and takes no more.
    pub async fn close(&self) {
        match &self.0 {
            Engine::Sqlite(engine) => engine.close().await,
            Engine::Postgres(engine) => engine.close(),
        }
    }

    /// Prepares every statement, so that a wrong one is found without running it.
    pub async fn check_statements(&self) -> Result<(), StoreError> {
        self.read(|tx| {
            Box::pin(async move {
                for sql in crate::statements() {
                    tx.prepare(sql).await.map_err(|e| StoreError::Invalid(format!("{}: {e}", sql.name)))?;
                }
                Ok(())
            })
        })
        .await
    }
}

/// A transaction that reads.
pub struct ReadTx(Connection);

enum Connection {
    Sqlite(rusqlite::Connection),
    Postgres(deadpool_postgres::Object),
}

impl ReadTx {
    /// All rows.
    pub(crate) async fn rows(&mut self, sql: &'static Sql, params: &[Value]) -> Result<Vec<Row>, StoreError> {
        match &mut self.0 {
            Connection::Sqlite(connection) => sqlite::rows(connection, sql, params),
            Connection::Postgres(client) => pg::rows(client, sql, params).await,
        }
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
    async fn prepare(&mut self, sql: &'static Sql) -> Result<(), StoreError> {
        match &mut self.0 {
            Connection::Sqlite(connection) => {
                connection.prepare(&sql.for_sqlite()).map(drop).map_err(Into::into)
            }
            Connection::Postgres(client) => {
                client.prepare(&sql.for_postgres()).await.map(drop).map_err(Into::into)
            }
        }
    }
}

/// A transaction that writes. What it records is told after the commit.
pub struct Tx {
    read: ReadTx,
    events: Vec<Event>,
    places: Vec<order::Place>,
    order: Option<order::Order>,
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
    fn new(connection: Connection, order: Option<order::Order>) -> Self {
        Self { read: ReadTx(connection), events: Vec::new(), places: Vec::new(), order }
    }
    /// Changes rows; says how many.
    pub(crate) async fn execute(&mut self, sql: &'static Sql, params: &[Value]) -> Result<u64, StoreError> {
        match &mut self.read.0 {
            Connection::Sqlite(connection) => sqlite::execute(connection, sql, params),
            Connection::Postgres(client) => pg::execute(client, sql, params).await,
        }
    }
    /// Tells listeners after the commit.
    pub fn record(&mut self, event: Event) {
        self.events.push(event);
    }
    /// To be called with a room's row locked: what this transaction records is told before anything that locks the
    /// row later. SQLite has one writer and needs nothing.
    pub(crate) fn lock_order(&mut self, room: &str) {
        if let Some(order) = &self.order
            && !self.places.iter().any(|p| p.is(room))
        {
            self.places.push(order.enter(room));
        }
    }
}
