//! What failures are called: one exhaustive table from [`Failure`] to upstream's codes and texts.

use rustle_domain::access::Denied;
use rustle_domain::roles::RoleRefusal;
use rustle_domain::rooms::RoomRefusal;
use rustle_domain::sessions::SignInRefusal;
use rustle_domain::uploads::UploadRefusal;
use rustle_domain::users::UserRefusal;
use rustle_ops::{Failure, Refusal};
use serde_json::{Map, Value, json};

mod messages;
mod rooms;

/// A failure in upstream's words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    /// HTTP status.
    pub status: u16,
    /// `error-…`; empty where upstream throws a bare text.
    pub code: &'static str,
    /// For people.
    pub reason: String,
    /// More for programs.
    pub details: Option<Value>,
}

fn text(code: &'static str, reason: impl Into<String>) -> Text {
    Text { status: 400, code, reason: reason.into(), details: None }
}

fn status(status: u16, code: &'static str, reason: impl Into<String>) -> Text {
    Text { status, ..text(code, reason) }
}

impl Text {
    /// Of a failure.
    pub fn of(failure: &Failure) -> Self {
        match failure {
            Failure::Denied(denied) => denied_text(*denied),
            Failure::Refused(refusal) => refused_text(refusal),
            Failure::Invalid(invalid) => text(invalid.code, invalid.message.clone()),
            Failure::Busy(code) if *code == "error-storage-full" => {
                status(507, code, "There is no space left")
            }
            Failure::Busy(code) => status(503, code, "The server is busy; try again"),
            Failure::Fault(fault) => {
                status(500, "error-internal", format!("Something went wrong ({})", fault.id))
            }
        }
    }

    /// `reason [code]`, as upstream writes thrown errors.
    pub fn message(&self) -> String {
        match (self.code, self.reason.as_str()) {
            ("", reason) => reason.to_owned(),
            (code, "") => format!("[{code}]"),
            (code, reason) => format!("{reason} [{code}]"),
        }
    }

    /// The body of a REST answer.
    pub fn rest(&self) -> Value {
        if self.status == 401 {
            return json!({ "status": "error", "message": self.reason });
        }
        let mut out = Map::new();
        out.insert("success".into(), false.into());
        out.insert("error".into(), self.message().into());
        if !self.code.is_empty() {
            out.insert("errorType".into(), self.code.into());
        }
        crate::put(&mut out, "details", self.details.clone());
        Value::Object(out)
    }

    /// The `error` of a DDP result.
    pub fn ddp(&self, method: &str) -> Value {
        let code: Value = match self.code {
            "" => 500.into(),
            "invalid-params" => 400.into(),
            code => code.into(),
        };
        let plain = code.as_str().map_or_else(|| code.to_string(), str::to_owned);
        let mut details = self.details.clone().unwrap_or_else(|| json!({}));
        if let Some(map) = details.as_object_mut() {
            map.entry("method").or_insert_with(|| method.into());
        }
        let mut out = json!({
            "isClientSafe": true, "error": code, "reason": self.reason, "details": details,
            "message": format!("{} [{plain}]", self.reason), "errorType": "Meteor.Error"
        });
        if self.code == "invalid-params" {
            // Where parameters are of a wrong type, some clients look one level deeper.
            out["sanitizedError"] = json!({
                "isClientSafe": true, "error": 400, "reason": "Match failed", "message": "Match failed [400]",
                "errorType": "Meteor.Error"
            });
        }
        out
    }
}

fn denied_text(denied: Denied) -> Text {
    match denied {
        Denied::SignIn => status(401, "error-not-authorized", "You must be logged in to do this."),
        Denied::Permission => {
            status(403, "error-unauthorized", "User does not have the permissions required for this action")
        }
        Denied::NoSuchRoom => rooms::refused(&RoomRefusal::NotFound),
        Denied::NotMember => text("error-not-allowed", "Not allowed"),
    }
}

fn refused_text(refusal: &Refusal) -> Text {
    match refusal {
        Refusal::User(r) => user_text(r),
        Refusal::Room(r) => rooms::refused(r),
        Refusal::Message(r) => messages::refused(r),
        Refusal::SignIn(r) => sign_in_text(r),
        Refusal::Upload(r) => upload_text(r),
        Refusal::Role(r) => role_text(r),
        Refusal::Setting(id) => text("error-invalid-setting", format!("Invalid setting: {id}")),
    }
}

fn user_text(refusal: &UserRefusal) -> Text {
    match refusal {
        UserRefusal::NotFound => text("error-invalid-user", "User not found."),
        UserRefusal::UsernameTaken(name) => {
            text("error-field-unavailable", format!("{name} is already in use :("))
        }
        UserRefusal::EmailTaken(address) => {
            text("error-field-unavailable", format!("{address} is already in use :("))
        }
        UserRefusal::UsernameInvalid(name) => {
            text("error-invalid-username", format!("{name} is not a valid username"))
        }
        UserRefusal::EmailInvalid(address) => text("error-invalid-email", format!("Invalid email {address}")),
        UserRefusal::NameRequired => text("error-invalid-name", "Name is required"),
        UserRefusal::NameInvalid => text("error-invalid-name", "Invalid name"),
        UserRefusal::PasswordTooWeak(broken) => Text {
            details: Some(broken.iter().map(|rule| json!({ "error": rule, "message": rule })).collect()),
            ..text("error-password-policy-not-met", "The password does not meet the server's policy")
        },
        UserRefusal::UsernameBlocked(name) => {
            text("error-blocked-username", format!("{name} is blocked and can't be used!"))
        }
        UserRefusal::IdentityNotSaved => {
            text("error-could-not-save-identity", "Could not save user identity")
        }
        UserRefusal::TooLong("bio") => text("error-bio-size-exceeded", "Bio size exceeds 260 characters"),
        UserRefusal::TooLong(_) => {
            text("error-nickname-size-exceeded", "Nickname size exceeds 120 characters")
        }
        UserRefusal::RegistrationDisabled => {
            text("error-user-registration-disabled", "User registration is disabled")
        }
        UserRefusal::ChangeDisabled(what) => {
            text("error-action-not-allowed", format!("Changing {what} is not allowed"))
        }
        UserRefusal::LastAdmin => {
            text("error-action-not-allowed", "Leaving the app without admins is not allowed")
        }
        UserRefusal::UnknownRole(role) => text("error-invalid-role", format!("Invalid role: {role}")),
        UserRefusal::Deactivated => text("error-user-is-not-activated", "User is not activated"),
        UserRefusal::StatusInvalid(_) => text("error-invalid-status", "Invalid status"),
        UserRefusal::PasswordNeeded => text("totp-required", "TOTP Required"),
        UserRefusal::PasswordWrong => text("error-invalid-password", "Invalid password"),
        UserRefusal::InvisibleNotAllowed => text("error-status-not-allowed", "Invisible status is disabled"),
        UserRefusal::TokenExists => {
            text("error-token-already-exists", "A token with this name already exists")
        }
        UserRefusal::TokenNotFound => text("error-token-does-not-exists", "Token does not exist"),
        UserRefusal::WouldLeaveRoomsWithoutOwner => {
            text("user-last-owner", "The user is the last owner of some rooms")
        }
    }
}

fn role_text(refusal: &RoleRefusal) -> Text {
    match refusal {
        RoleRefusal::NotFound => text("error-invalid-roleId", "This role does not exist"),
        RoleRefusal::AlreadyInRole => text("error-user-already-in-role", "User already in role"),
        RoleRefusal::NotInRole => text("error-user-not-in-role", "User is not in this role"),
        RoleRefusal::InUse => text("error-role-in-use", "Cannot delete role because it's in use"),
        RoleRefusal::Protected => text("error-role-protected", "Cannot delete a protected role"),
        RoleRefusal::LastAdmin => text("error-admin-required", "You need to have at least one admin"),
        RoleRefusal::UnknownPermission => text("error-invalid-permission", "Invalid permission"),
        RoleRefusal::UnknownRole => text("error-invalid-role", "Invalid role"),
        RoleRefusal::NameTaken => text("error-duplicate-role-names-not-allowed", "Role name already exists"),
        RoleRefusal::ScopeInvalid => text("error-invalid-scope", "Invalid scope"),
    }
}

fn sign_in_text(refusal: &SignInRefusal) -> Text {
    match refusal {
        SignInRefusal::Unauthorized => status(401, "Unauthorized", "Unauthorized"),
        SignInRefusal::LoggedOut => {
            status(401, "Unauthorized", "You've been logged out by the server. Please log in again.")
        }
        SignInRefusal::Deactivated => status(401, "error-user-is-not-activated", "User is not activated"),
        SignInRefusal::Blocked(_) => {
            status(401, "error-login-blocked-for-user", "Login has been temporarily blocked For User")
        }
        SignInRefusal::Unsupported => status(401, "Unauthorized", "Unrecognized options for login request"),
        SignInRefusal::SecondFactor(needed) => Text {
            details: Some(json!({ "method": needed.method, "availableMethods": needed.available })),
            ..status(400, if needed.wrong { "totp-invalid" } else { "totp-required" }, "TOTP Required")
        },
    }
}

fn upload_text(refusal: &UploadRefusal) -> Text {
    match refusal {
        UploadRefusal::Disabled => text("error-file-upload-disabled", "File upload is disabled"),
        UploadRefusal::DisabledInDirect => text(
            "error-direct-message-file-upload-not-allowed",
            "File sharing not allowed in direct messages",
        ),
        UploadRefusal::TooLarge(limit) => {
            status(413, "error-file-too-large", format!("File exceeds allowed size of {limit} bytes."))
        }
        UploadRefusal::TypeNotAllowed => text("error-invalid-file-type", "File type is not accepted."),
        UploadRefusal::Empty => text("invalid-field", "File required"),
        UploadRefusal::NotFound => status(404, "error-invalid-file", "Invalid file"),
    }
}
