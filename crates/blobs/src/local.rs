//! Files in a folder on this machine.

use crate::reader::clip;
use crate::taking::Taking;
use crate::{BlobError, Reader, Stored, key};
use bytes::Bytes;
use futures_util::{Stream, StreamExt, TryStreamExt};
use std::io::{self, ErrorKind, SeekFrom};
use std::ops::Range;
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use tokio::fs;
use tokio::io::{AsyncReadExt, AsyncSeekExt, AsyncWriteExt};
use tokio_util::io::ReaderStream;

/// Where files are until they are whole.
const PARTIAL: &str = "partial";
/// How much is read at a time.
const PIECE: usize = 64 * 1024;

#[derive(Debug)]
pub(crate) struct Local {
    folder: PathBuf,
}

impl Local {
    pub(crate) fn open(folder: &Path) -> Result<Self, BlobError> {
        let partial = folder.join(PARTIAL);
        std::fs::DirBuilder::new().recursive(true).mode(0o700).create(&partial)?;
        for left in std::fs::read_dir(&partial)? {
            let left = left?.path();
            // Who writes a file holds its lock; the lock of one that was killed is free.
            let free = std::fs::File::open(&left).is_ok_and(|file| file.try_lock().is_ok());
            if free {
                gone(std::fs::remove_file(&left))?;
            }
        }
        Ok(Self { folder: folder.to_owned() })
    }

    fn path(&self, key: &str) -> PathBuf {
        self.folder.join(key::path(key))
    }

    pub(crate) async fn put<E: std::fmt::Display>(
        &self,
        stream: impl Stream<Item = Result<Bytes, E>>,
        limit: u64,
    ) -> Result<Stored, BlobError> {
        let key = key::fresh()?;
        let (mut unkept, mut file) = Unkept::create(self.folder.join(PARTIAL).join(&key)).await?;
        let mut stream = std::pin::pin!(stream);
        let mut taking = Taking::new(limit);
        while let Some(piece) = stream.next().await {
            let piece = piece.map_err(|e| BlobError::Broken(e.to_string()))?;
            taking.see(&piece)?;
            file.write_all(&piece).await.map_err(writing)?;
        }
        file.flush().await.map_err(writing)?;
        file.sync_all().await.map_err(writing)?;
        self.keep(&mut unkept, &key).await?;
        Ok(taking.done(key))
    }

    /// Gives a whole file its name, so that the name outlasts a power cut, too.
    async fn keep(&self, unkept: &mut Unkept, key: &str) -> Result<(), BlobError> {
        let path = self.path(key);
        let shard = path.parent().unwrap_or(&self.folder).to_owned();
        match fs::DirBuilder::new().mode(0o700).create(&shard).await {
            Ok(()) => sync(&self.folder).await.map_err(writing)?,
            Err(e) if e.kind() == ErrorKind::AlreadyExists => {}
            Err(e) => return Err(writing(e)),
        }
        // From here on it may lie under either name.
        unkept.0.push(path.clone());
        fs::rename(&unkept.0[0], path).await.map_err(writing)?;
        sync(&shard).await.map_err(writing)?;
        unkept.0.clear();
        Ok(())
    }

    pub(crate) async fn get(&self, key: &str, range: Option<Range<u64>>) -> Result<Reader, BlobError> {
        let mut file = fs::File::open(self.path(key)).await?;
        let size = file.metadata().await?.len();
        let range = clip(range, size)?;
        if range.start > 0 {
            file.seek(SeekFrom::Start(range.start)).await?;
        }
        let part = file.take(range.end - range.start);
        let pieces = ReaderStream::with_capacity(part, PIECE).map_err(BlobError::from);
        Ok(Reader::new(size, range, pieces.boxed()))
    }

    pub(crate) async fn exists(&self, key: &str) -> Result<bool, BlobError> {
        Ok(fs::try_exists(self.path(key)).await?)
    }

    pub(crate) async fn delete(&self, key: &str) -> Result<(), BlobError> {
        Ok(gone(fs::remove_file(self.path(key)).await)?)
    }
}

/// Files that are not promised to anybody: dropped, also in the midst of writing, they are removed.
struct Unkept(Vec<PathBuf>);

impl Unkept {
    async fn create(path: PathBuf) -> Result<(Self, fs::File), BlobError> {
        let make = move || {
            let mut options = std::fs::OpenOptions::new();
            let file = options.write(true).create_new(true).mode(0o600).open(&path)?;
            let made = Self(vec![path]);
            // A file system without locks has none to lose: there, only one process may use the folder.
            let _ = file.try_lock();
            Ok::<_, io::Error>((made, file))
        };
        let (kept, file) =
            tokio::task::spawn_blocking(make).await.map_err(io::Error::other)?.map_err(writing)?;
        Ok((kept, fs::File::from_std(file)))
    }
}

impl Drop for Unkept {
    fn drop(&mut self) {
        for path in &self.0 {
            let _ = std::fs::remove_file(path);
        }
    }
}

/// To who writes, a folder that is missing is a fault of the disk, not a missing file.
fn writing(error: io::Error) -> BlobError {
    match BlobError::from(error) {
        BlobError::NotFound => BlobError::Io(ErrorKind::NotFound.into()),
        other => other,
    }
}

/// What is not there needs no removing.
fn gone(removed: io::Result<()>) -> io::Result<()> {
    match removed {
        Err(e) if e.kind() == ErrorKind::NotFound => Ok(()),
        other => other,
    }
}

/// Makes the names in a folder durable.
async fn sync(folder: &Path) -> io::Result<()> {
    fs::File::open(folder).await?.sync_all().await
}
