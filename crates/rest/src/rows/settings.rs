//! `settings*`

use super::slice;
use crate::row::{Row, get};
use rustle_ops::Failure;
use rustle_ops::settings::{List, Scope, Value as Setting};
use rustle_wire::settings::public;
use rustle_wire::{Input, View};
use serde_json::{Value, json};

pub(super) fn rows() -> Vec<Row> {
    vec![get("settings.public", public_list, all)]
}

/// `_id=a,b`, or `query={"_id": …}` from clients that do not know the version yet.
fn public_list(input: &Input) -> Result<List, Failure> {
    let mut ids = Vec::new();
    if let Some(text) = input.full_str("_id")? {
        ids = text.split(',').map(str::to_owned).collect();
    } else if let Some(query) = input.opt_object("query")? {
        ids = asked(&query)?;
    }
    slice(input)?;
    Ok(List { scope: Scope::Public, ids })
}

fn asked(query: &Input) -> Result<Vec<String>, Failure> {
    match query.raw("_id") {
        None => Ok(Vec::new()),
        Some(Value::String(id)) => Ok(vec![id.clone()]),
        Some(Value::Object(_)) => {
            Ok(query.opt_object("_id")?.unwrap_or_default().opt_list("$in")?.unwrap_or_default())
        }
        Some(_) => Err(Failure::invalid("query", "must be an id or a list of ids")),
    }
}

fn all(list: Vec<Setting>, view: &View) -> Value {
    let settings: Vec<Value> = list.iter().map(|s| public(s, view)).collect();
    let count = settings.len();
    json!({ "settings": settings, "count": count, "offset": 0, "total": count })
}
