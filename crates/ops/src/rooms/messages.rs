//! A room's messages as a list with pages, and its files.

use crate::operation::{Operation, Reads};
use crate::{Failure, Holds, ReadsRoom, RoomRef, SeesRoom, World};
use rustle_domain::access::{Actor, Denied, Reader, RoomActor};
use rustle_domain::messages::Message;
use rustle_domain::rooms::{Room, RoomKind, RoomRefusal};
use rustle_domain::settings::keys;
use rustle_domain::uploads::Upload;
use rustle_domain::users::UserRef;
use rustle_domain::{RoomId, UploadId, UserId};
use rustle_store::{Page, ReadTx};
use std::collections::{BTreeSet, HashMap};

use super::list::Administer;

/// Which messages of a room. What is not said does not matter.
#[derive(Clone, Debug, Default)]
pub struct MessageFilter {
    /// Names one of these users.
    pub mentions: Option<Vec<UserId>>,
    /// One of these users starred it. Only the caller's own stars are known to them.
    pub starred: Option<Vec<UserId>>,
    /// Is pinned, or is not.
    pub pinned: Option<bool>,
    /// Is no answer in a thread.
    pub no_threads: bool,
}

/// Gives a room's messages, the newest first.
#[derive(Debug)]
pub struct RoomMessages {
    /// Which room.
    pub room: RoomRef,
    /// Which messages.
    pub filter: MessageFilter,
    /// The oldest first.
    pub ascending: bool,
    /// After leaving out this many.
    pub offset: usize,
    /// At most this many.
    pub count: usize,
    /// Is the route only there for reading without an account?
    pub anonymous: bool,
}

/// A part of a list of messages.
#[derive(Debug)]
pub struct MessagePage {
    /// The part.
    pub messages: Vec<Message>,
    /// How many were left out before it.
    pub offset: usize,
    /// How many there are in all.
    pub total: usize,
}

impl Operation for RoomMessages {
    const NAME: &'static str = "rooms.messages";
    type Access = ReadsRoom;
    type Mode = Reads;
    type Output = MessagePage;

    fn subject(&self) -> RoomRef {
        self.room.clone()
    }

    async fn run(self, reader: Reader, tx: &mut ReadTx, world: &World) -> Result<MessagePage, Failure> {
        if self.anonymous && !world.settings.get(keys::ACCOUNTS_ALLOW_ANONYMOUS_READ) {
            return Err(Denied::NotMember.into());
        }
        if !self.anonymous && reader.actor().is_none() {
            return Err(Denied::SignIn.into());
        }
        let own = reader.actor().map(|a| a.id().clone());
        self.read(reader.room(), own.as_ref(), tx).await
    }
}

impl RoomMessages {
    async fn read(self, room: &Room, own: Option<&UserId>, tx: &mut ReadTx) -> Result<MessagePage, Failure> {
        let mut found = match &self.filter {
            MessageFilter { mentions: Some(users), .. } => naming(&room.id, users, tx).await?,
            MessageFilter { starred: Some(users), .. } => match own.filter(|o| users.contains(o)) {
                Some(own) => tx.starred(&room.id, own).await?,
                None => Vec::new(),
            },
            MessageFilter { pinned: Some(true), .. } => tx.pinned(&room.id).await?,
            _ => return self.page(room, tx).await,
        };
        found.sort_by_key(|m| std::cmp::Reverse(m.seq));
        found.retain(|m| {
            self.filter.pinned.is_none_or(|p| p == m.pinned_at.is_some())
                && !(self.filter.no_threads && m.thread.is_some())
        });
        if self.ascending {
            found.reverse();
        }
        let total = found.len();
        let messages = found.into_iter().skip(self.offset).take(self.count).collect();
        Ok(MessagePage { messages, offset: self.offset, total })
    }

    async fn page(self, room: &Room, tx: &mut ReadTx) -> Result<MessagePage, Failure> {
        let number = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
        let mut page = Page {
            before: i64::MAX,
            after: i64::MIN,
            threads: !self.filter.no_threads,
            hidden: Vec::new(),
            count: number(self.count),
            offset: number(self.offset),
        };
        let total = tx.count_history(&room.id, &page).await?;
        if self.ascending {
            // Counted from the other end.
            let end = (total - number(self.offset)).max(0);
            let start = (end - number(self.count)).max(0);
            (page.offset, page.count) = (start, end - start);
        }
        let mut messages = tx.history(&room.id, &page).await?;
        if self.ascending {
            messages.reverse();
        }
        Ok(MessagePage { messages, offset: self.offset, total: usize::try_from(total).unwrap_or(0) })
    }
}

/// Messages that name any of these users, each once.
async fn naming(room: &RoomId, users: &[UserId], tx: &mut ReadTx) -> Result<Vec<Message>, Failure> {
    let mut all: Vec<Message> = Vec::new();
    for user in users.iter().collect::<BTreeSet<_>>() {
        all.extend(tx.mentioning(room, user).await?);
    }
    all.sort_by_key(|m| m.seq);
    all.dedup_by(|a, b| a.id == b.id);
    Ok(all)
}

/// Gives messages of a direct room of others, where the workspace lets administrators look.
#[derive(Debug)]
pub struct OthersMessages {
    /// Which room.
    pub room: RoomId,
    /// After leaving out this many.
    pub offset: usize,
    /// At most this many.
    pub count: usize,
}

impl Operation for OthersMessages {
    const NAME: &'static str = "rooms.others_messages";
    type Access = Holds<Administer>;
    type Mode = Reads;
    type Output = MessagePage;

    fn subject(&self) {}

    async fn run(self, _: Actor, tx: &mut ReadTx, world: &World) -> Result<MessagePage, Failure> {
        if !world.settings.get(keys::API_ENABLE_DIRECT_MESSAGE_HISTORY_END_POINT) {
            return Err(RoomRefusal::Disabled.into());
        }
        let room = tx.room(&self.room).await?.filter(|r| r.kind == RoomKind::Direct);
        let room = room.ok_or(RoomRefusal::NotFound)?;
        let all = RoomMessages {
            room: RoomRef::id(room.id.clone()),
            filter: MessageFilter::default(),
            ascending: false,
            offset: self.offset,
            count: self.count,
            anonymous: false,
        };
        all.page(&room, tx).await
    }
}

/// Gives files of a room.
#[derive(Debug)]
pub struct Files {
    /// Which room.
    pub room: RoomRef,
    /// Only those whose name holds this.
    pub name: Option<String>,
    /// Only those whose type begins with this.
    pub kind: Option<String>,
    /// The newest first; else by name.
    pub newest: bool,
    /// From this one on, in that order.
    pub from: Option<UploadId>,
    /// After leaving out this many.
    pub offset: usize,
    /// At most this many.
    pub count: usize,
}

/// A part of a list of files, each with who sent it.
#[derive(Debug)]
pub struct FilePage {
    /// The part.
    pub files: Vec<(Upload, Option<UserRef>)>,
    /// How many were left out before it.
    pub offset: usize,
    /// How many there are in all.
    pub total: usize,
}

impl Operation for Files {
    const NAME: &'static str = "rooms.files";
    type Access = SeesRoom;
    type Mode = Reads;
    type Output = FilePage;

    fn subject(&self) -> RoomRef {
        self.room.clone()
    }

    async fn run(self, who: RoomActor, tx: &mut ReadTx, _: &World) -> Result<FilePage, Failure> {
        let mut files = tx.uploads_in(who.room_id()).await?;
        let name = self.name.map(|n| n.to_lowercase());
        files.retain(|f| name.as_ref().is_none_or(|n| f.name.to_lowercase().contains(n)));
        files.retain(|f| self.kind.as_ref().is_none_or(|k| f.mime.starts_with(k)));
        if !self.newest {
            files.sort_by(|a, b| a.name.cmp(&b.name));
        }
        if let Some(at) = self.from.and_then(|from| files.iter().position(|f| f.id == from)) {
            files.drain(..at);
        }
        let total = files.len();
        let files: Vec<Upload> = files.into_iter().skip(self.offset).take(self.count).collect();
        let ids: Vec<UserId> =
            files.iter().map(|f| f.user.clone()).collect::<BTreeSet<_>>().into_iter().collect();
        let users: HashMap<UserId, UserRef> =
            tx.users(&ids).await?.into_iter().map(|u| (u.id.clone(), u.reference())).collect();
        let files =
            files.into_iter().map(|f| (users.get(&f.user).cloned(), f)).map(|(u, f)| (f, u)).collect();
        Ok(FilePage { files, offset: self.offset, total })
    }
}
