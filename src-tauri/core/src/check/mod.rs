//! Checks: what the street would send back, found before it is sent.
//!
//! A rule is a pure function from the text of a report to findings; each stands
//! in a file of its own under `rules/`. A finding advises; only those of
//! [`blocking`] stop an export, and even they can be overridden with a reason.

mod page;
mod rules;
#[cfg(test)]
mod testing;

use crate::model::{Finding, Report};
use page::Page;

/// What must not leave the house unseen, in reading order: blanks, masks and
/// other placeholders that were never filled in, and personal data.
pub fn blocking(report: &Report) -> Vec<Finding> {
    findings_of(rules::BLOCKING, report)
}

/// What was never filled in, in reading order: the part of [`blocking`] that
/// says how far the writing has come.
pub fn placeholders(report: &Report) -> Vec<Finding> {
    findings_of(rules::PLACEHOLDERS, report)
}

fn findings_of(rules: &[rules::Rule], report: &Report) -> Vec<Finding> {
    let page = Page::of(report);
    let mut findings: Vec<Finding> = rules.iter().flat_map(|rule| rule(&page)).collect();
    findings.sort_by_key(|finding| {
        (page.position(finding.section, finding.paragraph), finding.start, finding.end)
    });
    findings
}
