//! Kept states of reports. The table lets none of them change.

use rusqlite::{Row, named_params};

use super::column::{Instant, Word};
use super::reports::{body_of, hash_of};
use super::{Store, Tx};
use crate::model::{Moment, Reason, Report, Revision, Uid};
use crate::{Error, Result};

impl Store {
    /// What was kept of a report, latest first, without the texts.
    ///
    /// # Errors
    ///
    /// [`Error::StoreUnread`] and [`Error::StoreDamaged`].
    pub fn revisions(&self, report: &Uid) -> Result<Vec<Revision>> {
        self.rows(
            "SELECT id, report, reason, name, at, hash FROM revision
             WHERE report = ?1 ORDER BY id DESC",
            [report.as_str()],
            revision_from_row,
        )
    }

    /// The latest revision of a report.
    ///
    /// # Errors
    ///
    /// As [`Store::revisions`].
    pub fn last_revision(&self, report: &Uid) -> Result<Option<Revision>> {
        self.row(
            "SELECT id, report, reason, name, at, hash FROM revision
             WHERE report = ?1 ORDER BY id DESC LIMIT 1",
            [report.as_str()],
            revision_from_row,
        )
    }

    /// The text of the revision numbered `id`.
    ///
    /// # Errors
    ///
    /// [`Error::RevisionMissing`] when there is none; [`Error::StoreDamaged`]
    /// when its text is not the one that was kept, or is another report's.
    pub fn revision(&self, id: i64) -> Result<Report> {
        let (body, hash, report) = self
            .row("SELECT body, hash, report FROM revision WHERE id = ?1", [id], |row| {
                let report = row.get::<_, Word<Uid>>(2)?.0;
                Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?, report))
            })?
            .ok_or(Error::RevisionMissing)?;
        let kept = self.read_body(&body, &hash)?;
        if kept.uid == report { Ok(kept) } else { Err(Error::StoreDamaged(self.path.clone())) }
    }

    /// Whether exactly this text was ever kept.
    ///
    /// # Errors
    ///
    /// As [`Store::revisions`].
    pub fn has_revision(&self, report: &Report) -> Result<bool> {
        let kept = self.row(
            "SELECT 1 FROM revision WHERE report = ?1 AND hash = ?2",
            [report.uid.as_str(), &hash_of(&body_of(report)?)],
            |_| Ok(()),
        )?;
        Ok(kept.is_some())
    }
}

impl Tx<'_> {
    /// Keeps a state of a report. `false`, and nothing kept, when the last
    /// revision has the same text and `name` says nothing that it does not.
    ///
    /// # Errors
    ///
    /// [`Error::ReportMissing`] when the store does not have the report.
    pub fn add_revision(
        &mut self,
        report: &Report,
        reason: Reason,
        name: &str,
        at: Moment,
    ) -> Result<bool> {
        let body = body_of(report)?;
        let hash = hash_of(&body);
        if let Some(last) = self.last_revision(&report.uid)?
            && last.hash == hash
            && (name.is_empty() || last.name == name)
        {
            return Ok(false);
        }
        let added = self.execute(
            "INSERT INTO revision (report, reason, name, at, hash, body)
             SELECT uid, :reason, :name, :at, :hash, :body FROM report WHERE uid = :report",
            named_params! {
                ":report": report.uid.as_str(),
                ":reason": Word(reason),
                ":name": name,
                ":at": Instant(at),
                ":hash": hash,
                ":body": body,
            },
        )?;
        if added == 0 { Err(Error::ReportMissing(report.uid.clone())) } else { Ok(true) }
    }
}

fn revision_from_row(row: &Row<'_>) -> rusqlite::Result<Revision> {
    Ok(Revision {
        id: row.get("id")?,
        report: row.get::<_, Word<Uid>>("report")?.0,
        reason: row.get::<_, Word<Reason>>("reason")?.0,
        name: row.get("name")?,
        at: row.get::<_, Instant>("at")?.0,
        hash: row.get("hash")?,
    })
}

#[cfg(test)]
mod tests {
    use super::super::testing::{at, report, store, uid};
    use super::*;

    /// The report of a year with another title.
    fn retitled(number: u16, title: &str) -> Report {
        Report { title: title.to_owned(), ..report(number) }
    }

    #[test]
    fn a_state_is_not_kept_twice_in_a_row_unless_it_is_given_a_name() -> Result<()> {
        let mut store = store(&[2024]);
        let mut keep = |report: &Report, reason, name: &str, minute| {
            store.write(|tx| tx.add_revision(report, reason, name, at(minute)))
        };
        assert!(keep(&report(2024), Reason::Opened, "", 3)?);
        assert!(!keep(&report(2024), Reason::Interval, "", 4)?);
        assert!(keep(&report(2024), Reason::ByHand, "第2稿·街道退回", 5)?, "the name is new");
        assert!(!keep(&report(2024), Reason::ByHand, "第2稿·街道退回", 6)?);
        assert!(!keep(&report(2024), Reason::Exported, "", 7)?);
        assert!(keep(&retitled(2024, "三稿"), Reason::Interval, "", 8)?);
        assert!(
            keep(&report(2024), Reason::Interval, "", 9)?,
            "a text that came back is a new state"
        );
        let kept = store.revisions(&uid(2024))?;
        let names: Vec<_> = kept.iter().map(|kept| (kept.reason, kept.name.as_str())).collect();
        assert_eq!(
            names,
            [
                (Reason::Interval, ""),
                (Reason::Interval, ""),
                (Reason::ByHand, "第2稿·街道退回"),
                (Reason::Opened, ""),
            ],
        );
        assert_eq!(store.revision(kept[1].id)?.title, "三稿");
        assert!(store.has_revision(&retitled(2024, "三稿"))?);
        assert!(!store.has_revision(&retitled(2024, "四稿"))?);
        Ok(())
    }

    #[test]
    fn kept_states_are_ordered_by_their_number_when_the_clock_jumps_back() -> Result<()> {
        let mut store = store(&[2024]);
        store.write(|tx| {
            tx.add_revision(&report(2024), Reason::Opened, "", at(0))?;
            tx.add_revision(&retitled(2024, "后来的"), Reason::Interval, "", at(-600_000))
        })?;
        let latest = store.last_revision(&uid(2024))?.unwrap();
        assert_eq!(store.revision(latest.id)?.title, "后来的");
        Ok(())
    }

    #[test]
    fn a_state_of_no_report_is_refused() -> Result<()> {
        let mut store = store(&[]);
        let refused = store.write(|tx| tx.add_revision(&report(2024), Reason::ByHand, "", at(0)));
        assert!(matches!(refused, Err(Error::ReportMissing(_))));
        assert!(matches!(store.revision(1), Err(Error::RevisionMissing)));
        Ok(())
    }
}
