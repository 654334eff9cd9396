//! The only room that speaks SQL: one data file, its tables and their rules.
//!
//! Reads stand on [`Store`], writes on [`Tx`], which exists only inside
//! [`Store::write`]: all of a write happens, or none of it. There is a file
//! for each table. Readers get whole values of the vocabulary; no room sees a
//! row.

mod branches;
mod column;
mod copy;
mod duties;
mod figures;
mod found;
mod index;
pub mod lasting;
mod lock;
pub mod medium;
mod notices;
mod opening;
pub mod place;
mod proof;
mod reports;
mod revisions;
mod salvage;
mod settings;
#[cfg(test)]
pub(crate) mod testing;
#[cfg(test)]
mod tests;
mod trash;
mod waivers;

use std::io;
use std::ops::Deref;
use std::path::{Path, PathBuf};

use rusqlite::types::ValueRef;
use rusqlite::{Connection, Params, Row, Transaction, TransactionBehavior};
use sha2::{Digest, Sha256};

pub use self::copy::FOLDER as COPIES;
pub use self::found::{FoundIn, Line, Lines, Most};
use self::lock::Lock;
pub use self::proof::Flaw;
pub use self::reports::{ReportRow, Saved, Stored};
pub use self::salvage::Salvaged;
use crate::{Error, Result};

/// An open data file.
#[derive(Debug)]
pub struct Store {
    // The order matters: the data file is closed before its lock is given up.
    db: Connection,
    access: Access,
    path: PathBuf,
    index: index::Index,
}

/// What this process may do with the file.
#[derive(Debug)]
enum Access {
    /// Write: no other process holds the lock.
    Alone(#[expect(dead_code, reason = "held until it is dropped")] Lock),
    /// Write: there is no file.
    Memory,
    /// Read only, beside whoever writes.
    Reading,
}

/// A write in progress. Reads through it see its own writes.
#[derive(Debug)]
pub struct Tx<'a> {
    store: &'a Store,
}

impl Store {
    /// The version of the data file that this program writes. Older ones are
    /// brought up to it when they are opened.
    pub const VERSION: u32 = opening::VERSION;

    /// Opens the data file at `path` for this process alone; a new one is made
    /// when there is none.
    ///
    /// # Errors
    ///
    /// [`Error::StoreInUse`] while another process has it open,
    /// [`Error::StoreTooNew`] for a file of a later version,
    /// [`Error::StoreDamaged`] for what is no data file of this program,
    /// [`Error::StoreEmpty`] for a file without a single byte, and
    /// [`Error::StorePlace`] where the system does not let it be opened. None
    /// of these changes the file.
    pub fn open(path: &Path) -> Result<Self> {
        opening::to_write(path)
    }

    /// Opens the data file at `path` to read beside the window that writes it.
    /// It makes no file and takes no lock; every write is refused.
    ///
    /// # Errors
    ///
    /// As [`Store::open`], but for the lock; a missing file is
    /// [`Error::StorePlace`].
    pub fn open_for_reading(path: &Path) -> Result<Self> {
        opening::to_read(path)
    }

    /// Opens the data file at `path` beside the connection that writes it, to
    /// copy from. It makes no file and takes no lock; every write is refused.
    ///
    /// # Errors
    ///
    /// As [`Store::open_for_reading`].
    pub fn open_beside(path: &Path) -> Result<Self> {
        opening::beside_the_writer(path)
    }

    /// Closes the file as it stands, the journal beside it included: what is
    /// damaged is to be kept as it was found.
    pub fn leave(mut self) {
        let flag = rusqlite::config::DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE;
        let _ = self.db.set_db_config(flag, true);
        self.access = Access::Reading;
    }

    /// A store without a file that holds nothing and takes nothing: what stands
    /// in the place of one that was closed. A save that comes too late is
    /// refused, not forgotten.
    ///
    /// # Errors
    ///
    /// [`Error::Database`] when memory runs out.
    pub fn closed() -> Result<Self> {
        let mut store = opening::in_memory()?;
        store.access = Access::Reading;
        Ok(store)
    }

    /// An empty store without a file, gone with the value.
    ///
    /// # Errors
    ///
    /// [`Error::Database`] when memory runs out.
    pub fn in_memory() -> Result<Self> {
        opening::in_memory()
    }

    /// The data file; empty for a store in memory.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Whether `path` leads to the file that is open here.
    pub fn is_at(&self, path: &Path) -> bool {
        opening::whole(path) == self.path
    }

    /// Runs `op` in one transaction: all of it happens, or none of it. When
    /// this returns `Ok`, the change is on the disk.
    ///
    /// # Errors
    ///
    /// The error of `op`, with everything rolled back; [`Error::StoreInUse`]
    /// on a store opened for reading; [`Error::DiskFull`] and
    /// [`Error::Database`] where the disk refuses.
    pub fn write<T>(&mut self, op: impl FnOnce(&mut Tx<'_>) -> Result<T>) -> Result<T> {
        if matches!(self.access, Access::Reading) {
            return Err(Error::StoreInUse);
        }
        self.write_through(op).map_err(|error| match error {
            Error::Database(cause) | Error::StoreUnread { source: cause, .. }
                if is_damage(&cause) =>
            {
                Error::StoreDamaged(self.path.clone())
            }
            Error::StoreUnread { source, .. } => source.into(),
            other => other,
        })
    }

    fn write_through<T>(&self, op: impl FnOnce(&mut Tx<'_>) -> Result<T>) -> Result<T> {
        // Immediate: a transaction that begins by reading would be refused at
        // its first write when anybody else wrote in between.
        let transaction = Transaction::new_unchecked(&self.db, TransactionBehavior::Immediate)?;
        let value = op(&mut Tx { store: self })?; // On an error `transaction` rolls back.
        self.refuse_vanished()?;
        transaction.commit()?;
        self.index.note_change();
        Ok(value)
    }

    /// Refuses to go on with a file that is in its place no more: the system
    /// would take every save, and keep none.
    fn refuse_vanished(&self) -> Result<()> {
        if matches!(self.access, Access::Memory) || self.path.exists() {
            return Ok(());
        }
        Err(Error::StorePlace { path: self.path.clone(), source: io::ErrorKind::NotFound.into() })
    }

    /// The rows that `sql` finds, each made into a value by `read`.
    fn rows<T>(
        &self,
        sql: &str,
        params: impl Params,
        read: fn(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Vec<T>> {
        self.db
            .prepare_cached(sql)
            .and_then(|mut query| query.query_map(params, read)?.collect())
            .map_err(|error| self.unread(error))
    }

    /// The first row that `sql` finds.
    fn row<T>(
        &self,
        sql: &str,
        params: impl Params,
        read: fn(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Option<T>> {
        Ok(self.rows(sql, params, read)?.into_iter().next())
    }

    /// SHA-256 over every value of every table: equal for a store and its
    /// copy, however the two are laid out on the disk.
    fn digest(&self) -> Result<String> {
        let digest = || -> rusqlite::Result<String> {
            let mut sum = Sha256::new();
            let mut tables = self
                .db
                .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")?;
            let tables = tables.query_map([], |row| row.get::<_, String>(0))?;
            for table in tables.collect::<rusqlite::Result<Vec<_>>>()? {
                let mut query =
                    self.db.prepare(&format!("SELECT * FROM \"{table}\" ORDER BY rowid"))?;
                let columns = query.column_count();
                let mut rows = query.query([])?;
                sum.update(table);
                while let Some(row) = rows.next()? {
                    for column in 0..columns {
                        feed(&mut sum, row.get_ref(column)?);
                    }
                }
            }
            Ok(format!("{:x}", sum.finalize()))
        };
        digest().map_err(|error| self.unread(error))
    }

    /// A failure to read, in the user's words.
    fn unread(&self, cause: rusqlite::Error) -> Error {
        if is_damage(&cause) {
            Error::StoreDamaged(self.path.clone())
        } else {
            Error::StoreUnread { path: self.path.clone(), source: cause }
        }
    }
}

impl Drop for Store {
    /// Brings everything into the one file, so that a copy of it is complete.
    /// Where that fails nothing is lost: the journal beside it has the rest.
    fn drop(&mut self) {
        if matches!(self.access, Access::Alone(_)) {
            let _ = self.db.busy_timeout(std::time::Duration::ZERO);
            let _ = opening::checkpoint(&self.db);
        }
    }
}

impl Deref for Tx<'_> {
    type Target = Store;

    fn deref(&self) -> &Store {
        self.store
    }
}

impl Tx<'_> {
    /// Runs a statement that writes; returns how many rows it changed.
    fn execute(&self, sql: &str, params: impl Params) -> Result<usize> {
        Ok(self.db.prepare_cached(sql)?.execute(params)?)
    }
}

/// Adds a value to a sum, with its kind and length, so that no two of them run
/// together.
fn feed(sum: &mut Sha256, value: ValueRef<'_>) {
    let (kind, bytes): (u8, &[u8]) = match &value {
        ValueRef::Null => (0, &[]),
        ValueRef::Integer(number) => (1, &number.to_le_bytes()),
        ValueRef::Real(number) => (2, &number.to_bits().to_le_bytes()),
        ValueRef::Text(text) => (3, text),
        ValueRef::Blob(bytes) => (4, bytes),
    };
    sum.update([kind]);
    sum.update(bytes.len().to_le_bytes());
    sum.update(bytes);
}

/// Whether the file, and not the disk or the moment, is what is wrong.
fn is_damage(error: &rusqlite::Error) -> bool {
    use rusqlite::ErrorCode::{DatabaseCorrupt, NotADatabase};
    use rusqlite::ffi::SQLITE_ERROR;
    // Every statement of this program is its own: one that is refused meets tables
    // that are not (a letter of the schema turned over), or a number in the head of
    // the file that no SQLite writes.
    let refused = error.sqlite_error().is_some_and(|cause| cause.extended_code == SQLITE_ERROR);
    if refused || matches!(error, rusqlite::Error::SqlInputError { .. }) {
        return true;
    }
    match error.sqlite_error_code() {
        Some(code) => matches!(code, DatabaseCorrupt | NotADatabase),
        // No code: a column, or a value in it, is not what this program writes.
        None => matches!(
            error,
            rusqlite::Error::FromSqlConversionFailure(..)
                | rusqlite::Error::InvalidColumnName(..)
                | rusqlite::Error::InvalidColumnType(..)
                | rusqlite::Error::IntegralValueOutOfRange(..)
                | rusqlite::Error::Utf8Error(..)
        ),
    }
}
