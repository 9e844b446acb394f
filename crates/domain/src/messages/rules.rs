//! When a message may still be changed.

use super::MessageRefusal;

/// What the workspace says about changing messages after they were sent.
#[derive(Clone, Copy, Debug)]
pub struct ChangeRule {
    /// Whether it is allowed at all.
    pub allowed: bool,
    /// Minutes after which it no longer is; 0 is for ever.
    pub minutes: f64,
}

/// What the caller brings to an edit.
#[derive(Clone, Copy, Debug)]
pub struct Editor {
    /// Wrote the message.
    pub is_author: bool,
    /// Holds `edit-message` in the room.
    pub may_edit_any: bool,
    /// Holds `bypass-time-limit-edit-and-delete` in the room.
    pub no_time_limit: bool,
}

/// May this caller edit a message of this age (milliseconds)?
pub fn may_edit(editor: Editor, rule: ChangeRule, age: i64) -> Result<(), MessageRefusal> {
    if !(editor.may_edit_any || editor.is_author && rule.allowed) {
        return Err(MessageRefusal::EditDisabled);
    }
    if rule.minutes > 0.0 && !editor.no_time_limit && minutes(age, 0) >= rule.minutes {
        return Err(MessageRefusal::EditTimeOver);
    }
    Ok(())
}

/// Whole minutes of an age in milliseconds; more than can be a time is one.
fn minutes(age: i64, round: i64) -> f64 {
    i32::try_from(age.saturating_add(round) / 60_000).map_or(f64::MAX, f64::from)
}

/// What the caller brings to a deletion.
#[derive(Clone, Copy, Debug)]
pub struct Deleter {
    /// Wrote the message.
    pub is_author: bool,
    /// Holds `force-delete-message` in the room.
    pub force: bool,
    /// Holds `delete-message` in the room.
    pub may_delete_any: bool,
    /// Holds `delete-own-message` in the room.
    pub may_delete_own: bool,
    /// Holds `bypass-time-limit-edit-and-delete` in the room.
    pub no_time_limit: bool,
    /// May write in the room, were it read-only.
    pub may_write: bool,
}

/// May this caller delete a message of this age (milliseconds)? Minutes are rounded as upstream does.
pub fn may_delete(deleter: Deleter, rule: ChangeRule, age: i64) -> Result<(), MessageRefusal> {
    if deleter.force {
        return Ok(());
    }
    let allowed = deleter.may_delete_any || (deleter.is_author && deleter.may_delete_own);
    let in_time = deleter.no_time_limit || rule.minutes <= 0.0 || minutes(age, 30_000) <= rule.minutes;
    if !(rule.allowed && allowed && in_time) {
        return Err(MessageRefusal::DeleteNotAllowed);
    }
    if deleter.may_write { Ok(()) } else { Err(MessageRefusal::ReadOnlyDelete) }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RULE: ChangeRule = ChangeRule { allowed: true, minutes: 10.0 };

    #[test]
    fn authors_edit_in_time_only() {
        let author = Editor { is_author: true, may_edit_any: false, no_time_limit: false };
        assert_eq!(may_edit(author, RULE, 9 * 60_000), Ok(()));
        assert_eq!(may_edit(author, RULE, 11 * 60_000), Err(MessageRefusal::EditTimeOver));
        let stranger = Editor { is_author: false, ..author };
        assert_eq!(may_edit(stranger, RULE, 0), Err(MessageRefusal::EditDisabled));
    }

    #[test]
    fn force_wins_over_everything() {
        let force = Deleter {
            is_author: false,
            force: true,
            may_delete_any: false,
            may_delete_own: false,
            no_time_limit: false,
            may_write: false,
        };
        assert_eq!(may_delete(force, ChangeRule { allowed: false, minutes: 1.0 }, i64::MAX / 2), Ok(()));
        assert!(may_delete(Deleter { force: false, ..force }, RULE, 0).is_err());
    }
}
