//! Files in a folder: what is promised holds for every file, every cut, and every way to die.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use bytes::Bytes;
use futures_util::{FutureExt, Stream, StreamExt, future, stream};
use proptest::prelude::*;
use ring::digest::{SHA256, digest};
use rustle_blobs::{BlobError, Blobs, Reader};
use std::io::{self, BufRead, BufReader};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use tempfile::TempDir;

fn open() -> (TempDir, Blobs) {
    let folder = tempfile::tempdir().unwrap();
    let blobs = Blobs::local(folder.path()).unwrap();
    (folder, blobs)
}

/// What a sender sends: these pieces, and then, perhaps, nothing more because the line is cut.
fn sent(pieces: Vec<Vec<u8>>, cut: bool) -> impl Stream<Item = io::Result<Bytes>> {
    let end = cut.then(|| Err(io::ErrorKind::ConnectionReset.into()));
    stream::iter(pieces.into_iter().map(|p| Ok(Bytes::from(p))).chain(end))
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { found.extend(files(&path)) } else { found.push(path) }
    }
    found
}

fn mode(path: &Path) -> u32 {
    std::fs::metadata(path).unwrap().permissions().mode() & 0o777
}

async fn all(blobs: &Blobs, key: &str, range: Option<std::ops::Range<u64>>) -> Vec<u8> {
    drain(blobs.get(key, range).await.unwrap()).await
}

async fn drain(mut reader: Reader) -> Vec<u8> {
    let mut bytes = Vec::new();
    while let Some(piece) = reader.next().await {
        bytes.extend_from_slice(&piece.unwrap());
    }
    assert_eq!(bytes.len() as u64, reader.range().end - reader.range().start);
    bytes
}

fn run<T>(work: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(work)
}

fn pieces() -> impl Strategy<Value = Vec<Vec<u8>>> {
    prop_oneof![
        proptest::collection::vec(proptest::collection::vec(any::<u8>(), 0..50), 0..20),
        // Longer than what is read or written at a time.
        proptest::collection::vec(proptest::collection::vec(any::<u8>(), 0..90_000), 1..4),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn what_goes_in_comes_out(pieces in pieces(), from: u64, length: u64) {
        let whole = pieces.concat();
        let size = whole.len() as u64;
        let (_folder, blobs) = open();
        run(async {
            let stored = blobs.put(sent(pieces, false), size).await.unwrap();
            assert_eq!(stored.size, size);
            assert_eq!(stored.sha256, digest(&SHA256, &whole).as_ref());
            assert_eq!(stored.head, whole[..whole.len().min(4096)]);
            assert_eq!(all(&blobs, &stored.key, None).await, whole);
            if size > 0 {
                let from = from % size;
                let end = from + 1 + length % (2 * size);
                let part = all(&blobs, &stored.key, Some(from..end)).await;
                assert_eq!(part, whole[usize::try_from(from).unwrap()..usize::try_from(end.min(size)).unwrap()]);
            }
            let behind = blobs.get(&stored.key, Some(size..size + 1)).await;
            assert!(matches!(behind, Err(BlobError::OutOfRange(s)) if s == size));
        });
    }

    #[test]
    fn what_is_cut_or_too_long_leaves_nothing(pieces in pieces(), limit in 0_u64..100_000) {
        let size = pieces.concat().len() as u64;
        let (folder, blobs) = open();
        run(async {
            let kept = blobs.put(sent(pieces.clone(), false), limit).await;
            assert_eq!(matches!(kept, Err(BlobError::TooLarge)), size > limit);
            if let Ok(kept) = kept {
                blobs.delete(&kept.key).await.unwrap();
            }
            assert!(matches!(blobs.put(sent(pieces, true), u64::MAX).await, Err(BlobError::Broken(_))));
        });
        prop_assert_eq!(files(folder.path()), Vec::<PathBuf>::new());
    }

    #[test]
    fn no_path_can_be_made_of_a_key(key in "\\PC*|[./a-f0-9]{32}|\\.\\./[a-f0-9]{29}") {
        prop_assume!(!key.bytes().all(|b| b.is_ascii_hexdigit()));
        let (folder, blobs) = open();
        std::fs::write(folder.path().join("beside"), b"x").unwrap();
        run(async {
            assert!(matches!(blobs.get(&key, None).await, Err(BlobError::NotFound)));
            assert!(!blobs.exists(&key).await.unwrap());
            blobs.delete(&key).await.unwrap();
        });
        prop_assert_eq!(files(folder.path()).len(), 1);
    }
}

#[tokio::test]
async fn a_file_is_there_until_deleted_and_only_for_us() {
    let (folder, blobs) = open();
    let stored = blobs.put(sent(vec![b"ab".to_vec(), b"cd".to_vec()], false), 4).await.unwrap();
    assert!(blobs.exists(&stored.key).await.unwrap());
    assert_eq!(blobs.read(&stored.key, 4).await.unwrap(), b"abcd");
    assert!(matches!(blobs.read(&stored.key, 3).await, Err(BlobError::TooLarge)));
    let found = files(folder.path());
    assert_eq!(found.len(), 1);
    assert_eq!((mode(&found[0]), mode(found[0].parent().unwrap())), (0o600, 0o700));
    // Who reads it while it is deleted reads it to its end.
    let reader = blobs.get(&stored.key, None).await.unwrap();
    for _ in 0..2 {
        blobs.delete(&stored.key).await.unwrap();
    }
    assert_eq!(drain(reader).await, b"abcd");
    assert!(!blobs.exists(&stored.key).await.unwrap());
    assert!(matches!(blobs.get(&stored.key, None).await, Err(BlobError::NotFound)));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn many_at_once_do_not_mix() {
    let (folder, blobs) = open();
    let puts = (0_u8..64).map(|n| {
        let blobs = blobs.clone();
        tokio::spawn(async move {
            let pieces = vec![vec![n; 10_000]; usize::from(n % 5)];
            (n, blobs.put(sent(pieces, false), u64::MAX).await.unwrap())
        })
    });
    let mut keys = std::collections::HashSet::new();
    for put in future::join_all(puts).await {
        let (n, stored) = put.unwrap();
        assert_eq!(blobs.read(&stored.key, u64::MAX).await.unwrap(), vec![n; 10_000 * usize::from(n % 5)]);
        assert!(keys.insert(stored.key));
    }
    assert_eq!(files(folder.path()).len(), 64);
}

#[tokio::test]
async fn a_sender_who_goes_away_leaves_nothing() {
    let (folder, blobs) = open();
    let endless = stream::iter([Ok::<_, io::Error>(Bytes::from_static(b"x"))]).chain(stream::pending());
    let mut put = Box::pin(blobs.put(endless, 10));
    while files(folder.path()).is_empty() {
        assert!((&mut put).now_or_never().is_none());
        tokio::task::yield_now().await;
    }
    drop(put);
    assert_eq!(files(folder.path()), Vec::<PathBuf>::new());
}

/// Another process, which begins to write a file and never ends. It is given its folder by the test below.
#[test]
#[ignore = "a part of the next test, which runs it in a process of its own"]
fn writes_forever() {
    let folder = std::env::var_os("FOLDER").expect("given by the next test");
    let blobs = Blobs::local(Path::new(&folder)).unwrap();
    let begun = stream::iter([Ok::<_, io::Error>(Bytes::from_static(b"x"))]);
    let then = stream::once(async {
        println!("\nbegun");
        future::pending().await
    });
    run(blobs.put(begun.chain(then), 10)).unwrap();
}

#[test]
fn what_a_killed_process_left_is_cleaned_up_and_what_a_living_one_writes_is_not() {
    let folder = tempfile::tempdir().unwrap();
    let mut other = Command::new(std::env::current_exe().unwrap())
        .args(["--ignored", "--exact", "--nocapture", "writes_forever"])
        .env("FOLDER", folder.path())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut said = BufReader::new(other.stdout.take().unwrap()).lines();
    assert!(said.any(|line| line.unwrap() == "begun"));
    let left = files(folder.path());
    assert_eq!(left.len(), 1);
    Blobs::local(folder.path()).unwrap();
    assert_eq!(files(folder.path()), left);
    other.kill().unwrap();
    other.wait().unwrap();
    assert_eq!(files(folder.path()), left);
    Blobs::local(folder.path()).unwrap();
    assert_eq!(files(folder.path()), Vec::<PathBuf>::new());
}

/// On a disk of 256 KiB, which the test below makes.
#[test]
#[ignore = "a part of the next test, which runs it where the disk is small"]
fn fills_its_disk() {
    let folder = std::env::var_os("FOLDER").expect("given by the next test");
    let blobs = Blobs::local(Path::new(&folder)).unwrap();
    run(async {
        let small = blobs.put(sent(vec![vec![1; 1000]], false), u64::MAX).await.unwrap();
        let large = sent(vec![vec![2; 100_000]; 4], false);
        assert!(matches!(blobs.put(large, u64::MAX).await, Err(BlobError::Full)));
        assert_eq!(blobs.read(&small.key, 1000).await.unwrap(), vec![1; 1000]);
        // What was cut off does not fill it.
        blobs.put(sent(vec![vec![3; 100_000]], false), u64::MAX).await.unwrap();
        assert_eq!(files(Path::new(&folder)).len(), 2);
    });
}

#[test]
fn a_full_disk_is_said_and_stays_usable() {
    let folder = tempfile::tempdir().unwrap();
    let done = Command::new("unshare")
        .args(["--user", "--map-root-user", "--mount", "sh", "-c"])
        .arg("mount -t tmpfs -o size=256k small \"$FOLDER\" && exec \"$0\" --ignored --exact fills_its_disk")
        .arg(std::env::current_exe().unwrap())
        .env("FOLDER", folder.path())
        .output()
        .unwrap();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&[done.stdout, done.stderr].concat()));
}
