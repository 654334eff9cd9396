//! What the reader did and was unsure of, gathered while it works.

use std::collections::BTreeMap;

use super::frame::{self, Top};
use super::labels::Placed;
use super::mended::Mended;
use crate::model::{ChangeKind, Note, NoteKind, Outline, Place};

/// The notes so far. A repair is named by the index of its note.
#[derive(Default)]
pub(super) struct Notes {
    list: Vec<Note>,
    doubted_quotes: usize,
}

/// A text as it is kept, with the repairs in it.
pub(super) struct Kept {
    /// Where it went.
    pub(super) place: Place,
    /// How many characters stand before it there: a title may be of several lines.
    pub(super) offset: usize,
    /// The text.
    pub(super) text: Mended,
}

/// So many paragraphs with doubtful quotation marks are pointed out one by one.
const MOST_DOUBTED: usize = 4;

impl Notes {
    /// Adds a note and gives its index.
    pub(super) fn add(
        &mut self,
        kind: NoteKind,
        message: impl Into<String>,
        text: impl Into<String>,
        line: Option<usize>,
    ) -> usize {
        self.list.push(Note {
            kind,
            message: message.into(),
            text: text.into(),
            line,
            place: None,
            before: None,
            after: None,
            mends: Vec::new(),
        });
        self.list.len() - 1
    }

    /// Changes the message of a note.
    pub(super) fn reword(&mut self, note: usize, message: String) {
        self.list[note].message = message;
    }

    /// Changes the words a note is about.
    pub(super) fn retext(&mut self, note: usize, text: String) {
        self.list[note].text = text;
    }

    /// Points out a paragraph whose quotation marks do not pair.
    pub(super) fn doubt_quotes(&mut self, text: &str, line: Option<usize>) {
        self.doubted_quotes += 1;
        let kind =
            if self.doubted_quotes > MOST_DOUBTED { NoteKind::Recognised } else { NoteKind::Doubt };
        self.add(kind, "这一段的引号配不上对，没有改动，请核对", text, line);
    }

    /// Takes over what reading the file noted: its own notes, tracked changes
    /// and comments.
    pub(super) fn of_file(&mut self, outline: &Outline) {
        self.list.extend(outline.notes.iter().cloned());
        for (at, line) in outline.lines.iter().enumerate() {
            for span in &line.spans {
                let Some(change) = &span.change else { continue };
                let who = if change.author.is_empty() { "修订" } else { &change.author };
                match change.kind {
                    ChangeKind::Deleted => {
                        let message = format!("{who}在修订里删去的文字，没有放进报告");
                        self.add(NoteKind::Dropped, message, &span.text, Some(at + 1));
                    }
                    ChangeKind::Inserted => {
                        let message = format!("{who}在修订里加上的文字，按接受修订放进了报告");
                        self.add(NoteKind::Recognised, message, &span.text, Some(at + 1));
                    }
                }
            }
            for remark in &line.remarks {
                let who = if remark.author.is_empty() { "有人" } else { &remark.author };
                let message = format!("{who}在这里加了批注，没有放进正文");
                self.add(NoteKind::Dropped, message, &remark.text, Some(at + 1));
            }
        }
    }

    /// Takes the title from the page header when the text has none.
    pub(super) fn header_title(&mut self, headers: &[String], top: &mut Top) {
        let mut used = None;
        for (at, header) in headers.iter().enumerate() {
            if used.is_none() && frame::is_header_title(header) {
                used = Some(at);
                top.title.push((Mended::new(header.trim()), Vec::new()));
                self.add(NoteKind::Recognised, "正文里没有标题，用了页眉里的", header.trim(), None);
            }
        }
        if top.title.is_empty() {
            self.add(NoteKind::Doubt, "没有认出标题，请在撰写台里补上", "", None);
        }
        self.headers(headers, used);
    }

    /// Tells of the page headers that are not in the report.
    pub(super) fn headers(&mut self, headers: &[String], used: Option<usize>) {
        for (_, header) in headers.iter().enumerate().filter(|(at, _)| Some(*at) != used) {
            self.add(NoteKind::Dropped, "页眉、页脚里的文字，没有放进报告", header.trim(), None);
        }
    }

    /// The notes in the order of the file, each with its place in the report,
    /// and repairs with the words before and after.
    pub(super) fn placed(mut self, placed: &[Placed], texts: &[Kept]) -> Vec<Note> {
        let last_repair = self.list.len();
        for kept in texts {
            for repair in kept.text.repairs().range(..last_repair) {
                if let Some(words) = kept.text.fragment(*repair) {
                    self.place_repair(*repair, kept, words);
                }
            }
        }
        let mut by_line = BTreeMap::new();
        for text in placed {
            for line in &text.lines {
                by_line.entry(*line).or_insert(text.place);
            }
        }
        for note in &mut self.list {
            if note.place.is_none() && note.kind != NoteKind::Dropped {
                note.place = note.line.and_then(|line| by_line.get(&line).copied());
            }
            // A repair whose words went out with the space around a cut.
            if note.kind == NoteKind::Repaired && note.before.is_none() {
                note.kind = NoteKind::Dropped;
            }
        }
        self.list.sort_by_key(|note| note.line.unwrap_or(0));
        self.list
    }

    /// Tells a repair where it was made. A paragraph that was cut into heading
    /// and text may have been repaired in both: each has a note of its own.
    fn place_repair(&mut self, repair: usize, kept: &Kept, (before, after): (String, String)) {
        let mut note = self.list[repair].clone();
        let first = note.before.is_none();
        if !note.text.is_empty() {
            note.text = kept.text.taken(repair).concat();
        }
        note.mends = kept.text.mends(repair, kept.offset);
        (note.before, note.after, note.place) = (Some(before), Some(after), Some(kept.place));
        if first { self.list[repair] = note } else { self.list.push(note) }
    }

    /// The messages alone.
    #[cfg(test)]
    pub(super) fn messages(&self) -> Vec<&str> {
        self.list.iter().map(|note| note.message.as_str()).collect()
    }
}
