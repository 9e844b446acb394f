//! Rocket.Chat's shapes: what requests look like, what answers and stream frames look like, what errors are called.
//!
//! Must never know: sockets; what is allowed.

pub mod errors;
pub mod input;
pub mod login;
pub mod messages;
pub mod methods;
pub mod notifications;
pub mod roles;
pub mod rooms;
pub mod settings;
pub mod streams;
pub mod subscriptions;
pub mod users;
mod view;

pub use errors::Text;
pub use input::Input;
pub use methods::{Methods, Params};
pub use view::{Dates, View, put};
