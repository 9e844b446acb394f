//! A running server with a few known people, that tests may kill and start again.

use crate::{Folder, Http, postgres};
use std::fs::{File, OpenOptions};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

/// Longest wait for a server to answer or to end.
const PATIENCE: Duration = Duration::from_mins(1);
/// Between two looks at a server that does not answer yet.
const LOOK_EVERY: Duration = Duration::from_millis(10);

/// Which database a town's server uses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// The embedded one.
    Sqlite,
    /// A fresh database of the tests' PostgreSQL server.
    Postgres,
}

impl Engine {
    /// Both, so that one test runs on each.
    pub const ALL: [Self; 2] = [Self::Sqlite, Self::Postgres];

    /// Its name, as messages write it and [`Engine::parse`] reads it, whatever the case.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Sqlite => "SQLite",
            Self::Postgres => "PostgreSQL",
        }
    }

    /// Reads a name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|engine| engine.name().eq_ignore_ascii_case(name))
    }
}

/// A server of its own: free port, empty data, the people of `data/town.toml`. Killed when dropped.
#[derive(Debug)]
pub struct Town {
    folder: Folder,
    port: u16,
    database: Option<String>,
    child: Option<Child>,
}

impl Town {
    /// Starts one and waits until it answers.
    ///
    /// # Errors
    /// When there is no built server, or it does not answer in a minute; its log is part of the text.
    pub async fn start(engine: Engine) -> Result<Self, String> {
        let database = match engine {
            Engine::Sqlite => None,
            Engine::Postgres => Some(postgres().await.fresh_database().await),
        };
        let mut town = Self { folder: Folder::new(), port: free_port()?, database, child: None };
        town.restart()?;
        Ok(town)
    }

    /// Where the server answers: `http://127.0.0.1:PORT`.
    pub fn url(&self) -> String {
        format!("http://{}", self.address())
    }

    /// Address and port.
    pub fn address(&self) -> String {
        format!("127.0.0.1:{}", self.port)
    }

    /// A client that is not logged in.
    pub fn http(&self) -> Http {
        Http::new(&self.url())
    }

    /// Starts the server again, with the same data, on the same port; one that runs is killed first.
    pub fn restart(&mut self) -> Result<(), String> {
        self.kill()?;
        let log = OpenOptions::new().create(true).append(true).open(self.log_file()).map_err(text)?;
        let errors: File = log.try_clone().map_err(text)?;
        let mut command = Command::new(binary()?);
        command.args(["serve", "--listen", &self.address(), "--data"]).arg(self.folder.path().join("data"));
        command.arg("--seed").arg(concat!(env!("CARGO_MANIFEST_DIR"), "/data/town.toml"));
        if let Some(url) = &self.database {
            command.args(["--database", url]);
        }
        command.env("ROOT_URL", self.url()).stdin(Stdio::null()).stdout(log).stderr(errors);
        self.child = Some(command.spawn().map_err(text)?);
        self.wait_until_healthy()
    }

    fn wait_until_healthy(&mut self) -> Result<(), String> {
        let http = self.http();
        let begin = Instant::now();
        while begin.elapsed() < PATIENCE {
            if http.get("/health").is_ok_and(|(status, _)| status == 200) {
                return Ok(());
            }
            if let Some(status) = self.ended()? {
                return Err(format!("the server ended with {status}:\n{}", self.log()));
            }
            std::thread::sleep(LOOK_EVERY);
        }
        Err(format!("the server does not answer:\n{}", self.log()))
    }

    /// Ends the server as a power cut would: `SIGKILL`, with no chance to finish anything.
    pub fn kill(&mut self) -> Result<(), String> {
        let Some(mut child) = self.child.take() else { return Ok(()) };
        child.kill().map_err(text)?;
        child.wait().map(|_| ()).map_err(text)
    }

    /// Asks the server to stop, and waits for its end.
    pub fn stop(&mut self) -> Result<ExitStatus, String> {
        let pid = self.child.as_ref().ok_or("the server does not run")?.id().to_string();
        Command::new("kill").args(["-TERM", &pid]).status().map_err(text)?;
        let begin = Instant::now();
        while begin.elapsed() < PATIENCE {
            if let Some(status) = self.ended()? {
                return Ok(status);
            }
            std::thread::sleep(LOOK_EVERY);
        }
        Err(format!("the server does not stop:\n{}", self.log()))
    }

    fn ended(&mut self) -> Result<Option<ExitStatus>, String> {
        let status = self.child.as_mut().map_or(Ok(None), Child::try_wait).map_err(text)?;
        if status.is_some() {
            self.child = None;
        }
        Ok(status)
    }

    /// What all starts of the server have printed so far.
    pub fn log(&self) -> String {
        std::fs::read(self.log_file())
            .map_or_else(|e| e.to_string(), |b| String::from_utf8_lossy(&b).into_owned())
    }

    fn log_file(&self) -> PathBuf {
        self.folder.path().join("log")
    }
}

impl Drop for Town {
    fn drop(&mut self) {
        let _ = self.kill();
    }
}

/// The built server: what `RUSTLE_BIN` names, else the one beside or above this program.
fn binary() -> Result<PathBuf, String> {
    if let Some(given) = std::env::var_os("RUSTLE_BIN") {
        return Ok(given.into());
    }
    let here = std::env::current_exe().map_err(text)?;
    let found = here.ancestors().skip(1).map(|folder| folder.join("rustle")).find(|p| is_program(p));
    found.ok_or_else(|| "no built server: run `cargo build` first, or name one in RUSTLE_BIN".to_owned())
}

fn is_program(path: &Path) -> bool {
    path.is_file()
}

/// A port that was free a moment ago.
fn free_port() -> Result<u16, String> {
    TcpListener::bind("127.0.0.1:0").and_then(|l| l.local_addr()).map(|a| a.port()).map_err(text)
}

#[expect(clippy::needless_pass_by_value, reason = "for map_err")]
fn text(error: std::io::Error) -> String {
    error.to_string()
}
