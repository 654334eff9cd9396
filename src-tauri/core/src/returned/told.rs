//! What a file tells besides its text: who changed what, and who said what.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::import::ReadBack;
use crate::model::{Change, ChangeKind, OutlineLine, Passage, Place, Remark, ReturnedComment};

/// The lines of a file by where they stand in the report.
pub(super) struct Told<'f> {
    lines: &'f [OutlineLine],
    by_place: BTreeMap<Place, Vec<usize>>,
}

/// Who changed some lines, and when last.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Who {
    pub(super) authors: Vec<String>,
    pub(super) date: Option<NaiveDate>,
}

impl<'f> Told<'f> {
    pub(super) fn by(file: &'f ReadBack) -> Self {
        let mut by_place: BTreeMap<Place, Vec<usize>> = BTreeMap::new();
        for line in &file.reading.lines {
            if let Some(place) = line.place {
                by_place.entry(place).or_default().push(line.number - 1);
            }
        }
        Self { lines: &file.outline.lines, by_place }
    }

    /// Whether changes were tracked at all.
    pub(super) fn tracked(&self) -> bool {
        self.lines.iter().any(|line| line.spans.iter().any(|span| span.change.is_some()))
    }

    /// The lines that a returned text was read from. A heading that a paragraph
    /// runs on behind stands there under its own place.
    pub(super) fn lines_of(&self, place: Place) -> Vec<usize> {
        let heading = Place { paragraph: None, ..place };
        let own = self.by_place.get(&place);
        let above = self.by_place.get(&heading).filter(|_| place.paragraph == Some(0));
        own.or(above).cloned().unwrap_or_default()
    }

    /// The lines in which somebody took out all of `text`. What follows may have
    /// moved up into them.
    pub(super) fn deleted(&self, text: &str) -> Vec<usize> {
        let said = |line: &OutlineLine| {
            let gone = line.spans.iter().filter(|span| {
                span.change.as_ref().is_some_and(|change| change.kind == ChangeKind::Deleted)
            });
            gone.map(|span| span.text.as_str()).collect::<String>().contains(text)
        };
        let found = |at: &usize| !text.is_empty() && said(&self.lines[*at]);
        (0..self.lines.len()).filter(found).collect()
    }

    /// Who tracked changes in these lines.
    pub(super) fn who(&self, lines: &[usize]) -> Who {
        let mut who = Who::default();
        let spans = lines.iter().flat_map(|at| &self.lines[*at].spans);
        for Change { author, date, .. } in spans.filter_map(|span| span.change.as_ref()) {
            if !author.is_empty() && !who.authors.contains(author) {
                who.authors.push(author.clone());
            }
            who.date = who.date.max(day(date));
        }
        who
    }

    /// The comments on these lines.
    pub(super) fn comments(
        &self,
        lines: &[usize],
        passage: Option<&Passage>,
    ) -> Vec<ReturnedComment> {
        let remarks = lines.iter().flat_map(|at| &self.lines[*at].remarks);
        remarks.map(|remark| comment(remark, passage)).collect()
    }

    /// How many lines there are.
    pub(super) fn len(&self) -> usize {
        self.lines.len()
    }
}

fn comment(remark: &Remark, passage: Option<&Passage>) -> ReturnedComment {
    ReturnedComment {
        author: remark.author.clone(),
        date: day(&remark.date),
        text: remark.text.clone(),
        passage: passage.cloned(),
    }
}

/// The day of a moment as Word writes it, `2024-11-20T09:30:00Z`.
fn day(moment: &str) -> Option<NaiveDate> {
    moment.get(..10)?.parse().ok()
}
