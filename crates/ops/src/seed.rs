//! Configuration as code: what a file says is put in place at every start.

use crate::operation::{Operation, Writes};
use crate::users::check_email;
use crate::{App, Caller, Failure, Password, PasswordHash, Refusal, ServerItself, World, passwords};
use rustle_domain::permissions::Permission;
use rustle_domain::rooms::{Room, RoomDetail, RoomKind};
use rustle_domain::settings::SettingValue;
use rustle_domain::users::{Email, Profile, Status, User, UserKind};
use rustle_domain::{RoomId, UserId};
use rustle_store::Tx;
use std::collections::BTreeMap;

/// Puts users, rooms, settings and permissions in place. What is there already is left alone, except settings and
/// permissions, which are set.
#[derive(Debug, Default)]
pub struct Plan {
    /// Accounts.
    pub users: Vec<SeedUser>,
    /// Channels and groups.
    pub rooms: Vec<SeedRoom>,
    /// Settings by id.
    pub settings: BTreeMap<String, SettingValue>,
    /// Roles by permission.
    pub permissions: BTreeMap<String, Vec<String>>,
}

/// An account.
#[derive(Debug)]
pub struct SeedUser {
    /// Its id.
    pub id: UserId,
    /// Its user name.
    pub username: String,
    /// Its password, which need not keep the workspace's rules.
    pub password: Option<String>,
    /// Its display name.
    pub name: Option<String>,
    /// Its address.
    pub email: Option<String>,
    /// The address needs no proof.
    pub verified: bool,
    /// Ids of roles.
    pub roles: Vec<String>,
    /// Made by [`Operation::prepare`].
    pub hash: Option<PasswordHash>,
}

/// A channel or group.
#[derive(Debug)]
pub struct SeedRoom {
    /// Its id.
    pub id: RoomId,
    /// Its name.
    pub name: String,
    /// Channel or group.
    pub kind: RoomKind,
    /// New users join it.
    pub default: bool,
    /// User names of members; the first is the owner.
    pub members: Vec<String>,
}

impl Operation for Plan {
    const NAME: &'static str = "seed.plan";
    type Access = ServerItself;
    type Mode = Writes;
    type Output = ();
    const PREPARES: bool = true;
    const REFRESHES: bool = true;

    fn subject(&self) {}

    async fn prepare(mut self, app: &App, _: &Caller) -> Result<Self, Failure> {
        let world = &app.world();
        for user in &mut self.users {
            if let Some(plain) = user.password.take() {
                user.hash = Some(passwords::hash(&world.limits, Password::plain(&plain)?).await?);
            }
        }
        Ok(self)
    }

    async fn run(self, (): (), tx: &mut Tx, world: &World) -> Result<(), Failure> {
        for (id, value) in &self.settings {
            let unknown = || Failure::Refused(Refusal::Setting(id.clone()));
            rustle_domain::settings::find(id).ok_or_else(unknown)?.check(value).map_err(|_| unknown())?;
            let text = serde_json::to_string(value).map_err(|e| Failure::fault(&e))?;
            tx.save_setting(id, &text, world.now).await?;
        }
        for (id, roles) in &self.permissions {
            id.parse::<Permission>()
                .map_err(|_| Failure::invalid("permissions", format!("no permission {id}")))?;
            tx.save_permission(id, roles, world.now).await?;
        }
        for user in self.users {
            add_user(user, tx, world).await?;
        }
        for room in self.rooms {
            add_room(room, tx, world).await?;
        }
        Ok(())
    }
}

async fn add_user(seed: SeedUser, tx: &mut Tx, world: &World) -> Result<(), Failure> {
    if tx.user(&seed.id).await?.is_some() {
        return Ok(());
    }
    if let Some(email) = &seed.email {
        check_email(email, None, tx).await?;
    }
    let user = User {
        id: seed.id,
        username: Some(seed.username),
        name: seed.name,
        emails: seed.email.into_iter().map(|address| Email { address, verified: seed.verified }).collect(),
        kind: UserKind::Person,
        active: true,
        roles: if seed.roles.is_empty() { vec!["user".into()] } else { seed.roles },
        status_default: Status::Online,
        status_text: String::new(),
        created_at: world.now,
        updated_at: world.now,
        last_login: None,
        avatar_etag: None,
        profile: Profile::default(),
    };
    crate::users::add_account(tx, &user, seed.hash.as_ref(), true, world).await
}

async fn add_room(seed: SeedRoom, tx: &mut Tx, world: &World) -> Result<(), Failure> {
    if tx.room(&seed.id).await?.is_some() {
        return Ok(());
    }
    let people = tx.users_by_names(&seed.members).await?;
    let owner =
        seed.members.first().and_then(|name| people.iter().find(|u| u.username.as_ref() == Some(name)));
    let room = Room {
        id: seed.id,
        kind: seed.kind,
        fname: Some(seed.name.clone()),
        name: Some(seed.name),
        creator: owner.map(User::reference),
        default: seed.default,
        read_only: false,
        archived: false,
        seq: 0,
        counted_seq: 0,
        messages: 0,
        members: 0,
        created_at: world.now,
        last_message_at: None,
        updated_at: world.now,
        parent: None,
        team: None,
        team_main: false,
        detail: RoomDetail::default(),
    };
    tx.insert_room(&room).await?;
    for user in &people {
        let roles: &[&str] = if owner.is_some_and(|o| o.id == user.id) { &["owner"] } else { &[] };
        tx.insert_membership(&crate::rooms::place(&room, user.reference(), roles, world.now)).await?;
    }
    Ok(())
}
