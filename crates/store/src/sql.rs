//! SQL texts. Each is written once; what must differ between the engines is the short list in [`Sql::for_postgres`]
//! and [`Sql::for_sqlite`].

/// A named statement.
#[derive(Debug)]
pub struct Sql {
    /// For error messages.
    pub name: &'static str,
    /// The text, with `$1 …` and tokens.
    pub text: &'static str,
}

impl Sql {
    /// The text for SQLite. `ANY_OF($1)`: the column is one of a list.
    pub fn for_sqlite(&self) -> String {
        any_of(self.text, |n| format!("IN (SELECT value FROM json_each(${n}))"))
    }
    /// The text for PostgreSQL.
    pub fn for_postgres(&self) -> String {
        any_of(self.text, |n| {
            format!("IN (SELECT jsonb_array_elements_text(CAST(CAST(${n} AS TEXT) AS jsonb)))")
        })
    }
}

fn any_of(text: &str, list: impl Fn(&str) -> String) -> String {
    let mut out = String::with_capacity(text.len() + 64);
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("ANY_OF($") {
        let (number, after) = after.split_once(')').unwrap_or((after, ""));
        out.push_str(before);
        out.push_str(&list(number));
        rest = after;
    }
    out.push_str(rest);
    out
}

/// Defines statements and the list of them.
macro_rules! statements {
    ($($name:ident = $text:expr;)+) => {
        $(static $name: crate::Sql = crate::Sql { name: stringify!($name), text: $text };)+
        /// Every statement of this module.
        pub(crate) const STATEMENTS: &[&crate::Sql] = &[$(&$name),+];
    };
}
pub(crate) use statements;
