//! The command line.

use clap::{Args, Parser, Subcommand};
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::PathBuf;

/// Team chat on your own server.
#[derive(Debug, Parser)]
#[command(name = "rustle", version)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Start the server.
    Serve(Serve),
    /// Manage administrators.
    #[command(subcommand)]
    Admin(Admin),
}

/// Where the data is.
#[derive(Debug, Clone, Args)]
pub struct Place {
    /// Folder for the database and files.
    #[arg(long, env = "RUSTLE_DATA", default_value = "data")]
    pub data: PathBuf,
    /// postgres://… instead of the embedded database.
    #[arg(long, env = "RUSTLE_DATABASE")]
    pub database: Option<String>,
}

/// How to start the server.
#[derive(Debug, Args)]
pub struct Serve {
    /// Where the data is.
    #[command(flatten)]
    pub place: Place,
    /// Address and port to listen on.
    #[arg(long, env = "RUSTLE_LISTEN")]
    pub listen: Option<SocketAddr>,
    /// Port to listen on, when no address is given.
    #[arg(long, env = "PORT", default_value_t = 3000)]
    pub port: u16,
    /// The address people reach the server under.
    #[arg(long, env = "ROOT_URL")]
    pub root_url: Option<String>,
    /// Users, rooms, settings and permissions to put in place, as TOML; may be given several times.
    #[arg(long)]
    pub seed: Vec<PathBuf>,
    /// Settings that nobody can change, as TOML: id = value.
    #[arg(long, env = "RUSTLE_CONFIG")]
    pub config: Option<PathBuf>,
    /// Write the log as JSON.
    #[arg(long, env = "RUSTLE_LOG_JSON")]
    pub log_json: bool,
}

impl Serve {
    /// Where to listen: everywhere, unless an address is given.
    pub fn address(&self) -> SocketAddr {
        self.listen.unwrap_or_else(|| SocketAddr::new(IpAddr::V4(Ipv4Addr::UNSPECIFIED), self.port))
    }
    /// The address people reach the server under: as given, else this machine's own.
    pub fn root_url(&self, port: u16) -> String {
        let given = self.root_url.as_deref().unwrap_or("").trim_end_matches('/');
        if given.is_empty() { format!("http://localhost:{port}") } else { given.to_owned() }
    }
}

/// Managing administrators.
#[derive(Debug, Subcommand)]
pub enum Admin {
    /// Make an administrator; the server must not be running on the same embedded database.
    Create(CreateAdmin),
}

/// A new administrator.
#[derive(Debug, Args)]
pub struct CreateAdmin {
    /// Where the data is.
    #[command(flatten)]
    pub place: Place,
    /// User name.
    #[arg(long, env = "ADMIN_USERNAME")]
    pub username: String,
    /// Mail address.
    #[arg(long, env = "ADMIN_EMAIL")]
    pub email: Option<String>,
    /// Password; asked for on standard input when it is not given.
    #[arg(long, env = "ADMIN_PASS", hide_env_values = true)]
    pub password: Option<String>,
}
