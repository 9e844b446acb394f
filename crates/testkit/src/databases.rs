//! A fresh database on each engine.

use crate::{Folder, postgres};

/// An empty database. Keep it for as long as its address is used.
#[derive(Debug)]
pub struct FreshDatabase {
    /// Its engine, for messages: `SQLite` or `PostgreSQL`.
    pub engine: &'static str,
    /// Its address as the server takes it: `sqlite:PATH` or `postgres://…`.
    pub url: String,
    _folder: Option<Folder>,
}

/// One empty database on each engine, so that one test runs on both.
pub async fn databases() -> Vec<FreshDatabase> {
    let folder = Folder::new();
    let file = format!("sqlite:{}", folder.path().join("rustle.db").display());
    let url = postgres().await.fresh_database().await;
    vec![
        FreshDatabase { engine: "SQLite", url: file, _folder: Some(folder) },
        FreshDatabase { engine: "PostgreSQL", url, _folder: None },
    ]
}
