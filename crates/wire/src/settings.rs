//! Settings on the wire.

use crate::{View, put};
use rustle_ops::settings::Value as Setting;
use serde_json::{Map, Value, json};

/// A setting as clients read it.
pub fn public(s: &Setting, _: &View) -> Value {
    json!({ "_id": s.definition.id, "value": s.value })
}

/// A setting with all that is needed to edit it.
pub fn described(s: &Setting, view: &View) -> Value {
    let d = s.definition;
    let mut out = Map::new();
    out.insert("_id".into(), d.id.into());
    out.insert("value".into(), json!(s.value));
    out.insert("packageValue".into(), json!(d.default.value()));
    out.insert("type".into(), d.kind.as_str().into());
    out.insert("group".into(), d.group.into());
    out.insert("public".into(), d.public.into());
    out.insert("hidden".into(), d.hidden.into());
    put(&mut out, "section", Some(d.section).filter(|s| !s.is_empty()));
    put(&mut out, "tab", Some(d.tab).filter(|t| !t.is_empty()));
    put(&mut out, "i18nLabel", Some(d.label()));
    put(&mut out, "i18nDescription", Some(d.description()));
    put(&mut out, "enableQuery", d.enable.query());
    put(&mut out, "_updatedAt", s.updated_at.map(|t| view.date(t)));
    Value::Object(out)
}
