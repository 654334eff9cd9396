//! Copies of the data file, and how one becomes the data again.

use std::fs::{self, File};
use std::io::{self, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use rusqlite::Connection;
use rusqlite::backup::{Backup, StepResult};

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

    /// Does `work` on the data as it is now: it stands still for this
    /// connection, whatever others write meanwhile.
    ///
    /// # Errors
    ///
    /// The error of `work`; [`Error::StoreUnread`] and [`Error::StoreDamaged`].
    pub fn hold_still<T>(&self, work: impl FnOnce() -> Result<T>) -> Result<T> {
        let _reading = self.db.unchecked_transaction().map_err(|error| self.unread(error))?;
        // It stands still from the first look on.
        self.row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()))?;
        work()
    }

    /// Writes a copy of the data to `target`, whole or not at all, and on the
    /// disk when this returns; `tell` hears how many hundredths are written.
    ///
    /// # Errors
    ///
    /// [`Error::TargetFull`] and [`Error::Unwritable`], with nothing left
    /// behind.
    pub fn copy_to(&self, target: &Path, tell: &mut dyn FnMut(u8)) -> Result<()> {
        let draft = beside(target, ".new");
        let unwritable = |source: io::Error| Error::Unwritable { path: target.to_owned(), source };
        if draft.try_exists().map_err(unwritable)? {
            fs::remove_file(&draft).map_err(unwritable)?;
        }
        self.copy_pages(&draft, &mut *tell)
            .and_then(|()| lasting::put_in_place(&draft, target))
            .map_err(|error| match error.kind() {
                io::ErrorKind::StorageFull => Error::TargetFull(target.to_owned()),
                _ => unwritable(error),
            })
            .inspect_err(|_| {
                let _ = fs::remove_file(&draft);
            })
    }

    /// Copies page after page into a new file that needs no journal beside it.
    fn copy_pages(&self, draft: &Path, tell: &mut dyn FnMut(u8)) -> io::Result<()> {
        let mut pages = || -> rusqlite::Result<()> {
            let mut copy = Connection::open(draft)?;
            // It is nobody's until it is synced and renamed.
            copy.pragma_update(None, "synchronous", "OFF")?;
            copy.pragma_update(None, "journal_mode", "OFF")?;
            by_steps(&Backup::new(&self.db, &mut copy)?, tell)
        };
        pages().map_err(|error| match error.sqlite_error_code() {
            Some(rusqlite::ErrorCode::DiskFull) => io::ErrorKind::StorageFull.into(),
            _ => io::Error::other(error),
        })?;
        // https://www.sqlite.org/fileformat2.html, 1.3.1: the bytes 18 and 19 say
        // that a journal is kept beside the data (2). A copy has none (1).
        let mut file = File::options().write(true).open(draft)?;
        file.seek(SeekFrom::Start(18))?;
        file.write_all(&[1, 1])
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

    /// Makes the data what the copy `from` holds, in one transaction: a crash
    /// leaves the one or the other. A copy of an earlier version is brought up
    /// to date. `tell` hears how many hundredths are there.
    ///
    /// # Errors
    ///
    /// [`Error::StoreInUse`] on a store opened for reading;
    /// [`Error::CopyDamaged`] when the copy is not whole;
    /// [`Error::DiskFull`] and [`Error::Database`] where the disk refuses.
    /// After each of them the data is as it was.
    pub fn replace_with(&mut self, from: &Self, tell: &mut dyn FnMut(u8)) -> Result<()> {
        if matches!(self.access, Access::Reading) {
            return Err(Error::StoreInUse);
        }
        if !from.flaws()?.is_empty() {
            return Err(Error::CopyDamaged(from.path.clone()));
        }
        by_steps(&Backup::new(&from.db, &mut self.db)?, tell)?;
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

/// How many pages are copied at a time: a megabyte.
const STEP: i32 = 256;

/// Copies all pages; they count only once the last is there.
fn by_steps(pages: &Backup<'_, '_>, tell: &mut dyn FnMut(u8)) -> rusqlite::Result<()> {
    loop {
        let step = pages.step(STEP)?;
        let progress = pages.progress();
        let (all, left) = (i64::from(progress.pagecount.max(1)), i64::from(progress.remaining));
        tell(u8::try_from((all - left) * 100 / all).unwrap_or_default());
        match step {
            StepResult::Done => return Ok(()),
            StepResult::More => {}
            _ => {
                let busy = rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_BUSY);
                return Err(rusqlite::Error::SqliteFailure(busy, None));
            }
        }
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
    store.copy_to(&target, &mut |_| ())
}

/// Where the copy of the data file of `version` goes before an upgrade.
fn before_upgrade(data: &Path, version: u32) -> PathBuf {
    data.with_file_name(FOLDER).join(format!("升级前-第{version}版.db"))
}

/// The folder beside the data file that keeps its copies.
pub const FOLDER: &str = "备份";
