//! Parses mutated examples until the time is up and prints the seed and how many it parsed.
//!
//! `cargo run --release -p rustle-markup --example fuzz -- [SECONDS [SEED]]`; by default 10 seconds and the
//! clock. Fails on a panic, on a text over the work budget, and on work that more than doubles with the text.

use std::panic::catch_unwind;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use rustle_markup::{Katex, Options, budget, parse_within};

/// Texts are cut to this many characters.
const LENGTH_MAX: usize = 5_000;
/// Characters the grammar has a use for.
const MARKS: &str =
    "*_~`#.@:()[]<>|!\\/-+=$%&'\",;?{}^ \t\r\n0aZé\u{200D}\u{FE0F}\u{1F44D}\u{1F3FD}\u{1F1FA}";

/// The `SplitMix64` generator.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// Below `end`, or 0.
    fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % (end.max(1) as u64)).unwrap_or(0)
    }

    fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[self.below(from.len())]
    }
}

fn examples() -> Vec<Vec<char>> {
    let cases: Vec<serde_json::Value> =
        serde_json::from_str(include_str!("../tests/cases.json")).unwrap_or_default();
    cases.iter().filter_map(|case| Some(case["input"].as_str()?.chars().collect())).collect()
}

fn mutated(random: &mut Random, examples: &[Vec<char>], marks: &[char]) -> String {
    let mut text = random.pick(examples).clone();
    for _ in 0..=random.below(8) {
        let at = random.below(text.len() + 1);
        let other = random.pick(examples);
        let from = random.below(other.len());
        let part = &other[from..(from + 1 + random.below(20)).min(other.len())];
        let piece = match random.below(6) {
            0 => vec![*random.pick(marks)],
            1 => vec![*random.pick(marks); 1 + random.below(300)],
            2 => part.repeat(1 + random.below(100)),
            3 => text.clone(),
            4 => part.to_vec(),
            _ => {
                text.drain(at..(at + 1 + random.below(9)).min(text.len()));
                Vec::new()
            }
        };
        let rest = text.split_off(at.min(text.len()));
        text.extend(piece.into_iter().chain(rest));
        text.truncate(LENGTH_MAX);
    }
    text.into_iter().collect()
}

fn options(random: &mut Random) -> Options {
    let katex = Katex { dollar: random.below(2) == 0, parenthesis: random.below(2) == 0 };
    Options {
        colors: random.below(2) == 0,
        emoticons: random.below(2) == 0,
        katex: (random.below(2) == 0).then_some(katex),
        custom_domains: Vec::new(),
    }
}

/// What is wrong with how `text` is parsed.
fn fault(text: &str, options: &Options) -> Option<&'static str> {
    let work = |text: &str| catch_unwind(|| parse_within(text, options, budget(text.len())));
    let Ok(once) = work(text) else { return Some("panic") };
    let Some(once) = once else { return Some("over budget") };
    let Ok(twice) = work(&text.repeat(2)) else { return Some("panic when doubled") };
    let Some(twice) = twice else { return Some("over budget when doubled") };
    // Tables that the first copy had no use for may be needed by the second.
    (twice.work > once.work * 3 + 64 * text.len() as u64).then_some("work grows faster than the text")
}

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1).map_while(|argument| argument.parse().ok());
    let seconds = arguments.next().unwrap_or(10);
    let seed = arguments.next().unwrap_or(1);
    println!("seed {seed}");
    let (mut random, examples, marks) = (Random(seed), examples(), MARKS.chars().collect::<Vec<_>>());
    let (start, mut parsed, mut most) = (Instant::now(), 0_u64, 0);
    while start.elapsed() < Duration::from_secs(seconds) {
        let text = mutated(&mut random, &examples, &marks);
        let options = options(&mut random);
        if let Some(fault) = fault(&text, &options) {
            println!("{fault} after {parsed} texts: {text:?} with {options:?}");
            return ExitCode::FAILURE;
        }
        if let Some(it) = parse_within(&text, &options, u64::MAX) {
            most = most.max(it.work / (text.len() as u64 + 100));
        }
        parsed += 1;
    }
    println!("{parsed} texts, at most {most} steps per byte");
    ExitCode::SUCCESS
}
