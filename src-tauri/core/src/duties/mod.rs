//! What a report left to answer (应答): its problems, the measures it promised
//! and the comments it got, and what becomes of them in later reports.
//!
//! Problems and measures are found in the text whenever they are asked for and
//! stored with their first answer; comments are typed in. A duty is open
//! across years until it is answered or set aside.

mod again;
mod found;
mod in_order;
mod items;
mod known;
mod leads;
mod matching;
mod paper;
mod partners;
mod terms;
mod topics;
mod windows;
mod words;

use chrono::NaiveDate;

pub use self::paper::Lists;
use crate::model::{
    Anchor, Answer, AnswerState, ComparedDuty, Duty, DutyKind, DutyRow, DutyState, Place, Report,
    Uid,
};
use crate::store::{Store, Tx};
use crate::{Error, Result};

/// What `old` left to answer, and where the text of `new` seems to. Pure.
pub fn between(old: &Report, new: &Report) -> Vec<ComparedDuty> {
    let found = found::found(old);
    let asked: Vec<&Duty> = found.iter().collect();
    let mut matches = matching::matches(&asked, new, &[old]);
    found
        .into_iter()
        .zip(&mut matches)
        .map(|(duty, matches)| {
            let answer = matches.drain(..).find(|found| found.answers);
            let state = if answer.is_some() { DutyState::Answered } else { DutyState::Open };
            ComparedDuty { duty, state, answered_by: answer.map(|found| found.passage) }
        })
        .collect()
}

/// Everything that `report` has to answer: what the report before it left, and
/// of older ones what is open still.
///
/// # Errors
///
/// [`Error::ReportMissing`], and whatever the store refuses.
pub fn rows(store: &Store, report: &Uid) -> Result<Vec<DutyRow>> {
    let report = store.report(report)?.report;
    known::rows(store, &report)
}

/// What is open of it.
///
/// # Errors
///
/// As [`rows`].
pub fn open(store: &Store, report: &Uid) -> Result<Vec<DutyRow>> {
    let mut rows = rows(store, report)?;
    rows.retain(DutyRow::is_open);
    Ok(rows)
}

/// Links a duty to the passage of `report` that answers it. Of a paragraph the
/// sentence that fits best is held, so that the rest of it may change.
///
/// # Errors
///
/// [`Error::DutyMissing`], [`Error::SectionMissing`] where nothing stands at
/// `place`, and whatever the store refuses.
pub fn answer(store: &mut Store, report: &Uid, duty: &Uid, place: Place) -> Result<()> {
    let text = store.report(report)?.report;
    let duty = known::duty(store, &text, duty)?;
    let anchor = known::anchor(&text, &duty, place).ok_or(Error::SectionMissing)?;
    deal(store, report, &duty, Some(anchor), AnswerState::Answered, "")
}

/// Sets a duty aside in `report`, with the reason why it is not answered.
///
/// # Errors
///
/// [`Error::NotApplicable`] without a reason, [`Error::DutyMissing`], and
/// whatever the store refuses.
pub fn set_aside(store: &mut Store, report: &Uid, duty: &Uid, reason: &str) -> Result<()> {
    if reason.trim().is_empty() {
        return Err(Error::NotApplicable("不回应要写明原因".to_owned()));
    }
    let text = store.report(report)?.report;
    let duty = known::duty(store, &text, duty)?;
    deal(store, report, &duty, None, AnswerState::SetAside, reason.trim())
}

fn deal(
    store: &mut Store,
    report: &Uid,
    duty: &Duty,
    anchor: Option<Anchor>,
    state: AnswerState,
    reason: &str,
) -> Result<()> {
    let reason = reason.to_owned();
    store.write(|tx| {
        tx.put_duty(duty)?;
        let (duty, report) = (duty.uid.clone(), report.clone());
        tx.put_answer(&Answer { duty, report, anchor, state, reason })
    })
}

/// Takes back how `report` deals with a duty: it is open again.
///
/// # Errors
///
/// [`Error::ReportMissing`], [`Error::DutyMissing`], and whatever the store
/// refuses.
pub fn reopen(store: &mut Store, report: &Uid, duty: &Uid) -> Result<()> {
    let text = store.report(report)?.report;
    known::duty(store, &text, duty)?;
    store.write(|tx| tx.remove_answer(duty, report))
}

/// Adds what was said of a report at the meeting (点评); the report of the next
/// year has to answer it.
///
/// # Errors
///
/// [`Error::NotApplicable`] without words, [`Error::ReportMissing`], and
/// whatever the store refuses.
pub fn add_comment(
    store: &mut Store,
    report: &Uid,
    who: &str,
    date: Option<NaiveDate>,
    text: &str,
    uid: Uid,
) -> Result<Duty> {
    let text = text.split_whitespace().collect::<Vec<_>>().join("");
    if text.is_empty() {
        return Err(Error::NotApplicable("点评还没有写内容".to_owned()));
    }
    let duty = Duty {
        uid,
        from_report: report.clone(),
        kind: DutyKind::Comment,
        text,
        who: who.trim().to_owned(),
        date,
    };
    store.write(|tx: &mut Tx<'_>| {
        tx.report(report)?;
        tx.put_duty(&duty)
    })?;
    Ok(duty)
}

/// What was said of a report at the meeting, in the order it was noted.
///
/// # Errors
///
/// [`Error::ReportMissing`], and whatever the store refuses.
pub fn comments(store: &Store, report: &Uid) -> Result<Vec<Duty>> {
    let branch = store.report(report)?.report.branch;
    let mut duties = store.duties(&branch)?;
    duties.retain(|duty| duty.from_report == *report && duty.kind == DutyKind::Comment);
    Ok(duties)
}

/// Takes away a comment that was typed in. What stands in a report's text is
/// taken away there.
///
/// # Errors
///
/// [`Error::DutyMissing`], [`Error::NotApplicable`] for a duty that is no
/// comment, and whatever the store refuses.
pub fn remove_comment(store: &mut Store, duty: &Uid) -> Result<()> {
    store.write(|tx| match tx.duty(duty)?.map(|duty| duty.kind) {
        None => Err(Error::DutyMissing),
        Some(DutyKind::Comment) => tx.remove_duty(duty),
        Some(_) => Err(Error::NotApplicable("问题和措施来自报告的正文，要在正文里删改".to_owned())),
    })
}

/// The three lists of what `report` has to answer; of a unit's first report,
/// of what it leaves itself.
///
/// # Errors
///
/// [`Error::ReportMissing`], and whatever the store refuses.
pub fn lists_of(store: &Store, report: &Uid) -> Result<Lists> {
    let report = store.report(report)?.report;
    let branch = store.branch(&report.branch).ok();
    let facts = branch.as_ref().zip(report.year).and_then(|(branch, year)| branch.in_year(year));
    let mut rows = known::rows(store, &report)?;
    if rows.is_empty() {
        rows = known::own_rows(store, &report)?;
    }
    Ok(Lists { unit: facts.map(|facts| facts.name.clone()).unwrap_or_default(), rows })
}

#[cfg(test)]
mod tests;
