//! SQLite: one writer thread that commits many transactions with one flush, and readers that see a snapshot.

use super::{Connection, Publish, ReadTx, Tx};
use crate::{Row, Sql, StoreError, Value, migrate};
use futures_util::future::BoxFuture;
use rusqlite::types::ValueRef;
use rusqlite::{OpenFlags, params_from_iter};
use rustle_domain::Event;
use std::fs;
use std::path::{Path, PathBuf};
use std::pin::pin;
use std::sync::{Arc, Mutex, PoisonError, mpsc};
use std::task::{Context, Poll, Waker};
use tokio::sync::oneshot;

/// Most transactions that share one flush.
const BATCH: usize = 512;
/// Versions before this can corrupt a database when the write-ahead log starts over.
const OLDEST: i32 = 3_051_003;
/// Statements kept prepared per connection.
const PREPARED: usize = 512;

#[derive(Clone)]
pub(super) struct Sqlite {
    inner: Arc<Inner>,
}

struct Inner {
    path: PathBuf,
    jobs: Mutex<Option<mpsc::Sender<Job>>>,
    idle: Mutex<Vec<rusqlite::Connection>>,
    stopped: tokio::sync::watch::Receiver<bool>,
}

/// Work for the writer: runs inside a savepoint, then is told whether the batch was committed.
trait Work: Send {
    fn run(&mut self, tx: Tx) -> (Tx, bool);
    fn finish(self: Box<Self>, committed: Result<(), StoreError>);
}
type Job = Box<dyn Work>;

impl Sqlite {
    pub(super) fn open(path: &Path, publish: Publish) -> Result<Self, StoreError> {
        if rusqlite::version_number() < OLDEST {
            return Err(StoreError::Engine(format!(
                "SQLite {} can lose data; 3.51.3 is needed",
                rusqlite::version()
            )));
        }
        create_private(path)?;
        let mut writer = connect(path, false)?;
        migrate::sqlite(&mut writer)?;
        let (send, jobs) = mpsc::channel();
        let (stop, stopped) = tokio::sync::watch::channel(false);
        std::thread::Builder::new()
            .name("rustle-writer".into())
            .spawn(move || {
                write_loop(writer, &jobs, &publish);
                let _ = stop.send(true);
            })
            .map_err(|e| StoreError::Engine(e.to_string()))?;
        let inner =
            Inner { path: path.to_owned(), jobs: Mutex::new(Some(send)), idle: Mutex::default(), stopped };
        Ok(Self { inner: Arc::new(inner) })
    }

    pub(super) async fn read<T, E, F>(&self, work: F) -> Result<T, E>
    where
        F: for<'t> FnOnce(&'t mut ReadTx) -> BoxFuture<'t, Result<T, E>> + Send,
        E: From<StoreError>,
    {
        let idle = self.inner.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let connection = match idle {
            Some(connection) => connection,
            None => connect(&self.inner.path, true)?,
        };
        connection.execute_batch("BEGIN").map_err(StoreError::from)?;
        let mut tx = ReadTx(Connection::Sqlite(connection));
        let result = work(&mut tx).await;
        if let ReadTx(Connection::Sqlite(connection)) = tx
            && connection.execute_batch("COMMIT").is_ok()
        {
            self.inner.idle.lock().unwrap_or_else(PoisonError::into_inner).push(connection);
        }
        result
    }

    pub(super) async fn write<T, E, F>(&self, work: F) -> Result<T, E>
    where
        F: for<'t> FnOnce(&'t mut Tx) -> BoxFuture<'t, Result<T, E>> + Send + 'static,
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        let (answer, answered) = oneshot::channel();
        let job = Request { work: Some(work), result: None, answer };
        let sent = match &*self.inner.jobs.lock().unwrap_or_else(PoisonError::into_inner) {
            Some(jobs) => jobs.send(Box::new(job)).is_ok(),
            None => false,
        };
        if !sent {
            return Err(StoreError::Busy.into());
        }
        answered.await.unwrap_or_else(|_| Err(StoreError::Engine("the writer stopped".into()).into()))
    }

    pub(super) async fn close(&self) {
        self.inner.jobs.lock().unwrap_or_else(PoisonError::into_inner).take();
        let _ = self.inner.stopped.clone().wait_for(|stopped| *stopped).await;
    }
}

struct Request<T, E, F> {
    work: Option<F>,
    result: Option<Result<T, E>>,
    answer: oneshot::Sender<Result<T, E>>,
}

impl<T, E, F> Work for Request<T, E, F>
where
    F: for<'t> FnOnce(&'t mut Tx) -> BoxFuture<'t, Result<T, E>> + Send,
    T: Send,
    E: From<StoreError> + Send,
{
    fn run(&mut self, mut tx: Tx) -> (Tx, bool) {
        let Some(work) = self.work.take() else { return (tx, false) };
        let run = std::panic::AssertUnwindSafe(|| poll_once(work(&mut tx)));
        self.result = Some(match std::panic::catch_unwind(run) {
            Ok(Some(result)) => result,
            Ok(None) => Err(StoreError::Engine("a transaction waited for something else".into()).into()),
            Err(_) => Err(StoreError::Engine("a transaction panicked".into()).into()),
        });
        let kept = matches!(self.result, Some(Ok(_)));
        (tx, kept)
    }
    fn finish(self: Box<Self>, committed: Result<(), StoreError>) {
        let result = match (self.result, committed) {
            (Some(Err(own)), _) => Err(own),
            (Some(done), Ok(())) => done,
            (None, Ok(())) => Err(StoreError::Engine("a transaction did not run".into()).into()),
            (_, Err(e)) => Err(e.into()),
        };
        let _ = self.answer.send(result);
    }
}

/// SQLite answers at once, so its futures are ready when polled the first time.
fn poll_once<T>(future: BoxFuture<'_, T>) -> Option<T> {
    let mut future = pin!(future);
    match future.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => Some(value),
        Poll::Pending => None,
    }
}

fn write_loop(mut connection: rusqlite::Connection, jobs: &mpsc::Receiver<Job>, publish: &Publish) {
    while let Ok(first) = jobs.recv() {
        let mut batch = vec![first];
        batch.extend(jobs.try_iter().take(BATCH - 1));
        connection = write_batch(connection, batch, publish);
    }
}

fn write_batch(
    connection: rusqlite::Connection,
    mut batch: Vec<Job>,
    publish: &Publish,
) -> rusqlite::Connection {
    let mut told: Vec<Vec<Event>> = Vec::new();
    let mut failed = connection.execute_batch("BEGIN IMMEDIATE").err().map(StoreError::from);
    let mut connection = connection;
    for job in &mut batch {
        if failed.is_some() {
            break;
        }
        match run_in_savepoint(connection, job.as_mut()) {
            (back, Ok(events)) => {
                connection = back;
                told.push(events);
            }
            (back, Err(e)) => {
                connection = back;
                failed = Some(e);
            }
        }
    }
    let committed = match failed {
        None => connection.execute_batch("COMMIT").map_err(StoreError::from),
        Some(e) => Err(e),
    };
    if committed.is_err() {
        let _ = connection.execute_batch("ROLLBACK");
    } else {
        told.into_iter().filter(|events| !events.is_empty()).for_each(|events| publish(events));
    }
    for job in batch {
        job.finish(committed.clone());
    }
    connection
}

/// Runs one job; its failure undoes it alone. An error here means the whole batch is lost (a full disk, say).
fn run_in_savepoint(
    connection: rusqlite::Connection,
    job: &mut dyn Work,
) -> (rusqlite::Connection, Result<Vec<Event>, StoreError>) {
    if let Err(e) = connection.execute_batch("SAVEPOINT one") {
        return (connection, Err(e.into()));
    }
    let (tx, kept) = job.run(Tx::new(Connection::Sqlite(connection), None));
    let (ReadTx(Connection::Sqlite(connection)), events) = (tx.read, tx.events) else {
        unreachable!("a transaction keeps its connection")
    };
    if kept {
        let released = connection.execute_batch("RELEASE one").map_err(StoreError::from);
        return (connection, released.map(|()| events));
    }
    // Some errors (a full disk) make SQLite roll the whole transaction back by itself.
    let undone = if connection.is_autocommit() {
        Err(StoreError::Full)
    } else {
        connection.execute_batch("ROLLBACK TO one; RELEASE one").map_err(StoreError::from)
    };
    (connection, undone.map(|()| Vec::new()))
}

/// Makes the file before SQLite does, so that nobody else can read it even for a moment.
fn create_private(path: &Path) -> Result<(), StoreError> {
    use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
    let io = |e: std::io::Error| StoreError::Engine(format!("{}: {e}", path.display()));
    if let Some(folder) = path.parent().filter(|f| !f.as_os_str().is_empty()) {
        fs::create_dir_all(folder).map_err(io)?;
    }
    let options = fs::OpenOptions::new().create(true).append(true).mode(0o600).open(path);
    options.map_err(io)?.set_permissions(fs::Permissions::from_mode(0o600)).map_err(io)
}

fn connect(path: &Path, read_only: bool) -> Result<rusqlite::Connection, StoreError> {
    let flags =
        OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_URI;
    let connection = rusqlite::Connection::open_with_flags(path, flags)?;
    connection.execute_batch(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; \
         PRAGMA trusted_schema = OFF; PRAGMA busy_timeout = 5000; PRAGMA mmap_size = 0; PRAGMA temp_store = MEMORY; \
         PRAGMA cache_size = -16000;",
    )?;
    if read_only {
        // Only the writer moves the log into the file.
        connection.execute_batch("PRAGMA query_only = ON; PRAGMA wal_autocheckpoint = 0;")?;
    }
    connection.set_prepared_statement_cache_capacity(PREPARED);
    Ok(connection)
}

fn bind(value: &Value) -> rusqlite::types::Value {
    use rusqlite::types::Value as Lite;
    match value {
        Value::Null => Lite::Null,
        Value::Int(i) => Lite::Integer(*i),
        Value::Text(s) => Lite::Text(s.clone()),
        Value::Bool(b) => Lite::Integer(i64::from(*b)),
    }
}

/// `$3` is a name to SQLite, numbered by first use: parameters are put in that order.
fn arrange<'v>(statement: &rusqlite::CachedStatement<'_>, params: &'v [Value]) -> Vec<&'v Value> {
    (1..=statement.parameter_count())
        .map(|i| {
            let number =
                statement.parameter_name(i).and_then(|n| n.get(1..)?.parse::<usize>().ok()).unwrap_or(i);
            params.get(number - 1).unwrap_or(&Value::Null)
        })
        .collect()
}

fn check_count(
    statement: &rusqlite::CachedStatement<'_>,
    sql: &Sql,
    params: &[Value],
) -> Result<(), StoreError> {
    if params.iter().any(|p| matches!(p, Value::Text(s) if s.contains('\0'))) {
        return Err(StoreError::Invalid("text with NUL".into()));
    }
    debug_assert!(statement.parameter_count() <= params.len(), "{}: too few parameters", sql.name);
    Ok(())
}

pub(super) fn rows(
    connection: &mut rusqlite::Connection,
    sql: &'static Sql,
    params: &[Value],
) -> Result<Vec<Row>, StoreError> {
    let mut statement = connection.prepare_cached(&sql.for_sqlite())?;
    check_count(&statement, sql, params)?;
    let arranged: Vec<_> = arrange(&statement, params).into_iter().map(bind).collect();
    let width = statement.column_count();
    let mut answer = statement.query(params_from_iter(arranged))?;
    let mut out = Vec::new();
    while let Some(row) = answer.next()? {
        let mut columns = Vec::with_capacity(width);
        for at in 0..width {
            columns.push(match row.get_ref(at)? {
                ValueRef::Null => Value::Null,
                ValueRef::Integer(i) => Value::Int(i),
                ValueRef::Text(bytes) => Value::Text(String::from_utf8_lossy(bytes).into_owned()),
                ValueRef::Real(_) | ValueRef::Blob(_) => {
                    return Err(StoreError::corrupt(
                        &format!("{} column {at}", sql.name),
                        "neither number nor text",
                    ));
                }
            });
        }
        out.push(Row { columns, statement: sql.name });
    }
    Ok(out)
}

pub(super) fn execute(
    connection: &mut rusqlite::Connection,
    sql: &'static Sql,
    params: &[Value],
) -> Result<u64, StoreError> {
    let mut statement = connection.prepare_cached(&sql.for_sqlite())?;
    check_count(&statement, sql, params)?;
    let arranged: Vec<_> = arrange(&statement, params).into_iter().map(bind).collect();
    Ok(statement.execute(params_from_iter(arranged))? as u64)
}
