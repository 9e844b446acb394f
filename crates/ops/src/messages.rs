//! Messages.

mod around;
pub(crate) mod custom_fields;
mod delete;
mod edit;
mod follow;
mod get;
mod history;
mod listed;
mod moderate;
mod pin;
mod post;
mod react;
mod send;
mod star;
mod sync;
pub mod threads;

pub use crate::post::markup_options;
pub use around::{After, Around, ByIds, Surroundings};
pub use delete::Delete;
pub use edit::{Change, Edit};
pub use follow::Follow;
pub use get::Get;
pub use history::{History, HistoryPage, Slice};
pub use listed::{Listed, Part, Search, Which};
pub use moderate::{Ignore, Receipts, Report};
pub use pin::Pin;
pub use post::Post;
pub use react::React;
pub use rustle_store::Deleted;
pub use send::Send;
pub use star::Star;
pub use sync::{Changes, Cursor, DeletedSince, Entries, Sync, Synced, Wanted};
pub use threads::{OpenThread, Thread, ThreadChanged, Threads, ThreadsChanged, Updates};
