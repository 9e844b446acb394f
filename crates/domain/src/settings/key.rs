//! Typed names of settings.

use super::definition::Definition;
use super::value::{Asset, RoomRef, SettingValue};
use super::{TABLES, registry};
use std::fmt;
use std::marker::PhantomData;

/// The name of a setting that reads as `T`. Only the table's rows make one: see [`super::keys`].
pub struct Key<T: ?Sized> {
    slot: usize,
    reads: PhantomData<fn() -> *const T>,
}

impl<T: ?Sized> Clone for Key<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: ?Sized> Copy for Key<T> {}

impl<T: ?Sized> fmt::Debug for Key<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Key").field(&self.id()).finish()
    }
}

impl<T: ?Sized> Key<T> {
    /// Runs while compiling: where the row stands among all rows.
    pub(super) const fn of(group: &str, rows: &[Definition], id: &str) -> Self {
        let mut table = 0;
        let mut slot = 0;
        while !same(TABLES[table].id, group) {
            slot += TABLES[table].rows.len();
            table += 1;
        }
        let mut row = 0;
        while !same(rows[row].id, id) {
            row += 1;
        }
        Self { slot: slot + row, reads: PhantomData }
    }

    pub(super) const fn slot(self) -> usize {
        self.slot
    }

    /// All that is known of the setting.
    pub fn definition(self) -> &'static Definition {
        registry().rows[self.slot]
    }

    /// The id that clients and the database know.
    pub fn id(self) -> &'static str {
        self.definition().id
    }
}

const fn same(a: &str, b: &str) -> bool {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    if a.len() != b.len() {
        return false;
    }
    let mut at = 0;
    while at < a.len() {
        if a[at] != b[at] {
            return false;
        }
        at += 1;
    }
    true
}

/// What a key can read. A value of another type reads as nothing: off, 0 or empty; a snapshot has none.
pub trait Readable {
    /// What is handed out.
    type Read<'a>;

    /// Takes it out of a value.
    fn read(value: &SettingValue) -> Self::Read<'_>;
}

impl Readable for bool {
    type Read<'a> = bool;

    fn read(value: &SettingValue) -> bool {
        matches!(value, SettingValue::Bool(true))
    }
}

impl Readable for i64 {
    type Read<'a> = i64;

    fn read(value: &SettingValue) -> i64 {
        if let SettingValue::Int(number) = value { *number } else { 0 }
    }
}

impl Readable for f64 {
    type Read<'a> = f64;

    #[expect(clippy::cast_precision_loss, reason = "settings that may have a fraction are small: minutes")]
    fn read(value: &SettingValue) -> f64 {
        match value {
            SettingValue::Int(number) => *number as f64,
            SettingValue::Real(number) => *number,
            _ => 0.0,
        }
    }
}

impl Readable for str {
    type Read<'a> = &'a str;

    fn read(value: &SettingValue) -> &str {
        if let SettingValue::Text(text) = value { text } else { "" }
    }
}

impl Readable for [String] {
    type Read<'a> = &'a [String];

    fn read(value: &SettingValue) -> &[String] {
        if let SettingValue::List(list) = value { list } else { &[] }
    }
}

impl Readable for [RoomRef] {
    type Read<'a> = &'a [RoomRef];

    fn read(value: &SettingValue) -> &[RoomRef] {
        if let SettingValue::Rooms(rooms) = value { rooms } else { &[] }
    }
}

impl Readable for Asset {
    type Read<'a> = Option<&'a Asset>;

    fn read(value: &SettingValue) -> Option<&Asset> {
        if let SettingValue::Asset(asset) = value { Some(asset) } else { None }
    }
}
