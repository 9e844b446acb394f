//! What a member wants to hear of a room, and whether it is among the favourites.

use crate::operation::{Operation, Writes};
use crate::{Failure, InRoom, RoomRef, World};
use rustle_domain::access::RoomActor;
use rustle_domain::members::Wishes;
use rustle_domain::rooms::RoomRefusal;
use rustle_store::Tx;

/// Puts a room among the caller's favourites, or takes it from there.
#[derive(Debug)]
pub struct Favorite {
    /// Which.
    pub room: RoomRef,
    /// Put or take; none is the other way round.
    pub on: Option<bool>,
}

impl Operation for Favorite {
    const NAME: &'static str = "subscriptions.favorite";
    type Access = InRoom;
    type Mode = Writes;
    type Output = ();

    fn subject(&self) -> RoomRef {
        self.room.clone()
    }

    async fn run(self, who: RoomActor, tx: &mut Tx, world: &World) -> Result<(), Failure> {
        let mut own = who.membership().cloned().ok_or(RoomRefusal::NotMember)?;
        own.favorite = self.on.unwrap_or(!own.favorite);
        tx.update_membership(&own, world.now).await?;
        Ok(())
    }
}

/// Says what the caller wants to hear of a room.
#[derive(Debug)]
pub struct SetWishes {
    /// Which.
    pub room: RoomRef,
    /// Upstream's names of fields, and values: `all`, `mentions`, `nothing`, `default`, `1`, `0`, a sound.
    pub fields: Vec<(String, String)>,
}

impl Operation for SetWishes {
    const NAME: &'static str = "subscriptions.set_wishes";
    type Access = InRoom;
    type Mode = Writes;
    type Output = ();

    fn subject(&self) -> RoomRef {
        self.room.clone()
    }

    async fn run(self, who: RoomActor, tx: &mut Tx, world: &World) -> Result<(), Failure> {
        let mut own = who.membership().cloned().ok_or(RoomRefusal::NotMember)?;
        for (name, value) in self.fields {
            wish(&mut own.wishes, &name, value)?;
        }
        tx.update_membership(&own, world.now).await?;
        Ok(())
    }
}

/// How much of a room is told; the default is the account's.
fn level(value: String) -> Result<Option<String>, RoomRefusal> {
    match value.as_str() {
        "default" => Ok(None),
        "all" | "mentions" | "nothing" => Ok(Some(value)),
        _ => Err(RoomRefusal::SettingInvalid("Invalid settings value")),
    }
}

fn wish(wishes: &mut Wishes, name: &str, value: String) -> Result<(), RoomRefusal> {
    let on = value == "1";
    match name {
        "desktopNotifications" => wishes.desktop = level(value)?,
        "mobilePushNotifications" => wishes.mobile = level(value)?,
        "emailNotifications" => wishes.email = level(value)?,
        "unreadAlert" => wishes.unread_alert = level(value)?,
        "disableNotifications" => wishes.disable_notifications = on,
        "hideUnreadStatus" => wishes.hide_unread_status = on,
        "hideMentionStatus" => wishes.hide_mention_status = on,
        "muteGroupMentions" => wishes.mute_group_mentions = on,
        "audioNotificationValue" => wishes.audio_value = Some(value).filter(|v| v != "default"),
        _ => return Err(RoomRefusal::SettingInvalid("Invalid settings field")),
    }
    Ok(())
}
