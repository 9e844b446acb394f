//! Tokens of signed-in clients and personal access tokens, by hash.

use crate::{ReadTx, Row, StoreError, Tx, statements, values};
use rustle_domain::UserId;
use rustle_domain::sessions::{Session, SessionKind};

statements! {
    SESSION = "SELECT hash, uid, personal, name, last_letters, bypass_two_factor, created_at, expires_at FROM sessions WHERE hash = $1";
    PERSONAL_OF = "SELECT hash, uid, personal, name, last_letters, bypass_two_factor, created_at, expires_at FROM sessions WHERE uid = $1 AND personal ORDER BY name";
    INSERT_SESSION = "INSERT INTO sessions (hash, uid, personal, name, last_letters, bypass_two_factor, created_at, expires_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    DELETE_SESSION = "DELETE FROM sessions WHERE hash = $1";
    DELETE_SESSIONS_OF = "DELETE FROM sessions WHERE uid = $1";
    DELETE_LOGINS_EXCEPT = "DELETE FROM sessions WHERE uid = $1 AND NOT personal AND hash <> $2";
    OFFER_SETUP = "INSERT INTO setup (only_row, hash, offered_at) VALUES (1, $1, $2) ON CONFLICT (only_row) DO UPDATE SET hash = EXCLUDED.hash, offered_at = EXCLUDED.offered_at";
    TAKE_SETUP = "DELETE FROM setup WHERE hash = $1";
    DELETE_LOGINS = "DELETE FROM sessions WHERE uid = $1 AND NOT personal";
    DELETE_OLDEST_LOGINS = "DELETE FROM sessions WHERE uid = $1 AND NOT personal AND hash NOT IN (SELECT hash FROM sessions WHERE uid = $1 AND NOT personal ORDER BY created_at DESC, hash LIMIT $2)";
}

fn session(row: &Row) -> Result<Session, StoreError> {
    let kind = if row.bool(2)? {
        SessionKind::Personal {
            name: row.opt_text(3)?.unwrap_or_default(),
            last_letters: row.opt_text(4)?.unwrap_or_default(),
            bypass_two_factor: row.bool(5)?,
        }
    } else {
        SessionKind::Login
    };
    Ok(Session {
        hash: row.text(0)?,
        user: row.text(1)?.into(),
        kind,
        created_at: row.int(6)?,
        expires_at: row.opt_int(7)?,
    })
}

impl ReadTx {
    /// The session with this token hash.
    pub async fn session(&mut self, hash: &str) -> Result<Option<Session>, StoreError> {
        self.row(&SESSION, &values![hash]).await?.as_ref().map(session).transpose()
    }
    /// A user's personal access tokens, by name.
    pub async fn personal_tokens(&mut self, user: &UserId) -> Result<Vec<Session>, StoreError> {
        self.rows(&PERSONAL_OF, &values![user.as_str()]).await?.iter().map(session).collect()
    }
}

impl Tx {
    /// Stores a session.
    pub async fn insert_session(&mut self, session: &Session) -> Result<(), StoreError> {
        let (personal, name, last, bypass) = match &session.kind {
            SessionKind::Login => (false, None, None, false),
            SessionKind::Personal { name, last_letters, bypass_two_factor } => {
                (true, Some(name.as_str()), Some(last_letters.as_str()), *bypass_two_factor)
            }
        };
        let v = values![
            session.hash.as_str(),
            session.user.as_str(),
            personal,
            name,
            last,
            bypass,
            session.created_at,
            session.expires_at
        ];
        self.execute(&INSERT_SESSION, &v).await?;
        Ok(())
    }
    /// Ends one session; says whether it was there.
    pub async fn delete_session(&mut self, hash: &str) -> Result<bool, StoreError> {
        Ok(self.execute(&DELETE_SESSION, &values![hash]).await? > 0)
    }
    /// Ends every session and token of a user.
    pub async fn delete_sessions(&mut self, user: &UserId) -> Result<(), StoreError> {
        self.execute(&DELETE_SESSIONS_OF, &values![user.as_str()]).await?;
        Ok(())
    }
    /// Ends sign-ins of a user, except the given one; personal access tokens stay.
    pub async fn delete_logins(&mut self, user: &UserId, except: Option<&str>) -> Result<(), StoreError> {
        match except {
            Some(hash) => self.execute(&DELETE_LOGINS_EXCEPT, &values![user.as_str(), hash]).await?,
            None => self.execute(&DELETE_LOGINS, &values![user.as_str()]).await?,
        };
        Ok(())
    }
    /// Keeps only the newest sign-ins of a user.
    pub async fn trim_logins(&mut self, user: &UserId, keep: i64) -> Result<(), StoreError> {
        self.execute(&DELETE_OLDEST_LOGINS, &values![user.as_str(), keep]).await?;
        Ok(())
    }
    /// Notes the hash of the token that lets somebody make the first administrator; an older one is void.
    pub async fn offer_setup(&mut self, hash: &str, now: i64) -> Result<(), StoreError> {
        self.execute(&OFFER_SETUP, &values![hash, now]).await?;
        Ok(())
    }
    /// Uses that token up; says whether it was the right one.
    pub async fn take_setup(&mut self, hash: &str) -> Result<bool, StoreError> {
        Ok(self.execute(&TAKE_SETUP, &values![hash]).await? > 0)
    }
}
