//! Runs the scripts of `tests/clients`: unmodified clients, each pinned by version, against a fresh server on
//! each engine. The last line says how many passed.
//!
//! `clients [sqlite|postgresql] [script]`

use rustle_testkit::{Engine, Proxy, Town};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitCode};
use std::time::{Duration, Instant};

/// Longest time for one script.
const PATIENCE: Duration = Duration::from_mins(3);
/// Between two looks at a script that runs.
const LOOK_EVERY: Duration = Duration::from_millis(20);

/// An unmodified client and the script that uses it.
struct Client {
    /// As its registry names it.
    pin: &'static str,
    script: &'static str,
}

const PYTHON: &[Client] = &[
    Client { pin: "rocketchat-API==3.7.1", script: "rest_library.py" },
    Client { pin: "rocketchat-async==4.3.0", script: "async_library.py" },
];
/// Installed together, by the lock file.
const NODE: &[Client] = &[
    Client { pin: "@rocket.chat/sdk@0.2.9", script: "sdk.js" },
    Client { pin: "@rocket.chat/ddp-client@1.1.2", script: "ddp_client.js" },
];

#[tokio::main]
async fn main() -> ExitCode {
    let (mut passed, mut failed) = (0, 0);
    let words: Vec<String> = std::env::args().skip(1).collect();
    let engines = words.first().map_or(Some(Engine::ALL.to_vec()), |w| Engine::parse(w).map(|e| vec![e]));
    let Some(engines) = engines else {
        eprintln!("clients [sqlite|postgresql] [script]");
        return ExitCode::FAILURE;
    };
    for engine in engines {
        for client in PYTHON.iter().chain(NODE) {
            if words.get(1).is_some_and(|only| only != client.script) {
                continue;
            }
            match run(client, engine).await {
                Ok(took) => {
                    println!("ok   {} on {}: {:.1} s", client.pin, engine.name(), took.as_secs_f64());
                    passed += 1;
                }
                Err(e) => {
                    println!("FAIL {} on {}: {e}", client.pin, engine.name());
                    failed += 1;
                }
            }
        }
    }
    println!("clients: {passed} passed, {failed} failed");
    if failed == 0 && passed > 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Runs a script in a town of its own.
async fn run(client: &Client, engine: Engine) -> Result<Duration, String> {
    let mut command = prepare(client)?;
    let town = Town::start(engine).await?;
    let proxy = Proxy::start(&town.address())?;
    command
        .env("TOWN", town.address())
        .env("BAD_NETWORK", proxy.address())
        .env("SCISSORS", proxy.scissors()?);
    let begin = Instant::now();
    let child = command.spawn().map_err(|e| e.to_string())?;
    wait(child, begin).map_err(|e| format!("{e}\nthe server's log:\n{}", town.log()))?;
    Ok(begin.elapsed())
}

fn wait(mut child: Child, begin: Instant) -> Result<(), String> {
    loop {
        match child.try_wait().map_err(|e| e.to_string())? {
            Some(status) if status.success() => return Ok(()),
            Some(status) => return Err(status.to_string()),
            None if begin.elapsed() > PATIENCE => {
                child.kill().map_err(|e| e.to_string())?;
                child.wait().map_err(|e| e.to_string())?;
                return Err("takes too long".to_owned());
            }
            None => std::thread::sleep(LOOK_EVERY),
        }
    }
}

/// Installs a client where it is missing, and gives the command of its script.
fn prepare(client: &Client) -> Result<Command, String> {
    let script = scripts().join(client.script);
    if script.extension().is_some_and(|e| e == "py") {
        let mut command = Command::new(python_for(client.pin)?);
        command.arg(script).env("PYTHONDONTWRITEBYTECODE", "1");
        return Ok(command);
    }
    let mut command = Command::new("node");
    command.arg(script).env("NODE_PATH", node_modules()?);
    Ok(command)
}

/// A virtual environment with one client in it.
fn python_for(pin: &str) -> Result<PathBuf, String> {
    let folder = installed().join(pin);
    let (python, ready) = (folder.join("bin/python"), folder.join("ready"));
    if !ready.exists() {
        do_it(Command::new("python3").args(["-m", "venv", "--clear"]).arg(&folder))?;
        let pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", pin];
        do_it(Command::new(&python).args(pip))?;
        std::fs::write(ready, "").map_err(|e| e.to_string())?;
    }
    Ok(python)
}

/// What the lock file says. Installed again when that has changed.
fn node_modules() -> Result<PathBuf, String> {
    let folder = installed().join("node");
    let modules = folder.join("node_modules");
    let lock = std::fs::read(scripts().join("package-lock.json")).map_err(|e| e.to_string())?;
    let ready = folder.join("ready");
    if std::fs::read(&ready).is_ok_and(|before| before == lock) {
        return Ok(modules);
    }
    std::fs::create_dir_all(&folder).map_err(|e| e.to_string())?;
    for name in ["package.json", "package-lock.json"] {
        std::fs::copy(scripts().join(name), folder.join(name)).map_err(|e| e.to_string())?;
    }
    let quietly = ["ci", "--ignore-scripts", "--legacy-peer-deps", "--no-audit", "--no-fund", "--silent"];
    do_it(Command::new("npm").args(quietly).current_dir(&folder))?;
    std::fs::write(ready, lock).map_err(|e| e.to_string())?;
    Ok(modules)
}

fn do_it(command: &mut Command) -> Result<(), String> {
    match command.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("{command:?}: {status}")),
        Err(e) => Err(format!("{command:?}: {e}")),
    }
}

fn workspace() -> &'static Path {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.ancestors().nth(2).unwrap_or(here)
}

fn scripts() -> PathBuf {
    workspace().join("tests/clients")
}

fn installed() -> PathBuf {
    workspace().join("target/clients")
}
