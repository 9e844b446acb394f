//! Quoting: the address of a message in a text becomes a box with that message.

use super::{Attachment, Message};
use crate::MessageId;

/// The message that an address of this server names: `<site>/channel/general?msg=<id>`.
pub fn quoted_id(address: &str, site: &str) -> Option<MessageId> {
    let path = address.strip_prefix(site.trim_end_matches('/'))?;
    let (place, query) = path.split_once('?')?;
    if site.is_empty() || !place.starts_with('/') {
        return None;
    }
    let query = query.split('#').next()?;
    let id = query.split('&').find_map(|pair| pair.strip_prefix("msg="))?;
    (!id.is_empty()).then(|| id.into())
}

/// How quotes are made in a workspace.
#[derive(Clone, Copy, Debug)]
pub struct QuoteRule {
    /// Quotes in quotes are kept this deep.
    pub chain: i64,
    /// Show display names.
    pub real_names: bool,
}

/// The box that shows a message where its address was written.
pub fn quote(message: &Message, address: &str, rule: QuoteRule) -> Attachment {
    let author = &message.author;
    let shown = if rule.real_names { author.name.as_deref() } else { None };
    Attachment {
        text: Some(message.text.clone()),
        message_link: Some(address.to_owned()),
        author_name: Some(
            message.body.alias.clone().unwrap_or_else(|| shown.unwrap_or(&author.username).to_owned()),
        ),
        author_icon: Some(format!("/avatar/{}", author.username)),
        ts: Some(message.ts),
        attachments: shorten(&message.body.attachments, rule.chain - 1),
        ..Attachment::default()
    }
}

/// What is left of a message's boxes inside a quote: quotes only `levels` deep.
pub fn shorten(boxes: &[Attachment], levels: i64) -> Vec<Attachment> {
    if levels < 1 {
        return Vec::new();
    }
    boxes
        .iter()
        .map(|a| match a.message_link {
            Some(_) => Attachment { attachments: shorten(&a.attachments, levels - 1), ..a.clone() },
            None => a.clone(),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_addresses_of_this_server_are_quotes() {
        let site = "http://chat.example.com";
        let id = |address: &str| quoted_id(address, site).map(String::from);
        assert_eq!(id("http://chat.example.com/channel/general?msg=abc").as_deref(), Some("abc"));
        assert_eq!(id("http://chat.example.com/group/x?a=1&msg=abc#x").as_deref(), Some("abc"));
        for other in [
            "http://chat.example.com.evil.com/channel/x?msg=abc",
            "http://chat.example.com/channel/x",
            "http://chat.example.com/channel/x?msg=",
            "https://example.com/?msg=abc",
        ] {
            assert_eq!(id(other), None, "{other}");
        }
        assert_eq!(quoted_id("/channel/x?msg=abc", ""), None);
    }

    fn nested(depth: usize) -> Vec<Attachment> {
        let mut boxes = Vec::new();
        for _ in 0..depth {
            boxes = vec![Attachment {
                message_link: Some("x".into()),
                attachments: boxes,
                ..Attachment::default()
            }];
        }
        boxes
    }

    #[test]
    fn chains_end() {
        for (deep, levels) in [(5, 0), (5, 1), (5, 3), (2, 4)] {
            let kept = usize::try_from(levels).map_or(0, |l: usize| l.min(deep));
            assert_eq!(shorten(&nested(deep), levels), nested(kept));
        }
    }
}
