//! People and bots.

use crate::{Opaque, UserId};
use serde::{Deserialize, Serialize};

/// An account as the server knows it. It has no wire form of its own: what others may see is chosen there.
#[derive(Clone, Debug, PartialEq)]
pub struct User {
    /// Unique, for ever.
    pub id: UserId,
    /// Unique whatever its case; absent until an account that came from elsewhere chooses one.
    pub username: Option<String>,
    /// Display name.
    pub name: Option<String>,
    /// Addresses, the first is the main one.
    pub emails: Vec<Email>,
    /// Human, bot or app.
    pub kind: UserKind,
    /// A deactivated account cannot sign in, and keeps its history.
    pub active: bool,
    /// Ids of roles that hold everywhere.
    pub roles: Vec<String>,
    /// What the user chose to appear as when connected.
    pub status_default: Status,
    /// Free text beside the status.
    pub status_text: String,
    /// Milliseconds since 1970.
    pub created_at: i64,
    /// Milliseconds since 1970; grows with every change others can see.
    pub updated_at: i64,
    /// Milliseconds since 1970.
    pub last_login: Option<i64>,
    /// Changes with the picture; absent while it is the generated one.
    pub avatar_etag: Option<String>,
    /// The rest, seldom asked for.
    pub profile: Profile,
}

/// Seldom-read parts of an account, kept together at rest.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Profile {
    /// About oneself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bio: Option<String>,
    /// What friends say.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub nickname: Option<String>,
    /// Hours from UTC as the client last told.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub utc_offset: Option<f64>,
    /// Language chosen, as a locale.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// The next sign-in must lead to a new password.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub require_password_change: bool,
    /// Why somebody asks to join, where an administrator must agree.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// Fields the workspace defined.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub custom_fields: Option<Opaque>,
    /// Preferences by upstream's key, each a document checked when it was set.
    #[serde(skip_serializing_if = "std::collections::BTreeMap::is_empty")]
    pub preferences: std::collections::BTreeMap<String, Opaque>,
    /// Where the picture came from: `upload`, `url`, `rest`, …
    #[serde(skip_serializing_if = "Option::is_none")]
    pub avatar_origin: Option<String>,
    /// Public and wrapped private key for end-to-end encryption, as the client sent them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub e2e: Option<Opaque>,
}

/// One mail address of a user.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Email {
    /// As written by the user; compared without case.
    pub address: String,
    /// Whether a link or code sent there came back.
    pub verified: bool,
}

/// What an account stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UserKind {
    /// A person.
    Person,
    /// A program that signs in like a person.
    Bot,
    /// An installed app's own account.
    App,
}

impl UserKind {
    /// Upstream's word.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Person => "user",
            Self::Bot => "bot",
            Self::App => "app",
        }
    }
    /// From upstream's word; anything unknown is a person.
    pub fn parse(word: &str) -> Self {
        match word {
            "bot" => Self::Bot,
            "app" => Self::App,
            _ => Self::Person,
        }
    }
}

/// Presence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum Status {
    /// Not connected, or wishing to look so.
    #[default]
    Offline,
    /// Connected and active.
    Online,
    /// Connected, idle.
    Away,
    /// Connected, not to be disturbed.
    Busy,
}

impl Status {
    /// Upstream's word.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Offline => "offline",
            Self::Online => "online",
            Self::Away => "away",
            Self::Busy => "busy",
        }
    }
    /// The number that presence streams carry.
    pub fn code(self) -> u8 {
        match self {
            Self::Offline => 0,
            Self::Online => 1,
            Self::Away => 2,
            Self::Busy => 3,
        }
    }
    /// From upstream's word.
    pub fn parse(word: &str) -> Option<Self> {
        Some(match word {
            "offline" => Self::Offline,
            "online" => Self::Online,
            "away" => Self::Away,
            "busy" => Self::Busy,
            _ => return None,
        })
    }
    /// What others see, from what the user chose and what the connections report.
    pub fn visible(chosen: Status, connection: Status) -> Status {
        match (connection, chosen) {
            (Self::Offline, _) => Self::Offline,
            (c, Self::Online) => c,
            (_, chosen) => chosen,
        }
    }
}

/// The few words about a user that stand in other things: author, creator, mention.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UserRef {
    /// Id.
    #[serde(rename = "_id")]
    pub id: UserId,
    /// User name at the time.
    pub username: String,
    /// Display name at the time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
}

impl User {
    /// Has this role everywhere?
    pub fn has_role(&self, role: &str) -> bool {
        self.roles.iter().any(|r| r == role)
    }
    /// The words about this user that are written into other things.
    pub fn reference(&self) -> UserRef {
        UserRef {
            id: self.id.clone(),
            username: self.username.clone().unwrap_or_default(),
            name: self.name.clone(),
        }
    }
}

/// Why something about an account was refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UserRefusal {
    /// No such account (or none the caller may know of).
    NotFound,
    /// The user name is taken.
    UsernameTaken(String),
    /// The mail address belongs to another account.
    EmailTaken(String),
    /// The user name has letters the workspace does not allow.
    UsernameInvalid(String),
    /// The workspace keeps the user name for itself.
    UsernameBlocked(String),
    /// The new user name cannot be had, for whatever reason.
    IdentityNotSaved,
    /// Longer than it may be: `bio`, `nickname`.
    TooLong(&'static str),
    /// Not a mail address.
    EmailInvalid(String),
    /// The display name is missing where the workspace requires one.
    NameRequired,
    /// The display name has parts a name must not have.
    NameInvalid,
    /// The password does not keep the workspace's rules; names of those it breaks.
    PasswordTooWeak(Vec<&'static str>),
    /// The workspace takes no registrations.
    RegistrationDisabled,
    /// Changing this is switched off in the workspace.
    ChangeDisabled(&'static str),
    /// The last administrator must stay.
    LastAdmin,
    /// A role that does not exist.
    UnknownRole(String),
    /// The account is deactivated.
    Deactivated,
    /// Status is not one of online, away, busy, offline.
    StatusInvalid(String),
    /// The current password is needed for this.
    PasswordNeeded,
    /// The password is wrong.
    PasswordWrong,
    /// Looking offline is not allowed here.
    InvisibleNotAllowed,
    /// The user has a token of that name.
    TokenExists,
    /// The user has no token of that name.
    TokenNotFound,
    /// Deleting would leave rooms without an owner.
    WouldLeaveRoomsWithoutOwner,
}
