//! Brings a database's tables up to date, step by step, each step once.

use crate::StoreError;
use deadpool_postgres::Object;

/// A step. Once released its text never changes.
struct Step {
    name: &'static str,
    sql: &'static str,
}

const STEPS: &[Step] = &[
    Step { name: "0001-start", sql: include_str!("../migrations/0001-start.sql") },
    Step { name: "0002-reports", sql: include_str!("../migrations/0002-reports.sql") },
];

const TABLE: &str = "CREATE TABLE IF NOT EXISTS migrations (name TEXT PRIMARY KEY, sum BIGINT NOT NULL)";

/// FNV-1a of a step's text: tells a changed step from the one that ran.
fn sum(text: &str) -> i64 {
    let hash = text
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |h, b| (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3));
    i64::from_ne_bytes(hash.to_ne_bytes())
}

/// Compares what ran with what this program knows; gives what is still to run.
fn missing(ran: &[(String, i64)]) -> Result<Vec<&'static Step>, StoreError> {
    for (name, ran_sum) in ran {
        match STEPS.iter().find(|s| s.name == name) {
            None => {
                return Err(StoreError::Newer(format!(
                    "it has step {name}, which this program does not know"
                )));
            }
            Some(step) if sum(step.sql) != *ran_sum => {
                return Err(StoreError::Engine(format!("step {name} ran with another text")));
            }
            Some(_) => {}
        }
    }
    Ok(STEPS.iter().filter(|s| !ran.iter().any(|(name, _)| name == s.name)).collect())
}

pub(crate) fn sqlite(connection: &mut rusqlite::Connection) -> Result<(), StoreError> {
    let tx = connection.transaction_with_behavior(rusqlite::TransactionBehavior::Exclusive)?;
    tx.execute_batch(TABLE)?;
    let ran: Vec<(String, i64)> = tx
        .prepare("SELECT name, sum FROM migrations ORDER BY name")?
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<Result<_, _>>()?;
    for step in missing(&ran)? {
        tx.execute_batch(step.sql)?;
        tx.execute("INSERT INTO migrations (name, sum) VALUES (?1, ?2)", (step.name, sum(step.sql)))?;
    }
    tx.commit()?;
    Ok(())
}

/// Any number that nothing else on the server uses: keeps two nodes from migrating at once.
const LOCK: i64 = 7_878_553_101;

pub(crate) async fn postgres(client: &mut Object) -> Result<(), StoreError> {
    let tx = client.transaction().await?;
    // A step may take its time, and so may another node's.
    tx.batch_execute("SET LOCAL statement_timeout = 0; SET LOCAL lock_timeout = 0").await?;
    tx.execute("SELECT pg_advisory_xact_lock($1)", &[&LOCK]).await?;
    tx.batch_execute(&in_c_order(TABLE)).await?;
    let rows = tx.query("SELECT name, sum FROM migrations ORDER BY name", &[]).await?;
    let ran: Vec<(String, i64)> = rows.iter().map(|r| (r.get(0), r.get(1))).collect();
    for step in missing(&ran)? {
        tx.batch_execute(&in_c_order(step.sql)).await?;
        tx.execute("INSERT INTO migrations (name, sum) VALUES ($1, $2)", &[&step.name, &sum(step.sql)])
            .await?;
    }
    tx.commit().await?;
    Ok(())
}

/// Texts are compared byte by byte, as SQLite does, whatever language the PostgreSQL server speaks.
fn in_c_order(sql: &str) -> String {
    sql.replace(" TEXT", " TEXT COLLATE \"C\"")
}
