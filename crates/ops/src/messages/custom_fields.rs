//! Fields that a workspace adds to messages, described by a small part of JSON Schema.
//!
//! Understood are `properties` with `type`, `enum`, `nullable`, `minLength`, `maxLength`, `minimum`, `maximum`, and
//! `required`. Fields that are not described are refused, as upstream does.

use crate::Failure;
use rustle_domain::Opaque;
use rustle_domain::messages::MessageRefusal;
use rustle_domain::settings::{Snapshot, keys};
use serde_json::{Map, Value};

/// Are these the workspace's fields?
pub(crate) fn check(fields: &Opaque, settings: &Snapshot) -> Result<(), Failure> {
    if !settings.get(keys::MESSAGE_CUSTOM_FIELDS_ENABLED) {
        return Err(MessageRefusal::CustomFieldsDisabled.into());
    }
    let schema = serde_json::from_str(settings.get(keys::MESSAGE_CUSTOM_FIELDS)).unwrap_or_default();
    match serde_json::from_str(&fields.0) {
        Ok(Value::Object(fields)) if fits(&fields, &schema) => Ok(()),
        _ => Err(MessageRefusal::CustomFieldsInvalid.into()),
    }
}

fn fits(fields: &Map<String, Value>, schema: &Value) -> bool {
    let required = schema.get("required").and_then(Value::as_array);
    required.into_iter().flatten().filter_map(Value::as_str).all(|name| fields.contains_key(name))
        && fields.iter().all(|(name, value)| {
            schema.get("properties").and_then(|p| p.get(name)).is_some_and(|rule| keeps(value, rule))
        })
}

fn keeps(value: &Value, rule: &Value) -> bool {
    if value.is_null() && rule.get("nullable") == Some(&Value::Bool(true)) {
        return true;
    }
    let typed = rule.get("type").and_then(Value::as_str).is_none_or(|kind| match kind {
        "string" => value.is_string(),
        "number" => value.is_number(),
        "integer" => value.is_i64() || value.is_u64(),
        "boolean" => value.is_boolean(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        _ => false,
    });
    let listed = rule.get("enum").and_then(Value::as_array).is_none_or(|list| list.contains(value));
    let bound = |key: &str| rule.get(key).and_then(Value::as_f64);
    let size = |length: f64| {
        bound("minLength").is_none_or(|least| length >= least)
            && bound("maxLength").is_none_or(|most| length <= most)
    };
    let length = value.as_str().and_then(|s| u32::try_from(s.chars().count()).ok()).map(f64::from);
    let number = value.as_f64().is_none_or(|n| {
        bound("minimum").is_none_or(|least| n >= least) && bound("maximum").is_none_or(|most| n <= most)
    });
    typed && listed && number && length.is_none_or(size)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn only_what_is_described() {
        let schema = json!({
            "properties": {
                "priority": { "type": "string", "nullable": false, "enum": ["low", "high"] },
                "weight": { "type": "integer", "minimum": 1 },
                "note": { "type": "string", "nullable": true, "maxLength": 3 },
            },
            "required": ["priority"],
        });
        let keeps = |fields: Value| fits(fields.as_object().unwrap(), &schema);
        assert!(keeps(json!({ "priority": "low" })));
        assert!(keeps(json!({ "priority": "low", "weight": 2, "note": null })));
        for bad in [
            json!({}),
            json!({ "priority": "middle" }),
            json!({ "priority": null }),
            json!({ "priority": "low", "weight": 0 }),
            json!({ "priority": "low", "note": "long" }),
            json!({ "priority": "low", "other": 1 }),
        ] {
            assert!(!keeps(bad.clone()), "{bad}");
        }
    }
}
