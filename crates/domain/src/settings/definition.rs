//! One row of the registry.

use super::kinds::Choices;
use super::value::{Asset, SettingValue, WrongValue};
use super::{environment, registry, slot};
use std::borrow::Cow;
use std::fmt::Write;

/// What a setting holds and how clients let one edit it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "described where rows are made, in `kinds`")]
pub enum Kind {
    Boolean,
    Integer,
    Number,
    Timespan,
    Date,
    Str,
    Password,
    Code,
    Color,
    RelativeUrl,
    Action,
    Language,
    Timezone,
    Lookup,
    Select,
    MultiSelect,
    Asset,
    RoomPick,
}

impl Kind {
    /// The `type` that clients know.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Boolean => "boolean",
            Self::Integer | Self::Number => "int",
            Self::Timespan => "timespan",
            Self::Date => "date",
            Self::Str => "string",
            Self::Password => "password",
            Self::Code => "code",
            Self::Color => "color",
            Self::RelativeUrl => "relativeUrl",
            Self::Action => "action",
            Self::Language => "language",
            Self::Timezone => "timezone",
            Self::Lookup => "lookup",
            Self::Select => "select",
            Self::MultiSelect => "multiSelect",
            Self::Asset => "asset",
            Self::RoomPick => "roomPick",
        }
    }
}

/// A value as a table can write it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Literal {
    /// On or off.
    Bool(bool),
    /// A number.
    Int(i64),
    /// Text or the key of a choice.
    Text(&'static str),
    /// Keys of choices.
    List(&'static [&'static str]),
    /// Path of a file that the server brings; empty is none.
    Asset(&'static str),
}

impl Literal {
    /// The same as a value.
    pub fn value(self) -> SettingValue {
        match self {
            Self::Bool(on) => SettingValue::Bool(on),
            Self::Int(number) => SettingValue::Int(number),
            Self::Text(text) => SettingValue::Text(text.to_owned()),
            Self::List(list) => SettingValue::List(list.iter().map(|&item| item.to_owned()).collect()),
            Self::Asset(path) => SettingValue::Asset(Asset {
                url: None,
                default_url: (!path.is_empty()).then(|| path.to_owned()),
            }),
        }
    }
}

/// Another setting has a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Is {
    /// The other.
    pub id: &'static str,
    /// What it holds.
    pub value: Literal,
}

/// When clients let one edit (or see) a setting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Condition {
    /// Always.
    Always,
    /// When another setting has a value.
    One(Is),
    /// When all others have theirs.
    All(&'static [Is]),
    /// As this query of upstream's says: a JSON text.
    Json(&'static str),
}

impl Condition {
    /// The query that clients evaluate, as a JSON text; none when there is no condition.
    pub fn query(self) -> Option<String> {
        let object = |is: &Is| {
            let value = match is.value {
                Literal::Bool(on) => on.to_string(),
                Literal::Int(number) => number.to_string(),
                Literal::Text(text) | Literal::Asset(text) => quoted(text),
                Literal::List(list) => {
                    format!("[{}]", list.iter().map(|t| quoted(t)).collect::<Vec<_>>().join(","))
                }
            };
            format!(r#"{{"_id":{},"value":{value}}}"#, quoted(is.id))
        };
        match self {
            Self::Always => None,
            Self::One(is) => Some(object(&is)),
            Self::All(all) => Some(format!("[{}]", all.iter().map(object).collect::<Vec<_>>().join(","))),
            Self::Json(query) => Some(query.to_owned()),
        }
    }
}

fn quoted(text: &str) -> String {
    let mut json = String::with_capacity(text.len() + 2);
    json.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => json.extend(['\\', c]),
            c if c < ' ' => drop(write!(json, "\\u{:04x}", u32::from(c))),
            c => json.push(c),
        }
    }
    json.push('"');
    json
}

/// What a new server makes up for itself instead of a default.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Generated {
    /// A UUID.
    Uuid,
    /// 17 letters and digits, as ids are.
    Id,
    /// 256 secret bits as hex.
    Secret,
    /// The URL that the server was started with.
    SiteUrl,
}

/// What an uploaded file of the look must be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FileRule {
    /// Any of these.
    pub extensions: &'static [&'static str],
    /// Width and height in pixels, when prescribed.
    pub size: Option<(u32, u32)>,
}

/// All that is known of a setting.
#[derive(Clone, Copy, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact that clients read by its name")]
pub struct Definition {
    /// Unique. Clients and the database know the setting by it.
    pub id: &'static str,
    /// What it holds.
    pub kind: Kind,
    /// What it holds at first.
    pub default: Literal,
    /// What upstream has instead, where ours is the safer or the less branded choice.
    pub upstream: Option<Literal>,
    /// What takes the place of the default at the first start.
    pub generated: Option<Generated>,
    /// The page it stands on.
    pub group: &'static str,
    /// The part of the page; empty is none.
    pub section: &'static str,
    /// The tab of the page; empty is none.
    pub tab: &'static str,
    /// Do all clients read it, signed in or not?
    pub public: bool,
    /// Is it kept from everybody but the server?
    pub hidden: bool,
    /// Is its value kept out of logs and exports?
    pub secret: bool,
    /// Does only the server change it?
    pub readonly: bool,
    /// Is it edited in several lines?
    pub multiline: bool,
    /// May the browser fill it in?
    pub autocomplete: bool,
    /// Does upstream sell it?
    pub premium: bool,
    /// What upstream's clients show without a licence.
    pub invalid: Option<Literal>,
    /// Licence modules of upstream that it belongs to.
    pub modules: &'static [&'static str],
    /// Key and label of what can be chosen.
    pub choices: Choices,
    /// Smallest and largest number.
    pub range: Option<(i64, i64)>,
    /// When it can be edited.
    pub enable: Condition,
    /// When it is shown.
    pub display: Condition,
    /// Step and place in the first-start wizard.
    pub wizard: Option<(u8, u8)>,
    /// Translation key of a warning.
    pub alert: &'static str,
    /// What an empty field shows.
    pub placeholder: &'static str,
    /// Language of a [`Kind::Code`].
    pub code: &'static str,
    /// Translation key on the button of a [`Kind::Action`].
    pub action_text: &'static str,
    /// REST path that lists what a [`Kind::Lookup`] can be.
    pub lookup: &'static str,
    /// What a [`Kind::Asset`] must be.
    pub file: Option<FileRule>,
    pub(super) label: &'static str,
    pub(super) description: &'static str,
}

/// A value, and what clients are told of it.
impl Definition {
    /// Translation key of the name.
    pub const fn label(&self) -> &'static str {
        if self.label.is_empty() { self.id } else { self.label }
    }

    /// Translation key of the explanation.
    pub fn description(&self) -> Cow<'static, str> {
        if self.description.is_empty() {
            format!("{}_Description", self.id).into()
        } else {
            self.description.into()
        }
    }

    /// Place among its group and section, as upstream numbers them.
    pub fn sorter(&self) -> i64 {
        slot(self.id).map_or(0, |slot| registry().sorters[slot])
    }

    /// Does the value fit? Whether the text of a `code` setting is valid JSON is for the caller to say.
    pub fn check(&self, value: &SettingValue) -> Result<(), WrongValue> {
        match (self.kind, value) {
            (Kind::Boolean, SettingValue::Bool(_))
            | (Kind::Asset, SettingValue::Asset(_))
            | (Kind::RoomPick, SettingValue::Rooms(_))
            | (Kind::Date, SettingValue::Int(_)) => Ok(()),
            (Kind::Integer | Kind::Number | Kind::Timespan, SettingValue::Int(number)) => match self.range {
                Some((low, high)) if !(low..=high).contains(number) => Err(WrongValue::Range),
                _ => Ok(()),
            },
            (Kind::Number, SettingValue::Real(number)) if number.is_finite() => Ok(()),
            (Kind::MultiSelect, SettingValue::List(list)) => {
                if list.iter().all(|item| self.offers(item)) {
                    Ok(())
                } else {
                    Err(WrongValue::Choice)
                }
            }
            (Kind::Select, SettingValue::Text(text)) => {
                if text.is_empty() || self.offers(text) {
                    Ok(())
                } else {
                    Err(WrongValue::Choice)
                }
            }
            (kind, SettingValue::Text(text)) if kind.is_text() => check_text(text),
            (Kind::RoomPick, SettingValue::Text(text)) if text.is_empty() => Ok(()),
            _ => Err(WrongValue::Type),
        }
    }

    /// The value that a text from the environment stands for: numbers and `true`/`false` in words, several
    /// choices as a JSON list of strings. Unlike upstream, a number with anything behind it is refused, and
    /// `true` stays text where the setting holds text.
    pub fn from_environment(&self, text: &str) -> Result<SettingValue, WrongValue> {
        let value = environment::value(self.kind, text)?;
        self.check(&value).map(|()| value)
    }

    fn offers(&self, key: &str) -> bool {
        self.choices.is_empty() || self.choices.iter().any(|(known, _)| *known == key)
    }
}

impl Kind {
    const fn is_text(self) -> bool {
        matches!(
            self,
            Self::Str
                | Self::Password
                | Self::Code
                | Self::Color
                | Self::RelativeUrl
                | Self::Action
                | Self::Language
                | Self::Timezone
                | Self::Lookup
        )
    }
}

fn check_text(text: &str) -> Result<(), WrongValue> {
    if text.len() > SettingValue::MAX_TEXT || text.contains('\0') { Err(WrongValue::Text) } else { Ok(()) }
}
