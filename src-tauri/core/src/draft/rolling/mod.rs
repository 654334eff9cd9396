//! 续写: a new year's report from an older one, seen before it is made.
//!
//! **Invariant:** what differs from last year's text is listed in the plan:
//! years that moved on, numbers left blank, and what begins anew. What stands as it
//! did and may be last year's is listed beside it.

mod anew;
mod follow;
mod plan;
mod words;

use serde::{Deserialize, Serialize};

use crate::model::{Anchor, Moment, Part, Report, TemplateKey, Uid, Year};
use crate::store::Store;
use crate::template::Shelf;
use crate::{Error, Result};

/// What a new year's report begins with, for the writer to decide.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS), ts(export))]
pub struct Rolling {
    /// The older report.
    pub from: Uid,
    /// The year of the new one.
    pub year: Year,
    /// Its kind.
    pub template: TemplateKey,
    /// What differs from the older report whatever is chosen.
    pub changes: Vec<Rolled>,
    /// What stands there as it did and may be the older year's.
    pub unmoved: Vec<Unmoved>,
    /// The parts whose text the writer decides on: the opening, the sections, the
    /// closing.
    pub sections: Vec<RollingSection>,
}

/// A text that is not as it was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS), ts(export))]
pub struct Rolled {
    /// Where, as people say it: 标题, 工作开展情况第1段.
    pub place: String,
    /// The part, in the new report.
    pub part: Part,
    /// Last year's words, or "".
    pub before: String,
    /// This year's words, or "".
    pub after: String,
}

/// Times in a text that were left as they were, for the writer to look at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS), ts(export))]
pub struct Unmoved {
    /// Where, as people say it.
    pub place: String,
    /// The part, in the new report.
    pub part: Part,
    /// The words: 2022年, 去年, 6月28日.
    pub words: Vec<String>,
}

/// A part of the new report, and what may come along into it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS), ts(export))]
pub struct RollingSection {
    /// The part, in both reports.
    pub part: Part,
    /// The number its heading prints with, or "".
    pub number: String,
    /// Its heading this year; 开头 and 结尾 for opening and closing.
    pub heading: String,
    /// Its depth, from 1.
    pub depth: usize,
    /// What is advised.
    pub choice: Carry,
    /// Last year's sentences that count something, with their numbers blank; of
    /// opening and closing what the kind of report begins and ends with.
    pub patterns: Vec<String>,
    /// Last year's text, with its years moved on. Where one did, the numbers of the
    /// sentence are blank: last year's are no fact of the new year.
    pub whole: Vec<String>,
    /// What differs in `whole` from last year's text.
    pub changes: Vec<Rolled>,
    /// What stands in `whole` as it did and may be last year's.
    pub unmoved: Vec<Unmoved>,
}

/// What comes along into a part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS), ts(export))]
pub enum Carry {
    /// Nothing.
    Blank,
    /// Sentences with their numbers left blank.
    Patterns,
    /// The whole text, which is marked 沿用 until it is edited.
    Whole,
}

/// What the writer chose for a part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS), ts(export))]
pub struct Carried {
    /// The part.
    pub part: Part,
    /// What comes along into it.
    pub choice: Carry,
}

/// What a report of `year` that follows `from` would begin with. Nothing is
/// made by this.
///
/// # Errors
///
/// [`Error::ReportMissing`], [`Error::TemplateMissing`], and
/// [`Error::NotApplicable`] when `from` is not of an earlier year.
pub fn roll_plan(store: &Store, shelf: &Shelf, from: &Uid, year: Year) -> Result<Rolling> {
    let older = store.report(from)?.report;
    let empty = followed(store, shelf, &older, year, Uid::nil())?;
    Ok(plan::plan(&older, &empty, year))
}

/// Makes the report of `year` that follows `from`, and keeps it; gives `uid`.
/// A part that `choices` does not name gets what is advised.
///
/// # Errors
///
/// As [`roll_plan`]; [`Error::YearTaken`], and whatever the store refuses.
pub fn roll(
    store: &mut Store,
    shelf: &Shelf,
    from: &Uid,
    year: Year,
    choices: &[Carried],
    uid: Uid,
    at: Moment,
) -> Result<Uid> {
    let older = store.report(from)?.report;
    let mut report = followed(store, shelf, &older, year, uid.clone())?;
    for part in plan::plan(&older, &report, year).sections {
        let choice = part.chosen(choices);
        let begun = part.begun(choice).to_vec();
        if choice == Carry::Whole {
            report.carried.extend(anchors(part.part, &begun));
        }
        match part.part {
            Part::Opening => report.opening = begun,
            Part::Closing => report.closing = begun,
            Part::Section(id) => {
                report
                    .section_mut(id)
                    .into_iter()
                    .for_each(|section| section.body.clone_from(&begun));
            }
            _ => {}
        }
    }
    store.write(|tx| tx.add_report(&report, false, at))?;
    Ok(uid)
}

/// What becomes of an older report when the parts of the new one begin as was
/// chosen: the list that is read before anything is made.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Listed {
    /// What is not as it was.
    pub changes: Vec<Rolled>,
    /// What stands as it did and may be the older year's.
    pub unmoved: Vec<Unmoved>,
    /// How each part begins.
    pub parts: Vec<Begun>,
}

/// What became of a part of the older report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Begun {
    /// The part.
    pub part: Part,
    /// Its heading with its number, this year.
    pub heading: String,
    /// What comes along into it.
    pub choice: Carry,
    /// How many paragraphs it had.
    pub had: usize,
    /// How many it begins with.
    pub begins: usize,
}

impl Rolling {
    /// What becomes of the older report when every part begins as `choices` say, or
    /// as is advised.
    pub fn listed(&self, choices: &[Carried]) -> Listed {
        let mut changes = self.changes.clone();
        let mut unmoved = self.unmoved.clone();
        let mut parts = Vec::new();
        for part in &self.sections {
            let choice = part.chosen(choices);
            match (choice, part.part) {
                (Carry::Whole, _) => {
                    changes.extend_from_slice(&part.changes);
                    unmoved.extend_from_slice(&part.unmoved);
                }
                // What replaces them are the kind's own words, paragraph by paragraph.
                (_, Part::Opening | Part::Closing) => changes.extend(part.replaced(choice)),
                _ => {}
            }
            parts.push(Begun {
                part: part.part,
                heading: format!("{}{}", part.number, part.heading),
                choice,
                had: part.whole.len(),
                begins: part.begun(choice).len(),
            });
        }
        Listed { changes, unmoved, parts }
    }
}

impl RollingSection {
    fn chosen(&self, choices: &[Carried]) -> Carry {
        let chosen = choices.iter().find(|carried| carried.part == self.part);
        chosen.map_or(self.choice, |carried| carried.choice)
    }

    /// The paragraphs it begins with.
    fn begun(&self, choice: Carry) -> &[String] {
        match choice {
            Carry::Blank => &[],
            Carry::Patterns => &self.patterns,
            Carry::Whole => &self.whole,
        }
    }

    /// Last year's paragraphs, each beside what stands in its place.
    fn replaced(&self, choice: Carry) -> Vec<Rolled> {
        let begun = self.begun(choice);
        let text = |texts: &[String], at: usize| texts.get(at).cloned().unwrap_or_default();
        (0..self.whole.len().max(begun.len()))
            .map(|at| {
                let moved_on = text(&self.whole, at);
                let change = self.changes.iter().find(|change| change.after == moved_on);
                Rolled {
                    place: plan::place(&self.heading, at),
                    part: self.part,
                    before: change.map_or(moved_on, |change| change.before.clone()),
                    after: text(begun, at),
                }
            })
            .filter(|rolled| rolled.before != rolled.after)
            .collect()
    }
}

/// Holds each of the paragraphs that `part` begins with, until its words change.
fn anchors(part: Part, paragraphs: &[String]) -> impl Iterator<Item = Anchor> {
    let written = paragraphs.iter().enumerate().filter(|(_, text)| !text.trim().is_empty());
    written.map(move |(at, text)| Anchor {
        section: part,
        quote: text.clone(),
        occurrence: paragraphs[..at].iter().map(|other| other.matches(text.as_str()).count()).sum(),
        hash: Anchor::hash_of(text),
    })
}

/// The new report with nothing in its parts, begun and ended as its kind does.
fn followed(store: &Store, shelf: &Shelf, older: &Report, year: Year, uid: Uid) -> Result<Report> {
    if older.year.is_some_and(|older| older >= year) {
        return Err(Error::NotApplicable(format!("{year}的报告只能由更早年度的报告续写")));
    }
    let branch = store.branch(&older.branch)?;
    let template = shelf.template(&older.template)?;
    Ok(follow::followed(template, older, branch.in_year(year), year, uid))
}

#[cfg(test)]
mod tests;
