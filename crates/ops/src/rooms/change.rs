//! Changing what people chose about a room: name, topic, kind, rules.

use super::{check_name_for, note, short_name};
use crate::operation::{Operation, Writes};
use crate::{App, Caller, Failure, HoldsInRoom, RoomRef, World};
use rustle_domain::access::RoomActor;
use rustle_domain::event::AvatarOf;
use rustle_domain::permissions::Permission;
use rustle_domain::rooms::{Retention, Room, RoomKind, RoomRefusal};
use rustle_domain::{Event, Opaque};
use rustle_store::{StoredAvatar, Tx};

crate::any_of! {
    /// May change rooms.
    EditRoom = [EditRoom];
}

/// One thing to change.
#[derive(Clone, Debug)]
pub enum Change {
    /// Name; for discussions the shown one.
    Name(String),
    /// One line about what is talked of. Empty takes it away, as for the other texts.
    Topic(String),
    /// A line shown above the messages.
    Announcement(String),
    /// What the room is for.
    Description(String),
    /// Channel or group.
    Kind(RoomKind),
    /// Only those with the right to may write.
    ReadOnly(bool),
    /// Reactions are allowed although the room is read-only.
    ReactWhenReadOnly(bool),
    /// System messages not shown, by type.
    HiddenSystemMessages(Vec<String>),
    /// New users join by themselves.
    Default(bool),
    /// Who joins a default room has it among the favourites.
    Favorite(bool),
    /// Needed to join.
    JoinCode(String),
    /// Shown first in the directory.
    Featured(bool),
    /// End-to-end encrypted.
    Encrypted(bool),
    /// Fields the workspace defined.
    CustomFields(Opaque),
    /// How long messages are kept.
    Retention(Retention),
}

/// Changes a room.
#[derive(Debug)]
pub struct Save {
    /// Which.
    pub room: RoomRef,
    /// What.
    pub changes: Vec<Change>,
    /// Also in archived rooms.
    pub archived: bool,
    /// Refuses what is so already.
    pub strict: bool,
    /// Another picture.
    pub avatar: Option<Avatar>,
}

/// A picture to come.
#[derive(Debug)]
pub enum Avatar {
    /// Made of this image file.
    File(Vec<u8>),
    /// Stored: key of the bytes, media type.
    Stored(String, String),
    /// The generated one.
    Generated,
}

/// What a change leaves to do after the room is written.
#[derive(Default)]
struct Later {
    /// System messages: type and text.
    notes: Vec<(&'static str, String)>,
    kind: bool,
}

impl Operation for Save {
    const NAME: &'static str = "rooms.save";
    type Access = HoldsInRoom<EditRoom>;
    type Mode = Writes;
    type Output = Room;

    const PREPARES: bool = true;

    fn subject(&self) -> RoomRef {
        self.room.clone()
    }

    async fn prepare(mut self, app: &App, _: &Caller) -> Result<Self, Failure> {
        if let Some(Avatar::File(file)) = self.avatar {
            let (key, mime) = crate::avatars::store(app, file).await?;
            self.avatar = Some(Avatar::Stored(key, mime));
        }
        Ok(self)
    }

    async fn run(self, who: RoomActor, tx: &mut Tx, world: &World) -> Result<Room, Failure> {
        let (mut room, mut later) = (who.room().clone(), Later::default());
        if !self.archived && room.archived {
            return Err(RoomRefusal::Archived(room.display_name().to_owned()).into());
        }
        for change in &self.changes {
            may(&who, change)?;
        }
        for change in self.changes {
            if let Change::Name(name) = change {
                rename(&mut room, &name, self.strict, &mut later, (tx, world)).await?;
                continue;
            }
            let before = room.clone();
            apply(&mut room, change, &mut later);
            if self.strict && before == room {
                return Err(RoomRefusal::Unchanged("setting").into());
            }
        }
        if let Some(avatar) = self.avatar {
            who.need(Permission::EditRoomAvatar)
                .map_err(|_| RoomRefusal::ChangeNotAllowed("Editing a room avatar is not allowed"))?;
            set_avatar(&mut room, avatar, tx, world).await?;
            later.notes.push(("room_changed_avatar", String::new()));
        }
        tx.update_room(&room, world.now).await?;
        if later.kind {
            tx.set_membership_kinds(&room.id, room.kind, world.now).await?;
        }
        for (kind, text) in later.notes {
            note(tx, &room.id, who.actor().reference(), (kind, &text), world.now).await?;
        }
        tx.record(Event::RoomSaved { room: room.id.clone() });
        Ok(tx.room(&room.id).await?.unwrap_or(room))
    }
}

/// The bytes of the picture before stay until they are cleaned up with other orphans.
async fn set_avatar(room: &mut Room, avatar: Avatar, tx: &mut Tx, world: &World) -> Result<(), Failure> {
    let owner = format!("room:{}", room.id);
    let etag = match avatar {
        Avatar::Stored(blob, mime) => {
            let etag = world.fresh_id();
            tx.save_avatar(&owner, &StoredAvatar { blob, mime, etag: etag.clone() }).await?;
            Some(etag)
        }
        Avatar::File(_) | Avatar::Generated => {
            tx.delete_avatar(&owner).await?;
            None
        }
    };
    room.detail.avatar_etag.clone_from(&etag);
    tx.record(Event::AvatarChanged { of: AvatarOf::Room(room.id.clone()), etag });
    Ok(())
}

/// Rights and rules that depend on what is changed.
fn may(who: &RoomActor, change: &Change) -> Result<(), RoomRefusal> {
    let room = who.room();
    let refuse = |reason| Err(RoomRefusal::ChangeNotAllowed(reason));
    match change {
        Change::Name(_) | Change::Kind(_) if room.kind == RoomKind::Direct => Err(RoomRefusal::NotForDirect),
        Change::Kind(RoomKind::Direct) => Err(RoomRefusal::KindInvalid),
        Change::Kind(kind) if *kind == room.kind => Ok(()),
        Change::Kind(RoomKind::Channel) if !who.can(Permission::CreateC) => {
            refuse("Changing a private group to a public channel is not allowed")
        }
        Change::Kind(RoomKind::Group) if !who.can(Permission::CreateP) => {
            refuse("Changing a public channel to a private room is not allowed")
        }
        Change::Default(_) | Change::Featured(_) if !who.can(Permission::ViewRoomAdministration) => {
            refuse("Viewing room administration is not allowed")
        }
        Change::ReadOnly(true) | Change::ReactWhenReadOnly(true) if room.detail.broadcast => {
            refuse("Editing readOnly/reactWhenReadOnly are not allowed for broadcast rooms")
        }
        Change::Encrypted(on) if *on == room.detail.encrypted => Ok(()),
        Change::Encrypted(_) if room.kind == RoomKind::Channel => {
            refuse("Only groups or direct channels can enable encryption")
        }
        Change::Encrypted(_)
            if room.kind != RoomKind::Direct && !who.can(Permission::ToggleRoomE2eEncryption) =>
        {
            refuse("You do not have permission to toggle E2E encryption")
        }
        Change::Retention(_) if !who.can(Permission::EditRoomRetentionPolicy) => {
            refuse("Editing room retention policy is not allowed")
        }
        _ => Ok(()),
    }
}

async fn rename(
    room: &mut Room,
    name: &str,
    strict: bool,
    later: &mut Later,
    (tx, world): (&mut Tx, &World),
) -> Result<(), Failure> {
    let name = name.trim();
    if name.is_empty() {
        return Ok(());
    }
    let same = room.name.as_deref() == Some(name) || room.fname.as_deref() == Some(name);
    if same && strict {
        return Err(RoomRefusal::Unchanged("name").into());
    }
    if same {
        return Ok(());
    }
    if room.parent.is_none() {
        let short = short_name(name, world);
        check_name_for(Some(&room.id), &short, tx, world).await?;
        room.name = Some(short);
    }
    room.fname = Some(name.to_owned());
    later.notes.push(("r", name.to_owned()));
    Ok(())
}

/// Sets a text; says whether it is another.
fn set_text(place: &mut Option<String>, text: String) -> bool {
    let text = Some(text).filter(|t| !t.is_empty());
    let changed = *place != text;
    *place = text;
    changed
}

fn apply(room: &mut Room, change: Change, later: &mut Later) {
    let detail = &mut room.detail;
    let mut noted = |changed: bool, kind: &'static str, text: String| {
        if changed {
            later.notes.push((kind, text));
        }
    };
    match change {
        Change::Name(_) => {}
        Change::Topic(t) => noted(set_text(&mut detail.topic, t.clone()), "room_changed_topic", t),
        Change::Announcement(t) => {
            noted(set_text(&mut detail.announcement, t.clone()), "room_changed_announcement", t);
        }
        Change::Description(t) => {
            noted(set_text(&mut detail.description, t.clone()), "room_changed_description", t);
        }
        Change::Kind(kind) => {
            let text = if kind == RoomKind::Channel { "public" } else { "private" };
            noted(room.kind != kind, "room_changed_privacy", text.into());
            later.kind |= room.kind != kind;
            room.kind = kind;
        }
        Change::ReadOnly(on) => {
            let kind = if on { "room-set-read-only" } else { "room-removed-read-only" };
            noted(room.read_only != on, kind, String::new());
            room.read_only = on;
        }
        Change::ReactWhenReadOnly(on) => {
            let kind = if on { "room-allowed-reacting" } else { "room-disallowed-reacting" };
            noted(detail.react_when_read_only.unwrap_or(false) != on, kind, String::new());
            detail.react_when_read_only = Some(on);
        }
        Change::HiddenSystemMessages(types) => detail.hidden_system_messages = Some(types),
        Change::Default(on) => room.default = on,
        Change::Favorite(on) => detail.favorite = on,
        Change::JoinCode(code) => drop(set_text(&mut detail.join_code, code)),
        Change::Featured(on) => detail.featured = on,
        Change::Encrypted(on) => {
            let kind = if on { "room_e2e_enabled" } else { "room_e2e_disabled" };
            noted(detail.encrypted != on, kind, String::new());
            detail.encrypted = on;
        }
        Change::CustomFields(fields) => detail.custom_fields = Some(fields),
        Change::Retention(rule) => merge(detail.retention.get_or_insert_default(), rule),
    }
}

fn merge(rule: &mut Retention, new: Retention) {
    let Retention { enabled, override_global, max_age, exclude_pinned, files_only, ignore_threads } = new;
    rule.enabled = enabled.or(rule.enabled);
    rule.override_global = override_global.or(rule.override_global);
    rule.max_age = max_age.or(rule.max_age);
    rule.exclude_pinned = exclude_pinned.or(rule.exclude_pinned);
    rule.files_only = files_only.or(rule.files_only);
    rule.ignore_threads = ignore_threads.or(rule.ignore_threads);
}
