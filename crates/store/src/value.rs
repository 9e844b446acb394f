//! Values as they go into statements and come out of rows.

use crate::StoreError;

/// A parameter or a column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// Nothing.
    Null,
    /// Whole numbers and times (milliseconds since 1970).
    Int(i64),
    /// Texts and documents.
    Text(String),
    /// Truth values.
    Bool(bool),
}

impl Value {
    /// A list, for `ANY_OF`. A text with NUL is left out: none is stored, and PostgreSQL would not read the list.
    pub fn list<T: AsRef<str>>(items: &[T]) -> Self {
        let items: Vec<&str> = items.iter().map(AsRef::as_ref).filter(|item| !item.contains('\0')).collect();
        Self::Text(serde_json::to_string(&items).unwrap_or_default())
    }
}

macro_rules! from {
    ($($type:ty => |$v:ident| $make:expr),* $(,)?) => {
        $(impl From<$type> for Value {
            fn from($v: $type) -> Self {
                $make
            }
        })*
    };
}
from! {
    i64 => |v| Self::Int(v),
    bool => |v| Self::Bool(v),
    String => |v| Self::Text(v),
    &str => |v| Self::Text(v.to_owned()),
    Vec<String> => |v| Self::list(&v),
    Vec<&str> => |v| Self::list(&v),
    &Vec<&str> => |v| Self::list(v),
}
impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

/// A slice of values from anything that can become one.
macro_rules! values {
    ($($value:expr),* $(,)?) => { [$(crate::Value::from($value)),*] };
}
pub(crate) use values;

/// One row of an answer.
#[derive(Clone, Debug)]
pub struct Row {
    pub(crate) columns: Vec<Value>,
    pub(crate) statement: &'static str,
}

impl Row {
    fn wrong(&self, at: usize) -> StoreError {
        let found = self.columns.get(at).map_or_else(|| "no such column".to_owned(), |v| format!("{v:?}"));
        StoreError::corrupt(&format!("{} column {at}", self.statement), &found)
    }
    /// How many columns there are.
    pub fn len(&self) -> usize {
        self.columns.len()
    }
    /// Are there none?
    pub fn is_empty(&self) -> bool {
        self.columns.is_empty()
    }
    /// A text.
    pub fn text(&self, at: usize) -> Result<String, StoreError> {
        self.opt_text(at)?.ok_or_else(|| self.wrong(at))
    }
    /// A text or nothing.
    pub fn opt_text(&self, at: usize) -> Result<Option<String>, StoreError> {
        match self.columns.get(at) {
            Some(Value::Text(s)) => Ok(Some(s.clone())),
            Some(Value::Null) => Ok(None),
            _ => Err(self.wrong(at)),
        }
    }
    /// A whole number.
    pub fn int(&self, at: usize) -> Result<i64, StoreError> {
        self.opt_int(at)?.ok_or_else(|| self.wrong(at))
    }
    /// A whole number or nothing.
    pub fn opt_int(&self, at: usize) -> Result<Option<i64>, StoreError> {
        match self.columns.get(at) {
            Some(Value::Int(i)) => Ok(Some(*i)),
            Some(Value::Null) => Ok(None),
            _ => Err(self.wrong(at)),
        }
    }
    /// A truth value; SQLite keeps them as 0 and 1.
    pub fn bool(&self, at: usize) -> Result<bool, StoreError> {
        match self.columns.get(at) {
            Some(Value::Bool(b)) => Ok(*b),
            Some(Value::Int(i)) => Ok(*i != 0),
            _ => Err(self.wrong(at)),
        }
    }
}
