//! The lines of a document while it is read.

use std::collections::HashSet;

use crate::model::{Change, Hints, Note, NoteKind, Outline, OutlineLine, Remark, Span};

/// A paragraph or table row; a forced break in it is still a newline.
#[derive(Debug, Clone, Default)]
pub(super) struct Line {
    pub(super) spans: Vec<Span>,
    pub(super) hints: Hints,
    pub(super) remarks: Vec<Remark>,
    /// What reading it left out or found: kind, message, words.
    pub(super) notes: Vec<(NoteKind, String, String)>,
}

impl Line {
    /// Adds `text`, as the tracked change `change` if there is one; whether that
    /// began a new span.
    pub(super) fn push(&mut self, text: &str, change: Option<&Change>) -> bool {
        match self.spans.last_mut() {
            Some(last) if last.change.as_ref() == change => {
                last.text.push_str(text);
                false
            }
            _ => {
                self.spans.push(Span { text: text.to_owned(), change: change.cloned() });
                true
            }
        }
    }

    /// The text with all changes accepted.
    pub(super) fn text(&self) -> String {
        Span::accepted(&self.spans)
    }

    /// Whether nothing stands in it, not even deleted words.
    pub(super) fn is_empty(&self) -> bool {
        self.spans.iter().all(|span| span.text.trim().is_empty())
    }

    /// Forgets what was found in it, as it is not shown; words that were left out
    /// are told all the same.
    pub(super) fn unshow(&mut self) {
        self.notes.retain(|(kind, _, words)| *kind == NoteKind::Dropped && !words.is_empty());
    }

    /// Takes what `line`, which is not shown, holds besides its words, and gives those.
    pub(super) fn take_hidden(&mut self, mut line: Self) -> String {
        line.unshow();
        self.remarks.append(&mut line.remarks);
        self.notes.append(&mut line.notes);
        line.spans.into_iter().map(|span| span.text).collect()
    }

    /// Tells that `words` are hidden here.
    pub(super) fn tell_hidden(&mut self, words: String) {
        if !words.trim().is_empty() {
            let message = "这里有隐藏的文字，没有放进报告".to_owned();
            self.notes.push((NoteKind::Dropped, message, words));
        }
    }

    /// Makes it be deleted by `change`, whatever else was changed in it.
    pub(super) fn delete(&mut self, change: &Change) {
        let kept = |span: &Span| span.change.as_ref().is_none_or(|own| own.kind != change.kind);
        for span in self.spans.iter_mut().filter(|span| kept(span)) {
            span.change = Some(change.clone());
        }
        self.unshow();
    }

    /// Appends what `next` has.
    pub(super) fn append(&mut self, next: Self) {
        for span in next.spans {
            self.push(&span.text, span.change.as_ref());
        }
        self.remarks.extend(next.remarks);
        self.notes.extend(next.notes);
    }
}

/// The note on a field that has a beginning and no end; `kept` was met in its code.
pub(super) fn broken_field(kept: String) -> (NoteKind, String, String) {
    let message = "文件里有一个没有结束的域，它后面的文字可能多了或少了，请与原文核对".to_owned();
    (NoteKind::Doubt, message, kept)
}

/// What stands in headers and footers, each text once, page numbers left out.
pub(super) fn margins(texts: impl IntoIterator<Item = String>) -> Vec<String> {
    let mut known = HashSet::new();
    texts
        .into_iter()
        .map(|text| text.trim().to_owned())
        .filter(|text| text.chars().any(|c| c.is_alphabetic() && !"第页共".contains(c)))
        .filter(|text| known.insert(text.clone()))
        .collect()
}

/// A moment as Word packs it into 32 bits, as `2023-12-01T09:00:00`; "" for none.
pub(super) fn packed_date(packed: u32) -> String {
    let bits = |from: u32, count: u32| packed >> from & ((1 << count) - 1);
    let (minute, hour, day) = (bits(0, 6), bits(6, 5), bits(11, 5));
    let (month, year) = (bits(16, 4), 1900 + bits(20, 9));
    if packed == 0 || day == 0 || month == 0 {
        return String::new();
    }
    format!("{year}-{month:02}-{day:02}T{hour:02}:{minute:02}:00")
}

/// The lines that a table's row makes, cell by cell: one, with tabs between the
/// cells; or those of its cells, when the table only sets out the page.
pub(super) fn row(mut cells: Vec<Vec<Line>>) -> Vec<Line> {
    for cell in &mut cells {
        cell.retain(|line| !line.is_empty() || !line.notes.is_empty());
    }
    let lengthy = |cell: &Vec<Line>| {
        cell.len() > 3 || cell.iter().map(|line| line.text().chars().count()).sum::<usize>() > 300
    };
    if cells.len() <= 1 || cells.iter().any(lengthy) {
        return cells.into_iter().flatten().collect();
    }
    if cells.iter().all(Vec::is_empty) {
        return Vec::new();
    }
    let mut row = Line::default();
    row.hints.table_row = true;
    row.hints.bold = cells.iter().flatten().all(|line| line.hints.bold);
    for (at, cell) in cells.into_iter().enumerate() {
        if at > 0 {
            row.push("\t", None);
        }
        let mut shows = false;
        for mut line in cell {
            // Deleted lines are set off by nothing.
            let shown = !line.text().trim().is_empty();
            if shows && shown {
                row.push(" ", None);
            }
            shows |= shown;
            for span in &mut line.spans {
                // A table inside a cell, or a forced break.
                span.text = span.text.replace(['\t', '\n'], " ");
            }
            row.append(line);
        }
    }
    vec![row]
}

/// The lines of an outline, each with what was noted on it.
pub(super) fn lines(outline: Outline) -> Vec<Line> {
    let of = |line: OutlineLine| Line {
        spans: line.spans,
        hints: line.hints,
        remarks: line.remarks,
        notes: Vec::new(),
    };
    let mut lines: Vec<Line> = outline.lines.into_iter().map(of).collect();
    for Note { kind, message, text, line, .. } in outline.notes {
        let at = line.unwrap_or(1).saturating_sub(1);
        if let Some(line) = lines.get_mut(at) {
            line.notes.push((kind, message, text));
        }
    }
    lines
}

/// The outline that `lines` make, each forced break a new line.
pub(super) fn outline(lines: Vec<Line>) -> Outline {
    let mut outline = Outline::default();
    for line in lines {
        for (kind, message, text) in line.notes {
            let line = Some(outline.lines.len() + 1);
            outline.notes.push(Note { text, ..note(kind, message, line) });
        }
        let mut remarks = line.remarks;
        for spans in broken(line.spans) {
            outline.lines.push(OutlineLine {
                spans,
                hints: line.hints.clone(),
                remarks: std::mem::take(&mut remarks),
            });
        }
    }
    outline
}

/// A note on a line, or on the file as a whole.
pub(super) fn note(kind: NoteKind, message: String, line: Option<usize>) -> Note {
    Note {
        kind,
        message,
        text: String::new(),
        line,
        place: None,
        before: None,
        after: None,
        mends: Vec::new(),
    }
}

/// `spans` cut at newlines.
fn broken(spans: Vec<Span>) -> Vec<Vec<Span>> {
    let mut lines = vec![Vec::new()];
    for span in spans {
        for (at, piece) in span.text.split('\n').enumerate() {
            if at > 0 {
                lines.push(Vec::new());
            }
            let last = lines.last_mut().expect("there is always one");
            if !piece.is_empty() {
                last.push(Span { text: piece.to_owned(), change: span.change.clone() });
            }
        }
    }
    lines
}
