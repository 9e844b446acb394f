//! Settings: their values, and changing them.

mod get;
mod list;
mod set;

pub use get::Get;
pub use list::{List, Listed, Scope, Value};
pub use set::Set;

use rustle_domain::settings::{Environment, SettingValue, Snapshot};
use std::collections::BTreeMap;

/// Every setting's value: the default, what the environment says at first, what somebody stored, what the
/// environment forces — the last wins. Stored values that no longer fit their setting are as if never set.
pub(crate) fn snapshot(stored: &BTreeMap<String, String>, environment: &Environment) -> Snapshot {
    let stored = stored.iter().filter_map(|(id, text)| Some((id.clone(), stored_value(id, text)?)));
    let mut values = environment.initial.clone();
    values.extend(stored);
    values.extend(environment.forced.clone());
    Snapshot::with(values)
}

fn stored_value(id: &str, text: &str) -> Option<SettingValue> {
    let value = serde_json::from_str(text).ok()?;
    rustle_domain::settings::find(id)?.check(&value).ok()?;
    Some(value)
}
