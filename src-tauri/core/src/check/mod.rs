//! Checks: what the street would send back, found before it is sent.
//!
//! A rule is a pure function from a page to hits; each stands
//! in a file of its own under `rules/`, with what it is called, why it matters
//! and on whose word. A finding advises; only those of [`blocking`] stop an
//! export, and even they can be overridden with a reason.

mod arithmetic;
mod catalogue;
mod context;
mod figures;
mod known;
mod lists;
mod near;
mod numbers;
mod ordinal;
mod own;
mod page;
mod paper;
mod pattern;
pub mod quotes;
mod rule;
mod rules;
mod segments;
#[cfg(test)]
mod testing;
mod time;
mod words;

pub use catalogue::catalogue;
pub use context::{Context, Required};
pub use known::{Checked, RuleOff, SetAside, context, report, set_aside, switch, take_up};
pub use own::{OwnList, OwnWords, own_words, save_own_words, take_in_words, use_list, words_file};
pub use paper::{Likeness, likeness, likeness_table, paper, place, table};
pub use rule::Rule;
pub use words::{WORDS_FOLDER, Words};

use crate::model::{Finding, Report, Section, SectionId, Severity};
use page::Page;

/// The catalogue of rules, by what they are about.
pub fn rules() -> &'static [&'static Rule] {
    rules::RULES
}

/// Everything that is found in `report`, in reading order, with what is known
/// beside its text.
pub fn with(report: &Report, context: &Context) -> Vec<Finding> {
    let on = rules::RULES.iter().filter(|rule| !context.off.contains(rule.key));
    findings_of(on.copied(), report, context)
}

/// Everything that is found in the text of `report` alone, in reading order:
/// of a file, without unit, notice or last year.
pub fn file(report: &Report) -> Vec<Finding> {
    with(report, &Context::default())
}

/// What `rule` alone finds in `report`.
pub fn one(rule: &Rule, report: &Report, context: &Context) -> Vec<Finding> {
    findings_of(std::iter::once(rule), report, context)
}

/// What may be found in one section after its text changed, in reading order:
/// what the rules say that need no more than the section. The others are asked
/// when the whole is checked.
pub fn changed(report: &Report, context: &Context, section: SectionId) -> Vec<Finding> {
    let Some(changed) = report.section(section) else { return Vec::new() };
    let alone = Section { children: Vec::new(), ..changed.clone() };
    let part = Report {
        opening: Vec::new(),
        sections: vec![alone],
        closing: Vec::new(),
        ..report.clone()
    };
    let of_whole = |rule: &Rule| rules::WHOLE.iter().any(|whole| whole.key == rule.key);
    let on = rules::RULES.iter().filter(|rule| !of_whole(rule) && !context.off.contains(rule.key));
    findings_of(on.copied(), &part, context)
}

/// What must not leave the house unseen, in reading order: blanks, masks and
/// other placeholders that were never filled in, and personal data.
pub fn blocking(report: &Report) -> Vec<Finding> {
    findings_of(rules::BLOCKING.iter().copied(), report, &Context::default())
}

/// What was never filled in, in reading order: the part of [`blocking`] that
/// says how far the writing has come.
pub fn placeholders(report: &Report) -> Vec<Finding> {
    findings_of(rules::PLACEHOLDERS.iter().copied(), report, &Context::default())
}

fn findings_of<'r>(
    rules: impl Iterator<Item = &'r Rule>,
    report: &Report,
    context: &Context,
) -> Vec<Finding> {
    let page = Page::of(report, context);
    let mut findings: Vec<Finding> = rules.flat_map(|rule| rule.findings(&page)).collect();
    findings.sort_by_key(|finding| {
        (page.position(finding.section, finding.paragraph), finding.start, finding.end)
    });
    told_once(findings)
}

/// Rules that may speak of one slip, the one that says it best first.
const ONE_SLIP: &[&str] = &[
    "placeholder",
    "remnants",
    "expressions",
    "near-expressions",
    "turned-expressions",
    "typos",
    "near-phrases",
    "unit-slips",
    "own-names",
    "unit-names",
    "particles",
    "doubled-words",
    "near-words",
    "holidays",
    "mixed-numerals",
    "date-forms",
    "set-numerals",
    "percents",
    "change-words",
    "rhythm",
    "product",
];

/// One finding a slip: of those of [`ONE_SLIP`] that overlap the gravest stays,
/// and of equal ones the first in that order.
fn told_once(findings: Vec<Finding>) -> Vec<Finding> {
    let rank = |finding: &Finding| {
        let place = ONE_SLIP.iter().position(|key| *key == finding.rule)?;
        Some((std::cmp::Reverse(weight(finding.severity)), place))
    };
    let hides = |one: &Finding, other: &Finding| {
        one.rule != other.rule
            && (one.section, one.paragraph) == (other.section, other.paragraph)
            && one.start < other.end
            && other.start < one.end
            && rank(one).zip(rank(other)).is_some_and(|(one, other)| one < other)
    };
    let hidden = |finding: &Finding| findings.iter().any(|one| hides(one, finding));
    let hidden: Vec<bool> = findings.iter().map(hidden).collect();
    let kept = findings.into_iter().zip(hidden).filter(|(_, hidden)| !hidden);
    kept.map(|(finding, _)| finding).collect()
}

fn weight(severity: Severity) -> u8 {
    match severity {
        Severity::Hint => 0,
        Severity::Warning => 1,
        Severity::Error => 2,
    }
}
