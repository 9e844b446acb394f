//! Signing in: by password or by a token that is still good.

use crate::operation::{Operation, Reads, Writes};
use crate::{
    Anyone, App, Caller, Failure, Password, PasswordHash, Token, Visitor, World, passwords, token_hash,
};
use rustle_domain::UserId;
use rustle_domain::access::Denied;
use rustle_domain::sessions::{Session, SessionKind, SignInRefusal};
use rustle_domain::settings::keys;
use rustle_domain::users::{User, UserKind};
use rustle_store::{ReadTx, Tx};

/// What a client shows to sign in.
#[derive(Clone, Debug)]
pub enum Credentials {
    /// A user, by one of their names, and the password.
    Password {
        /// Who.
        user: SignIn,
        /// What they showed.
        password: Password,
    },
    /// A session token or personal access token, by its hash. The second part is the token itself, to be given back.
    Resume(String),
}

/// How a user is named when signing in.
#[derive(Clone, Debug)]
pub enum SignIn {
    /// By user name.
    Username(String),
    /// By mail address.
    Email(String),
    /// By id.
    Id(UserId),
}

/// A successful sign-in.
#[derive(Debug)]
pub struct SignedInAs {
    /// The account.
    pub user: User,
    /// The session's token; the only time it is told.
    pub token: String,
    /// When it ends, milliseconds since 1970.
    pub expires_at: Option<i64>,
    /// Came with a token, not with a password.
    pub resumed: bool,
}

/// Most sign-ins one user can have at once; the oldest end first.
const MAX_LOGINS: i64 = 100;

/// Signs in. Every front comes here; a wrong user and a wrong password are the same answer and take the same time.
pub async fn sign_in(app: &App, caller: &Caller, credentials: Credentials) -> Result<SignedInAs, Failure> {
    match credentials {
        Credentials::Resume(token) => {
            let resumed = app.call(caller, Resume { hash: token_hash(&token) }).await?;
            Ok(SignedInAs { user: resumed.0, token, expires_at: resumed.1, resumed: true })
        }
        Credentials::Password { user, password } => {
            let world = app.world();
            let candidate = app.call(caller, Candidate { user }).await?;
            let kept = candidate.as_ref().and_then(|c| c.hash.clone());
            let outdated = kept.as_deref().is_some_and(passwords::is_outdated);
            let fits = passwords::verify(&world.limits, password.clone(), kept).await?;
            let Some(candidate) = candidate.filter(|_| fits) else {
                return Err(SignInRefusal::Unauthorized.into());
            };
            let rehashed =
                if outdated { Some(passwords::hash(&world.limits, password).await?) } else { None };
            app.call(caller, Open { user: candidate.user, rehashed }).await
        }
    }
}

/// Is this the caller's own password?
pub(crate) async fn is_own_password(app: &App, caller: &Caller, password: Password) -> Result<bool, Failure> {
    let (asker, world) = (caller.clone(), app.world());
    let kept = app
        .database()
        .read(move |tx| {
            Box::pin(async move {
                let actor = crate::access::actor(&asker, tx, &world).await?.ok_or(Denied::SignIn)?;
                Ok::<_, Failure>(tx.password_hash(actor.id()).await?)
            })
        })
        .await?;
    passwords::verify(&app.world().limits, password, kept).await
}

/// Looks up whom a sign-in names. Gives the password hash only to [`sign_in`].
#[derive(Debug)]
struct Candidate {
    user: SignIn,
}

struct Found {
    user: UserId,
    hash: Option<String>,
}

impl Operation for Candidate {
    const NAME: &'static str = "sessions.candidate";
    type Access = Anyone;
    type Mode = Reads;
    type Output = Option<Found>;

    fn subject(&self) {}

    async fn run(self, _: Visitor, tx: &mut ReadTx, _: &World) -> Result<Option<Found>, Failure> {
        let user = match &self.user {
            SignIn::Username(name) => tx.user_by_name(name).await?,
            SignIn::Email(address) => tx.user_by_email(address).await?,
            SignIn::Id(id) => tx.user(id).await?,
        };
        match user {
            Some(user) => Ok(Some(Found { hash: tx.password_hash(&user.id).await?, user: user.id })),
            None => Ok(None),
        }
    }
}

/// Opens a session for a user whose password fitted.
#[derive(Debug)]
struct Open {
    user: UserId,
    rehashed: Option<PasswordHash>,
}

impl Operation for Open {
    const NAME: &'static str = "sessions.open";
    type Access = Anyone;
    type Mode = Writes;
    type Output = SignedInAs;

    fn subject(&self) {}

    async fn run(self, _: Visitor, tx: &mut Tx, world: &World) -> Result<SignedInAs, Failure> {
        let mut user = tx.user(&self.user).await?.ok_or(SignInRefusal::Unauthorized)?;
        if !user.active {
            return Err(SignInRefusal::Deactivated.into());
        }
        if user.kind == UserKind::App {
            return Err(SignInRefusal::Unauthorized.into());
        }
        if let Some(hash) = self.rehashed {
            tx.set_password(&user.id, Some(&hash.0), world.now).await?;
        }
        let token = open_session(&user.id, tx, world).await?;
        tx.set_last_login(&user.id, world.now).await?;
        user.last_login = Some(world.now);
        Ok(SignedInAs { user, token: token.0, expires_at: Some(token.1), resumed: false })
    }
}

/// Makes a session and gives its token and its end.
pub(crate) async fn open_session(
    user: &UserId,
    tx: &mut Tx,
    world: &World,
) -> Result<(String, i64), Failure> {
    let token = Token::fresh();
    let days = world.settings.get(keys::ACCOUNTS_LOGIN_EXPIRATION).max(1);
    let expires_at = world.now + days * 24 * 3_600_000;
    let session = Session {
        hash: token.hash(),
        user: user.clone(),
        kind: SessionKind::Login,
        created_at: world.now,
        expires_at: Some(expires_at),
    };
    tx.insert_session(&session).await?;
    tx.trim_logins(user, MAX_LOGINS).await?;
    Ok((token.secret().to_owned(), expires_at))
}

/// Takes up a session again.
#[derive(Debug)]
struct Resume {
    hash: String,
}

impl Operation for Resume {
    const NAME: &'static str = "sessions.resume";
    type Access = Anyone;
    type Mode = Reads;
    type Output = (User, Option<i64>);

    fn subject(&self) {}

    async fn run(self, _: Visitor, tx: &mut ReadTx, world: &World) -> Result<Self::Output, Failure> {
        let session = tx.session(&self.hash).await?.ok_or(SignInRefusal::LoggedOut)?;
        if session.expires_at.is_some_and(|at| at <= world.now) {
            return Err(SignInRefusal::LoggedOut.into());
        }
        let user = tx.user(&session.user).await?.ok_or(SignInRefusal::LoggedOut)?;
        if !user.active {
            return Err(SignInRefusal::Deactivated.into());
        }
        Ok((user, session.expires_at))
    }
}
