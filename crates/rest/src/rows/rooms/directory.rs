//! `directory` and `spotlight`: finding rooms and people.

use super::{invalid, listing};
use crate::row::{Row, get};
use rustle_ops::Failure;
use rustle_ops::rooms::{Directory, Found, Spotlight, What};
use rustle_wire::rooms::{found, spotted};
use rustle_wire::{Input, View};
use serde_json::{Value, json};

pub(super) fn rows() -> Vec<Row> {
    vec![get("directory", directory, page), get("spotlight", spotlight, |s, v| spotted(&s, v))]
}

/// `text`, `type` and `sort`; some clients put the first two into `query`.
fn directory(input: &Input) -> Result<Directory, Failure> {
    let query = input.opt_object("query")?.unwrap_or_default();
    let either = |name: &'static str| Ok::<_, Failure>(query.opt_str(name)?.or(input.opt_str(name)?));
    if input.opt_object("sort")?.is_some_and(|s| s.names().count() > 1) {
        return Err(invalid("", "This method support only one \"sort\" parameter"));
    }
    let what = match either("type")?.as_deref() {
        None | Some("channels") => What::Channels,
        Some("teams") => What::Teams,
        Some("users") => What::Users,
        Some(_) => return Err(invalid("", "Please verify the parameters")),
    };
    Ok(Directory { what, text: either("text")?.unwrap_or_default(), listing: listing(input)? })
}

fn page(part: Found, view: &View) -> Value {
    let (offset, total) = match &part {
        Found::Rooms(page) => (page.offset, page.total),
        Found::Users(page, _) => (page.offset, page.total),
    };
    let result = found(&part, view);
    json!({ "count": result.len(), "result": result, "offset": offset, "total": total })
}

/// A `#` or `@` before the text says what is looked for.
fn spotlight(input: &Input) -> Result<Spotlight, Failure> {
    let text = input.full_str("query")?.ok_or_else(|| invalid("", "The 'query' query param is missing"))?;
    let (users, rooms) = (!text.starts_with('#'), !text.starts_with('@'));
    Ok(Spotlight { text, except: Vec::new(), users, rooms, room: None })
}
