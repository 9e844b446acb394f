//! Deleting accounts.

use super::UserSel;
use crate::operation::{Operation, Writes};
use crate::{App, Caller, Failure, Holds, Password, SignedIn, World};
use rustle_domain::access::{Actor, Denied};
use rustle_domain::rooms::{Room, RoomKind};
use rustle_domain::settings::keys;
use rustle_domain::users::{User, UserRef, UserRefusal};
use rustle_domain::{Event, UserId};
use rustle_store::Tx;

crate::any_of! {
    /// May delete accounts.
    DeleteUser = [DeleteUser];
}

/// Deletes an account. What becomes of its messages is the workspace's setting.
#[derive(Debug)]
pub struct Delete {
    /// Whose.
    pub user: UserSel,
    /// Rooms of which the user is the only owner may be left to the next member.
    pub confirm_relinquish: bool,
}

impl Operation for Delete {
    const NAME: &'static str = "users.delete";
    type Access = Holds<DeleteUser>;
    type Mode = Writes;
    type Output = ();

    fn subject(&self) {}

    async fn run(self, _: Actor, tx: &mut Tx, world: &World) -> Result<(), Failure> {
        let user = self.user.find(tx).await?.ok_or(UserRefusal::NotFound)?;
        delete(user, self.confirm_relinquish, tx, world).await
    }
}

/// Deletes the caller's own account.
#[derive(Debug)]
pub struct DeleteOwn {
    /// As for [`Delete`].
    pub confirm_relinquish: bool,
    /// The password, to prove that it is the owner who asks.
    pub password: Password,
    proven: bool,
}

impl DeleteOwn {
    /// What a client asked for.
    pub fn new(confirm_relinquish: bool, password: Password) -> Self {
        Self { confirm_relinquish, password, proven: false }
    }
}

impl Operation for DeleteOwn {
    const NAME: &'static str = "users.delete_own";
    type Access = SignedIn;
    type Mode = Writes;
    type Output = ();
    const PREPARES: bool = true;

    fn subject(&self) {}

    async fn prepare(mut self, app: &App, caller: &Caller) -> Result<Self, Failure> {
        self.proven = crate::sessions::is_own_password(app, caller, self.password.clone()).await?;
        Ok(self)
    }

    async fn run(self, actor: Actor, tx: &mut Tx, world: &World) -> Result<(), Failure> {
        if !world.settings.get(keys::ACCOUNTS_ALLOW_DELETE_OWN_ACCOUNT) {
            return Err(Denied::NotMember.into());
        }
        if !self.proven {
            return Err(UserRefusal::PasswordWrong.into());
        }
        delete(actor.user().clone(), self.confirm_relinquish, tx, world).await
    }
}

/// Channels and groups with others in them of which the user is the only owner.
pub(super) async fn owned_alone(user: &UserId, tx: &mut Tx) -> Result<Vec<Room>, Failure> {
    let mut alone = Vec::new();
    for membership in tx.memberships_of(user).await? {
        if membership.kind == RoomKind::Direct || !membership.roles.iter().any(|r| r == "owner") {
            continue;
        }
        let members = tx.members(&membership.room).await?;
        let others = members.iter().filter(|m| m.user.id != *user);
        let owned = others.clone().any(|m| m.roles.iter().any(|r| r == "owner"));
        if !owned
            && others.count() > 0
            && let Some(room) = tx.room(&membership.room).await?
        {
            alone.push(room);
        }
    }
    Ok(alone)
}

async fn delete(user: User, relinquish: bool, tx: &mut Tx, world: &World) -> Result<(), Failure> {
    if user.has_role("admin") && user.active && tx.count_active_in_role("admin").await? <= 1 {
        return Err(UserRefusal::LastAdmin.into());
    }
    let alone = owned_alone(&user.id, tx).await?;
    if !alone.is_empty() && !relinquish {
        return Err(UserRefusal::WouldLeaveRoomsWithoutOwner.into());
    }
    for room in alone {
        let heir = tx
            .members(&room.id)
            .await?
            .into_iter()
            .filter(|m| m.user.id != user.id)
            .min_by_key(|m| m.joined_at);
        if let Some(mut heir) = heir {
            heir.roles.push("owner".into());
            tx.update_membership(&heir, world.now).await?;
        }
    }
    messages(&user, tx, world).await?;
    for membership in tx.memberships_of(&user.id).await? {
        tx.delete_membership(&membership, world.now).await?;
    }
    tx.delete_sessions(&user.id).await?;
    tx.delete_avatar(&format!("user:{}", user.id)).await?;
    tx.delete_user(&user.id).await?;
    tx.record(Event::SessionsEnded { user: user.id.clone(), hash: None, except: None });
    tx.record(Event::UserDeleted { user: user.id });
    Ok(())
}

/// `Delete`: they go. `Unlink`: they stay, by nobody. `Keep`: they stay as they are.
async fn messages(user: &User, tx: &mut Tx, world: &World) -> Result<(), Failure> {
    match world.settings.get(keys::MESSAGE_ERASURE_TYPE) {
        "Delete" => {
            let mut all = tx.messages_by(&user.id).await?;
            while let Some(first) = all.first() {
                let room = first.room.clone();
                let (gone, rest) = all.into_iter().partition::<Vec<_>, _>(|m| m.room == room);
                tx.delete_messages(&room, &gone, world.now).await?;
                for message in gone {
                    tx.record(Event::MessageDeleted { room: room.clone(), message: message.id });
                }
                all = rest;
            }
        }
        "Unlink" => {
            let nobody = UserRef { id: user.id.clone(), username: "Removed_User".into(), name: None };
            tx.rename_author(&nobody).await?;
        }
        _ => {}
    }
    Ok(())
}
