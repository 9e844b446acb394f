//! Character classes of the grammar, one bit each.

use std::sync::LazyLock;

/// A set of character classes.
pub type Class = u32;

/// Space and tab.
pub const SPACE: Class = 1 << 0;
/// Carriage return and line feed.
pub const EOL: Class = 1 << 1;
/// ASCII letters.
pub const ALPHA: Class = 1 << 2;
/// ASCII digits.
pub const DIGIT: Class = 1 << 3;
/// ASCII letters and digits.
pub const ALNUM: Class = 1 << 4;
/// What counts as text before a mention and inside an image's label.
pub const TEXT: Class = 1 << 5;
/// Punctuation that may follow an address without being part of it.
pub const EXTRA: Class = 1 << 6;
/// A whole character of a domain name.
pub const DOMAIN: Class = 1 << 7;
/// The second half of a domain character that starts with `-` or `_`.
pub const DOMAIN_AFTER: Class = 1 << 8;
/// Characters of a URL's scheme.
pub const SCHEME: Class = 1 << 9;
/// Characters of the user and the password in a URL.
pub const USER_INFO: Class = 1 << 10;
/// Characters of the path of a link's target.
pub const URL_BODY: Class = 1 << 11;
/// Label characters of `<address|label>`.
pub const ANGLE_LABEL: Class = 1 << 12;
/// Characters of `:name:`.
pub const EMOJI_NAME: Class = 1 << 13;
/// Letters and digits of any script.
pub const WORD: Class = 1 << 14;
/// Characters of a user or room name.
pub const NAME: Class = 1 << 15;
/// What a part of an e-mail's local part starts with.
pub const LOCAL_HEAD: Class = 1 << 16;
/// What a part of an e-mail's local part goes on with.
pub const LOCAL: Class = 1 << 17;
/// Inside inline code.
pub const CODE: Class = 1 << 18;
/// `*`.
pub const STAR: Class = 1 << 19;
/// `_`.
pub const UNDERSCORE: Class = 1 << 20;
/// `~`.
pub const TILDE: Class = 1 << 21;
/// `@`.
pub const AT: Class = 1 << 22;

/// How many classes there are.
pub const COUNT: usize = AT.trailing_zeros() as usize + 1;

/// The classes of `c`.
pub fn classify(c: char) -> Class {
    match u8::try_from(c) {
        Ok(byte) if byte < 0x80 => ASCII[usize::from(byte)],
        _ => classify_beyond_ascii(u32::from(c)),
    }
}

static ASCII: [Class; 128] = {
    let mut table = [0; 128];
    let mut byte = 0;
    while byte < 128 {
        #[expect(clippy::cast_possible_truncation, reason = "below 128")]
        let classes = classify_ascii(byte as u8);
        table[byte] = classes;
        byte += 1;
    }
    table
};

const fn has(set: &[u8], byte: u8) -> bool {
    let mut i = 0;
    while i < set.len() {
        if set[i] == byte {
            return true;
        }
        i += 1;
    }
    false
}

const fn classify_ascii(c: u8) -> Class {
    let mut bits = 0;
    if c.is_ascii_alphanumeric() {
        bits |= ALNUM | SCHEME | USER_INFO | EMOJI_NAME | WORD | NAME | LOCAL_HEAD | LOCAL;
        bits |= if c.is_ascii_digit() { DIGIT } else { ALPHA };
    }
    bits |= match c {
        b' ' | b'\t' => SPACE,
        b'\r' | b'\n' => EOL,
        b'*' => STAR,
        b'_' => UNDERSCORE,
        b'~' => TILDE,
        b'@' => AT,
        _ => 0,
    };
    if has(b"+-", c) {
        bits |= SCHEME;
    }
    if has(b"$&+_#?-", c) {
        bits |= USER_INFO;
    }
    if has(b"-_+.", c) {
        bits |= EMOJI_NAME;
    }
    if has(b"-_.", c) {
        bits |= NAME;
    }
    if has(b"!#$%&'*+/=?^_`{|}~-", c) {
        bits |= LOCAL;
    }
    if c != b'`' && c != b'\n' {
        bits |= CODE;
    }
    bits | classify_ascii_text(c) | classify_ascii_domain(c)
}

const fn classify_ascii_text(c: u8) -> Class {
    let printable = c >= 0x20 && c < 0x7F;
    let mut bits = 0;
    if printable && !has(b"()*[\\]^_`{|}~", c) {
        bits |= TEXT;
    }
    if printable && !has(b")\\|", c) {
        bits |= URL_BODY;
    }
    if c >= 0x20 && !has(b"<>|", c) {
        bits |= ANGLE_LABEL;
    }
    bits
}

const fn classify_ascii_domain(c: u8) -> Class {
    let extra = has(b".,!%~*\"':;()=", c);
    let blocked = has(b" \t\r\n\\/|><%`", c);
    let mut bits = 0;
    if extra {
        bits |= EXTRA;
    }
    if !blocked {
        bits |= DOMAIN_AFTER;
        if !extra && !has(b"$@&+_#?-", c) {
            bits |= DOMAIN;
        }
    }
    bits
}

fn classify_beyond_ascii(code: u32) -> Class {
    let mut bits = TEXT | DOMAIN | DOMAIN_AFTER | URL_BODY | ANGLE_LABEL | CODE;
    if in_set(&WORDS, code) {
        bits |= WORD | NAME | LOCAL_HEAD | LOCAL;
    } else if is_symbol(code) || in_set(&MARKS, code) {
        bits |= LOCAL_HEAD | LOCAL;
    }
    bits
}

/// Symbols upstream accepts in an e-mail's local part; above the basic plane that is everything.
fn is_symbol(code: u32) -> bool {
    matches!(code, 0xA9 | 0xAE | 0x200D | 0x203C | 0x2049 | 0x2122 | 0x2139 | 0x2328 | 0x23CF | 0x24C2)
        || matches!(code, 0x25B6 | 0x25C0 | 0x2B50 | 0x2B55 | 0x3030 | 0x303D | 0x3297 | 0x3299)
        || matches!(code, 0x2190..=0x21FF | 0x231A..=0x231B | 0x23E9..=0x23F3 | 0x23F8..=0x23FA)
        || matches!(code, 0x25AA..=0x25AB | 0x25FB..=0x25FE | 0x2600..=0x27BF | 0x2934..=0x2935)
        || matches!(code, 0x2B05..=0x2B07 | 0x2B1B..=0x2B1C | 0xFE0E..=0xFE0F | 0x10000..)
}

/// A set of characters of the basic plane.
type Set = Box<[u64]>;

static WORDS: LazyLock<Set> =
    LazyLock::new(|| read(&[include_str!("../data/letters.txt"), include_str!("../data/digits.txt")]));
static MARKS: LazyLock<Set> = LazyLock::new(|| read(&[include_str!("../data/marks.txt")]));

fn in_set(set: &[u64], code: u32) -> bool {
    set.get((code >> 6) as usize).is_some_and(|word| word >> (code & 63) & 1 == 1)
}

fn read(files: &[&str]) -> Set {
    let mut set = vec![0; 0x1_0000 / 64];
    let lines = files.iter().flat_map(|file| file.lines()).filter(|line| !line.starts_with('#'));
    for range in lines.flat_map(str::split_whitespace) {
        let (first, last) = range.split_once('-').unwrap_or((range, range));
        let (Ok(first), Ok(last)) = (u32::from_str_radix(first, 16), u32::from_str_radix(last, 16)) else {
            continue;
        };
        for code in first..=last {
            if let Some(word) = set.get_mut((code >> 6) as usize) {
                *word |= 1 << (code & 63);
            }
        }
    }
    set.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_character_data_is_read_whole() {
        let count = |set: &Set| set.iter().map(|word| word.count_ones()).sum::<u32>();
        assert_eq!((count(&WORDS), count(&MARKS)), (48_686 + 360, 1_278));
    }
}
