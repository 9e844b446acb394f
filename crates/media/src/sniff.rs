//! The type of a file, by its content first.

/// Types by the end of the name, where content tells nothing.
const BY_NAME: &[(&str, &str)] = &[
    ("txt", "text/plain"),
    ("lst", "text/plain"),
    ("log", "text/plain"),
    ("md", "text/markdown"),
    ("csv", "text/csv"),
    ("html", "text/html"),
    ("htm", "text/html"),
    ("css", "text/css"),
    ("js", "text/javascript"),
    ("json", "application/json"),
    ("xml", "text/xml"),
    ("svg", "image/svg+xml"),
    ("drawio", "application/octet-stream"),
    ("yaml", "text/yaml"),
    ("yml", "text/yaml"),
];

/// Decides the media type: what the content says, else what a known name says, else what the sender said.
pub fn sniff(first_bytes: &[u8], declared: Option<&str>, name: &str) -> String {
    if let Some(known) = infer::get(first_bytes) {
        return known.mime_type().to_owned();
    }
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending).to_ascii_lowercase();
    if let Some((_, mime)) = BY_NAME.iter().find(|(known, _)| *known == ending) {
        return (*mime).to_owned();
    }
    let declared = declared.map(|d| d.split(';').next().unwrap_or("").trim().to_ascii_lowercase());
    declared.filter(|d| is_mime(d)).unwrap_or_else(|| "application/octet-stream".to_owned())
}

fn is_mime(text: &str) -> bool {
    let part =
        |p: &str| !p.is_empty() && p.bytes().all(|b| b.is_ascii_alphanumeric() || b"!#$&-^_.+".contains(&b));
    text.len() <= 127 && text.split_once('/').is_some_and(|(a, b)| part(a) && part(b))
}

/// May a browser show it in the page's own window? Anything that could run there may not.
pub fn is_inline_safe(mime: &str) -> bool {
    matches!(
        mime,
        "image/png"
            | "image/jpeg"
            | "image/gif"
            | "image/webp"
            | "video/mp4"
            | "video/webm"
            | "audio/ogg"
            | "video/ogg"
            | "audio/mpeg"
            | "audio/wav"
            | "audio/x-wav"
            | "audio/mp4"
            | "text/plain"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_wins_over_what_the_sender_says() {
        assert_eq!(sniff(b"\x89PNG\r\n\x1a\n0000", Some("text/html"), "x.html"), "image/png");
        assert_eq!(sniff(b"hello", Some("image/png"), "list.lst"), "text/plain");
        assert_eq!(sniff(b"hello", Some("a/b; charset=x"), "x"), "a/b");
        assert_eq!(sniff(b"hello", Some("a/b\r\nSet-Cookie: x"), "x"), "application/octet-stream");
    }

    #[test]
    fn nothing_that_runs_is_shown_inline() {
        for mime in ["text/html", "image/svg+xml", "application/xhtml+xml", "application/pdf", "text/xml"] {
            assert!(!is_inline_safe(mime), "{mime}");
        }
    }
}
