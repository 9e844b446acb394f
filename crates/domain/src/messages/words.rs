//! Words a workspace does not want to read.

use crate::names::fold;
use std::collections::HashSet;

/// Stars in place of every whole word of the comma-separated list `bad` that is not in `good`, whatever its case.
pub fn censor(text: &str, bad: &str, good: &str) -> String {
    let list = |words: &str| -> HashSet<String> {
        words.split(',').map(|w| fold(w.trim())).filter(|w| !w.is_empty()).collect()
    };
    let unwanted: HashSet<String> = list(bad).difference(&list(good)).cloned().collect();
    if unwanted.is_empty() {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find(is_letter) {
        let word = &rest[start..];
        let end = word.find(|c| !is_letter(c)).unwrap_or(word.len());
        let (word, after) = word.split_at(end);
        out.push_str(&rest[..start]);
        if unwanted.contains(&fold(word)) {
            out.extend(word.chars().map(|_| '*'));
        } else {
            out.push_str(word);
        }
        rest = after;
    }
    out.push_str(rest);
    out
}

fn is_letter(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn whole_words_only() {
        assert_eq!(
            censor("A BadWord, badwords, (badword2)!", "badword, badword2", ""),
            "A *******, badwords, (********)!"
        );
        assert_eq!(censor("badword", "badword", "BADWORD"), "badword");
    }

    proptest! {
        #[test]
        fn length_and_wanted_words_stay(text in "\\PC{0,60}", bad in "[a-c]{1,2}(,[a-c]{1,2}){0,3}") {
            let out = censor(&text, &bad, "");
            prop_assert_eq!(out.chars().count(), text.chars().count());
            prop_assert!(text.chars().zip(out.chars()).all(|(was, is)| was == is || is == '*'));
            prop_assert_eq!(censor(&text, "", ""), text);
        }
    }
}
