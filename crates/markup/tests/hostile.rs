//! Text made to be expensive: the cost must grow with the length and no faster.

#![expect(clippy::expect_used, reason = "a failed expect fails the test")]

use rustle_markup::{Katex, Options, TEXT_MAX, budget, parse, parse_within};

/// What doubling the text may multiply the work by.
const DOUBLING_MAX: f64 = 2.3;
/// The longest message Rocket.Chat accepts with default settings, in characters.
const MESSAGE_MAX: usize = 5_000;

fn everything() -> Options {
    Options {
        colors: true,
        emoticons: true,
        katex: Some(Katex { dollar: true, parenthesis: true }),
        custom_domains: vec!["intranet".into()],
    }
}

/// Pieces to repeat. A few need something in front.
const REPEATED: &[&str] = &[
    "*",
    "**",
    "_",
    "__",
    "~",
    "~~",
    "[",
    "]",
    "(",
    "`",
    "```",
    "```\n",
    ">",
    "> ",
    ">\n",
    "!",
    "![",
    "[](",
    "[a](",
    "[*a](",
    "[_",
    "[~*_",
    "*[",
    "_[",
    "~_*[",
    "*_~[](x:",
    ":a",
    ":a:",
    ":",
    "@a ",
    "@",
    "@@a",
    "#a ",
    "#",
    "##a",
    "http://",
    "http://a",
    "http://a.b ",
    "http://a.b,",
    "https://rocket.chat/ ",
    "a.",
    "a@",
    "a@b.",
    "a.b@c.d ",
    "a_",
    "a__",
    "_a",
    "*a_",
    "*a_~b",
    "**_",
    "**_**__",
    "_*_",
    "*_~",
    "~*~_",
    "* ",
    "* _",
    "_ *",
    "- ",
    "- - ",
    "- [x] ",
    "- [ ] a\n",
    "1. ",
    "1. a\n",
    "* a\n",
    "* a*\n",
    "\\",
    "\\(",
    "\\(a",
    "\\[",
    "\\[\n",
    "$",
    "$$",
    "$a",
    "$$\n",
    "\\def\\x{\\x\\x}\\x",
    "<",
    "<t:",
    "<t:1630360800",
    "<a.b|",
    "<a.b|c",
    "+",
    "+1",
    "+(1)",
    "+(1)-",
    "1",
    "1-",
    "1.",
    "a",
    "a ",
    " ",
    "\t",
    "\n",
    "\r",
    " \n",
    "-",
    "_-",
    "-_",
    ".",
    ",",
    ".,",
    "a,",
    "a:",
    "a:/",
    "a:b@",
    "//",
    "://",
    "color:#",
    "color:#f",
    "\u{1F600}",
    "\u{1F44D}\u{1F3FD}",
    "\u{1F468}\u{200D}",
    "\u{1F469}\u{200D}\u{1F469}",
    "\u{1F9D4}\u{1F44D}\u{200D}",
    "\u{200D}",
    "\u{1F1FA}",
    "\u{FE0F}",
    "é",
    "é@",
    "\u{300}",
    "\u{A0}",
    ":) ",
    ":)",
    ":):a:",
    "<3",
    ">:",
    "(y",
    "x@",
    "`*",
    "`_[",
    "``a",
    "*`a`",
    "[`](a:",
    "*a**b_c__d~e~~f[g](h",
];
const AFTER: &[(&str, &str)] = &[
    ("*", "_"),
    ("*", "[a"),
    ("_", "*"),
    ("_", "a_b"),
    ("~", "*a_"),
    ("[", "*"),
    ("[", "_a"),
    ("**", "* "),
    ("__", "a_"),
    ("* ", "*_"),
    ("> ", "*["),
    ("- ", "[*"),
    ("```\n", "a\n"),
    ("```", "a"),
    ("```\n", "\n"),
    ("\\[", "$"),
    ("$$", "\\]x"),
    ("http://a.b/", ","),
    ("http://a.b/", ")"),
    ("[a](b.c/", ","),
    ("mailto:", "a."),
    ("[", "*_~"),
    ("*_~[", "a"),
    ("_*~[", "`"),
];

fn corpus() -> Vec<(String, &'static str)> {
    let plain = REPEATED.iter().map(|piece| (String::new(), *piece));
    plain.chain(AFTER.iter().map(|(start, piece)| ((*start).to_owned(), *piece))).collect()
}

fn of_length(start: &str, piece: &str, characters: usize) -> String {
    start.chars().chain(piece.chars().cycle()).take(characters).collect()
}

fn work(text: &str) -> u64 {
    parse_within(text, &everything(), u64::MAX).expect("unlimited").work
}

#[test]
fn twice_the_text_costs_about_twice() {
    for (start, piece) in corpus() {
        let [once, twice] =
            [MESSAGE_MAX, 2 * MESSAGE_MAX].map(|length| work(&of_length(&start, piece, length)));
        #[expect(clippy::cast_precision_loss, reason = "far below 2^52")]
        let ratio = twice as f64 / once as f64;
        assert!(ratio < DOUBLING_MAX, "{start:?} {piece:?}: {once} steps, then {twice}");
    }
}

#[test]
fn no_known_text_comes_near_the_budget() {
    for (start, piece) in corpus() {
        let text = of_length(&start, piece, MESSAGE_MAX);
        let quarter = budget(text.len()) / 4;
        assert!(
            parse_within(&text, &everything(), quarter).is_some(),
            "{start:?} {piece:?}: {}",
            work(&text)
        );
    }
}

#[test]
fn work_stops_at_the_budget() {
    let text = of_length("", "*[_a ", MESSAGE_MAX);
    let all = work(&text);
    assert!(parse_within(&text, &everything(), all).is_some());
    assert_eq!(parse_within(&text, &everything(), all - 1), None);
}

#[test]
fn overlong_text_is_shown_as_it_is() {
    let text = "*a* ".repeat(TEXT_MAX / 4 + 1);
    let tree = serde_json::to_value(parse(&text, &everything())).unwrap();
    let plain = serde_json::json!([{"type": "PARAGRAPH", "value": [{"type": "PLAIN_TEXT", "value": text}]}]);
    assert_eq!(tree, plain);
}
