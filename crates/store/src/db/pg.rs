//! PostgreSQL: a pool of connections, each transaction on one of them.

mod run;

pub(super) use run::{execute, rows};

use super::order::Order;
use super::{Connection, Publish, ReadTx, Tx, outcome};
use crate::{StoreError, migrate};
use deadpool_postgres::{Hook, HookError, Manager, ManagerConfig, Object, Pool, RecyclingMethod, Runtime};
use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Semaphore;
use tokio_postgres::NoTls;

/// Transactions that write at once; more wait.
const WRITERS: usize = 16;
/// Connections at once: reading goes on while every writer is busy.
const CONNECTIONS: usize = WRITERS + 4;
/// The oldest server the statements are tried on, as it counts itself.
const OLDEST: i32 = 150_000;
/// To connect, and to wait for a free connection.
const PATIENCE: Duration = Duration::from_secs(5);

/// Nothing waits for ever for a lock, or for a process of ours that hangs.
const SESSION: &str = "SET statement_timeout = '30s'; SET lock_timeout = '10s'; \
                       SET idle_in_transaction_session_timeout = '60s'";
const BEGIN_READ: &str =
    "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SET LOCAL statement_timeout = '5s'";
const BEGIN_WRITE: &str = "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE";

#[derive(Clone)]
pub(super) struct Postgres {
    pool: Pool,
    order: Order,
    writers: Arc<Semaphore>,
}

impl Postgres {
    pub(super) async fn open(url: &str, publish: Publish) -> Result<Self, StoreError> {
        let mut config: tokio_postgres::Config = url.parse()?;
        config.application_name("rustle");
        config.connect_timeout(*config.get_connect_timeout().unwrap_or(&PATIENCE));
        let manager =
            Manager::from_config(config, NoTls, ManagerConfig { recycling_method: RecyclingMethod::Fast });
        let pool = Pool::builder(manager)
            .max_size(CONNECTIONS)
            .runtime(Runtime::Tokio1)
            .wait_timeout(Some(PATIENCE))
            .post_create(Hook::async_fn(|client, _| {
                Box::pin(async move { client.batch_execute(SESSION).await.map_err(HookError::Backend) })
            }))
            .build()
            .map_err(|e| StoreError::Engine(e.to_string()))?;
        let mut client = pool.get().await?;
        check(&client).await?;
        migrate::postgres(&mut client).await?;
        Ok(Self { pool, order: Order::new(publish), writers: Arc::new(Semaphore::new(WRITERS)) })
    }

    /// A connection in a new transaction. Connections that the server dropped (it was restarted) are noticed here,
    /// before any work, and replaced.
    async fn begin(&self, word: &str) -> Result<Client, StoreError> {
        let mut tries = CONNECTIONS;
        loop {
            let client = self.pool.get().await?;
            match client.batch_execute(word).await {
                Ok(()) => return Ok(Client(Some(client))),
                Err(_) if client.is_closed() && tries > 0 => tries -= 1,
                Err(e) => return Err(e.into()),
            }
        }
    }

    pub(super) async fn read<T, E, F>(&self, work: F) -> Result<T, E>
    where
        F: for<'t> FnOnce(&'t mut ReadTx) -> BoxFuture<'t, Result<T, E>> + Send,
        E: From<StoreError>,
    {
        let mut tx = ReadTx::new(Connection::Postgres(self.begin(BEGIN_READ).await?));
        let result = work(&mut tx).await;
        if let Connection::Postgres(client) = tx.connection {
            // Nothing to lose: a connection that fails here is closed.
            let _ = client.end("ROLLBACK").await;
        }
        result
    }

    pub(super) async fn write<T, E, F>(&self, work: F) -> Result<T, E>
    where
        F: for<'t> FnOnce(&'t mut Tx) -> BoxFuture<'t, Result<T, E>> + Send + 'static,
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        let Ok(place) = Arc::clone(&self.writers).acquire_owned().await else {
            return Err(StoreError::Busy.into());
        };
        // A task of its own: a caller that goes away must not leave a commit whose events nobody tells.
        let this = self.clone();
        let task = tokio::spawn(async move {
            let result = this.transact(work).await;
            drop(place);
            result
        });
        task.await.unwrap_or_else(|e| Err(StoreError::Engine(e.to_string()).into()))
    }

    async fn transact<T, E, F>(&self, work: F) -> Result<T, E>
    where
        F: for<'t> FnOnce(&'t mut Tx) -> BoxFuture<'t, Result<T, E>> + Send,
        E: From<StoreError>,
    {
        let client = self.begin(BEGIN_WRITE).await?;
        let mut tx = Tx::new(Connection::Postgres(client), Some(self.order.turn()));
        let done = AssertUnwindSafe(async { work(&mut tx).await }).catch_unwind().await;
        let result = outcome(done, tx.read.failed);
        if let Connection::Postgres(client) = tx.read.connection {
            match &result {
                Ok(_) => client.end("COMMIT").await.map_err(committing)?,
                // Whatever comes of it, nothing is kept.
                Err(_) => drop(client.end("ROLLBACK").await),
            }
        }
        if let (Ok(_), Some(turn)) = (&result, tx.turn) {
            turn.committed(tx.events);
        }
        result
    }

    pub(super) async fn close(&self) {
        let all = u32::try_from(WRITERS).unwrap_or(u32::MAX);
        if self.writers.acquire_many(all).await.is_ok() {
            self.writers.close();
        }
        self.pool.close();
    }
}

/// A connection in a transaction. Dropped before its end it is closed, which rolls back, and never used again.
pub(super) struct Client(Option<Object>);

impl Client {
    pub(super) fn get(&self) -> Result<&Object, StoreError> {
        self.0.as_ref().ok_or_else(|| StoreError::Engine("the transaction is over".into()))
    }

    async fn end(mut self, word: &str) -> Result<(), StoreError> {
        self.get()?.batch_execute(word).await?;
        drop(self.0.take());
        Ok(())
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        if let Some(object) = self.0.take() {
            drop(Object::take(object));
        }
    }
}

/// A server that went away while it committed may have done so or not.
fn committing(error: StoreError) -> StoreError {
    match error {
        StoreError::Busy => StoreError::Unknown,
        other => other,
    }
}

/// Acknowledged means on disk: a server set up to forget is refused, and one whose texts are not Unicode.
async fn check(client: &Object) -> Result<(), StoreError> {
    const SETTINGS: &str = "SELECT current_setting('fsync'), current_setting('full_page_writes'), \
                            current_setting('synchronous_commit'), current_setting('server_encoding'), \
                            current_setting('server_version_num')::int4";
    let row = client.query_one(SETTINGS, &[]).await?;
    for (at, name) in ["fsync", "full_page_writes", "synchronous_commit"].into_iter().enumerate() {
        if row.try_get::<_, &str>(at)? == "off" {
            return Err(StoreError::Engine(format!(
                "PostgreSQL runs with {name} = off and can lose what it confirmed"
            )));
        }
    }
    let (encoding, version) = (row.try_get::<_, &str>(3)?, row.try_get::<_, i32>(4)?);
    if encoding != "UTF8" {
        return Err(StoreError::Engine(format!("the database's encoding is {encoding}; UTF8 is needed")));
    }
    if version < OLDEST {
        return Err(StoreError::Engine(format!("PostgreSQL {} is too old; 15 is needed", version / 10_000)));
    }
    Ok(())
}
