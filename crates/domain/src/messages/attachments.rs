//! Boxes below a message: quotes, files, what bots and integrations add.

use crate::messages::MessageRefusal;
use serde::{Deserialize, Serialize};

/// One box. Upstream's keys, at rest as on the wire; times are milliseconds at rest.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
#[expect(missing_docs, reason = "the keys are upstream's own words")]
pub struct Attachment {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ts: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub color: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pretext: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title_link: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title_link_download: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub author_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub author_link: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub author_icon: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message_link: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub thumb_url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub collapsed: Option<bool>,
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub format: Option<String>,
    #[serde(rename = "fileId", skip_serializing_if = "Option::is_none")]
    pub file_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub size: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub image_url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub image_type: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub image_size: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub image_preview: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub image_dimensions: Option<Dimensions>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub audio_url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub audio_type: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub audio_size: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub video_url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub video_type: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub video_size: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub button_alignment: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub mrkdwn_in: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<Field>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub actions: Vec<Action>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub attachments: Vec<Attachment>,
}

/// Width and height in pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the keys are upstream's own words")]
pub struct Dimensions {
    pub width: u32,
    pub height: u32,
}

/// A cell of the small table in a box.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[expect(missing_docs, reason = "the keys are upstream's own words")]
pub struct Field {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub short: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
}

/// A button in a box.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
#[expect(missing_docs, reason = "the keys are upstream's own words")]
pub struct Action {
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub image_url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_webview: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub webview_height_ratio: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub msg: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub msg_in_chat_window: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub msg_processing_type: Option<String>,
}

/// Boxes may hold boxes (quotes of quotes), this deep.
pub const MAX_DEPTH: usize = 8;

/// Addresses in a box must be web addresses or files of ours: nothing that a click could run.
pub fn check(attachments: &[Attachment]) -> Result<(), MessageRefusal> {
    check_level(attachments, 0)
}

fn check_level(attachments: &[Attachment], depth: usize) -> Result<(), MessageRefusal> {
    if depth >= MAX_DEPTH {
        return Err(MessageRefusal::AttachmentInvalid("attachments".into()));
    }
    for a in attachments {
        let addresses = [
            ("author_link", &a.author_link),
            ("author_icon", &a.author_icon),
            ("title_link", &a.title_link),
            ("message_link", &a.message_link),
            ("thumb_url", &a.thumb_url),
            ("image_url", &a.image_url),
            ("audio_url", &a.audio_url),
            ("video_url", &a.video_url),
        ];
        for (key, address) in addresses {
            require_safe(key, address.as_deref())?;
        }
        for action in &a.actions {
            require_safe("url", action.url.as_deref())?;
            require_safe("image_url", action.image_url.as_deref())?;
        }
        check_level(&a.attachments, depth + 1)?;
    }
    Ok(())
}

fn require_safe(key: &str, address: Option<&str>) -> Result<(), MessageRefusal> {
    match address {
        Some(address) if !is_safe_address(address) => Err(MessageRefusal::AttachmentInvalid(key.into())),
        _ => Ok(()),
    }
}

/// An `http(s)` address, or a path on this server to a file, avatar or asset.
pub fn is_safe_address(address: &str) -> bool {
    let lower = address.trim_start().to_ascii_lowercase();
    lower.starts_with("https://")
        || lower.starts_with("http://")
        || ["/file-upload/", "/ufs/", "/avatar/", "/emoji-custom/", "/assets/", "/images/"]
            .iter()
            .any(|path| lower.starts_with(path))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn refuses_what_a_click_could_run() {
        for bad in
            ["javascript:alert(1)", " JavaScript:alert(1)", "data:text/html,x", "vbscript:x", "//evil", "x"]
        {
            let a = Attachment { title_link: Some(bad.into()), ..Attachment::default() };
            assert!(check(&[a]).is_err(), "{bad}");
        }
        let a = Attachment { image_url: Some("/file-upload/x/y.png".into()), ..Attachment::default() };
        assert!(check(&[a]).is_ok());
    }

    #[test]
    fn nesting_is_bounded() {
        let mut a = Attachment::default();
        for _ in 0..50 {
            a = Attachment { attachments: vec![a], ..Attachment::default() };
        }
        assert!(check(&[a]).is_err());
    }
}
