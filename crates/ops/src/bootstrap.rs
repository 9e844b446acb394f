//! What every server has from its first start: roles, permissions, `GENERAL`, `rocket.cat`.

use crate::tokens::{fresh_id, fresh_secret, fresh_uuid};
use crate::{App, Failure};
use rustle_domain::permissions::Permission;
use rustle_domain::rooms::{Room, RoomDetail, RoomKind};
use rustle_domain::settings::{self, Generated};
use rustle_domain::users::{Profile, Status, User, UserKind};
use rustle_domain::{RoomId, UserId, roles};
use rustle_store::{StoredRole, Tx};

/// Id of the room that every server has. Clients know it.
pub const GENERAL: &str = "GENERAL";
/// Id and name of the bot that speaks for the server.
pub const ROCKET_CAT: &str = "rocket.cat";

pub(crate) async fn run(app: &App) -> Result<(), Failure> {
    let now = app.world().now;
    app.database()
        .write(move |tx| {
            Box::pin(async move {
                add_roles(tx, now).await?;
                add_permissions(tx, now).await?;
                add_generated_settings(tx, now).await?;
                add_general(tx, now).await?;
                add_rocket_cat(tx, now).await
            })
        })
        .await
}

async fn add_roles(tx: &mut Tx, now: i64) -> Result<(), Failure> {
    let known: Vec<String> = tx.roles().await?.into_iter().map(|r| r.id).collect();
    for role in roles::BUILT_IN.iter().filter(|r| !known.iter().any(|k| k == r.id)) {
        let stored = StoredRole {
            id: role.id.to_owned(),
            name: role.name.to_owned(),
            description: role.description.to_owned(),
            scope: role.scope.as_str().to_owned(),
            mandatory_two_factor: role.mandatory_two_factor,
            protected: true,
            updated_at: now,
        };
        tx.save_role(&stored).await?;
    }
    Ok(())
}

async fn add_permissions(tx: &mut Tx, now: i64) -> Result<(), Failure> {
    let known: Vec<String> = tx.permissions().await?.into_iter().map(|p| p.id).collect();
    for permission in Permission::ALL.iter().filter(|p| !known.iter().any(|k| k == p.as_str())) {
        let roles: Vec<String> = permission.default_roles().iter().map(|r| (*r).to_owned()).collect();
        tx.save_permission(permission.as_str(), &roles, now).await?;
    }
    Ok(())
}

/// Some settings have no default that fits every server: each makes its own at the first start.
async fn add_generated_settings(tx: &mut Tx, now: i64) -> Result<(), Failure> {
    let known: Vec<String> = tx.settings().await?.into_iter().map(|s| s.id).collect();
    for definition in settings::all().filter(|d| !known.iter().any(|k| k == d.id)) {
        let value = match definition.generated {
            Some(Generated::Id) => fresh_id(),
            Some(Generated::Uuid) => fresh_uuid(),
            Some(Generated::Secret) => fresh_secret(),
            Some(Generated::SiteUrl) | None => continue,
        };
        let text = serde_json::to_string(&value).map_err(|e| Failure::fault(&e))?;
        tx.save_setting(definition.id, &text, now).await?;
    }
    Ok(())
}

async fn add_general(tx: &mut Tx, now: i64) -> Result<(), Failure> {
    if tx.room(&RoomId::from(GENERAL)).await?.is_some() || tx.room_name_holder("general").await?.is_some() {
        return Ok(());
    }
    let general = Room {
        id: GENERAL.into(),
        kind: RoomKind::Channel,
        name: Some("general".into()),
        fname: None,
        creator: None,
        default: true,
        read_only: false,
        archived: false,
        seq: 0,
        counted_seq: 0,
        messages: 0,
        members: 0,
        created_at: now,
        last_message_at: None,
        updated_at: now,
        parent: None,
        team: None,
        team_main: false,
        detail: RoomDetail::default(),
    };
    tx.insert_room(&general).await?;
    Ok(())
}

async fn add_rocket_cat(tx: &mut Tx, now: i64) -> Result<(), Failure> {
    if tx.user(&UserId::from(ROCKET_CAT)).await?.is_some() {
        return Ok(());
    }
    let cat = User {
        id: ROCKET_CAT.into(),
        username: Some(ROCKET_CAT.into()),
        name: Some("Rocket.Cat".into()),
        emails: Vec::new(),
        kind: UserKind::Bot,
        active: true,
        roles: vec!["bot".into()],
        status_default: Status::Online,
        status_text: String::new(),
        created_at: now,
        updated_at: now,
        last_login: None,
        avatar_etag: None,
        profile: Profile::default(),
    };
    tx.insert_user(&cat).await?;
    crate::rooms::join_default_rooms(tx, &cat, now, false).await
}
