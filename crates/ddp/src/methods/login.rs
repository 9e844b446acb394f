//! Signing out. Signing in belongs to the session: it changes who the connection is.

use super::{Method, method};
use rustle_ops::sessions::{LogOut, LogOutOthers};

pub(super) fn rows() -> Vec<Method> {
    vec![
        method("logout", |_| Ok(LogOut), |(), _| None),
        method("logoutOtherClients", |_| Ok(LogOutOthers), |(), _| None),
        method("removeOtherTokens", |_| Ok(LogOutOthers), |(), _| None),
    ]
}
