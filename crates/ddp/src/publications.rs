//! What clients can listen to, and what they may write on streams themselves.

use crate::session::Session;
use rustle_fanout::{Lease, Packet, Topic};
use rustle_ops::rooms::Info;
use rustle_ops::sessions::Me;
use rustle_ops::{Failure, RoomRef};
use rustle_socket::Class;
use rustle_wire::methods::{Answer, Params};
use rustle_wire::streams;
use serde_json::{Value, json};

pub(crate) const ROOM_MESSAGES: &str = "stream-room-messages";
pub(crate) const NOTIFY_ROOM: &str = "stream-notify-room";
pub(crate) const NOTIFY_ROOM_USERS: &str = "stream-notify-room-users";
pub(crate) const NOTIFY_USER: &str = "stream-notify-user";
pub(crate) const NOTIFY_LOGGED: &str = "stream-notify-logged";
pub(crate) const NOTIFY_ALL: &str = "stream-notify-all";
pub(crate) const USER_PRESENCE: &str = "stream-user-presence";
pub(crate) const ROLES: &str = "stream-roles";
/// Instead of a room: all rooms one may read.
pub(crate) const MY_MESSAGES: &str = "__my_messages__";

/// What becomes of a subscription.
pub(crate) enum Publication {
    /// Listen to this; true: announce it with a document first, as old clients need.
    Topic(Topic, bool),
    /// Fine, and nothing will ever come: things of old that clients still ask for.
    Silent,
    /// Whose presence to tell.
    Watch { added: Vec<String>, removed: Vec<String> },
    /// No; the error to give.
    Refused(Value),
}

/// Publications that have nothing to tell.
const SILENT: &[&str] = &[
    "activeUsers",
    "userData",
    "meteor.loginServiceConfiguration",
    "meteor_autoupdate_clientVersions",
    "stream-apps",
    "stream-importers",
    "stream-integrationHistory",
    "stream-livechat-inquiry-queue-observer",
    "stream-livechat-room",
    "stream-stdout",
    "stream-voip.events",
    "stream-canned-responses",
];

fn refused() -> Publication {
    Publication::Refused(json!({
        "isClientSafe": true, "error": "not-allowed", "reason": "Not allowed", "message": "Not allowed [not-allowed]",
        "errorType": "Meteor.Error"
    }))
}

/// Decides about a subscription.
pub(crate) async fn open(session: &Session, name: &str, params: &Params) -> Publication {
    let event = params.raw(0).and_then(Value::as_str).unwrap_or("").to_owned();
    let announce = match params.raw(1) {
        Some(Value::Bool(all)) => *all,
        Some(Value::Object(options)) => options.get("useCollection") == Some(&Value::Bool(true)),
        _ => false,
    };
    let stream = match name {
        ROOM_MESSAGES => ROOM_MESSAGES,
        NOTIFY_ROOM => NOTIFY_ROOM,
        NOTIFY_ROOM_USERS => NOTIFY_ROOM_USERS,
        NOTIFY_USER => NOTIFY_USER,
        NOTIFY_LOGGED => NOTIFY_LOGGED,
        NOTIFY_ALL => NOTIFY_ALL,
        ROLES => ROLES,
        USER_PRESENCE if session.is_signed_in() => return watch(params),
        silent if SILENT.contains(&silent) => return Publication::Silent,
        _ => {
            let reason = format!("Subscription '{name}' not found");
            let message = format!("{reason} [404]");
            return Publication::Refused(json!({ "error": 404, "reason": reason, "message": message,
                "errorType": "Meteor.Error" }));
        }
    };
    if may_listen(session, stream, &event).await {
        Publication::Topic(Topic { stream, event }, announce)
    } else {
        refused()
    }
}

async fn may_listen(session: &Session, stream: &str, event: &str) -> bool {
    match stream {
        _ if event.is_empty() => false,
        NOTIFY_ALL => true,
        NOTIFY_LOGGED | ROLES => session.is_signed_in(),
        ROOM_MESSAGES if event == MY_MESSAGES => session.is_signed_in(),
        ROOM_MESSAGES => may_read(session, event).await,
        NOTIFY_ROOM | NOTIFY_ROOM_USERS => may_read(session, event.split('/').next().unwrap_or("")).await,
        NOTIFY_USER => {
            let user = event.split('/').next().unwrap_or("");
            session.user().is_some_and(|own| *own == user)
        }
        _ => false,
    }
}

async fn may_read(session: &Session, room: &str) -> bool {
    let visible = rustle_ops::rooms::Visible { room: RoomRef::id(room) };
    session.server.app.call(session.caller(), visible).await.is_ok()
}

fn watch(params: &Params) -> Publication {
    let list = |key: &str| -> Vec<String> {
        let items = params.raw(1).and_then(|p| p.get(key)).and_then(Value::as_array);
        items.into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
    };
    Publication::Watch { added: list("added"), removed: list("removed") }
}

/// Some streams are written by clients, through a method of the stream's name: typing, mostly. Also what a client
/// says about its own presence. `None` when the method is not one of them.
pub(crate) async fn written_by_client(session: &Session, name: &str, params: &Params) -> Option<Answer> {
    match name {
        NOTIFY_ROOM => Some(typing(session, params).await.map(|()| None)),
        NOTIFY_ROOM_USERS | NOTIFY_USER if session.is_signed_in() => Some(Ok(None)),
        "UserPresence:online" => {
            session.set_lease(Lease::Online).await;
            Some(Ok(Some(true.into())))
        }
        "UserPresence:away" => {
            session.set_lease(Lease::Away).await;
            Some(Ok(Some(true.into())))
        }
        "UserPresence:connect" => {
            session.set_lease(Lease::Online).await;
            Some(Ok(None))
        }
        _ => None,
    }
}

/// Longest typing event, bytes: nobody needs more to say that they type.
const MAX_TYPING: usize = 1024;

/// `(room/user-activity, name, [activities], {tmid?})` or, of old, `(room/typing, name, bool)`. Each is told to
/// listeners of either. The name must be one's own.
async fn typing(session: &Session, params: &Params) -> Result<(), Failure> {
    let not_allowed = || Failure::from(rustle_domain::access::Denied::NotMember);
    let target = params.str(0)?;
    let (room, what) = target.split_once('/').ok_or_else(not_allowed)?;
    let name = params.str(1)?;
    let app = &session.server.app;
    app.call(session.caller(), Info { room: RoomRef::id(room) }).await?;
    let me = app.call(session.caller(), Me).await?;
    let own = [me.username.as_deref(), me.name.as_deref()];
    if !own.contains(&Some(name.as_str())) || target.len() > 256 {
        return Err(not_allowed());
    }
    let (activities, extra) = match what {
        "typing" => (if params.bool(2)? { json!(["user-typing"]) } else { json!([]) }, json!({})),
        "user-activity" => {
            let activities = json!(params.list(2)?);
            let thread = params.raw(3).and_then(|e| e.get("tmid")).and_then(Value::as_str);
            (activities, thread.map_or_else(|| json!({}), |t| json!({ "tmid": t })))
        }
        _ => return Err(not_allowed()),
    };
    let types = activities.as_array().is_some_and(|a| a.iter().any(|x| x == "user-typing"));
    for (what, args) in [
        ("user-activity", vec![json!(name), activities.clone(), extra.clone()]),
        ("typing", vec![json!(name), json!(types)]),
    ] {
        let topic = Topic::new(NOTIFY_ROOM, format!("{room}/{what}"));
        let text = streams::changed(NOTIFY_ROOM, &topic.event, &args).to_string();
        if text.len() <= MAX_TYPING {
            session.server.hub.publish(
                &topic,
                &Packet::new(text),
                Class::Droppable,
                Some(session.connection),
            );
        }
    }
    Ok(())
}
