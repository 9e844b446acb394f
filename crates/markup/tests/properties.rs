//! What holds for the tree of any text.

#![expect(clippy::unwrap_used, reason = "a failed unwrap fails the test")]

use proptest::prelude::*;
use proptest::sample::select;
use rustle_markup::{Block, Katex, Options, links, mentions, parse, plain_text};
use serde_json::{Value, json};

/// No tree is deeper, counted in nodes.
const DEPTH_MAX: usize = 8;
const KINDS: &str = " PARAGRAPH BIG_EMOJI HEADING CODE CODE_LINE QUOTE TASKS TASK ORDERED_LIST UNORDERED_LIST \
    LIST_ITEM KATEX LINE_BREAK PLAIN_TEXT BOLD ITALIC STRIKE INLINE_CODE LINK IMAGE MENTION_USER \
    MENTION_CHANNEL EMOJI COLOR INLINE_KATEX TIMESTAMP ";
/// What the parser may put in front of an address.
const PREFIXES: [&str; 4] = ["", "//", "mailto:", "tel:"];

const PIECES: &[&str] = &[
    "*",
    "_",
    "~",
    "`",
    "#",
    "@",
    ":",
    "(",
    ")",
    "[",
    "]",
    "<",
    ">",
    "|",
    "!",
    "\\",
    "/",
    "-",
    "+",
    "=",
    "$",
    ".",
    "\n",
    "\r\n",
    " ",
    "\t",
    "**",
    "__",
    "~~",
    "```",
    "> ",
    "- ",
    "* ",
    "1. ",
    "- [x] ",
    "# ",
    "](",
    "![",
    "\\(",
    "\\)",
    "$$",
    "a",
    "Z",
    "7",
    "é",
    "\u{1F600}",
    "\u{1F44D}\u{1F3FD}",
    "\u{200D}",
    "\u{FE0F}",
    ":smile:",
    ":)",
    "<3",
    "https://rocket.chat/a?b=c",
    "rocket.chat",
    "a@b.com",
    "mailto:a@b.com",
    "@user",
    "#room",
    "+4912345",
    "[a](https://b.c)",
    "<https://a.b|c>",
    "![a](https://b.c)",
    "color:#ff0000",
    "<t:1630360800:R>",
    "javascript:",
    "javascript://x.com/",
    "JavaScript:alert`1`",
    "vbscript:x",
    "data:text/html,",
    "[x](javascript:a)",
];

fn texts() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        8 => select(PIECES).prop_map(str::to_owned),
        1 => any::<char>().prop_map(String::from),
        1 => "[a-z]{1,8}",
    ];
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

fn options() -> impl Strategy<Value = Options> {
    let katex =
        (any::<bool>(), any::<bool>()).prop_map(|(dollar, parenthesis)| Katex { dollar, parenthesis });
    (any::<bool>(), any::<bool>(), prop::option::of(katex), any::<bool>()).prop_map(
        |(colors, emoticons, katex, own)| {
            let custom_domains = if own { vec!["intranet".to_owned()] } else { Vec::new() };
            Options { colors, emoticons, katex, custom_domains }
        },
    )
}

/// Calls `see` with each node and its depth.
fn each_node(value: &Value, depth: usize, see: &mut impl FnMut(&Value, usize)) {
    let depth = depth + usize::from(value["type"].is_string());
    match value {
        Value::Array(items) => items.iter().for_each(|item| each_node(item, depth, see)),
        Value::Object(fields) => {
            if fields.contains_key("type") {
                see(value, depth);
            }
            fields.values().for_each(|field| each_node(field, depth, see));
        }
        _ => {}
    }
}

fn nodes(text: &str, options: &Options) -> Vec<(Value, usize)> {
    let tree = serde_json::to_value(parse(text, options)).unwrap();
    let mut nodes = Vec::new();
    each_node(&tree, 0, &mut |node, depth| nodes.push((node.clone(), depth)));
    nodes
}

/// As a browser reads an address: without what it skips.
fn scheme_as_followed(address: &str) -> String {
    let kept = address.trim_start_matches(|c| c <= ' ').chars().filter(|c| !"\t\r\n".contains(*c));
    kept.collect::<String>().split(':').next().unwrap_or_default().to_ascii_lowercase()
}

proptest! {
    #[test]
    fn trees_are_shallow_and_of_known_nodes(text in texts(), options in options()) {
        for (node, depth) in nodes(&text, &options) {
            let kind = node["type"].as_str().unwrap();
            prop_assert!(KINDS.contains(&format!(" {kind} ")), "{kind}");
            prop_assert!(depth <= DEPTH_MAX, "{depth}");
        }
    }

    #[test]
    fn no_text_is_longer_than_the_source(text in texts(), options in options()) {
        for (node, _) in nodes(&text, &options) {
            let value = node["value"].as_str().unwrap_or_default();
            let added = PREFIXES.map(str::len).into_iter().max().unwrap();
            prop_assert!(value.len() <= text.len() + added, "{value:?}");
        }
    }

    #[test]
    fn addresses_are_as_typed_and_run_no_script(text in texts(), options in options()) {
        for (node, _) in nodes(&text, &options) {
            let Some(src) = node["value"]["src"]["value"].as_str() else { continue };
            let digits: String = text.chars().filter(char::is_ascii_digit).collect();
            let typed = PREFIXES.iter().filter_map(|prefix| src.strip_prefix(prefix));
            prop_assert!(typed.into_iter().any(|it| text.contains(it) || digits.contains(it)), "{src:?}");
            let scheme = scheme_as_followed(src);
            prop_assert!(!["javascript", "vbscript", "data"].contains(&scheme.as_str()), "{src:?}");
        }
    }

    #[test]
    fn trees_survive_storage(text in texts(), options in options()) {
        let tree = parse(&text, &options);
        let stored = serde_json::to_string(&tree).unwrap();
        prop_assert_eq!(serde_json::from_str::<Vec<Block>>(&stored).unwrap(), tree);
    }

    #[test]
    fn words_are_words(text in "[a-zA-Z]{1,9}( [a-zA-Z]{1,9}){0,9}") {
        let tree = parse(&text, &Options::default());
        prop_assert_eq!(plain_text(&tree), text.clone());
        let plain = json!([{"type": "PARAGRAPH", "value": [{"type": "PLAIN_TEXT", "value": text}]}]);
        prop_assert_eq!(serde_json::to_value(tree).unwrap(), plain);
    }

    #[test]
    fn lines_of_words_are_blocks(lines in prop::collection::vec("[a-z]{1,9}", 1..9)) {
        let tree = parse(&lines.join("\n"), &Options::default());
        prop_assert_eq!(tree.len(), lines.len());
        prop_assert_eq!(plain_text(&tree), lines.join("\n"));
    }

    #[test]
    fn marks_leave_the_text(word in "[a-z]{1,9}", nesting in select(&["*", "_", "~", "*_", "_~*", "~~**"][..])) {
        let closing: String = nesting.chars().rev().collect();
        let tree = parse(&format!("{nesting}{word}{closing}"), &Options::default());
        prop_assert_eq!(plain_text(&tree), word);
    }

    #[test]
    fn each_name_mentioned_is_told_once(names in prop::collection::vec("[a-z]{2,9}", 1..6)) {
        let text: Vec<String> = names.iter().map(|name| format!("*@{name}* and #{name}\n> @{name}")).collect();
        let tree = parse(&text.join("\n"), &Options::default());
        let mut once = Vec::new();
        for name in &names {
            if !once.contains(&name.as_str()) {
                once.push(name.as_str());
            }
        }
        let mentions = mentions(&tree);
        prop_assert_eq!(&mentions.users, &once);
        prop_assert_eq!(&mentions.channels, &once);
    }

    #[test]
    fn each_link_is_told(names in prop::collection::vec("[a-z]{2,9}", 0..6)) {
        let addresses: Vec<String> = names.iter().map(|name| format!("https://{name}.org/a")).collect();
        let text: Vec<String> = addresses.iter().map(|it| format!("{it} or *[x]({it})*")).collect();
        let tree = parse(&text.join("\n- "), &Options::default());
        let twice: Vec<&str> = addresses.iter().flat_map(|it| [it.as_str(), it.as_str()]).collect();
        prop_assert_eq!(links(&tree), twice);
    }
}

#[test]
fn plain_text_keeps_what_is_said() {
    let text = "# Title\n> *quote*\n- item @a\n3. third :smile: :)\n- [x] done\n```js\ncode\n```\n\
        see [label](https://a.b) ![pic](https://c.d) `x` <t:1630360800> #room color:#ff0000";
    let expected = "Title\nquote\n- item @a\n3. third :smile: :)\ndone\ncode\n\
        see label pic x <t:1630360800:t> #room #ff0000";
    assert_eq!(plain_text(&parse(text, &Options::default())), expected);
}

#[test]
fn a_mention_may_follow_an_emoji_but_not_a_word() {
    let users = |text: &str| mentions(&parse(text, &Options::default())).users.len();
    assert_eq!(["@user", "\u{1F44D}@user", "a@user", "é@user"].map(users), [1, 1, 0, 0]);
}
