//! Where the bytes of files are: a folder on this machine, or a bucket of an S3-compatible service.
//!
//! Must never know: what a file means.

mod key;
mod local;
mod reader;
mod taking;

pub use reader::Reader;

use bytes::Bytes;
use futures_util::{Stream, StreamExt};
use local::Local;
use std::io::{self, ErrorKind};
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

/// Files by key. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Blobs(Place);

#[derive(Clone, Debug)]
enum Place {
    Local(Arc<Local>),
}

/// What was stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stored {
    /// Finds it again: 32 random hexadecimal digits, never anything a user chose.
    pub key: String,
    /// Bytes.
    pub size: u64,
    /// SHA-256 of the bytes.
    pub sha256: [u8; 32],
    /// The first bytes, at most 4,096, to tell the type by.
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
    /// The part asked for begins behind the end of a file of this many bytes.
    OutOfRange(u64),
    /// What the sender sends broke off; nothing is kept.
    Broken(String),
    /// The disk or the service says no.
    Io(io::Error),
}

impl std::fmt::Display for BlobError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::TooLarge => f.write_str("the file is too large"),
            Self::Full => f.write_str("there is no space left for files"),
            Self::NotFound => f.write_str("there is no such file"),
            Self::OutOfRange(size) => write!(f, "the file has only {size} bytes"),
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

impl Blobs {
    /// Files in a folder, which is made when missing. What a run that was killed left half-written is removed;
    /// what another process writes at this moment is not.
    pub fn local(folder: &Path) -> Result<Self, BlobError> {
        Ok(Self(Place::Local(Arc::new(Local::open(folder)?))))
    }

    /// Stores what a stream brings, piece by piece: never all of it is in memory. Given back only when it is durable
    /// under its key; whatever goes wrong before (also when the caller drops the future), nothing is kept.
    ///
    /// More than `limit` bytes are [`BlobError::TooLarge`].
    pub async fn put<E: std::fmt::Display>(
        &self,
        stream: impl Stream<Item = Result<Bytes, E>>,
        limit: u64,
    ) -> Result<Stored, BlobError> {
        match &self.0 {
            Place::Local(local) => local.put(stream, limit).await,
        }
    }

    /// Reads a file, or the part of it from `range.start` up to, not including, `range.end`; an end behind the file's
    /// is the file's.
    pub async fn get(&self, key: &str, range: Option<Range<u64>>) -> Result<Reader, BlobError> {
        key::check(key)?;
        match &self.0 {
            Place::Local(local) => local.get(key, range).await,
        }
    }

    /// A whole file, when it is not longer than the limit.
    pub async fn read(&self, key: &str, limit: u64) -> Result<Vec<u8>, BlobError> {
        let mut reader = self.get(key, None).await?;
        if reader.size() > limit {
            return Err(BlobError::TooLarge);
        }
        let mut bytes = Vec::with_capacity(usize::try_from(reader.size()).unwrap_or(0));
        while let Some(piece) = reader.next().await {
            bytes.extend_from_slice(&piece?);
        }
        Ok(bytes)
    }

    /// Is there a file?
    pub async fn exists(&self, key: &str) -> Result<bool, BlobError> {
        if key::check(key).is_err() {
            return Ok(false);
        }
        match &self.0 {
            Place::Local(local) => local.exists(key).await,
        }
    }

    /// Removes a file. One that is not there is removed already.
    pub async fn delete(&self, key: &str) -> Result<(), BlobError> {
        if key::check(key).is_err() {
            return Ok(());
        }
        match &self.0 {
            Place::Local(local) => local.delete(key).await,
        }
    }
}
