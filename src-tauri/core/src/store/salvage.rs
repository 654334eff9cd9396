//! What can still be read of a damaged data file, row by row.
//!
//! SQLite stops a scan at the first damaged page; asked for one row after the
//! other it gives nearly all of them. A row that is read is not yet right: a
//! text counts only when it is the one its hash was made of.

use std::path::Path;

use rusqlite::types::Value;
use rusqlite::{Connection, OpenFlags, params_from_iter};

use super::reports::{hash_of, says_the_same, uid_of};
use super::{Store, Tx};
use crate::model::{Branch, Moment, Report, Uid};
use crate::{Error, Result};

/// How many row numbers in a row may lead nowhere before a table is taken to
/// end, where the table does not say itself.
const GAP: i64 = 2_000;

/// What was read of a damaged file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Salvaged {
    /// The reports whose present text was read whole.
    pub current: Vec<Uid>,
    /// The reports of which the latest kept state was the best there was.
    pub from_revision: Vec<Uid>,
    /// How many rows were read, of whatever table.
    pub rows: usize,
    /// How many texts were read and are not what was saved.
    pub wrong: usize,
    /// The kept states that are lost: neither right in the file nor here before.
    pub lost: Vec<i64>,
}

impl Store {
    /// Puts into this store what is still right in the damaged file at
    /// `damaged`. What is here already gives way to it, save for kept states,
    /// of which there are then both.
    ///
    /// # Errors
    ///
    /// [`Error::StoreInUse`] on a store opened for reading, and where the disk
    /// refuses what is to be written. The damaged file refuses nothing: the
    /// worst that can be read of it is nothing at all.
    pub fn salvage(&mut self, damaged: &Path, at: Moment) -> Result<Salvaged> {
        let Ok(source) = Connection::open_with_flags(damaged, OpenFlags::SQLITE_OPEN_READ_WRITE)
        else {
            return Ok(Salvaged::default());
        };
        // References are looked after once everything is read.
        self.db.pragma_update(None, "foreign_keys", false)?;
        let salvaged = self.write(|tx| {
            let mut salvaged = Salvaged::default();
            for table in tx.tables()? {
                tx.salvage_table(&source, &table, &mut salvaged)?;
            }
            tx.mend_references(&mut salvaged, at)?;
            let lost = std::mem::take(&mut salvaged.lost).into_iter();
            salvaged.lost = lost.filter(|id| tx.revision(*id).is_err()).collect();
            Ok(salvaged)
        });
        self.db.pragma_update(None, "foreign_keys", true)?;
        salvaged
    }

    /// The tables with the program's own rows, in the order they were made, in
    /// which none refers to a later one.
    pub(super) fn tables(&self) -> Result<Vec<String>> {
        self.rows(
            "SELECT name FROM sqlite_schema
             WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY rowid",
            [],
            |row| row.get(0),
        )
    }
}

impl Tx<'_> {
    fn salvage_table(
        &mut self,
        source: &Connection,
        table: &str,
        salvaged: &mut Salvaged,
    ) -> Result<()> {
        let columns = self.rows("SELECT name FROM pragma_table_info(?1)", [table], |row| {
            row.get::<_, String>(0)
        })?;
        let list = columns.join(", ");
        let Ok(mut query) =
            source.prepare(&format!("SELECT {list} FROM \"{table}\" WHERE rowid = ?1"))
        else {
            return Ok(()); // An earlier version had no such table.
        };
        let last = source
            .query_row(&format!("SELECT max(rowid) FROM \"{table}\""), [], |row| {
                row.get::<_, Option<i64>>(0)
            })
            .ok()
            .flatten();
        let marks = vec!["?"; columns.len()].join(", ");
        let insert = format!("INTO \"{table}\" ({list}) VALUES ({marks})");
        let (mut id, mut misses) = (0, 0);
        while last.map_or(misses < GAP, |last| id < last) {
            id += 1;
            let read = query.query_row([id], |row| {
                (0..columns.len()).map(|at| row.get(at)).collect::<rusqlite::Result<Vec<Value>>>()
            });
            let is_state = table == "revision" && last.is_some();
            let mut values = match read {
                Ok(values) => values,
                Err(error) => {
                    misses += 1;
                    if is_state && error != rusqlite::Error::QueryReturnedNoRows {
                        salvaged.lost.push(id);
                    }
                    continue;
                }
            };
            misses = 0;
            if table == "revision" {
                put_right_report(&columns, &mut values);
            }
            if !is_right(table, &columns, &values) {
                salvaged.wrong += 1;
                if is_state {
                    salvaged.lost.push(id);
                }
                continue;
            }
            if self.put_row(table, &insert, &values)? {
                salvaged.rows += 1;
                if table == "report"
                    && let Some(uid) = text_of(&columns, &values, "uid")
                {
                    salvaged.current.extend(Uid::parse(uid));
                }
            } else if is_state {
                salvaged.lost.push(id);
            }
        }
        Ok(())
    }

    /// Puts a row in; `false` where the store's own rules refuse what was read.
    fn put_row(&mut self, table: &str, insert: &str, values: &[Value]) -> Result<bool> {
        // A kept state never gives way; every other row does.
        let way = if table == "revision" { "IGNORE" } else { "REPLACE" };
        match self.execute(&format!("INSERT OR {way} {insert}"), params_from_iter(values)) {
            Ok(added) => Ok(added > 0),
            Err(Error::Database(cause))
                if cause.sqlite_error_code() == Some(rusqlite::ErrorCode::ConstraintViolation) =>
            {
                Ok(false)
            }
            Err(error) => Err(error),
        }
    }

    /// Reports whose row is lost come back from their latest kept state, units
    /// whose row is lost without their facts; what then still refers to nothing
    /// goes.
    fn mend_references(&mut self, salvaged: &mut Salvaged, at: Moment) -> Result<()> {
        let bodies = self.rows(
            "SELECT body, hash FROM revision WHERE id IN (SELECT max(id) FROM revision
             WHERE report NOT IN (SELECT uid FROM report) GROUP BY report)",
            [],
            |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?)),
        )?;
        for (body, hash) in bodies {
            let report: Report = match serde_json::from_str(&body) {
                Ok(report) if hash_of(&body) == hash => report,
                _ => continue,
            };
            self.make_branch(&report.branch)?;
            self.add_report(&report, true, at)?;
            salvaged.from_revision.push(report.uid);
        }
        let orphans = self.rows(
            "SELECT DISTINCT branch FROM report WHERE branch NOT IN (SELECT uid FROM branch)",
            [],
            |row| row.get::<_, String>(0),
        )?;
        for uid in orphans.iter().filter_map(|uid| Uid::parse(uid).ok()) {
            self.make_branch(&uid)?;
        }
        // Twice, since what goes may have been referred to.
        for _ in 0..2 {
            for (table, row) in self.rows(
                "SELECT \"table\", rowid FROM pragma_foreign_key_check WHERE rowid IS NOT NULL",
                [],
                |row| Ok((row.get::<_, String>(0)?, row.get::<_, i64>(1)?)),
            )? {
                self.execute(&format!("DELETE FROM \"{table}\" WHERE rowid = ?1"), [row])?;
            }
        }
        Ok(())
    }

    fn make_branch(&mut self, uid: &Uid) -> Result<()> {
        match self.branch(uid) {
            Err(Error::BranchMissing) => {
                self.put_branch(&Branch { uid: uid.clone(), succeeds: None, years: Vec::new() })
            }
            known => known.map(drop),
        }
    }
}

/// Whether a row with a text and a hash has the text that the hash was made of,
/// and says nothing else beside it.
fn is_right(table: &str, columns: &[String], values: &[Value]) -> bool {
    let column =
        |name: &str| columns.iter().position(|column| column == name).map(|at| values[at].clone());
    match (text_of(columns, values, "body"), text_of(columns, values, "hash")) {
        (Some(body), Some(hash)) => {
            hash_of(body) == hash && (table != "report" || says_the_same(body, column))
        }
        _ => !columns.iter().any(|column| column == "body"),
    }
}

/// A kept state belongs to the report that its text names: the text has a hash,
/// the column beside it has none.
fn put_right_report(columns: &[String], values: &mut [Value]) {
    let uid = text_of(columns, values, "body").and_then(uid_of);
    let at = columns.iter().position(|column| column == "report");
    if let (Some(uid), Some(at)) = (uid, at) {
        values[at] = Value::Text(uid.as_str().to_owned());
    }
}

fn text_of<'a>(columns: &[String], values: &'a [Value], name: &str) -> Option<&'a str> {
    match &values[columns.iter().position(|column| column == name)?] {
        Value::Text(text) => Some(text),
        _ => None,
    }
}
