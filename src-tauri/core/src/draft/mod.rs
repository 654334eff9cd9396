//! Editing a report: open it, change it, save it, keep its states, throw it
//! away and get it back.
//!
//! The changes are [`Op`]s and pure; the page keeps the stack of what undoes
//! them. **Invariant:** a text that reached [`save`] is kept, as the report or,
//! when it came too late, as a revision of it.

mod home;
mod op;
mod progress;
mod quote;
mod rolling;
mod session;
mod unit;
mod versions;

use chrono::{NaiveDate, TimeDelta};

pub use self::home::{Home, Opened, create, home, open_at_desk, progress_of};
pub use self::op::{Op, apply};
pub use self::progress::{PartProgress, PartState, Progress, progress};
pub use self::quote::{Quote, Stretch, quotes};
pub use self::rolling::{
    Begun, Carried, Carry, Listed, Rolled, Rolling, RollingSection, Unmoved, roll, roll_plan,
};
pub use self::session::{begin_session, end_session};
pub use self::unit::{keep_old_report, load_sample, own_branch, remove_sample, save_branch};
pub use self::versions::{PartChange, Version, VersionText, version, versions};
use crate::model::{Moment, Reason, Report, Status, Uid};
use crate::store::{Saved, Store, Stored, Tx};
use crate::{Error, Result, figures};

/// While a report is being changed, a state is kept this often.
const INTERVAL: TimeDelta = TimeDelta::minutes(10);

/// Opens a report to be changed, and keeps the state it is in.
///
/// # Errors
///
/// [`Error::ReportMissing`], and whatever the store refuses.
pub fn open(store: &mut Store, uid: &Uid, at: Moment) -> Result<Stored> {
    store.write(|tx| {
        let stored = tx.report(uid)?;
        tx.add_revision(&stored.report, Reason::Opened, "", at)?;
        Ok(stored)
    })
}

/// Saves the text of a report that was made from `version`.
///
/// The status is not part of that: it changes by [`set_status`] alone. An equal
/// text leaves the version as it is. With the text are stored the figures it
/// tells, and every ten minutes of change a revision.
///
/// # Errors
///
/// [`Error::Stale`] when the report was saved elsewhere in the meantime, and
/// [`Error::Locked`] when it is final; either way the refused text is kept as
/// a revision. [`Error::ReportMissing`] and [`Error::YearTaken`] as the store
/// says them.
pub fn save(store: &mut Store, report: &Report, version: u32, at: Moment) -> Result<Saved> {
    let saved = store.write(|tx| save_in(tx, report, version, at));
    if let Err(Error::Stale { .. } | Error::Locked) = saved {
        // A write of its own: the refusal rolled the other one back.
        store.write(|tx| {
            let stored = tx.report(&report.uid)?;
            let refused = with_status_of(&stored.report, report);
            if stored.report == refused {
                Ok(false)
            } else {
                tx.add_revision(&refused, Reason::Stale, "", at)
            }
        })?;
    }
    saved
}

/// [`save`] as a part of a write that does more; a refused text is not kept.
pub(crate) fn save_in(tx: &mut Tx<'_>, report: &Report, version: u32, at: Moment) -> Result<Saved> {
    let stored = tx.report(&report.uid)?;
    let report = with_status_of(&stored.report, report);
    if stored.report.status == Status::Final && stored.report != report {
        return Err(Error::Locked);
    }
    let saved = tx.save_report(&report, version, at)?;
    if saved.version != stored.version {
        let told = figures::of_kept_report(tx, &report)?;
        tx.replace_figures(&report.uid, &told)?;
        keep_interval(tx, &report, at)?;
    }
    Ok(saved)
}

/// Changes how far a report has come, or the day `since` when it came there: a
/// report is handed in or sent back on one day and marked so on another. A
/// final one is locked, until its status is changed again. What is handed in is
/// kept, to tell later what was changed since; a day put right keeps nothing.
///
/// Back to 起草 leads from everywhere on every day: a clock that is wrong must
/// not keep a report locked.
///
/// # Errors
///
/// [`Error::StatusDate`] for a day after `today`, before the year of the
/// report, or before the report came to the status it leaves;
/// [`Error::Stale`] when the report was saved since `version`;
/// [`Error::ReportMissing`].
pub fn set_status(
    store: &mut Store,
    uid: &Uid,
    version: u32,
    status: Status,
    since: NaiveDate,
    today: NaiveDate,
    at: Moment,
) -> Result<Saved> {
    store.write(|tx| {
        let stored = tx.report(uid)?.report;
        let earliest = earliest_day(&stored, status);
        if status != Status::Draft && !(earliest..=today).contains(&since) {
            return Err(Error::StatusDate { earliest, today });
        }
        let moves = stored.status != status;
        let submitted = if status == Status::Submitted { Some(since) } else { stored.submitted };
        let report = Report { status, status_since: Some(since), submitted, ..stored };
        let saved = tx.save_report(&report, version, at)?;
        if moves && status == Status::Submitted {
            tx.add_revision(&report, Reason::Submitted, "", at)?;
        }
        Ok(saved)
    })
}

/// The first day on which a report can have come to `status`.
fn earliest_day(report: &Report, status: Status) -> NaiveDate {
    let new_year = report.year.map(|year| i32::from(year.number()));
    let new_year = new_year.and_then(|year| NaiveDate::from_ymd_opt(year, 1, 1));
    let leaves = ![Status::Draft, status].contains(&report.status);
    let left = report.status_since.filter(|_| leaves);
    new_year.max(left).unwrap_or(NaiveDate::MIN)
}

/// Keeps the present state, by hand under a name, or before something that
/// changes much of it. `false` when the last kept state has the same text and
/// `name` says nothing that it does not.
///
/// # Errors
///
/// [`Error::ReportMissing`].
pub fn keep(store: &mut Store, uid: &Uid, reason: Reason, name: &str, at: Moment) -> Result<bool> {
    store.write(|tx| {
        let stored = tx.report(uid)?;
        tx.add_revision(&stored.report, reason, name.trim(), at)
    })
}

/// Puts a report into the trash.
///
/// # Errors
///
/// [`Error::ReportMissing`].
pub fn discard(store: &mut Store, uid: &Uid, at: Moment) -> Result<()> {
    store.write(|tx| tx.trash_report(uid, at))
}

/// Takes a report out of the trash, beside the one that has its place by now,
/// if any.
///
/// # Errors
///
/// [`Error::ReportMissing`].
pub fn recover(store: &mut Store, uid: &Uid) -> Result<()> {
    store.write(|tx| tx.recover_report(uid))
}

/// Keeps a state when the last one was kept long enough ago. A clock that
/// jumped back counts as long enough: better one state too many.
fn keep_interval(tx: &mut Tx<'_>, report: &Report, at: Moment) -> Result<()> {
    let due = tx
        .last_revision(&report.uid)?
        .is_none_or(|last| at.signed_duration_since(last.at).abs() >= INTERVAL);
    if due {
        tx.add_revision(report, Reason::Interval, "", at)?;
    }
    Ok(())
}

fn with_status_of(stored: &Report, report: &Report) -> Report {
    let Report { status, status_since, submitted, .. } = *stored;
    Report { status, status_since, submitted, ..report.clone() }
}

#[cfg(test)]
mod tests;
