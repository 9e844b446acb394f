//! `settings*`

use super::{Slice, slice};
use crate::answer::Answer;
use crate::row::{Row, get, post};
use rustle_ops::settings::{Get, List, Scope, Set, Value as Setting};
use rustle_ops::{Failure, Refusal};
use rustle_wire::input::missing;
use rustle_wire::settings::{described, public};
use rustle_wire::{Input, View};
use serde_json::{Value, json};

pub(super) fn rows() -> Vec<Row> {
    vec![
        get("settings.public", public_list, listed),
        get("settings", |i| list(i, Scope::Visible), described_list),
        get("settings/{_id}", |i| Ok(Get { id: i.str("_id")? }), |s, v| public(&s, v)).answering(unknown),
        post("settings/{_id}", set, |(), _| json!({})).answering(unknown),
    ]
}

/// `_id=a,b`, or `query={"_id": …}` from clients that do not know the version yet.
fn list(input: &Input, scope: Scope) -> Result<List, Failure> {
    let mut ids = Vec::new();
    if let Some(text) = input.full_str("_id")? {
        ids = text.split(',').map(str::to_owned).collect();
    } else if let Some(query) = input.opt_object("query")? {
        ids = asked(&query)?;
    }
    let Slice { offset, count } = slice(input)?;
    Ok(List { scope, ids, offset, count })
}

fn public_list(input: &Input) -> Result<List, Failure> {
    list(input, Scope::Public)
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

fn page(list: &rustle_ops::settings::Listed, write: fn(&Setting, &View) -> Value, view: &View) -> Value {
    let settings: Vec<Value> = list.settings.iter().map(|s| write(s, view)).collect();
    json!({ "count": settings.len(), "settings": settings, "offset": list.offset, "total": list.total })
}

fn listed(list: rustle_ops::settings::Listed, view: &View) -> Value {
    page(&list, public, view)
}

fn described_list(list: rustle_ops::settings::Listed, view: &View) -> Value {
    page(&list, described, view)
}

fn set(input: &Input) -> Result<Set, Failure> {
    let value = input.raw("value").ok_or_else(|| missing("value"))?;
    let value = serde_json::from_value(value.clone())
        .map_err(|_| Failure::invalid("value", "does not fit the setting"))?;
    Ok(Set { id: input.str("_id")?, value })
}

/// Upstream says no more than that it failed.
fn unknown(failure: &Failure) -> Option<Answer> {
    match failure {
        Failure::Refused(Refusal::Setting(_)) => {
            Some(Answer { status: 400, body: json!({ "success": false }) })
        }
        _ => None,
    }
}
