//! House rules as a check: what a reader should never have to point out.

use crate::root;
use std::fs;
use std::path::{Path, PathBuf};

/// Longest source file, lines. Tables of facts and what is listed here may be longer; the list may only shrink.
const LONGEST: usize = 400;
const LONGER: &[&str] = &["crates/ops/src/access.rs"];
/// Folders of tables and data.
const TABLES: &[&str] =
    &["crates/domain/src/settings/", "crates/domain/src/permissions.rs", "crates/markup/"];

/// What each crate may name; an arrow that is not here is forbidden.
const ARROWS: &[(&str, &[&str])] = &[
    ("markup", &[]),
    ("domain", &["markup"]),
    ("store", &["domain"]),
    ("blobs", &[]),
    ("media", &[]),
    ("socket", &[]),
    ("fanout", &["socket"]),
    ("ops", &["domain", "markup", "store", "blobs", "media"]),
    ("wire", &["domain", "markup", "ops"]),
    ("rest", &["domain", "media", "ops", "wire"]),
    ("ddp", &["domain", "fanout", "ops", "socket", "wire"]),
    ("server", &["blobs", "ddp", "domain", "fanout", "ops", "rest", "socket", "store", "wire"]),
    ("testkit", &[]),
    ("xtask", &["ddp", "rest"]),
];

/// Checks all of them and tells every fault.
pub fn check() -> Result<(), String> {
    let mut faults = Vec::new();
    let mut sources = Vec::new();
    collect(&root().join("crates"), &mut sources);
    for path in &sources {
        source(path, &mut faults);
    }
    for entry in fs::read_dir(root().join("crates")).into_iter().flatten().flatten() {
        let name = entry.file_name();
        match ARROWS.iter().find(|(known, _)| name == **known) {
            Some((name, allowed)) => arrows(name, allowed, &mut faults),
            None => faults.push(format!("crates/{}: say what it may name", name.display())),
        }
    }
    for doc in
        ["README.md", "CONTRIBUTING.md", "docs/ARCHITECTURE.md", "docs/COMPAT.md", "docs/OPERATIONS.md"]
    {
        names_in(doc, &mut faults);
    }
    if faults.is_empty() { Ok(()) } else { Err(faults.join("\n")) }
}

fn collect(folder: &Path, sources: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            collect(&path, sources);
        } else if path.extension().is_some_and(|e| e == "rs") {
            sources.push(path);
        }
    }
}

fn relative(path: &Path) -> String {
    path.strip_prefix(root()).unwrap_or(path).display().to_string()
}

fn source(path: &Path, faults: &mut Vec<String>) {
    let name = relative(path);
    let text = fs::read_to_string(path).unwrap_or_default();
    if path.file_name().is_some_and(|f| f == "mod.rs") {
        faults.push(format!("{name}: modules are `foo.rs` beside `foo/`"));
    }
    let lines = text.lines().count();
    let is_table =
        TABLES.iter().any(|t| name.starts_with(t)) || name.contains("/tests/") || name.contains("/examples/");
    if lines > LONGEST && !is_table && !LONGER.contains(&name.as_str()) {
        faults.push(format!("{name}: {lines} lines; a file that fits a mind has at most {LONGEST}"));
    }
    if lines <= LONGEST && LONGER.contains(&name.as_str()) {
        faults.push(format!("{name}: fits again; take it off the list of longer files"));
    }
    if !text.starts_with("//!") {
        faults.push(format!("{name}: says first what it is"));
    }
}

fn arrows(name: &str, allowed: &[&str], faults: &mut Vec<String>) {
    let manifest = root().join("crates").join(name).join("Cargo.toml");
    let text = fs::read_to_string(&manifest).unwrap_or_default();
    let product = text.split("[dev-dependencies]").next().unwrap_or("");
    for line in product.lines().filter(|l| l.starts_with("rustle-")) {
        let named = line.trim_start_matches("rustle-").split(['.', ' ', '=']).next().unwrap_or("");
        if !allowed.contains(&named) {
            faults.push(format!("crates/{name} must not name {named}"));
        }
    }
}

/// Every path that a document mentions in backticks exists.
fn names_in(doc: &str, faults: &mut Vec<String>) {
    let Ok(text) = fs::read_to_string(root().join(doc)) else {
        faults.push(format!("{doc} is missing"));
        return;
    };
    for quoted in text.split('`').skip(1).step_by(2) {
        let path = quoted.split([':', ' ']).next().unwrap_or("");
        let is_path = path.starts_with("crates/") || path.starts_with("docs/") || path.starts_with("seeds/");
        if is_path && !path.contains('<') && !root().join(path).exists() {
            faults.push(format!("{doc} names {path}, which does not exist"));
        }
    }
}
