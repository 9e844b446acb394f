//! Settings that differ from their defaults.

use crate::{ReadTx, StoreError, Tx, statements, values};

statements! {
    SETTINGS = "SELECT id, value, updated_at FROM settings ORDER BY id";
    SAVE_SETTING = "INSERT INTO settings (id, value, updated_at) VALUES ($1, $2, $3) ON CONFLICT (id) DO UPDATE SET value = EXCLUDED.value, updated_at = EXCLUDED.updated_at";
}

/// A setting as stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredSetting {
    /// Upstream's id.
    pub id: String,
    /// A JSON document.
    pub value: String,
    /// Milliseconds since 1970.
    pub updated_at: i64,
}

impl ReadTx {
    /// All settings somebody changed.
    pub async fn settings(&mut self) -> Result<Vec<StoredSetting>, StoreError> {
        let rows = self.rows(&SETTINGS, &[]).await?;
        rows.iter()
            .map(|r| Ok(StoredSetting { id: r.text(0)?, value: r.text(1)?, updated_at: r.int(2)? }))
            .collect()
    }
}

impl Tx {
    /// Stores a setting's new value.
    pub async fn save_setting(&mut self, id: &str, value: &str, now: i64) -> Result<(), StoreError> {
        self.execute(&SAVE_SETTING, &values![id, value, now]).await?;
        Ok(())
    }
}
