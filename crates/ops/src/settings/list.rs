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
    /// All the caller may see: the public ones, and the others with the right to.
    Visible,
}

/// Gives settings with their values.
#[derive(Debug)]
pub struct List {
    /// Which.
    pub scope: Scope,
    /// Only these ids; empty is all.
    pub ids: Vec<String>,
    /// After leaving out this many.
    pub offset: usize,
    /// At most this many.
    pub count: usize,
}

/// A part of the list.
#[derive(Debug)]
pub struct Listed {
    /// Those asked for.
    pub settings: Vec<Value>,
    /// How many were left out before them.
    pub offset: usize,
    /// How many there are.
    pub total: usize,
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
    type Output = Listed;

    fn subject(&self) {}

    async fn run(self, visitor: Visitor, tx: &mut ReadTx, world: &World) -> Result<Listed, Failure> {
        let all = self.scope == Scope::Visible
            && visitor.actor.ok_or(Denied::SignIn)?.can(Permission::ViewPrivilegedSetting);
        let changed = tx.settings().await?;
        let wanted = |d: &&Definition| {
            !d.hidden && (all || d.public) && (self.ids.is_empty() || self.ids.iter().any(|id| id == d.id))
        };
        let mut found: Vec<&'static Definition> = rustle_domain::settings::all().filter(wanted).collect();
        found.sort_by_key(|d| d.id);
        let total = found.len();
        let value = |definition: &'static Definition| Value {
            definition,
            value: world.settings.value(definition).clone(),
            updated_at: changed.iter().find(|c| c.id == definition.id).map(|c| c.updated_at),
        };
        let settings = found.into_iter().skip(self.offset).take(self.count).map(value).collect();
        Ok(Listed { settings, offset: self.offset, total })
    }
}
