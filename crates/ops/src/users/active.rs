//! Activating and deactivating accounts.

use super::UserSel;
use crate::operation::{Operation, Writes};
use crate::{Failure, Holds, World};
use rustle_domain::Event;
use rustle_domain::access::Actor;
use rustle_domain::users::{User, UserRefusal};
use rustle_store::Tx;

crate::any_of! {
    /// May activate and deactivate accounts.
    EditActive = [EditOtherUserActiveStatus, ManageModerationActions];
}

/// Activates or deactivates an account. Deactivated, its sessions end at once.
#[derive(Debug)]
pub struct SetActive {
    /// Whose.
    pub user: UserSel,
    /// Which.
    pub active: bool,
    /// Rooms of which the user is the only owner may be left without one.
    pub confirm_relinquish: bool,
}

impl Operation for SetActive {
    const NAME: &'static str = "users.set_active";
    type Access = Holds<EditActive>;
    type Mode = Writes;
    type Output = User;

    fn subject(&self) {}

    async fn run(self, _: Actor, tx: &mut Tx, world: &World) -> Result<User, Failure> {
        let before = self.user.find(tx).await?.ok_or(UserRefusal::NotFound)?;
        if !self.active
            && !self.confirm_relinquish
            && !super::delete::owned_alone(&before.id, tx).await?.is_empty()
        {
            return Err(UserRefusal::WouldLeaveRoomsWithoutOwner.into());
        }
        let mut user = before.clone();
        set(&mut user, self.active, tx).await?;
        super::update::save(&before, user, tx, world).await
    }
}

/// Sets it, ends the sessions of a deactivated account, and keeps the last administrator.
pub(super) async fn set(user: &mut User, active: bool, tx: &mut Tx) -> Result<(), Failure> {
    if user.active == active {
        return Ok(());
    }
    if !active {
        if user.has_role("admin") && tx.count_active_in_role("admin").await? <= 1 {
            return Err(UserRefusal::LastAdmin.into());
        }
        tx.delete_sessions(&user.id).await?;
        tx.record(Event::SessionsEnded { user: user.id.clone(), hash: None, except: None });
    }
    user.active = active;
    user.profile.reason = None;
    Ok(())
}

/// Deactivates accounts with a role that have not been used for some days.
#[derive(Debug)]
pub struct DeactivateIdle {
    /// Days.
    pub days: i64,
    /// Role.
    pub role: String,
}

impl Operation for DeactivateIdle {
    const NAME: &'static str = "users.deactivate_idle";
    type Access = Holds<EditActive>;
    type Mode = Writes;
    type Output = usize;

    fn subject(&self) {}

    async fn run(self, _: Actor, tx: &mut Tx, world: &World) -> Result<usize, Failure> {
        let since = world.now - self.days * 24 * 3_600_000;
        let ids = tx.user_ids_in_role(&self.role).await?;
        let mut count = 0;
        for before in tx.users(&ids).await? {
            let idle = before.last_login.is_some_and(|at| at < since);
            let mut user = before.clone();
            if before.active && idle && set(&mut user, false, tx).await.is_ok() {
                super::update::save(&before, user, tx, world).await?;
                count += 1;
            }
        }
        Ok(count)
    }
}
