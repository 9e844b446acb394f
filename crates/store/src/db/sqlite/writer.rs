//! The one writer. It gathers the transactions that wait, runs each in a savepoint, and commits them with one flush.

use super::run::control;
use crate::StoreError;
use crate::db::{Connection, Publish, Tx, outcome, tell};
use futures_util::future::BoxFuture;
use rustle_domain::Event;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::task::{Context, Poll, Waker};
use tokio::sync::{mpsc, oneshot};

/// Most transactions that share one flush.
const BATCH: usize = 512;

/// A transaction that waits for the writer.
pub(super) type Job = Box<dyn Work>;

pub(super) trait Work: Send {
    /// Runs it; should its changes be kept?
    fn run(&mut self, tx: &mut Tx) -> bool;
    /// Answers the caller, knowing what became of the commit.
    fn answer(self: Box<Self>, committed: Result<(), StoreError>);
}

/// Work of one caller.
pub(super) struct Request<T, E, F> {
    work: Option<F>,
    result: Option<Result<T, E>>,
    answer: oneshot::Sender<Result<T, E>>,
}

impl<T, E, F> Request<T, E, F> {
    pub(super) fn new(work: F) -> (Self, oneshot::Receiver<Result<T, E>>) {
        let (answer, answered) = oneshot::channel();
        (Self { work: Some(work), result: None, answer }, answered)
    }
}

impl<T, E, F> Work for Request<T, E, F>
where
    F: for<'t> FnOnce(&'t mut Tx) -> BoxFuture<'t, Result<T, E>> + Send,
    T: Send,
    E: From<StoreError> + Send,
{
    fn run(&mut self, tx: &mut Tx) -> bool {
        let Some(work) = self.work.take() else { return false };
        let done = catch_unwind(AssertUnwindSafe(|| poll_once(work(tx))));
        let result = outcome(done, tx.read.failed);
        let keep = result.is_ok();
        self.result = Some(result);
        keep
    }

    fn answer(self: Box<Self>, committed: Result<(), StoreError>) {
        let result = match (self.result, committed) {
            (Some(Err(own)), _) => Err(own),
            (_, Err(e)) => Err(e.into()),
            (Some(done), Ok(())) => done,
            (None, Ok(())) => Err(StoreError::Engine("a transaction did not run".into()).into()),
        };
        // A caller that went away does not want to know.
        let _ = self.answer.send(result);
    }
}

/// SQLite answers at once, so work that waits for the database alone is ready when polled the first time.
fn poll_once<T, E: From<StoreError>>(mut work: BoxFuture<'_, Result<T, E>>) -> Result<T, E> {
    match work.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(result) => result,
        Poll::Pending => Err(StoreError::Engine("a transaction waited for something else".into()).into()),
    }
}

pub(super) struct Writer {
    tx: Tx,
    publish: Publish,
}

impl Writer {
    pub(super) fn new(tx: Tx, publish: Publish) -> Self {
        Self { tx, publish }
    }

    /// Until nobody can send work any more.
    pub(super) fn work(mut self, mut jobs: mpsc::Receiver<Job>) {
        let mut batch = Vec::with_capacity(BATCH);
        while jobs.blocking_recv_many(&mut batch, BATCH) > 0 {
            let committed = self.commit(&mut batch);
            for job in batch.drain(..) {
                job.answer(committed.clone());
            }
        }
    }

    /// Commits a batch. Events are told before anyone is answered.
    fn commit(&mut self, batch: &mut [Job]) -> Result<(), StoreError> {
        match self.run(batch) {
            Ok(told) => {
                for events in told {
                    tell(&self.publish, events);
                }
                Ok(())
            }
            Err(e) => {
                // Fails when the engine has rolled back by itself, as it does on a full disk.
                let _ = self.control("ROLLBACK");
                Err(e)
            }
        }
    }

    /// Runs every job and flushes; gives each one's events. An error means that the whole batch is lost.
    fn run(&mut self, batch: &mut [Job]) -> Result<Vec<Vec<Event>>, StoreError> {
        self.control("BEGIN IMMEDIATE")?;
        let told = batch.iter_mut().map(|job| self.run_one(job.as_mut())).collect::<Result<_, _>>()?;
        self.control("COMMIT")?;
        Ok(told)
    }

    /// Runs one job; its failure undoes it alone.
    fn run_one(&mut self, job: &mut dyn Work) -> Result<Vec<Event>, StoreError> {
        self.control("SAVEPOINT one")?;
        let keep = job.run(&mut self.tx);
        self.tx.read.failed = false;
        let events = std::mem::take(&mut self.tx.events);
        if self.lost() {
            return Err(StoreError::Full);
        }
        if keep {
            self.control("RELEASE one")?;
            return Ok(events);
        }
        self.control("ROLLBACK TO one")?;
        self.control("RELEASE one")?;
        Ok(Vec::new())
    }

    /// Has the engine rolled everything back by itself? It does when it cannot go on: no space, no memory, no disk.
    fn lost(&self) -> bool {
        matches!(&self.tx.read.connection, Connection::Sqlite(connection) if connection.is_autocommit())
    }

    fn control(&self, word: &str) -> Result<(), StoreError> {
        match &self.tx.read.connection {
            Connection::Sqlite(connection) => control(connection, word),
            Connection::Postgres(_) => Err(StoreError::Engine("the writer thread is SQLite's".into())),
        }
    }
}
