//! Values come back as they went in; the list token picks the same rows on both engines.

use super::{Place, both};
use crate::{Row, Sql, StoreError, Value, values};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use std::collections::BTreeSet;

static MAKE: Sql =
    Sql::new("MAKE", "CREATE TABLE things (id BIGINT PRIMARY KEY, word TEXT, number BIGINT, yes BOOLEAN)");
/// Out of order, and one twice: a parameter is its number, not its place.
static PUT: Sql = Sql::new(
    "PUT",
    "INSERT INTO things (number, yes, word, id) VALUES ($3, $4, $2, $1) ON CONFLICT (id) DO UPDATE SET word = $2, number = $3, yes = $4",
);
static GET: Sql = Sql::new("GET", "SELECT word, number, yes FROM things WHERE id = $1");
static SORTED: Sql = Sql::new("SORTED", "SELECT word FROM things WHERE word IS NOT NULL ORDER BY word, id");
static OF_LIST: Sql = Sql::new("OF_LIST", "SELECT word FROM things WHERE word ANY_OF($1) ORDER BY word");
static NOT_OF_LIST: Sql =
    Sql::new("NOT_OF_LIST", "SELECT word FROM things WHERE NOT (word ANY_OF($1)) ORDER BY word");
static CLEAR: Sql = Sql::new("CLEAR", "DELETE FROM things");

type Thing = (Option<String>, Option<i64>, bool);

/// Any text that can be stored, and some that are awkward.
fn word() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        Just("NULL".to_owned()),
        Just("$1 ' \" \\ % _ \u{7f}".to_owned()),
        "[a-zA-ZäöüßéÅ ]{0,4}",
    ]
    .prop_map(|s| s.replace('\0', ""))
}

fn thing() -> impl Strategy<Value = Thing> {
    (proptest::option::of(word()), any::<Option<i64>>(), any::<bool>())
}

fn values_of(row: &Row) -> Result<Thing, StoreError> {
    Ok((row.opt_text(0)?, row.opt_int(1)?, row.bool(2)?))
}

async fn put(place: &Place, things: Vec<Thing>) -> Result<Vec<Thing>, StoreError> {
    let write = place.db.write(move |tx| {
        Box::pin(async move {
            tx.execute(&CLEAR, &[]).await?;
            for (id, (word, number, yes)) in (0_i64..).zip(&things) {
                let params = values![id, word.as_deref(), *number, *yes];
                assert_eq!(tx.execute(&PUT, &params).await?, 1);
                assert_eq!(tx.execute(&PUT, &params).await?, 1);
            }
            Ok(things.len())
        })
    });
    let many: usize = write.await.map_err(|e: StoreError| e)?;
    let read = place.db.read(|tx| {
        Box::pin(async move {
            let mut things = Vec::new();
            for id in (0_i64..).take(many) {
                let row = tx.row(&GET, &values![id]).await?;
                things.push(values_of(&row.ok_or(StoreError::Busy)?)?);
            }
            Ok(things)
        })
    });
    read.await
}

async fn listed(place: &Place, sql: &'static Sql, list: &[String]) -> Vec<String> {
    let params = [Value::list(list)];
    let read = place.db.read::<_, StoreError, _>(|tx| {
        Box::pin(async move { tx.rows(sql, &params).await?.iter().map(|r| r.text(0)).collect() })
    });
    read.await.unwrap()
}

async fn round_trip(place: &Place, things: &[Thing]) -> Result<(), TestCaseError> {
    prop_assert_eq!(put(place, things.to_vec()).await, Ok(things.to_vec()));
    let mut words: Vec<String> = things.iter().filter_map(|t| t.0.clone()).collect();
    words.sort();
    prop_assert_eq!(&place.texts(&SORTED).await, &words, "texts sort by bytes");
    let list: Vec<String> = words.iter().step_by(2).cloned().chain(["elsewhere".to_owned()]).collect();
    let chosen: BTreeSet<&String> = list.iter().collect();
    let (inside, outside): (Vec<String>, Vec<String>) = words.into_iter().partition(|w| chosen.contains(w));
    prop_assert_eq!(listed(place, &OF_LIST, &list).await, inside);
    prop_assert_eq!(listed(place, &NOT_OF_LIST, &list).await, outside);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn values_come_back() {
    both(async |place| {
        let make = if place.is_postgres() { &MAKE_IN_C } else { &MAKE };
        place.run(make, vec![]).await.unwrap();
        let mut runner = TestRunner::new(Config::with_cases(48));
        let run = |things: Vec<Thing>| {
            tokio::task::block_in_place(|| {
                tokio::runtime::Handle::current().block_on(round_trip(place, &things))
            })
        };
        runner.run(&proptest::collection::vec(thing(), 0..20), run).unwrap();
    })
    .await;
}

/// As the migrations make it.
static MAKE_IN_C: Sql = Sql::new(
    "MAKE_IN_C",
    "CREATE TABLE things (id BIGINT PRIMARY KEY, word TEXT COLLATE \"C\", number BIGINT, yes BOOLEAN)",
);

#[tokio::test]
async fn text_with_nul_is_refused() {
    both(async |place| {
        place.run(&MAKE, vec![]).await.unwrap();
        let params = values![1, "a\0b", Value::Null, true].to_vec();
        let refused = place.run(&PUT, params).await;
        assert!(matches!(refused, Err(StoreError::Invalid(_))), "{refused:?}");
        place.run(&PUT, values![1, "good", Value::Null, true].to_vec()).await.unwrap();
        assert_eq!(listed(place, &OF_LIST, &["good".into(), "a\0b".into()]).await, ["good"]);
    })
    .await;
}

#[tokio::test]
async fn a_wrong_number_of_parameters_is_an_error() {
    both(async |place| {
        place.run(&MAKE, vec![]).await.unwrap();
        for params in [values![1, "a", 2].to_vec(), values![1, "a", 2, true, 5].to_vec()] {
            let answer = place.run(&PUT, params).await;
            assert!(matches!(&answer, Err(StoreError::Engine(e)) if e.starts_with("PUT")), "{answer:?}");
        }
    })
    .await;
}

static SPOIL: Sql = Sql::new("SPOIL", "INSERT INTO things (id, word) VALUES (7, CAST(x'ff' AS TEXT))");
static FRACTION: Sql = Sql::new("FRACTION", "SELECT 0.5");

#[tokio::test]
async fn what_is_not_one_of_ours_is_corrupt() {
    both(async |place| {
        place.run(&MAKE, vec![]).await.unwrap();
        let read = |sql: &'static Sql, params: Vec<Value>| {
            place.db.read::<_, StoreError, _>(move |tx| {
                Box::pin(async move { tx.rows(sql, &params).await.map(|rows| rows.len()) })
            })
        };
        assert!(matches!(read(&FRACTION, vec![]).await, Err(StoreError::Corrupt { .. })));
        if !place.is_postgres() {
            place.run(&SPOIL, vec![]).await.unwrap();
            let spoilt = read(&GET, values![7].to_vec()).await;
            let place = "GET column 0".to_owned();
            assert_eq!(spoilt, Err(StoreError::Corrupt { place, found: "text that is not UTF-8".into() }));
        }
    })
    .await;
}
