//! Settings, each under a permanent key.

use rusqlite::named_params;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::column::Json;
use super::{Store, Tx};
use crate::Result;
use crate::model::Choices;

impl Store {
    /// The setting under `key`. `None` when it was never set, and also when
    /// what stands there is no `T`: an old form of a setting gives way to the
    /// default, and keeps nobody from starting.
    ///
    /// # Errors
    ///
    /// [`Error::StoreUnread`](crate::Error::StoreUnread) and
    /// [`Error::StoreDamaged`](crate::Error::StoreDamaged).
    pub fn setting<T: DeserializeOwned>(&self, key: &str) -> Result<Option<T>> {
        let value = self.row("SELECT value FROM setting WHERE key = ?1", [key], |row| {
            row.get::<_, String>(0)
        })?;
        Ok(value.and_then(|value| serde_json::from_str(&value).ok()))
    }

    /// What the user chose.
    ///
    /// # Errors
    ///
    /// As [`Store::setting`].
    pub fn choices(&self) -> Result<Choices> {
        Ok(self.setting(Choices::KEY)?.unwrap_or_default())
    }
}

impl Tx<'_> {
    /// Sets the setting under `key`.
    ///
    /// # Errors
    ///
    /// [`Error::Database`](crate::Error::Database).
    pub fn set_setting(&mut self, key: &str, value: &impl Serialize) -> Result<()> {
        self.execute(
            "INSERT INTO setting (key, value) VALUES (:key, :value)
             ON CONFLICT (key) DO UPDATE SET value = excluded.value",
            named_params! { ":key": key, ":value": Json(value) },
        )?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::store;
    use super::*;

    #[test]
    fn a_setting_that_no_longer_fits_gives_way_to_the_default() -> Result<()> {
        let mut store = store(&[]);
        assert_eq!(store.setting::<u8>("textSize")?, None);
        store.write(|tx| tx.set_setting("textSize", &16))?;
        store.write(|tx| tx.set_setting("textSize", &20))?;
        assert_eq!(store.setting::<u8>("textSize")?, Some(20));
        assert_eq!(store.setting::<Vec<String>>("textSize")?, None);
        Ok(())
    }
}
