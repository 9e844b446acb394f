//! Why an operation did not do what was asked.

use rustle_domain::access::Denied;
use rustle_domain::messages::MessageRefusal;
use rustle_domain::roles::RoleRefusal;
use rustle_domain::rooms::RoomRefusal;
use rustle_domain::sessions::SignInRefusal;
use rustle_domain::uploads::UploadRefusal;
use rustle_domain::users::UserRefusal;
use rustle_store::StoreError;

/// Every way an operation can end badly.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    /// The caller may not.
    Denied(Denied),
    /// A rule says no.
    Refused(Refusal),
    /// The request itself is wrong.
    Invalid(Invalid),
    /// Too much at once, or no room on the disk; try later.
    Busy(&'static str),
    /// Our fault. The client gets the id only; the cause is in the log.
    Fault(Fault),
}

/// A rule that says no, by area.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// About an account.
    User(UserRefusal),
    /// About a room.
    Room(RoomRefusal),
    /// About a message.
    Message(MessageRefusal),
    /// About signing in.
    SignIn(SignInRefusal),
    /// About a file.
    Upload(UploadRefusal),
    /// About a role or permission.
    Role(RoleRefusal),
    /// A setting that does not exist, or a value that does not fit.
    Setting(String),
}

/// A request that cannot be understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invalid {
    /// Upstream's code for it, `invalid-params` unless upstream has one of its own.
    pub code: &'static str,
    /// The parameter.
    pub parameter: &'static str,
    /// What is wrong with it, as a sentence.
    pub message: String,
}

/// An unexpected end. Written to the log once, where it happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Finds the log line.
    pub id: String,
}

impl Failure {
    /// Notes an unexpected end in the log and hides it from the client.
    pub fn fault(cause: &dyn std::fmt::Display) -> Self {
        let id = crate::tokens::fresh_id();
        tracing::error!(fault = %id, %cause, "unexpected failure");
        Self::Fault(Fault { id })
    }
    /// A parameter that does not fit.
    pub fn invalid(parameter: &'static str, message: impl Into<String>) -> Self {
        Self::Invalid(Invalid { code: "invalid-params", parameter, message: message.into() })
    }
}

macro_rules! refusals {
    ($($area:ident: $type:ty),*) => {
        $(impl From<$type> for Failure {
            fn from(refusal: $type) -> Self {
                Self::Refused(Refusal::$area(refusal))
            }
        })*
    };
}
refusals!(
    Role: RoleRefusal,
    User: UserRefusal, Room: RoomRefusal, Message: MessageRefusal, SignIn: SignInRefusal, Upload: UploadRefusal);

impl From<Denied> for Failure {
    fn from(denied: Denied) -> Self {
        Self::Denied(denied)
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Full => Self::Busy("error-storage-full"),
            StoreError::Busy => Self::Busy("error-busy"),
            other => Self::fault(&other),
        }
    }
}
