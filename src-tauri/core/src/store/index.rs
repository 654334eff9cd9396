//! Where words stand, over all reports: an index in a file of its own.
//!
//! It is derived from the reports and never trusted: each text it names is
//! looked at again. It is brought up to date before it is asked, made anew
//! whenever anything about it is in doubt, and never backed up. Where it cannot
//! be had at all, the texts themselves are read through.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use regex::Regex;
use rusqlite::{Connection, OpenFlags, Row, params};

use super::column::Word;
use super::found::{FoundIn, Line, Lines, Most, as_sought, ask, body_of, signs, year_of};
use super::lock::beside;
use super::{Access, Store};
use crate::model::{Uid, Year};
use crate::{Error, Result};

/// What stands behind the data file's name.
const SUFFIX: &str = ".index";

/// Grows when what the index holds is made in another way; an older one is then
/// made anew.
const VERSION: u32 = 3;

/// A report is kept folded, to be counted in; its characters are the words of
/// `sign`. Its lines stand by themselves, so that one is shown without reading the
/// others. A row's number is such that the latest reports come first.
const TABLES: &str = "
    CREATE TABLE text (id INTEGER PRIMARY KEY, uid TEXT NOT NULL, hash TEXT NOT NULL,
                       title TEXT NOT NULL, body TEXT NOT NULL) STRICT;
    CREATE TABLE line (text INTEGER, at INTEGER, part TEXT NOT NULL, paragraph INTEGER,
                       number TEXT NOT NULL, heading TEXT NOT NULL, words TEXT NOT NULL,
                       PRIMARY KEY (text, at)) STRICT, WITHOUT ROWID;
    CREATE VIRTUAL TABLE sign USING fts5(
        body, content='', contentless_delete=1, columnsize=1, tokenize='ascii');";

/// The index of a store, opened when it is first asked.
#[derive(Debug, Default)]
pub(super) struct Index {
    db: RefCell<Option<Connection>>,
    /// The reports may have changed since it was brought up to date.
    stale: Cell<bool>,
}

impl Index {
    /// The reports have changed, or may have.
    pub(super) fn note_change(&self) {
        self.stale.set(true);
    }
}

/// Takes away the index of the data file at `path`, which moved.
pub(super) fn forget(path: &Path) {
    let _ = fs::remove_file(beside(path, SUFFIX));
}

/// A report that lives, as the index knows it.
#[derive(PartialEq, Eq)]
struct Living {
    uid: Uid,
    hash: String,
}

impl Store {
    /// The living reports in which `words` stand, whatever their width or case,
    /// latest year first. `lines` is always the same for a store.
    ///
    /// # Errors
    ///
    /// [`Error::StoreUnread`] and [`Error::StoreDamaged`]. A fault of the index
    /// is none: the texts are read through without it.
    pub fn find_words(&self, words: &str, most: Most, lines: Lines) -> Result<Vec<FoundIn>> {
        let words = as_sought(words);
        if words.is_empty() {
            return Ok(Vec::new());
        }
        for _ in 0..2 {
            match self.ask_index(&words, most, lines) {
                Ok(Some(found)) => return Ok(found),
                Ok(None) => break,
                // In doubt it is made anew.
                Err(_) => {
                    self.index.db.replace(None);
                    if matches!(self.access, Access::Alone(_)) {
                        forget(&self.path);
                    }
                }
            }
        }
        self.read_through(&words, most, lines)
    }

    /// What the index says; `None` when it does not know all reports and may
    /// not be brought up to date from here.
    fn ask_index(
        &self,
        words: &str,
        most: Most,
        lines: Lines,
    ) -> rusqlite::Result<Option<Vec<FoundIn>>> {
        // It looks for plain words many times as fast as the standard library does.
        let Ok(sought) = Regex::new(&regex::escape(words)) else { return Ok(None) };
        let mut slot = self.index.db.borrow_mut();
        if slot.is_none() {
            *slot = Some(open(&self.access, &self.path)?);
            self.index.stale.set(true);
        }
        let Some(db) = slot.as_mut() else { return Ok(None) };
        // Whoever writes elsewhere does not tell this process.
        if self.index.stale.get() || matches!(self.access, Access::Reading) {
            if !self.bring_up_to_date(db, lines)? {
                return Ok(None);
            }
            self.index.stale.set(false);
        }
        ask(db, words, &sought, most).map(Some)
    }

    /// Puts into the index what it does not have and takes out what is gone.
    /// `false` when there is something to do and it may only be read.
    fn bring_up_to_date(&self, db: &mut Connection, lines: Lines) -> rusqlite::Result<bool> {
        let living = self.living()?;
        let known = known(db)?;
        let gone: Vec<i64> = known
            .iter()
            .filter(|(id, text)| living.get(*id) != Some(*text))
            .map(|(id, _)| *id)
            .collect();
        let new: Vec<(&i64, &Living)> =
            living.iter().filter(|(id, text)| known.get(*id) != Some(*text)).collect();
        if gone.is_empty() && new.is_empty() {
            return Ok(true);
        }
        if matches!(self.access, Access::Reading) {
            return Ok(false);
        }
        let write = db.transaction()?;
        for id in gone {
            for sql in [
                "DELETE FROM sign WHERE rowid = ?1",
                "DELETE FROM line WHERE text = ?1",
                "DELETE FROM text WHERE id = ?1",
            ] {
                write.prepare_cached(sql)?.execute([id])?;
            }
        }
        for (id, text) in new {
            // A damaged report has no words; that it is damaged is told elsewhere.
            let report = self.report(&text.uid).ok().map(|stored| stored.report);
            let lines = report.as_ref().map(lines).unwrap_or_default();
            let title = report.map(|report| report.title).unwrap_or_default();
            let body = body_of(&lines);
            write
                .prepare_cached("INSERT INTO sign (rowid, body) VALUES (?1, ?2)")?
                .execute(params![id, signs(&body)])?;
            write
                .prepare_cached("INSERT INTO text VALUES (?1, ?2, ?3, ?4, ?5)")?
                .execute(params![id, text.uid.as_str(), text.hash, title, body])?;
            let mut add = write.prepare_cached("INSERT INTO line VALUES (?1,?2,?3,?4,?5,?6,?7)")?;
            for (at, line) in lines.iter().enumerate() {
                let Line { part, paragraph, number, heading, words } = line;
                let (at, paragraph) = (Word(at), paragraph.map(Word));
                add.execute(params![id, at, Word(part), paragraph, number, heading, words])?;
            }
        }
        write.commit()?;
        Ok(true)
    }

    /// Finds words without an index.
    fn read_through(&self, words: &str, most: Most, lines: Lines) -> Result<Vec<FoundIn>> {
        let living = self.living().map_err(|error| self.unread(error))?;
        let mut found = Vec::new();
        let mut total = 0;
        for (id, text) in &living {
            let report = match self.report(&text.uid) {
                Ok(stored) => stored.report,
                Err(Error::StoreDamaged(_) | Error::ReportMissing(_)) => continue,
                Err(error) => return Err(error),
            };
            let mut all = lines(&report);
            let count = body_of(&all).matches(words).count();
            if count > 0 {
                let listed = total < most.listed;
                all.retain(|line| listed && as_sought(&line.words).contains(words));
                let (uid, title) = (report.uid, report.title);
                found.push(FoundIn { uid, year: year_of(*id), title, count, lines: all });
                total += count;
            }
            if total >= most.counted {
                break;
            }
        }
        Ok(found)
    }

    /// The reports that live, by their number in the index.
    fn living(&self) -> rusqlite::Result<BTreeMap<i64, Living>> {
        let mut query = self
            .db
            .prepare_cached("SELECT number, year, uid, hash FROM report WHERE deleted IS NULL")?;
        query.query_map([], living_from_row)?.collect()
    }
}

fn living_from_row(row: &Row<'_>) -> rusqlite::Result<(i64, Living)> {
    let number: u32 = row.get("number")?;
    let year = row.get::<_, Word<Year>>("year")?.0;
    // The later year first, and in it the later number.
    let id = (i64::from(u16::MAX - year.number()) << 32) | i64::from(u32::MAX - number);
    Ok((id, Living { uid: row.get::<_, Word<Uid>>("uid")?.0, hash: row.get("hash")? }))
}

fn open(access: &Access, data: &Path) -> rusqlite::Result<Connection> {
    let path = beside(data, SUFFIX);
    let db = match access {
        Access::Memory => Connection::open_in_memory()?,
        Access::Reading => {
            return Connection::open_with_flags(&path, OpenFlags::SQLITE_OPEN_READ_ONLY);
        }
        Access::Alone(_) => Connection::open(&path)?,
    };
    // It may lose its last write in a power cut; it must not lose its shape.
    db.pragma_update(None, "journal_mode", "TRUNCATE")?;
    db.pragma_update(None, "synchronous", "NORMAL")?;
    db.pragma_update(None, "trusted_schema", false)?;
    let version: u32 = db.pragma_query_value(None, "user_version", |row| row.get(0))?;
    if version != VERSION {
        // An index of another version is closed, deleted and made anew; a new
        // one is filled.
        db.execute_batch(&format!("BEGIN;{TABLES}PRAGMA user_version = {VERSION};COMMIT;"))?;
    }
    Ok(db)
}

/// What the index holds.
fn known(db: &Connection) -> rusqlite::Result<BTreeMap<i64, Living>> {
    let mut query = db.prepare_cached("SELECT id, uid, hash FROM text")?;
    let rows = query.query_map([], |row| {
        Ok((row.get(0)?, Living { uid: row.get::<_, Word<Uid>>(1)?.0, hash: row.get(2)? }))
    })?;
    rows.collect()
}

#[cfg(test)]
mod tests {
    use super::super::testing::{at, report, store, uid};
    use super::*;
    use crate::model::{Part, Report};

    const MOST: Most = Most { listed: 1000, counted: 1000 };

    fn lines(report: &Report) -> Vec<Line> {
        let line = |(part, paragraph, words): (Part, Option<usize>, &str)| {
            let (number, heading) = ("一、".to_owned(), part.to_string());
            Line { part, paragraph, number, heading, words: words.to_owned() }
        };
        report.texts().into_iter().map(line).collect()
    }

    fn whole(store: &Store, words: &str) -> Vec<FoundIn> {
        store.find_words(words, MOST, lines).unwrap()
    }

    fn found(store: &Store, words: &str) -> Vec<(Uid, usize)> {
        whole(store, words).into_iter().map(|found| (found.uid, found.count)).collect()
    }

    /// The same by reading every text.
    fn by_reading(store: &Store, words: &str) -> Vec<FoundIn> {
        store.read_through(&as_sought(words), MOST, lines).unwrap()
    }

    #[test]
    fn the_index_finds_what_reading_finds() {
        let store = store(&[2022, 2023, 2024]);
        for words in [
            "党",
            "主题",
            "主题党日",
            "12次",
            "１２次",
            "次。",
            "。",
            "2024年度抓",
            "2",
            "告\n",
            "12 次",
            "主题 党日",
            "不在",
            "习不够",
            "告现将",
            "XX",
        ] {
            assert_eq!(whole(&store, words), by_reading(&store, words), "{words:?}");
        }
        assert_eq!(whole(&store, " "), [], "white space is nothing to look for");
        assert_eq!(found(&store, "主题党日").len(), 3);
        assert_eq!(found(&store, "告现将"), [], "no words run over the end of a text");
    }

    #[test]
    fn the_latest_year_comes_first_and_the_count_ends_where_it_is_told_to() {
        let store = store(&[2022, 2024, 2023]);
        let most = |listed, counted| -> Vec<(Uid, usize)> {
            let found = store.find_words("党日", Most { listed, counted }, lines).unwrap();
            found.into_iter().map(|found| (found.uid, found.lines.len())).collect()
        };
        assert_eq!(most(9, 9), [(uid(2024), 1), (uid(2023), 1), (uid(2022), 1)]);
        assert_eq!(most(1, 2), [(uid(2024), 1), (uid(2023), 0)]);
    }

    #[test]
    fn what_was_written_changed_or_thrown_away_since_is_known() {
        let mut store = store(&[2023]);
        assert_eq!(found(&store, "网格"), []);
        let mut changed = report(2023);
        changed.closing = vec!["把网格做实。".to_owned()];
        store.write(|tx| tx.save_report(&changed, 1, at(1))).unwrap();
        assert_eq!(found(&store, "网格"), [(uid(2023), 1)]);
        store.write(|tx| tx.add_report(&report(2024), false, at(2))).unwrap();
        assert_eq!(found(&store, "党日").len(), 2);
        store.write(|tx| tx.trash_report(&uid(2023), at(3))).unwrap();
        assert_eq!(found(&store, "网格"), []);
    }

    #[test]
    fn a_damaged_or_foreign_index_is_made_anew_and_never_asked_in_vain() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("data.db");
        let fill = |store: &mut Store| {
            store.write(|tx| {
                tx.put_branch(&super::super::testing::branch())?;
                tx.add_report(&report(2024), false, at(0))
            })
        };
        let mut store = Store::open(&path).unwrap();
        fill(&mut store).unwrap();
        assert_eq!(found(&store, "党日").len(), 1);
        drop(store);
        let index = beside(&path, SUFFIX);
        for broken in [&b"no index at all"[..], b""] {
            fs::write(&index, broken).unwrap();
            let store = Store::open(&path).unwrap();
            assert_eq!(found(&store, "党日").len(), 1);
        }
        let whole = fs::read(&index).unwrap();
        for at in (100..whole.len()).step_by(997) {
            let mut torn = whole.clone();
            torn.truncate(at);
            fs::write(&index, &torn).unwrap();
            let store = Store::open(&path).unwrap();
            assert_eq!(found(&store, "党日").len(), 1, "cut at {at}");
        }
    }

    #[test]
    fn who_only_reads_makes_no_file() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("data.db");
        let mut writing = Store::open(&path).unwrap();
        writing
            .write(|tx| {
                tx.put_branch(&super::super::testing::branch())?;
                tx.add_report(&report(2024), false, at(0))
            })
            .unwrap();
        let reading = Store::open_for_reading(&path).unwrap();
        assert_eq!(found(&reading, "党日").len(), 1);
        assert!(!beside(&path, SUFFIX).exists());
        assert_eq!(found(&writing, "党日").len(), 1);
        writing.write(|tx| tx.add_report(&report(2023), false, at(1))).unwrap();
        assert_eq!(found(&reading, "党日").len(), 2, "the index is behind, and not relied on");
    }
}
