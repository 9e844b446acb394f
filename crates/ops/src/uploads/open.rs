//! Giving a file out.

use super::blob_failure;
use crate::operation::{Operation, Reads};
use crate::{App, Caller, Failure, FileRead, ReadsFile, World};
use rustle_blobs::Reader;
use rustle_domain::UploadId;
use rustle_domain::uploads::Upload;
use rustle_store::ReadTx;

/// Gives what is known of a file.
#[derive(Debug)]
pub struct Open {
    /// Which.
    pub file: UploadId,
}

impl Operation for Open {
    const NAME: &'static str = "uploads.open";
    type Access = ReadsFile;
    type Mode = Reads;
    type Output = Upload;

    fn subject(&self) -> UploadId {
        self.file.clone()
    }

    async fn run(self, read: FileRead, _: &mut ReadTx, _: &World) -> Result<Upload, Failure> {
        Ok(read.upload)
    }
}

/// A file, ready to be read.
#[derive(Debug)]
pub struct Opened {
    /// What is known of it.
    pub upload: Upload,
    /// Its bytes, or the part of them that was asked for.
    pub bytes: Reader,
}

/// Opens a file for a caller who may have it.
pub async fn open(app: &App, caller: &Caller, file: UploadId) -> Result<Opened, Failure> {
    let upload = app.call(caller, Open { file }).await?;
    let bytes = app.blobs().get(&upload.blob, None).await.map_err(|e| blob_failure(&e, -1))?;
    Ok(Opened { upload, bytes })
}
