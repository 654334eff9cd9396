use crate::model::{Finding, Part, Report, Severity};

/// What a rule gets to look at: every text of a report, in reading order.
pub(super) struct Page {
    /// The texts that are not empty.
    pub(super) lines: Vec<Line>,
}

/// A paragraph, a heading or a one-line field.
pub(super) struct Line {
    pub(super) part: Part,
    pub(super) paragraph: Option<usize>,
    /// Findings count characters, so rules walk characters.
    pub(super) chars: Vec<char>,
}

impl Page {
    pub(super) fn of(report: &Report) -> Self {
        let line = |(part, paragraph, text): (_, _, &str)| Line {
            part,
            paragraph,
            chars: text.chars().collect(),
        };
        Self { lines: report.texts().into_iter().map(line).collect() }
    }

    /// Where in reading order a place stands.
    pub(super) fn position(&self, part: Part, paragraph: Option<usize>) -> usize {
        let there = |line: &Line| line.part == part && line.paragraph == paragraph;
        self.lines.iter().position(there).unwrap_or(self.lines.len())
    }
}

impl Line {
    /// A finding about the characters `start..end` of this line.
    pub(super) fn finding(&self, rule: &str, start: usize, end: usize, says: Says) -> Finding {
        Finding {
            rule: rule.to_owned(),
            severity: says.severity,
            section: self.part,
            paragraph: self.paragraph,
            start,
            end,
            text: self.text(start, end),
            message: says.message,
            suggestion: says.suggestion,
            source: says.source,
        }
    }

    /// The words from `start` to `end`.
    pub(super) fn text(&self, start: usize, end: usize) -> String {
        self.chars[start..end].iter().collect()
    }
}

/// What a rule says of a place.
pub(super) struct Says {
    pub(super) severity: Severity,
    pub(super) message: String,
    pub(super) suggestion: Option<String>,
    pub(super) source: String,
}
