//! SQLite: one writer thread that commits many transactions with one flush, and readers that see a snapshot and run
//! on the caller's thread.

mod run;
mod writer;

pub(super) use run::{execute, rows};

use super::{Connection, Publish, ReadTx, Tx};
use crate::{StoreError, migrate};
use futures_util::future::BoxFuture;
use rusqlite::OpenFlags;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::{mpsc, watch};
use writer::{Job, Request, Writer};

/// Versions before this can corrupt a database when the write-ahead log starts over.
const OLDEST: i32 = 3_051_003;
/// Statements kept prepared per connection.
const PREPARED: usize = 512;
/// Readers kept open while nobody reads.
const IDLE_READERS: usize = 8;
/// Transactions that may wait for the writer; more wait to be let in.
const QUEUE: usize = 1024;

/// Both kinds of connection. Without `mmap`: it turns a damaged file into a crash, and it made the log's old fault worse.
const COMMON: &str = "PRAGMA trusted_schema = OFF; PRAGMA mmap_size = 0; PRAGMA temp_store = MEMORY; \
                      PRAGMA busy_timeout = 5000;";
/// An acknowledged commit is on disk, on macOS, too. What is freed of a log that grew is given back.
const WRITER: &str = "PRAGMA synchronous = FULL; PRAGMA fullfsync = ON; PRAGMA foreign_keys = ON; \
                      PRAGMA cache_size = -16000; PRAGMA journal_size_limit = 67108864;";
const READER: &str = "PRAGMA query_only = ON; PRAGMA cache_size = -4000;";

#[derive(Clone)]
pub(super) struct Sqlite(Arc<Inner>);

struct Inner {
    path: PathBuf,
    jobs: Mutex<Option<mpsc::Sender<Job>>>,
    idle: Mutex<Vec<rusqlite::Connection>>,
    stopped: watch::Receiver<bool>,
}

impl Sqlite {
    pub(super) fn open(path: &Path, publish: Publish) -> Result<Self, StoreError> {
        if rusqlite::version_number() < OLDEST {
            return Err(StoreError::Engine(format!(
                "SQLite {} can lose data; 3.51.3 is needed",
                rusqlite::version()
            )));
        }
        create_private(path)?;
        let mut connection = open_writer(path)?;
        migrate::sqlite(&mut connection)?;
        let (jobs, queue) = mpsc::channel(QUEUE);
        let (stop, stopped) = watch::channel(false);
        let writer = Writer::new(Tx::new(Connection::Sqlite(connection), None), publish);
        std::thread::Builder::new()
            .name("rustle-writer".into())
            .spawn(move || {
                writer.work(queue);
                let _ = stop.send(true);
            })
            .map_err(|e| StoreError::Engine(e.to_string()))?;
        let (jobs, idle) = (Mutex::new(Some(jobs)), Mutex::default());
        Ok(Self(Arc::new(Inner { path: path.to_owned(), jobs, idle, stopped })))
    }

    pub(super) async fn read<T, E, F>(&self, work: F) -> Result<T, E>
    where
        F: for<'t> FnOnce(&'t mut ReadTx) -> BoxFuture<'t, Result<T, E>> + Send,
        E: From<StoreError>,
    {
        let idle = self.idle().pop();
        let connection = idle.map_or_else(|| open_reader(&self.0.path), Ok)?;
        run::control(&connection, "BEGIN")?;
        let mut tx = ReadTx::new(Connection::Sqlite(connection));
        let result = work(&mut tx).await;
        if let Connection::Sqlite(connection) = tx.connection
            && run::control(&connection, "COMMIT").is_ok()
        {
            let mut idle = self.idle();
            if idle.len() < IDLE_READERS {
                idle.push(connection);
            }
        }
        result
    }

    fn idle(&self) -> MutexGuard<'_, Vec<rusqlite::Connection>> {
        self.0.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn jobs(&self) -> MutexGuard<'_, Option<mpsc::Sender<Job>>> {
        self.0.jobs.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) async fn write<T, E, F>(&self, work: F) -> Result<T, E>
    where
        F: for<'t> FnOnce(&'t mut Tx) -> BoxFuture<'t, Result<T, E>> + Send + 'static,
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        let (request, answer) = Request::new(work);
        let Some(jobs) = self.jobs().clone() else { return Err(StoreError::Busy.into()) };
        if jobs.send(Box::new(request)).await.is_err() {
            return Err(StoreError::Busy.into());
        }
        drop(jobs);
        answer.await.unwrap_or_else(|_| Err(StoreError::Engine("the writer stopped".into()).into()))
    }

    pub(super) async fn close(&self) {
        self.jobs().take();
        self.idle().clear();
        let _ = self.0.stopped.clone().wait_for(|stopped| *stopped).await;
    }
}

/// Makes the file before SQLite does, so that nobody else can read it even for a moment; its log inherits the mode.
fn create_private(path: &Path) -> Result<(), StoreError> {
    use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
    let io = |e: std::io::Error| StoreError::Engine(format!("{}: {e}", path.display()));
    let folder = path.parent().filter(|f| !f.as_os_str().is_empty()).unwrap_or(Path::new("."));
    fs::create_dir_all(folder).map_err(io)?;
    let file = fs::OpenOptions::new().create(true).append(true).mode(0o600).open(path).map_err(io)?;
    file.set_permissions(fs::Permissions::from_mode(0o600)).map_err(io)?;
    // The file's name, too, must outlive a power cut.
    fs::File::open(folder).and_then(|f| f.sync_all()).map_err(io)
}

fn open_writer(path: &Path) -> Result<rusqlite::Connection, StoreError> {
    let connection = open(path, OpenFlags::SQLITE_OPEN_READ_WRITE, WRITER)?;
    let mode: String = connection.query_row("PRAGMA journal_mode = WAL", [], |row| row.get(0))?;
    if mode != "wal" {
        let what =
            format!("{} has no write-ahead log (mode {mode}): is it on a network disk?", path.display());
        return Err(StoreError::Engine(what));
    }
    Ok(connection)
}

/// Read-only, so that only the writer moves the log into the file.
fn open_reader(path: &Path) -> Result<rusqlite::Connection, StoreError> {
    open(path, OpenFlags::SQLITE_OPEN_READ_ONLY, READER)
}

fn open(path: &Path, mode: OpenFlags, pragmas: &str) -> Result<rusqlite::Connection, StoreError> {
    let connection = rusqlite::Connection::open_with_flags(path, mode | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    connection.execute_batch(COMMON)?;
    connection.execute_batch(pragmas)?;
    connection.set_prepared_statement_cache_capacity(PREPARED);
    Ok(connection)
}
