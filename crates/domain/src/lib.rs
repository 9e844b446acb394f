//! What the server is about: entities, rules, rights and events, as pure functions.
//!
//! Must never know: I/O, async, JSON, SQL, or how a request arrived.
//! (`Serialize`/`Deserialize` are derived for the form at rest; what clients see is made elsewhere.)

pub mod access;
pub mod event;
pub mod ids;
pub mod members;
pub mod messages;
pub mod names;
pub mod opaque;
pub mod permissions;
pub mod preferences;
pub mod roles;
pub mod rooms;
pub mod sessions;
pub mod settings;
pub mod uploads;
pub mod users;

pub use event::Event;
pub use ids::{MessageId, RoomId, UploadId, UserId};
pub use opaque::Opaque;
