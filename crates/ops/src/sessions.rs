//! Signing in and out.

mod login;
mod logout;
mod me;

pub use login::{Credentials, SignIn, SignedInAs, sign_in};
pub use logout::{LogOut, LogOutOthers};
pub use me::Me;
