//! Messages.

mod get;
mod history;
mod send;

pub use crate::post::markup_options;
pub use get::Get;
pub use history::{History, HistoryPage};
pub use send::Send;
