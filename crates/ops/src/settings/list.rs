//! Reading settings.

use crate::operation::{Operation, Reads};
use crate::{Anyone, Failure, Visitor, World};
use rustle_domain::access::Denied;
use rustle_domain::permissions::Permission;
use rustle_domain::settings::{Definition, SettingValue};
use rustle_store::ReadTx;

/// Which settings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// Those every client reads, signed in or not.
    Public,
    /// All; needs a right to see them.
    All,
}

/// Gives settings with their values.
#[derive(Debug)]
pub struct List {
    /// Which.
    pub scope: Scope,
    /// Only these ids; empty is all.
    pub ids: Vec<String>,
}

/// A setting and its value.
#[derive(Clone, Debug)]
pub struct Value {
    /// What is known of it.
    pub definition: &'static Definition,
    /// What it is now.
    pub value: SettingValue,
    /// When somebody last changed it, milliseconds since 1970.
    pub updated_at: Option<i64>,
}

impl Operation for List {
    const NAME: &'static str = "settings.list";
    type Access = Anyone;
    type Mode = Reads;
    type Output = Vec<Value>;

    fn subject(&self) {}

    async fn run(self, visitor: Visitor, tx: &mut ReadTx, world: &World) -> Result<Vec<Value>, Failure> {
        if self.scope == Scope::All {
            let actor = visitor.actor.ok_or(Denied::SignIn)?;
            actor.need_any(&[
                Permission::ViewPrivilegedSetting,
                Permission::EditPrivilegedSetting,
                Permission::ManageSelectedSettings,
            ])?;
        }
        let changed = tx.settings().await?;
        let wanted = |d: &&Definition| {
            (self.scope == Scope::All || d.public)
                && (self.ids.is_empty() || self.ids.iter().any(|id| id == d.id))
        };
        Ok(rustle_domain::settings::all()
            .filter(wanted)
            .map(|definition| Value {
                definition,
                value: world.settings.value(definition).clone(),
                updated_at: changed.iter().find(|c| c.id == definition.id).map(|c| c.updated_at),
            })
            .collect())
    }
}
