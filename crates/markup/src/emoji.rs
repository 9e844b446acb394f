//! Emoji: `:name:`, characters, emoticons, and messages of nothing else.

mod emoticon;

use crate::ast::{Block, Emoji, Inline};
use crate::class;
use crate::item::{EmojiItem, Found, Item, Span};
use crate::reach::Reach;
use crate::scan::Scan;

/// Joins pictographs into one.
pub const JOINER: &str = "\u{200D}";

/// The most emoji a message may consist of to show them big.
const BIG: usize = 3;

/// `:name:` or an emoji character.
pub fn emoji(scan: &mut Scan, at: usize) -> Option<Found> {
    if scan.byte(at) == Some(b':') {
        let end = scan.some_run(at + 1, class::EMOJI_NAME)?;
        let after = scan.token(end, ":")?;
        return Some(Found {
            item: Item::Emoji(EmojiItem::Name(Span { from: at + 1, to: end })),
            end: after,
        });
    }
    let end = unicode(scan, at)?;
    Some(Found { item: Item::Emoji(EmojiItem::Character(Span { from: at, to: end })), end })
}

/// An emoticon, where they are on.
pub fn emoticon(scan: &Scan, at: usize) -> Option<Found> {
    if !scan.options.emoticons {
        return None;
    }
    let (text, name) = emoticon::find(scan.text.as_bytes().get(at..)?)?;
    Some(Found { item: Item::Emoji(EmojiItem::Emoticon(text, name)), end: at + text.len() })
}

/// A whole message of one to three emoji and white space.
pub fn big_emoji(scan: &mut Scan) -> Option<Block> {
    let mut at = white_space(scan, 0);
    let mut value = Vec::new();
    while value.len() < BIG {
        let Some(found) = emoji(scan, at).or_else(|| emoticon(scan, at)) else { break };
        if let Item::Emoji(item) = found.item {
            value.push(Inline::Emoji(node(scan, item)));
        }
        at = white_space(scan, found.end);
    }
    (!value.is_empty() && at == scan.text.len()).then_some(Block::BigEmoji { value })
}

/// The node of an emoji.
pub fn node(scan: &Scan, item: EmojiItem) -> Emoji {
    match item {
        EmojiItem::Name(name) => {
            let name = scan.slice(name);
            Emoji::Named { value: name.into(), short_code: name.to_owned() }
        }
        EmojiItem::Character(it) => Emoji::Unicode { unicode: scan.slice(it).to_owned() },
        EmojiItem::Emoticon(text, name) => Emoji::Named { value: text.into(), short_code: name.to_owned() },
    }
}

fn white_space(scan: &mut Scan, mut at: usize) -> usize {
    while let Some(next) = scan.one(at, class::SPACE | class::EOL) {
        scan.spend(1);
        at = next;
    }
    at
}

fn unicode(scan: &mut Scan, at: usize) -> Option<usize> {
    let first = char_at(scan, at)?;
    let next = at + first.len_utf8();
    match first {
        '\u{1F600}'..='\u{1F64F}' | '\u{1F680}'..='\u{1F6FA}' => Some(next),
        '\u{1F900}'..='\u{1F9FF}' => Some(supplemental(scan, next)),
        '\u{2300}'..='\u{23FF}' | '\u{2600}'..='\u{27BF}' => Some(selector(scan, next)),
        '\u{1F100}'..='\u{1F1FF}' => {
            let second = char_at(scan, next).filter(|c| matches!(c, '\u{1F100}'..='\u{1F1FF}'))?;
            Some(next + second.len_utf8())
        }
        _ if is_pictograph(first) => scan.reach(at, Reach::Pictographs),
        _ => None,
    }
}

/// What may follow a supplemental symbol: pictographs held together by joiners.
fn supplemental(scan: &mut Scan, at: usize) -> usize {
    let Some(mut end) = pictograph(scan, at) else { return at };
    while let Some(next) = scan.token(end, JOINER).and_then(|joined| pictograph(scan, joined)) {
        scan.spend(1);
        end = next;
    }
    end
}

/// The position after the pictograph at `at` and its variation selector.
pub fn pictograph(scan: &Scan, at: usize) -> Option<usize> {
    let c = char_at(scan, at).filter(|c| is_pictograph(*c))?;
    Some(selector(scan, at + c.len_utf8()))
}

/// The position after the skin tone at `at`.
pub fn skin_tone(scan: &Scan, at: usize) -> Option<usize> {
    let c = char_at(scan, at).filter(|c| matches!(c, '\u{1F3FB}'..='\u{1F3FF}'))?;
    Some(at + c.len_utf8())
}

fn selector(scan: &Scan, at: usize) -> usize {
    match char_at(scan, at) {
        Some(c @ '\u{FE00}'..='\u{FE0F}') => at + c.len_utf8(),
        _ => at,
    }
}

fn is_pictograph(c: char) -> bool {
    matches!(c, '\u{1F300}'..='\u{1F5FF}')
}

fn char_at(scan: &Scan, at: usize) -> Option<char> {
    scan.rest(at).chars().next()
}
