//! One setting.

use super::Value;
use crate::operation::{Operation, Reads};
use crate::{Failure, Holds, Refusal, World};
use rustle_domain::access::Actor;
use rustle_store::ReadTx;

crate::any_of! {
    /// May see every setting.
    ViewSettings = [ViewPrivilegedSetting];
}

/// Gives a setting, public or not. Secrets are never told.
#[derive(Debug)]
pub struct Get {
    /// Which.
    pub id: String,
}

impl Operation for Get {
    const NAME: &'static str = "settings.get";
    type Access = Holds<ViewSettings>;
    type Mode = Reads;
    type Output = Value;

    fn subject(&self) {}

    async fn run(self, _: Actor, _: &mut ReadTx, world: &World) -> Result<Value, Failure> {
        let unknown = || Failure::Refused(Refusal::Setting(self.id.clone()));
        let definition = rustle_domain::settings::find(&self.id).filter(|d| !d.hidden).ok_or_else(unknown)?;
        Ok(Value { definition, value: world.settings.value(definition).clone(), updated_at: None })
    }
}
