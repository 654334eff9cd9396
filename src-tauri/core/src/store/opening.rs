//! How a data file is opened: looked at first, and changed only when it is
//! known to be one that this program may write.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};
use rusqlite_migration::{M, Migrations};

use super::index::Index;
use super::lock::{Lock, beside};
use super::{Access, Store, copy, is_damage, lasting};
use crate::{Error, Result};

/// Every migration that ever shipped, oldest first.
const STEPS: &[M<'_>] = &[
    M::up(include_str!("migrations/0001_foundation.sql")),
    M::up(include_str!("migrations/0002_reasons.sql")),
    M::up(include_str!("migrations/0003_waiver.sql")),
    M::up(include_str!("migrations/0004_returned.sql")),
    M::up(include_str!("migrations/0005_figure_reason.sql")),
];
const MIGRATIONS: Migrations<'_> = Migrations::from_slice(STEPS);

/// How many migrations there are: the version this program writes.
pub(super) const VERSION: u32 = STEPS.len() as u32;

/// What `PRAGMA application_id` says in this program's files ("SHUZ").
const APPLICATION: u32 = 0x5348_555A;

/// How long to wait for another connection that is just writing.
const PATIENCE: Duration = Duration::from_secs(5);

pub(super) fn to_write(path: &Path) -> Result<Store> {
    let path = whole(path);
    if !lasting::is_in_exchange(&path) && look_at(&path)? == Found::Nothing {
        make_folder(&path)?;
    }
    let lock = Lock::take(&path)?;
    lasting::finish_exchange(&path)?;
    if look_at(&path)? == Found::Nothing {
        create(&path)?;
    }
    let db = connect(&path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    let found = version(&db)?;
    let mut store = Store { db, access: Access::Alone(lock), path, index: Index::default() };
    if found < VERSION {
        copy::keep_before_upgrade(&store, found)?;
    }
    prepare(&store.db)
        .and_then(|()| bring_up_to_date(&mut store.db, &store.path))
        .map_err(|error| at(&store.path, error))?;
    Ok(store)
}

pub(super) fn to_read(path: &Path) -> Result<Store> {
    let store = beside_the_writer(path)?;
    let db = &store.db;
    db.pragma_update(None, "query_only", true).map_err(|error| at(&store.path, error.into()))?;
    Ok(store)
}

/// Opens the file beside the connection that writes it. SQLite would let this
/// one write, too, which copying into another file asks for; the store does not.
pub(super) fn beside_the_writer(path: &Path) -> Result<Store> {
    let path = there(path)?;
    // Not SQLITE_OPEN_READ_ONLY: that needs the writer's journal to be there
    // already, and leaves its own behind.
    let db = connect(&path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    if version(&db)? < VERSION {
        // Only an older program that is running now can have left it so:
        // opening to write brings a file up to date.
        return Err(Error::StoreInUse);
    }
    Ok(Store { db, access: Access::Reading, path, index: Index::default() })
}

/// Opens a copy only to look into it, be it of an earlier version.
pub(super) fn to_look(path: &Path) -> Result<Store> {
    let path = there(path)?;
    let db = connect(&path, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    Ok(Store { db, access: Access::Reading, path, index: Index::default() })
}

/// The whole path of a data file that must be there.
fn there(path: &Path) -> Result<PathBuf> {
    let path = whole(path);
    if lasting::is_in_exchange(&path) {
        return Err(Error::StoreInUse); // Opening to write finishes that.
    }
    if look_at(&path)? == Found::Nothing {
        return Err(Error::StorePlace { path, source: io::ErrorKind::NotFound.into() });
    }
    Ok(path)
}

pub(super) fn in_memory() -> Result<Store> {
    let mut db = Connection::open_in_memory()?;
    prepare(&db)?;
    let path = PathBuf::new();
    bring_up_to_date(&mut db, &path)?;
    Ok(Store { db, access: Access::Memory, path, index: Index::default() })
}

/// Brings all that was committed into the data file itself and empties the
/// journal beside it.
pub(super) fn checkpoint(db: &Connection) -> rusqlite::Result<()> {
    db.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))
}

/// What stands at a place, as far as its first bytes tell.
#[derive(Debug, PartialEq, Eq)]
enum Found {
    Nothing,
    DataFile,
}

/// Looks at the file without SQLite, which would touch the journal beside it.
fn look_at(path: &Path) -> Result<Found> {
    let place = |source| Error::StorePlace { path: path.to_owned(), source };
    let mut header = Vec::new();
    match File::open(path) {
        Ok(file) if file.metadata().map_err(place)?.is_dir() => {
            return Err(place(io::ErrorKind::IsADirectory.into()));
        }
        Ok(file) => file.take(100).read_to_end(&mut header).map_err(place)?,
        // A link that leads nowhere is not nothing: its stick may be out.
        Err(error) if error.kind() == io::ErrorKind::NotFound && !path.is_symlink() => {
            return Ok(Found::Nothing);
        }
        Err(error) => return Err(place(error)),
    };
    if header.is_empty() {
        return Err(Error::StoreEmpty(path.to_owned()));
    }
    // https://www.sqlite.org/fileformat2.html, 1.3: user version at byte 60,
    // application id at byte 68, both with the highest byte first.
    let number = |at: usize| header.get(at..at + 4)?.try_into().ok().map(u32::from_be_bytes);
    if !header.starts_with(b"SQLite format 3\0") || number(68) != Some(APPLICATION) {
        return Err(Error::StoreDamaged(path.to_owned()));
    }
    if number(60) > Some(VERSION) {
        return Err(Error::StoreTooNew);
    }
    Ok(Found::DataFile)
}

pub(super) fn is_data_file(path: &Path) -> bool {
    matches!(look_at(path), Ok(Found::DataFile) | Err(Error::StoreTooNew))
}

/// Makes a new data file. It is built under another name, so that a file
/// stands at `path` only when it is whole.
fn create(path: &Path) -> Result<()> {
    refuse_orphan(path)?;
    let draft = beside(path, ".new");
    let place = |source| Error::StorePlace { path: path.to_owned(), source };
    // What a start that was cut short left; nothing was ever kept in it.
    match fs::remove_file(&draft) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(place(error)),
        _ => {}
    }
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE;
    Connection::open_with_flags(&draft, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX)
        .map_err(Error::from)
        .and_then(|mut db| bring_up_to_date(&mut db, path))
        .map_err(|error| at(path, error))
        .and_then(|()| lasting::put_in_place(&draft, path).map_err(place))
        .inspect_err(|_| {
            let _ = fs::remove_file(&draft);
        })
}

/// Refuses a place where the journal of a data file is left without the file.
/// It may hold the user's last words; SQLite would mix them into a new file.
pub(super) fn refuse_orphan(path: &Path) -> Result<()> {
    for end in ["-wal", "-journal"] {
        let journal = beside(path, end);
        if fs::metadata(&journal).is_ok_and(|file| file.len() > 0) {
            return Err(Error::StoreDamaged(journal));
        }
    }
    Ok(())
}

fn make_folder(path: &Path) -> Result<()> {
    let folder = path.parent().unwrap_or(path);
    lasting::make_folder(folder)
        .map_err(|source| Error::StorePlace { path: folder.to_owned(), source })
}

/// Opens what `look_at` took for a data file, and asks SQLite the same two
/// questions: the newest answers may stand in the journal still.
fn connect(path: &Path, flags: OpenFlags) -> Result<Connection> {
    let open = || -> Result<Connection> {
        let db = Connection::open_with_flags(path, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
        db.busy_timeout(PATIENCE)?;
        // So long as the file may turn out to be a later version's, closing it
        // must not carry over what a crash left in the journal.
        let journal = fs::metadata(beside(path, "-wal")).is_ok_and(|file| file.len() > 0);
        db.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, journal)?;
        if db.pragma_query_value(None, "application_id", |row| row.get::<_, u32>(0))? != APPLICATION
        {
            return Err(Error::StoreDamaged(path.to_owned()));
        }
        if version(&db)? > VERSION {
            return Err(Error::StoreTooNew);
        }
        // The first question that has to read more than the header.
        db.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()))?;
        db.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, false)?;
        Ok(db)
    };
    open().map_err(|error| at(path, error))
}

fn version(db: &Connection) -> Result<u32> {
    Ok(db.pragma_query_value(None, "user_version", |row| row.get(0))?)
}

/// Sets what SQLite does not remember in the file.
fn prepare(db: &Connection) -> Result<()> {
    // WAL with FULL: a commit that returned survives a power cut, at a fraction
    // of a millisecond each.
    db.pragma_update(None, "journal_mode", "WAL")?;
    db.pragma_update(None, "synchronous", "FULL")?;
    db.pragma_update(None, "foreign_keys", true)?;
    // A crafted file must not run functions of its own choice.
    db.pragma_update(None, "trusted_schema", false)?;
    Ok(())
}

/// Runs the migrations the file has not seen, all or none.
pub(super) fn bring_up_to_date(db: &mut Connection, path: &Path) -> Result<()> {
    use rusqlite_migration::Error as Refusal;
    match MIGRATIONS.to_latest(db) {
        Ok(()) => Ok(()),
        Err(Refusal::RusqliteError { err, .. }) => Err(err.into()),
        Err(Refusal::MigrationDefinition(_)) => Err(Error::StoreTooNew),
        Err(_) => Err(Error::StoreDamaged(path.to_owned())),
    }
}

/// The refusal of SQLite to open `path`, in the user's words.
fn at(path: &Path, error: Error) -> Error {
    match error {
        Error::Database(cause) if is_damage(&cause) => Error::StoreDamaged(path.to_owned()),
        Error::Database(cause) => {
            Error::StorePlace { path: path.to_owned(), source: io::Error::other(cause) }
        }
        // Nothing was being saved: what there is no room for is the file itself.
        Error::DiskFull => Error::TargetFull(path.to_owned()),
        other => other,
    }
}

/// The path as one that means the same wherever the process goes, with links
/// followed, so that one file has one lock.
pub(super) fn whole(path: &Path) -> PathBuf {
    // Windows answers with a form of the path that nobody should have to read.
    let followed = if cfg!(unix) { fs::canonicalize(path) } else { std::path::absolute(path) };
    followed.or_else(|_| std::path::absolute(path)).unwrap_or_else(|_| path.to_owned())
}

#[cfg(test)]
mod tests {
    use super::super::testing;
    use super::*;

    #[test]
    fn the_migrations_are_well_formed() {
        assert_eq!(MIGRATIONS.validate(), Ok(()));
    }

    #[test]
    fn a_later_version_that_stands_in_the_journal_only_is_refused_untouched() -> Result<()> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("述职.db");
        drop(to_write(&path)?);
        // A later version migrated the file and was killed before it closed it.
        let later = Connection::open(&path)?;
        later.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
        later.execute_batch("CREATE TABLE later (x TEXT) STRICT; PRAGMA user_version = 99")?;
        drop(later);
        let read = || ["", "-wal"].map(|end| fs::read(beside(&path, end)).unwrap());
        let before = read();
        assert_eq!(look_at(&path)?, Found::DataFile, "the file itself does not tell");
        for refused in [to_write(&path), to_read(&path)] {
            assert!(matches!(refused, Err(Error::StoreTooNew)), "{refused:?}");
        }
        assert!(read() == before, "file and journal are as they were");
        Ok(())
    }

    #[test]
    fn a_start_that_was_cut_short_is_begun_again() -> Result<()> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("述职.db");
        fs::write(beside(&path, ".new"), "半个文件").unwrap();
        assert!(to_write(&path)?.reports()?.is_empty());
        assert!(!beside(&path, ".new").exists());
        Ok(())
    }

    #[test]
    fn a_full_disk_is_told_as_such_and_takes_nothing_that_was_saved() -> Result<()> {
        let folder = tempfile::tempdir().unwrap();
        let mut store = to_write(&folder.path().join("述职.db"))?;
        let add = |store: &mut Store, number| {
            store.write(|tx| tx.add_report(&testing::report(number), false, testing::at(0)))
        };
        store.write(|tx| tx.put_branch(&testing::branch()))?;
        add(&mut store, 2023)?;
        // As many pages as there are, and not one more.
        let pages: i64 = store.db.pragma_query_value(None, "page_count", |row| row.get(0))?;
        store.db.pragma_update(None, "max_page_count", pages)?;
        let refused = (1950..2000).find_map(|number| add(&mut store, number).err()).unwrap();
        assert!(matches!(refused, Error::DiskFull), "{refused:?}");
        let before = store.reports()?.len();

        store.db.pragma_update(None, "max_page_count", pages * 10)?;
        add(&mut store, 2024)?;
        assert_eq!(store.reports()?.len(), before + 1, "once there is room it goes on");
        assert_eq!(store.report(&testing::uid(2023))?.report, testing::report(2023));
        Ok(())
    }

    #[test]
    fn commits_are_on_the_disk_when_they_return() -> Result<()> {
        let folder = tempfile::tempdir().unwrap();
        let store = to_write(&folder.path().join("述职.db"))?;
        let ask = |name| store.db.pragma_query_value(None, name, |row| row.get::<_, String>(0));
        assert_eq!(ask("journal_mode")?, "wal");
        for (name, expected) in [("synchronous", 2), ("foreign_keys", 1), ("trusted_schema", 0)] {
            let set: i64 = store.db.pragma_query_value(None, name, |row| row.get(0))?;
            assert_eq!(set, expected, "{name}");
        }
        Ok(())
    }
}
