//! What a setting can hold.

use serde::{Deserialize, Serialize};

/// The value of a setting. Read it through a typed key ([`super::Snapshot::get`]) where the setting is known.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum SettingValue {
    /// On or off.
    Bool(bool),
    /// A whole number; also milliseconds, of a span or since 1970.
    Int(i64),
    /// A number with a fraction.
    Real(f64),
    /// Text, also the key of a choice.
    Text(String),
    /// Keys of choices.
    List(Vec<String>),
    /// Rooms.
    Rooms(Vec<RoomRef>),
    /// A file.
    Asset(Asset),
}

/// A room that was picked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoomRef {
    /// Its id.
    #[serde(rename = "_id")]
    pub id: String,
    /// Its name when it was picked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
}

/// Where a file of the look (logo, icon, background) is served.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Asset {
    /// Path of what an administrator uploaded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// Path of what the server brings.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub default_url: Option<String>,
}

/// Why a value does not fit its setting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WrongValue {
    /// Of another type.
    Type,
    /// Not among the choices.
    Choice,
    /// Too small or too large.
    Range,
    /// Longer than [`SettingValue::MAX_TEXT`] bytes, or with a NUL.
    Text,
}

impl SettingValue {
    /// Longest text in bytes.
    pub const MAX_TEXT: usize = 1 << 20;
}

impl From<bool> for SettingValue {
    fn from(on: bool) -> Self {
        Self::Bool(on)
    }
}

impl From<i64> for SettingValue {
    fn from(number: i64) -> Self {
        Self::Int(number)
    }
}

impl From<&str> for SettingValue {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}
