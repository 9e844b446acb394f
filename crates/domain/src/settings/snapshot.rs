//! All settings at one moment.

use super::definition::Definition;
use super::key::{Key, Readable};
use super::value::SettingValue;
use super::{all, find, slot};
use std::sync::Arc;

/// The value of every setting, never changing. An operation reads one from its beginning to its end.
#[derive(Clone, Debug, PartialEq)]
pub struct Snapshot(Arc<[SettingValue]>);

impl Default for Snapshot {
    /// Every setting as on a new server.
    fn default() -> Self {
        Self(all().map(|row| row.default.value()).collect())
    }
}

impl Snapshot {
    /// The defaults, with these values instead. Ids that do not exist and values that do not fit are left out,
    /// as if never set: what was stored by another version must not stop the server.
    pub fn with<I: AsRef<str>>(values: impl IntoIterator<Item = (I, SettingValue)>) -> Self {
        let mut slots: Vec<SettingValue> = all().map(|row| row.default.value()).collect();
        for (id, value) in values {
            let id = id.as_ref();
            if let (Some(row), Some(slot)) = (find(id), slot(id))
                && row.check(&value).is_ok()
            {
                slots[slot] = value;
            }
        }
        Self(slots.into())
    }

    /// A value by its typed name.
    pub fn get<T: Readable + ?Sized>(&self, key: Key<T>) -> T::Read<'_> {
        T::read(&self.0[key.slot()])
    }

    /// A value by its row.
    pub fn value(&self, row: &Definition) -> &SettingValue {
        &self.0[slot(row.id).unwrap_or_default()]
    }

    /// A value by its id.
    pub fn find(&self, id: &str) -> Option<&SettingValue> {
        slot(id).map(|slot| &self.0[slot])
    }
}
