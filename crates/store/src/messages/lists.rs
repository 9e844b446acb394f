//! Messages in lists: history both ways, what changed, what is pinned, starred, mentioned, found.

use super::message_columns;
use crate::users::like;
use crate::{ReadTx, StoreError, statements, values};
use rustle_domain::messages::Message;
use rustle_domain::{MessageId, RoomId, UserId};

statements! {
    BEFORE = concat!("SELECT ", message_columns!(), " FROM messages m WHERE m.rid = $1 AND m.ts < $2 AND m.ts > $3 AND ($4 OR m.thread IS NULL OR m.show_in_room) AND (m.kind IS NULL OR NOT (m.kind ANY_OF($5))) ORDER BY m.ts DESC LIMIT $6 OFFSET $7");
    COUNT_BETWEEN = "SELECT count(*) FROM messages m WHERE m.rid = $1 AND m.ts < $2 AND m.ts > $3 AND ($4 OR m.thread IS NULL OR m.show_in_room) AND (m.kind IS NULL OR NOT (m.kind ANY_OF($5)))";
    AFTER = concat!("SELECT ", message_columns!(), " FROM messages m WHERE m.rid = $1 AND m.ts > $2 AND ($3 OR m.thread IS NULL OR m.show_in_room) ORDER BY m.ts LIMIT $4");
    CHANGED = concat!("SELECT ", message_columns!(), " FROM messages m WHERE m.rid = $1 AND m.updated_at > $2 ORDER BY m.updated_at LIMIT $3");
    CHANGED_BEFORE = concat!("SELECT ", message_columns!(), " FROM messages m WHERE m.rid = $1 AND m.updated_at < $2 ORDER BY m.updated_at DESC LIMIT $3");
    DELETED = "SELECT id, deleted_at FROM deleted_messages WHERE rid = $1 AND deleted_at > $2 ORDER BY deleted_at LIMIT $3";
    DELETED_BEFORE = "SELECT id, deleted_at FROM deleted_messages WHERE rid = $1 AND deleted_at < $2 ORDER BY deleted_at DESC LIMIT $3";
    PINNED = concat!("SELECT ", message_columns!(), " FROM messages m WHERE m.rid = $1 AND m.pinned_at IS NOT NULL ORDER BY m.pinned_at DESC, m.seq DESC");
    STARRED = concat!("SELECT ", message_columns!(), " FROM messages m JOIN stars s ON s.message = m.id WHERE s.uid = $1 AND s.rid = $2 ORDER BY m.ts DESC");
    MENTIONING = concat!("SELECT ", message_columns!(), " FROM messages m JOIN mentions n ON n.message = m.id WHERE n.uid = $1 AND n.rid = $2 ORDER BY m.ts DESC");
    FOUND = concat!("SELECT ", message_columns!(), " FROM messages m WHERE m.rid = $1 AND m.search_key LIKE $2 ESCAPE '\\' AND m.kind IS NULL ORDER BY m.ts DESC LIMIT $3 OFFSET $4");
    DISCUSSION_STARTS = concat!("SELECT ", message_columns!(), " FROM messages m WHERE m.rid = $1 AND m.discussion IS NOT NULL ORDER BY m.ts DESC");
    OPENER = concat!("SELECT ", message_columns!(), " FROM messages m WHERE m.discussion = $1 ORDER BY m.seq LIMIT 1");
    IN_ROOM = concat!("SELECT ", message_columns!(), " FROM messages m WHERE m.rid = $1 ORDER BY m.seq");
    BY_AUTHOR = concat!("SELECT ", message_columns!(), " FROM messages m WHERE m.uid = $1 ORDER BY m.rid, m.seq");
    AT = concat!("SELECT ", message_columns!(), " FROM messages m WHERE m.rid = $1 AND m.seq = $2");
    UNREAD_FIRST = concat!("SELECT ", message_columns!(), " FROM messages m WHERE m.rid = $1 AND m.seq > $2 AND m.counted ORDER BY m.seq LIMIT 1");
    COUNT_AFTER_TS = "SELECT count(*) FROM messages m WHERE m.rid = $1 AND m.ts > $2 AND (m.thread IS NULL OR m.show_in_room)";
    LAST_SEQ_BEFORE = "SELECT coalesce(max(m.seq), 0) FROM messages m WHERE m.rid = $1 AND m.ts < $2";
}

/// A slice of a room's history.
#[derive(Clone, Debug)]
pub struct Page {
    /// Only messages before this time (exclusive), milliseconds since 1970.
    pub before: i64,
    /// Only messages after this time (exclusive).
    pub after: i64,
    /// Answers inside threads, too.
    pub threads: bool,
    /// Types of system message to leave out.
    pub hidden: Vec<String>,
    /// At most this many.
    pub count: i64,
    /// After leaving out this many.
    pub offset: i64,
}

/// A message that was there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deleted {
    /// Its id.
    pub id: MessageId,
    /// Milliseconds since 1970.
    pub at: i64,
}

impl ReadTx {
    /// History, newest first.
    pub async fn history(&mut self, room: &RoomId, page: &Page) -> Result<Vec<Message>, StoreError> {
        let v = values![
            room.as_str(),
            page.before,
            page.after,
            page.threads,
            page.hidden.clone(),
            page.count,
            page.offset
        ];
        self.messages_from(&BEFORE, &v).await
    }
    /// How many messages [`Self::history`] would give without count and offset.
    pub async fn count_history(&mut self, room: &RoomId, page: &Page) -> Result<i64, StoreError> {
        let v = values![room.as_str(), page.before, page.after, page.threads, page.hidden.clone()];
        self.count(&COUNT_BETWEEN, &v).await
    }
    /// The messages after a time, oldest first.
    pub async fn history_after(
        &mut self,
        room: &RoomId,
        ts: i64,
        threads: bool,
        count: i64,
    ) -> Result<Vec<Message>, StoreError> {
        self.messages_from(&AFTER, &values![room.as_str(), ts, threads, count]).await
    }
    /// Messages that are new or changed after a time, in the order of the changes.
    pub async fn changed_since(
        &mut self,
        room: &RoomId,
        since: i64,
        count: i64,
    ) -> Result<Vec<Message>, StoreError> {
        self.messages_from(&CHANGED, &values![room.as_str(), since, count]).await
    }
    /// Messages whose last change is before a time, the latest first.
    pub async fn changed_before(
        &mut self,
        room: &RoomId,
        until: i64,
        count: i64,
    ) -> Result<Vec<Message>, StoreError> {
        self.messages_from(&CHANGED_BEFORE, &values![room.as_str(), until, count]).await
    }
    /// Messages deleted after a time.
    pub async fn deleted_since(
        &mut self,
        room: &RoomId,
        since: i64,
        count: i64,
    ) -> Result<Vec<Deleted>, StoreError> {
        let rows = self.rows(&DELETED, &values![room.as_str(), since, count]).await?;
        rows.iter().map(|r| Ok(Deleted { id: r.text(0)?.into(), at: r.int(1)? })).collect()
    }
    /// Messages deleted before a time, the latest first.
    pub async fn deleted_before(
        &mut self,
        room: &RoomId,
        until: i64,
        count: i64,
    ) -> Result<Vec<Deleted>, StoreError> {
        let rows = self.rows(&DELETED_BEFORE, &values![room.as_str(), until, count]).await?;
        rows.iter().map(|r| Ok(Deleted { id: r.text(0)?.into(), at: r.int(1)? })).collect()
    }
    /// Pinned messages, the latest pin first.
    pub async fn pinned(&mut self, room: &RoomId) -> Result<Vec<Message>, StoreError> {
        self.messages_from(&PINNED, &values![room.as_str()]).await
    }
    /// Messages a user starred in a room, newest first.
    pub async fn starred(&mut self, room: &RoomId, user: &UserId) -> Result<Vec<Message>, StoreError> {
        self.messages_from(&STARRED, &values![user.as_str(), room.as_str()]).await
    }
    /// Messages of a room that name a user, newest first.
    pub async fn mentioning(&mut self, room: &RoomId, user: &UserId) -> Result<Vec<Message>, StoreError> {
        self.messages_from(&MENTIONING, &values![user.as_str(), room.as_str()]).await
    }
    /// Messages of a room that hold a text, newest first.
    pub async fn find_messages(
        &mut self,
        room: &RoomId,
        text: &str,
        page: (i64, i64),
    ) -> Result<Vec<Message>, StoreError> {
        let (count, offset) = page;
        self.messages_from(&FOUND, &values![room.as_str(), like(text), count, offset]).await
    }
    /// Messages of a room that opened a discussion, newest first.
    pub async fn discussion_starts(&mut self, room: &RoomId) -> Result<Vec<Message>, StoreError> {
        self.messages_from(&DISCUSSION_STARTS, &values![room.as_str()]).await
    }
    /// The message that opened a discussion.
    pub async fn discussion_opener(&mut self, discussion: &RoomId) -> Result<Option<Message>, StoreError> {
        Ok(self.messages_from(&OPENER, &values![discussion.as_str()]).await?.pop())
    }
    /// Every message of a room, in order.
    pub async fn messages_in(&mut self, room: &RoomId) -> Result<Vec<Message>, StoreError> {
        self.messages_from(&IN_ROOM, &values![room.as_str()]).await
    }
    /// Everything a user said, room by room.
    pub async fn messages_by(&mut self, user: &UserId) -> Result<Vec<Message>, StoreError> {
        self.messages_from(&BY_AUTHOR, &values![user.as_str()]).await
    }
    /// The message with this number.
    pub async fn message_at(&mut self, room: &RoomId, seq: i64) -> Result<Option<Message>, StoreError> {
        Ok(self.messages_from(&AT, &values![room.as_str(), seq]).await?.pop())
    }
    /// The first message after a number that makes a room unread.
    pub async fn first_unread(
        &mut self,
        room: &RoomId,
        read_seq: i64,
    ) -> Result<Option<Message>, StoreError> {
        Ok(self.messages_from(&UNREAD_FIRST, &values![room.as_str(), read_seq]).await?.pop())
    }
    /// How many messages are shown in a room after a time.
    pub async fn count_after(&mut self, room: &RoomId, ts: i64) -> Result<i64, StoreError> {
        self.count(&COUNT_AFTER_TS, &values![room.as_str(), ts]).await
    }
    /// The number of the last message before a time.
    pub async fn last_seq_before(&mut self, room: &RoomId, ts: i64) -> Result<i64, StoreError> {
        self.count(&LAST_SEQ_BEFORE, &values![room.as_str(), ts]).await
    }
}
