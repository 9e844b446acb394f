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
    let reserved = RESERVED.contains(&name.to_lowercase().as_str());
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

/// Does the workspace keep this user name for itself?
pub(crate) fn is_blocked(name: &str, world: &World) -> bool {
    let lists = [keys::ACCOUNTS_BLOCKED_USERNAME_LIST, keys::ACCOUNTS_SYSTEM_BLOCKED_USERNAME_LIST];
    lists.into_iter().any(|list| {
        world
            .settings
            .get(list)
            .split(',')
            .map(str::trim)
            .any(|b| !b.is_empty() && b.eq_ignore_ascii_case(name))
    })
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
        return Err(UserRefusal::PasswordTooWeak(vec!["error-password-policy-not-met"]).into());
    }
    if !settings.get(keys::ACCOUNTS_PASSWORD_POLICY_ENABLED) {
        return Ok(());
    }
    let length = i64::try_from(plain.chars().count()).unwrap_or(i64::MAX);
    let least = settings.get(keys::ACCOUNTS_PASSWORD_POLICY_MIN_LENGTH);
    let most = settings.get(keys::ACCOUNTS_PASSWORD_POLICY_MAX_LENGTH);
    let has = |test: fn(char) -> bool| plain.chars().any(test);
    let rule = |key, kept: bool, name| (settings.get(key) && !kept).then_some(name);
    let repeats =
        repeats(plain, settings.get(keys::ACCOUNTS_PASSWORD_POLICY_FORBID_REPEATING_CHARACTERS_COUNT));
    let broken = [
        (least > 0 && length < least).then_some("error-password-policy-not-met-minLength"),
        (most > 0 && length > most).then_some("error-password-policy-not-met-maxLength"),
        rule(
            keys::ACCOUNTS_PASSWORD_POLICY_FORBID_REPEATING_CHARACTERS,
            !repeats,
            "error-password-policy-not-met-repeatingCharacters",
        ),
        rule(
            keys::ACCOUNTS_PASSWORD_POLICY_AT_LEAST_ONE_LOWERCASE,
            has(char::is_lowercase),
            "error-password-policy-not-met-oneLowercase",
        ),
        rule(
            keys::ACCOUNTS_PASSWORD_POLICY_AT_LEAST_ONE_UPPERCASE,
            has(char::is_uppercase),
            "error-password-policy-not-met-oneUppercase",
        ),
        rule(
            keys::ACCOUNTS_PASSWORD_POLICY_AT_LEAST_ONE_NUMBER,
            has(char::is_numeric),
            "error-password-policy-not-met-oneNumber",
        ),
        rule(
            keys::ACCOUNTS_PASSWORD_POLICY_AT_LEAST_ONE_SPECIAL_CHARACTER,
            has(|c| !c.is_alphanumeric()),
            "error-password-policy-not-met-oneSpecial",
        ),
    ];
    let broken: Vec<&'static str> = broken.into_iter().flatten().collect();
    if broken.is_empty() { Ok(()) } else { Err(UserRefusal::PasswordTooWeak(broken).into()) }
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
