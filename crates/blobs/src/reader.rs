//! A stored file, while it is read.

use crate::BlobError;
use bytes::Bytes;
use futures_util::Stream;
use futures_util::stream::BoxStream;
use std::ops::Range;
use std::pin::Pin;
use std::task::{Context, Poll};

/// A stream of a file's bytes, or of a part of them.
pub struct Reader {
    size: u64,
    range: Range<u64>,
    pieces: BoxStream<'static, Result<Bytes, BlobError>>,
}

impl Reader {
    pub(crate) fn new(
        size: u64,
        range: Range<u64>,
        pieces: BoxStream<'static, Result<Bytes, BlobError>>,
    ) -> Self {
        Self { size, range, pieces }
    }

    /// Bytes of the whole file.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// Which of them this reads.
    pub fn range(&self) -> Range<u64> {
        self.range.clone()
    }
}

impl std::fmt::Debug for Reader {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Reader").field("size", &self.size).field("range", &self.range).finish_non_exhaustive()
    }
}

impl Stream for Reader {
    type Item = Result<Bytes, BlobError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.pieces.as_mut().poll_next(context)
    }
}

/// The part asked for, within a file of this size.
pub(crate) fn clip(range: Option<Range<u64>>, size: u64) -> Result<Range<u64>, BlobError> {
    match range {
        None => Ok(0..size),
        Some(part) if part.start >= size || part.is_empty() => Err(BlobError::OutOfRange(size)),
        Some(part) => Ok(part.start..part.end.min(size)),
    }
}
