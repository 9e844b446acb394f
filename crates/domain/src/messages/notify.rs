//! Who is to hear of a new message at once.

use super::Message;
use crate::UserId;
use crate::members::Wishes;
use crate::names::search_fold;
use crate::rooms::RoomKind;
use crate::users::Status;

/// Somebody in the room, and what is known of them.
#[derive(Clone, Debug)]
pub struct Hearer {
    /// Who.
    pub user: UserId,
    /// What they want to hear of this room.
    pub wishes: Wishes,
    /// What they appear as.
    pub status: Status,
    /// What the account wants to hear: `all`, `mentions`, `nothing`; absent follows the workspace.
    pub account: Option<String>,
    /// Words that the account takes as a mention.
    pub highlights: Vec<String>,
}

/// About the message's place.
#[derive(Clone, Copy, Debug)]
pub struct Place<'a> {
    /// Kind of the room.
    pub kind: RoomKind,
    /// The room has so many members that only what is for somebody in person is told.
    pub crowded: bool,
    /// Followers of the thread the message is in.
    pub followers: &'a [UserId],
    /// What the workspace wants told: `all`, `mentions`, `nothing`.
    pub workspace: &'a str,
}

/// Does the message make a notification on this person's screen? Upstream's rule.
pub fn on_desktop(message: &Message, hearer: &Hearer, place: Place) -> bool {
    let wishes = &hearer.wishes;
    let away = matches!(hearer.status, Status::Offline | Status::Busy);
    if hearer.user == message.author.id
        || away
        || wishes.disable_notifications
        || wishes.ignored.contains(&message.author.id)
    {
        return false;
    }
    let named = |id: &str| message.body.mentions.iter().any(|m| m.id == id);
    let in_person = named(&hearer.user);
    let in_group = (named("all") || named("here")) && !wishes.mute_group_mentions;
    let highlighted = is_highlighted(message, hearer);
    let in_thread = message.thread.is_some() && !message.show_in_room;
    let follows = place.followers.contains(&hearer.user);
    let wish = wishes.desktop.as_deref().or(hearer.account.as_deref());
    if place.crowded && wish.is_none() && !highlighted && !in_person && !(in_thread && follows) {
        return false;
    }
    match wish.unwrap_or(place.workspace) {
        "nothing" => false,
        "all" => highlighted || !in_thread || follows,
        _ => {
            let meant =
                place.kind == RoomKind::Direct || (in_group && !place.crowded) || highlighted || in_person;
            meant && (highlighted || !in_thread || follows)
        }
    }
}

/// Does the text hold a word the hearer waits for?
fn is_highlighted(message: &Message, hearer: &Hearer) -> bool {
    let words = hearer.wishes.highlights.iter().chain(&hearer.highlights);
    let mut words = words.map(|w| search_fold(w.trim())).filter(|w| !w.is_empty()).peekable();
    if words.peek().is_none() {
        return false;
    }
    let text = search_fold(&message.text);
    words.any(|word| {
        text.match_indices(&word).any(|(at, found)| {
            let before = text[..at].chars().next_back();
            let after = text[at + found.len()..].chars().next();
            !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::messages::{Draft, Mention, Outside, Peers};
    use crate::users::UserRef;

    fn said(text: &str, mentions: &[&str]) -> Message {
        let mention = |id: &&str| Mention {
            id: (*id).into(),
            username: (*id).into(),
            name: None,
            kind: Some("user".into()),
        };
        let peers = Peers { mentions: mentions.iter().map(mention).collect(), ..Peers::default() };
        let author = UserRef { id: "author".into(), username: "author".into(), name: None };
        let outside = Outside { text: text.into(), ..Outside::default() };
        let draft = Draft::from_outside(outside, "room".into(), author, 5000, (&[], peers));
        draft.map(|d| d.place("m".into(), 1, 1)).unwrap()
    }

    fn hearer(user: &str) -> Hearer {
        Hearer {
            user: user.into(),
            wishes: Wishes::default(),
            status: Status::Online,
            account: None,
            highlights: Vec::new(),
        }
    }

    const CHANNEL: Place =
        Place { kind: RoomKind::Channel, crowded: false, followers: &[], workspace: "mentions" };

    #[test]
    fn what_is_meant_for_somebody_is_told() {
        let plain = said("hello", &[]);
        assert!(!on_desktop(&plain, &hearer("eve"), CHANNEL));
        assert!(on_desktop(&plain, &hearer("eve"), Place { kind: RoomKind::Direct, ..CHANNEL }));
        assert!(on_desktop(&plain, &hearer("eve"), Place { workspace: "all", ..CHANNEL }));
        assert!(on_desktop(&said("hello", &["eve"]), &hearer("eve"), CHANNEL));
        assert!(on_desktop(&said("hello", &["all"]), &hearer("eve"), CHANNEL));
        let waits = Hearer { highlights: vec!["Hello".into()], ..hearer("eve") };
        assert!(on_desktop(&plain, &waits, CHANNEL));
        assert!(!on_desktop(&said("hellos", &[]), &waits, CHANNEL));
    }

    #[test]
    fn crowds_hear_only_what_is_for_them_in_person() {
        let crowd = Place { crowded: true, workspace: "all", ..CHANNEL };
        assert!(!on_desktop(&said("x", &["all"]), &hearer("eve"), crowd));
        assert!(on_desktop(&said("x", &["eve"]), &hearer("eve"), crowd));
    }

    #[test]
    fn threads_are_told_to_their_followers() {
        let answer = Message { thread: Some("root".into()), ..said("x", &[]) };
        let eve = ["eve".into()];
        let all = Place { workspace: "all", ..CHANNEL };
        assert!(!on_desktop(&answer, &hearer("eve"), all));
        assert!(on_desktop(&answer, &hearer("eve"), Place { followers: &eve, ..all }));
    }

    #[test]
    fn some_hear_nothing() {
        let meant = said("hello", &["eve", "author"]);
        let wants = |wishes: Wishes| Hearer { wishes, ..hearer("eve") };
        for deaf in [
            hearer("author"),
            Hearer { status: Status::Busy, ..hearer("eve") },
            Hearer { status: Status::Offline, ..hearer("eve") },
            wants(Wishes { disable_notifications: true, ..Wishes::default() }),
            wants(Wishes { desktop: Some("nothing".into()), ..Wishes::default() }),
            wants(Wishes { ignored: vec!["author".into()], ..Wishes::default() }),
        ] {
            assert!(!on_desktop(&meant, &deaf, CHANNEL), "{deaf:?}");
        }
    }
}
