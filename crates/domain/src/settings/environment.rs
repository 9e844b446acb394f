//! Settings that come from the environment of the process, as upstream reads them.

use super::definition::Kind;
use super::find;
use super::value::{SettingValue, WrongValue};
use std::collections::{BTreeMap, BTreeSet};

/// What the environment says of settings.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Environment {
    /// `OVERWRITE_SETTING_<id>`: decided here at every start.
    pub forced: BTreeMap<String, SettingValue>,
    /// `<id>`: instead of the default, until somebody changes it.
    pub initial: BTreeMap<String, SettingValue>,
    /// `SETTINGS_BLOCKED`: ids that clients cannot edit.
    pub blocked: BTreeSet<String>,
    /// `SETTINGS_HIDDEN`: ids that clients do not see.
    pub hidden: BTreeSet<String>,
    /// `SETTINGS_REQUIRED_ON_WIZARD`: ids that the first-start wizard insists on.
    pub required_on_wizard: BTreeSet<String>,
}

/// A variable that could not be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Misfit {
    /// Its name.
    pub variable: String,
    /// What is wrong with it.
    pub why: Why,
}

/// What is wrong with a variable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// There is no setting of this id.
    UnknownSetting,
    /// The value does not fit the setting.
    Value(WrongValue),
}

impl Environment {
    /// Reads names and values of variables. Those that have nothing to do with settings are passed over; the
    /// second part lists those that were meant for settings but are wrong, none of which has an effect.
    pub fn read<'a>(variables: impl IntoIterator<Item = (&'a str, &'a str)>) -> (Self, Vec<Misfit>) {
        let mut environment = Self::default();
        let mut misfits = Vec::new();
        for (variable, text) in variables {
            if let Err(why) = environment.take(variable, text) {
                misfits.push(Misfit { variable: variable.to_owned(), why });
            }
        }
        (environment, misfits)
    }

    fn take(&mut self, variable: &str, text: &str) -> Result<(), Why> {
        match variable {
            "SETTINGS_BLOCKED" => self.blocked.extend(ids(text)),
            "SETTINGS_HIDDEN" => self.hidden.extend(ids(text)),
            "SETTINGS_REQUIRED_ON_WIZARD" => self.required_on_wizard.extend(ids(text)),
            _ => {
                let forced = variable.strip_prefix("OVERWRITE_SETTING_");
                let Some(row) = find(forced.unwrap_or(variable)) else {
                    return if forced.is_some() { Err(Why::UnknownSetting) } else { Ok(()) };
                };
                let value = row.from_environment(text).map_err(Why::Value)?;
                let values = if forced.is_some() { &mut self.forced } else { &mut self.initial };
                values.insert(row.id.to_owned(), value);
            }
        }
        Ok(())
    }
}

fn ids(list: &str) -> impl Iterator<Item = String> {
    list.split(',').map(str::trim).filter(|id| !id.is_empty()).map(str::to_owned)
}

pub(super) fn value(kind: Kind, text: &str) -> Result<SettingValue, WrongValue> {
    let trimmed = text.trim();
    let value = match kind {
        Kind::Boolean if trimmed.eq_ignore_ascii_case("true") => SettingValue::Bool(true),
        Kind::Boolean if trimmed.eq_ignore_ascii_case("false") => SettingValue::Bool(false),
        Kind::Boolean | Kind::Asset => return Err(WrongValue::Type),
        Kind::Integer | Kind::Timespan | Kind::Date => {
            SettingValue::Int(trimmed.parse().map_err(|_| WrongValue::Type)?)
        }
        Kind::Number => match trimmed.parse() {
            Ok(whole) => SettingValue::Int(whole),
            Err(_) => SettingValue::Real(trimmed.parse().map_err(|_| WrongValue::Type)?),
        },
        Kind::MultiSelect => SettingValue::List(string_list(trimmed).ok_or(WrongValue::Type)?),
        _ => SettingValue::Text(text.to_owned()),
    };
    Ok(value)
}

/// A JSON list of strings.
fn string_list(json: &str) -> Option<Vec<String>> {
    let mut rest = json.strip_prefix('[')?.strip_suffix(']')?.trim();
    let mut list = Vec::new();
    while !rest.is_empty() {
        let (item, after) = string(rest.strip_prefix('"')?)?;
        list.push(item);
        rest = after.trim_start();
        if !rest.is_empty() {
            rest = rest.strip_prefix(',')?.trim_start();
            if rest.is_empty() {
                return None;
            }
        }
    }
    Some(list)
}

/// A JSON string whose opening quote was read, and what stands behind its closing one.
fn string(json: &str) -> Option<(String, &str)> {
    let mut text = String::new();
    let mut chars = json.chars();
    loop {
        match chars.next()? {
            '"' => return Some((text, chars.as_str())),
            '\\' => text.push(match chars.next()? {
                'n' => '\n',
                'r' => '\r',
                't' => '\t',
                c @ ('"' | '\\' | '/') => c,
                // Choices are plain words: no other escape can lead to one.
                _ => return None,
            }),
            c if c < ' ' => return None,
            c => text.push(c),
        }
    }
}
