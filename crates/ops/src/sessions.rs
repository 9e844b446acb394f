//! Signing in and out.

mod login;
mod logout;
mod me;

pub use login::{Credentials, SignIn, SignedInAs, sign_in};
pub(crate) use login::{is_own_password, open_session};
pub use logout::{LogOut, LogOutOthers};
pub use me::Me;
