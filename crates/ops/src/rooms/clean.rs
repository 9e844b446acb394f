//! Pruning a room's history.

use super::erase::erase;
use crate::operation::{Operation, Writes};
use crate::{Failure, HoldsInRoom, RoomRef, World};
use rustle_domain::access::{Denied, RoomActor};
use rustle_domain::event::Pruned;
use rustle_domain::messages::{Attachment, Message};
use rustle_domain::{Event, MessageId, RoomId};
use rustle_store::Tx;

crate::any_of! {
    /// May prune histories.
    Clean = [CleanChannelHistory];
}

/// Deletes messages of a room between two times, or only their files.
#[derive(Debug)]
pub struct CleanHistory {
    /// Where.
    pub room: RoomRef,
    /// Older than this, milliseconds since 1970.
    pub latest: i64,
    /// Newer than this.
    pub oldest: i64,
    /// The limits themselves, too.
    pub inclusive: bool,
    /// At most this many, the oldest; none is all.
    pub limit: Option<usize>,
    /// Not pinned ones.
    pub exclude_pinned: bool,
    /// Only files.
    pub files_only: bool,
    /// Not those that opened a discussion; else the discussion goes, too.
    pub ignore_discussion: bool,
    /// Not threads.
    pub ignore_threads: bool,
    /// Only those of these user names; none is everybody.
    pub users: Vec<String>,
}

/// How many messages are looked at together.
const PAGE: i64 = 500;

impl Operation for CleanHistory {
    const NAME: &'static str = "rooms.clean_history";
    type Access = HoldsInRoom<Clean>;
    type Mode = Writes;
    /// The room, and how many messages went.
    type Output = (RoomId, usize);

    fn subject(&self) -> RoomRef {
        self.room.clone()
    }

    async fn run(self, who: RoomActor, tx: &mut Tx, world: &World) -> Result<(RoomId, usize), Failure> {
        if !who.sees() {
            return Err(Denied::NoSuchRoom.into());
        }
        super::not_archived(who.room())?;
        let room = who.room_id().clone();
        let edge = i64::from(self.inclusive);
        let (mut after, until) = (self.oldest.saturating_sub(edge), self.latest.saturating_add(edge));
        let mut gone: Vec<MessageId> = Vec::new();
        // What somebody took back before goes, too, and is not counted.
        let mut count = 0;
        loop {
            let page = tx.history_after(&room, after, true, PAGE).await?;
            let Some(last) = page.last() else { break };
            let done = last.ts >= until;
            after = last.ts;
            let left = self.limit.map_or(usize::MAX, |l| l.saturating_sub(gone.len()));
            let taken: Vec<Message> =
                page.into_iter().filter(|m| m.ts < until && self.takes(m)).take(left).collect();
            count += taken.iter().filter(|m| m.kind.as_deref() != Some("rm")).count();
            gone.extend(taken.iter().map(|m| m.id.clone()));
            self.prune(&room, taken, tx, world).await?;
            if done || self.limit.is_some_and(|l| gone.len() >= l) {
                break;
            }
        }
        if !gone.is_empty() && !self.files_only {
            tx.record(Event::MessagesPruned(self.told(room.clone(), gone)));
        }
        Ok((room, count))
    }
}

impl CleanHistory {
    fn takes(&self, m: &Message) -> bool {
        let in_thread = m.thread.is_some() || m.thread_count > 0;
        let stays = (self.exclude_pinned && m.pinned_at.is_some())
            || (self.ignore_discussion && m.discussion.is_some())
            || (self.ignore_threads && in_thread)
            || (self.files_only && m.body.files.is_empty());
        !stays && (self.users.is_empty() || self.users.contains(&m.author.username))
    }

    async fn prune(
        &self,
        room: &RoomId,
        taken: Vec<Message>,
        tx: &mut Tx,
        world: &World,
    ) -> Result<(), Failure> {
        for message in taken.iter().filter(|m| !m.body.files.is_empty()) {
            for upload in tx.uploads_with(&message.id).await? {
                tx.delete_upload(&upload.id).await?;
            }
        }
        if self.files_only {
            for mut message in taken {
                message.body.files = Vec::new();
                message.body.attachments = vec![Attachment {
                    color: Some("#FD745E".into()),
                    text: Some("_File removed by prune_".into()),
                    ..Attachment::default()
                }];
                tx.update_message(message, world.now).await?;
            }
            return Ok(());
        }
        for discussion in taken.iter().filter_map(|m| m.discussion.as_ref()) {
            if let Some(discussion) = tx.room(discussion).await? {
                erase(tx, &discussion, world.now).await?;
            }
        }
        tx.delete_messages(room, &taken, world.now).await?;
        Ok(())
    }

    /// Clients find what is gone by time, or by id where only some went.
    fn told(self, room: RoomId, gone: Vec<MessageId>) -> Pruned {
        Pruned {
            room,
            ids: if self.limit.is_some() { gone } else { Vec::new() },
            latest: self.latest,
            oldest: self.oldest,
            inclusive: self.inclusive,
            exclude_pinned: self.exclude_pinned,
            ignore_discussion: self.ignore_discussion,
            files_only: self.files_only,
            users: self.users,
        }
    }
}
