//! Methods about users.

use super::{Method, method};
use rustle_ops::Failure;
use rustle_ops::users::Register;
use rustle_wire::Params;

pub(super) fn rows() -> Vec<Method> {
    vec![method("registerUser", register, |user, _| Some(user.id.as_str().into()))]
}

fn register(params: &Params) -> Result<Register, Failure> {
    let form = params.object(0)?;
    let email = form.str("email")?;
    let username =
        form.full_str("username")?.unwrap_or_else(|| email.split('@').next().unwrap_or("").to_owned());
    Ok(Register {
        username,
        name: form.opt_str("name")?.unwrap_or_default(),
        email,
        password: form.str("pass")?,
        reason: form.opt_str("reason")?,
        secret: form.opt_str("secretURL")?,
        hash: None,
    })
}
