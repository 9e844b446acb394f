//! Choosing a picture, and going back to the generated one.

use crate::operation::{Operation, Writes};
use crate::uploads::blob_failure;
use crate::users::UserSel;
use crate::{App, Caller, Failure, SignedIn, World};
use bytes::Bytes;
use rustle_domain::Event;
use rustle_domain::access::Actor;
use rustle_domain::event::{AvatarOf, UserChange};
use rustle_domain::permissions::Permission;
use rustle_domain::settings::keys;
use rustle_domain::uploads::UploadRefusal;
use rustle_domain::users::{User, UserRefusal};
use rustle_store::{StoredAvatar, Tx};

/// Whose picture; none is the caller's.
pub type Target = Option<UserSel>;

/// Largest picture taken, bytes.
pub const MAX_AVATAR: usize = 8 * 1024 * 1024;

/// Makes a picture of an image file, square and without what else was in it, and sets it.
pub async fn set(app: &App, caller: &Caller, whose: Target, file: Vec<u8>) -> Result<(), Failure> {
    // First the right, then the work.
    app.call(caller, MayChange { user: whose.clone() }).await?;
    let (blob, mime) = store(app, file).await?;
    let old = app.call(caller, Change { user: whose, blob: Some((blob.clone(), mime)) }).await;
    match old {
        Ok(Some(old)) => app.blobs().delete(&old).await.map_err(|e| blob_failure(&e, -1)),
        Ok(None) => Ok(()),
        Err(e) => {
            let _ = app.blobs().delete(&blob).await;
            Err(e)
        }
    }
}

/// Makes a picture of an image file and stores it; gives the key of its bytes, and its media type.
pub(crate) async fn store(app: &App, file: Vec<u8>) -> Result<(String, String), Failure> {
    if file.len() > MAX_AVATAR {
        return Err(UploadRefusal::TooLarge(i64::try_from(MAX_AVATAR).unwrap_or(i64::MAX)).into());
    }
    let size = u32::try_from(app.settings().get(keys::ACCOUNTS_AVATAR_SIZE)).unwrap_or(200);
    let picture = app.world().limits.picturing(move || rustle_media::avatar(&file, size)).await?;
    let picture = picture.map_err(|_| UploadRefusal::TypeNotAllowed)?;
    let bytes = Bytes::from(picture.bytes);
    let once = futures_util::stream::once(async move { Ok::<_, std::io::Error>(bytes) });
    let stored = app.blobs().put(once, u64::MAX).await.map_err(|e| blob_failure(&e, -1))?;
    Ok((stored.key, picture.mime.to_owned()))
}

async fn whose(
    user: Option<&UserSel>,
    actor: &Actor,
    tx: &mut rustle_store::ReadTx,
    world: &World,
) -> Result<User, Failure> {
    let found = match user {
        None => Some(actor.user().clone()),
        Some(user) => user.find(tx).await?,
    };
    let own = found.as_ref().is_some_and(|u| u.id == *actor.id());
    let open = own && world.settings.get(keys::ACCOUNTS_ALLOW_USER_AVATAR_CHANGE);
    if !open && !actor.can(Permission::EditOtherUserAvatar) {
        return Err(UserRefusal::ChangeDisabled("avatar").into());
    }
    found.ok_or_else(|| UserRefusal::NotFound.into())
}

/// Succeeds when the caller may change a picture.
#[derive(Debug)]
struct MayChange {
    user: Target,
}

impl Operation for MayChange {
    const NAME: &'static str = "avatars.may_change";
    type Access = SignedIn;
    type Mode = crate::operation::Reads;
    type Output = ();

    fn subject(&self) {}

    async fn run(self, actor: Actor, tx: &mut rustle_store::ReadTx, world: &World) -> Result<(), Failure> {
        whose(self.user.as_ref(), &actor, tx, world).await.map(|_| ())
    }
}

/// Sets or removes a picture whose bytes are stored; gives the key of the one before.
#[derive(Debug)]
struct Change {
    user: Target,
    blob: Option<(String, String)>,
}

impl Operation for Change {
    const NAME: &'static str = "avatars.change";
    type Access = SignedIn;
    type Mode = Writes;
    type Output = Option<String>;

    fn subject(&self) {}

    async fn run(self, actor: Actor, tx: &mut Tx, world: &World) -> Result<Option<String>, Failure> {
        let mut user = whose(self.user.as_ref(), &actor, tx, world).await?;
        let owner = format!("user:{}", user.id);
        let old = tx.avatar(&owner).await?.map(|a| a.blob);
        user.avatar_etag = if let Some((blob, mime)) = self.blob {
            let etag = world.fresh_id();
            tx.save_avatar(&owner, &StoredAvatar { blob, mime, etag: etag.clone() }).await?;
            Some(etag)
        } else {
            tx.delete_avatar(&owner).await?;
            None
        };
        user.profile.avatar_origin = user.avatar_etag.as_ref().map(|_| "rest".to_owned());
        user.updated_at = world.now.max(user.updated_at + 1);
        tx.update_user(&user).await?;
        let username = user.username.clone().unwrap_or_default();
        tx.record(Event::AvatarChanged { of: AvatarOf::User(username), etag: user.avatar_etag });
        tx.record(Event::UserSaved {
            user: user.id,
            change: UserChange { own: true, ..UserChange::default() },
        });
        Ok(old)
    }
}

/// Goes back to the generated picture.
#[derive(Debug)]
pub struct Reset {
    /// Whose; none is the caller's.
    pub user: Target,
}

impl Operation for Reset {
    const NAME: &'static str = "avatars.reset";
    type Access = SignedIn;
    type Mode = Writes;
    type Output = ();

    fn subject(&self) {}

    async fn run(self, actor: Actor, tx: &mut Tx, world: &World) -> Result<(), Failure> {
        // The bytes stay until they are cleaned up with other orphans: nothing points at them any more.
        Change { user: self.user, blob: None }.run(actor, tx, world).await.map(|_| ())
    }
}
