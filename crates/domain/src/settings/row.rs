//! How the tables write a row.

pub(super) use super::definition::{Generated, Literal};

use super::definition::{Condition, Definition, FileRule, Is, Kind};
use super::kinds::Choices;

/// What rows say of themselves.
impl Definition {
    pub(super) const fn new(id: &'static str, kind: Kind, default: Literal) -> Self {
        Self {
            id,
            kind,
            default,
            upstream: None,
            generated: None,
            group: "",
            section: "",
            tab: "",
            public: false,
            hidden: false,
            secret: false,
            readonly: false,
            multiline: false,
            autocomplete: true,
            premium: false,
            invalid: None,
            modules: &[],
            choices: &[],
            range: None,
            enable: Condition::Always,
            display: Condition::Always,
            wizard: None,
            alert: "",
            placeholder: "",
            code: "",
            action_text: "",
            lookup: "",
            file: None,
            label: "",
            description: "",
        }
    }

    pub(super) const fn under(self, group: &'static str, place: Place) -> Self {
        Self { group, section: place.section, tab: place.tab, ..self }
    }

    pub(super) const fn offering(self, choices: Choices) -> Self {
        Self { choices, ..self }
    }

    pub(super) const fn public(self) -> Self {
        Self { public: true, ..self }
    }

    pub(super) const fn hidden(self) -> Self {
        Self { hidden: true, ..self }
    }

    pub(super) const fn secret(self) -> Self {
        Self { secret: true, ..self }
    }

    pub(super) const fn readonly(self) -> Self {
        Self { readonly: true, ..self }
    }

    pub(super) const fn multiline(self) -> Self {
        Self { multiline: true, ..self }
    }

    pub(super) const fn typed_by_hand(self) -> Self {
        Self { autocomplete: false, ..self }
    }

    pub(super) const fn premium(self, modules: &'static [&'static str], invalid: Literal) -> Self {
        Self { premium: true, modules, invalid: Some(invalid), ..self }
    }

    pub(super) const fn invalid(self, invalid: Literal) -> Self {
        Self { invalid: Some(invalid), ..self }
    }

    pub(super) const fn upstream(self, default: Literal) -> Self {
        Self { upstream: Some(default), ..self }
    }

    pub(super) const fn generated(self, generated: Generated) -> Self {
        Self { generated: Some(generated), ..self }
    }

    pub(super) const fn within(self, low: i64, high: i64) -> Self {
        Self { range: Some((low, high)), ..self }
    }

    pub(super) const fn when(self, id: &'static str) -> Self {
        self.when_is(id, Literal::Bool(true))
    }

    pub(super) const fn when_is(self, id: &'static str, value: Literal) -> Self {
        Self { enable: Condition::One(Is { id, value }), ..self }
    }

    pub(super) const fn when_all(self, all: &'static [Is]) -> Self {
        Self { enable: Condition::All(all), ..self }
    }

    pub(super) const fn when_query(self, json: &'static str) -> Self {
        Self { enable: Condition::Json(json), ..self }
    }

    pub(super) const fn shown_when_is(self, id: &'static str, value: Literal) -> Self {
        Self { display: Condition::One(Is { id, value }), ..self }
    }

    pub(super) const fn wizard(self, step: u8, place: u8) -> Self {
        Self { wizard: Some((step, place)), ..self }
    }

    pub(super) const fn alert(self, alert: &'static str) -> Self {
        Self { alert, ..self }
    }

    pub(super) const fn placeholder(self, placeholder: &'static str) -> Self {
        Self { placeholder, ..self }
    }

    pub(super) const fn code(self, language: &'static str) -> Self {
        Self { code: language, ..self }
    }

    pub(super) const fn action_text(self, action_text: &'static str) -> Self {
        Self { action_text, ..self }
    }

    pub(super) const fn lookup(self, path: &'static str) -> Self {
        Self { lookup: path, ..self }
    }

    pub(super) const fn file(self, extensions: &'static [&'static str], size: Option<(u32, u32)>) -> Self {
        Self { file: Some(FileRule { extensions, size }), ..self }
    }

    pub(super) const fn named(self, label: &'static str) -> Self {
        Self { label, ..self }
    }

    pub(super) const fn explained(self, description: &'static str) -> Self {
        Self { description, ..self }
    }
}

/// The part of a page that rows stand in.
#[derive(Clone, Copy)]
pub(super) struct Place {
    section: &'static str,
    tab: &'static str,
}

/// A part of a page without tabs; an empty name is its top.
pub(super) const fn section(section: &'static str) -> Place {
    Place { section, tab: "" }
}

/// A part of a tab; an empty name is its top.
pub(super) const fn tab(tab: &'static str, section: &'static str) -> Place {
    Place { section, tab }
}

/// Another setting is on.
pub(super) const fn on(id: &'static str) -> Is {
    Is { id, value: Literal::Bool(true) }
}

/// Another setting has a value.
pub(super) const fn is(id: &'static str, value: Literal) -> Is {
    Is { id, value }
}
