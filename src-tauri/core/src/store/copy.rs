//! Copies of the data file, and how one becomes the data again.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use rusqlite::backup::Backup;

use super::lock::{Lock, beside};
use super::{Access, Store, lasting, opening};
use crate::{Error, Result};

impl Store {
    /// Opens a copy of a data file to look into, of this version or an earlier
    /// one. It takes no lock and leaves no trace.
    ///
    /// # Errors
    ///
    /// As [`Store::open_for_reading`].
    pub fn open_copy(path: &Path) -> Result<Self> {
        opening::to_look(path)
    }

    /// Writes a copy of the data to `target`, whole or not at all, and on the
    /// disk when this returns.
    ///
    /// # Errors
    ///
    /// [`Error::TargetFull`] and [`Error::Unwritable`], with nothing left
    /// behind.
    pub fn copy_to(&self, target: &Path) -> Result<()> {
        let draft = beside(target, ".new");
        let unwritable = |source: io::Error| Error::Unwritable { path: target.to_owned(), source };
        if draft.try_exists().map_err(unwritable)? {
            fs::remove_file(&draft).map_err(unwritable)?;
        }
        let name =
            draft.to_str().ok_or_else(|| unwritable(io::ErrorKind::InvalidFilename.into()))?;
        self.db
            .execute("VACUUM INTO ?1", [name])
            .map_err(|error| match error.sqlite_error_code() {
                Some(rusqlite::ErrorCode::DiskFull) => Error::TargetFull(target.to_owned()),
                _ => unwritable(io::Error::other(error)),
            })
            .and_then(|_| lasting::put_in_place(&draft, target).map_err(unwritable))
            .inspect_err(|_| {
                let _ = fs::remove_file(&draft);
            })
    }

    /// Whether a data file of this program stands at `path`, as far as its
    /// first bytes tell.
    pub fn is_data_file(path: &Path) -> bool {
        opening::is_data_file(path)
    }

    /// Holds the right to write the data file at `path` without opening it, for
    /// as long as the value lives.
    ///
    /// # Errors
    ///
    /// [`Error::StoreInUse`] and [`Error::StorePlace`].
    pub fn hold(path: &Path) -> Result<impl Sized> {
        Lock::take(&opening::whole(path))
    }

    /// Whether `other` holds the very same values.
    ///
    /// # Errors
    ///
    /// [`Error::StoreUnread`] and [`Error::StoreDamaged`].
    pub fn equals(&self, other: &Self) -> Result<bool> {
        Ok(self.digest()? == other.digest()?)
    }

    /// Makes the data what the copy `from` holds, in one step: a crash leaves
    /// the one or the other. A copy of an earlier version is brought up to
    /// date.
    ///
    /// # Errors
    ///
    /// [`Error::StoreInUse`] on a store opened for reading;
    /// [`Error::CopyDamaged`] when the copy is not whole;
    /// [`Error::DiskFull`] and [`Error::Database`] where the disk refuses.
    /// After each of them the data is as it was.
    pub fn replace_with(&mut self, from: &Self) -> Result<()> {
        if matches!(self.access, Access::Reading) {
            return Err(Error::StoreInUse);
        }
        if !from.flaws()?.is_empty() {
            return Err(Error::CopyDamaged(from.path.clone()));
        }
        let pages = Backup::new(&from.db, &mut self.db)?;
        // All pages in one go: the step is a transaction of its own.
        match pages.step(-1)? {
            rusqlite::backup::StepResult::Done => {}
            _ => return Err(Error::StoreInUse),
        }
        drop(pages);
        self.index.note_change();
        opening::bring_up_to_date(&mut self.db, &self.path)
    }

    /// A number that changes whenever another process or connection changed
    /// the data since this one looked.
    ///
    /// # Errors
    ///
    /// [`Error::StoreUnread`].
    pub fn data_version(&self) -> Result<i64> {
        let asked = self.row("PRAGMA data_version", [], |row| row.get(0))?;
        Ok(asked.unwrap_or_default())
    }
}

/// Keeps a copy of an older file before it is brought up to date, in `folder`
/// under a name that tells the version; one that is there already stays.
pub(super) fn keep_before_upgrade(store: &Store, version: u32) -> Result<()> {
    let target = before_upgrade(&store.path, version);
    if target.exists() {
        return Ok(());
    }
    if let Some(folder) = target.parent() {
        lasting::make_folder(folder)
            .map_err(|source| Error::Unwritable { path: folder.to_owned(), source })?;
    }
    store.copy_to(&target)
}

/// Where the copy of the data file of `version` goes before an upgrade.
fn before_upgrade(data: &Path, version: u32) -> PathBuf {
    data.with_file_name(FOLDER).join(format!("升级前-第{version}版.db"))
}

/// The folder beside the data file that keeps its copies.
pub const FOLDER: &str = "备份";
