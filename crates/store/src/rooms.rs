//! Rooms. A room's row is the lock under which its messages get their number and time.

use crate::codec::{decode, encode};
use crate::users::like;
use crate::{ReadTx, Row, StoreError, Tx, Value, statements, values};
use rustle_domain::access::TeamFacts;
use rustle_domain::names::{fold, search_fold};
use rustle_domain::rooms::{Room, RoomKind, direct_key};
use rustle_domain::users::UserRef;
use rustle_domain::{Event, RoomId, UserId};

macro_rules! room_columns {
    () => {
        "r.id, r.kind, r.name, r.fname, r.creator, r.default_room, r.read_only, r.archived, r.seq, r.counted_seq, \
         r.messages, r.members, r.created_at, r.last_message_at, r.updated_at, r.parent, r.team, r.team_main, r.detail"
    };
}
pub(crate) use room_columns;

statements! {
    ROOM_BY_ID = concat!("SELECT ", room_columns!(), " FROM rooms r WHERE r.id = $1");
    ROOM_BY_NAME = concat!("SELECT ", room_columns!(), " FROM rooms r WHERE r.name_key = $1");
    ROOM_BY_PEOPLE = concat!("SELECT ", room_columns!(), " FROM rooms r WHERE r.direct_key = $1");
    ROOMS_BY_IDS = concat!("SELECT ", room_columns!(), " FROM rooms r WHERE r.id ANY_OF($1) ORDER BY r.id");
    ROOMS_OF_USER = concat!("SELECT ", room_columns!(), " FROM rooms r JOIN memberships m ON m.rid = r.id WHERE m.uid = $1 ORDER BY r.id");
    ROOMS_BY_KIND = concat!("SELECT ", room_columns!(), " FROM rooms r WHERE r.kind ANY_OF($1) ORDER BY r.name_key, r.id");
    ROOMS_FOUND = concat!("SELECT ", room_columns!(), " FROM rooms r WHERE r.kind ANY_OF($1) AND r.search_key LIKE $2 ESCAPE '\\' ORDER BY r.name_key, r.id LIMIT $3");
    ROOMS_BY_NAMES = concat!("SELECT ", room_columns!(), " FROM rooms r WHERE r.name_key ANY_OF($1) ORDER BY r.id");
    DEFAULT_ROOMS = concat!("SELECT ", room_columns!(), " FROM rooms r WHERE r.default_room ORDER BY r.id");
    DISCUSSIONS = concat!("SELECT ", room_columns!(), " FROM rooms r WHERE r.parent = $1 ORDER BY r.last_message_at DESC, r.id");
    TEAM_ROOMS = concat!("SELECT ", room_columns!(), " FROM rooms r WHERE r.team = $1 ORDER BY r.name_key, r.id");
    LAST_MESSAGES = "SELECT id, last_message FROM rooms WHERE id ANY_OF($1) AND last_message IS NOT NULL";
    TEAM_FACTS = "SELECT t.public, EXISTS (SELECT 1 FROM team_members m WHERE m.team = t.id AND m.uid = $2) FROM teams t WHERE t.id = $1";
    INSERT_ROOM = "INSERT INTO rooms (id, kind, name, name_key, fname, direct_key, creator, default_room, read_only, archived, seq, counted_seq, clock, messages, members, created_at, updated_at, parent, team, team_main, search_key, detail) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 0, 0, $11, 0, 0, $11, $11, $12, $13, $14, $15, $16)";
    UPDATE_ROOM = "UPDATE rooms SET kind = $2, name = $3, name_key = $4, fname = $5, default_room = $6, read_only = $7, archived = $8, updated_at = CASE WHEN $9 > updated_at THEN $9 ELSE updated_at + 1 END, parent = $10, team = $11, team_main = $12, search_key = $13, detail = $14 WHERE id = $1";
    TOUCH_ROOM = "UPDATE rooms SET updated_at = CASE WHEN $2 > updated_at THEN $2 ELSE updated_at + 1 END WHERE id = $1";
    TICK = "UPDATE rooms SET clock = CASE WHEN $2 > clock THEN $2 ELSE clock + 1 END WHERE id = $1 RETURNING clock, seq";
    COUNT_MEMBER = "UPDATE rooms SET members = members + $2, updated_at = CASE WHEN $3 > updated_at THEN $3 ELSE updated_at + 1 END WHERE id = $1";
    NOTE_MESSAGE = "UPDATE rooms SET seq = $2, counted_seq = CASE WHEN $3 THEN $2 ELSE counted_seq END, messages = messages + 1, updated_at = CASE WHEN $4 > updated_at THEN $4 ELSE updated_at + 1 END, last_message_at = CASE WHEN $5 THEN $4 ELSE last_message_at END, last_message = CASE WHEN $5 THEN $6 ELSE last_message END WHERE id = $1";
    NOTE_DELETED = "UPDATE rooms SET messages = messages - $2, counted_seq = coalesce((SELECT max(seq) FROM messages WHERE rid = $1 AND counted), 0), last_message = (SELECT m.id FROM messages m WHERE m.rid = $1 AND m.kind IS NULL AND (m.thread IS NULL OR m.show_in_room) ORDER BY m.seq DESC LIMIT 1), updated_at = CASE WHEN $3 > updated_at THEN $3 ELSE updated_at + 1 END WHERE id = $1";
    SET_KIND_OF_MEMBERSHIPS = "UPDATE memberships SET kind = $2, updated_at = $3 WHERE rid = $1";
    ERASE_MENTIONS = "DELETE FROM mentions WHERE message IN (SELECT id FROM messages WHERE rid = $1)";
    ERASE_STARS = "DELETE FROM stars WHERE message IN (SELECT id FROM messages WHERE rid = $1)";
    ERASE_FOLLOWS = "DELETE FROM thread_follows WHERE thread IN (SELECT id FROM messages WHERE rid = $1)";
    ERASE_MESSAGES = "DELETE FROM messages WHERE rid = $1";
    ERASE_UPLOADS = "DELETE FROM uploads WHERE rid = $1";
    DELETE_ROOM = "DELETE FROM rooms WHERE id = $1";
    ROOM_NAME_HOLDER = "SELECT id FROM rooms WHERE name_key = $1";
    COUNT_ROOMS = "SELECT kind, count(*) FROM rooms GROUP BY kind ORDER BY kind";
}

pub(crate) fn room(row: &Row, at: usize) -> Result<Room, StoreError> {
    let creator: Option<UserRef> = row.opt_text(at + 4)?.map(|t| decode(&t, "rooms.creator")).transpose()?;
    Ok(Room {
        id: row.text(at)?.into(),
        kind: kind(&row.text(at + 1)?)?,
        name: row.opt_text(at + 2)?,
        fname: row.opt_text(at + 3)?,
        creator,
        default: row.bool(at + 5)?,
        read_only: row.bool(at + 6)?,
        archived: row.bool(at + 7)?,
        seq: row.int(at + 8)?,
        counted_seq: row.int(at + 9)?,
        messages: row.int(at + 10)?,
        members: row.int(at + 11)?,
        created_at: row.int(at + 12)?,
        last_message_at: row.opt_int(at + 13)?,
        updated_at: row.int(at + 14)?,
        parent: row.opt_text(at + 15)?.map(Into::into),
        team: row.opt_text(at + 16)?,
        team_main: row.bool(at + 17)?,
        detail: decode(&row.text(at + 18)?, "rooms.detail")?,
    })
}

/// How many columns [`room`] reads.
pub(crate) const ROOM_WIDTH: usize = 19;

pub(crate) fn kind(letter: &str) -> Result<RoomKind, StoreError> {
    RoomKind::parse(letter).ok_or_else(|| StoreError::corrupt("rooms.kind", letter))
}

fn search_key(room: &Room) -> String {
    let name = room.name.as_deref().unwrap_or("");
    let topic = room.detail.topic.as_deref().unwrap_or("");
    search_fold(&format!("{name} {} {topic}", room.fname.as_deref().unwrap_or("")))
}

fn kinds(kinds: &[RoomKind]) -> Value {
    Value::list(&kinds.iter().map(|k| k.as_str()).collect::<Vec<_>>())
}

/// What a message does to its room's row.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Noted<'a> {
    pub seq: i64,
    pub ts: i64,
    pub counted: bool,
    /// Shown as the room's last message.
    pub shown: bool,
    pub id: &'a str,
}

impl ReadTx {
    async fn rooms_from(
        &mut self,
        sql: &'static crate::Sql,
        params: &[Value],
    ) -> Result<Vec<Room>, StoreError> {
        self.rows(sql, params).await?.iter().map(|r| room(r, 0)).collect()
    }
    /// The room with this id.
    pub async fn room(&mut self, id: &RoomId) -> Result<Option<Room>, StoreError> {
        Ok(self.rooms_from(&ROOM_BY_ID, &values![id.as_str()]).await?.pop())
    }
    /// The channel or group with this name, whatever its case.
    pub async fn room_by_name(&mut self, name: &str) -> Result<Option<Room>, StoreError> {
        Ok(self.rooms_from(&ROOM_BY_NAME, &values![fold(name)]).await?.pop())
    }
    /// The direct room of exactly these people.
    pub async fn direct_room(&mut self, people: &[UserId]) -> Result<Option<Room>, StoreError> {
        Ok(self.rooms_from(&ROOM_BY_PEOPLE, &values![direct_key(people)]).await?.pop())
    }
    /// The rooms with these ids; unknown ids are left out.
    pub async fn rooms(&mut self, ids: &[RoomId]) -> Result<Vec<Room>, StoreError> {
        let ids: Vec<&str> = ids.iter().map(RoomId::as_str).collect();
        self.rooms_from(&ROOMS_BY_IDS, &values![ids]).await
    }
    /// Every room the user is a member of.
    pub async fn rooms_of(&mut self, user: &UserId) -> Result<Vec<Room>, StoreError> {
        self.rooms_from(&ROOMS_OF_USER, &values![user.as_str()]).await
    }
    /// Every room of these kinds, by name.
    pub async fn rooms_by_kind(&mut self, of: &[RoomKind]) -> Result<Vec<Room>, StoreError> {
        self.rooms_from(&ROOMS_BY_KIND, &[kinds(of)]).await
    }
    /// Rooms of these kinds whose name or topic holds the text.
    pub async fn find_rooms(
        &mut self,
        of: &[RoomKind],
        text: &str,
        limit: i64,
    ) -> Result<Vec<Room>, StoreError> {
        self.rooms_from(&ROOMS_FOUND, &[kinds(of), like(text).into(), limit.into()]).await
    }
    /// Channels and groups with these names.
    pub async fn rooms_by_names(&mut self, names: &[String]) -> Result<Vec<Room>, StoreError> {
        let keys: Vec<String> = names.iter().map(|n| fold(n)).collect();
        self.rooms_from(&ROOMS_BY_NAMES, &values![keys]).await
    }
    /// Rooms that new users join.
    pub async fn default_rooms(&mut self) -> Result<Vec<Room>, StoreError> {
        self.rooms_from(&DEFAULT_ROOMS, &[]).await
    }
    /// Discussions of a room, the liveliest first.
    pub async fn discussions(&mut self, parent: &RoomId) -> Result<Vec<Room>, StoreError> {
        self.rooms_from(&DISCUSSIONS, &values![parent.as_str()]).await
    }
    /// Rooms of a team, its main room included.
    pub async fn team_rooms(&mut self, team: &str) -> Result<Vec<Room>, StoreError> {
        self.rooms_from(&TEAM_ROOMS, &values![team]).await
    }
    /// Ids of the newest message of each of these rooms.
    pub async fn last_message_ids(&mut self, ids: &[RoomId]) -> Result<Vec<(RoomId, String)>, StoreError> {
        let ids: Vec<&str> = ids.iter().map(RoomId::as_str).collect();
        let rows = self.rows(&LAST_MESSAGES, &values![ids]).await?;
        rows.iter().map(|r| Ok((r.text(0)?.into(), r.text(1)?))).collect()
    }
    /// What access to a team's rooms depends on.
    pub async fn team_facts(
        &mut self,
        team: &str,
        user: Option<&UserId>,
    ) -> Result<Option<TeamFacts>, StoreError> {
        let row = self.row(&TEAM_FACTS, &values![team, user.map_or("", |u| u.as_str())]).await?;
        row.map(|r| Ok(TeamFacts { public: r.bool(0)?, member: r.bool(1)? })).transpose()
    }
    /// Which room has this name, whatever its case.
    pub async fn room_name_holder(&mut self, name: &str) -> Result<Option<RoomId>, StoreError> {
        let row = self.row(&ROOM_NAME_HOLDER, &values![fold(name)]).await?;
        row.map(|r| Ok(r.text(0)?.into())).transpose()
    }
    /// How many rooms of each kind there are.
    pub async fn count_rooms(&mut self) -> Result<Vec<(RoomKind, i64)>, StoreError> {
        let rows = self.rows(&COUNT_ROOMS, &[]).await?;
        rows.iter().map(|r| Ok((kind(&r.text(0)?)?, r.int(1)?))).collect()
    }
}

impl Tx {
    /// Adds a room without members or messages.
    pub async fn insert_room(&mut self, room: &Room) -> Result<(), StoreError> {
        let people = (room.kind == RoomKind::Direct).then(|| direct_key(&room.detail.uids));
        let v = values![
            room.id.as_str(),
            room.kind.as_str(),
            room.name.as_deref(),
            room.name.as_deref().map(fold),
            room.fname.as_deref(),
            people,
            room.creator.as_ref().map(encode).transpose()?,
            room.default,
            room.read_only,
            room.archived,
            room.created_at,
            room.parent.as_deref(),
            room.team.as_deref(),
            room.team_main,
            search_key(room),
            encode(&room.detail)?,
        ];
        self.execute(&INSERT_ROOM, &v).await?;
        Ok(())
    }
    /// Writes what people chose about a room; counters and numbers are left alone.
    pub async fn update_room(&mut self, room: &Room, now: i64) -> Result<(), StoreError> {
        let v = values![
            room.id.as_str(),
            room.kind.as_str(),
            room.name.as_deref(),
            room.name.as_deref().map(fold),
            room.fname.as_deref(),
            room.default,
            room.read_only,
            room.archived,
            now,
            room.parent.as_deref(),
            room.team.as_deref(),
            room.team_main,
            search_key(room),
            encode(&room.detail)?,
        ];
        self.execute(&UPDATE_ROOM, &v).await?;
        Ok(())
    }
    /// Marks a room as changed, for clients that ask what is new.
    pub async fn touch_room(&mut self, id: &RoomId, now: i64) -> Result<(), StoreError> {
        self.execute(&TOUCH_ROOM, &values![id.as_str(), now]).await?;
        Ok(())
    }
    /// Memberships carry their room's kind, too.
    pub async fn set_membership_kinds(
        &mut self,
        id: &RoomId,
        kind: RoomKind,
        now: i64,
    ) -> Result<(), StoreError> {
        self.execute(&SET_KIND_OF_MEMBERSHIPS, &values![id.as_str(), kind.as_str(), now]).await?;
        Ok(())
    }
    /// Takes the room's lock; gives the next time in the room, later than any before, and the newest number.
    pub(crate) async fn tick(&mut self, id: &RoomId, now: i64) -> Result<(i64, i64), StoreError> {
        let row = self.row(&TICK, &values![id.as_str(), now]).await?;
        let row = row.ok_or_else(|| StoreError::Invalid(format!("no room {id}")))?;
        self.lock_order(id);
        Ok((row.int(0)?, row.int(1)?))
    }
    pub(crate) async fn count_member(&mut self, id: &RoomId, by: i64, now: i64) -> Result<(), StoreError> {
        self.execute(&COUNT_MEMBER, &values![id.as_str(), by, now]).await?;
        Ok(())
    }
    pub(crate) async fn note_message(&mut self, id: &RoomId, noted: Noted<'_>) -> Result<(), StoreError> {
        let v = values![id.as_str(), noted.seq, noted.counted, noted.ts, noted.shown, noted.id];
        self.execute(&NOTE_MESSAGE, &v).await?;
        Ok(())
    }
    pub(crate) async fn note_deleted(&mut self, id: &RoomId, count: i64, now: i64) -> Result<(), StoreError> {
        self.execute(&NOTE_DELETED, &values![id.as_str(), count, now]).await?;
        Ok(())
    }
    /// Removes a room with everything in it. Memberships must be gone.
    pub async fn erase_room(&mut self, id: &RoomId) -> Result<(), StoreError> {
        let parts =
            [&ERASE_MENTIONS, &ERASE_STARS, &ERASE_FOLLOWS, &ERASE_MESSAGES, &ERASE_UPLOADS, &DELETE_ROOM];
        for statement in parts {
            self.execute(statement, &values![id.as_str()]).await?;
        }
        self.forget_deleted_in(id).await?;
        self.record(Event::RoomDeleted { room: id.clone() });
        Ok(())
    }
    /// Writes a person's new name into the direct rooms they are in, for everybody there.
    pub async fn rename_in_direct_rooms(
        &mut self,
        user: &UserRef,
        old: &str,
        now: i64,
    ) -> Result<(), StoreError> {
        let rooms = self.rooms_of(&user.id).await?;
        for mut room in rooms.into_iter().filter(|r| r.kind == RoomKind::Direct) {
            for name in room.detail.usernames.iter_mut().filter(|n| *n == old) {
                name.clone_from(&user.username);
            }
            self.update_room(&room, now).await?;
            let members = self.members(&room.id).await?;
            let people: Vec<UserRef> = members.iter().map(|m| m.user.clone()).collect();
            for mut member in members {
                let (name, fname) = rustle_domain::rooms::direct_names(&people, &member.user);
                member.direct_name = Some(name);
                member.direct_fname = Some(fname);
                self.update_membership(&member, now).await?;
            }
        }
        Ok(())
    }
}
