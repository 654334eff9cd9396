//! What writers said of findings.

use rusqlite::{Row, named_params};

use super::column::{Json, Word};
use super::{Store, Tx};
use crate::Result;
use crate::model::{Anchor, Uid, Waiver};

impl Store {
    /// What was said of the findings of a report, each with its number.
    ///
    /// # Errors
    ///
    /// [`Error::StoreUnread`](crate::Error::StoreUnread) and
    /// [`Error::StoreDamaged`](crate::Error::StoreDamaged).
    pub fn waivers(&self, report: &Uid) -> Result<Vec<(i64, Waiver)>> {
        self.rows(
            "SELECT number, report, rule, anchor, reason FROM waiver
             WHERE report = ?1 ORDER BY number",
            [report.as_str()],
            waiver_from_row,
        )
    }
}

impl Tx<'_> {
    /// Adds what was said of a finding, and gives its number.
    ///
    /// # Errors
    ///
    /// [`Error::Database`](crate::Error::Database) when the report is not there.
    pub fn add_waiver(&mut self, waiver: &Waiver) -> Result<i64> {
        self.execute(
            "INSERT INTO waiver (report, rule, anchor, reason)
             VALUES (:report, :rule, :anchor, :reason)",
            named_params! {
                ":report": waiver.report.as_str(),
                ":rule": waiver.rule,
                ":anchor": waiver.anchor.as_ref().map(Json),
                ":reason": waiver.reason,
            },
        )?;
        Ok(self.db.last_insert_rowid())
    }

    /// Takes back what was said under `number`; false where there is nothing.
    ///
    /// # Errors
    ///
    /// [`Error::Database`](crate::Error::Database).
    pub fn remove_waiver(&mut self, number: i64) -> Result<bool> {
        Ok(self.execute("DELETE FROM waiver WHERE number = ?1", [number])? > 0)
    }

    /// Takes back that a rule is off for a report.
    ///
    /// # Errors
    ///
    /// [`Error::Database`](crate::Error::Database).
    pub fn remove_waivers_of(&mut self, report: &Uid, rule: &str) -> Result<()> {
        self.execute(
            "DELETE FROM waiver WHERE report = :report AND rule = :rule AND anchor IS NULL",
            named_params! { ":report": report.as_str(), ":rule": rule },
        )?;
        Ok(())
    }
}

fn waiver_from_row(row: &Row<'_>) -> rusqlite::Result<(i64, Waiver)> {
    let waiver = Waiver {
        report: row.get::<_, Word<Uid>>("report")?.0,
        rule: row.get("rule")?,
        anchor: row.get::<_, Option<Json<Anchor>>>("anchor")?.map(|anchor| anchor.0),
        reason: row.get("reason")?,
    };
    Ok((row.get("number")?, waiver))
}
