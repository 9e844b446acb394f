//! The server's core: one database, one way to run an operation.

use crate::operation::{Access, Mode, Operation};
use crate::world::Presence;
use crate::{Caller, Credential, Failure, Grants, Refusal, World, bootstrap};
use rustle_blobs::Blobs;
use rustle_domain::settings::{Environment, Snapshot};
use rustle_domain::{Event, RoomId, names};
use rustle_store::{Database, Location, StoreError};
use std::sync::{Arc, RwLock};
use std::time::{SystemTime, UNIX_EPOCH};
use tokio::sync::{Semaphore, mpsc};

/// How to open the server's core.
pub struct Config {
    /// Where the database is.
    pub database: Location,
    /// Where file bytes are.
    pub blobs: Blobs,
    /// Who is here.
    pub presence: Arc<dyn Presence>,
    /// What the environment or a file says of settings.
    pub environment: Environment,
}

/// Everything the server can do. Cheap to clone.
#[derive(Clone)]
pub struct App(Arc<Inner>);

struct Inner {
    database: Database,
    blobs: Blobs,
    presence: Arc<dyn Presence>,
    settings: RwLock<Arc<Snapshot>>,
    grants: RwLock<Arc<Grants>>,
    environment: Environment,
    limits: Arc<Limits>,
    /// One reads settings and grants anew at a time, so that what was read first is never kept last.
    refreshing: tokio::sync::Mutex<()>,
    tell: mpsc::UnboundedSender<Vec<Event>>,
}

/// Bounds on work that costs much.
#[derive(Debug)]
pub(crate) struct Limits {
    hashers: Semaphore,
    pictures: Semaphore,
    waiting: Semaphore,
}

/// How many pictures are decoded at a time.
const MAX_PICTURES: usize = 2;
/// How many sign-ins may wait for a hasher before new ones are told to come back.
const MAX_WAITING: usize = 512;

impl Limits {
    fn new() -> Self {
        let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        Self {
            hashers: Semaphore::new(cores),
            pictures: Semaphore::new(MAX_PICTURES),
            waiting: Semaphore::new(MAX_WAITING),
        }
    }

    /// Works on a picture on a thread of its own, few at a time: each may take much memory.
    pub(crate) async fn picturing<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Failure> {
        let _place = self.pictures.acquire().await.map_err(|e| Failure::fault(&e))?;
        tokio::task::spawn_blocking(work).await.map_err(|e| Failure::fault(&e))
    }

    /// Runs a hashing on a thread of its own, as many at a time as there are cores.
    pub(crate) async fn hashing<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T, Failure> + Send + 'static,
    ) -> Result<T, Failure> {
        let _place = self.waiting.try_acquire().map_err(|_| Failure::Busy("error-busy"))?;
        let _core = self.hashers.acquire().await.map_err(|e| Failure::fault(&e))?;
        tokio::task::spawn_blocking(work).await.map_err(|e| Failure::fault(&e))?
    }
}

impl App {
    /// Opens database and files and puts in place what every server has: roles, permissions, `GENERAL`, `rocket.cat`.
    ///
    /// Also gives the events of every commit, in order; whoever tells clients reads them.
    pub async fn open(config: Config) -> Result<(Self, mpsc::UnboundedReceiver<Vec<Event>>), Failure> {
        let (tell, told) = mpsc::unbounded_channel();
        let committed = tell.clone();
        let publish = Arc::new(move |events| {
            let _ = committed.send(events);
        });
        let database = Database::open(config.database, publish).await?;
        let app = Self(Arc::new(Inner {
            database,
            blobs: config.blobs,
            presence: config.presence,
            settings: RwLock::new(Arc::new(Snapshot::default())),
            grants: RwLock::new(Arc::new(Grants::default())),
            environment: config.environment,
            limits: Arc::new(Limits::new()),
            refreshing: tokio::sync::Mutex::new(()),
            tell,
        }));
        bootstrap::run(&app).await?;
        app.refresh().await?;
        Ok((app, told))
    }

    /// Runs an operation for a caller. Nothing else begins a transaction for a user.
    ///
    /// A writing operation is answered after its commit is on disk; what it recorded is told to listeners in the
    /// order of the commits.
    pub async fn call<O: Operation>(&self, caller: &Caller, operation: O) -> Result<O::Output, Failure> {
        let world = Arc::new(self.world());
        let operation = if O::PREPARES {
            let subject = operation.subject();
            let (asker, seen) = (caller.clone(), world.clone());
            self.0
                .database
                .read(move |tx| {
                    Box::pin(
                        async move { O::Access::authorize(&asker, subject, tx, &seen).await.map(|_| ()) },
                    )
                })
                .await?;
            operation.prepare(self, caller).await?
        } else {
            operation
        };
        let room = operation.tells_refusal();
        let done = O::Mode::transact(self, world, caller.clone(), operation).await;
        if let (Err(failure), Some(room)) = (&done, room) {
            self.tell_refusal(caller, room, failure);
        }
        if O::REFRESHES && done.is_ok() {
            self.refresh().await?;
        }
        done
    }

    /// Shows somebody in a room why what they said was refused. Nothing was written, so nothing else is told.
    fn tell_refusal(&self, caller: &Caller, room: RoomId, failure: &Failure) {
        let user = match &caller.credential {
            Credential::Token { user: Some(user), .. } | Credential::Server(user) => user.clone(),
            _ => return,
        };
        if let Failure::Refused(Refusal::Message(refusal)) = failure {
            let _ = self.0.tell.send(vec![Event::Refused { user, room, refusal: refusal.clone() }]);
        }
    }

    /// The world at this moment.
    pub fn world(&self) -> World {
        World {
            now: now(),
            settings: self.settings(),
            grants: read(&self.0.grants).clone(),
            presence: self.0.presence.clone(),
            limits: self.0.limits.clone(),
        }
    }

    /// Every setting's value.
    pub fn settings(&self) -> Arc<Snapshot> {
        read(&self.0.settings).clone()
    }

    /// What the environment or a file says of settings.
    pub fn environment(&self) -> &Environment {
        &self.0.environment
    }

    /// Reads settings and grants anew. Called after an operation that changes them, before it is answered.
    pub async fn refresh(&self) -> Result<(), Failure> {
        let _turn = self.0.refreshing.lock().await;
        let (stored, grants) = self
            .0
            .database
            .read(|tx| {
                Box::pin(async move { Ok::<_, Failure>((tx.settings().await?, Grants::load(tx).await?)) })
            })
            .await?;
        let values = stored.into_iter().map(|s| (s.id, s.value)).collect();
        let snapshot = crate::settings::snapshot(&values, &self.0.environment);
        *write(&self.0.settings) = Arc::new(snapshot);
        *write(&self.0.grants) = Arc::new(grants);
        Ok(())
    }

    /// Where file bytes are.
    pub(crate) fn blobs(&self) -> &Blobs {
        &self.0.blobs
    }

    /// Finishes what was accepted.
    pub async fn close(&self) {
        self.0.database.close().await;
    }

    /// Is the database there?
    pub async fn is_healthy(&self) -> bool {
        let probe = self.0.database.read(|tx| {
            Box::pin(async move { tx.room_name_holder(&names::fold("general")).await.map(|_| ()) })
        });
        let probe: Result<(), StoreError> = probe.await;
        probe.is_ok()
    }

    pub(crate) fn database(&self) -> &Database {
        &self.0.database
    }
}

#[expect(clippy::disallowed_methods, reason = "the clock's home: everything else gets the time from World")]
fn now() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
}

// A poisoned lock still holds a whole value: it is only ever replaced at once.
fn read<T>(lock: &RwLock<T>) -> std::sync::RwLockReadGuard<'_, T> {
    lock.read().unwrap_or_else(std::sync::PoisonError::into_inner)
}
fn write<T>(lock: &RwLock<T>) -> std::sync::RwLockWriteGuard<'_, T> {
    lock.write().unwrap_or_else(std::sync::PoisonError::into_inner)
}
