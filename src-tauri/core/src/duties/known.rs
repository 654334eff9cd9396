//! Duties as the store knows them: found in older texts or typed in, with how
//! the reports since then dealt with them.

use std::collections::BTreeMap;

use super::found::found;
use super::items::sentences_of;
use super::matching::{Match, matches};
use crate::manuscript::numbers;
use crate::model::{
    Anchor, Answer, AnswerState, Duty, DutyKind, DutyRow, DutyState, Edition, Part, Passage, Place,
    Reason, Report, Role, Section, Uid,
};
use crate::store::Store;
use crate::{Error, Result};

/// How many passages are offered for an open duty.
const SUGGESTED: usize = 3;

/// What `report` has to answer.
pub(super) fn rows(store: &Store, report: &Report) -> Result<Vec<DutyRow>> {
    let earlier = earlier(store, report)?;
    let answers = store.answers(&report.uid)?;
    let mut rows = Vec::new();
    for (at, from) in earlier.iter().enumerate().rev() {
        let since = &earlier[at + 1..];
        let left = left_by(from, &store.duties(&from.branch)?);
        let dealt = dealt_with(store, &left, from, since)?;
        let open = open_rows(left, from).into_iter().zip(dealt).filter(|(_, dealt)| !dealt);
        rows.extend(open.map(|(row, _)| row));
    }
    let duties: Vec<&Duty> = rows.iter().map(|row| &row.duty).collect();
    let before: Vec<&Report> = earlier.iter().collect();
    let found = matches(&duties, report, &before);
    Ok(rows
        .into_iter()
        .zip(found)
        .map(|(row, found)| {
            let answer = answers.iter().find(|answer| answer.duty == row.duty.uid);
            seen(row, answer, report, &found)
        })
        .collect())
}

/// What `report` leaves to the next, all of it open.
pub(super) fn own_rows(store: &Store, report: &Report) -> Result<Vec<DutyRow>> {
    Ok(open_rows(left_by(report, &store.duties(&report.branch)?), report))
}

/// The duties that `from` left, each with which of its kind it is.
fn open_rows(duties: Vec<Duty>, from: &Report) -> Vec<DutyRow> {
    let mut counts: BTreeMap<DutyKind, usize> = BTreeMap::new();
    let row = |duty: Duty| DutyRow {
        number: *counts.entry(duty.kind).and_modify(|count| *count += 1).or_insert(1),
        duty,
        year: from.year,
        state: DutyState::Open,
        answered_by: None,
        reason: String::new(),
        suggestions: Vec::new(),
        home: None,
    };
    duties.into_iter().map(row).collect()
}

/// A row with what became of its duty in `report`.
fn seen(row: DutyRow, answer: Option<&Answer>, report: &Report, found: &[Match]) -> DutyRow {
    let home = home(report, found);
    let suggestions =
        || found.iter().take(SUGGESTED).map(|found| found.passage.clone()).collect::<Vec<_>>();
    match answer {
        None => DutyRow { suggestions: suggestions(), home, ..row },
        Some(Answer { state: AnswerState::SetAside, reason, .. }) => {
            DutyRow { state: DutyState::SetAside, reason: reason.clone(), home, ..row }
        }
        Some(Answer { anchor, .. }) => {
            let place = anchor.as_ref().and_then(|anchor| anchor.find(report));
            let answered_by = place.and_then(|found| passage(report, found.place));
            // Where its words are gone, others are offered again.
            let suggestions = if answered_by.is_none() { suggestions() } else { Vec::new() };
            let home = answered_by.as_ref().map_or(home, |passage| Some(passage.section));
            DutyRow { state: DutyState::Answered, answered_by, suggestions, home, ..row }
        }
    }
}

/// The reports of the unit (and the one it carries on) before `report`, of one
/// edition, the oldest first; of a year the one kept first.
fn earlier(store: &Store, report: &Report) -> Result<Vec<Report>> {
    let Some(year) = report.year else { return Ok(Vec::new()) };
    let succeeds = store.branch(&report.branch).ok().and_then(|branch| branch.succeeds);
    let mut earlier: Vec<Report> = Vec::new();
    for row in store.reports()?.into_iter().rev() {
        let ours = row.branch == report.branch || Some(&row.branch) == succeeds.as_ref();
        let known = earlier.iter().any(|other| other.year == Some(row.year));
        if ours && row.year < year && row.edition == Edition::Written && !known {
            earlier.push(store.report(&row.uid)?.report);
        }
    }
    Ok(earlier)
}

/// What a report left: found in its text, typed in, or answered before its
/// text was changed.
pub(super) fn left_by(report: &Report, stored: &[Duty]) -> Vec<Duty> {
    let stored: Vec<&Duty> = stored.iter().filter(|duty| duty.from_report == report.uid).collect();
    let mut left: Vec<Duty> = found(report)
        .into_iter()
        .map(|duty| {
            let known = stored.iter().find(|known| says_the_same(known, &duty));
            known.map_or(duty, |known| (*known).clone())
        })
        .collect();
    for duty in stored {
        if duty.kind == DutyKind::Comment && !left.iter().any(|other| other.uid == duty.uid) {
            left.push(duty.clone());
        }
    }
    left
}

/// Whether a stored duty is the one found, be it that its text was cut.
fn says_the_same(known: &Duty, found: &Duty) -> bool {
    let within = |long: &str, short: &str| !short.is_empty() && long.starts_with(short);
    known.kind == found.kind
        && (known.uid == found.uid
            || within(&found.text, known.text.trim_end_matches('。'))
            || within(&known.text, found.text.trim_end_matches('。')))
}

/// Which of `duties` the reports `since` dealt with: as the user said and as still
/// stands there, or, in a report that was read from a file and that nobody linked
/// anything in, as its text says. What was written here stays open until it is
/// confirmed, while ten years of old files do not leave all they ever told of open.
fn dealt_with(
    store: &Store,
    duties: &[Duty],
    from: &Report,
    since: &[Report],
) -> Result<Vec<bool>> {
    let mut dealt = vec![false; duties.len()];
    let asked: Vec<&Duty> = duties.iter().collect();
    let mut before = vec![from];
    for report in since {
        let answers = store.answers(&report.uid)?;
        for answer in answers.iter().filter(|answer| holds(answer, report)) {
            let of_it = duties.iter().position(|duty| duty.uid == answer.duty);
            of_it.into_iter().for_each(|at| dealt[at] = true);
        }
        if answers.is_empty() && was_imported(store, report)? {
            for (at, found) in matches(&asked, report, &before).iter().enumerate() {
                dealt[at] |= found.iter().any(|found| found.answers);
            }
        }
        before.push(report);
    }
    Ok(dealt)
}

/// Whether an answer was set aside, or its words stand in `report` still.
fn holds(answer: &Answer, report: &Report) -> bool {
    answer.state == AnswerState::SetAside
        || answer.anchor.as_ref().is_some_and(|anchor| anchor.find(report).is_some())
}

/// Whether `report` was read from a file at first.
fn was_imported(store: &Store, report: &Report) -> Result<bool> {
    let first = store.revisions(&report.uid)?.into_iter().min_by_key(|revision| revision.id);
    Ok(first.is_some_and(|first| first.reason == Reason::Imported))
}

/// Where a duty is best dealt with: where a passage is about it, else in the
/// part that answers last year's.
fn home(report: &Report, found: &[Match]) -> Option<Part> {
    let best = found.first().map(|found| found.passage.section);
    let response = || {
        let of_role = |(_, section): &(usize, &Section)| section.role == Role::ReviewResponse;
        report.walk().find(of_role).map(|(_, section)| Part::Section(section.id))
    };
    best.or_else(response)
}

/// The duty named `uid`, stored or found in an older text.
pub(super) fn duty(store: &Store, report: &Report, uid: &Uid) -> Result<Duty> {
    if let Some(duty) = store.duty(uid)? {
        return Ok(duty);
    }
    for from in earlier(store, report)? {
        if let Some(duty) = found(&from).into_iter().find(|duty| duty.uid == *uid) {
            return Ok(duty);
        }
    }
    Err(Error::DutyMissing)
}

/// An anchor on the sentence at `place` that answers `duty` best.
pub(super) fn anchor(report: &Report, duty: &Duty, place: Place) -> Option<Anchor> {
    let texts = report.texts();
    let at =
        texts.iter().position(|(part, at, _)| (*part, *at) == (place.part, place.paragraph))?;
    let text = texts[at].2;
    let best = matches(&[duty], report, &[])
        .remove(0)
        .into_iter()
        .find(|found| {
            (found.passage.section, found.passage.paragraph) == (place.part, place.paragraph)
        })
        .map(|found| found.sentence);
    let quote = best
        .filter(|sentence| text.contains(sentence.as_str()))
        .or_else(|| sentences_of(text).next().map(|sentence| sentence.trim().to_owned()))?;
    let before = texts[..at].iter().filter(|(part, ..)| *part == place.part);
    let occurrence = before.map(|(.., text)| text.matches(&quote).count()).sum();
    Some(Anchor { section: place.part, occurrence, hash: Anchor::hash_of(text), quote })
}

/// A place with its words.
fn passage(report: &Report, place: Place) -> Option<Passage> {
    let text = report
        .texts()
        .into_iter()
        .find(|(part, at, _)| (*part, *at) == (place.part, place.paragraph))?
        .2
        .to_owned();
    let section = match place.part {
        Part::Section(id) => report.section(id),
        _ => None,
    };
    let number = section.and_then(|section| numbers(report).remove(&section.id));
    Some(Passage {
        section: place.part,
        number: number.unwrap_or_default(),
        numbered: section.is_some_and(|s| s.run_in && place.paragraph == Some(0)),
        heading: section.map_or_else(String::new, |section| section.heading.clone()),
        paragraph: place.paragraph,
        text,
    })
}
