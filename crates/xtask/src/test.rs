//! `cargo xtask test`: everything that must hold, with real components.

use crate::root;
use std::path::Path;
use std::process::{Command, Stdio};

/// A step: what it is, and how it is run.
struct Step {
    name: &'static str,
    command: Vec<&'static str>,
}

fn step(name: &'static str, command: &[&'static str]) -> Step {
    Step { name, command: command.to_vec() }
}

/// Runs every step, also after one failed, and says how many passed.
pub fn run() -> Result<(), String> {
    install()?;
    let steps = [
        step("format", &["cargo", "fmt", "--all", "--check"]),
        step(
            "lints",
            &["cargo", "clippy", "--workspace", "--all-targets", "--quiet", "--", "-D", "warnings"],
        ),
        step("house rules", &["cargo", "xtask", "tidy"]),
        step("surface", &["cargo", "xtask", "surface", "--check"]),
        step("build", &["cargo", "build", "--quiet"]),
        step("tests", &["cargo", "test", "--workspace", "--quiet"]),
        step("clients", &["python3", "tests/clients/run.py"]),
    ];
    let (mut passed, mut failed) = (0, 0);
    for step in steps {
        println!("== {}", step.name);
        let status = Command::new(step.command[0]).args(&step.command[1..]).current_dir(root()).status();
        if status.is_ok_and(|s| s.success()) {
            passed += 1;
        } else {
            println!("== {} FAILED", step.name);
            failed += 1;
        }
    }
    println!("steps: {passed} passed, {failed} failed");
    if failed == 0 { Ok(()) } else { Err("not everything holds".into()) }
}

/// Installs from the distribution what is missing: PostgreSQL, and Python's virtual environments.
fn install() -> Result<(), String> {
    let mut missing = Vec::new();
    if !Path::new("/usr/lib/postgresql").exists() {
        missing.push("postgresql");
    }
    if !works("python3", &["-c", "import venv, ensurepip"]) {
        missing.push("python3-venv");
    }
    if !works("cc", &["--version"]) {
        missing.push("gcc");
    }
    if missing.is_empty() {
        return Ok(());
    }
    println!("== installing {}", missing.join(", "));
    let sudo = !works("sh", &["-c", "test $(id -u) = 0"]);
    let apt = |arguments: &[&str]| {
        let mut command = if sudo { Command::new("sudo") } else { Command::new("apt-get") };
        if sudo {
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
