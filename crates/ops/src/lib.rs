//! Everything the server can do, each as an [`Operation`]; [`App::call`] is the only way to run one.
//!
//! Must never know: REST, DDP, SQL text, which database engine.

mod access;
mod app;
mod bootstrap;
mod caller;
mod failure;
mod grants;
mod operation;
mod passwords;
mod post;
mod tokens;
mod world;

pub mod avatars;
pub mod live;
pub mod messages;
pub mod roles;
pub mod rooms;
pub mod seed;
pub mod server;
pub mod sessions;
pub mod settings;
pub mod setup;
pub mod subscriptions;
pub mod uploads;
pub mod users;

pub use access::{
    ANY_KIND, AnyOf, Anyone, FileRead, Holds, HoldsInRoom, InRoom, MessageRef, MessageSeen, Named, ReadsFile,
    ReadsRoom, RoomRef, SeesMessage, SeesRoom, ServerItself, SignedIn, Visitor,
};
pub use app::{App, Config};
pub use caller::{Caller, Credential};
pub use failure::{Failure, Fault, Invalid, Refusal};
pub use grants::Grants;
pub use operation::{Access, Mode, Operation, Reads, Writes};
pub use passwords::{Password, PasswordHash};
pub use tokens::{Token, token_hash};
pub use world::{Presence, World};
