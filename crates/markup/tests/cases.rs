//! The upstream parser's own examples: input, options, expected tree.

#![expect(clippy::unwrap_used, reason = "a failed unwrap fails the test")]

use std::collections::BTreeSet;

use rustle_markup::{Block, Katex, Options, parse};
use serde_json::Value;

/// Inputs known to give another tree than upstream's. May only shrink.
const KNOWN_FAILURES: [&str; 0] = [];

fn cases() -> Vec<Value> {
    serde_json::from_str(include_str!("cases.json")).unwrap()
}

fn options(case: &Value) -> Options {
    let given = &case["options"];
    let on = |value: &Value| value.as_bool().unwrap_or(false);
    Options {
        colors: on(&given["colors"]),
        emoticons: on(&given["emoticons"]),
        katex: given["katex"].is_object().then(|| Katex {
            dollar: on(&given["katex"]["dollarSyntax"]),
            parenthesis: on(&given["katex"]["parenthesisSyntax"]),
        }),
        custom_domains: serde_json::from_value(given["customDomains"].clone()).unwrap_or_default(),
    }
}

fn failures() -> BTreeSet<String> {
    let failed = cases().into_iter().filter(|case| {
        let tree = parse(case["input"].as_str().unwrap(), &options(case));
        let differs = serde_json::to_value(&tree).unwrap() != case["expected"];
        if differs {
            eprintln!(
                "{}\n  is {}\n  not {}",
                case["input"],
                serde_json::to_value(&tree).unwrap(),
                case["expected"]
            );
        }
        differs
    });
    failed.map(|case| case["input"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn trees_are_upstreams() {
    let failures = failures();
    let known: BTreeSet<String> = KNOWN_FAILURES.iter().map(|input| (*input).to_owned()).collect();
    assert_eq!(failures, known, "cases that fail, against those known to");
    let passed = cases().len() - failures.len();
    assert!(passed * 100 >= cases().len() * 95, "{passed} of {}", cases().len());
}

#[test]
fn trees_survive_storage() {
    for case in cases() {
        let tree = parse(case["input"].as_str().unwrap(), &options(&case));
        let stored = serde_json::to_string(&tree).unwrap();
        assert_eq!(serde_json::from_str::<Vec<Block>>(&stored).unwrap(), tree);
    }
}
