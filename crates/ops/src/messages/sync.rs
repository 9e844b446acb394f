//! What changed in a room while a client was away.

use super::history::{HistoryPage, Slice};
use super::threads::Updates;
use crate::operation::{Operation, Reads};
use crate::{Failure, RoomRef, SeesRoom, World};
use rustle_domain::RoomId;
use rustle_domain::access::RoomActor;
use rustle_domain::messages::Message;
use rustle_store::{Deleted, ReadTx};

/// Most messages of one answer; who was away for longer reads the history.
const MOST: i64 = 10_000;

/// Where to go on from, milliseconds since 1970.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cursor {
    /// To what changed after this.
    Next(i64),
    /// To what changed before this.
    Previous(i64),
}

/// Tells what changed in a room.
#[derive(Debug)]
pub struct Sync {
    /// Which room.
    pub room: RoomRef,
    /// What is asked for.
    pub wanted: Wanted,
}

/// Which changes.
#[derive(Clone, Debug)]
pub enum Wanted {
    /// Everything after a time, milliseconds since 1970.
    Since(i64),
    /// A page of changes in the order they happened.
    Page {
        /// Deletions in place of messages.
        deleted: bool,
        /// Where to go on from.
        from: Cursor,
        /// At most this many.
        count: i64,
    },
    /// No changes but a part of the history, as old clients ask for it here, too.
    History(Slice),
}

/// What changed.
#[derive(Debug)]
pub enum Synced {
    /// Everything.
    Since(Updates),
    /// A page.
    Page(Changes),
    /// A part of the history.
    History(Box<HistoryPage>),
}

/// A page of changes. Cursors are none at an end.
#[derive(Debug)]
pub struct Changes {
    /// What changed.
    pub page: Entries,
    /// Where the next page begins.
    pub next: Option<i64>,
    /// Where the page before ends.
    pub previous: Option<i64>,
}

/// Messages or deletions.
#[derive(Debug)]
pub enum Entries {
    /// Messages that are new or changed.
    Updated(Vec<Message>),
    /// Messages that are gone.
    Deleted(Vec<Deleted>),
}

impl Operation for Sync {
    const NAME: &'static str = "messages.sync";
    type Access = SeesRoom;
    type Mode = Reads;
    type Output = Synced;

    fn subject(&self) -> RoomRef {
        self.room.clone()
    }

    async fn run(self, who: RoomActor, tx: &mut ReadTx, world: &World) -> Result<Synced, Failure> {
        let room = who.room_id();
        Ok(match self.wanted {
            Wanted::Since(since) => {
                let mut updated = tx.changed_since(room, since, MOST).await?;
                updated.sort_by_key(|m| std::cmp::Reverse(m.ts));
                Synced::Since(Updates { updated, deleted: tx.deleted_since(room, since, MOST).await? })
            }
            Wanted::Page { deleted, from, count } => {
                Synced::Page(changes_page(room, deleted, (from, count), tx).await?)
            }
            Wanted::History(slice) => Synced::History(Box::new(slice.read(who.room(), tx, world).await?)),
        })
    }
}

async fn changes_page(
    room: &RoomId,
    deleted: bool,
    (from, count): (Cursor, i64),
    tx: &mut ReadTx,
) -> Result<Changes, Failure> {
    let more = count.saturating_add(1);
    if deleted {
        let found = match from {
            Cursor::Next(since) => tx.deleted_since(room, since, more).await?,
            Cursor::Previous(until) => tx.deleted_before(room, until, more).await?,
        };
        let (page, next, previous) = turn(found, from, count, |d| d.at);
        return Ok(Changes { page: Entries::Deleted(page), next, previous });
    }
    let found = match from {
        Cursor::Next(since) => tx.changed_since(room, since, more).await?,
        Cursor::Previous(until) => tx.changed_before(room, until, more).await?,
    };
    let (page, next, previous) = turn(found, from, count, |m| m.updated_at);
    Ok(Changes { page: Entries::Updated(page), next, previous })
}

/// Leaves out what was read to see whether there is more, and says where to go on in both directions.
fn turn<T>(
    mut found: Vec<T>,
    from: Cursor,
    count: i64,
    at: impl Fn(&T) -> i64,
) -> (Vec<T>, Option<i64>, Option<i64>) {
    let count = usize::try_from(count).unwrap_or(0);
    let more = found.len() > count;
    found.truncate(count);
    let (first, last) = (found.first().map(&at), found.last().map(&at));
    match from {
        Cursor::Next(_) => (found, last.filter(|_| more), first),
        Cursor::Previous(_) => (found, first, last.filter(|_| more)),
    }
}

/// Gives ids of messages of a room deleted after a time.
#[derive(Debug)]
pub struct DeletedSince {
    /// Which room.
    pub room: RoomRef,
    /// Milliseconds since 1970.
    pub since: i64,
    /// After leaving out this many.
    pub offset: usize,
    /// At most this many.
    pub count: usize,
}

impl Operation for DeletedSince {
    const NAME: &'static str = "messages.deleted_since";
    type Access = SeesRoom;
    type Mode = Reads;
    /// The part, how many were left out before it, and how many there are.
    type Output = (Vec<Deleted>, usize, usize);

    fn subject(&self) -> RoomRef {
        self.room.clone()
    }

    async fn run(self, who: RoomActor, tx: &mut ReadTx, _: &World) -> Result<Self::Output, Failure> {
        let all = tx.deleted_since(who.room_id(), self.since, MOST).await?;
        let total = all.len();
        Ok((all.into_iter().skip(self.offset).take(self.count).collect(), self.offset, total))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Follows cursors through changes at these times; gives what was seen, in order.
    fn follow(times: &[i64], count: i64, forward: bool) -> Vec<i64> {
        let (mut seen, mut at) = (Vec::new(), Some(if forward { 0 } else { i64::MAX }));
        while let Some(from) = at {
            let more = usize::try_from(count + 1).unwrap();
            let (found, cursor): (Vec<i64>, _) = if forward {
                (times.iter().copied().filter(|t| *t > from).take(more).collect(), Cursor::Next(from))
            } else {
                (
                    times.iter().rev().copied().filter(|t| *t < from).take(more).collect(),
                    Cursor::Previous(from),
                )
            };
            let (page, next, previous) = turn(found, cursor, count, |t| *t);
            assert!(page.len() < more);
            seen.extend(page);
            at = if forward { next } else { previous };
        }
        seen
    }

    #[test]
    fn cursors_pass_every_change_once_and_end() {
        for size in 0..8 {
            let times: Vec<i64> = (1..=size).collect();
            let backwards: Vec<i64> = (1..=size).rev().collect();
            for count in 1..5 {
                assert_eq!(follow(&times, count, true), times);
                assert_eq!(follow(&times, count, false), backwards);
            }
        }
    }
}
