//! Signing in, in all the ways clients write it.

use crate::input::Input;
use crate::{Dates, View, users};
use rustle_domain::sessions::SignInRefusal;
use rustle_ops::sessions::{Credentials, SignIn, SignedInAs};
use rustle_ops::{Failure, Password};
use serde_json::{Value, json};

/// What a client shows to sign in: the object of the DDP method, or the body of the REST route, which also takes
/// `user`, `username` or `email` as text beside `password`.
pub fn credentials(input: &Input) -> Result<Credentials, Failure> {
    if let Some(token) = input.opt_str("resume")? {
        return Ok(Credentials::Resume(token));
    }
    if let Some(totp) = input.opt_object("totp")? {
        // The second factor is checked elsewhere; the sign-in inside is what counts here.
        let inner = totp.opt_object("login")?.ok_or(SignInRefusal::Unsupported)?;
        return if inner.has("totp") { Err(SignInRefusal::Unsupported.into()) } else { credentials(&inner) };
    }
    if !input.has("password") {
        return Err(SignInRefusal::Unsupported.into());
    }
    Ok(Credentials::Password { user: who(input)?, password: password(input)? })
}

fn who(input: &Input) -> Result<SignIn, Failure> {
    if let Some(Value::Object(_)) = input.raw("user") {
        let user = input.opt_object("user")?.unwrap_or_default();
        return named(&user)?.ok_or_else(|| SignInRefusal::Unauthorized.into());
    }
    if let Some(text) = input.opt_str("user")? {
        return Ok(by_text(text));
    }
    named(input)?.ok_or_else(|| SignInRefusal::Unauthorized.into())
}

fn named(input: &Input) -> Result<Option<SignIn>, Failure> {
    if let Some(email) = input.opt_str("email")? {
        return Ok(Some(SignIn::Email(email)));
    }
    if let Some(name) = input.opt_str("username")? {
        return Ok(Some(by_text(name)));
    }
    Ok(input.opt_str("id")?.map(|id| SignIn::Id(id.into())))
}

fn by_text(text: String) -> SignIn {
    if text.contains('@') { SignIn::Email(text) } else { SignIn::Username(text) }
}

fn password(input: &Input) -> Result<Password, Failure> {
    let wrong = |_| Failure::from(SignInRefusal::Unauthorized);
    match input.raw("password") {
        Some(Value::String(plain)) => Password::plain(plain).map_err(wrong),
        Some(Value::Object(_)) => {
            let object = input.opt_object("password")?.unwrap_or_default();
            if let Some(digest) = object.opt_str("digest")? {
                if object.opt_str("algorithm")?.is_some_and(|a| a != "sha-256") {
                    return Err(SignInRefusal::Unauthorized.into());
                }
                return Password::digest(&digest).map_err(wrong);
            }
            match object.opt_str("hashed")? {
                Some(digest) => Password::digest(&digest).map_err(wrong),
                None => Err(SignInRefusal::Unauthorized.into()),
            }
        }
        _ => Err(SignInRefusal::Unauthorized.into()),
    }
}

/// The result of the DDP method.
pub fn ddp_result(done: &SignedInAs) -> Value {
    let expires = done.expires_at.unwrap_or(253_402_300_799_000);
    let kind = if done.resumed { "resume" } else { "password" };
    json!({ "id": done.user.id, "token": done.token, "tokenExpires": { "$date": expires }, "type": kind })
}

/// The body of the REST answer.
pub fn rest_answer(done: &SignedInAs, view: &View) -> Value {
    debug_assert_eq!(view.dates, Dates::Iso);
    let me = users::me(&done.user, view);
    json!({ "status": "success", "data": { "userId": done.user.id, "authToken": done.token, "me": me } })
}
