//! Parameters of a request, whatever way they came, read by type.

use crate::view::parse_iso;
use rustle_domain::Opaque;
use rustle_ops::Failure;
use serde_json::{Map, Value};

/// Parameters by name. Unknown ones are ignored; known ones must be of their type, never an object in place of a text.
#[derive(Clone, Debug, Default)]
pub struct Input {
    map: Map<String, Value>,
    /// Everything is text: numbers and truth values are read out of it.
    text: bool,
}

/// Deepest nesting of JSON that is looked at.
pub const MAX_DEPTH: usize = 64;

fn wrong(name: &'static str, what: &str) -> Failure {
    Failure::invalid(name, format!("must be {what}"))
}

impl Input {
    /// From a JSON body.
    pub fn json(value: Value) -> Result<Self, Failure> {
        match value {
            Value::Object(map) if depth(&map) <= MAX_DEPTH => Ok(Self { map, text: false }),
            Value::Null => Ok(Self::default()),
            _ => Err(Failure::invalid("body", "must be object")),
        }
    }

    /// From an object inside another.
    pub fn object(map: Map<String, Value>) -> Self {
        Self { map, text: false }
    }

    /// From the part of an address after `?`, decoded. `a[]=1&a[]=2` and repeated names become lists.
    pub fn query(pairs: impl IntoIterator<Item = (String, String)>) -> Self {
        let mut map = Map::new();
        for (key, value) in pairs {
            let (key, list) = match key.strip_suffix("[]") {
                Some(key) => (key.to_owned(), true),
                None => (key, false),
            };
            match map.get_mut(&key) {
                Some(Value::Array(items)) => items.push(Value::String(value)),
                Some(first) => *first = Value::Array(vec![first.take(), Value::String(value)]),
                None if list => drop(map.insert(key, Value::Array(vec![Value::String(value)]))),
                None => drop(map.insert(key, Value::String(value))),
            }
        }
        Self { map, text: true }
    }

    /// Adds what the path says; wins over anything else.
    pub fn set(&mut self, name: &str, value: String) {
        self.map.insert(name.to_owned(), Value::String(value));
    }

    /// Takes a parameter away.
    pub fn remove(&mut self, name: &str) {
        self.map.remove(name);
    }

    /// Is the parameter there (and not null)?
    pub fn has(&self, name: &str) -> bool {
        self.map.get(name).is_some_and(|v| !v.is_null())
    }

    /// The parameter as it came.
    pub fn raw(&self, name: &str) -> Option<&Value> {
        self.map.get(name).filter(|v| !v.is_null())
    }

    /// A text that must be there.
    pub fn str(&self, name: &'static str) -> Result<String, Failure> {
        self.opt_str(name)?.ok_or_else(|| missing(name))
    }

    /// A text.
    pub fn opt_str(&self, name: &'static str) -> Result<Option<String>, Failure> {
        match self.raw(name) {
            None => Ok(None),
            Some(Value::String(s)) if s.contains('\0') => Err(wrong(name, "text without NUL")),
            Some(Value::String(s)) => Ok(Some(s.clone())),
            Some(_) => Err(wrong(name, "string")),
        }
    }

    /// A text that is there and not empty.
    pub fn full_str(&self, name: &'static str) -> Result<Option<String>, Failure> {
        Ok(self.opt_str(name)?.filter(|s| !s.trim().is_empty()))
    }

    /// A truth value.
    pub fn opt_bool(&self, name: &'static str) -> Result<Option<bool>, Failure> {
        match self.raw(name) {
            None => Ok(None),
            Some(Value::Bool(b)) => Ok(Some(*b)),
            Some(Value::String(s)) if self.text => match s.as_str() {
                "true" | "1" => Ok(Some(true)),
                "false" | "0" | "" => Ok(Some(false)),
                _ => Err(wrong(name, "boolean")),
            },
            Some(_) => Err(wrong(name, "boolean")),
        }
    }

    /// A truth value, false when it is not there.
    pub fn bool(&self, name: &'static str) -> Result<bool, Failure> {
        Ok(self.opt_bool(name)?.unwrap_or(false))
    }

    /// A whole number.
    pub fn opt_int(&self, name: &'static str) -> Result<Option<i64>, Failure> {
        match self.raw(name) {
            None => Ok(None),
            Some(Value::Number(n)) => n.as_i64().map(Some).ok_or_else(|| wrong(name, "integer")),
            Some(Value::String(s)) if self.text && s.is_empty() => Ok(None),
            Some(Value::String(s)) if self.text => s.parse().map(Some).map_err(|_| wrong(name, "integer")),
            Some(_) => Err(wrong(name, "integer")),
        }
    }

    /// A date: ISO text, milliseconds, or `{"$date": ms}`; `{"$date": null}` is no date.
    pub fn opt_date(&self, name: &'static str) -> Result<Option<i64>, Failure> {
        match self.raw(name) {
            None => Ok(None),
            Some(Value::String(s)) if s.is_empty() => Ok(None),
            Some(value) => date(value).map_err(|()| wrong(name, "date")),
        }
    }

    /// A list of texts.
    pub fn opt_list(&self, name: &'static str) -> Result<Option<Vec<String>>, Failure> {
        match self.raw(name) {
            None => Ok(None),
            Some(Value::String(s)) if self.text => Ok(Some(vec![s.clone()])),
            Some(Value::Array(items)) => {
                let texts: Option<Vec<String>> =
                    items.iter().map(|i| i.as_str().map(str::to_owned)).collect();
                texts.map(Some).ok_or_else(|| wrong(name, "array of strings"))
            }
            Some(_) => Err(wrong(name, "array")),
        }
    }

    /// An object; in a query string it is written as JSON.
    pub fn opt_object(&self, name: &'static str) -> Result<Option<Self>, Failure> {
        match self.raw(name) {
            None => Ok(None),
            Some(Value::Object(map)) => Ok(Some(Self { map: map.clone(), text: false })),
            Some(Value::String(s)) if self.text => match serde_json::from_str(s) {
                Ok(Value::Object(map)) if depth(&map) <= MAX_DEPTH => Ok(Some(Self { map, text: false })),
                _ => Err(wrong(name, "object")),
            },
            Some(_) => Err(wrong(name, "object")),
        }
    }

    /// A document that the server only carries; in a query string or form it is written as JSON.
    pub fn opaque(&self, name: &str) -> Option<Opaque> {
        match self.raw(name)? {
            Value::String(s) if self.text && serde_json::from_str::<Value>(s).is_ok() => {
                Some(Opaque(s.clone()))
            }
            value => Some(Opaque(value.to_string())),
        }
    }

    /// Names of all parameters.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.map.keys().map(String::as_str)
    }

    /// Everything, as it came.
    pub fn into_map(self) -> Map<String, Value> {
        self.map
    }
}

/// The answer when a parameter is not there, in the words of upstream's checker.
pub fn missing(name: &'static str) -> Failure {
    Failure::invalid(name, format!("must have required property '{name}'"))
}

/// A date in any of the ways clients write one.
#[expect(
    clippy::result_unit_err,
    reason = "the caller names the parameter, and there is nothing else to say"
)]
pub fn date(value: &Value) -> Result<Option<i64>, ()> {
    match value {
        Value::Null => Ok(None),
        Value::String(s) => match s.parse::<i64>() {
            Ok(ms) if s.len() > 8 => Ok(Some(ms)),
            _ => parse_iso(s).map(Some).ok_or(()),
        },
        Value::Number(n) => n.as_i64().map(Some).ok_or(()),
        Value::Object(o) if o.len() == 1 && o.contains_key("$date") => match &o["$date"] {
            Value::Null => Ok(None),
            Value::Number(n) => n.as_i64().map(Some).ok_or(()),
            _ => Err(()),
        },
        _ => Err(()),
    }
}

fn depth(map: &Map<String, Value>) -> usize {
    fn of(value: &Value) -> usize {
        match value {
            Value::Object(map) => 1 + map.values().map(of).max().unwrap_or(0),
            Value::Array(items) => 1 + items.iter().map(of).max().unwrap_or(0),
            _ => 0,
        }
    }
    1 + map.values().map(of).max().unwrap_or(0)
}
