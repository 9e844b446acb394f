//! Personal access tokens, and ending sessions.

use super::UserSel;
use crate::operation::{Operation, Reads, Writes};
use crate::{Failure, Holds, SignedIn, Token, World};
use rustle_domain::access::{Actor, Denied};
use rustle_domain::permissions::Permission;
use rustle_domain::sessions::{Session, SessionKind};
use rustle_domain::users::UserRefusal;
use rustle_domain::{Event, UserId};
use rustle_store::{ReadTx, Tx};

crate::any_of! {
    /// May have personal access tokens.
    OwnTokens = [CreatePersonalAccessTokens];
}

/// Makes a personal access token; gives its secret, the only time it is told.
#[derive(Debug)]
pub struct CreateToken {
    /// The user's name for it.
    pub name: String,
    /// Skips the second factor.
    pub bypass_two_factor: bool,
    /// Takes the place of one of the same name, which must be there.
    pub again: bool,
}

impl Operation for CreateToken {
    const NAME: &'static str = "users.create_personal_token";
    type Access = Holds<OwnTokens>;
    type Mode = Writes;
    type Output = String;

    fn subject(&self) {}

    async fn run(self, actor: Actor, tx: &mut Tx, world: &World) -> Result<String, Failure> {
        let known = find(actor.id(), &self.name, tx).await?;
        let mut bypass = self.bypass_two_factor;
        match (known, self.again) {
            (Some(_), false) => return Err(UserRefusal::TokenExists.into()),
            (None, true) => return Err(UserRefusal::TokenNotFound.into()),
            (Some(old), true) => {
                bypass = matches!(old.kind, SessionKind::Personal { bypass_two_factor: true, .. });
                end(actor.id(), old.hash, tx).await?;
            }
            (None, false) => {}
        }
        let token = Token::fresh();
        let secret = token.secret().to_owned();
        let last_letters = secret[secret.len() - 6..].to_owned();
        tx.insert_session(&Session {
            hash: token.hash(),
            user: actor.id().clone(),
            kind: SessionKind::Personal { name: self.name, last_letters, bypass_two_factor: bypass },
            created_at: world.now,
            expires_at: None,
        })
        .await?;
        Ok(secret)
    }
}

async fn find(user: &UserId, wanted: &str, tx: &mut ReadTx) -> Result<Option<Session>, Failure> {
    let tokens = tx.personal_tokens(user).await?;
    Ok(tokens.into_iter().find(|t| matches!(&t.kind, SessionKind::Personal { name, .. } if name == wanted)))
}

async fn end(user: &UserId, hash: String, tx: &mut Tx) -> Result<(), Failure> {
    tx.delete_session(&hash).await?;
    tx.record(Event::SessionsEnded { user: user.clone(), hash: Some(hash), except: None });
    Ok(())
}

/// Removes a personal access token of the caller.
#[derive(Debug)]
pub struct RemoveToken {
    /// Its name.
    pub name: String,
}

impl Operation for RemoveToken {
    const NAME: &'static str = "users.remove_personal_token";
    type Access = Holds<OwnTokens>;
    type Mode = Writes;
    type Output = ();

    fn subject(&self) {}

    async fn run(self, actor: Actor, tx: &mut Tx, _: &World) -> Result<(), Failure> {
        let token = find(actor.id(), &self.name, tx).await?.ok_or(UserRefusal::TokenNotFound)?;
        end(actor.id(), token.hash, tx).await
    }
}

/// Gives the caller's personal access tokens, without their secrets.
#[derive(Debug)]
pub struct ListTokens;

impl Operation for ListTokens {
    const NAME: &'static str = "users.list_personal_tokens";
    type Access = Holds<OwnTokens>;
    type Mode = Reads;
    type Output = Vec<Session>;

    fn subject(&self) {}

    async fn run(self, actor: Actor, tx: &mut ReadTx, _: &World) -> Result<Vec<Session>, Failure> {
        Ok(tx.personal_tokens(actor.id()).await?)
    }
}

/// Signs somebody in on behalf of a program: for the caller, or with the right to, for anybody.
#[derive(Debug)]
pub struct SignInAs {
    /// Whom.
    pub user: UserSel,
}

impl Operation for SignInAs {
    const NAME: &'static str = "users.sign_in_as";
    type Access = SignedIn;
    type Mode = Writes;
    type Output = (UserId, String);

    fn subject(&self) {}

    async fn run(self, actor: Actor, tx: &mut Tx, world: &World) -> Result<(UserId, String), Failure> {
        let user = self.user.find(tx).await?;
        if user.as_ref().is_none_or(|u| u.id != *actor.id()) {
            actor.need(Permission::UserGenerateAccessToken)?;
        }
        let user = user.filter(|u| u.active).ok_or(UserRefusal::NotFound)?;
        let (token, _) = crate::sessions::open_session(&user.id, tx, world).await?;
        Ok((user.id, token))
    }
}

/// Ends every session of the caller, or, with the right to, of somebody else.
#[derive(Debug)]
pub struct LogOutUser {
    /// Whom; none is the caller.
    pub user: Option<UserId>,
}

impl Operation for LogOutUser {
    const NAME: &'static str = "users.log_out";
    type Access = SignedIn;
    type Mode = Writes;
    type Output = UserId;

    fn subject(&self) {}

    async fn run(self, actor: Actor, tx: &mut Tx, _: &World) -> Result<UserId, Failure> {
        let user = self.user.unwrap_or_else(|| actor.id().clone());
        if user != *actor.id() {
            actor.need(Permission::LogoutOtherUser)?;
            tx.user(&user).await?.ok_or(Denied::Permission)?;
        }
        tx.delete_sessions(&user).await?;
        tx.record(Event::SessionsEnded { user: user.clone(), hash: None, except: None });
        Ok(user)
    }
}
