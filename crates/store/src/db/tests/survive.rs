//! What was acknowledged stays: over a killed process, a server that ends connections, and settings that would forget.

use super::{HOW_MANY, KEEP, KEPT, MAKE, Place, Told, both, open};
use crate::{Location, Sql, StoreError, values};
use futures_util::future::join_all;
use std::collections::BTreeSet;
use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Stdio};

const URL: &str = "RUSTLE_TEST_KILLED_URL";

/// Not a test of its own: the process that the next test kills. Writes for ever, and says what was acknowledged.
#[tokio::test(flavor = "multi_thread")]
#[ignore = "runs as the child of a_killed_process_loses_nothing_acknowledged"]
async fn killed_process() {
    let place = Place::of_url(&std::env::var(URL).unwrap()).await;
    let writers = (0..16).map(|writer| {
        let db = place.db.clone();
        tokio::spawn(async move {
            for n in 0_i64.. {
                let id = format!("{writer}-{n}");
                let params = values![id.as_str(), n];
                let work = db.write::<_, StoreError, _>(move |tx| {
                    Box::pin(async move { tx.execute(&KEEP, &params).await })
                });
                work.await.unwrap();
                // One write call per line, so that a kill cannot cut one in two.
                std::io::stdout().write_all(format!("acknowledged {id}\n").as_bytes()).unwrap();
            }
        })
    });
    join_all(writers).await;
}

#[tokio::test]
async fn a_killed_process_loses_nothing_acknowledged() {
    let fresh = rustle_testkit::databases().await.swap_remove(0);
    let place = Place::of(fresh).await;
    place.run(&MAKE, vec![]).await.unwrap();
    place.db.close().await;
    let mut acknowledged = BTreeSet::new();
    for (round, kill_after) in [1, 40, 400, 1500].into_iter().enumerate() {
        if round > 0 {
            let again = Place::of_url(&place.url).await;
            again.run(&EMPTY, vec![]).await.unwrap();
            again.db.close().await;
            acknowledged.clear();
        }
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--ignored", "--exact", "--nocapture", "db::tests::survive::killed_process"])
            .env(URL, &place.url)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        for id in
            lines.map_while(Result::ok).filter_map(|l| l.strip_prefix("acknowledged ").map(str::to_owned))
        {
            acknowledged.insert(id);
            if acknowledged.len() == kill_after {
                child.kill().unwrap();
            }
        }
        child.wait().unwrap();
        assert!(acknowledged.len() >= kill_after);
        let after = Place::of_url(&place.url).await;
        let stored: BTreeSet<String> = after.texts(&KEPT).await.into_iter().collect();
        let lost: Vec<&String> = acknowledged.difference(&stored).collect();
        assert!(lost.is_empty(), "lost of {}: {lost:?}", acknowledged.len());
        assert!(stored.len() <= acknowledged.len() + 16, "at most one more per writer");
        assert_eq!(after.texts(&CHECK).await, ["ok"]);
        after.db.close().await;
    }
}

static EMPTY: Sql = Sql::new("EMPTY", "DELETE FROM kept");
static CHECK: Sql = Sql::new("CHECK", "PRAGMA integrity_check");

#[tokio::test]
async fn files_are_for_their_owner_only() {
    use std::os::unix::fs::PermissionsExt;
    let fresh = rustle_testkit::databases().await.swap_remove(0);
    let path = std::path::PathBuf::from(fresh.url.strip_prefix("sqlite:").unwrap());
    std::fs::write(&path, "").unwrap();
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o666)).unwrap();
    let place = Place::of(fresh).await;
    place.run(&MAKE, vec![]).await.unwrap();
    let files: Vec<_> = std::fs::read_dir(path.parent().unwrap()).unwrap().map(Result::unwrap).collect();
    assert_eq!(files.len(), 3, "the database, its log and the log's index");
    for file in files {
        assert_eq!(file.metadata().unwrap().permissions().mode() & 0o777, 0o600, "{:?}", file.path());
    }
}

static SYNCHRONOUS: Sql = Sql::new("SYNCHRONOUS", "PRAGMA synchronous");
static FOREIGN_KEYS: Sql = Sql::new("FOREIGN_KEYS", "PRAGMA foreign_keys");
static TRUSTED_SCHEMA: Sql = Sql::new("TRUSTED_SCHEMA", "PRAGMA trusted_schema");

#[tokio::test]
async fn the_writer_flushes_and_keeps_references() {
    let place = Place::of(rustle_testkit::databases().await.swap_remove(0)).await;
    for (pragma, value) in [(&SYNCHRONOUS, 2), (&FOREIGN_KEYS, 1), (&TRUSTED_SCHEMA, 0)] {
        let read = place
            .db
            .write::<_, StoreError, _>(move |tx| Box::pin(async move { tx.count(pragma, &[]).await }));
        assert_eq!(read.await, Ok(value), "{}", pragma.name);
    }
}

static END_OTHERS: Sql = Sql::new(
    "END_OTHERS",
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()",
);

static OTHERS: Sql = Sql::new(
    "OTHERS",
    "SELECT CAST(count(*) AS TEXT) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()",
);

/// What a restart of the server does to the connections that wait in the pool.
#[tokio::test(flavor = "multi_thread")]
async fn connections_that_the_server_ended_are_replaced() {
    both(async |place| {
        if !place.is_postgres() {
            return;
        }
        place.run(&MAKE, vec![]).await.unwrap();
        let other = Place::of_url(&place.url).await;
        for round in 0..5_i64 {
            let reads = (0..30).map(|_| place.texts(&KEPT));
            join_all(reads).await;
            let ended = other.db.read::<_, StoreError, _>(|tx| {
                Box::pin(async move { tx.rows(&END_OTHERS, &[]).await.map(|rows| rows.len()) })
            });
            assert!(ended.await.unwrap() > 1);
            while other.texts(&OTHERS).await != ["0"] {}
            place.run(&KEEP, values![round.to_string(), round].to_vec()).await.unwrap();
            assert_eq!(place.texts(&KEPT).await.len(), usize::try_from(round).unwrap() + 1);
        }
    })
    .await;
}

#[tokio::test]
async fn a_server_that_may_forget_is_refused() {
    let url = rustle_testkit::postgres().await.fresh_database().await;
    let url = format!("{url}?options=-c%20synchronous_commit%3Doff");
    let refused = open(&url, &Told::default()).await.err();
    assert!(
        matches!(&refused, Some(StoreError::Engine(e)) if e.contains("synchronous_commit")),
        "{refused:?}"
    );
}

#[tokio::test]
async fn a_server_that_is_not_there_is_said() {
    let folder = rustle_testkit::Folder::new();
    let host = folder.path().display().to_string().replace('/', "%2F");
    let refused = open(&format!("postgres://nobody@{host}/none"), &Told::default()).await.err();
    assert_eq!(refused, Some(StoreError::Busy));
}

#[tokio::test]
async fn a_file_that_is_no_database_is_left_alone() {
    let folder = rustle_testkit::Folder::new();
    let path = folder.path().join("letter.txt");
    let letter = "Dear database, ".repeat(100);
    std::fs::write(&path, &letter).unwrap();
    let refused = open(&format!("sqlite:{}", path.display()), &Told::default()).await.err();
    assert!(matches!(refused, Some(StoreError::Engine(_))), "{refused:?}");
    assert_eq!(std::fs::read_to_string(&path).unwrap(), letter);
}

#[test]
fn a_location_keeps_its_password_to_itself() {
    let said = |url: &str| format!("{:?}", url.parse::<Location>());
    let password = "postgres://me:se:cr@et@host:5432/chat?options=x%40y";
    assert_eq!(said(password), "Ok(postgres://host:5432/chat)");
    assert_eq!(said("postgresql://host/chat"), "Ok(postgres://…)");
    assert_eq!(said("sqlite:/data/rustle.db"), "Ok(sqlite:/data/rustle.db)");
    assert_eq!("sqlite:a".parse(), Ok(Location::SqliteFile("a".into())));
    for wrong in ["", "sqlite:", "mysql://host/chat", "/data/rustle.db"] {
        assert!(matches!(wrong.parse::<Location>(), Err(StoreError::Invalid(_))), "{wrong}");
    }
}

#[tokio::test]
async fn a_count_of_nothing_is_zero() {
    both(async |place| {
        place.run(&MAKE, vec![]).await.unwrap();
        let counted = place.db.read::<_, StoreError, _>(|tx| {
            Box::pin(async move { Ok((tx.count(&HOW_MANY, &[]).await?, tx.count(&KEPT_NUMBER, &[]).await?)) })
        });
        assert_eq!(counted.await, Ok((0, 0)));
    })
    .await;
}

static KEPT_NUMBER: Sql = Sql::new("KEPT_NUMBER", "SELECT number FROM kept");
