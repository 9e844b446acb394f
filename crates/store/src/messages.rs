//! Messages. Each gets its number and time under its room's lock; each change gets a later time.

use crate::codec::{decode, encode};
use crate::rooms::Noted;
use crate::{ReadTx, Row, Sql, StoreError, Tx, Value, statements, values};
use rustle_domain::messages::{Draft, Message};
use rustle_domain::names::search_fold;
use rustle_domain::users::UserRef;
use rustle_domain::{Event, MessageId, RoomId, UserId};
use std::sync::Arc;

pub(crate) mod lists;
pub(crate) mod reports;
pub(crate) mod threads;

pub use lists::{Deleted, Page};
pub use reports::Report;

macro_rules! message_columns {
    () => {
        "m.id, m.rid, m.seq, m.ts, m.updated_at, m.author, m.kind, m.text, m.thread, m.show_in_room, m.thread_count, \
         m.thread_last, m.pinned_at, m.discussion, m.counted, m.group_mention, m.body"
    };
}
pub(crate) use message_columns;

statements! {
    MESSAGE = concat!("SELECT ", message_columns!(), " FROM messages m WHERE m.id = $1");
    MESSAGES_BY_IDS = concat!("SELECT ", message_columns!(), " FROM messages m WHERE m.id ANY_OF($1) ORDER BY m.rid, m.seq");
    INSERT_MESSAGE = "INSERT INTO messages (id, rid, seq, ts, updated_at, uid, author, kind, text, search_key, thread, show_in_room, thread_count, thread_last, pinned_at, discussion, counted, group_mention, body) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)";
    UPDATE_MESSAGE = "UPDATE messages SET updated_at = $2, kind = $3, text = $4, search_key = $5, thread_count = $6, thread_last = $7, pinned_at = $8, discussion = $9, counted = $10, group_mention = $11, body = $12 WHERE id = $1";
    INSERT_MENTION = "INSERT INTO mentions (message, uid, rid, seq, thread, counted) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING";
    DELETE_MENTIONS = "DELETE FROM mentions WHERE message ANY_OF($1)";
    DELETE_STARS = "DELETE FROM stars WHERE message ANY_OF($1)";
    DELETE_FOLLOWS = "DELETE FROM thread_follows WHERE thread ANY_OF($1)";
    DELETE_MESSAGES = "DELETE FROM messages WHERE id ANY_OF($1)";
    REMEMBER_DELETED = "INSERT INTO deleted_messages (id, rid, deleted_at) VALUES ($1, $2, $3) ON CONFLICT (id) DO UPDATE SET deleted_at = EXCLUDED.deleted_at";
    WAS_DELETED = "SELECT 1 FROM deleted_messages WHERE id = $1";
    STAR = "INSERT INTO stars (uid, message, rid) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING";
    UNSTAR = "DELETE FROM stars WHERE uid = $1 AND message = $2";
    FORGET_DELETED_IN = "DELETE FROM deleted_messages WHERE rid = $1";
}

pub(crate) fn message(row: &Row) -> Result<Message, StoreError> {
    let author: UserRef = decode(&row.text(5)?, "messages.author")?;
    Ok(Message {
        id: row.text(0)?.into(),
        room: row.text(1)?.into(),
        seq: row.int(2)?,
        ts: row.int(3)?,
        updated_at: row.int(4)?,
        author,
        kind: row.opt_text(6)?,
        text: row.text(7)?,
        thread: row.opt_text(8)?.map(Into::into),
        show_in_room: row.bool(9)?,
        thread_count: row.int(10)?,
        thread_last: row.opt_int(11)?,
        pinned_at: row.opt_int(12)?,
        discussion: row.opt_text(13)?.map(Into::into),
        counted: row.bool(14)?,
        group_mention: row.bool(15)?,
        body: decode(&row.text(16)?, "messages.body")?,
    })
}

impl ReadTx {
    pub(crate) async fn messages_from(
        &mut self,
        sql: &'static Sql,
        v: &[Value],
    ) -> Result<Vec<Message>, StoreError> {
        self.rows(sql, v).await?.iter().map(message).collect()
    }
    /// The message with this id.
    pub async fn message(&mut self, id: &MessageId) -> Result<Option<Message>, StoreError> {
        Ok(self.messages_from(&MESSAGE, &values![id.as_str()]).await?.pop())
    }
    /// The messages with these ids; unknown ids are left out.
    pub async fn messages(&mut self, ids: &[String]) -> Result<Vec<Message>, StoreError> {
        self.messages_from(&MESSAGES_BY_IDS, &values![ids.to_vec()]).await
    }
    /// Was there a message with this id?
    pub async fn message_was_deleted(&mut self, id: &MessageId) -> Result<bool, StoreError> {
        Ok(self.row(&WAS_DELETED, &values![id.as_str()]).await?.is_some())
    }
}

impl Tx {
    /// Numbers and stores a new message. Its id must be free: look first, in the same transaction.
    pub async fn insert_message(
        &mut self,
        draft: Draft,
        fresh: MessageId,
        now: i64,
    ) -> Result<Message, StoreError> {
        let room = draft.message().room.clone();
        let (ts, last) = self.tick(&room, now).await?;
        let seq = last + 1;
        let m = draft.place(fresh, seq, ts);
        let v = values![
            m.id.as_str(),
            m.room.as_str(),
            seq,
            ts,
            ts,
            m.author.id.as_str(),
            encode(&m.author)?,
            m.kind.as_deref(),
            m.text.as_str(),
            search_text(&m),
            m.thread.as_deref(),
            m.show_in_room,
            m.thread_count,
            m.thread_last,
            m.pinned_at,
            m.discussion.as_deref(),
            m.counted,
            m.group_mention,
            encode(&m.body)?,
        ];
        self.execute(&INSERT_MESSAGE, &v).await?;
        self.write_mentions(&m).await?;
        let counted_before = self.room(&room).await?.map_or(0, |r| r.counted_seq);
        let shown = m.kind.as_deref().is_none_or(|k| k == "e2e") && m.in_main();
        self.note_message(&room, Noted { seq, ts, counted: m.counted, shown, id: &m.id }).await?;
        if m.counted {
            self.read_own(&room, &m.author.id, (counted_before, seq)).await?;
        }
        self.record(Event::MessageSaved { message: Arc::new(m.clone()), new: true });
        self.record(Event::RoomSaved { room });
        Ok(m)
    }

    /// Stores a message's new state and gives the change its time.
    pub async fn update_message(&mut self, mut m: Message, now: i64) -> Result<Message, StoreError> {
        let (clock, _) = self.tick(&m.room, now).await?;
        m.updated_at = clock;
        let v = values![
            m.id.as_str(),
            clock,
            m.kind.as_deref(),
            m.text.as_str(),
            search_text(&m),
            m.thread_count,
            m.thread_last,
            m.pinned_at,
            m.discussion.as_deref(),
            m.counted,
            m.group_mention,
            encode(&m.body)?,
        ];
        self.execute(&UPDATE_MESSAGE, &v).await?;
        self.record(Event::MessageSaved { message: Arc::new(m.clone()), new: false });
        Ok(m)
    }

    /// Writes who is mentioned anew, after an edit.
    pub async fn rewrite_mentions(&mut self, m: &Message) -> Result<(), StoreError> {
        self.execute(&DELETE_MENTIONS, &values![vec![m.id.as_str()]]).await?;
        self.write_mentions(m).await
    }

    async fn write_mentions(&mut self, m: &Message) -> Result<(), StoreError> {
        let named =
            m.body.mentions.iter().filter(|n| n.kind.as_deref() == Some("user") && n.id != *m.author.id);
        for mention in named {
            let v = values![
                m.id.as_str(),
                mention.id.as_str(),
                m.room.as_str(),
                m.seq,
                m.thread.as_deref(),
                m.counted
            ];
            self.execute(&INSERT_MENTION, &v).await?;
        }
        Ok(())
    }

    /// Removes messages of one room for good and remembers their ids, for clients that were away.
    pub async fn delete_messages(
        &mut self,
        room: &RoomId,
        gone: &[Message],
        now: i64,
    ) -> Result<(), StoreError> {
        if gone.is_empty() {
            return Ok(());
        }
        let (clock, _) = self.tick(room, now).await?;
        let ids: Vec<&str> = gone.iter().map(|m| m.id.as_str()).collect();
        for statement in [&DELETE_MENTIONS, &DELETE_STARS, &DELETE_FOLLOWS, &DELETE_MESSAGES] {
            self.execute(statement, &values![ids.clone()]).await?;
        }
        for id in ids {
            self.execute(&REMEMBER_DELETED, &values![id, room.as_str(), clock]).await?;
        }
        let count = i64::try_from(gone.len()).unwrap_or(i64::MAX);
        self.note_deleted(room, count, clock).await?;
        self.record(Event::RoomSaved { room: room.clone() });
        Ok(())
    }

    /// Forgets which messages a room once had, when the room itself goes.
    pub async fn forget_deleted_in(&mut self, room: &RoomId) -> Result<(), StoreError> {
        self.execute(&FORGET_DELETED_IN, &values![room.as_str()]).await?;
        Ok(())
    }

    /// Stars or unstars for a user.
    pub async fn set_star(&mut self, m: &Message, user: &UserId, on: bool) -> Result<(), StoreError> {
        if on {
            self.execute(&STAR, &values![user.as_str(), m.id.as_str(), m.room.as_str()]).await?;
        } else {
            self.execute(&UNSTAR, &values![user.as_str(), m.id.as_str()]).await?;
        }
        Ok(())
    }
}

/// What people search messages by: the text, and what attachments and files are called.
fn search_text(m: &Message) -> String {
    if m.kind.is_some() {
        return String::new();
    }
    let mut text = m.text.clone();
    for a in &m.body.attachments {
        for part in [&a.title, &a.description, &a.text].into_iter().flatten() {
            text.push(' ');
            text.push_str(part);
        }
    }
    search_fold(&text)
}
