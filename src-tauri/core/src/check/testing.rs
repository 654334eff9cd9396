use std::fmt::Write as _;

use crate::model::{Report, Role, Section, TemplateKey, Uid};

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

/// The report that `text` sketches: `= ` before the title, `# ` before a
/// heading, every other line a paragraph of the part above it.
pub(super) fn sketch(text: &str) -> Report {
    let mut report = Report::empty(Uid::nil(), TemplateKey("branch-secretary".to_owned()));
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        if let Some(title) = line.strip_prefix("= ") {
            report.title = title.to_owned();
        } else if let Some(heading) = line.strip_prefix("# ") {
            report.sections.push(Section {
                id: report.free_id(),
                role: Role::Other,
                mark: None,
                run_in: false,
                heading: heading.to_owned(),
                body: Vec::new(),
                children: Vec::new(),
            });
        } else {
            match report.sections.last_mut() {
                Some(section) => section.body.push(line.to_owned()),
                None => report.opening.push(line.to_owned()),
            }
        }
    }
    report
}
