//! What a row can be, each with the type that its key reads.

use super::definition::{Definition, Kind, Literal};
use super::value::{Asset as AssetValue, RoomRef};

/// The type that settings of a kind are read as.
pub trait Shape {
    /// `bool`, `i64`, `str` …
    type Value: ?Sized;
}

/// Keys and labels of what can be chosen.
pub type Choices = &'static [(&'static str, &'static str)];

macro_rules! kinds {
    ($($(#[$doc:meta])* $name:ident: $shape:ty = ($($arg:ident: $ty:ty),*) $kind:expr, $default:expr;)*) => {$(
        $(#[$doc])*
        pub struct $name;

        impl Shape for $name {
            type Value = $shape;
        }

        impl $name {
            /// A row of this kind.
            pub const fn row(id: &'static str, $($arg: $ty),*) -> Definition {
                Definition::new(id, $kind, $default)
            }
        }
    )*};
}

kinds! {
    /// On or off.
    Boolean: bool = (on: bool) Kind::Boolean, Literal::Bool(on);
    /// A whole number.
    Integer: i64 = (number: i64) Kind::Integer, Literal::Int(number);
    /// A number that may have a fraction. Clients know it as `int` too.
    Number: f64 = (number: i64) Kind::Number, Literal::Int(number);
    /// Milliseconds.
    Timespan: i64 = (milliseconds: i64) Kind::Timespan, Literal::Int(milliseconds);
    /// Milliseconds since 1970.
    Date: i64 = (milliseconds: i64) Kind::Date, Literal::Int(milliseconds);
    /// One line, or several where the row says `.multiline()`.
    Str: str = (text: &'static str) Kind::Str, Literal::Text(text);
    /// Not shown while typed.
    Password: str = (text: &'static str) Kind::Password, Literal::Text(text);
    /// A file's text; the row names its language with `.code(…)`.
    Code: str = (text: &'static str) Kind::Code, Literal::Text(text);
    /// `#rrggbb`.
    Color: str = (text: &'static str) Kind::Color, Literal::Text(text);
    /// A path below the server's URL.
    RelativeUrl: str = (text: &'static str) Kind::RelativeUrl, Literal::Text(text);
    /// A button; the value names the method that it calls.
    Action: str = (method: &'static str) Kind::Action, Literal::Text(method);
    /// A language code.
    Language: str = (text: &'static str) Kind::Language, Literal::Text(text);
    /// A name of the time zone database.
    Timezone: str = (text: &'static str) Kind::Timezone, Literal::Text(text);
    /// One of what a REST path lists.
    Lookup: str = (text: &'static str) Kind::Lookup, Literal::Text(text);
    /// A file to upload, or the one that is served until then.
    Asset: AssetValue = (default_url: &'static str) Kind::Asset, Literal::Asset(default_url);
    /// Rooms; none at first.
    RoomPick: [RoomRef] = () Kind::RoomPick, Literal::Text("");
}

/// One of several.
pub struct Select;

impl Shape for Select {
    type Value = str;
}

impl Select {
    /// A row of this kind.
    pub const fn row(id: &'static str, chosen: &'static str, choices: Choices) -> Definition {
        Definition::new(id, Kind::Select, Literal::Text(chosen)).offering(choices)
    }
}

/// Any of several.
pub struct MultiSelect;

impl Shape for MultiSelect {
    type Value = [String];
}

impl MultiSelect {
    /// A row of this kind.
    pub const fn row(id: &'static str, chosen: &'static [&'static str], choices: Choices) -> Definition {
        Definition::new(id, Kind::MultiSelect, Literal::List(chosen)).offering(choices)
    }
}
