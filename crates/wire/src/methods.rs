//! Parameters and answers of DDP methods, for whichever front calls them.

use crate::input::{Input, MAX_DEPTH, date};
use rustle_ops::{Caller, Failure};
use serde_json::Value;
use std::future::Future;
use std::pin::Pin;

/// What a method gives: a value, or nothing at all.
pub type Answer = Result<Option<Value>, Failure>;

/// Every method by name. REST's `method.call` and DDP use the same.
pub trait Methods: Send + Sync {
    /// Calls one; `None` when there is no such method.
    fn call(
        &self,
        caller: Caller,
        name: &str,
        params: Params,
    ) -> Option<Pin<Box<dyn Future<Output = Answer> + Send>>>;
}

/// Parameters by place. More than a method takes are ignored, as clients append some.
#[derive(Clone, Debug, Default)]
pub struct Params(Vec<Value>);

/// Most parameters of one call.
const MAX_PARAMS: usize = 64;

fn wrong(at: usize, what: &str) -> Failure {
    Failure::invalid("params", format!("Match error: parameter {at} must be {what}"))
}

fn depth(value: &Value) -> usize {
    match value {
        Value::Object(map) => 1 + map.values().map(depth).max().unwrap_or(0),
        Value::Array(items) => 1 + items.iter().map(depth).max().unwrap_or(0),
        _ => 0,
    }
}

impl Params {
    /// From the `params` of a message.
    pub fn new(value: Option<Value>) -> Result<Self, Failure> {
        match value {
            None | Some(Value::Null) => Ok(Self::default()),
            Some(Value::Array(items))
                if items.len() <= MAX_PARAMS && items.iter().all(|i| depth(i) <= MAX_DEPTH) =>
            {
                Ok(Self(items))
            }
            Some(_) => Err(Failure::invalid("params", "Match error: params must be a list")),
        }
    }
    /// The answer to a parameter that is not what it must be.
    pub fn wrong(&self, at: usize, what: &str) -> Failure {
        wrong(at, what)
    }
    /// As it came.
    pub fn raw(&self, at: usize) -> Option<&Value> {
        self.0.get(at).filter(|v| !v.is_null())
    }
    /// A text that must be there.
    pub fn str(&self, at: usize) -> Result<String, Failure> {
        self.opt_str(at)?.ok_or_else(|| wrong(at, "text"))
    }
    /// A text.
    pub fn opt_str(&self, at: usize) -> Result<Option<String>, Failure> {
        match self.raw(at) {
            None => Ok(None),
            Some(Value::String(s)) if !s.contains('\0') => Ok(Some(s.clone())),
            Some(_) => Err(wrong(at, "text")),
        }
    }
    /// A truth value, false when it is not there.
    pub fn bool(&self, at: usize) -> Result<bool, Failure> {
        match self.raw(at) {
            None => Ok(false),
            Some(Value::Bool(b)) => Ok(*b),
            Some(_) => Err(wrong(at, "true or false")),
        }
    }
    /// A whole number.
    pub fn opt_int(&self, at: usize) -> Result<Option<i64>, Failure> {
        match self.raw(at) {
            None => Ok(None),
            Some(Value::Number(n)) => n.as_i64().map(Some).ok_or_else(|| wrong(at, "a whole number")),
            Some(_) => Err(wrong(at, "a whole number")),
        }
    }
    /// A date; `{}` and `{"$date": null}` are none, as some clients send them.
    pub fn opt_date(&self, at: usize) -> Result<Option<i64>, Failure> {
        match self.raw(at) {
            None => Ok(None),
            Some(Value::Object(map)) if map.is_empty() => Ok(None),
            Some(value) => date(value).map_err(|()| wrong(at, "a date")),
        }
    }
    /// A list of texts.
    pub fn list(&self, at: usize) -> Result<Vec<String>, Failure> {
        match self.raw(at) {
            None => Ok(Vec::new()),
            Some(Value::Array(items)) => {
                let texts: Option<Vec<String>> =
                    items.iter().map(|i| i.as_str().map(str::to_owned)).collect();
                texts.ok_or_else(|| wrong(at, "a list of texts"))
            }
            Some(_) => Err(wrong(at, "a list")),
        }
    }
    /// An object that must be there.
    pub fn object(&self, at: usize) -> Result<Input, Failure> {
        match self.raw(at) {
            Some(Value::Object(map)) => Ok(Input::object(map.clone())),
            _ => Err(wrong(at, "an object")),
        }
    }
}
