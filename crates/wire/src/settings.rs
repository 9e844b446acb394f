//! Settings on the wire.

use crate::View;
use rustle_ops::settings::Value as Setting;
use serde_json::{Map, Value};

/// A setting as clients read it.
pub fn public(s: &Setting, _: &View) -> Value {
    let mut out = Map::new();
    out.insert("_id".into(), s.definition.id.into());
    out.insert("value".into(), serde_json::to_value(&s.value).unwrap_or_default());
    Value::Object(out)
}
