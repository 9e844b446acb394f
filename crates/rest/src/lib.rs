//! The HTTP front: a router made of a table of rows.
//!
//! Must never know: DDP; the store.

mod answer;
mod files;
mod origin;
mod request;
mod router;
mod row;
mod rows;
mod setup;
mod special;

pub use origin::origin_allowed;
pub use router::{State, router};
pub use row::Row;
pub use rows::rows;
