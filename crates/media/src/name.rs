//! Names of files, made safe to store and to send.

/// Longest name kept, letters.
const MAX: usize = 255;

/// A name without path, control characters and letters that turn the reading direction.
pub fn clean_file_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or("");
    let turns =
        |c: char| matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let clean: String = last.chars().filter(|c| !c.is_control() && !turns(*c)).take(MAX).collect();
    let clean = clean.trim().trim_matches('.').trim();
    if clean.is_empty() { "file".to_owned() } else { clean.to_owned() }
}

/// The header that names a download, as RFC 6266 has it.
pub fn content_disposition(name: &str, inline: bool) -> String {
    use std::fmt::Write;
    let mut out = String::from(if inline { "inline" } else { "attachment" });
    out.push_str("; filename*=UTF-8''");
    for byte in clean_file_name(name).bytes() {
        if byte.is_ascii_alphanumeric() || b"!#$&+-.^_`|~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dangerous_names_become_plain_ones() {
        for (given, kept) in [
            ("../../x", "x"),
            ("a/b", "b"),
            ("C:\\x", "x"),
            ("x\r\nSet-Cookie: a=b", "xSet-Cookie: a=b"),
            ("\u{202e}gpj.exe", "gpj.exe"),
            ("", "file"),
            ("..", "file"),
            ("a\0b", "ab"),
        ] {
            assert_eq!(clean_file_name(given), kept);
        }
        assert_eq!(clean_file_name(&"x".repeat(300)).len(), 255);
        assert_eq!(content_disposition("\"; é", false), "attachment; filename*=UTF-8''%22%3B%20%C3%A9");
    }
}
