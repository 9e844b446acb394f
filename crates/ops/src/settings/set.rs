//! Changing a setting.

use crate::operation::{Operation, Writes};
use crate::{Failure, Holds, Refusal, World};
use rustle_domain::Event;
use rustle_domain::access::Actor;
use rustle_domain::settings::SettingValue;
use rustle_store::Tx;

crate::any_of! {
    /// May change settings.
    EditSettings = [EditPrivilegedSetting, ManageSelectedSettings];
}

/// Changes a setting. The value must fit its type; settings that the environment decides do not change.
#[derive(Debug)]
pub struct Set {
    /// Which.
    pub id: String,
    /// To what.
    pub value: SettingValue,
}

impl Operation for Set {
    const NAME: &'static str = "settings.set";
    type Access = Holds<EditSettings>;
    type Mode = Writes;
    type Output = ();
    const REFRESHES: bool = true;

    fn subject(&self) {}

    async fn run(self, actor: Actor, tx: &mut Tx, world: &World) -> Result<(), Failure> {
        let unknown = || Failure::Refused(Refusal::Setting(self.id.clone()));
        let definition = rustle_domain::settings::find(&self.id).ok_or_else(unknown)?;
        if !actor.can(rustle_domain::permissions::Permission::EditPrivilegedSetting) {
            // `manage-selected-settings` alone opens only what was selected: a permission named after the setting.
            return Err(rustle_domain::access::Denied::Permission.into());
        }
        definition.check(&self.value).map_err(|_| unknown())?;
        let text = serde_json::to_string(&self.value).map_err(|e| Failure::fault(&e))?;
        tx.save_setting(definition.id, &text, world.now).await?;
        tx.record(Event::SettingSaved { id: definition.id.to_owned() });
        Ok(())
    }
}
