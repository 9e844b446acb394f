//! Files: taking them in, showing them in a room, giving them out.

mod add;
mod confirm;
mod open;

pub use add::{Incoming, receive};
pub use confirm::Confirm;
pub use open::{Open, Opened, open};

use crate::Failure;
use rustle_blobs::BlobError;
use rustle_domain::uploads::UploadRefusal;

/// A failure of the file store, in the words of a caller.
pub(crate) fn blob_failure(error: &BlobError, limit: i64) -> Failure {
    match error {
        BlobError::TooLarge => UploadRefusal::TooLarge(limit).into(),
        BlobError::NotFound | BlobError::OutOfRange(_) => UploadRefusal::NotFound.into(),
        BlobError::Full => Failure::Busy("error-storage-full"),
        BlobError::Broken(what) => Failure::invalid("file", what.clone()),
        BlobError::Io(_) => Failure::fault(error),
    }
}

/// The address of a file on this server.
pub fn address(id: &str, name: &str) -> String {
    let mut path = format!("/file-upload/{id}/");
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            path.push(char::from(byte));
        } else {
            use std::fmt::Write;
            let _ = write!(path, "%{byte:02X}");
        }
    }
    path
}
