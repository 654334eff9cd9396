//! Reports: each is read and saved whole.

use rusqlite::types::Value;
use rusqlite::{Row, named_params};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::column::{Instant, Word};
use super::{Store, Tx};
use crate::model::{Edition, Moment, Report, Status, TemplateKey, Uid, Year};
use crate::{Error, Result};

/// A report with what the store knows about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stored {
    /// The report.
    pub report: Report,
    /// Grows with each save; a save names the one it was made from.
    pub version: u32,
    /// When the report was added.
    pub created: Moment,
    /// When it was last saved.
    pub saved: Moment,
}

/// What a save made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS), ts(export))]
pub struct Saved {
    /// The version that is stored now.
    pub version: u32,
    /// When it was saved.
    #[cfg_attr(feature = "bindings", ts(type = "string"))]
    pub saved: Moment,
}

/// A report in a list, without its text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS), ts(export))]
pub struct ReportRow {
    /// What `list` shows; never given to another report of this store.
    pub number: u32,
    /// Its permanent name.
    pub uid: Uid,
    /// The unit.
    pub branch: Uid,
    /// What the unit was called that year; "" where nobody said.
    pub branch_name: String,
    /// The year it answers for.
    pub year: Year,
    /// The kind of report.
    pub template: TemplateKey,
    /// 书面稿 or 现场稿.
    pub edition: Edition,
    /// How far it has come.
    pub status: Status,
    /// The day the status was last changed, as YYYY-MM-DD.
    pub status_since: Option<String>,
    /// The title; a newline in it is a forced break.
    pub title: String,
    /// When it was last saved.
    #[cfg_attr(feature = "bindings", ts(type = "string"))]
    pub saved: Moment,
}

/// The columns of [`ReportRow`]. No body: a list of a thousand reports reads
/// none of their texts.
pub(super) const ROW: &str =
    "SELECT number, uid, branch, year, template, edition, status, status_since,
    title, saved, coalesce(
        (SELECT name FROM branch_year WHERE branch = report.branch AND year <= report.year
         ORDER BY year DESC LIMIT 1),
        (SELECT name FROM branch_year WHERE branch = report.branch ORDER BY year LIMIT 1),
        '') AS branch_name
    FROM report";

const STORED: &str = "SELECT body, hash, version, created, saved FROM report";

impl Store {
    /// The report named `uid`, be it in the trash or not.
    ///
    /// # Errors
    ///
    /// [`Error::ReportMissing`] when there is none; [`Error::StoreDamaged`]
    /// when its text is not the one that was saved, or is another report's.
    pub fn report(&self, uid: &Uid) -> Result<Stored> {
        let raw = self
            .row(&format!("{STORED} WHERE uid = ?1"), [uid.as_str()], raw_from_row)?
            .ok_or_else(|| Error::ReportMissing(uid.clone()))?;
        let stored = self.proved(&raw)?;
        if stored.report.uid != *uid {
            // The text is whole, and the index led to another's.
            return Err(Error::StoreDamaged(self.path.clone()));
        }
        Ok(stored)
    }

    /// The reports that live, latest year first.
    ///
    /// # Errors
    ///
    /// [`Error::StoreUnread`] and [`Error::StoreDamaged`].
    pub fn reports(&self) -> Result<Vec<ReportRow>> {
        let sql = format!("{ROW} WHERE deleted IS NULL ORDER BY year DESC, number DESC");
        self.rows(&sql, [], row_from_row)
    }

    /// The report that came before `report`: of the same branch (or the one it
    /// carries on) and edition, of the same kind if there is one, of the latest
    /// earlier year.
    ///
    /// # Errors
    ///
    /// As [`Store::report`].
    pub fn previous(&self, report: &Report) -> Result<Option<Stored>> {
        let Some(year) = report.year else { return Ok(None) };
        let sql = format!(
            "{STORED} WHERE deleted IS NULL AND year < :year AND edition = :edition
                AND (branch = :branch
                     OR branch = (SELECT succeeds FROM branch WHERE uid = :branch))
             ORDER BY template = :template DESC, year DESC, branch = :branch DESC, beside
             LIMIT 1"
        );
        let params = named_params! {
            ":year": Word(year),
            ":edition": Word(report.edition),
            ":branch": report.branch.as_str(),
            ":template": report.template.0,
        };
        self.row(&sql, params, raw_from_row)?.map(|raw| self.proved(&raw)).transpose()
    }

    /// The report of a row, if its text is still the one that was written.
    fn proved(&self, raw: &Raw) -> Result<Stored> {
        let report = self.read_body(&raw.body, &raw.hash)?;
        Ok(Stored { report, version: raw.version, created: raw.created, saved: raw.saved })
    }

    /// The report that was kept as `body`.
    ///
    /// # Errors
    ///
    /// [`Error::StoreDamaged`] when the text is not the one `hash` was made of:
    /// SQLite does not notice a flipped bit inside a text.
    pub(super) fn read_body(&self, body: &str, hash: &str) -> Result<Report> {
        if hash_of(body) == hash
            && let Ok(report) = serde_json::from_str(body)
        {
            Ok(report)
        } else {
            Err(Error::StoreDamaged(self.path.clone()))
        }
    }

    /// The living report of the same branch, year, kind and edition: the one
    /// that `report` cannot be added without standing beside.
    ///
    /// # Errors
    ///
    /// As [`Store::reports`].
    pub fn namesake(&self, report: &Report) -> Result<Option<Uid>> {
        let Some(year) = report.year else { return Ok(None) };
        self.row(
            "SELECT uid FROM report WHERE branch = :branch AND year = :year
                AND template = :template AND edition = :edition AND deleted IS NULL
             ORDER BY beside LIMIT 1",
            named_params! {
                ":branch": report.branch.as_str(),
                ":year": Word(year),
                ":template": report.template.0,
                ":edition": Word(report.edition),
            },
            |row| Ok(row.get::<_, Word<Uid>>(0)?.0),
        )
    }
}

impl Tx<'_> {
    /// Adds a report; `beside` lets it stand next to one of the same branch,
    /// year, kind and edition.
    ///
    /// # Errors
    ///
    /// [`Error::YearTaken`] where such a report lives and `beside` is false;
    /// [`Error::YearUnknown`] without a year; [`Error::BranchMissing`];
    /// [`Error::NotApplicable`] for a report that lies in the trash.
    pub fn add_report(&mut self, report: &Report, beside: bool, at: Moment) -> Result<()> {
        let year = report.year.ok_or(Error::YearUnknown)?;
        self.refuse_known(&report.uid, year)?;
        self.branch(&report.branch)?;
        let namesake = self.namesake(report)?;
        if let Some(there) = namesake
            && !beside
        {
            return Err(Error::YearTaken { year, report: there });
        }
        let body = body_of(report)?;
        self.execute(
            "INSERT INTO report (uid, branch, year, template, edition, beside, status,
                status_since, title, version, created, saved, hash, body)
             VALUES (:uid, :branch, :year, :template, :edition,
                (SELECT coalesce(max(beside) + 1, 0) FROM report WHERE branch = :branch
                    AND year = :year AND template = :template AND edition = :edition
                    AND deleted IS NULL),
                :status, :since, :title, 1, :at, :at, :hash, :body)",
            named_params! {
                ":uid": report.uid.as_str(),
                ":branch": report.branch.as_str(),
                ":year": Word(year),
                ":template": report.template.0,
                ":edition": Word(report.edition),
                ":status": Word(report.status),
                ":since": report.status_since.map(Word),
                ":title": report.title,
                ":at": Instant(at),
                ":hash": hash_of(&body),
                ":body": body,
            },
        )?;
        Ok(())
    }

    /// Saves the text of a report that was made from `version`. A text equal to
    /// the stored one changes nothing, whatever it was made from.
    ///
    /// # Errors
    ///
    /// [`Error::Stale`] when another save came in between;
    /// [`Error::ReportMissing`]; [`Error::YearTaken`] when branch, year, kind or
    /// edition became another report's; [`Error::YearUnknown`].
    pub fn save_report(&mut self, report: &Report, version: u32, at: Moment) -> Result<Saved> {
        let year = report.year.ok_or(Error::YearUnknown)?;
        let (current, saved, stored_hash) = self
            .row(
                "SELECT version, saved, hash FROM report WHERE uid = ?1",
                [report.uid.as_str()],
                |row| Ok((row.get(0)?, row.get::<_, Instant>(1)?.0, row.get::<_, String>(2)?)),
            )?
            .ok_or_else(|| Error::ReportMissing(report.uid.clone()))?;
        let body = body_of(report)?;
        let hash = hash_of(&body);
        if hash == stored_hash {
            return Ok(Saved { version: current, saved });
        }
        if current != version {
            return Err(Error::Stale { current });
        }
        self.branch(&report.branch)?;
        self.execute(
            "UPDATE report SET branch = :branch, year = :year, template = :template,
                edition = :edition, status = :status, status_since = :since, title = :title,
                version = version + 1, saved = :at, hash = :hash, body = :body
             WHERE uid = :uid",
            named_params! {
                ":uid": report.uid.as_str(),
                ":branch": report.branch.as_str(),
                ":year": Word(year),
                ":template": report.template.0,
                ":edition": Word(report.edition),
                ":status": Word(report.status),
                ":since": report.status_since.map(Word),
                ":title": report.title,
                ":at": Instant(at),
                ":hash": hash,
                ":body": body,
            },
        )
        .or_else(|error| match self.namesake(report)? {
            Some(there) if is_unique(&error) => Err(Error::YearTaken { year, report: there }),
            _ => Err(error),
        })?;
        Ok(Saved { version: version + 1, saved: at })
    }

    /// Refuses to add what is there already under the same permanent name.
    fn refuse_known(&self, uid: &Uid, year: Year) -> Result<()> {
        let deleted = self.row(
            "SELECT deleted IS NOT NULL FROM report WHERE uid = ?1",
            [uid.as_str()],
            |row| row.get(0),
        )?;
        match deleted {
            None => Ok(()),
            Some(false) => Err(Error::YearTaken { year, report: uid.clone() }),
            Some(true) => {
                Err(Error::NotApplicable("这份报告在回收站里，请先从那里找回".to_owned()))
            }
        }
    }
}

/// The JSON a report is kept as.
pub(super) fn body_of(report: &Report) -> Result<String> {
    serde_json::to_string(report)
        .map_err(|error| Error::Database(rusqlite::Error::ToSqlConversionFailure(error.into())))
}

/// Whether the columns of a report's row say what its text says: the list and
/// the year's place are made of them.
pub(super) fn says_the_same(body: &str, column: impl Fn(&str) -> Option<Value>) -> bool {
    let Ok(text) = serde_json::from_str::<serde_json::Value>(body) else { return false };
    ["uid", "branch", "year", "template", "edition", "status", "title"].iter().all(|name| {
        match (column(name), &text[*name]) {
            (Some(Value::Text(column)), serde_json::Value::String(told)) => column == *told,
            (Some(Value::Integer(column)), serde_json::Value::Number(told)) => {
                Some(column) == told.as_i64()
            }
            _ => false,
        }
    })
}

/// The permanent name of the report that a text is of.
pub(super) fn uid_of(body: &str) -> Option<Uid> {
    #[derive(Deserialize)]
    struct Named {
        uid: Uid,
    }
    serde_json::from_str(body).ok().map(|Named { uid }| uid)
}

/// SHA-256 of a kept text, in hexadecimal.
pub(super) fn hash_of(body: &str) -> String {
    format!("{:x}", Sha256::digest(body))
}

fn is_unique(error: &Error) -> bool {
    matches!(error, Error::Database(cause) if cause.sqlite_error().is_some_and(|cause| {
        cause.extended_code == rusqlite::ffi::SQLITE_CONSTRAINT_UNIQUE
    }))
}

/// A row with its text, before the text is proved.
struct Raw {
    body: String,
    hash: String,
    version: u32,
    created: Moment,
    saved: Moment,
}

fn raw_from_row(row: &Row<'_>) -> rusqlite::Result<Raw> {
    Ok(Raw {
        body: row.get("body")?,
        hash: row.get("hash")?,
        version: row.get("version")?,
        created: row.get::<_, Instant>("created")?.0,
        saved: row.get::<_, Instant>("saved")?.0,
    })
}

pub(super) fn row_from_row(row: &Row<'_>) -> rusqlite::Result<ReportRow> {
    Ok(ReportRow {
        number: row.get("number")?,
        uid: row.get::<_, Word<Uid>>("uid")?.0,
        branch: row.get::<_, Word<Uid>>("branch")?.0,
        branch_name: row.get("branch_name")?,
        year: row.get::<_, Word<Year>>("year")?.0,
        template: row.get::<_, Word<TemplateKey>>("template")?.0,
        edition: row.get::<_, Word<Edition>>("edition")?.0,
        status: row.get::<_, Word<Status>>("status")?.0,
        status_since: row.get("status_since")?,
        title: row.get("title")?,
        saved: row.get::<_, Instant>("saved")?.0,
    })
}
