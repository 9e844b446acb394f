//! Users in lists.

use crate::row::{Row, get};
use crate::rows::{Slice, slice};
use rustle_ops::Failure;
use rustle_ops::users::{Filter, List, Listed, Order};
use rustle_wire::users::{full, public};
use rustle_wire::{Input, View};
use serde_json::{Value, json};

pub(super) fn rows() -> Vec<Row> {
    vec![get("users.list", list, listed), get("users.listByStatus", by_status, listed)]
}

/// What may be ordered by; -1 is the other way round.
fn order(input: &Input) -> Result<(Order, bool), Failure> {
    let Some(sort) = input.opt_object("sort")? else { return Ok((Order::Username, false)) };
    let name = sort.names().next().map(str::to_owned);
    let order = match name.as_deref() {
        None | Some("username") => Order::Username,
        Some("name") => Order::Name,
        Some("createdAt") => Order::CreatedAt,
        Some("status" | "active") => Order::Active,
        Some(_) => return Err(Failure::invalid("sort", "cannot sort by this")),
    };
    let down = name.and_then(|n| sort.raw(&n).and_then(Value::as_i64)).is_some_and(|d| d < 0);
    Ok((order, down))
}

/// A few of upstream's old queries, spelt out; anything else is refused.
fn filter(input: &Input) -> Result<Filter, Failure> {
    let mut filter = Filter::default();
    let Some(query) = input.opt_object("query")? else { return Ok(filter) };
    for name in query.names() {
        match name {
            "username" => filter.username = query.opt_str("username")?,
            "type" => filter.kind = query.opt_str("type")?,
            "active" => filter.active = query.opt_bool("active")?,
            "status" => {}
            _ => {
                return Err(Failure::Invalid(rustle_ops::Invalid {
                    code: "error-invalid-query",
                    parameter: "query",
                    message: format!("Invalid query parameter provided: \"{name}\""),
                }));
            }
        }
    }
    Ok(filter)
}

fn list(input: &Input) -> Result<List, Failure> {
    let ((order, descending), Slice { offset, count }) = (order(input)?, slice(input)?);
    Ok(List { filter: filter(input)?, order, descending, offset, count })
}

fn by_status(input: &Input) -> Result<List, Failure> {
    let ((order, descending), Slice { offset, count }) = (order(input)?, slice(input)?);
    let filter = Filter {
        text: input.full_str("searchTerm")?,
        active: input.full_str("status")?.map(|s| s == "active"),
        has_logged_in: input.opt_bool("hasLoggedIn")?,
        kind: input.full_str("type")?,
        roles: input.opt_list("roles")?.unwrap_or_default(),
        username: None,
    };
    Ok(List { filter, order, descending, offset, count })
}

fn listed(list: Listed, view: &View) -> Value {
    let users: Vec<Value> = list
        .users
        .iter()
        .map(|u| Value::Object(if list.full { full(u, view) } else { public(u, view) }))
        .collect();
    json!({ "count": users.len(), "users": users, "offset": list.offset, "total": list.total })
}
