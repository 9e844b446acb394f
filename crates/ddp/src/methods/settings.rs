//! Methods about settings.

use super::{Method, method};
use rustle_ops::settings::{List, Scope};
use rustle_wire::settings::public;
use serde_json::Value;

pub(super) fn rows() -> Vec<Method> {
    vec![method(
        "public-settings/get",
        |_| Ok(List { scope: Scope::Public, ids: Vec::new(), offset: 0, count: usize::MAX }),
        |list, view| Some(list.settings.iter().map(|s| public(s, view)).collect::<Vec<Value>>().into()),
    )]
}
