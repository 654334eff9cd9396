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
    /// when its text is not the one that was kept.
    pub fn revision(&self, id: i64) -> Result<Report> {
        let (body, hash) = self
            .row("SELECT body, hash FROM revision WHERE id = ?1", [id], |row| {
                Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?))
            })?
            .ok_or(Error::RevisionMissing)?;
        self.read_body(&body, &hash)
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
