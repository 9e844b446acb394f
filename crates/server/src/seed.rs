//! Configuration as code: users, rooms, settings and permissions from TOML files, put in place at every start.

use rustle_ops::seed::{Plan, SeedRoom, SeedUser};
use rustle_ops::{App, Caller};
use rustle_wire::Text;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::Path;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    users: Vec<UserEntry>,
    #[serde(default)]
    rooms: Vec<RoomEntry>,
    #[serde(default)]
    settings: BTreeMap<String, toml::Value>,
    #[serde(default)]
    permissions: BTreeMap<String, Vec<String>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct UserEntry {
    id: String,
    username: String,
    password: Option<String>,
    name: Option<String>,
    email: Option<String>,
    #[serde(default)]
    verified: bool,
    #[serde(default)]
    roles: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RoomEntry {
    id: String,
    name: String,
    #[serde(default = "channel")]
    kind: String,
    #[serde(default)]
    default: bool,
    #[serde(default)]
    members: Vec<String>,
}

fn channel() -> String {
    "c".into()
}

/// Reads a file and puts in place what it says. Done again, it changes nothing but what people changed since.
pub async fn apply(app: &App, path: &Path) -> Result<(), String> {
    let wrong = |e: &dyn std::fmt::Display| format!("{}: {e}", path.display());
    let text = std::fs::read_to_string(path).map_err(|e| wrong(&e))?;
    let file: File = toml::from_str(&text).map_err(|e| wrong(&e))?;
    let plan = plan(file).map_err(|e| wrong(&e))?;
    let done = app.call(&Caller::server("rocket.cat"), plan).await;
    done.map_err(|f| wrong(&Text::of(&f).message()))
}

fn plan(file: File) -> Result<Plan, String> {
    let mut settings = BTreeMap::new();
    for (id, value) in file.settings {
        let value = serde_json::to_value(value).map_err(|e| e.to_string())?;
        settings.insert(id.clone(), serde_json::from_value(value).map_err(|e| format!("{id}: {e}"))?);
    }
    let users = file.users.into_iter().map(|u| SeedUser {
        id: u.id.into(),
        username: u.username,
        password: u.password,
        name: u.name,
        email: u.email,
        verified: u.verified,
        roles: u.roles,
        hash: None,
    });
    let mut rooms = Vec::new();
    for r in file.rooms {
        let kind = rustle_domain::rooms::RoomKind::parse(&r.kind)
            .ok_or_else(|| format!("{}: kind must be c or p", r.id))?;
        rooms.push(SeedRoom { id: r.id.into(), name: r.name, kind, default: r.default, members: r.members });
    }
    Ok(Plan { users: users.collect(), rooms, settings, permissions: file.permissions })
}
