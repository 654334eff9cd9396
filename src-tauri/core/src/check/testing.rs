use std::fmt::Write as _;

use super::context::Context;
use crate::model::{Finding, Report, Role, Section, TemplateKey, Uid, Year};

/// Asserts what the rule `key` finds in the report that `text` sketches: the
/// words of each finding, with `→ words` where it offers some, joined by ` / `.
/// A finding about what is not there stands with its message. `""`: nothing.
#[track_caller]
pub(super) fn check(key: &str, text: &str, expect: &str) {
    check_with(key, text, &Context::default(), expect);
}

/// Like [`check`], with what is known beside the text.
#[track_caller]
pub(super) fn check_with(key: &str, text: &str, context: &Context, expect: &str) {
    assert_eq!(told(&findings(key, text, context)), expect, "{key}: {text}");
}

/// What the rule `key` finds in the report that `text` sketches.
pub(super) fn findings(key: &str, text: &str, context: &Context) -> Vec<Finding> {
    let rule = super::rules().iter().find(|rule| rule.key == key);
    let rule = rule.unwrap_or_else(|| panic!("there is no rule {key}"));
    super::findings_of(std::iter::once(*rule), &sketch(text), context)
}

fn told(findings: &[Finding]) -> String {
    let each = findings.iter().map(|finding| {
        let words = if finding.text.is_empty() { &finding.message } else { &finding.text };
        match &finding.suggestion {
            Some(offer) => format!("{words} → {offer}"),
            None => words.clone(),
        }
    });
    each.collect::<Vec<_>>().join(" / ")
}

/// What stops the export of the report that `text` sketches, one finding a line.
pub(super) fn blocking(text: &str) -> String {
    let mut out = String::new();
    for finding in super::blocking(&sketch(text)) {
        let place = match finding.paragraph {
            Some(at) => format!("{} {at}", finding.section),
            None => finding.section.to_string(),
        };
        let (start, end) = (finding.start, finding.end);
        writeln!(out, "{place} {start}–{end} {} | {}", finding.rule, finding.text).unwrap();
    }
    out
}

/// The words that stop the export of a paragraph, joined by ` / `.
pub(super) fn blocked(paragraph: &str) -> String {
    let findings = super::blocking(&sketch(paragraph));
    findings.iter().map(|finding| finding.text.as_str()).collect::<Vec<_>>().join(" / ")
}

/// The report that `text` sketches, a line each:
///
/// - `= ` the title, which gives the year (2024 without one), `: ` the
///   salutation, `% ` the byline, `~ ` the signature, `@ ` the date, `- ` a
///   closing paragraph;
/// - `# `, `## `, `### ` a heading of that level, whose words give its role;
///   a mark behind the signs is kept: `##〔一〕 `, and `#! ` has none;
/// - every other line a paragraph of the part above it.
pub(super) fn sketch(text: &str) -> Report {
    let mut report = Report::empty(Uid::nil(), TemplateKey("branch-secretary".to_owned()));
    report.year = Year::new(2024).ok();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let (sign, rest) = line.split_once(' ').unwrap_or((line, ""));
        let rest = rest.to_owned();
        match sign {
            "=" => {
                report.year = year_in(&rest).or(report.year);
                report.title = rest;
            }
            ":" => report.salutation = rest,
            "%" => report.byline = rest,
            "~" => report.signature = rest,
            "@" => report.date = rest,
            "-" => report.closing.push(rest),
            _ if sign.starts_with('#') => add_section(&mut report, sign, rest),
            _ => match last_section(&mut report.sections) {
                Some(section) => section.body.push(line.to_owned()),
                None => report.opening.push(line.to_owned()),
            },
        }
    }
    report
}

fn year_in(title: &str) -> Option<Year> {
    let at = title.find("20")?;
    title.get(at..at + 4)?.parse().ok().and_then(|year| Year::new(year).ok())
}

fn add_section(report: &mut Report, sign: &str, heading: String) {
    let mark = sign.trim_start_matches('#');
    let depth = sign.len() - mark.len();
    let id = report.free_id();
    let mut siblings = &mut report.sections;
    let mut above = None;
    for _ in 1..depth {
        let parent = siblings.last_mut().expect("a heading stands below one of its parent level");
        above = Some(parent.role);
        siblings = &mut parent.children;
    }
    siblings.push(Section {
        id,
        role: above.unwrap_or_else(|| role_of(&heading)),
        mark: match mark {
            "" => None,
            "!" => Some(String::new()),
            mark => Some(mark.to_owned()),
        },
        run_in: false,
        heading,
        body: Vec::new(),
        children: Vec::new(),
    });
}

fn role_of(heading: &str) -> Role {
    let has = |words: &[&str]| words.iter().any(|word| heading.contains(word));
    if has(&["点评", "上年", "整改落实"]) {
        Role::ReviewResponse
    } else if has(&["下步", "下一步", "打算", "计划"]) {
        Role::NextSteps
    } else if has(&["问题", "不足"]) {
        Role::Problems
    } else if has(&["基本情况"]) {
        Role::Overview
    } else {
        Role::Achievements
    }
}

fn last_section(sections: &mut [Section]) -> Option<&mut Section> {
    let last = sections.last_mut()?;
    if last.children.is_empty() { Some(last) } else { last_section(&mut last.children) }
}
