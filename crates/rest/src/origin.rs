//! Which web pages of other servers may talk to this one.

use rustle_domain::settings::{Snapshot, keys};

/// Is this the address people reach the server under, or one that the workspace allows?
pub fn origin_allowed(origin: &str, settings: &Snapshot) -> bool {
    let own = settings.get(keys::SITE_URL).trim_end_matches('/');
    if origin == own {
        return true;
    }
    settings.get(keys::API_ENABLE_CORS)
        && settings
            .get(keys::API_CORS_ORIGIN)
            .split(',')
            .map(str::trim)
            .any(|allowed| allowed == "*" || allowed == origin)
}
