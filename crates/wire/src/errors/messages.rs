//! What refusals about messages are called.

use super::{Text, text};
use rustle_domain::messages::MessageRefusal as R;

pub(super) fn refused(refusal: &R) -> Text {
    match refusal {
        R::NotFound => text("error-invalid-message", "Invalid message"),
        R::TooLong => text("error-message-size-exceeded", "Message size exceeds Message_MaxAllowedSize"),
        R::IdTaken | R::IdInvalid => text("error-invalid-message", "Invalid message id"),
        R::ReadOnly => text("", "You can't send messages because the room is readonly."),
        R::Muted => text("", "You_have_been_muted"),
        R::Blocked => text("", "room_is_blocked"),
        R::MayNotImpersonate => text("", "Not enough permission"),
        R::ThreadsDisabled => text("error-not-allowed", "not-allowed"),
        R::NoThreads => text("error-not-allowed", "Threads Disabled"),
        R::ShowWithoutThread => text("invalid-params", "tshow provided but missing tmid"),
        R::UnknownEmoji => text("error-not-allowed", "Invalid emoji provided."),
        R::AttachmentInvalid(key) => text("", format!("Invalid href value provided ({key})")),
        R::MayNotMentionAll => text("error-action-not-allowed", "Notify all in this room not allowed"),
        R::MayNotMentionHere => text("error-action-not-allowed", "Notify here in this room not allowed"),
        R::MustBeEncrypted => {
            text("error-not-allowed", "Not allowed to send un-encrypted messages in an encrypted room")
        }
        R::CustomFieldsDisabled => text("", "Custom fields not enabled"),
        R::CustomFieldsInvalid => text("", "Invalid custom fields"),
        R::UnknownChannel => text("invalid-channel", ""),
        R::EditTimeOver => text("error-message-editing-blocked", "Message editing is blocked"),
        R::EditDisabled => text("error-action-not-allowed", "Message editing not allowed"),
        R::NotEditable(key) => text("error-invalid-update-key", format!("Cannot update the message {key}")),
        R::ReadOnlyDelete => text("", "You can't delete messages because the room is readonly."),
        R::MayNotDeleteAsAuthor => text(
            "",
            "Unauthorized. You must have the permission \"force-delete-message\" to delete other's message as them.",
        ),
        R::PinningDisabled => text("error-action-not-allowed", "Message pinning not allowed"),
        R::StarringDisabled => text("error-action-not-allowed", "Message starring not allowed"),
        R::NotAuthorized => text("not-authorized", "Not Authorized"),
        R::NoSubscription => text("error-invalid-subscription", "Invalid subscription"),
        R::NoReadReceipts => text("error-action-not-allowed", "This is an enterprise feature"),
        R::ReportEmpty => text("", "error-invalid-description"),
        R::DeleteNotAllowed => text("error-action-not-allowed", "Not allowed"),
    }
}
