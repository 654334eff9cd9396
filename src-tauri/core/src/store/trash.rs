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

#[cfg(test)]
mod tests {
    use super::super::testing::{at, report, store, uid, year};
    use super::*;
    use crate::model::{Answer, AnswerState, Basis, Duty, DutyKind, Figure, Reason, Report};

    fn titles(rows: &[ReportRow]) -> Vec<&str> {
        rows.iter().map(|row| row.title.as_str()).collect()
    }

    #[test]
    fn a_deleted_report_frees_its_year_and_comes_back_beside_whoever_took_it() -> Result<()> {
        let mut store = store(&[2023, 2024]);
        store.write(|tx| tx.trash_report(&uid(2024), at(1)))?;
        assert_eq!(store.reports()?.len(), 1);
        assert_eq!(titles(&store.trash()?), [report(2024).title]);
        let other = Report { uid: uid(9), ..report(2024) };
        store.write(|tx| tx.add_report(&other, false, at(2)))?;
        store.write(|tx| tx.recover_report(&uid(2024)))?;
        assert_eq!((store.reports()?.len(), store.trash()?.len()), (3, 0));
        assert_eq!(store.namesake(&other)?, Some(uid(9)));
        Ok(())
    }

    #[test]
    fn recovering_what_lives_and_deleting_what_is_deleted_change_nothing() -> Result<()> {
        let mut store = store(&[2024]);
        store.write(|tx| tx.recover_report(&uid(2024)))?;
        assert_eq!(store.namesake(&report(2024))?, Some(uid(2024)));
        store.write(|tx| tx.trash_report(&uid(2024), at(1)))?;
        store.write(|tx| tx.trash_report(&uid(2024), at(9)))?;
        let deleted: i64 =
            store.db.query_row("SELECT deleted FROM report", [], |row| row.get(0))?;
        assert_eq!(deleted, at(1).timestamp_millis(), "the first time counts");
        for refused in [
            store.write(|tx| tx.trash_report(&uid(7), at(1))),
            store.write(|tx| tx.recover_report(&uid(7))),
        ] {
            assert!(matches!(refused, Err(Error::ReportMissing(_))));
        }
        Ok(())
    }

    #[test]
    fn emptying_the_trash_takes_all_that_belongs_to_it_and_nothing_else() -> Result<()> {
        let mut store = store(&[2023, 2024]);
        let left = |number, from| Duty {
            uid: uid(number),
            from_report: uid(from),
            kind: DutyKind::Problem,
            text: "学习不够深入。".to_owned(),
            who: String::new(),
            date: None,
        };
        let answer = Answer {
            duty: uid(51),
            report: uid(2024),
            anchor: None,
            state: AnswerState::SetAside,
            reason: "已由社区统一安排".to_owned(),
        };
        let told = |number| Figure {
            branch: uid(1),
            year: year(number),
            indicator: "theme-day".to_owned(),
            value: 12.0,
            approximate: false,
            unit: "次".to_owned(),
            basis: Basis::Text,
            report: Some(uid(u32::from(number))),
            reason: String::new(),
        };
        store.write(|tx| {
            for number in [2023, 2024] {
                tx.add_revision(&report(number), Reason::Opened, "", at(1))?;
                tx.replace_figures(&uid(u32::from(number)), &[told(number)])?;
            }
            tx.put_duty(&left(51, 2023))?;
            tx.put_duty(&left(52, 2024))?;
            tx.put_answer(&answer)?;
            tx.trash_report(&uid(2023), at(2))
        })?;
        assert_eq!(store.revisions(&uid(2023))?.len(), 1, "the trash keeps everything");
        store.write(|tx| {
            tx.empty_trash()?;
            Ok(())
        })?;
        assert!(matches!(store.report(&uid(2023)), Err(Error::ReportMissing(_))));
        assert!(store.revisions(&uid(2023))?.is_empty() && store.answers(&uid(2024))?.is_empty());
        assert_eq!(store.duties(&uid(1))?, [left(52, 2024)]);
        assert_eq!(store.figures(&uid(1))?, [told(2024)]);
        assert_eq!(store.revisions(&uid(2024))?.len(), 1);
        let again = Report { uid: uid(9), ..report(2023) };
        store.write(|tx| tx.add_report(&again, false, at(3)))?;
        assert_eq!(store.reports()?[1].number, 3, "a number is never given twice");
        Ok(())
    }
}
