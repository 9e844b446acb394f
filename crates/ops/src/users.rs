//! Accounts.

mod active;
mod create;
mod delete;
mod info;
mod list;
mod preferences;
mod register;
mod status;
mod tokens;
mod update;

pub use active::{DeactivateIdle, SetActive};
pub(crate) use create::add_account;
pub use create::{Create, CreateByServer};
pub use delete::{Delete, DeleteOwn};
pub use info::{Info, Seen, UserSel};
pub use list::{Autocomplete, Filter, List, Listed, Order, SuggestUsername, UsernameIsFree};
pub use preferences::SetPreferences;
pub use register::Register;
pub use status::{GetStatus, SetStatus, WhoIsHere};
pub use tokens::{CreateToken, ListTokens, LogOutUser, RemoveToken, SignInAs};
pub use update::{Changes, Update, UpdateOwn};

use crate::{Failure, World};
use rustle_domain::names::{is_email, matches_pattern};
use rustle_domain::settings::keys;
use rustle_domain::users::{Email, User, UserRefusal};
use rustle_store::Tx;

/// Names that would be mistaken for a group of people or the server itself.
const RESERVED: &[&str] = &["all", "here", "everyone", "channel"];

/// Checks a user name: allowed letters, not reserved, not taken by another.
pub(crate) async fn check_username(
    name: &str,
    own: Option<&User>,
    tx: &mut Tx,
    world: &World,
) -> Result<(), Failure> {
    let blocked = world.settings.get(keys::ACCOUNTS_BLOCKED_USERNAME_LIST);
    let reserved = RESERVED.contains(&name.to_lowercase().as_str())
        || blocked.split(',').map(str::trim).any(|b| !b.is_empty() && b.eq_ignore_ascii_case(name));
    if reserved || !matches_pattern(name, world.settings.get(keys::UTF8_USER_NAMES_VALIDATION)) {
        return Err(UserRefusal::UsernameInvalid(name.to_owned()).into());
    }
    match tx.username_holder(name).await? {
        Some(holder) if own.is_none_or(|o| o.id != holder) => {
            Err(UserRefusal::UsernameTaken(name.to_owned()).into())
        }
        _ => Ok(()),
    }
}

/// Checks a mail address: well formed, not taken by another.
pub(crate) async fn check_email(address: &str, own: Option<&User>, tx: &mut Tx) -> Result<(), Failure> {
    if !is_email(address) {
        return Err(UserRefusal::EmailInvalid(address.to_owned()).into());
    }
    match tx.email_holder(address).await? {
        Some(holder) if own.is_none_or(|o| o.id != holder) => {
            Err(UserRefusal::EmailTaken(address.to_owned()).into())
        }
        _ => Ok(()),
    }
}

/// A display name is shown in many places: no control characters, no markup of other programs.
pub(crate) fn check_name(name: &str) -> Result<(), Failure> {
    let bad = name.chars().any(|c| c.is_control() || matches!(c, '<' | '>'));
    if bad || name.chars().count() > 120 { Err(UserRefusal::NameInvalid.into()) } else { Ok(()) }
}

/// Does the password keep the workspace's rules?
pub(crate) fn check_password(plain: &str, world: &World) -> Result<(), Failure> {
    let settings = &world.settings;
    if plain.trim().is_empty() {
        return Err(UserRefusal::PasswordTooWeak.into());
    }
    if !settings.get(keys::ACCOUNTS_PASSWORD_POLICY_ENABLED) {
        return Ok(());
    }
    let length = i64::try_from(plain.chars().count()).unwrap_or(i64::MAX);
    let (least, most) = (
        settings.get(keys::ACCOUNTS_PASSWORD_POLICY_MIN_LENGTH),
        settings.get(keys::ACCOUNTS_PASSWORD_POLICY_MAX_LENGTH),
    );
    let has = |test: fn(char) -> bool| plain.chars().any(test);
    let kept = (least < 1 || length >= least)
        && (most < 1 || length <= most)
        && (!settings.get(keys::ACCOUNTS_PASSWORD_POLICY_AT_LEAST_ONE_LOWERCASE) || has(char::is_lowercase))
        && (!settings.get(keys::ACCOUNTS_PASSWORD_POLICY_AT_LEAST_ONE_UPPERCASE) || has(char::is_uppercase))
        && (!settings.get(keys::ACCOUNTS_PASSWORD_POLICY_AT_LEAST_ONE_NUMBER) || has(char::is_numeric))
        && (!settings.get(keys::ACCOUNTS_PASSWORD_POLICY_AT_LEAST_ONE_SPECIAL_CHARACTER)
            || has(|c| !c.is_alphanumeric()))
        && (!settings.get(keys::ACCOUNTS_PASSWORD_POLICY_FORBID_REPEATING_CHARACTERS)
            || !repeats(
                plain,
                settings.get(keys::ACCOUNTS_PASSWORD_POLICY_FORBID_REPEATING_CHARACTERS_COUNT),
            ));
    if kept { Ok(()) } else { Err(UserRefusal::PasswordTooWeak.into()) }
}

/// Is one letter there more than `most` times in a row?
fn repeats(text: &str, most: i64) -> bool {
    let (mut last, mut run) = (None, 0);
    text.chars().any(|c| {
        run = if last == Some(c) { run + 1 } else { 1 };
        last = Some(c);
        run > most
    })
}

/// One unverified address.
pub(crate) fn unverified(address: &str) -> Email {
    Email { address: address.trim().to_owned(), verified: false }
}
