//! Where the bytes of files are: a folder on this machine.
//!
//! Must never know: what a file means.

use bytes::Bytes;
use futures_util::{Stream, StreamExt};
use ring::rand::{SecureRandom, SystemRandom};
use std::io::{self, ErrorKind};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tokio::fs;
use tokio::io::{AsyncReadExt, AsyncWriteExt};

/// Files by key. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Blobs {
    folder: Arc<PathBuf>,
}

/// What was stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stored {
    /// Finds it again: 32 random hexadecimal digits, never anything a user chose.
    pub key: String,
    /// Bytes.
    pub size: u64,
    /// The first bytes, to tell the type by.
    pub head: Vec<u8>,
}

/// Why a file was not stored or found.
#[derive(Debug)]
pub enum BlobError {
    /// Longer than allowed; nothing is kept.
    TooLarge,
    /// No space left; nothing is kept.
    Full,
    /// Nothing under this key.
    NotFound,
    /// What the sender sends broke off; nothing is kept.
    Broken(String),
    /// The disk says no.
    Io(io::Error),
}

impl std::fmt::Display for BlobError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::TooLarge => f.write_str("the file is too large"),
            Self::Full => f.write_str("there is no space left for files"),
            Self::NotFound => f.write_str("there is no such file"),
            Self::Broken(what) => write!(f, "the upload broke off: {what}"),
            Self::Io(e) => write!(f, "the file store says: {e}"),
        }
    }
}

impl std::error::Error for BlobError {}

impl From<io::Error> for BlobError {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            ErrorKind::NotFound => Self::NotFound,
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => Self::Full,
            _ => Self::Io(error),
        }
    }
}

/// How much of the beginning is given back.
const HEAD: usize = 4096;
const PARTIAL: &str = "partial";

impl Blobs {
    /// Files in a folder, which is made when missing. What an earlier run left half-written is removed.
    pub fn local(folder: &Path) -> Result<Self, BlobError> {
        let partial = folder.join(PARTIAL);
        if partial.exists() {
            std::fs::remove_dir_all(&partial)?;
        }
        std::fs::DirBuilder::new().recursive(true).mode(0o700).create(&partial)?;
        Ok(Self { folder: Arc::new(folder.to_owned()) })
    }

    /// Keys are ours: anything else finds nothing, so no path can be made of one.
    fn path(&self, key: &str) -> Result<PathBuf, BlobError> {
        let ours = key.len() == 32 && key.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b));
        if ours { Ok(self.folder.join(&key[..2]).join(key)) } else { Err(BlobError::NotFound) }
    }

    /// Stores what a stream brings, piece by piece. Given back only when it is on disk under its key.
    pub async fn put<E: std::fmt::Display>(
        &self,
        stream: impl Stream<Item = Result<Bytes, E>>,
        limit: u64,
    ) -> Result<Stored, BlobError> {
        let key = fresh_key();
        let partial = self.folder.join(PARTIAL).join(&key);
        let written = match self.write(&partial, stream, limit).await {
            Ok((size, head)) => self.keep(&partial, &key).await.map(|()| Stored { key, size, head }),
            Err(e) => Err(e),
        };
        if written.is_err() {
            // Whatever went wrong, nothing is left behind.
            let _ = fs::remove_file(&partial).await;
        }
        written
    }

    async fn write<E: std::fmt::Display>(
        &self,
        path: &Path,
        stream: impl Stream<Item = Result<Bytes, E>>,
        limit: u64,
    ) -> Result<(u64, Vec<u8>), BlobError> {
        let mut stream = std::pin::pin!(stream);
        let mut options = std::fs::OpenOptions::new();
        let mut file = fs::File::from_std(options.write(true).create_new(true).mode(0o600).open(path)?);
        let (mut size, mut head) = (0, Vec::new());
        while let Some(piece) = stream.next().await {
            let piece = piece.map_err(|e| BlobError::Broken(e.to_string()))?;
            size += piece.len() as u64;
            if size > limit {
                return Err(BlobError::TooLarge);
            }
            let room = HEAD.saturating_sub(head.len()).min(piece.len());
            head.extend_from_slice(&piece[..room]);
            file.write_all(&piece).await?;
        }
        file.flush().await?;
        file.sync_all().await?;
        Ok((size, head))
    }

    async fn keep(&self, partial: &Path, key: &str) -> Result<(), BlobError> {
        let path = self.path(key)?;
        let shard = self.folder.join(&key[..2]);
        if !fs::try_exists(&shard).await? {
            let made = std::fs::DirBuilder::new().mode(0o700).create(&shard);
            if let Err(e) = made
                && e.kind() != ErrorKind::AlreadyExists
            {
                return Err(e.into());
            }
        }
        fs::rename(partial, path).await?;
        fs::File::open(&shard).await?.sync_all().await?;
        Ok(())
    }

    /// Opens a file; gives its size, too.
    pub async fn open(&self, key: &str) -> Result<(fs::File, u64), BlobError> {
        let file = fs::File::open(self.path(key)?).await?;
        let size = file.metadata().await?.len();
        Ok((file, size))
    }

    /// A whole file, when it is not longer than the limit.
    pub async fn read(&self, key: &str, limit: u64) -> Result<Vec<u8>, BlobError> {
        let (file, size) = self.open(key).await?;
        if size > limit {
            return Err(BlobError::TooLarge);
        }
        let mut bytes = Vec::new();
        file.take(limit).read_to_end(&mut bytes).await?;
        Ok(bytes)
    }

    /// Removes a file. One that is not there is removed already.
    pub async fn delete(&self, key: &str) -> Result<(), BlobError> {
        match fs::remove_file(self.path(key)?).await {
            Err(e) if e.kind() != ErrorKind::NotFound => Err(e.into()),
            _ => Ok(()),
        }
    }
}

fn fresh_key() -> String {
    use std::fmt::Write;
    let mut bytes = [0_u8; 16];
    #[expect(clippy::expect_used, reason = "without the system's random numbers no key may be made")]
    SystemRandom::new().fill(&mut bytes).expect("the system gives random numbers");
    bytes.iter().fold(String::with_capacity(32), |mut out, byte| {
        let _ = write!(out, "{byte:02x}");
        out
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use futures_util::stream;

    fn pieces(of: &[&'static [u8]]) -> impl Stream<Item = Result<Bytes, String>> + use<> {
        stream::iter(of.iter().map(|p| Ok(Bytes::from_static(p))).collect::<Vec<_>>())
    }

    fn partials(folder: &Path) -> usize {
        std::fs::read_dir(folder.join(PARTIAL)).unwrap().count()
    }

    #[tokio::test]
    async fn what_is_stored_is_found_until_deleted() {
        let folder = tempfile::tempdir().unwrap();
        let blobs = Blobs::local(folder.path()).unwrap();
        let stored = blobs.put(pieces(&[b"ab", b"", b"cd"]), 4).await.unwrap();
        assert_eq!((stored.size, stored.head.as_slice()), (4, &b"abcd"[..]));
        assert_eq!(blobs.read(&stored.key, 10).await.unwrap(), b"abcd");
        assert!(matches!(blobs.read(&stored.key, 3).await, Err(BlobError::TooLarge)));
        blobs.delete(&stored.key).await.unwrap();
        blobs.delete(&stored.key).await.unwrap();
        assert!(matches!(blobs.open(&stored.key).await, Err(BlobError::NotFound)));
    }

    #[tokio::test]
    async fn too_long_or_broken_uploads_leave_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let blobs = Blobs::local(folder.path()).unwrap();
        assert!(matches!(blobs.put(pieces(&[b"abc", b"de"]), 4).await, Err(BlobError::TooLarge)));
        let broken = stream::iter([Ok(Bytes::from_static(b"a")), Err("cut".to_owned())]);
        assert!(matches!(blobs.put(broken, 4).await, Err(BlobError::Broken(_))));
        assert_eq!(partials(folder.path()), 0);
    }

    #[tokio::test]
    async fn keys_cannot_become_paths_and_leftovers_go() {
        let folder = tempfile::tempdir().unwrap();
        let blobs = Blobs::local(folder.path()).unwrap();
        for key in ["../../etc/passwd", "", "aa", "/etc/passwd", "..%2f..%2fetc%2fpasswd0000000000"] {
            assert!(matches!(blobs.open(key).await, Err(BlobError::NotFound)), "{key}");
        }
        std::fs::write(folder.path().join(PARTIAL).join("left"), b"x").unwrap();
        Blobs::local(folder.path()).unwrap();
        assert_eq!(partials(folder.path()), 0);
    }
}
