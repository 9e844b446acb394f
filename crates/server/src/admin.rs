//! Making an administrator from the command line.

use crate::cli::CreateAdmin;
use crate::serve;
use rustle_domain::settings::Environment;
use rustle_ops::{App, Caller, users};
use rustle_wire::Text;

/// `rustle admin create`
pub async fn create(options: CreateAdmin) -> Result<(), String> {
    let password = match options.password {
        Some(password) => password,
        None => ask()?,
    };
    let (app, _told) =
        serve::open(&options.place, rustle_fanout::Presence::default(), Environment::default()).await?;
    let made = make(&app, options.username, options.email, password).await;
    app.close().await;
    made
}

/// Makes an account with the administrator's role.
pub async fn make(
    app: &App,
    username: String,
    email: Option<String>,
    password: String,
) -> Result<(), String> {
    let named = username.clone();
    let operation = users::Create {
        name: username.clone(),
        username,
        email,
        verified: true,
        password: Some(password),
        roles: vec!["admin".into(), "user".into()],
        active: true,
        join_default_channels: true,
        require_password_change: false,
        bio: None,
        nickname: None,
        status_text: None,
        custom_fields: None,
        hash: None,
    };
    let made = app.call(&Caller::server("rocket.cat"), users::CreateByServer(operation)).await;
    made.map_err(|f| format!("cannot make the administrator: {}", Text::of(&f).message()))?;
    tracing::info!(username = %named, "administrator made");
    Ok(())
}

fn ask() -> Result<String, String> {
    eprint!("Password: ");
    let mut line = String::new();
    std::io::stdin().read_line(&mut line).map_err(|e| e.to_string())?;
    let password = line.trim_end_matches(['\r', '\n']).to_owned();
    if password.is_empty() { Err("no password was given".into()) } else { Ok(password) }
}
