//! What refusals about rooms are called.

use super::{Text, text};
use rustle_domain::rooms::RoomRefusal;
use serde_json::json;

pub(super) fn refused(refusal: &RoomRefusal) -> Text {
    use RoomRefusal as R;
    match refusal {
        R::NotFound => text(
            "error-room-not-found",
            "The required \"roomId\" or \"roomName\" param provided does not match any channel",
        ),
        R::NameTaken(name) => Text {
            details: Some(json!({ "channel_name": name })),
            ..text("error-duplicate-channel-name", format!("A channel with name '{name}' exists"))
        },
        R::NameInvalid(name) => Text {
            details: Some(json!({ "channel_name": name })),
            ..text("error-invalid-room-name", format!("{name} is not a valid room name."))
        },
        R::Archived(name) => text("error-room-archived", format!("The channel, {name}, is archived")),
        R::NotArchived(name) => text("", format!("The channel, {name}, is not archived")),
        R::AlreadyOpen(name) => text("", format!("The channel, {name}, is already open to the sender")),
        R::AlreadyClosed(name) => text("", format!("The channel, {name}, is already closed to the sender")),
        R::Unchanged(what) => {
            text("", format!("The channel {what} is the same as what it would be changed to."))
        }
        R::NotForDirect => text("error-not-allowed", "Not allowed"),
        R::KindInvalid => text("error-invalid-room-type", "Invalid room type"),
        R::ChangeNotAllowed(reason) => text("error-action-not-allowed", *reason),
        R::SettingInvalid(reason) => text("error-invalid-settings", *reason),
        R::NestedDiscussion => text("error-nested-discussion", "Cannot create nested discussions"),
        R::MessageElsewhere => {
            text("error-invalid-arguments", "Root message room ID does not match parent room ID ")
        }
        R::NothingToUnread => text("error-no-message-for-unread", "There are no messages to mark unread"),
        R::CannotUnread => text("error-action-not-allowed", "Not allowed"),
        R::Disabled => text("error-endpoint-disabled", "This endpoint is disabled"),
        R::NotMember => text("error-user-not-in-room", "You are not in this room"),
        R::UserNotInRoom => text("error-user-not-in-room", "User is not in this room"),
        R::LastOwner => text(
            "error-you-are-last-owner",
            "You are the last owner. Please set new owner before leaving the room.",
        ),
        R::LastOwnerRole => text(
            "error-remove-last-owner",
            "This is the last owner. Please set a new owner before removing this one.",
        ),
        R::AlreadyOwner => text("error-user-already-owner", "User is already an owner"),
        R::NotOwner => text("error-user-not-owner", "User is not an owner"),
        R::AlreadyModerator => text("error-user-already-moderator", "User is already a moderator"),
        R::NotModerator => text("error-user-not-moderator", "User is not a moderator"),
        R::AlreadyLeader => text("error-user-already-leader", "User is already a leader"),
        R::NotLeader => text("error-user-not-leader", "User is not a leader"),
        R::JoinCodeNeeded => text("error-code-required", "Code required"),
        R::WrongJoinCode => text("error-code-invalid", "Invalid code"),
        R::TooManyPeople => {
            text("error-direct-message-max-user-exceeded", "There are too many users for a direct message")
        }
        R::TooManyUsers => text("error-user-limit-exceeded", "User Limit Exceeded"),
        R::CannotInviteToDirect => {
            text("error-cant-invite-for-direct-room", "Can't invite user to direct rooms")
        }
    }
}
