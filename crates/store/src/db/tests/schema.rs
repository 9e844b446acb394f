//! Statements, tables and steps are the same on both engines.

use super::{Place, Told, both, open};
use crate::db::{Connection, ReadTx};
use crate::{Sql, StoreError};

async fn prepare(tx: &mut ReadTx, sql: &'static Sql) -> Result<(), String> {
    match &tx.connection {
        Connection::Sqlite(c) => c.prepare(sql.for_sqlite()).map(drop).map_err(|e| e.to_string()),
        Connection::Postgres(c) => {
            let client = c.get().map_err(|e| e.to_string())?;
            let prepared = client.prepare(sql.for_postgres()).await;
            prepared.map(drop).map_err(|e| StoreError::from(e).to_string())
        }
    }
}

#[tokio::test]
async fn every_statement_prepares() {
    assert!(crate::statements().count() > 50);
    both(async |place| {
        let mut wrong = Vec::new();
        for sql in crate::statements() {
            // Each in its own transaction: PostgreSQL refuses all that follows a wrong one.
            let read =
                place.db.read::<_, StoreError, _>(|tx| Box::pin(async move { Ok(prepare(tx, sql).await) }));
            if let Err(e) = read.await.unwrap() {
                wrong.push(format!("{}: {e}", sql.name));
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    })
    .await;
}

static SQLITE_COLUMNS: Sql = Sql::new(
    "SQLITE_COLUMNS",
    "SELECT t.name || '.' || c.name || ' ' || lower(c.type) || CASE WHEN c.\"notnull\" OR c.pk > 0 THEN ' not null' ELSE '' END FROM sqlite_master t JOIN pragma_table_info(t.name) c WHERE t.type = 'table' ORDER BY t.name, c.cid",
);
static POSTGRES_COLUMNS: Sql = Sql::new(
    "POSTGRES_COLUMNS",
    "SELECT CAST(table_name || '.' || column_name || ' ' || data_type || CASE WHEN is_nullable = 'NO' THEN ' not null' ELSE '' END AS TEXT) FROM information_schema.columns WHERE table_schema = 'public' ORDER BY table_name COLLATE \"C\", ordinal_position",
);
static UNORDERED: Sql = Sql::new(
    "UNORDERED",
    "SELECT CAST(table_name || '.' || column_name AS TEXT) FROM information_schema.columns WHERE table_schema = 'public' AND data_type = 'text' AND collation_name IS DISTINCT FROM 'C'",
);
static SQLITE_INDEXES: Sql = Sql::new(
    "SQLITE_INDEXES",
    "SELECT name FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL ORDER BY name",
);
static POSTGRES_INDEXES: Sql = Sql::new(
    "POSTGRES_INDEXES",
    "SELECT CAST(indexname AS TEXT) FROM pg_indexes WHERE schemaname = 'public' AND indexname NOT LIKE '%\\_pkey' AND indexname NOT LIKE '%\\_key' ORDER BY indexname COLLATE \"C\"",
);
static STEPS: Sql = Sql::new("STEPS", "SELECT name FROM migrations ORDER BY name");
static FUTURE: Sql = Sql::new("FUTURE", "INSERT INTO migrations (name, sum) VALUES ('9999-future', 1)");
static CHANGED: Sql = Sql::new("CHANGED", "UPDATE migrations SET sum = sum + 1 WHERE name = '0001-start'");

#[tokio::test]
async fn tables_are_alike_and_texts_sort_by_bytes() {
    let mut places = Vec::new();
    for fresh in rustle_testkit::databases().await {
        places.push(Place::of(fresh).await);
    }
    let [sqlite, postgres] = places.as_slice() else { panic!("two engines") };
    assert_eq!(sqlite.texts(&SQLITE_COLUMNS).await, postgres.texts(&POSTGRES_COLUMNS).await);
    assert_eq!(sqlite.texts(&SQLITE_INDEXES).await, postgres.texts(&POSTGRES_INDEXES).await);
    assert!(sqlite.texts(&SQLITE_COLUMNS).await.len() > 50);
    assert_eq!(postgres.texts(&UNORDERED).await, Vec::<String>::new());
}

#[tokio::test]
async fn a_database_of_a_newer_version_is_refused() {
    both(async |place| {
        let steps = place.texts(&STEPS).await;
        let again = open(&place.url, &Told::default()).await.unwrap();
        again.close().await;
        assert_eq!(place.texts(&STEPS).await, steps, "opened twice, made once");
        place.run(&FUTURE, vec![]).await.unwrap();
        let refused = open(&place.url, &Told::default()).await.err();
        assert!(matches!(refused, Some(StoreError::Newer(_))), "{refused:?}");
    })
    .await;
}

#[tokio::test]
async fn a_step_that_changed_after_it_ran_is_refused() {
    both(async |place| {
        assert_eq!(place.run(&CHANGED, vec![]).await, Ok(1));
        let refused = open(&place.url, &Told::default()).await.err();
        assert!(matches!(&refused, Some(StoreError::Engine(e)) if e.contains("0001-start")), "{refused:?}");
    })
    .await;
}
