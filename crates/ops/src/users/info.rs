//! One account, as the caller may see it.

use crate::operation::{Operation, Reads};
use crate::{Failure, SignedIn, World};
use rustle_domain::UserId;
use rustle_domain::access::Actor;
use rustle_domain::permissions::Permission;
use rustle_domain::users::{User, UserRefusal};
use rustle_store::{ReadTx, Subscription};

/// A user as a request names them.
#[derive(Clone, Debug)]
pub enum UserSel {
    /// By id.
    Id(UserId),
    /// By user name.
    Username(String),
    /// By what could be either.
    Either(String),
}

impl UserSel {
    /// Finds the account.
    pub(crate) async fn find(&self, tx: &mut ReadTx) -> Result<Option<User>, Failure> {
        Ok(match self {
            Self::Id(id) => tx.user(id).await?,
            Self::Username(name) => tx.user_by_name(name).await?,
            Self::Either(text) => match tx.user(&text.as_str().into()).await? {
                Some(user) => Some(user),
                None => tx.user_by_name(text).await?,
            },
        })
    }
}

/// Gives an account.
#[derive(Debug)]
pub struct Info {
    /// Whose.
    pub user: UserSel,
    /// With their rooms; needs the right to see those of others.
    pub rooms: bool,
}

/// An account and how much of it the caller may see.
#[derive(Debug)]
pub struct Seen {
    /// The account.
    pub user: User,
    /// Addresses, activity, roles … too.
    pub full: bool,
    /// Rooms, when asked for.
    pub rooms: Option<Vec<Subscription>>,
}

impl Operation for Info {
    const NAME: &'static str = "users.info";
    type Access = SignedIn;
    type Mode = Reads;
    type Output = Seen;

    fn subject(&self) {}

    async fn run(self, actor: Actor, tx: &mut ReadTx, _: &World) -> Result<Seen, Failure> {
        let user = self.user.find(tx).await?.ok_or(UserRefusal::NotFound)?;
        let own = user.id == *actor.id();
        let full = own || actor.can(Permission::ViewFullOtherUserInfo);
        if !user.active && !full {
            return Err(UserRefusal::NotFound.into());
        }
        let rooms = if self.rooms && (own || actor.can(Permission::ViewOtherUserChannels)) {
            Some(tx.subscriptions(&user.id).await?)
        } else {
            None
        };
        Ok(Seen { user, full, rooms })
    }
}
