//! One process at a time writes a data file.

use std::ffi::OsString;
use std::fs::{File, OpenOptions, TryLockError};
use std::path::{Path, PathBuf};

use super::lasting;
use crate::{Error, Result};

/// The right to write a data file, held as a lock on a file beside it. The
/// system takes it back when the process ends, in whatever way.
#[derive(Debug)]
pub(super) struct Lock {
    _file: File,
}

impl Lock {
    /// Takes the right to write `data`.
    ///
    /// The lock is not put on the data file itself, where it would get in the
    /// way of SQLite's own, and its file stays behind: taking it away would
    /// let two processes lock two files of one name.
    pub(super) fn take(data: &Path) -> Result<Self> {
        let path = beside(data, ".lock");
        let place = |source| Error::StorePlace { path: data.to_owned(), source };
        let file = OpenOptions::new()
            .create(true)
            .truncate(false)
            .write(true)
            .open(&path)
            .map_err(place)?;
        lasting::share(&path);
        match file.try_lock() {
            Ok(()) => Ok(Self { _file: file }),
            Err(TryLockError::WouldBlock) => Err(Error::StoreInUse),
            Err(TryLockError::Error(source)) => Err(place(source)),
        }
    }
}

/// The path of `data` with `suffix` behind its file name.
pub(super) fn beside(data: &Path, suffix: &str) -> PathBuf {
    let mut name = OsString::from(data);
    name.push(suffix);
    PathBuf::from(name)
}
