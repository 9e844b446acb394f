//! Accounts, their mail addresses and roles.

use crate::codec::{decode, encode};
use crate::{ReadTx, Row, StoreError, Tx, statements, values};
use rustle_domain::UserId;
use rustle_domain::names::{fold, search_fold};
use rustle_domain::users::{Email, Status, User, UserKind, UserRef};

macro_rules! user_columns {
    () => {
        "u.id, u.username, u.name, u.kind, u.active, u.status_default, u.status_text, u.created_at, u.updated_at, \
         u.last_login, u.avatar_etag, u.profile"
    };
}

statements! {
    USER_BY_ID = concat!("SELECT ", user_columns!(), " FROM users u WHERE u.id = $1");
    USER_BY_NAME = concat!("SELECT ", user_columns!(), " FROM users u WHERE u.username_key = $1");
    USER_BY_EMAIL = concat!("SELECT ", user_columns!(), " FROM users u JOIN user_emails e ON e.uid = u.id WHERE e.address_key = $1");
    USERS_BY_IDS = concat!("SELECT ", user_columns!(), " FROM users u WHERE u.id ANY_OF($1) ORDER BY u.username_key");
    USERS_BY_NAMES = concat!("SELECT ", user_columns!(), " FROM users u WHERE u.username_key ANY_OF($1) ORDER BY u.username_key");
    USERS_ALL = concat!("SELECT ", user_columns!(), " FROM users u ORDER BY u.username_key, u.id");
    USERS_FOUND = concat!("SELECT ", user_columns!(), " FROM users u WHERE u.active AND u.username IS NOT NULL AND u.search_key LIKE $1 ESCAPE '\\' ORDER BY u.username_key LIMIT $2");
    USERS_CHANGED = concat!("SELECT ", user_columns!(), " FROM users u WHERE u.updated_at > $1 ORDER BY u.updated_at");
    EMAILS_OF = "SELECT uid, address, verified FROM user_emails WHERE uid ANY_OF($1) ORDER BY uid, position";
    ROLES_OF = "SELECT uid, role FROM user_roles WHERE uid ANY_OF($1) ORDER BY uid, role";
    USER_IDS_IN_ROLE = "SELECT uid FROM user_roles WHERE role = $1 ORDER BY uid";
    COUNT_ACTIVE_IN_ROLE = "SELECT count(*) FROM user_roles r JOIN users u ON u.id = r.uid WHERE r.role = $1 AND u.active";
    COUNT_USERS = "SELECT count(*) FROM users";
    COUNT_ROLE_USERS = "SELECT count(*) FROM user_roles WHERE role = $1";
    PASSWORD_OF = "SELECT password FROM users WHERE id = $1";
    SET_PASSWORD = "UPDATE users SET password = $2, updated_at = $3 WHERE id = $1";
    SET_LAST_LOGIN = "UPDATE users SET last_login = $2 WHERE id = $1";
    INSERT_USER = "INSERT INTO users (id, username, username_key, name, kind, active, password, status_default, status_text, created_at, updated_at, last_login, avatar_etag, search_key, profile) VALUES ($1, $2, $3, $4, $5, $6, NULL, $7, $8, $9, $10, $11, $12, $13, $14)";
    UPDATE_USER = "UPDATE users SET username = $2, username_key = $3, name = $4, kind = $5, active = $6, status_default = $7, status_text = $8, updated_at = $9, last_login = $10, avatar_etag = $11, search_key = $12, profile = $13 WHERE id = $1";
    DELETE_USER = "DELETE FROM users WHERE id = $1";
    INSERT_EMAIL = "INSERT INTO user_emails (address_key, uid, position, address, verified) VALUES ($1, $2, $3, $4, $5)";
    DELETE_EMAILS = "DELETE FROM user_emails WHERE uid = $1";
    INSERT_ROLE_OF = "INSERT INTO user_roles (uid, role) VALUES ($1, $2) ON CONFLICT DO NOTHING";
    DELETE_ROLES_OF = "DELETE FROM user_roles WHERE uid = $1";
    DELETE_ROLE_OF_ALL = "DELETE FROM user_roles WHERE role = $1";
    NAME_HOLDER = "SELECT id FROM users WHERE username_key = $1";
    EMAIL_HOLDER = "SELECT uid FROM user_emails WHERE address_key = $1";
    RENAME_IN_MESSAGES = "UPDATE messages SET author = $2 WHERE uid = $1";
}

fn user(row: &Row) -> Result<User, StoreError> {
    Ok(User {
        id: row.text(0)?.into(),
        username: row.opt_text(1)?,
        name: row.opt_text(2)?,
        emails: Vec::new(),
        kind: UserKind::parse(&row.text(3)?),
        active: row.bool(4)?,
        roles: Vec::new(),
        status_default: Status::parse(&row.text(5)?).unwrap_or_default(),
        status_text: row.text(6)?,
        created_at: row.int(7)?,
        updated_at: row.int(8)?,
        last_login: row.opt_int(9)?,
        avatar_etag: row.opt_text(10)?,
        profile: decode(&row.text(11)?, "users.profile")?,
    })
}

/// What people search users by.
fn search_key(user: &User) -> String {
    let username = user.username.as_deref().unwrap_or("");
    search_fold(&format!("{username} {}", user.name.as_deref().unwrap_or("")))
}

/// A pattern that finds `text` anywhere.
pub(crate) fn like(text: &str) -> String {
    let mut pattern = String::from("%");
    for c in search_fold(text).chars() {
        if matches!(c, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(c);
    }
    pattern.push('%');
    pattern
}

impl ReadTx {
    async fn complete(&mut self, rows: Vec<Row>) -> Result<Vec<User>, StoreError> {
        let mut users = rows.iter().map(user).collect::<Result<Vec<_>, _>>()?;
        let ids: Vec<&str> = users.iter().map(|u| u.id.as_str()).collect();
        let emails = self.rows(&EMAILS_OF, &values![&ids]).await?;
        let roles = self.rows(&ROLES_OF, &values![&ids]).await?;
        let place: std::collections::HashMap<String, usize> =
            users.iter().enumerate().map(|(i, u)| (u.id.to_string(), i)).collect();
        for row in emails {
            if let Some(i) = place.get(&row.text(0)?) {
                users[*i].emails.push(Email { address: row.text(1)?, verified: row.bool(2)? });
            }
        }
        for row in roles {
            if let Some(i) = place.get(&row.text(0)?) {
                users[*i].roles.push(row.text(1)?);
            }
        }
        Ok(users)
    }

    /// The account with this id.
    pub async fn user(&mut self, id: &UserId) -> Result<Option<User>, StoreError> {
        let rows = self.rows(&USER_BY_ID, &values![id.as_str()]).await?;
        Ok(self.complete(rows).await?.pop())
    }
    /// The account with this user name, whatever its case.
    pub async fn user_by_name(&mut self, username: &str) -> Result<Option<User>, StoreError> {
        let rows = self.rows(&USER_BY_NAME, &values![fold(username)]).await?;
        Ok(self.complete(rows).await?.pop())
    }
    /// The account with this mail address, whatever its case.
    pub async fn user_by_email(&mut self, address: &str) -> Result<Option<User>, StoreError> {
        let rows = self.rows(&USER_BY_EMAIL, &values![fold(address)]).await?;
        Ok(self.complete(rows).await?.pop())
    }
    /// The accounts with these ids, by user name; unknown ids are left out.
    pub async fn users(&mut self, ids: &[UserId]) -> Result<Vec<User>, StoreError> {
        let ids: Vec<&str> = ids.iter().map(UserId::as_str).collect();
        let rows = self.rows(&USERS_BY_IDS, &values![ids]).await?;
        self.complete(rows).await
    }
    /// The accounts with these user names; unknown names are left out.
    pub async fn users_by_names(&mut self, names: &[String]) -> Result<Vec<User>, StoreError> {
        let keys: Vec<String> = names.iter().map(|n| fold(n)).collect();
        let rows = self.rows(&USERS_BY_NAMES, &values![keys]).await?;
        self.complete(rows).await
    }
    /// Every account, by user name.
    pub async fn all_users(&mut self) -> Result<Vec<User>, StoreError> {
        let rows = self.rows(&USERS_ALL, &[]).await?;
        self.complete(rows).await
    }
    /// Active accounts whose user name or name holds the text.
    pub async fn find_users(&mut self, text: &str, limit: i64) -> Result<Vec<User>, StoreError> {
        let rows = self.rows(&USERS_FOUND, &values![like(text), limit]).await?;
        self.complete(rows).await
    }
    /// Accounts that changed after a time.
    pub async fn users_changed_since(&mut self, since: i64) -> Result<Vec<User>, StoreError> {
        let rows = self.rows(&USERS_CHANGED, &values![since]).await?;
        self.complete(rows).await
    }
    /// Ids of the users with a role that holds everywhere.
    pub async fn user_ids_in_role(&mut self, role: &str) -> Result<Vec<UserId>, StoreError> {
        let rows = self.rows(&USER_IDS_IN_ROLE, &values![role]).await?;
        rows.iter().map(|r| Ok(r.text(0)?.into())).collect()
    }
    /// How many active users hold a role everywhere.
    pub async fn count_active_in_role(&mut self, role: &str) -> Result<i64, StoreError> {
        self.count(&COUNT_ACTIVE_IN_ROLE, &values![role]).await
    }
    /// How many users hold a role everywhere.
    pub async fn count_in_role(&mut self, role: &str) -> Result<i64, StoreError> {
        self.count(&COUNT_ROLE_USERS, &values![role]).await
    }
    /// How many accounts there are.
    pub async fn count_users(&mut self) -> Result<i64, StoreError> {
        self.count(&COUNT_USERS, &[]).await
    }
    /// The stored hash of a user's password.
    pub async fn password_hash(&mut self, id: &UserId) -> Result<Option<String>, StoreError> {
        match self.row(&PASSWORD_OF, &values![id.as_str()]).await? {
            Some(row) => row.opt_text(0),
            None => Ok(None),
        }
    }
    /// Who holds a user name.
    pub async fn username_holder(&mut self, username: &str) -> Result<Option<UserId>, StoreError> {
        let row = self.row(&NAME_HOLDER, &values![fold(username)]).await?;
        row.map(|r| Ok(r.text(0)?.into())).transpose()
    }
    /// Who holds a mail address.
    pub async fn email_holder(&mut self, address: &str) -> Result<Option<UserId>, StoreError> {
        let row = self.row(&EMAIL_HOLDER, &values![fold(address)]).await?;
        row.map(|r| Ok(r.text(0)?.into())).transpose()
    }
}

impl Tx {
    /// Adds an account. User name and addresses must be free: check first, in the same transaction.
    pub async fn insert_user(&mut self, user: &User) -> Result<(), StoreError> {
        let v = values![
            user.id.as_str(),
            user.username.as_deref(),
            user.username.as_deref().map(fold),
            user.name.as_deref(),
            user.kind.as_str(),
            user.active,
            user.status_default.as_str(),
            user.status_text.as_str(),
            user.created_at,
            user.updated_at,
            user.last_login,
            user.avatar_etag.as_deref(),
            search_key(user),
            encode(&user.profile)?,
        ];
        self.execute(&INSERT_USER, &v).await?;
        self.write_emails_and_roles(user).await
    }
    /// Writes an account's new state, addresses and roles included.
    pub async fn update_user(&mut self, user: &User) -> Result<(), StoreError> {
        let v = values![
            user.id.as_str(),
            user.username.as_deref(),
            user.username.as_deref().map(fold),
            user.name.as_deref(),
            user.kind.as_str(),
            user.active,
            user.status_default.as_str(),
            user.status_text.as_str(),
            user.updated_at,
            user.last_login,
            user.avatar_etag.as_deref(),
            search_key(user),
            encode(&user.profile)?,
        ];
        self.execute(&UPDATE_USER, &v).await?;
        self.execute(&DELETE_EMAILS, &values![user.id.as_str()]).await?;
        self.execute(&DELETE_ROLES_OF, &values![user.id.as_str()]).await?;
        self.write_emails_and_roles(user).await
    }
    async fn write_emails_and_roles(&mut self, user: &User) -> Result<(), StoreError> {
        for (position, email) in (0_i64..).zip(&user.emails) {
            let v = values![
                fold(&email.address),
                user.id.as_str(),
                position,
                email.address.as_str(),
                email.verified
            ];
            self.execute(&INSERT_EMAIL, &v).await?;
        }
        for role in &user.roles {
            self.execute(&INSERT_ROLE_OF, &values![user.id.as_str(), role.as_str()]).await?;
        }
        Ok(())
    }
    /// Removes an account. Memberships, sessions and messages must be gone or given away before.
    pub async fn delete_user(&mut self, id: &UserId) -> Result<(), StoreError> {
        for statement in [&DELETE_EMAILS, &DELETE_ROLES_OF, &DELETE_USER] {
            self.execute(statement, &values![id.as_str()]).await?;
        }
        Ok(())
    }
    /// Takes a role from everybody.
    pub async fn remove_role_from_all(&mut self, role: &str) -> Result<(), StoreError> {
        self.execute(&DELETE_ROLE_OF_ALL, &values![role]).await?;
        Ok(())
    }
    /// Stores the hash of a new password; none means nobody can sign in by password.
    pub async fn set_password(
        &mut self,
        id: &UserId,
        hash: Option<&str>,
        now: i64,
    ) -> Result<(), StoreError> {
        self.execute(&SET_PASSWORD, &values![id.as_str(), hash, now]).await?;
        Ok(())
    }
    /// Notes a sign-in.
    pub async fn set_last_login(&mut self, id: &UserId, now: i64) -> Result<(), StoreError> {
        self.execute(&SET_LAST_LOGIN, &values![id.as_str(), now]).await?;
        Ok(())
    }
    /// Writes a new name into everything the user said.
    pub async fn rename_author(&mut self, author: &UserRef) -> Result<(), StoreError> {
        self.execute(&RENAME_IN_MESSAGES, &values![author.id.as_str(), encode(author)?]).await?;
        Ok(())
    }
}
