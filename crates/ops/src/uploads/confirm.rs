//! Showing a file that was taken in: its message.

use super::address;
use crate::operation::{Operation, Writes};
use crate::{Failure, RoomRef, SeesRoom, World, post};
use rustle_domain::access::RoomActor;
use rustle_domain::messages::attachments::Dimensions;
use rustle_domain::messages::{Attachment, FileRef, Message, Outside};
use rustle_domain::uploads::{Upload, UploadRefusal};
use rustle_domain::{RoomId, UploadId};
use rustle_store::Tx;

/// Sends the message of a file that the caller took in to this room. Confirmed again, it gives the same message.
#[derive(Debug)]
pub struct Confirm {
    /// Where it was taken in for.
    pub room: RoomId,
    /// The file.
    pub file: UploadId,
    /// What is said with it: text, thread, alias …
    pub said: Outside,
    /// What it shows.
    pub description: String,
}

impl Operation for Confirm {
    const NAME: &'static str = "uploads.confirm";
    type Access = SeesRoom;
    type Mode = Writes;
    type Output = Message;

    fn subject(&self) -> RoomRef {
        RoomRef::id(self.room.clone())
    }

    async fn run(self, who: RoomActor, tx: &mut Tx, world: &World) -> Result<Message, Failure> {
        let upload = tx.upload(&self.file).await?.ok_or(UploadRefusal::NotFound)?;
        if upload.room != self.room || upload.user != *who.id() || upload.original.is_some() {
            return Err(UploadRefusal::NotFound.into());
        }
        if let Some(message) = &upload.message {
            return Ok(tx.message(message).await?.ok_or(UploadRefusal::NotFound)?);
        }
        let thumbnail = tx.all_uploads_in(&self.room).await?;
        let thumbnail = thumbnail.into_iter().find(|t| t.original.as_ref() == Some(&upload.id));
        let mut said = self.said;
        said.attachments = vec![attachment(&upload, thumbnail.as_ref(), &self.description)];
        said.groupable = Some(false);
        let message = post::say_with(&who, said, tx, world, |m| {
            m.body.files = std::iter::once(&upload).chain(&thumbnail).map(FileRef::from).collect();
        })
        .await?;
        for file in std::iter::once(&upload).chain(&thumbnail) {
            tx.confirm_upload(&file.id, &message.id, &self.description).await?;
        }
        Ok(message)
    }
}

/// The box that shows a file, in upstream's keys.
fn attachment(file: &Upload, thumbnail: Option<&Upload>, description: &str) -> Attachment {
    let link = address(&file.id, &file.name);
    let mut out = Attachment {
        title: Some(file.name.clone()),
        kind: Some("file".into()),
        description: Some(description.to_owned()).filter(|d| !d.is_empty()),
        title_link: Some(link.clone()),
        title_link_download: Some(true),
        file_id: Some(file.id.to_string()),
        ..Attachment::default()
    };
    match file.mime.split('/').next() {
        Some("image") if file.mime != "image/svg+xml" => {
            let shown = thumbnail.unwrap_or(file);
            out.image_url = Some(address(&shown.id, &shown.name));
            out.image_type = Some(shown.mime.clone());
            out.image_size = Some(shown.size);
            if let Some(picture) = &shown.picture {
                out.image_dimensions = Some(Dimensions { width: picture.width, height: picture.height });
            }
            out.image_preview = file.picture.as_ref().and_then(|p| p.preview.clone());
        }
        Some("audio") => {
            out.audio_url = Some(link);
            out.audio_type = Some(file.mime.clone());
            out.audio_size = Some(file.size);
        }
        Some("video") => {
            out.video_url = Some(link);
            out.video_type = Some(file.mime.clone());
            out.video_size = Some(file.size);
        }
        _ => {
            out.size = Some(file.size);
            out.format = file.name.rsplit_once('.').map(|(_, ending)| ending.to_uppercase());
        }
    }
    out
}
