//! What every way of putting a message into a room shares.

use crate::access::facts;
use crate::messages::custom_fields;
use crate::{Failure, World};
use rustle_domain::access::{RoomActor, may_post};
use rustle_domain::messages::quote::{QuoteRule, quote, quoted_id};
use rustle_domain::messages::words::censor;
use rustle_domain::messages::{
    Attachment, ChannelMention, Draft, Mention, Message, MessageRefusal, Outside, Peers, draft,
};
use rustle_domain::permissions::Permission;
use rustle_domain::rooms::{RoomKind, RoomRefusal};
use rustle_domain::settings::{Snapshot, keys};
use rustle_domain::users::UserRef;
use rustle_domain::{RoomId, UserId};
use rustle_markup::{Block, Options};
use rustle_store::{ReadTx, Tx};

/// How the workspace reads message texts.
pub fn markup_options(settings: &Snapshot) -> Options {
    let katex = settings.get(keys::KATEX_ENABLED).then(|| rustle_markup::Katex {
        dollar: settings.get(keys::KATEX_DOLLAR_SYNTAX),
        parenthesis: settings.get(keys::KATEX_PARENTHESIS_SYNTAX),
    });
    let domains = settings.get(keys::MESSAGE_CUSTOM_DOMAIN_AUTOLINK);
    Options {
        colors: settings.get(keys::HEX_COLOR_PREVIEW_ENABLED),
        emoticons: true,
        katex,
        custom_domains: domains
            .split(',')
            .map(str::trim)
            .filter(|d| !d.is_empty())
            .map(str::to_owned)
            .collect(),
    }
}

/// Puts what somebody said into a room they may write in. The same id again gives the same message.
pub(crate) async fn say(
    who: &RoomActor,
    said: Outside,
    tx: &mut Tx,
    world: &World,
) -> Result<Message, Failure> {
    say_with(who, said, tx, world, |_| {}).await
}

/// The same, with what the server itself adds.
pub(crate) async fn say_with(
    who: &RoomActor,
    said: Outside,
    tx: &mut Tx,
    world: &World,
    add: impl FnOnce(&mut Message) + Send,
) -> Result<Message, Failure> {
    if let Some(known) = already_said(who, &said, tx).await? {
        return Ok(known);
    }
    check_sender(who, &said, world)?;
    let mut said = said;
    let root = match said.thread.take() {
        Some(thread) => Some(thread_root(who, &thread, tx).await?),
        None => None,
    };
    said.thread = root.as_ref().map(|r| r.id.clone());
    said.text = clean(&said.text, world);
    // What looks like a quote of ours is made by us, from what was really said.
    let site = world.settings.get(keys::SITE_URL);
    said.attachments.retain(|a| a.message_link.as_deref().is_none_or(|l| quoted_id(l, site).is_none()));
    let (tree, peers) = understand(who, &said.text, tx, world).await?;
    let author = who.actor().reference();
    let draft = Draft::from_outside(said, who.room_id().clone(), author, limit(world), (&tree, peers))?;
    let message = tx.insert_message(draft.with(add), world.fresh_message(), world.now).await?;
    if let Some(root) = root {
        answer(root, &message, tx, world).await?;
    }
    count_discussion(who.room_id(), tx, world).await?;
    Ok(message)
}

/// Gives a message another text, as its editor.
pub(crate) async fn say_anew(
    who: &RoomActor,
    message: &mut Message,
    text: &str,
    previews: Option<&[String]>,
    (tx, world): (&mut Tx, &World),
) -> Result<(), Failure> {
    let text = clean(text, world);
    let (tree, peers) = understand(who, &text, tx, world).await?;
    Ok(draft::rewrite(message, text, limit(world), (&tree, peers), previews)?)
}

/// Most letters of a text.
fn limit(world: &World) -> usize {
    usize::try_from(world.settings.get(keys::MESSAGE_MAX_ALLOWED_SIZE)).unwrap_or(0)
}

/// The text without the words the workspace does not want.
fn clean(text: &str, world: &World) -> String {
    let settings = &world.settings;
    if !settings.get(keys::MESSAGE_ALLOW_BAD_WORDS_FILTER) {
        return text.to_owned();
    }
    let (bad, good) =
        (settings.get(keys::MESSAGE_BAD_WORDS_FILTER_LIST), settings.get(keys::MESSAGE_BAD_WORDS_WHITELIST));
    censor(text, bad, good)
}

/// Reads a text and looks up what it names, as far as its writer may.
async fn understand(
    who: &RoomActor,
    text: &str,
    tx: &mut Tx,
    world: &World,
) -> Result<(Vec<Block>, Peers), Failure> {
    let tree = rustle_markup::parse(text, &markup_options(&world.settings));
    let mut peers = peers(&tree, tx).await?;
    check_group_mentions(who, &peers)?;
    peers.quotes = quotes(who, &tree, tx, world).await?;
    Ok((tree, peers))
}

/// Boxes for the messages whose addresses stand in a text, those that the writer may read.
async fn quotes(
    who: &RoomActor,
    tree: &[Block],
    tx: &mut Tx,
    world: &World,
) -> Result<Vec<Attachment>, Failure> {
    let site = world.settings.get(keys::SITE_URL);
    let rule = QuoteRule {
        chain: world.settings.get(keys::MESSAGE_QUOTE_CHAIN_LIMIT),
        real_names: world.settings.get(keys::UI_USE_REAL_NAME),
    };
    let mut quotes = Vec::new();
    for link in draft::links(tree) {
        let Some(id) = quoted_id(&link.url, site) else { continue };
        let Some(original) = tx.message(&id).await? else { continue };
        let Some(room) = tx.room(&original.room).await? else { continue };
        let facts = facts(Some(who.actor()), room, tx, world).await?;
        if RoomActor::reads(who.actor().clone(), facts).is_ok() {
            quotes.push(quote(&original, &link.url, rule));
        }
    }
    Ok(quotes)
}

/// A discussion's opening message says how many messages there are and when the newest came.
pub(crate) async fn count_discussion(room: &RoomId, tx: &mut Tx, world: &World) -> Result<(), Failure> {
    let Some(room) = tx.room(room).await?.filter(|r| r.parent.is_some()) else { return Ok(()) };
    let Some(mut opener) = tx.discussion_opener(&room.id).await? else { return Ok(()) };
    opener.body.discussion_count = Some(room.messages);
    opener.body.discussion_last = room.last_message_at;
    tx.update_message(opener, world.now).await?;
    Ok(())
}

async fn already_said(who: &RoomActor, said: &Outside, tx: &mut Tx) -> Result<Option<Message>, Failure> {
    let Some(id) = &said.id else { return Ok(None) };
    match tx.message(id).await? {
        Some(known) if known.room == *who.room_id() && known.author.id == *who.id() => Ok(Some(known)),
        Some(_) => Err(MessageRefusal::IdTaken.into()),
        None if tx.message_was_deleted(id).await? => Err(MessageRefusal::IdTaken.into()),
        None => Ok(None),
    }
}

fn check_sender(who: &RoomActor, said: &Outside, world: &World) -> Result<(), Failure> {
    if who.room().archived {
        return Err(RoomRefusal::Archived(who.room().display_name().to_owned()).into());
    }
    may_post(who)?;
    if said.thread.is_some() && !world.settings.get(keys::THREADS_ENABLED) {
        return Err(MessageRefusal::ThreadsDisabled.into());
    }
    if (said.alias.is_some() || said.avatar.is_some()) && !who.can(Permission::MessageImpersonate) {
        return Err(MessageRefusal::MayNotImpersonate.into());
    }
    let must_encrypt = who.room().detail.encrypted
        && world.settings.get(keys::E2E_ENABLE)
        && !world.settings.get(keys::E2E_ALLOW_UNENCRYPTED_MESSAGES);
    if must_encrypt && said.e2e.is_none() {
        return Err(MessageRefusal::MustBeEncrypted.into());
    }
    match &said.custom_fields {
        Some(fields) => custom_fields::check(fields, &world.settings),
        None => Ok(()),
    }
}

/// The message a thread hangs on. Threads do not nest: an answer to an answer goes to the first message.
async fn thread_root(who: &RoomActor, thread: &str, tx: &mut Tx) -> Result<Message, Failure> {
    let mut root = tx.message(&thread.into()).await?.ok_or(MessageRefusal::NotFound)?;
    if let Some(above) = root.thread.clone() {
        root = tx.message(&above).await?.ok_or(MessageRefusal::NotFound)?;
    }
    if root.room != *who.room_id() {
        return Err(MessageRefusal::NotFound.into());
    }
    Ok(root)
}

/// Counts an answer on its thread's first message, and makes writer, first author and people named followers.
async fn answer(mut root: Message, said: &Message, tx: &mut Tx, world: &World) -> Result<(), Failure> {
    let before = said.seq - 1;
    // Who stopped following a thread does not follow it again by being its first author.
    let mut follow = if root.body.followers.is_empty() { vec![root.author.id.clone()] } else { Vec::new() };
    follow.extend(
        said.body
            .mentions
            .iter()
            .filter(|m| m.kind.as_deref() == Some("user"))
            .map(|m| UserId::from(m.id.as_str())),
    );
    for user in follow.into_iter().filter(|u| *u != said.author.id) {
        if tx.membership(&root.room, &user).await?.is_some() {
            tx.follow(&root, &user, before).await?;
            add_follower(&mut root, user);
        }
    }
    tx.follow_as_read(&root, &said.author.id, said.seq).await?;
    add_follower(&mut root, said.author.id.clone());
    root.thread_count += 1;
    root.thread_last = Some(said.ts);
    tx.update_message(root, world.now).await?;
    Ok(())
}

fn add_follower(root: &mut Message, user: UserId) {
    if !root.body.followers.contains(&user) {
        root.body.followers.push(user);
    }
}

/// Looks up people and rooms that a text names.
pub(crate) async fn peers(tree: &[Block], tx: &mut ReadTx) -> Result<Peers, Failure> {
    let rustle_markup::Mentions { users: names, channels: rooms, .. } = rustle_markup::mentions(tree);
    let mut mentions: Vec<Mention> = Vec::new();
    for group in ["all", "here"] {
        if names.contains(&group) {
            mentions.push(Mention { id: group.into(), username: group.into(), name: None, kind: None });
        }
    }
    let names: Vec<String> =
        names.into_iter().filter(|n| *n != "all" && *n != "here").map(str::to_owned).collect();
    if !names.is_empty() {
        mentions.extend(tx.users_by_names(&names).await?.into_iter().map(|user| {
            let UserRef { id, username, name } = user.reference();
            Mention { id: id.into(), username, name, kind: Some("user".into()) }
        }));
    }
    let mut channels = Vec::new();
    if !rooms.is_empty() {
        let wanted: Vec<String> = rooms.into_iter().map(str::to_owned).collect();
        channels = tx
            .rooms_by_names(&wanted)
            .await?
            .into_iter()
            .filter(|r| r.kind == RoomKind::Channel)
            .map(|r| ChannelMention { id: r.id, name: r.name.unwrap_or_default(), fname: r.fname })
            .collect();
    }
    Ok(Peers { mentions, channels, quotes: Vec::new() })
}

/// Naming everybody needs a right.
pub(crate) fn check_group_mentions(who: &RoomActor, peers: &Peers) -> Result<(), Failure> {
    let names = |group: &str| peers.mentions.iter().any(|m| m.id == group);
    if names("all") && !who.can(Permission::MentionAll) {
        return Err(MessageRefusal::MayNotMentionAll.into());
    }
    if names("here") && !who.can(Permission::MentionHere) {
        return Err(MessageRefusal::MayNotMentionHere.into());
    }
    Ok(())
}
