//! What proves a data file whole.
//!
//! A start proves only what it shows: the tables of the present state, and the
//! present texts. The kept states are most of an old file and are shown one at
//! a time, each against its own sum; they are proved in slices later.

use rusqlite::types::Value;

use super::Store;
use super::reports::{hash_of, says_the_same, uid_of};
use crate::{Error, Result};

/// The table that a start leaves alone, however large it has grown.
const KEPT: &str = "revision";

/// How many kept states are proved in one slice: a few milliseconds' work.
const SLICE: u32 = 64;

/// What is wrong with a data file, in words for the user.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Flaw {
    /// SQLite found its own structure damaged.
    Structure(String),
    /// The text of a report is not the one that was saved.
    Report {
        /// What `list` calls it.
        number: i64,
        /// Its title.
        title: String,
    },
    /// The text of a kept state is not the one that was kept, or not of its report.
    Revision {
        /// Its number.
        id: i64,
    },
}

impl Store {
    /// Everything that is wrong with the file: its structure, and each text
    /// against the hash that was kept with it. Empty for a whole file.
    ///
    /// SQLite's own check sees no bit that flipped inside a text; the hashes
    /// do.
    ///
    /// # Errors
    ///
    /// [`Error::StoreUnread`] when the disk does not give the file.
    pub fn flaws(&self) -> Result<Vec<Flaw>> {
        let mut flaws = Vec::new();
        note(&mut flaws, self.structure(None))?;
        note(&mut flaws, self.wrong_reports())?;
        note(&mut flaws, self.wrong_kept(0, u32::MAX).map(|(wrong, _)| wrong))?;
        note(&mut flaws, self.readable())?;
        Ok(flaws)
    }

    /// As [`Store::flaws`], of all but the kept states: what this reads of the
    /// file does not grow with them.
    ///
    /// # Errors
    ///
    /// As [`Store::flaws`].
    pub fn flaws_at_start(&self) -> Result<Vec<Flaw>> {
        let mut flaws = Vec::new();
        note(&mut flaws, self.structure_at_start())?;
        note(&mut flaws, self.wrong_reports())?;
        note(&mut flaws, self.readable())?;
        Ok(flaws)
    }

    /// What is wrong with the next few kept states, those numbered above
    /// `after`, and the number of the last of them: `None` once there are none
    /// left, and the structure of the whole file was looked at as well.
    ///
    /// # Errors
    ///
    /// As [`Store::flaws`].
    pub fn flaws_of_kept(&self, after: i64) -> Result<(Vec<Flaw>, Option<i64>)> {
        let mut flaws = Vec::new();
        let mut last = None;
        let slice = self.wrong_kept(after, SLICE).map(|(wrong, at)| {
            last = at;
            wrong
        });
        note(&mut flaws, slice)?;
        if last.is_none() {
            note(&mut flaws, self.structure(None))?;
        }
        Ok((flaws, last))
    }

    /// What SQLite says of the structure of `table`, or of the whole file: the
    /// whole check, since the quick one does not see an index that leads to
    /// another row.
    fn structure(&self, table: Option<&str>) -> Result<Vec<Flaw>> {
        let of = table.map_or_else(|| "20".to_owned(), |table| format!("\"{table}\""));
        let said = self.rows(&format!("PRAGMA integrity_check({of})"), [], |row| row.get(0))?;
        Ok(said.into_iter().filter(|line| line != "ok").map(Flaw::Structure).collect())
    }

    fn structure_at_start(&self) -> Result<Vec<Flaw>> {
        let tables = self.tables()?;
        let present = tables.iter().map(String::as_str).filter(|table| *table != KEPT);
        let found = ["sqlite_schema"].into_iter().chain(present).map(|it| self.structure(Some(it)));
        Ok(found.collect::<Result<Vec<_>>>()?.concat())
    }

    /// The reports whose text, or what the list shows of it, is not what was saved.
    fn wrong_reports(&self) -> Result<Vec<Flaw>> {
        let texts = self.rows("SELECT * FROM report", [], |row| {
            let body: String = row.get("body")?;
            let whole = hash_of(&body) == row.get::<_, String>("hash")?
                && says_the_same(&body, |name| row.get(name).ok());
            Ok((whole, Flaw::Report { number: row.get("number")?, title: row.get("title")? }))
        })?;
        Ok(texts.into_iter().filter(|(whole, _)| !whole).map(|(_, flaw)| flaw).collect())
    }

    /// The wrong ones of at most `most` kept states numbered above `after`, and
    /// the number of the last one looked at.
    fn wrong_kept(&self, after: i64, most: u32) -> Result<(Vec<Flaw>, Option<i64>)> {
        let texts = self.rows(
            "SELECT id, report, body, hash FROM revision WHERE id > ?1 ORDER BY id LIMIT ?2",
            [after, most.into()],
            |row| {
                let (body, report): (String, String) = (row.get("body")?, row.get("report")?);
                let whole = hash_of(&body) == row.get::<_, String>("hash")?
                    && uid_of(&body).is_some_and(|uid| uid.as_str() == report);
                Ok((row.get("id")?, whole))
            },
        )?;
        let last = texts.last().map(|(id, _)| *id);
        let wrong = texts.into_iter().filter(|(_, whole)| !whole);
        Ok((wrong.map(|(id, _)| Flaw::Revision { id }).collect(), last))
    }

    /// Reads what the program lists, and every value of the small tables: one
    /// that is no text any more keeps a page from being shown.
    fn readable(&self) -> Result<Vec<Flaw>> {
        self.reports()?;
        self.trash()?;
        self.branches()?;
        for table in self.tables()? {
            if table != "report" && table != KEPT {
                self.rows(&format!("SELECT * FROM \"{table}\""), [], |row| {
                    let columns = row.as_ref().column_count();
                    (0..columns).try_for_each(|at| row.get::<_, Value>(at).map(drop))
                })?;
            }
        }
        Ok(Vec::new())
    }
}

/// Adds what was found to `flaws`. What cannot be read at all is told where
/// nothing tells of it more exactly.
fn note(flaws: &mut Vec<Flaw>, found: Result<Vec<Flaw>>) -> Result<()> {
    match found {
        Ok(found) => flaws.extend(found),
        Err(Error::StoreDamaged(_)) if flaws.is_empty() => {
            flaws.push(Flaw::Structure("有一部分内容读不出来".to_owned()));
        }
        Err(Error::StoreDamaged(_)) => {}
        Err(error) => return Err(error),
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::super::testing::{at, branch, report};
    use super::*;
    use crate::model::{Reason, Report};

    /// A file with a report and as many kept states of it, closed.
    fn office(kept: u16) -> (tempfile::TempDir, std::path::PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("述职.db");
        let mut store = Store::open(&path).unwrap();
        let written = store.write(|tx| {
            tx.put_branch(&branch())?;
            tx.add_report(&report(2024), false, at(0))?;
            (0..kept).try_for_each(|k| {
                let state = Report { title: format!("第{k:05}稿"), ..report(2024) };
                tx.add_revision(&state, Reason::Interval, "", at(k.into())).map(drop)
            })
        });
        written.unwrap();
        drop(store);
        (folder, path)
    }

    /// Turns a bit over in the one place where the words stand.
    fn flip(path: &std::path::Path, words: &str) {
        let mut bytes = fs::read(path).unwrap();
        let places: Vec<_> =
            (0..bytes.len()).filter(|at| bytes[*at..].starts_with(words.as_bytes())).collect();
        assert_eq!(places.len(), 1, "{words}");
        bytes[places[0] + words.len() - 1] ^= 1;
        fs::write(path, bytes).unwrap();
    }

    #[test]
    fn a_wrong_kept_state_is_left_to_the_slices_and_found_by_one_of_them() -> Result<()> {
        let (_folder, path) = office(300);
        flip(&path, "第00200稿");
        let store = Store::open(&path)?;
        assert_eq!(store.flaws_at_start()?, [], "a start does not look at it");
        assert_eq!(store.flaws()?, [Flaw::Revision { id: 201 }]);
        let (mut after, mut found, mut slices) = (Some(0), Vec::new(), 0);
        while let Some(number) = after {
            let (flaws, last) = store.flaws_of_kept(number)?;
            found.extend(flaws);
            after = last;
            slices += 1;
        }
        assert_eq!(found, [Flaw::Revision { id: 201 }]);
        assert_eq!(slices, 300_u32.div_ceil(SLICE) + 1, "the last one finds that none are left");
        Ok(())
    }

    #[test]
    fn a_kept_state_under_another_report_s_name_is_wrong_and_never_shown() -> Result<()> {
        let (_folder, path) = office(2);
        let raw = rusqlite::Connection::open(&path)?;
        raw.execute_batch(
            "DROP TRIGGER revision_never_changes; PRAGMA foreign_keys = OFF;
             UPDATE revision SET report = replace(report, '0', '1') WHERE id = 2;",
        )?;
        drop(raw);
        let store = Store::open(&path)?;
        assert_eq!(store.flaws()?, [Flaw::Revision { id: 2 }]);
        assert!(matches!(store.revision(2), Err(Error::StoreDamaged(_))));
        Ok(())
    }

    #[test]
    fn a_wrong_present_text_is_found_at_the_start() -> Result<()> {
        let (_folder, path) = office(0);
        flip(&path, "学习不够深入");
        let flaws = Store::open(&path)?.flaws_at_start()?;
        assert!(matches!(flaws[..], [Flaw::Report { number: 1, .. }]), "{flaws:?}");
        Ok(())
    }

    #[test]
    fn a_damaged_page_of_kept_states_is_found_by_the_slices() -> Result<()> {
        let (_folder, path) = office(300);
        let mut bytes = fs::read(&path).unwrap();
        let at = bytes.len() * 2 / 3 / 4096 * 4096;
        bytes[at..at + 4096].fill(0);
        fs::write(&path, bytes).unwrap();
        let store = Store::open(&path)?;
        assert_eq!(store.flaws_at_start()?, []);
        let mut after = Some(0);
        let found = std::iter::from_fn(|| {
            let (flaws, last) = store.flaws_of_kept(after?).unwrap();
            after = last;
            Some(flaws)
        });
        assert!(found.flatten().count() > 0);
        Ok(())
    }
}
