//! Names of standard emoji.

use std::collections::HashMap;
use std::sync::LazyLock;

/// Names, and whether each comes in skin tones.
static NAMES: LazyLock<HashMap<&'static str, bool>> = LazyLock::new(|| {
    let lines = include_str!("../../data/emoji.txt").lines().filter(|line| !line.starts_with('#'));
    lines
        .flat_map(str::split_whitespace)
        .map(|word| word.strip_suffix('*').map_or((word, false), |name| (name, true)))
        .collect()
});

const TONES: &[&str] = &["light", "medium_light", "medium", "medium_dark", "dark"];

/// Is there a standard emoji of this name (without colons), perhaps in a skin tone?
pub fn is_standard(name: &str) -> bool {
    NAMES.contains_key(name) || without_tone(name).is_some_and(|base| NAMES.get(base) == Some(&true))
}

/// `wave` of `wave_tone3`, `wave_dark_skin_tone` and `people_tone1-2`.
fn without_tone(name: &str) -> Option<&str> {
    if let Some((base, tones)) = name.rsplit_once("_tone")
        && tones.split('-').all(|t| matches!(t, "1" | "2" | "3" | "4" | "5"))
    {
        return Some(base);
    }
    let toned = name.strip_suffix("_skin_tone")?;
    TONES.iter().filter_map(|tone| toned.strip_suffix(tone)?.strip_suffix('_')).min_by_key(|base| base.len())
}

/// `:name:`, however many colons it came with. None when nothing is left.
pub fn with_colons(name: &str) -> Option<String> {
    let name = name.replace(':', "");
    (!name.is_empty()).then(|| format!(":{name}:"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn standard_names_and_their_tones() {
        for known in ["smile", "+1", "bee", "wave", "wave_tone3", "wave_medium_dark_skin_tone", "flag_us"] {
            assert!(is_standard(known), "{known}");
        }
        for unknown in ["", "no_such_emoji", "wave_tone6", "bee_tone1", "_tone1", "smile*", "Smile"] {
            assert!(!is_standard(unknown), "{unknown}");
        }
    }

    #[test]
    fn colons_do_not_matter() {
        assert_eq!(with_colons("::bee:").as_deref(), Some(":bee:"));
        assert_eq!(with_colons("::"), None);
    }
}
