//! `cargo xtask test`: everything that must hold, with real components.

use crate::root;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

/// What runs, in this order. What fails early is cheap.
const STEPS: &[&str] = &[
    "cargo fmt --all --check",
    "cargo xtask tidy",
    "cargo clippy --workspace --all-targets --quiet -- -D warnings",
    "cargo xtask surface --check",
    "cargo build --quiet",
    "cargo test --workspace --quiet --no-fail-fast",
    "cargo run --quiet -p rustle-testkit --bin clients",
    "cargo run --quiet -p rustle-testkit --bin conversation sqlite",
    "cargo run --quiet -p rustle-testkit --bin conversation postgresql",
    "cargo run --quiet -p rustle-testkit --bin ledger sqlite 60",
    "cargo run --quiet -p rustle-testkit --bin ledger postgresql 60",
];
/// Runs only where it is installed.
const DENY: &str = "cargo deny --all-features check bans licenses sources";

/// How many tests went well, and how many did not.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Count {
    passed: u64,
    failed: u64,
}

impl Count {
    fn add(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }
}

/// Runs every step, also after one failed, and says how many tests passed.
pub fn run() -> Result<(), String> {
    install()?;
    let mut total = Count::default();
    let deny = works("cargo", &["deny", "--version"]).then_some(DENY);
    if deny.is_none() {
        println!("== not installed, left out: {DENY}");
    }
    for step in STEPS.iter().copied().chain(deny) {
        println!("== {step}");
        let begin = Instant::now();
        let count = run_step(step);
        let failed = if count.failed == 0 { "" } else { "FAILED " };
        println!("== {failed}after {:.0} s: {step}", begin.elapsed().as_secs_f64());
        total.add(count);
    }
    println!("{} passed, {} failed", total.passed, total.failed);
    if total.failed == 0 { Ok(()) } else { Err("not everything holds".into()) }
}

/// Runs one command, shows what it says, and counts the tests in it; a command without tests is one itself.
fn run_step(step: &str) -> Count {
    let broken = Count { passed: 0, failed: 1 };
    let mut words = step.split(' ');
    let Some(program) = words.next() else { return broken };
    let child = Command::new(program).args(words).current_dir(root()).stdout(Stdio::piped()).spawn();
    let Ok(mut child) = child else { return broken };
    let mut count = Count::default();
    for line in
        child.stdout.take().into_iter().flat_map(|out| BufReader::new(out).lines()).map_while(Result::ok)
    {
        println!("{line}");
        count.add(counted(&line).unwrap_or_default());
    }
    let good = child.wait().is_ok_and(|status| status.success());
    if count == Count::default() {
        count.passed = u64::from(good);
    }
    if !good && count.failed == 0 {
        count.failed = 1;
    }
    count
}

/// Reads `… 12 passed; 0 failed …`, as cargo and our own programs close a run.
fn counted(line: &str) -> Option<Count> {
    let before = |word: &str| {
        let (start, _) = line.split_once(word)?;
        start.rsplit(' ').next()?.parse().ok()
    };
    Some(Count { passed: before(" passed")?, failed: before(" failed")? })
}

/// Installs from the distribution what is missing: PostgreSQL, Python's virtual environments, Node, a C compiler.
fn install() -> Result<(), String> {
    let mut missing = Vec::new();
    if !Path::new("/usr/lib/postgresql").exists() && !works("initdb", &["--version"]) {
        missing.push("postgresql");
    }
    if !works("python3", &["-c", "import venv, ensurepip"]) {
        missing.push("python3-venv");
    }
    if !works("node", &["--version"]) || !works("npm", &["--version"]) {
        missing.extend(["nodejs", "npm"]);
    }
    if !works("cc", &["--version"]) {
        missing.push("gcc");
    }
    if missing.is_empty() {
        return Ok(());
    }
    println!("== installing {}", missing.join(", "));
    let root = works("sh", &["-c", "test $(id -u) = 0"]);
    let apt = |arguments: &[&str]| {
        let mut command = Command::new(if root { "apt-get" } else { "sudo" });
        if !root {
            command.arg("apt-get");
        }
        command.env("DEBIAN_FRONTEND", "noninteractive").args(arguments).status().is_ok_and(|s| s.success())
    };
    let mut install = vec!["install", "-y", "--no-install-recommends"];
    install.extend(&missing);
    if apt(&["update"]) && apt(&install) {
        Ok(())
    } else {
        Err(format!("please install {} from your distribution, then run this again", missing.join(", ")))
    }
}

fn works(program: &str, arguments: &[&str]) -> bool {
    let command = Command::new(program).args(arguments).stdout(Stdio::null()).stderr(Stdio::null()).status();
    command.is_ok_and(|s| s.success())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_are_counted_by_their_closing_lines() {
        let count = |passed, failed| Some(Count { passed, failed });
        assert_eq!(
            counted("test result: ok. 12 passed; 0 failed; 1 ignored; finished in 1.02s"),
            count(12, 0)
        );
        assert_eq!(counted("clients: 7 passed, 1 failed"), count(7, 1));
        assert_eq!(counted("all of it passed, nothing failed"), None);
    }

    #[test]
    fn a_command_without_tests_counts_as_one() {
        assert_eq!(run_step("true"), Count { passed: 1, failed: 0 });
        assert_eq!(run_step("false"), Count { passed: 0, failed: 1 });
    }
}
