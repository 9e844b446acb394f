//! A private PostgreSQL server, started once per test process and gone with it.

use crate::folder::unique;
use std::io::{BufRead, BufReader};
use std::os::unix::fs::MetadataExt;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use tokio::sync::OnceCell;
use tokio_postgres::NoTls;

/// Names a server to use in place of a private one, with the right to make databases.
const GIVEN: &str = "RUSTLE_TEST_POSTGRES_URL";

/// Makes the server, says where it is, and waits for the end of its input: that is the end of the tests, however they
/// end. The databases sort by English rules unless a column asks otherwise, so that a test notices one that forgot.
const SCRIPT: &str = r#"
trap '' INT TERM HUP
dir=$(mktemp -d "${TMPDIR:-/tmp}/rustle-pg.XXXXXX" || mktemp -d /tmp/rustle-pg.XXXXXX) && cd "$dir" && exec 2>log || exit 1
fail() { cat log; rm -rf "$dir"; exit 1; }
"$BIN/initdb" -D data -U rustle -A trust -E UTF8 --locale=C.UTF-8 --locale-provider=icu --icu-locale=en-US \
    --no-sync >&2 || fail
"$BIN/postgres" -D data -k "$dir" -c listen_addresses= -c max_connections=400 -c shared_buffers=32MB \
    -c max_wal_size=256MB >&2 &
server=$!
until "$BIN/pg_isready" -q -h "$dir"; do
    kill -0 $server || fail
    sleep 0.05
done
echo "ready $dir"
cat >&2
kill -INT $server
wait $server
rm -rf "$dir"
"#;

/// A server on which tests make their databases.
#[derive(Debug)]
pub struct Server {
    /// Address without a database's name, ending in `/`.
    base: String,
    /// What follows the name, `?` included.
    options: String,
    /// The private server stops when this process's end closes the pipe to it.
    _guard: Option<Child>,
}

/// The server of this test process: private, or the one that `RUSTLE_TEST_POSTGRES_URL` names.
///
/// # Panics
/// When there is none: a test that needs it must fail, not be skipped.
pub async fn postgres() -> &'static Server {
    static SERVER: OnceCell<Server> = OnceCell::const_new();
    SERVER.get_or_init(|| async { start().unwrap_or_else(|e| panic!("PostgreSQL for tests: {e}")) }).await
}

impl Server {
    /// Makes an empty database and gives its address.
    ///
    /// # Panics
    /// When the server refuses.
    pub async fn fresh_database(&self) -> String {
        let name = format!("t_{}", unique());
        if let Err(e) = self.run(&format!("CREATE DATABASE {name}")).await {
            panic!("making database {name}: {e}");
        }
        self.url(&name)
    }

    fn url(&self, database: &str) -> String {
        format!("{}{database}{}", self.base, self.options)
    }

    async fn run(&self, sql: &str) -> Result<(), tokio_postgres::Error> {
        let (client, connection) = tokio_postgres::connect(&self.url("postgres"), NoTls).await?;
        let link = tokio::spawn(connection);
        client.batch_execute(sql).await?;
        drop(client);
        let _ = link.await;
        Ok(())
    }
}

fn start() -> Result<Server, String> {
    if let Ok(url) = std::env::var(GIVEN) {
        return given(&url).ok_or_else(|| format!("{GIVEN} is not postgres://USER@HOST/DATABASE"));
    }
    let bin =
        programs().ok_or("no initdb in /usr/lib/postgresql/*/bin or PATH; install the package postgresql")?;
    let mut guard = shell()
        .env("BIN", bin)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|e| e.to_string())?;
    let mut said = String::new();
    for line in guard.stdout.take().into_iter().flat_map(|out| BufReader::new(out).lines()) {
        let line = line.map_err(|e| e.to_string())?;
        if let Some(folder) = line.strip_prefix("ready ") {
            let base = format!("postgres://rustle@{}/", folder.replace('/', "%2F"));
            return Ok(Server { base, options: String::new(), _guard: Some(guard) });
        }
        said.push_str(&line);
        said.push('\n');
    }
    Err(said)
}

fn given(url: &str) -> Option<Server> {
    let (start, options) = url.find('?').map_or((url, ""), |at| url.split_at(at));
    let slash = start.rfind('/').filter(|at| *at > start.find("://").map_or(usize::MAX, |s| s + 2))?;
    Some(Server { base: start[..=slash].to_owned(), options: options.to_owned(), _guard: None })
}

/// The script's shell. PostgreSQL refuses to run as root: it then runs as the package's own user.
fn shell() -> Command {
    let root = std::fs::metadata("/proc/self").is_ok_and(|m| m.uid() == 0);
    let mut command = Command::new(if root { "setpriv" } else { "sh" });
    if root {
        command.args(["--reuid=postgres", "--regid=postgres", "--init-groups", "sh"]);
    }
    command.args(["-c", SCRIPT]);
    command
}

/// Where the server's programs are: the newest that the distribution installed, or what `PATH` has.
fn programs() -> Option<PathBuf> {
    let version = |p: &PathBuf| p.parent().and_then(|v| v.file_name()?.to_str()?.parse::<u32>().ok());
    let installed = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let newest =
        installed.map(|e| e.path().join("bin")).filter(|p| p.join("initdb").exists()).max_by_key(version);
    newest.or_else(|| std::env::split_paths(&std::env::var_os("PATH")?).find(|p| p.join("initdb").exists()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_given_server_keeps_its_options() {
        let url = |u: &str| given(u).map(|s| s.url("x"));
        assert_eq!(url("postgres://me:pw@host:1/db?a=b").as_deref(), Some("postgres://me:pw@host:1/x?a=b"));
        assert_eq!(url("postgres://me@%2Ftmp%2Fpg/").as_deref(), Some("postgres://me@%2Ftmp%2Fpg/x"));
        assert_eq!(url("postgres://host"), None);
    }

    #[tokio::test]
    async fn databases_are_fresh_and_apart() {
        let server = postgres().await;
        let (one, other) = (server.fresh_database().await, server.fresh_database().await);
        assert_ne!(one, other);
        for url in [one, other] {
            let (client, connection) = tokio_postgres::connect(&url, NoTls).await.unwrap();
            tokio::spawn(connection);
            client.batch_execute("CREATE TABLE only_here (id TEXT)").await.unwrap();
        }
    }
}
