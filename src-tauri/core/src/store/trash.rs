//! The trash: reports stay in their table, and live again when taken out.

use rusqlite::named_params;

use super::column::Instant;
use super::reports::{ROW, ReportRow, row_from_row};
use super::{Store, Tx};
use crate::model::{Moment, Uid};
use crate::{Error, Result};

impl Store {
    /// The reports in the trash, latest first.
    ///
    /// # Errors
    ///
    /// As [`Store::reports`].
    pub fn trash(&self) -> Result<Vec<ReportRow>> {
        let sql = format!("{ROW} WHERE deleted IS NOT NULL ORDER BY number DESC");
        self.rows(&sql, [], row_from_row)
    }
}

impl Tx<'_> {
    /// Puts a report into the trash; what lies there already stays as it is.
    ///
    /// # Errors
    ///
    /// [`Error::ReportMissing`].
    pub fn trash_report(&mut self, uid: &Uid, at: Moment) -> Result<()> {
        let changed = self.execute(
            "UPDATE report SET deleted = coalesce(deleted, :at) WHERE uid = :uid",
            named_params! { ":uid": uid.as_str(), ":at": Instant(at) },
        )?;
        if changed == 0 { Err(Error::ReportMissing(uid.clone())) } else { Ok(()) }
    }

    /// Takes a report out of the trash. Where another took its year meanwhile,
    /// it stands beside that one: nothing that was deleted is out of reach.
    ///
    /// # Errors
    ///
    /// [`Error::ReportMissing`].
    pub fn recover_report(&mut self, uid: &Uid) -> Result<()> {
        let changed = self.execute(
            "UPDATE report SET deleted = NULL, beside = CASE WHEN deleted IS NULL THEN beside ELSE
                (SELECT coalesce(max(other.beside) + 1, 0) FROM report AS other
                 WHERE other.branch = report.branch AND other.year = report.year
                    AND other.template = report.template AND other.edition = report.edition
                    AND other.deleted IS NULL) END
             WHERE uid = ?1",
            [uid.as_str()],
        )?;
        if changed == 0 { Err(Error::ReportMissing(uid.clone())) } else { Ok(()) }
    }

    /// Deletes for good what lies in the trash, with its revisions, figures
    /// and duties. Called when the user says so, and never otherwise.
    ///
    /// # Errors
    ///
    /// [`Error::Database`].
    pub fn empty_trash(&mut self) -> Result<()> {
        const TRASH: &str = "(SELECT uid FROM report WHERE deleted IS NOT NULL)";
        for sql in [
            format!(
                "DELETE FROM answer WHERE report IN {TRASH}
                 OR duty IN (SELECT uid FROM duty WHERE from_report IN {TRASH})"
            ),
            format!("DELETE FROM duty WHERE from_report IN {TRASH}"),
            format!("DELETE FROM figure WHERE report IN {TRASH}"),
            format!("DELETE FROM revision WHERE report IN {TRASH}"),
            "DELETE FROM report WHERE deleted IS NOT NULL".to_owned(),
        ] {
            self.execute(&sql, [])?;
        }
        Ok(())
    }
}
