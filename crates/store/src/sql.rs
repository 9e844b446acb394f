//! SQL texts. Each is written once, in the SQL that both engines share; what must differ is a short list of tokens:
//!
//! | token | SQLite | PostgreSQL |
//! |---|---|---|
//! | `id ANY_OF($1)` | `id IN (SELECT value FROM json_each($1))` | `id = ANY (ARRAY(SELECT jsonb_array_elements_text($1::text::jsonb)))` |
//!
//! The parameter of `ANY_OF` is a [`Value::list`](crate::Value::list). For "none of": `NOT (id ANY_OF($1))`.

use std::sync::OnceLock;

/// A named statement.
#[derive(Debug)]
pub struct Sql {
    /// For error messages.
    pub name: &'static str,
    /// The text, with `$1 …` and tokens.
    pub text: &'static str,
    sqlite: OnceLock<String>,
    postgres: OnceLock<String>,
}

impl Sql {
    pub(crate) const fn new(name: &'static str, text: &'static str) -> Self {
        Self { name, text, sqlite: OnceLock::new(), postgres: OnceLock::new() }
    }
    /// The text for SQLite.
    pub fn for_sqlite(&self) -> &str {
        self.sqlite.get_or_init(|| any_of(self.text, "IN (SELECT value FROM json_each($", "))"))
    }
    /// The text for PostgreSQL. An array, not `IN (SELECT …)`: the planner then uses an index whatever it believes
    /// about the list's length.
    pub fn for_postgres(&self) -> &str {
        let before = "= ANY (ARRAY(SELECT jsonb_array_elements_text($";
        self.postgres.get_or_init(|| any_of(self.text, before, "::text::jsonb)))"))
    }
}

/// Puts the engine's words around the number in each `ANY_OF($number)`.
fn any_of(text: &str, before: &str, after: &str) -> String {
    let mut pieces = text.split("ANY_OF($");
    let mut out = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let (number, rest) = piece.split_once(')').unwrap_or((piece, ""));
        out.extend([before, number, after, rest]);
    }
    out
}

/// Defines statements and the list of them.
macro_rules! statements {
    ($($name:ident = $text:expr;)+) => {
        $(static $name: crate::Sql = crate::Sql::new(stringify!($name), $text);)+
        /// Every statement of this module.
        pub(crate) static STATEMENTS: &[&crate::Sql] = &[$(&$name),+];
    };
}
pub(crate) use statements;
