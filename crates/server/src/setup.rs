//! The first administrator: from the environment, or by a link that is printed once. Never whoever comes first.

use rustle_ops::setup::{Needed, Offer};
use rustle_ops::{App, Caller};

/// From `ADMIN_USERNAME`, `ADMIN_PASS`, `ADMIN_EMAIL` if set; else gives the link to be printed, while there is no
/// administrator.
pub async fn first_administrator(app: &App, root_url: &str) -> Result<Option<String>, String> {
    let server = Caller::server("rocket.cat");
    let told = |e| format!("cannot look for administrators: {e:?}");
    if !app.call(&server, Needed).await.map_err(told)? {
        return Ok(None);
    }
    let variable = |name: &str| std::env::var(name).ok().filter(|v| !v.is_empty());
    if let Some(password) = variable("ADMIN_PASS") {
        let username = variable("ADMIN_USERNAME").unwrap_or_else(|| "admin".to_owned());
        crate::admin::make(app, username, variable("ADMIN_EMAIL"), password).await?;
        return Ok(None);
    }
    let token = app.call(&server, Offer).await.map_err(told)?;
    Ok(Some(format!("{root_url}/setup/{token}")))
}
