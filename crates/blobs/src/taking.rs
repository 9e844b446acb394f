//! What is learned of a file while it streams by.

use crate::{BlobError, Stored};
use ring::digest::{Context, SHA256};

/// How much of the beginning is given back.
const HEAD: usize = 4096;

/// Counts, hashes, and keeps the beginning.
pub(crate) struct Taking {
    limit: u64,
    size: u64,
    hash: Context,
    head: Vec<u8>,
}

impl Taking {
    pub(crate) fn new(limit: u64) -> Self {
        Self { limit, size: 0, hash: Context::new(&SHA256), head: Vec::new() }
    }

    /// Looks at the next piece; refuses it when it is beyond the limit.
    pub(crate) fn see(&mut self, piece: &[u8]) -> Result<(), BlobError> {
        self.size += piece.len() as u64;
        if self.size > self.limit {
            return Err(BlobError::TooLarge);
        }
        let room = HEAD.saturating_sub(self.head.len()).min(piece.len());
        self.head.extend_from_slice(&piece[..room]);
        self.hash.update(piece);
        Ok(())
    }

    pub(crate) fn done(self, key: String) -> Stored {
        let mut sha256 = [0; 32];
        sha256.copy_from_slice(self.hash.finish().as_ref());
        Stored { key, size: self.size, sha256, head: self.head }
    }
}
