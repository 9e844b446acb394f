//! Tells listeners what happened: takes the events of each commit, in order, and makes frames of them.
//!
//! Messages are told as they were at their commit. Rooms, subscriptions and users are told as they are now, once for
//! all the events that wait, so that what is pushed is what a fresh request would give.

mod personal;

use crate::publications::{
    MY_MESSAGES, NOTIFY_ALL, NOTIFY_LOGGED, NOTIFY_ROOM, NOTIFY_USER, ROLES, ROOM_MESSAGES, USER_PRESENCE,
};
use rustle_domain::event::{AvatarOf, Pruned, UserChange};
use rustle_domain::messages::Message;
use rustle_domain::users::User;
use rustle_domain::{Event, RoomId, UserId};
use rustle_fanout::{Hub, Packet, Topic};
use rustle_ops::live::{Account, Members, Readers, RoomState, State};
use rustle_ops::{App, Caller};
use rustle_socket::Class;
use rustle_wire::{Dates, View, messages, rooms, streams, subscriptions};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::sync::Arc;
use tokio::sync::mpsc;

/// Tells listeners what happened. Cheap to clone.
#[derive(Clone)]
pub struct Publisher {
    app: App,
    hub: Hub,
}

/// What waits to be told as it is now.
#[derive(Default)]
struct Dirty {
    /// Rooms whose document and subscriptions changed.
    rooms: BTreeSet<RoomId>,
    /// New messages of people, for notifications.
    news: BTreeMap<RoomId, Vec<Arc<Message>>>,
    /// Single subscriptions; true: new.
    memberships: BTreeMap<(RoomId, UserId), bool>,
}

/// Most events taken together.
const BATCH: usize = 1024;

impl Publisher {
    /// Of an app and its listeners.
    pub fn new(app: App, hub: Hub) -> Self {
        Self { app, hub }
    }

    /// Runs until the app is closed.
    pub async fn run(self, mut told: mpsc::UnboundedReceiver<Vec<Event>>) {
        let mut batch = Vec::new();
        while told.recv_many(&mut batch, BATCH).await > 0 {
            let mut dirty = Dirty::default();
            for event in batch.drain(..).flatten() {
                self.tell(event, &mut dirty).await;
            }
            self.flush(dirty).await;
        }
    }

    fn view(&self) -> View {
        View::new(&self.app.world(), Dates::Ejson)
    }

    /// The server's own name in its own questions.
    fn server() -> Caller {
        Caller::server("rocket.cat")
    }

    fn send(&self, stream: &'static str, event: String, args: &[Value]) {
        let topic = Topic { stream, event };
        if self.hub.has(&topic) {
            let packet = Packet::new(streams::changed(stream, &topic.event, args).to_string());
            self.hub.publish(&topic, &packet, Class::Keep, None);
        }
    }

    async fn tell(&self, event: Event, dirty: &mut Dirty) {
        match event {
            Event::MessageSaved { message, new } => {
                self.message(&message).await;
                if new && message.kind.as_deref().is_none_or(|kind| kind == "e2e") {
                    dirty.news.entry(message.room.clone()).or_default().push(message);
                }
            }
            Event::MessageDeleted { room, message } => {
                self.send(NOTIFY_ROOM, format!("{room}/deleteMessage"), &[json!({ "_id": message })]);
            }
            Event::MessagesPruned(pruned) => self.pruned(&pruned),
            Event::RoomSaved { room } => {
                dirty.rooms.insert(room);
            }
            Event::RoomDeleted { room } => {
                dirty.rooms.remove(&room);
                self.revoke(&room, &[]).await;
            }
            Event::MembershipSaved { room, user, new } => {
                *dirty.memberships.entry((room, user)).or_default() |= new;
            }
            Event::MembershipDeleted { room, kind, user, id } => {
                dirty.memberships.remove(&(room.clone(), user.clone()));
                let gone = json!({ "_id": id, "rid": room, "t": kind.as_str(), "u": { "_id": user } });
                self.send(NOTIFY_USER, format!("{user}/subscriptions-changed"), &[json!("removed"), gone]);
                let gone = json!({ "_id": room, "t": kind.as_str() });
                self.send(NOTIFY_USER, format!("{user}/rooms-changed"), &[json!("removed"), gone]);
                self.revoke_from(&room, &user).await;
            }
            Event::UserSaved { user, change } => self.user(&user, change).await,
            Event::UserDeleted { user } => {
                let gone = json!({ "userId": user, "messageErasureType": "Delete" });
                self.send(NOTIFY_LOGGED, "Users:Deleted".into(), &[gone]);
            }
            Event::SessionsEnded { user, hash, except } => {
                self.end_sessions(&user, hash.as_deref(), except.as_deref());
            }
            other => self.workspace(other).await,
        }
    }

    /// Events about the whole workspace, and small ones.
    async fn workspace(&self, event: Event) {
        match event {
            Event::SettingSaved { id } => self.setting(&id),
            Event::PermissionSaved { id } => self.permission(&id).await,
            Event::RoleSaved { id } => {
                self.send(ROLES, "roles".into(), &[json!({ "type": "changed", "_id": id })]);
            }
            Event::RoleDeleted { id } => {
                self.send(ROLES, "roles".into(), &[json!({ "type": "removed", "_id": id })]);
            }
            Event::RoleGiven { role, user, username, room, given } => {
                let kind = if given { "added" } else { "removed" };
                let mut change =
                    json!({ "type": kind, "_id": role, "u": { "_id": user, "username": username } });
                if let Some(room) = room {
                    change["scope"] = json!(room);
                }
                self.send(NOTIFY_LOGGED, "roles-change".into(), &[change]);
            }
            Event::AvatarChanged { of, etag } => {
                let change = match of {
                    AvatarOf::User(username) => json!({ "username": username, "etag": etag }),
                    AvatarOf::Room(room) => json!({ "rid": room, "etag": etag }),
                };
                self.send(NOTIFY_LOGGED, "updateAvatar".into(), &[change]);
            }
            Event::Read { room, .. } => {
                let until = self.view().date(self.app.world().now);
                self.send(NOTIFY_ROOM, format!("{room}/messagesRead"), &[json!({ "until": until })]);
            }
            Event::Refused { user, room, refusal } => self.refused(&user, &room, refusal),
            Event::Ephemeral { user, message } => {
                let mut shown = messages::message(&message, &self.view());
                shown["private"] = true.into();
                self.send(NOTIFY_USER, format!("{user}/message"), &[shown]);
            }
            _ => {}
        }
    }

    async fn message(&self, message: &Message) {
        let topic = Topic::new(ROOM_MESSAGES, message.room.as_str());
        let mine = self.hub.listeners(&Topic::new(ROOM_MESSAGES, MY_MESSAGES));
        if mine.is_empty() && !self.hub.has(&topic) {
            return;
        }
        let shown = messages::message(message, &self.view());
        let args = [shown];
        let text = streams::changed(ROOM_MESSAGES, &topic.event, &args).to_string();
        self.hub.publish(&topic, &Packet::new(text), Class::Keep, None);
        if !mine.is_empty() {
            let [shown] = args;
            self.my_messages(&message.room, shown, &mine).await;
        }
    }

    /// Those who listen to all their rooms get messages of rooms they may read, and whether they are in them.
    async fn my_messages(&self, room: &RoomId, shown: Value, listeners: &[rustle_fanout::Listener]) {
        let users: HashSet<UserId> =
            listeners.iter().filter_map(|l| l.user.as_deref()).map(UserId::from).collect();
        let users: Vec<UserId> = users.into_iter().collect();
        let server = Self::server();
        let Ok(readers) = self.app.call(&server, Readers { room: room.clone(), users: users.clone() }).await
        else {
            return;
        };
        let Ok(Some(state)) = self.app.call(&server, RoomState { room: room.clone(), users }).await else {
            return;
        };
        for listener in listeners {
            let Some(user) = listener.user.as_deref() else { continue };
            if !readers.iter().any(|r| *r == *user) {
                continue;
            }
            let inside = state.subscriptions.iter().any(|s| s.membership.user.id == *user);
            let mut about = json!({ "roomParticipant": inside, "roomType": state.room.kind.as_str() });
            if let Some(name) = &state.room.name {
                about["roomName"] = json!(name);
            }
            let frame = streams::changed(ROOM_MESSAGES, MY_MESSAGES, &[shown.clone(), about]);
            listener.send(&Packet::new(frame.to_string()), Class::Keep);
        }
    }

    fn pruned(&self, p: &Pruned) {
        let view = self.view();
        let (after, before) = if p.inclusive { ("$gte", "$lte") } else { ("$gt", "$lt") };
        let args = json!({
            "rid": p.room, "excludePinned": p.exclude_pinned, "ignoreDiscussion": p.ignore_discussion,
            "ts": { after: view.date(p.oldest), before: view.date(p.latest) },
            "users": p.users, "filesOnly": p.files_only, "ids": p.ids,
        });
        self.send(NOTIFY_ROOM, format!("{}/deleteMessageBulk", p.room), &[args]);
    }

    async fn user(&self, id: &UserId, change: UserChange) {
        let Ok(Some(user)) = self.app.call(&Self::server(), Account { user: id.clone() }).await else {
            return;
        };
        if change.name {
            let named = json!({ "_id": user.id, "name": user.name, "username": user.username });
            self.send(NOTIFY_LOGGED, "Users:NameChanged".into(), &[named]);
        }
        if change.status {
            self.status(&user);
        }
        let topic = format!("{id}/userData");
        let diff = rustle_wire::users::own_diff(&user, &self.view());
        self.send(NOTIFY_USER, topic, &[json!({ "type": "updated", "id": id, "diff": diff, "unset": {} })]);
    }

    fn status(&self, user: &User) {
        let status = self.view().status(user);
        let username = user.username.as_deref().unwrap_or("");
        let text = &user.status_text;
        let args = json!([user.id, username, status.code(), text, user.name, user.roles]);
        self.send(NOTIFY_LOGGED, "user-status".into(), &[args]);
        let topic = Topic::new(USER_PRESENCE, user.id.as_str());
        if self.hub.has(&topic) {
            let frame = streams::presence(&user.id, username, status.code(), text);
            self.hub.publish(&topic, &Packet::new(frame.to_string()), Class::Keep, None);
        }
    }

    /// A user came, went, or became idle.
    pub(crate) async fn presence_changed(&self, user: &UserId) {
        if let Ok(Some(user)) = self.app.call(&Self::server(), Account { user: user.clone() }).await {
            self.status(&user);
        }
    }

    fn end_sessions(&self, user: &UserId, hash: Option<&str>, except: Option<&str>) {
        let ended = |i: &rustle_fanout::Identity| {
            hash.is_none_or(|h| i.token_hash == h) && except.is_none_or(|e| i.token_hash != e)
        };
        self.hub.close_where(user, ended, 1000, "signed out");
    }

    fn setting(&self, id: &str) {
        let Some(definition) = rustle_domain::settings::find(id).filter(|d| d.public) else { return };
        let value = serde_json::to_value(self.app.settings().value(definition)).unwrap_or_default();
        let args = [json!("updated"), json!({ "_id": id, "value": value })];
        self.send(NOTIFY_ALL, "public-settings-changed".into(), &args);
    }

    async fn permission(&self, id: &str) {
        let Ok(all) =
            self.app.call(&Self::server(), rustle_ops::live::Permission { id: id.to_owned() }).await
        else {
            return;
        };
        if let Some(stored) = all {
            let args = [json!("updated"), json!({ "_id": stored.id, "roles": stored.roles })];
            self.send(NOTIFY_LOGGED, "permissions-changed".into(), &args);
        }
    }

    /// Tells rooms and subscriptions as they are now.
    async fn flush(&self, dirty: Dirty) {
        for room in &dirty.rooms {
            self.room(room, &dirty).await;
        }
        for ((room, user), new) in &dirty.memberships {
            if !dirty.rooms.contains(room) {
                let users = vec![user.clone()];
                if let Ok(Some(state)) =
                    self.app.call(&Self::server(), RoomState { room: room.clone(), users }).await
                {
                    self.state(&state, |_| *new);
                }
            }
        }
    }

    async fn room(&self, room: &RoomId, dirty: &Dirty) {
        let server = Self::server();
        let Ok(members) = self.app.call(&server, Members { room: room.clone() }).await else { return };
        if let Some(news) = dirty.news.get(room) {
            self.notify(room, &members, news).await;
        }
        let users: Vec<UserId> = members.into_iter().filter(|u| self.listens(u)).collect();
        self.revoke(room, &users).await;
        if users.is_empty() {
            return;
        }
        if let Ok(Some(state)) = self.app.call(&server, RoomState { room: room.clone(), users }).await {
            self.state(&state, |user| dirty.memberships.get(&(room.clone(), user.clone())) == Some(&true));
        }
    }

    fn listens(&self, user: &UserId) -> bool {
        ["subscriptions-changed", "rooms-changed"]
            .iter()
            .any(|what| self.hub.has(&Topic::new(NOTIFY_USER, format!("{user}/{what}"))))
    }

    fn state(&self, state: &State, new: impl Fn(&UserId) -> bool) {
        let view = self.view();
        let room = rooms::room(&state.room, state.last.as_ref(), &view);
        for s in &state.subscriptions {
            let user = &s.membership.user.id;
            let what = json!(if new(user) { "inserted" } else { "updated" });
            let subscription = subscriptions::subscription(s, &view);
            self.send(NOTIFY_USER, format!("{user}/subscriptions-changed"), &[what.clone(), subscription]);
            self.send(NOTIFY_USER, format!("{user}/rooms-changed"), &[what, room.clone()]);
        }
    }

    /// Stops those who listen to a room and may not (any more). `known` are members and need no look.
    async fn revoke(&self, room: &RoomId, known: &[UserId]) {
        let topics = Self::room_topics(room);
        let mut users: HashSet<UserId> = HashSet::new();
        for topic in &topics {
            users
                .extend(self.hub.listeners(topic).iter().filter_map(|l| l.user.as_deref()).map(UserId::from));
        }
        users.retain(|u| !known.contains(u));
        if users.is_empty() {
            return;
        }
        let users: Vec<UserId> = users.into_iter().collect();
        let asked = Readers { room: room.clone(), users: users.clone() };
        let readers = self.app.call(&Self::server(), asked).await.unwrap_or_default();
        for user in users.iter().filter(|u| !readers.contains(u)) {
            self.cut(&topics, user);
        }
    }

    async fn revoke_from(&self, room: &RoomId, user: &UserId) {
        let asked = Readers { room: room.clone(), users: vec![user.clone()] };
        if self.app.call(&Self::server(), asked).await.unwrap_or_default().is_empty() {
            self.cut(&Self::room_topics(room), user);
        }
    }

    fn room_topics(room: &RoomId) -> Vec<Topic> {
        let mut topics = vec![Topic::new(ROOM_MESSAGES, room.as_str())];
        let what =
            ["user-activity", "typing", "deleteMessage", "deleteMessageBulk", "messagesRead", "videoconf"];
        topics.extend(what.iter().map(|w| Topic::new(NOTIFY_ROOM, format!("{room}/{w}"))));
        topics
    }

    fn cut(&self, topics: &[Topic], user: &UserId) {
        for topic in topics {
            for listener in self.hub.listeners(topic) {
                if listener.user.as_deref() == Some(user.as_str()) {
                    self.hub.leave(topic, listener.connection);
                }
            }
        }
    }
}
