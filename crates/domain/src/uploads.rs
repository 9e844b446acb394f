//! Uploaded files: who sent what where. The bytes live elsewhere, under a random key.

use crate::{MessageId, RoomId, UploadId, UserId};
use serde::{Deserialize, Serialize};

/// An uploaded file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Upload {
    /// Unique and unguessable; part of the download address.
    pub id: UploadId,
    /// Where the bytes are.
    pub blob: String,
    /// The room whose members may read it.
    pub room: RoomId,
    /// Who sent it.
    pub user: UserId,
    /// Name as the sender gave it, made safe.
    pub name: String,
    /// Media type, decided by content.
    pub mime: String,
    /// Bytes.
    pub size: i64,
    /// The message it belongs to; none until confirmed.
    pub message: Option<MessageId>,
    /// What the sender said of it.
    pub description: String,
    /// The picture this is a smaller copy of.
    pub original: Option<UploadId>,
    /// Milliseconds since 1970.
    pub uploaded_at: i64,
    /// What is known of it as a picture.
    pub picture: Option<Picture>,
}

/// What is known of a picture.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Picture {
    /// Pixels.
    pub width: u32,
    /// Pixels.
    pub height: u32,
    /// A tiny copy, base64 of a JPEG.
    pub preview: Option<String>,
}

/// Why a file was refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UploadRefusal {
    /// The workspace takes no files.
    Disabled,
    /// Not in direct messages.
    DisabledInDirect,
    /// Larger than the workspace allows; the limit in bytes.
    TooLarge(i64),
    /// Type not allowed.
    TypeNotAllowed,
    /// Empty file.
    Empty,
    /// No such file for this caller.
    NotFound,
}
