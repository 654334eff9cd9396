//! What every command needs: the data file, the shelf beside it, the clock and
//! new names. Nothing is opened before a command asks for it.

use std::ffi::OsString;
use std::path::PathBuf;

use chrono::{Datelike, Local, Utc};
use shuzhi_core::model::{Moment, Uid, Year};
use shuzhi_core::store::{Store, place};
use shuzhi_core::template::Shelf;
use shuzhi_core::{Error, Result};

/// The surroundings of a command.
pub(crate) struct Desk {
    /// The data file that `--data` names.
    pub(crate) data: Option<PathBuf>,
}

impl Desk {
    pub(crate) fn new(data: Option<PathBuf>) -> Self {
        Self { data }
    }

    /// The data file: the one named, else the one the window uses.
    pub(crate) fn data_file(&self) -> PathBuf {
        self.data.clone().unwrap_or_else(|| place::data_file(&env))
    }

    /// The data file, to be changed; it is made when it is not there.
    pub(crate) fn store(&self) -> Result<Store> {
        match &self.data {
            Some(path) => place::refuse_share(path).and_then(|()| Store::open(path)),
            None => place::open(&env),
        }
    }

    /// The data file, to be read only, which works beside an open window.
    pub(crate) fn store_to_read(&self) -> Result<Store> {
        let path = self.data_file();
        match Store::open_for_reading(&path) {
            // It is new, or of an older version and to be brought up to date;
            // either takes the right to write.
            Err(Error::StorePlace { source, .. })
                if source.kind() == std::io::ErrorKind::NotFound =>
            {
                self.store()
            }
            Err(Error::StoreInUse) => self.store(),
            opened => opened,
        }
    }

    /// The data file, to be copied or proved, which works beside an open window.
    pub(crate) fn store_to_copy(&self) -> Result<Store> {
        let path = self.data_file();
        match Store::open_beside(&path) {
            // Of an older version: opening to write brings it up to date.
            Err(Error::StoreInUse) => self.store(),
            opened => opened,
        }
    }

    /// Kinds of report and layouts: the built-in ones and those beside the data.
    pub(crate) fn shelf(&self) -> Shelf {
        Shelf::load(self.data_file().parent())
    }
}

fn env(name: &str) -> Option<OsString> {
    std::env::var_os(name)
}

/// This instant.
pub(crate) fn now() -> Moment {
    Utc::now()
}

/// The civil year at this place.
pub(crate) fn this_year() -> Result<Year> {
    let number = u16::try_from(Local::now().year()).unwrap_or(u16::MAX);
    Ok(Year::new(number)?)
}

/// A name that nothing else has.
pub(crate) fn new_uid() -> Uid {
    Uid::parse(&uuid::Uuid::now_v7().to_string()).expect("a UUID prints in canonical form")
}

/// What is wrong with the user's own kinds and layouts, to be said beside an
/// answer.
pub(crate) fn faults(shelf: &Shelf) -> Vec<String> {
    shelf.faults.iter().map(|fault| format!("提示：{fault}")).collect()
}
