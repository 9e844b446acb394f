//! What a transaction promises its caller and its neighbours.

use super::{COUNT_UP, HOW_MANY, KEEP, KEPT, MAKE, NO_SUCH, Place, both, mark};
use crate::{Sql, StoreError, Tx, Value, values};
use futures_util::FutureExt;
use futures_util::future::{BoxFuture, join_all};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use std::collections::BTreeSet;
use std::sync::atomic::{AtomicU32, Ordering};

/// How a transaction ends, after it wrote a row and recorded an event.
#[derive(Clone, Copy, Debug, PartialEq)]
enum End {
    Well,
    Refuses,
    Panics,
    /// A statement fails and the error is passed on.
    Fails,
    /// A statement fails and the error is ignored.
    Ignores,
    /// Meets its own row again.
    Repeats,
}

fn end() -> impl Strategy<Value = End> {
    prop_oneof![
        4 => Just(End::Well),
        1 => Just(End::Refuses),
        1 => Just(End::Panics),
        1 => Just(End::Fails),
        1 => Just(End::Ignores),
        1 => Just(End::Repeats),
    ]
}

async fn act(tx: &mut Tx, id: &str, end: End) -> Result<(), StoreError> {
    tx.execute(&KEEP, &values![id, 0]).await?;
    tx.record(mark(id));
    match end {
        End::Well => Ok(()),
        End::Refuses => Err(StoreError::Invalid("no".into())),
        End::Panics => panic!("a transaction of this test"),
        End::Fails => tx.rows(&NO_SUCH, &[]).await.map(drop),
        End::Ignores => {
            let _ = tx.rows(&NO_SUCH, &[]).await;
            Ok(())
        }
        End::Repeats => tx.execute(&KEEP, &values![id, 1]).await.map(drop),
    }
}

fn expected(end: End, answer: &Result<(), StoreError>) -> bool {
    match (end, answer) {
        (End::Well, Ok(())) | (End::Repeats, Err(StoreError::Conflict("KEEP"))) => true,
        (End::Refuses, Err(StoreError::Invalid(why))) => why == "no",
        (End::Panics, Err(StoreError::Engine(why))) => why.contains("panicked"),
        (End::Fails, Err(StoreError::Engine(why))) => why.starts_with("NO_SUCH"),
        (End::Ignores, Err(StoreError::Engine(why))) => why.contains("failed statement"),
        _ => false,
    }
}

/// Runs one transaction per end, all at once; checks answers, rows and events.
async fn neighbours(place: &Place, ends: &[End]) -> Result<(), TestCaseError> {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let before: BTreeSet<String> = place.texts(&KEPT).await.into_iter().collect();
    let ids: Vec<String> = ends.iter().map(|_| NEXT.fetch_add(1, Ordering::Relaxed).to_string()).collect();
    let works = ids.iter().zip(ends).map(|(id, &end)| {
        let id = id.clone();
        place.db.write::<_, StoreError, _>(move |tx| Box::pin(async move { act(tx, &id, end).await }))
    });
    let answers = join_all(works).await;
    let mut good = BTreeSet::new();
    for ((id, end), answer) in ids.iter().zip(ends).zip(&answers) {
        prop_assert!(expected(*end, answer), "{end:?} was answered {answer:?}");
        if answer.is_ok() {
            good.insert(id.clone());
        }
    }
    let after: BTreeSet<String> = place.texts(&KEPT).await.into_iter().collect();
    prop_assert_eq!(after.difference(&before).cloned().collect::<BTreeSet<_>>(), good.clone());
    let told = place.told.marks();
    prop_assert_eq!(told.len(), good.len());
    prop_assert_eq!(told.into_iter().collect::<BTreeSet<_>>(), good);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_failure_undoes_itself_alone() {
    both(async |place| {
        place.run(&MAKE, vec![]).await.unwrap();
        let mut runner = TestRunner::new(Config::with_cases(24));
        let ends = proptest::collection::vec(end(), 1..60);
        let run = |ends: Vec<End>| {
            tokio::task::block_in_place(|| {
                tokio::runtime::Handle::current().block_on(neighbours(place, &ends))
            })
        };
        runner.run(&ends, run).unwrap();
    })
    .await;
}

fn keep(id: &'static str) -> impl for<'t> FnOnce(&'t mut Tx) -> BoxFuture<'t, Result<(), StoreError>> + Send {
    move |tx| Box::pin(act(tx, id, End::Well))
}

#[tokio::test]
async fn a_caller_that_goes_away_leaves_whole_work_behind() {
    both(async |place| {
        place.run(&MAKE, vec![]).await.unwrap();
        assert!(place.db.write(keep("left")).now_or_never().is_none(), "it takes a while");
        // Gives the runtime the time that the work takes: it stands in line behind it.
        place.db.write(keep("after")).await.unwrap();
        place.db.close().await;
        let mut told = place.told.marks();
        told.sort();
        assert_eq!(told, ["after", "left"]);
        let again = Place::of_url(&place.url).await;
        assert_eq!(again.texts(&KEPT).await, ["after", "left"]);
    })
    .await;
}

#[tokio::test]
async fn closing_finishes_what_was_accepted_and_takes_no_more() {
    both(async |place| {
        place.run(&MAKE, vec![]).await.unwrap();
        let works = (0..100_i64).map(|i| {
            place.db.write::<_, StoreError, _>(move |tx| {
                Box::pin(async move { tx.execute(&KEEP, &values![i.to_string(), i]).await })
            })
        });
        let mut works = Box::pin(join_all(works));
        assert!((&mut works).now_or_never().is_none(), "they stand in line");
        let (answers, ()) = tokio::join!(works, place.db.close());
        for answer in answers {
            assert_eq!(answer, Ok(1));
        }
        assert_eq!(place.db.write(keep("late")).await, Err(StoreError::Busy));
        assert_eq!(Place::of_url(&place.url).await.texts(&KEPT).await.len(), 100);
    })
    .await;
}

#[tokio::test]
async fn a_reader_sees_one_state() {
    both(async |place| {
        place.run(&MAKE, vec![]).await.unwrap();
        let writer = place.db.clone();
        let seen = place.db.read::<_, StoreError, _>(move |tx| {
            Box::pin(async move {
                let before = tx.count(&HOW_MANY, &[]).await?;
                writer.write(keep("meanwhile")).await?;
                Ok((before, tx.count(&HOW_MANY, &[]).await?))
            })
        });
        assert_eq!(seen.await, Ok((0, 0)));
        assert_eq!(place.texts(&KEPT).await, ["meanwhile"]);
    })
    .await;
}

#[tokio::test]
async fn a_reader_cannot_write() {
    both(async |place| {
        place.run(&MAKE, vec![]).await.unwrap();
        place.db.write(keep("it")).await.unwrap();
        let tried = place.db.read::<_, StoreError, _>(|tx| {
            Box::pin(async move { tx.rows(&COUNT_UP, &values!["it"]).await.map(drop) })
        });
        assert!(matches!(tried.await, Err(StoreError::Engine(_))));
    })
    .await;
}

/// More often than there are connections, so that one that was given back in a transaction would be met again.
#[tokio::test]
async fn a_read_that_is_dropped_half_way_harms_nobody() {
    both(async |place| {
        place.run(&MAKE, vec![]).await.unwrap();
        for _ in 0..30 {
            let (begins, begun) = tokio::sync::oneshot::channel();
            let read = place.db.read::<(), StoreError, _>(move |tx| {
                Box::pin(async move {
                    tx.count(&HOW_MANY, &[]).await?;
                    let _ = begins.send(());
                    std::future::pending().await
                })
            });
            tokio::select! {
                _ = read => panic!("it never ends"),
                _ = begun => {}
            }
        }
        place.db.write(keep("it")).await.unwrap();
        for _ in 0..30 {
            assert_eq!(place.texts(&KEPT).await, ["it"]);
        }
    })
    .await;
}

/// SQLite runs all writes on one thread: whoever waits there would stop everyone.
#[tokio::test]
async fn a_transaction_that_waits_is_refused_on_sqlite() {
    both(async |place| {
        place.run(&MAKE, vec![]).await.unwrap();
        let slow = place.db.write::<_, StoreError, _>(|tx| {
            Box::pin(async move {
                tx.execute(&KEEP, &values!["slow", 0]).await?;
                tokio::task::yield_now().await;
                Ok(())
            })
        });
        assert_eq!(slow.await.is_ok(), place.is_postgres());
        assert_eq!(place.texts(&KEPT).await.len(), usize::from(place.is_postgres()));
    })
    .await;
}

#[tokio::test]
async fn a_listener_that_panics_does_not_stop_the_writer() {
    for fresh in rustle_testkit::databases().await {
        let publish = std::sync::Arc::new(|_| panic!("a listener of this test"));
        let db = crate::Database::open(fresh.url.parse().unwrap(), publish).await.unwrap();
        for i in 0..3 {
            let work = db.write::<_, StoreError, _>(move |tx| {
                Box::pin(async move {
                    tx.record(mark("x"));
                    tx.save_setting(&format!("s{i}"), "1", 0).await
                })
            });
            work.await.unwrap();
        }
        let stored = db.read::<_, StoreError, _>(|tx| Box::pin(async move { tx.settings().await }));
        assert_eq!(stored.await.unwrap().len(), 3, "{}", fresh.engine);
        db.close().await;
    }
}

static MOST_PAGES: Sql = Sql::new("MOST_PAGES", "PRAGMA max_page_count = 200");
static MANY_PAGES: Sql = Sql::new("MANY_PAGES", "PRAGMA max_page_count = 100000");

/// The engine's limit stands in for the disk's: the error is the same.
#[tokio::test]
async fn a_full_disk_is_said_and_passes() {
    let fresh = rustle_testkit::databases().await.swap_remove(0);
    let place = Place::of(fresh).await;
    place.run(&MAKE, vec![]).await.unwrap();
    let limit = |sql: &'static Sql| {
        place
            .db
            .write::<_, StoreError, _>(move |tx| Box::pin(async move { tx.rows(sql, &[]).await.map(drop) }))
    };
    limit(&MOST_PAGES).await.unwrap();
    let mut kept = 0;
    let full = loop {
        let id = format!("{kept:05}{}", "x".repeat(4000));
        match place.run(&KEEP, vec![Value::from(id), Value::Int(0)]).await {
            Ok(_) => kept += 1,
            Err(e) => break e,
        }
    };
    assert_eq!(full, StoreError::Full);
    assert!(kept > 10);
    limit(&MANY_PAGES).await.unwrap();
    place.db.write(keep("again")).await.unwrap();
    assert_eq!(place.texts(&KEPT).await.len(), kept + 1);
}
