//! Memberships, and what each member has not read.

use crate::codec::{decode, encode};
use crate::rooms::{ROOM_WIDTH, kind, room, room_columns};
use crate::users::like;
use crate::{ReadTx, Row, StoreError, Tx, Value, statements, values};
use rustle_domain::members::{Membership, Unread};
use rustle_domain::rooms::Room;
use rustle_domain::users::UserRef;
use rustle_domain::{Event, MessageId, RoomId, UserId};

macro_rules! member_columns {
    () => {
        "m.id, m.rid, m.kind, m.uid, u.username, u.name, m.roles, (m.closed_seq IS NULL OR r.counted_seq > m.closed_seq), \
         m.favorite, m.read_seq, m.last_seen, m.joined_at, m.updated_at, m.direct_name, m.direct_fname, m.wishes"
    };
}
macro_rules! members_from {
    () => {
        " FROM memberships m JOIN rooms r ON r.id = m.rid JOIN users u ON u.id = m.uid "
    };
}
macro_rules! unread_columns {
    () => {
        "CASE WHEN r.counted_seq > m.read_seq THEN (SELECT count(*) FROM messages x WHERE x.rid = m.rid AND x.seq > m.read_seq AND x.counted AND x.uid <> m.uid) ELSE 0 END, \
         CASE WHEN r.counted_seq > m.read_seq THEN (SELECT count(*) FROM mentions n WHERE n.uid = m.uid AND n.rid = m.rid AND n.seq > m.read_seq AND n.counted) ELSE 0 END, \
         CASE WHEN r.counted_seq > m.read_seq THEN (SELECT count(*) FROM messages g WHERE g.rid = m.rid AND g.seq > m.read_seq AND g.group_mention AND g.counted AND g.uid <> m.uid) ELSE 0 END"
    };
}
const MEMBER_WIDTH: usize = 16;

statements! {
    MEMBERSHIP = concat!("SELECT ", member_columns!(), members_from!(), "WHERE m.rid = $1 AND m.uid = $2");
    MEMBERSHIPS_IN = concat!("SELECT ", member_columns!(), members_from!(), "WHERE m.rid = $1 ORDER BY u.username_key");
    MEMBERSHIPS_OF = concat!("SELECT ", member_columns!(), members_from!(), "WHERE m.uid = $1 ORDER BY m.rid");
    SUBSCRIPTIONS_OF = concat!("SELECT ", member_columns!(), ", ", unread_columns!(), ", ", room_columns!(), members_from!(), "WHERE m.uid = $1 ORDER BY m.rid");
    SUBSCRIPTIONS_IN = concat!("SELECT ", member_columns!(), ", ", unread_columns!(), ", ", room_columns!(), members_from!(), "WHERE m.rid = $1 AND m.uid ANY_OF($2) ORDER BY m.uid");
    MEMBERS_WITH_ROLE = concat!("SELECT ", member_columns!(), members_from!(), "WHERE m.rid = $1 AND m.roles <> '[]' ORDER BY u.username_key");
    COUNT_WITH_ROLE = "SELECT count(*) FROM memberships WHERE rid = $1 AND roles LIKE $2 ESCAPE '\\'";
    ACTIVE_MEMBERS = "SELECT m.uid FROM memberships m JOIN users u ON u.id = m.uid WHERE m.rid = $1 AND u.active AND u.search_key LIKE $2 ESCAPE '\\' ORDER BY u.username_key LIMIT $3 OFFSET $4";
    COUNT_ACTIVE_MEMBERS = "SELECT count(*) FROM memberships m JOIN users u ON u.id = m.uid WHERE m.rid = $1 AND u.active AND u.search_key LIKE $2 ESCAPE '\\'";
    MEMBER_IDS = "SELECT uid FROM memberships WHERE rid = $1 ORDER BY uid";
    ROOM_IDS = "SELECT rid FROM memberships WHERE uid = $1 ORDER BY rid";
    THREADS_UNREAD = "SELECT f.rid, f.thread, EXISTS (SELECT 1 FROM mentions n WHERE n.uid = f.uid AND n.rid = f.rid AND n.thread = f.thread AND n.seq > f.read_seq), EXISTS (SELECT 1 FROM messages g WHERE g.thread = f.thread AND g.seq > f.read_seq AND g.group_mention AND g.uid <> f.uid) FROM thread_follows f WHERE f.uid = $1 AND f.rid ANY_OF($2) AND EXISTS (SELECT 1 FROM messages x WHERE x.thread = f.thread AND x.seq > f.read_seq AND x.uid <> f.uid) ORDER BY f.rid, f.thread";
    REMOVED_SINCE = "SELECT id, rid, removed_at FROM removed_memberships WHERE uid = $1 AND removed_at > $2 ORDER BY removed_at";
    INSERT_MEMBERSHIP = "INSERT INTO memberships (id, rid, kind, uid, roles, closed_seq, favorite, read_seq, last_seen, joined_at, updated_at, direct_name, direct_fname, wishes) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)";
    UPDATE_MEMBERSHIP = "UPDATE memberships SET roles = $2, favorite = $3, updated_at = CASE WHEN $4 > updated_at THEN $4 ELSE updated_at + 1 END, direct_name = $5, direct_fname = $6, wishes = $7 WHERE id = $1";
    SHOW = "UPDATE memberships SET closed_seq = NULL, updated_at = CASE WHEN $3 > updated_at THEN $3 ELSE updated_at + 1 END WHERE rid = $1 AND uid = $2";
    HIDE = "UPDATE memberships SET closed_seq = (SELECT r.seq FROM rooms r WHERE r.id = $1), updated_at = CASE WHEN $3 > updated_at THEN $3 ELSE updated_at + 1 END WHERE rid = $1 AND uid = $2";
    READ_TO = "UPDATE memberships SET read_seq = $3, last_seen = $4, updated_at = CASE WHEN $4 > updated_at THEN $4 ELSE updated_at + 1 END WHERE rid = $1 AND uid = $2";
    READ_ALL = "UPDATE memberships SET read_seq = (SELECT r.seq FROM rooms r WHERE r.id = $1), last_seen = (SELECT r.clock FROM rooms r WHERE r.id = $1), updated_at = CASE WHEN $3 > updated_at THEN $3 ELSE updated_at + 1 END WHERE rid = $1 AND uid = $2";
    READ_OWN = "UPDATE memberships SET read_seq = $3 WHERE rid = $1 AND uid = $2 AND read_seq >= $4";
    READ_THREADS = "UPDATE thread_follows SET read_seq = $3 WHERE rid = $1 AND uid = $2";
    READ_THREAD = "UPDATE thread_follows SET read_seq = (SELECT r.seq FROM rooms r WHERE r.id = thread_follows.rid) WHERE thread = $1 AND uid = $2";
    DELETE_MEMBERSHIP = "DELETE FROM memberships WHERE rid = $1 AND uid = $2";
    REMEMBER_REMOVED = "INSERT INTO removed_memberships (id, rid, uid, removed_at) VALUES ($1, $2, $3, $4) ON CONFLICT (id) DO UPDATE SET removed_at = EXCLUDED.removed_at";
    DELETE_FOLLOWS_IN = "DELETE FROM thread_follows WHERE rid = $1 AND uid = $2";
}

/// A membership with its room and all that is computed from numbers.
#[derive(Clone, Debug, PartialEq)]
pub struct Subscription {
    /// The row.
    pub membership: Membership,
    /// What is not read.
    pub unread: Unread,
    /// The room.
    pub room: Room,
}

/// A membership that ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Removed {
    /// The membership's id.
    pub id: String,
    /// The room.
    pub room: RoomId,
    /// Milliseconds since 1970.
    pub at: i64,
}

fn membership(row: &Row) -> Result<Membership, StoreError> {
    Ok(Membership {
        id: row.text(0)?,
        room: row.text(1)?.into(),
        kind: kind(&row.text(2)?)?,
        user: UserRef {
            id: row.text(3)?.into(),
            username: row.opt_text(4)?.unwrap_or_default(),
            name: row.opt_text(5)?,
        },
        roles: decode(&row.text(6)?, "memberships.roles")?,
        open: row.bool(7)?,
        favorite: row.bool(8)?,
        read_seq: row.int(9)?,
        last_seen: row.opt_int(10)?,
        joined_at: row.int(11)?,
        updated_at: row.int(12)?,
        direct_name: row.opt_text(13)?,
        direct_fname: row.opt_text(14)?,
        wishes: decode(&row.text(15)?, "memberships.wishes")?,
    })
}

fn subscription(row: &Row) -> Result<Subscription, StoreError> {
    let messages = row.int(MEMBER_WIDTH)?;
    let unread = Unread {
        alert: messages > 0,
        messages,
        user_mentions: row.int(MEMBER_WIDTH + 1)?,
        group_mentions: row.int(MEMBER_WIDTH + 2)?,
        ..Unread::default()
    };
    debug_assert_eq!(row.len(), MEMBER_WIDTH + 3 + ROOM_WIDTH);
    Ok(Subscription { membership: membership(row)?, unread, room: room(row, MEMBER_WIDTH + 3)? })
}

impl ReadTx {
    /// A user's place in a room.
    pub async fn membership(
        &mut self,
        room: &RoomId,
        user: &UserId,
    ) -> Result<Option<Membership>, StoreError> {
        let row = self.row(&MEMBERSHIP, &values![room.as_str(), user.as_str()]).await?;
        row.as_ref().map(membership).transpose()
    }
    /// Everybody in a room, by user name.
    pub async fn members(&mut self, room: &RoomId) -> Result<Vec<Membership>, StoreError> {
        self.rows(&MEMBERSHIPS_IN, &values![room.as_str()]).await?.iter().map(membership).collect()
    }
    /// Those in a room who hold a role in it, by user name.
    pub async fn members_with_roles(&mut self, room: &RoomId) -> Result<Vec<Membership>, StoreError> {
        self.rows(&MEMBERS_WITH_ROLE, &values![room.as_str()]).await?.iter().map(membership).collect()
    }
    /// How many hold this role in a room.
    pub async fn count_with_role(&mut self, room: &RoomId, role: &str) -> Result<i64, StoreError> {
        let pattern = like(&format!("\"{role}\""));
        self.count(&COUNT_WITH_ROLE, &values![room.as_str(), pattern]).await
    }
    /// Ids of members with an active account whose names or addresses hold the text, by user name; and how many
    /// there are in all.
    pub async fn active_members(
        &mut self,
        room: &RoomId,
        text: &str,
        page: (i64, i64),
    ) -> Result<(Vec<UserId>, i64), StoreError> {
        let (offset, count) = page;
        let total = self.count(&COUNT_ACTIVE_MEMBERS, &values![room.as_str(), like(text)]).await?;
        let rows = self.rows(&ACTIVE_MEMBERS, &values![room.as_str(), like(text), count, offset]).await?;
        let ids = rows.iter().map(|r| Ok(r.text(0)?.into())).collect::<Result<_, StoreError>>()?;
        Ok((ids, total))
    }
    /// A user's places in all rooms.
    pub async fn memberships_of(&mut self, user: &UserId) -> Result<Vec<Membership>, StoreError> {
        self.rows(&MEMBERSHIPS_OF, &values![user.as_str()]).await?.iter().map(membership).collect()
    }
    /// Ids of everybody in a room.
    pub async fn member_ids(&mut self, room: &RoomId) -> Result<Vec<UserId>, StoreError> {
        let rows = self.rows(&MEMBER_IDS, &values![room.as_str()]).await?;
        rows.iter().map(|r| Ok(r.text(0)?.into())).collect()
    }
    /// Ids of all rooms of a user.
    pub async fn room_ids_of(&mut self, user: &UserId) -> Result<Vec<RoomId>, StoreError> {
        let rows = self.rows(&ROOM_IDS, &values![user.as_str()]).await?;
        rows.iter().map(|r| Ok(r.text(0)?.into())).collect()
    }
    /// All a user's subscriptions, with what is not read.
    pub async fn subscriptions(&mut self, user: &UserId) -> Result<Vec<Subscription>, StoreError> {
        let rows = self.rows(&SUBSCRIPTIONS_OF, &values![user.as_str()]).await?;
        let mut found = rows.iter().map(subscription).collect::<Result<Vec<_>, _>>()?;
        self.add_threads(user, &mut found).await?;
        Ok(found)
    }
    /// The subscriptions of these users to one room; who is no member is left out.
    pub async fn subscriptions_in(
        &mut self,
        room: &RoomId,
        users: &[UserId],
    ) -> Result<Vec<Subscription>, StoreError> {
        let ids: Vec<&str> = users.iter().map(UserId::as_str).collect();
        let rows = self.rows(&SUBSCRIPTIONS_IN, &values![room.as_str(), ids]).await?;
        let mut found = rows.iter().map(subscription).collect::<Result<Vec<_>, _>>()?;
        for one in found.chunks_mut(1) {
            let user = one[0].membership.user.id.clone();
            self.add_threads(&user, one).await?;
        }
        Ok(found)
    }
    async fn add_threads(&mut self, user: &UserId, found: &mut [Subscription]) -> Result<(), StoreError> {
        let rooms: Vec<&str> = found.iter().map(|s| s.room.id.as_str()).collect();
        let rows = self.rows(&THREADS_UNREAD, &values![user.as_str(), rooms]).await?;
        for row in rows {
            let (room, thread): (String, MessageId) = (row.text(0)?, row.text(1)?.into());
            let Some(s) = found.iter_mut().find(|s| s.room.id == room.as_str()) else { continue };
            if row.bool(2)? {
                s.unread.threads_user.push(thread.clone());
            }
            if row.bool(3)? {
                s.unread.threads_group.push(thread.clone());
            }
            s.unread.threads.push(thread);
        }
        Ok(())
    }
    /// A user's memberships that ended after a time.
    pub async fn removed_since(&mut self, user: &UserId, since: i64) -> Result<Vec<Removed>, StoreError> {
        let rows = self.rows(&REMOVED_SINCE, &values![user.as_str(), since]).await?;
        rows.iter().map(|r| Ok(Removed { id: r.text(0)?, room: r.text(1)?.into(), at: r.int(2)? })).collect()
    }
}

impl Tx {
    /// Adds a member; the event tells the user's clients.
    pub async fn insert_membership(&mut self, member: &Membership) -> Result<(), StoreError> {
        let v = values![
            member.id.as_str(),
            member.room.as_str(),
            member.kind.as_str(),
            member.user.id.as_str(),
            encode(&member.roles)?,
            if member.open { Value::Null } else { Value::from(member.read_seq) },
            member.favorite,
            member.read_seq,
            member.last_seen,
            member.joined_at,
            member.updated_at,
            member.direct_name.as_deref(),
            member.direct_fname.as_deref(),
            encode(&member.wishes)?,
        ];
        self.execute(&INSERT_MEMBERSHIP, &v).await?;
        self.count_member(&member.room, 1, member.updated_at).await?;
        self.record(Event::MembershipSaved {
            room: member.room.clone(),
            user: member.user.id.clone(),
            new: true,
        });
        self.record(Event::RoomSaved { room: member.room.clone() });
        Ok(())
    }
    /// Writes roles, favourite, direct names and wishes of a membership.
    pub async fn update_membership(&mut self, member: &Membership, now: i64) -> Result<(), StoreError> {
        let v = values![
            member.id.as_str(),
            encode(&member.roles)?,
            member.favorite,
            now,
            member.direct_name.as_deref(),
            member.direct_fname.as_deref(),
            encode(&member.wishes)?,
        ];
        self.execute(&UPDATE_MEMBERSHIP, &v).await?;
        self.membership_saved(&member.room, &member.user.id);
        Ok(())
    }
    fn membership_saved(&mut self, room: &RoomId, user: &UserId) {
        self.record(Event::MembershipSaved { room: room.clone(), user: user.clone(), new: false });
    }
    /// Shows the room in the user's list, or hides it until somebody writes.
    pub async fn set_open(
        &mut self,
        room: &RoomId,
        user: &UserId,
        open: bool,
        now: i64,
    ) -> Result<(), StoreError> {
        let statement = if open { &SHOW } else { &HIDE };
        self.execute(statement, &values![room.as_str(), user.as_str(), now]).await?;
        self.membership_saved(room, user);
        Ok(())
    }
    /// The user has read everything up to a number (also set back: mark as unread).
    pub async fn read_to(
        &mut self,
        room: &RoomId,
        user: &UserId,
        seq: i64,
        now: i64,
    ) -> Result<(), StoreError> {
        self.execute(&READ_TO, &values![room.as_str(), user.as_str(), seq, now]).await?;
        self.membership_saved(room, user);
        Ok(())
    }
    /// The user has read everything. The time kept is the room's clock, so that what is later is what is unread.
    pub async fn read_all(&mut self, room: &RoomId, user: &UserId, now: i64) -> Result<(), StoreError> {
        self.execute(&READ_ALL, &values![room.as_str(), user.as_str(), now]).await?;
        self.membership_saved(room, user);
        Ok(())
    }
    /// Writing in a room one has read keeps it read.
    pub(crate) async fn read_own(
        &mut self,
        room: &RoomId,
        user: &UserId,
        seq: (i64, i64),
    ) -> Result<(), StoreError> {
        let (before, now) = seq;
        self.execute(&READ_OWN, &values![room.as_str(), user.as_str(), now, before]).await?;
        Ok(())
    }
    /// The user has read every followed thread of a room.
    pub async fn read_threads(&mut self, room: &RoomId, user: &UserId, seq: i64) -> Result<(), StoreError> {
        self.execute(&READ_THREADS, &values![room.as_str(), user.as_str(), seq]).await?;
        self.membership_saved(room, user);
        Ok(())
    }
    /// The user has read one thread.
    pub async fn read_thread(
        &mut self,
        room: &RoomId,
        thread: &MessageId,
        user: &UserId,
    ) -> Result<(), StoreError> {
        self.execute(&READ_THREAD, &values![thread.as_str(), user.as_str()]).await?;
        self.membership_saved(room, user);
        Ok(())
    }
    /// Ends a membership and remembers it for clients that were away.
    pub async fn delete_membership(&mut self, member: &Membership, now: i64) -> Result<(), StoreError> {
        let (room, user) = (&member.room, &member.user.id);
        self.execute(&DELETE_FOLLOWS_IN, &values![room.as_str(), user.as_str()]).await?;
        self.execute(&DELETE_MEMBERSHIP, &values![room.as_str(), user.as_str()]).await?;
        self.execute(&REMEMBER_REMOVED, &values![member.id.as_str(), room.as_str(), user.as_str(), now])
            .await?;
        self.count_member(room, -1, now).await?;
        self.record(Event::MembershipDeleted {
            room: room.clone(),
            kind: member.kind,
            user: user.clone(),
            id: member.id.clone(),
        });
        self.record(Event::RoomSaved { room: room.clone() });
        Ok(())
    }
}

impl Subscription {
    /// When anything the user sees of it last changed, messages in the room included. Milliseconds since 1970.
    pub fn changed_at(&self) -> i64 {
        self.membership.updated_at.max(self.room.updated_at)
    }
}
