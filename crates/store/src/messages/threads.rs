//! Threads: answers to a message, and who follows them.

use super::message_columns;
use crate::{ReadTx, StoreError, Tx, statements, values};
use rustle_domain::messages::Message;
use rustle_domain::{MessageId, RoomId, UserId};

statements! {
    ANSWERS = concat!("SELECT ", message_columns!(), " FROM messages m WHERE m.thread = $1 ORDER BY m.seq");
    ANSWERS_CHANGED = concat!("SELECT ", message_columns!(), " FROM messages m WHERE m.thread = $1 AND m.updated_at > $2 ORDER BY m.seq");
    THREADS = concat!("SELECT ", message_columns!(), " FROM messages m WHERE m.rid = $1 AND m.thread_last IS NOT NULL ORDER BY m.thread_last DESC, m.seq DESC");
    THREADS_CHANGED = concat!("SELECT ", message_columns!(), " FROM messages m WHERE m.rid = $1 AND m.thread_last IS NOT NULL AND m.updated_at > $2 ORDER BY m.thread_last DESC");
    ANSWER_STATS = "SELECT count(*), max(ts) FROM messages WHERE thread = $1";
    FOLLOW = "INSERT INTO thread_follows (thread, uid, rid, read_seq) VALUES ($1, $2, $3, $4) ON CONFLICT (thread, uid) DO NOTHING";
    FOLLOW_READ = "INSERT INTO thread_follows (thread, uid, rid, read_seq) VALUES ($1, $2, $3, $4) ON CONFLICT (thread, uid) DO UPDATE SET read_seq = EXCLUDED.read_seq";
    UNFOLLOW = "DELETE FROM thread_follows WHERE thread = $1 AND uid = $2";
}

impl ReadTx {
    /// The answers to a message, oldest first.
    pub async fn thread(&mut self, thread: &MessageId) -> Result<Vec<Message>, StoreError> {
        self.messages_from(&ANSWERS, &values![thread.as_str()]).await
    }
    /// The answers that are new or changed after a time.
    pub async fn thread_changed_since(
        &mut self,
        thread: &MessageId,
        since: i64,
    ) -> Result<Vec<Message>, StoreError> {
        self.messages_from(&ANSWERS_CHANGED, &values![thread.as_str(), since]).await
    }
    /// The messages of a room that have answers, the liveliest first.
    pub async fn threads(&mut self, room: &RoomId) -> Result<Vec<Message>, StoreError> {
        self.messages_from(&THREADS, &values![room.as_str()]).await
    }
    /// Of those, the ones that changed after a time.
    pub async fn threads_changed_since(
        &mut self,
        room: &RoomId,
        since: i64,
    ) -> Result<Vec<Message>, StoreError> {
        self.messages_from(&THREADS_CHANGED, &values![room.as_str(), since]).await
    }
    /// How many answers a message has, and the time of the newest.
    pub async fn thread_stats(&mut self, thread: &MessageId) -> Result<(i64, Option<i64>), StoreError> {
        match self.row(&ANSWER_STATS, &values![thread.as_str()]).await? {
            Some(row) => Ok((row.int(0)?, row.opt_int(1)?)),
            None => Ok((0, None)),
        }
    }
}

impl Tx {
    /// Makes a user follow a thread from a number on; who follows already keeps what is unread.
    pub async fn follow(&mut self, root: &Message, user: &UserId, read_seq: i64) -> Result<(), StoreError> {
        let v = values![root.id.as_str(), user.as_str(), root.room.as_str(), read_seq];
        self.execute(&FOLLOW, &v).await?;
        Ok(())
    }
    /// Makes a user follow a thread, with all of it read: who answers has read what is above.
    pub async fn follow_as_read(
        &mut self,
        root: &Message,
        user: &UserId,
        read_seq: i64,
    ) -> Result<(), StoreError> {
        let v = values![root.id.as_str(), user.as_str(), root.room.as_str(), read_seq];
        self.execute(&FOLLOW_READ, &v).await?;
        Ok(())
    }
    /// Stops following.
    pub async fn unfollow(&mut self, thread: &MessageId, user: &UserId) -> Result<(), StoreError> {
        self.execute(&UNFOLLOW, &values![thread.as_str(), user.as_str()]).await?;
        Ok(())
    }
}
