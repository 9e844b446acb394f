//! Rules for names that people choose.

use unicode_normalization::UnicodeNormalization;

/// The form in which names are compared: no case, one way of writing each letter.
/// Computed here and stored, because the two database engines fold case differently.
pub fn fold(name: &str) -> String {
    name.nfkc().collect::<String>().to_lowercase()
}

/// Text as search compares it: folded, without marks above or below letters.
pub fn search_fold(text: &str) -> String {
    text.nfkd()
        .filter(|c| !unicode_normalization::char::is_combining_mark(*c))
        .collect::<String>()
        .to_lowercase()
}

/// Does the name consist of letters that the workspace's pattern allows?
///
/// Upstream's setting is a regular expression, `[0-9a-zA-Z-_.]+` unless changed. Only bracketed classes with `+`
/// are understood here; any other pattern falls back to that default, so a name is never tested by a pattern
/// that could run for ever.
pub fn matches_pattern(name: &str, pattern: &str) -> bool {
    let class = pattern.strip_prefix('[').and_then(|p| p.strip_suffix("]+")).unwrap_or("0-9a-zA-Z-_.");
    let class: Vec<char> = class.chars().collect();
    !name.is_empty() && name.chars().all(|c| in_class(c, &class))
}

fn in_class(c: char, class: &[char]) -> bool {
    let mut i = 0;
    while i < class.len() {
        if i + 2 < class.len() && class[i + 1] == '-' && class[i] <= class[i + 2] {
            if (class[i]..=class[i + 2]).contains(&c) {
                return true;
            }
            i += 3;
        } else {
            if class[i] == c {
                return true;
            }
            i += 1;
        }
    }
    false
}

/// A mail address that can be written to: something, an at sign, a host with a dot, no blanks.
pub fn is_email(text: &str) -> bool {
    let Some((local, host)) = text.rsplit_once('@') else { return false };
    !local.is_empty()
        && text.len() <= 254
        && host.contains('.')
        && !host.starts_with('.')
        && !host.ends_with('.')
        && !text
            .chars()
            .any(|c| c.is_whitespace() || c.is_control() || matches!(c, '<' | '>' | ',' | ';' | '"'))
}

/// A room name made of what may stand in an address: upstream's slug of a title.
pub fn slug(title: &str) -> String {
    let mut out = String::with_capacity(title.len());
    for c in search_fold(title.trim()).chars() {
        if c.is_alphanumeric() || matches!(c, '_' | '.') {
            out.push(c);
        } else if !out.ends_with('-') && !out.is_empty() {
            out.push('-');
        }
    }
    out.trim_end_matches('-').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns() {
        assert!(matches_pattern("rocket.cat-1_X", "[0-9a-zA-Z-_.]+"));
        assert!(!matches_pattern("no blank", "[0-9a-zA-Z-_.]+"));
        assert!(!matches_pattern("", "[0-9a-zA-Z-_.]+"));
        assert!(matches_pattern("ab-", "[a-b-]+"));
        assert!(!matches_pattern("(", "(a+)+$"));
    }

    #[test]
    fn folding_is_one_for_all_letters() {
        assert_eq!(fold("ÄÖÜ"), "äöü");
        assert_eq!(search_fold("Crème Brûlée"), "creme brulee");
    }

    #[test]
    fn addresses() {
        assert!(is_email("a@b.c"));
        for bad in ["", "a", "a@", "@b.c", "a@b", "a b@c.d", "a@b.c\r\n", "a@.b"] {
            assert!(!is_email(bad), "{bad}");
        }
    }
}
