//! Every row, by area.

use crate::row::Row;
use rustle_ops::Failure;
use rustle_wire::Input;
pub(crate) use users::opt_user_sel;

mod chat;
mod roles;
mod rooms;
mod settings;
mod subscriptions;
mod users;

/// Every row.
pub fn rows() -> Vec<Row> {
    [chat::rows(), roles::rows(), rooms::rows(), settings::rows(), subscriptions::rows(), users::rows()]
        .into_iter()
        .flatten()
        .collect()
}

/// Which part of a list a request wants.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Slice {
    /// After leaving out this many.
    pub offset: usize,
    /// At most this many.
    pub count: usize,
}

/// Most entries of a list in one answer, unless all of a short one are asked for.
const MOST: i64 = 100;

/// Reads `offset` and `count`. `count=0` asks for all, which is given where the list is bounded by itself.
pub(crate) fn slice(input: &Input) -> Result<Slice, Failure> {
    let number = |n: i64| usize::try_from(n).unwrap_or(0);
    let offset = number(input.opt_int("offset")?.unwrap_or(0));
    let count = match input.opt_int("count")? {
        None => 50,
        Some(0) => usize::MAX,
        Some(count) => number(count.min(MOST)),
    };
    Ok(Slice { offset, count })
}
