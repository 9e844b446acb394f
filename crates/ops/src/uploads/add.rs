//! Taking a file in: asked first, streamed to disk, then noted.

use super::blob_failure;
use crate::operation::{Operation, Reads, Writes};
use crate::{App, Caller, Failure, RoomRef, SeesRoom, World, tokens};
use bytes::Bytes;
use futures_util::Stream;
use rustle_blobs::Stored;
use rustle_domain::access::{RoomActor, may_post};
use rustle_domain::rooms::RoomKind;
use rustle_domain::settings::{Snapshot, keys};
use rustle_domain::uploads::{Picture, Upload, UploadRefusal};
use rustle_domain::{RoomId, UploadId};
use rustle_media::{clean_file_name, sniff};
use rustle_store::{ReadTx, Tx};

/// What a client says of a file.
#[derive(Clone, Debug)]
pub struct Incoming {
    /// Where it goes.
    pub room: RoomId,
    /// Its name.
    pub name: String,
    /// The type it says it is of.
    pub declared: Option<String>,
}

/// Largest picture that is looked into, bytes.
const MAX_PICTURE: u64 = 32 * 1024 * 1024;

/// Takes a file in: checks that the caller may send it, streams it to disk, makes a thumbnail of a picture, notes it.
/// It is shown to nobody until it is confirmed.
pub async fn receive<E: std::fmt::Display>(
    app: &App,
    caller: &Caller,
    incoming: Incoming,
    stream: impl Stream<Item = Result<Bytes, E>>,
) -> Result<Upload, Failure> {
    let limit = app.call(caller, MaySend { room: incoming.room.clone() }).await?;
    let most = if limit < 0 { u64::MAX } else { limit.unsigned_abs() };
    let stored = app.blobs().put(stream, most).await.map_err(|e| blob_failure(&e, limit))?;
    let key = stored.key.clone();
    let added = note(app, caller, incoming, stored).await;
    if added.is_err() {
        // Refused after all: the bytes go, too.
        let _ = app.blobs().delete(&key).await;
    }
    added
}

async fn note(app: &App, caller: &Caller, incoming: Incoming, stored: Stored) -> Result<Upload, Failure> {
    if stored.size == 0 {
        return Err(UploadRefusal::Empty.into());
    }
    let name = clean_file_name(&incoming.name);
    let mime = sniff(&stored.head, incoming.declared.as_deref(), &name);
    if !is_accepted(&mime, &app.settings()) {
        return Err(UploadRefusal::TypeNotAllowed.into());
    }
    let looked = look(app, &stored, &mime).await?;
    let thumbnail = match looked.thumbnail {
        Some(small) => {
            let bytes = Bytes::from(small.bytes.clone());
            let once = futures_util::stream::once(async move { Ok::<_, std::io::Error>(bytes) });
            let kept = app.blobs().put(once, u64::MAX).await.map_err(|e| blob_failure(&e, -1))?;
            Some((kept, small))
        }
        None => None,
    };
    let size = i64::try_from(stored.size).unwrap_or(i64::MAX);
    let add =
        Add { room: incoming.room, blob: stored.key, name, mime, size, picture: looked.picture, thumbnail };
    app.call(caller, add).await
}

/// Is the type allowed? Lists may hold `image/*`.
fn is_accepted(mime: &str, settings: &Snapshot) -> bool {
    let on = |list: &str| {
        list.split(',').map(str::trim).filter(|t| !t.is_empty()).any(|t| {
            t == mime
                || t == "*/*"
                || t.strip_suffix("/*").is_some_and(|kind| mime.split('/').next() == Some(kind))
        })
    };
    let white = settings.get(keys::FILE_UPLOAD_MEDIA_TYPE_WHITE_LIST);
    !on(settings.get(keys::FILE_UPLOAD_MEDIA_TYPE_BLACK_LIST)) && (white.trim().is_empty() || on(white))
}

#[derive(Default)]
struct Looked {
    picture: Option<Picture>,
    thumbnail: Option<rustle_media::Picture>,
}

/// Looks into a picture; what cannot be read is a file like any other.
async fn look(app: &App, stored: &Stored, mime: &str) -> Result<Looked, Failure> {
    if !["image/png", "image/jpeg", "image/gif", "image/webp"].contains(&mime) || stored.size > MAX_PICTURE {
        return Ok(Looked::default());
    }
    let bytes = app.blobs().read(&stored.key, MAX_PICTURE).await.map_err(|e| blob_failure(&e, -1))?;
    let settings = app.settings();
    let wanted = settings.get(keys::MESSAGE_ATTACHMENTS_THUMBNAILS_ENABLED);
    let side = |pixels: i64| u32::try_from(pixels).unwrap_or(480).clamp(1, 4096);
    let width = side(settings.get(keys::MESSAGE_ATTACHMENTS_THUMBNAILS_WIDTH));
    let height = side(settings.get(keys::MESSAGE_ATTACHMENTS_THUMBNAILS_HEIGHT));
    app.world()
        .limits
        .picturing(move || {
            let Ok(picture) = rustle_media::decode(&bytes) else { return Looked::default() };
            let preview = rustle_media::preview(&picture).ok().map(|p| tokens::base64(&p.bytes));
            let thumbnail = if wanted { rustle_media::thumbnail(&picture, width, height) } else { Ok(None) };
            let (width, height) = (picture.width(), picture.height());
            Looked {
                picture: Some(Picture { width, height, preview }),
                thumbnail: thumbnail.unwrap_or_default(),
            }
        })
        .await
}

/// Says how large a file the caller may send to a room, bytes; negative is any size.
#[derive(Debug)]
struct MaySend {
    room: RoomId,
}

impl Operation for MaySend {
    const NAME: &'static str = "uploads.may_send";
    type Access = SeesRoom;
    type Mode = Reads;
    type Output = i64;

    fn subject(&self) -> RoomRef {
        RoomRef::id(self.room.clone())
    }

    async fn run(self, who: RoomActor, _: &mut ReadTx, world: &World) -> Result<i64, Failure> {
        check(&who, world)?;
        Ok(world.settings.get(keys::FILE_UPLOAD_MAX_FILE_SIZE))
    }
}

fn check(who: &RoomActor, world: &World) -> Result<(), Failure> {
    if !world.settings.get(keys::FILE_UPLOAD_ENABLED) {
        return Err(UploadRefusal::Disabled.into());
    }
    if who.room().kind == RoomKind::Direct && !world.settings.get(keys::FILE_UPLOAD_ENABLED_DIRECT) {
        return Err(UploadRefusal::DisabledInDirect.into());
    }
    may_post(who)?;
    Ok(())
}

/// Notes a file whose bytes are stored, and the thumbnail made of it.
#[derive(Debug)]
struct Add {
    room: RoomId,
    blob: String,
    name: String,
    mime: String,
    size: i64,
    picture: Option<Picture>,
    thumbnail: Option<(Stored, rustle_media::Picture)>,
}

impl Operation for Add {
    const NAME: &'static str = "uploads.add";
    type Access = SeesRoom;
    type Mode = Writes;
    type Output = Upload;

    fn subject(&self) -> RoomRef {
        RoomRef::id(self.room.clone())
    }

    async fn run(self, who: RoomActor, tx: &mut Tx, world: &World) -> Result<Upload, Failure> {
        check(&who, world)?;
        // Whoever knows the id of a file is still asked for the right to it; it is unguessable all the same.
        let fresh = || UploadId::from(format!("{}{}", world.fresh_id(), &world.fresh_id()[..7]));
        let upload = Upload {
            id: fresh(),
            blob: self.blob,
            room: self.room,
            user: who.id().clone(),
            name: self.name,
            mime: self.mime,
            size: self.size,
            message: None,
            description: String::new(),
            original: None,
            uploaded_at: world.now,
            picture: self.picture,
        };
        tx.insert_upload(&upload).await?;
        if let Some((stored, small)) = self.thumbnail {
            let copy = Upload {
                id: fresh(),
                blob: stored.key,
                name: format!("thumb-{}", upload.name),
                mime: small.mime.to_owned(),
                size: i64::try_from(stored.size).unwrap_or(i64::MAX),
                original: Some(upload.id.clone()),
                picture: Some(Picture { width: small.width, height: small.height, preview: None }),
                ..upload.clone()
            };
            tx.insert_upload(&copy).await?;
        }
        Ok(upload)
    }
}
