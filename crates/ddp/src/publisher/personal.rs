//! What is told to single people: notifications, and why what they said was refused.

use super::Publisher;
use crate::publications::NOTIFY_USER;
use rustle_domain::messages::notify::{Place, on_desktop};
use rustle_domain::messages::{Message, MessageRefusal};
use rustle_domain::settings::keys;
use rustle_domain::{RoomId, UserId};
use rustle_fanout::Topic;
use rustle_ops::live::Hearers;
use rustle_wire::{messages, notifications};
use std::sync::Arc;

impl Publisher {
    /// Puts new messages on the screens of those who want to know at once.
    pub(super) async fn notify(&self, room: &RoomId, members: &[UserId], news: &[Arc<Message>]) {
        let topic = |user: &UserId| Topic::new(NOTIFY_USER, format!("{user}/notification"));
        let users: Vec<UserId> = members.iter().filter(|u| self.hub.has(&topic(u))).cloned().collect();
        if users.is_empty() {
            return;
        }
        let threads = news.iter().filter_map(|m| m.thread.clone()).collect();
        let asked = Hearers { room: room.clone(), users, threads };
        let Ok(Some(audience)) = self.app.call(&Self::server(), asked).await else { return };
        let view = self.view();
        let most = view.settings.get(keys::NOTIFICATIONS_MAX_ROOM_MEMBERS);
        let place = Place {
            kind: audience.room.kind,
            crowded: most > 0 && audience.room.members > most,
            followers: &[],
            workspace: view.settings.get(keys::ACCOUNTS_DEFAULT_USER_PREFERENCES_DESKTOP_NOTIFICATIONS),
        };
        for message in news {
            let followers = message.thread.as_ref().and_then(|t| audience.followers.get(t));
            let place = Place { followers: followers.map_or(&[], Vec::as_slice), ..place };
            for (hearer, name) in &audience.hearers {
                if on_desktop(message, hearer, place) {
                    let args = [notifications::desktop(message, &audience.room, name.as_deref(), &view)];
                    self.send(NOTIFY_USER, topic(&hearer.user).event, &args);
                }
            }
        }
    }

    /// Shows somebody, and nobody else, why what they said was refused.
    pub(super) fn refused(&self, user: &UserId, room: &RoomId, refusal: MessageRefusal) {
        let world = self.app.world();
        let shown = messages::refusal(world.fresh_message(), (room, world.now), refusal, &self.view());
        self.send(NOTIFY_USER, format!("{user}/message"), &[shown]);
    }
}
