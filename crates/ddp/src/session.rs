//! What one client has said so far: the DDP state machine.

use crate::Server;
use crate::publications::{self, Publication};
use rustle_domain::UserId;
use rustle_domain::users::Status;
use rustle_fanout::{ConnectionId, Identity, Lease, Outlet, Packet, Topic};
use rustle_ops::sessions::{SignedInAs, sign_in};
use rustle_ops::{Caller, Credential, Failure, token_hash};
use rustle_socket::Class;
use rustle_wire::{Dates, Input, Methods, Params, Text, View, login, users};
use serde_json::{Map, Value, json};
use std::collections::HashMap;

/// What becomes of the connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Next {
    /// It goes on.
    Stay,
    /// It ends.
    Close,
}

/// Most subscriptions of one connection.
const MAX_SUBSCRIPTIONS: usize = 5_000;

/// One client.
pub(crate) struct Session {
    pub(crate) server: Server,
    pub(crate) connection: ConnectionId,
    outlet: Outlet,
    caller: Caller,
    connected: bool,
    user: Option<UserId>,
    /// Subscription id → topic; none for publications that never tell anything.
    subscriptions: HashMap<String, Option<Topic>>,
    /// Whose presence the client watches.
    watched: Vec<Topic>,
}

impl Session {
    pub(crate) fn new(server: Server, outlet: Outlet, address: String) -> Self {
        let connection = server.hub.connect(outlet.clone());
        Self {
            server,
            connection,
            outlet,
            caller: Caller::nobody(address),
            connected: false,
            user: None,
            subscriptions: HashMap::new(),
            watched: Vec::new(),
        }
    }
    pub(crate) fn is_connected(&self) -> bool {
        self.connected
    }
    pub(crate) fn is_signed_in(&self) -> bool {
        self.user.is_some()
    }
    pub(crate) fn caller(&self) -> &Caller {
        &self.caller
    }
    pub(crate) fn user(&self) -> Option<&UserId> {
        self.user.as_ref()
    }
    /// Asks whether the client is there.
    pub(crate) fn ping(&self) {
        if self.connected {
            self.outlet.send(&Packet::new(r#"{"msg":"ping"}"#.to_owned()), Class::Droppable);
        }
    }
    fn tell(&self, message: &Value) {
        self.outlet.send(&Packet::new(message.to_string()), Class::Keep);
    }

    /// Takes one message and does what it asks, before the next is looked at.
    pub(crate) async fn receive(&mut self, text: &str) -> Next {
        let Ok(Value::Object(message)) = serde_json::from_str::<Value>(text) else {
            self.tell(&json!({ "msg": "error", "reason": "Parse error" }));
            return Next::Stay;
        };
        let kind = message.get("msg").and_then(Value::as_str).unwrap_or("");
        match kind {
            "connect" => return self.connect(&message),
            "ping" => {
                let pong = match message.get("id") {
                    Some(id) => json!({ "msg": "pong", "id": id }),
                    None => json!({ "msg": "pong" }),
                };
                self.outlet.send(&Packet::new(pong.to_string()), Class::Droppable);
            }
            "pong" => {}
            "method" | "sub" | "unsub" if !self.connected => {
                self.tell(
                    &json!({ "msg": "error", "reason": "Must connect first", "offendingMessage": message }),
                );
            }
            "method" => self.method(message).await,
            "sub" => self.subscribe(&message).await,
            "unsub" => self.unsubscribe(&message),
            // SockJS clients of old send frames without `msg`.
            "" if !message.contains_key("msg") => {}
            _ => self.tell(&json!({ "msg": "error", "reason": "Bad request", "offendingMessage": message })),
        }
        Next::Stay
    }

    fn connect(&mut self, message: &Map<String, Value>) -> Next {
        if self.connected {
            self.tell(&json!({ "msg": "error", "reason": "Already connected", "offendingMessage": message }));
            return Next::Stay;
        }
        let version = message.get("version").and_then(Value::as_str).unwrap_or("");
        if !["1", "pre2", "pre1"].contains(&version) {
            self.tell(&json!({ "msg": "failed", "version": "1" }));
            return Next::Close;
        }
        self.connected = true;
        let session = token_hash(&format!("{}", self.connection));
        self.tell(&json!({ "msg": "connected", "session": session[..17] }));
        Next::Stay
    }

    async fn method(&mut self, mut message: Map<String, Value>) {
        let Some(id) = message.get("id").and_then(Value::as_str).map(str::to_owned) else {
            self.tell(&json!({ "msg": "error", "reason": "Malformed method invocation", "offendingMessage": message }));
            return;
        };
        let name = message.get("method").and_then(Value::as_str).unwrap_or("").to_owned();
        let params = message.remove("params");
        let answer = self.call(&name, params).await;
        self.tell(&json!({ "msg": "updated", "methods": [id] }));
        let result = match answer {
            Ok(Some(value)) => json!({ "msg": "result", "id": id, "result": value }),
            Ok(None) => json!({ "msg": "result", "id": id }),
            Err(error) => json!({ "msg": "result", "id": id, "error": error }),
        };
        self.tell(&result);
    }

    async fn call(&mut self, name: &str, params: Option<Value>) -> Result<Option<Value>, Value> {
        let rendered = |failure: Failure| Text::of(&failure).ddp(name);
        let params = Params::new(params).map_err(rendered)?;
        match name {
            "login" => return self.sign_in(&params).await.map(Some).map_err(|f| login_error(&f)),
            "logout" => return self.sign_out().await.map(|()| None).map_err(rendered),
            _ => {}
        }
        if let Some(answer) = publications::written_by_client(self, name, &params).await {
            return answer.map_err(rendered);
        }
        match self.server.table.call(self.caller.clone(), name, params) {
            Some(answer) => answer.await.map_err(rendered),
            None => Err(json!({
                "isClientSafe": true, "error": 404, "reason": format!("Method '{name}' not found"),
                "message": format!("Method '{name}' not found [404]"), "errorType": "Meteor.Error"
            })),
        }
    }

    async fn sign_in(&mut self, params: &Params) -> Result<Value, Failure> {
        let shown: Input = params.object(0)?;
        let done = sign_in(&self.server.app, &self.caller, login::credentials(&shown)?).await?;
        self.forget_user().await;
        let hash = token_hash(&done.token);
        let id = done.user.id.clone();
        self.caller.credential = Credential::Token { hash: hash.clone(), user: Some(id.clone()) };
        let identity = Identity { user: id.to_string(), token_hash: hash };
        self.server.hub.identify(self.connection, Some(identity));
        self.user = Some(id);
        self.tell_user(&done);
        self.set_lease(Lease::Online).await;
        Ok(login::ddp_result(&done))
    }

    /// Before the result of signing in comes the user's own document; some clients start only then.
    fn tell_user(&self, done: &SignedInAs) {
        let view = View::new(&self.server.app.world(), Dates::Ejson);
        let fields = json!({
            "username": done.user.username, "name": done.user.name, "emails": users::emails(&done.user),
            "roles": done.user.roles, "status": Status::Online.as_str(), "active": done.user.active,
            "settings": { "preferences": users::preferences(&done.user, &view) },
        });
        self.tell(&json!({ "msg": "added", "collection": "users", "id": done.user.id, "fields": fields }));
    }

    async fn sign_out(&mut self) -> Result<(), Failure> {
        let caller = self.caller.clone();
        // First this connection forgets who it was, so that the session's end does not end it, too.
        self.forget_user().await;
        self.server.app.call(&caller, rustle_ops::sessions::LogOut).await
    }

    /// Nobody is signed in here any more: the user's presence and subscriptions end.
    async fn forget_user(&mut self) {
        let Some(user) = self.user.take() else { return };
        self.caller.credential = Credential::None;
        self.server.hub.identify(self.connection, None);
        let ids: Vec<String> = self.subscriptions.keys().cloned().collect();
        for id in ids {
            self.drop_subscription(&id);
        }
        for topic in std::mem::take(&mut self.watched) {
            self.server.hub.leave(&topic, self.connection);
        }
        let (before, after) = self.server.presence.end(&user, self.connection);
        if before != after {
            self.server.publisher.presence_changed(&user).await;
        }
    }

    /// What this connection says about its user's presence.
    pub(crate) async fn set_lease(&self, lease: Lease) {
        let Some(user) = &self.user else { return };
        let (before, after) = self.server.presence.set(user, self.connection, lease);
        if before != after {
            self.server.publisher.presence_changed(user).await;
        }
    }

    async fn subscribe(&mut self, message: &Map<String, Value>) {
        let (Some(id), Some(name)) =
            (message.get("id").and_then(Value::as_str), message.get("name").and_then(Value::as_str))
        else {
            self.tell(
                &json!({ "msg": "error", "reason": "Malformed subscription", "offendingMessage": message }),
            );
            return;
        };
        if self.subscriptions.contains_key(id) {
            return;
        }
        let refused = |error: Value| json!({ "msg": "nosub", "id": id, "error": error });
        if self.subscriptions.len() >= MAX_SUBSCRIPTIONS {
            let error = json!({ "error": "too-many-subscriptions", "reason": "Too many subscriptions",
                "message": "Too many subscriptions [too-many-subscriptions]", "errorType": "Meteor.Error" });
            return self.tell(&refused(error));
        }
        let params = match Params::new(message.get("params").cloned()) {
            Ok(params) => params,
            Err(failure) => return self.tell(&refused(Text::of(&failure).ddp(name))),
        };
        match publications::open(self, name, &params).await {
            Publication::Topic(topic, announce) => {
                // Listening begins before `ready`, so nothing that happens after it is missed.
                self.server.hub.join(&topic, self.connection);
                if announce {
                    self.tell(&json!({ "msg": "added", "collection": topic.stream, "id": "id",
                        "fields": { "eventName": topic.event } }));
                }
                self.subscriptions.insert(id.to_owned(), Some(topic));
                self.tell(&json!({ "msg": "ready", "subs": [id] }));
            }
            Publication::Silent => {
                self.subscriptions.insert(id.to_owned(), None);
                self.tell(&json!({ "msg": "ready", "subs": [id] }));
            }
            Publication::Watch { added, removed } => self.watch(id, &added, &removed),
            Publication::Refused(error) => self.tell(&refused(error)),
        }
    }

    /// Presence: the first subscription is ready, later ones only change whom it is about.
    fn watch(&mut self, id: &str, added: &[String], removed: &[String]) {
        const STREAM: &str = publications::USER_PRESENCE;
        for user in removed {
            let topic = Topic::new(STREAM, user);
            self.watched.retain(|t| *t != topic);
            self.server.hub.leave(&topic, self.connection);
        }
        for user in added {
            let topic = Topic::new(STREAM, user);
            if self.watched.len() < MAX_SUBSCRIPTIONS && !self.watched.contains(&topic) {
                self.server.hub.join(&topic, self.connection);
                self.watched.push(topic);
            }
        }
        if self.subscriptions.values().any(|t| t.as_ref().is_some_and(|t| t.stream == STREAM)) {
            return self.tell(&json!({ "msg": "nosub", "id": id }));
        }
        self.subscriptions.insert(id.to_owned(), Some(Topic::new(STREAM, "")));
        self.tell(&json!({ "msg": "ready", "subs": [id] }));
    }

    fn unsubscribe(&mut self, message: &Map<String, Value>) {
        if let Some(id) = message.get("id").and_then(Value::as_str) {
            self.drop_subscription(id);
            self.tell(&json!({ "msg": "nosub", "id": id }));
        }
    }

    fn drop_subscription(&mut self, id: &str) {
        let Some(Some(topic)) = self.subscriptions.remove(id) else { return };
        if !self.subscriptions.values().any(|t| t.as_ref() == Some(&topic)) {
            self.server.hub.leave(&topic, self.connection);
        }
    }

    /// The connection is over.
    pub(crate) async fn end(&mut self) {
        self.forget_user().await;
        let topics: Vec<Topic> = self.subscriptions.drain().filter_map(|(_, topic)| topic).collect();
        self.server.hub.disconnect(self.connection, &topics);
    }
}

/// Signing in fails with 403, whatever the reason, as clients expect.
fn login_error(failure: &Failure) -> Value {
    let text = Text::of(failure);
    let named = text.code.starts_with("totp") || text.code.starts_with("error-");
    let error: Value = if named { text.code.into() } else { 403.into() };
    let reason = if text.code == "Unauthorized" && text.reason == "Unauthorized" {
        "User not found or incorrect password".to_owned()
    } else {
        text.reason.clone()
    };
    let mut out = json!({
        "isClientSafe": true, "error": error, "reason": reason,
        "message": format!("{reason} [{}]", error.as_str().map_or_else(|| error.to_string(), str::to_owned)),
        "errorType": "Meteor.Error"
    });
    if let Some(details) = text.details {
        out["details"] = details;
    }
    out
}
