//! Uploaded files and pictures of users and rooms: where their bytes are and who may have them.

use crate::codec::{decode, encode};
use crate::{ReadTx, Row, StoreError, Tx, statements, values};
use rustle_domain::names::search_fold;
use rustle_domain::uploads::Upload;
use rustle_domain::{MessageId, RoomId, UploadId};

statements! {
    UPLOAD = "SELECT id, blob_key, rid, uid, name, mime, size, message, description, original, uploaded_at, picture FROM uploads WHERE id = $1";
    UPLOADS_IN = "SELECT id, blob_key, rid, uid, name, mime, size, message, description, original, uploaded_at, picture FROM uploads WHERE rid = $1 AND message IS NOT NULL AND original IS NULL ORDER BY uploaded_at DESC, id";
    UPLOADS_ALL_IN = "SELECT id, blob_key, rid, uid, name, mime, size, message, description, original, uploaded_at, picture FROM uploads WHERE rid = $1 ORDER BY uploaded_at, id";
    UPLOADS_WITH = "SELECT id, blob_key, rid, uid, name, mime, size, message, description, original, uploaded_at, picture FROM uploads WHERE message = $1 ORDER BY uploaded_at, id";
    ORPHANS = "SELECT id, blob_key, rid, uid, name, mime, size, message, description, original, uploaded_at, picture FROM uploads WHERE message IS NULL AND uploaded_at < $1 ORDER BY uploaded_at, id";
    INSERT_UPLOAD = "INSERT INTO uploads (id, blob_key, rid, uid, name, search_key, mime, size, message, description, original, uploaded_at, picture) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)";
    CONFIRM_UPLOAD = "UPDATE uploads SET message = $2, description = $3 WHERE id = $1";
    DELETE_UPLOAD = "DELETE FROM uploads WHERE id = $1";
    AVATAR = "SELECT blob_key, mime, etag FROM avatars WHERE owner = $1";
    SAVE_AVATAR = "INSERT INTO avatars (owner, blob_key, mime, etag) VALUES ($1, $2, $3, $4) ON CONFLICT (owner) DO UPDATE SET blob_key = EXCLUDED.blob_key, mime = EXCLUDED.mime, etag = EXCLUDED.etag";
    DELETE_AVATAR = "DELETE FROM avatars WHERE owner = $1";
}

/// A stored picture of a user or room.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredAvatar {
    /// Where the bytes are.
    pub blob: String,
    /// Media type.
    pub mime: String,
    /// Changes with the picture.
    pub etag: String,
}

fn upload(row: &Row) -> Result<Upload, StoreError> {
    Ok(Upload {
        id: row.text(0)?.into(),
        blob: row.text(1)?,
        room: row.text(2)?.into(),
        user: row.text(3)?.into(),
        name: row.text(4)?,
        mime: row.text(5)?,
        size: row.int(6)?,
        message: row.opt_text(7)?.map(Into::into),
        description: row.text(8)?,
        original: row.opt_text(9)?.map(Into::into),
        uploaded_at: row.int(10)?,
        picture: row.opt_text(11)?.map(|t| decode(&t, "uploads.picture")).transpose()?,
    })
}

impl ReadTx {
    /// The upload with this id.
    pub async fn upload(&mut self, id: &UploadId) -> Result<Option<Upload>, StoreError> {
        self.row(&UPLOAD, &values![id.as_str()]).await?.as_ref().map(upload).transpose()
    }
    /// Files shown in a room, newest first.
    pub async fn uploads_in(&mut self, room: &RoomId) -> Result<Vec<Upload>, StoreError> {
        self.rows(&UPLOADS_IN, &values![room.as_str()]).await?.iter().map(upload).collect()
    }
    /// Every file of a room, thumbnails and unconfirmed ones included.
    pub async fn all_uploads_in(&mut self, room: &RoomId) -> Result<Vec<Upload>, StoreError> {
        self.rows(&UPLOADS_ALL_IN, &values![room.as_str()]).await?.iter().map(upload).collect()
    }
    /// Files of a message.
    pub async fn uploads_with(&mut self, message: &MessageId) -> Result<Vec<Upload>, StoreError> {
        self.rows(&UPLOADS_WITH, &values![message.as_str()]).await?.iter().map(upload).collect()
    }
    /// Files sent before a time and never confirmed.
    pub async fn orphan_uploads(&mut self, before: i64) -> Result<Vec<Upload>, StoreError> {
        self.rows(&ORPHANS, &values![before]).await?.iter().map(upload).collect()
    }
    /// The picture of `user:<id>` or `room:<id>`.
    pub async fn avatar(&mut self, owner: &str) -> Result<Option<StoredAvatar>, StoreError> {
        let row = self.row(&AVATAR, &values![owner]).await?;
        row.map(|r| Ok(StoredAvatar { blob: r.text(0)?, mime: r.text(1)?, etag: r.text(2)? })).transpose()
    }
}

impl Tx {
    /// Notes a file whose bytes are stored.
    pub async fn insert_upload(&mut self, upload: &Upload) -> Result<(), StoreError> {
        let v = values![
            upload.id.as_str(),
            upload.blob.as_str(),
            upload.room.as_str(),
            upload.user.as_str(),
            upload.name.as_str(),
            search_fold(&upload.name),
            upload.mime.as_str(),
            upload.size,
            upload.message.as_deref(),
            upload.description.as_str(),
            upload.original.as_deref(),
            upload.uploaded_at,
            upload.picture.as_ref().map(encode).transpose()?
        ];
        self.execute(&INSERT_UPLOAD, &v).await?;
        Ok(())
    }
    /// Ties a file to its message.
    pub async fn confirm_upload(
        &mut self,
        id: &UploadId,
        message: &MessageId,
        description: &str,
    ) -> Result<(), StoreError> {
        self.execute(&CONFIRM_UPLOAD, &values![id.as_str(), message.as_str(), description]).await?;
        Ok(())
    }
    /// Forgets a file; the bytes are removed elsewhere.
    pub async fn delete_upload(&mut self, id: &UploadId) -> Result<(), StoreError> {
        self.execute(&DELETE_UPLOAD, &values![id.as_str()]).await?;
        Ok(())
    }
    /// Sets the picture of `user:<id>` or `room:<id>`.
    pub async fn save_avatar(&mut self, owner: &str, avatar: &StoredAvatar) -> Result<(), StoreError> {
        let v = values![owner, avatar.blob.as_str(), avatar.mime.as_str(), avatar.etag.as_str()];
        self.execute(&SAVE_AVATAR, &v).await?;
        Ok(())
    }
    /// Goes back to the generated picture.
    pub async fn delete_avatar(&mut self, owner: &str) -> Result<(), StoreError> {
        self.execute(&DELETE_AVATAR, &values![owner]).await?;
        Ok(())
    }
}
