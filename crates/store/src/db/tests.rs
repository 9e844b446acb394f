//! The facade's promises, each tried on both engines.

mod commit;
mod order;
mod schema;
mod survive;
mod values;

use super::{Database, Location, Publish};
use crate::{Sql, StoreError, Value};
use rustle_domain::Event;
use rustle_testkit::{FreshDatabase, databases};
use std::sync::{Arc, Mutex};

/// A fresh database of one engine, and what it told.
struct Place {
    db: Database,
    told: Told,
    url: String,
    _fresh: Option<FreshDatabase>,
}

#[derive(Clone, Default)]
struct Told(Arc<Mutex<Vec<Vec<Event>>>>);

impl Told {
    fn publish(&self) -> Publish {
        let told = self.clone();
        Arc::new(move |events| told.0.lock().unwrap().push(events))
    }
    /// The marks that [`mark`] made, in the order in which they were told; empties the list.
    fn marks(&self) -> Vec<String> {
        let told = std::mem::take(&mut *self.0.lock().unwrap());
        told.into_iter().flatten().map(unmark).collect()
    }
}

/// An event that carries a text.
fn mark(text: impl Into<String>) -> Event {
    Event::SettingSaved { id: text.into() }
}

fn unmark(event: Event) -> String {
    match event {
        Event::SettingSaved { id } => id,
        other => panic!("{other:?}"),
    }
}

async fn open(url: &str, told: &Told) -> Result<Database, StoreError> {
    Database::open(url.parse::<Location>()?, told.publish()).await
}

impl Place {
    async fn of(fresh: FreshDatabase) -> Self {
        let place = Self::of_url(&fresh.url).await;
        Self { _fresh: Some(fresh), ..place }
    }
    /// A database that is there already.
    async fn of_url(url: &str) -> Self {
        let told = Told::default();
        Self { db: open(url, &told).await.unwrap(), told, url: url.to_owned(), _fresh: None }
    }
    fn is_postgres(&self) -> bool {
        self.url.starts_with("postgres")
    }
    /// One statement in a transaction of its own.
    async fn run(&self, sql: &'static Sql, params: Vec<Value>) -> Result<u64, StoreError> {
        self.db.write(move |tx| Box::pin(async move { tx.execute(sql, &params).await })).await
    }
    /// The first column, which is text.
    async fn texts(&self, sql: &'static Sql) -> Vec<String> {
        let read = self.db.read::<_, StoreError, _>(|tx| {
            Box::pin(async move { tx.rows(sql, &[]).await?.iter().map(|r| r.text(0)).collect() })
        });
        read.await.unwrap()
    }
}

/// Runs a test once per engine.
async fn both(test: impl AsyncFn(&Place)) {
    for fresh in databases().await {
        println!("on {}", fresh.engine);
        let place = Place::of(fresh).await;
        test(&place).await;
        place.db.close().await;
    }
}

static MAKE: Sql = Sql::new("MAKE", "CREATE TABLE kept (id TEXT PRIMARY KEY, number BIGINT NOT NULL)");
static KEEP: Sql = Sql::new("KEEP", "INSERT INTO kept (id, number) VALUES ($1, $2)");
static COUNT_UP: Sql =
    Sql::new("COUNT_UP", "UPDATE kept SET number = number + 1 WHERE id = $1 RETURNING number");
static KEPT: Sql = Sql::new("KEPT", "SELECT id FROM kept ORDER BY id");
static HOW_MANY: Sql = Sql::new("HOW_MANY", "SELECT count(*) FROM kept");
static NO_SUCH: Sql = Sql::new("NO_SUCH", "SELECT id FROM no_such_table");
