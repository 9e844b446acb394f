//! A room's messages, newest first.

use crate::operation::{Operation, Reads};
use crate::{Failure, ReadsRoom, RoomRef, World};
use rustle_domain::access::Reader;
use rustle_domain::messages::Message;
use rustle_domain::rooms::Room;
use rustle_domain::settings::keys;
use rustle_store::{Page, ReadTx};

/// Gives a slice of a room's history.
#[derive(Debug)]
pub struct History {
    /// Which room.
    pub room: RoomRef,
    /// Which part.
    pub slice: Slice,
}

/// A part of a room's history.
#[derive(Clone, Debug)]
pub struct Slice {
    /// Before this time, milliseconds since 1970; none is now.
    pub latest: Option<i64>,
    /// After this time.
    pub oldest: Option<i64>,
    /// The limits themselves, too.
    pub inclusive: bool,
    /// At most this many.
    pub count: i64,
    /// After leaving out this many.
    pub offset: i64,
    /// Answers inside threads, too.
    pub threads: bool,
    /// Count what came after this time and is not in the slice, too.
    pub seen: Option<i64>,
}

/// A slice of history.
#[derive(Debug)]
pub struct HistoryPage {
    /// Newest first.
    pub messages: Vec<Message>,
    /// The oldest message after `seen` that is not in the slice.
    pub first_unread: Option<Message>,
    /// How many messages after `seen` are not in the slice.
    pub unread_not_loaded: i64,
}

impl Operation for History {
    const NAME: &'static str = "messages.history";
    type Access = ReadsRoom;
    type Mode = Reads;
    type Output = HistoryPage;

    fn subject(&self) -> RoomRef {
        self.room.clone()
    }

    async fn run(self, reader: Reader, tx: &mut ReadTx, world: &World) -> Result<HistoryPage, Failure> {
        self.slice.read(reader.room(), tx, world).await
    }
}

impl Slice {
    /// Reads this part of a room that the caller may read.
    pub(super) async fn read(
        self,
        room: &Room,
        tx: &mut ReadTx,
        world: &World,
    ) -> Result<HistoryPage, Failure> {
        let hidden = match &room.detail.hidden_system_messages {
            Some(hidden) => hidden.clone(),
            None => world.settings.get(keys::HIDE_SYSTEM_MESSAGES).to_vec(),
        };
        let edge = i64::from(self.inclusive);
        let page = Page {
            before: self.latest.map_or(i64::MAX, |t| t.saturating_add(edge)),
            after: self.oldest.map_or(-1, |t| t.saturating_sub(edge)),
            threads: self.threads,
            hidden,
            count: self.count,
            offset: self.offset,
        };
        let messages = tx.history(&room.id, &page).await?;
        let (mut first_unread, mut unread_not_loaded) = (None, 0);
        if let (Some(seen), Some(last)) = (self.seen, messages.last())
            && last.ts > seen
        {
            let gap = Page { before: last.ts, after: seen, ..page };
            unread_not_loaded = tx.count_history(&room.id, &gap).await?;
            first_unread =
                tx.history_after(&room.id, seen, self.threads, 1).await?.pop().filter(|m| m.ts < last.ts);
        }
        Ok(HistoryPage { messages, first_unread, unread_not_loaded })
    }
}
