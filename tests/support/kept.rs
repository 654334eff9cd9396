//! No character is lost: what a file holds stands in the report or in the notes.

use std::collections::BTreeMap;

use shuzhi_core::import::{self, Reading};
use shuzhi_core::manuscript;
use shuzhi_core::model::{Note, NoteKind, Outline, Part};

/// Report and notes together hold every character that is no space.
#[track_caller]
pub(crate) fn holds_all_of(bytes: &[u8], reading: &Reading) {
    let outline = import::read(bytes, "").unwrap();
    assert_eq!(missing(&outline, reading), (String::new(), String::new()));
    assert_eq!(changed(&outline, reading), (String::new(), String::new()), "all taken back");
    goes_back_line_by_line(&outline, reading);
}

/// The characters of the file that are neither in the report nor in the
/// notes, and those that are there without being in the file.
fn missing(outline: &Outline, reading: &Reading) -> (String, String) {
    let mut balance = Balance::of(outline, reading);
    for (_, _, text) in reading.report.texts() {
        balance.count(text, -1);
    }
    for note in &reading.notes {
        match (note.kind, &note.before, &note.after) {
            (NoteKind::Dropped, _, _) => balance.count(&note.text, -1),
            (NoteKind::Repaired, Some(before), Some(after)) => {
                balance.count(before, -1);
                balance.count(after, 1);
            }
            _ => {}
        }
    }
    balance.told()
}

/// The same once every repair was taken back: only what was left out is then
/// not in the text.
fn changed(outline: &Outline, reading: &Reading) -> (String, String) {
    let mut balance = Balance::of(outline, reading);
    let back = import::as_it_stood(reading);
    for (_, _, text) in back.texts() {
        balance.count(text, -1);
    }
    for note in reading.notes.iter().filter(|note| note.kind == NoteKind::Dropped) {
        balance.count(&note.text, -1);
    }
    balance.told()
}

/// With every repair taken back, each line stands in the text as the file has it.
fn goes_back_line_by_line(outline: &Outline, reading: &Reading) {
    let bare = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    let back = import::as_it_stood(reading);
    let numbers = manuscript::numbers(&reading.report);
    let texts = back.texts().into_iter().map(|(part, paragraph, text)| match (part, paragraph) {
        (Part::Section(id), None) => bare(&format!("{}{text}", numbers[&id])),
        _ => bare(text),
    });
    let whole: String = texts.collect();
    for (at, line) in outline.lines.iter().enumerate() {
        let left_out = |note: &Note| note.kind == NoteKind::Dropped && note.line == Some(at + 1);
        let words = bare(&line.text());
        let placed = reading.lines[at].place.is_some();
        if placed && !reading.notes.iter().any(left_out) {
            assert!(whole.contains(&words), "{words} is not in {whole}");
        }
    }
}

/// How often each character stands in the file more than it was found again.
struct Balance(BTreeMap<char, i64>);

impl Balance {
    /// The characters of the lines, less the numbers that headings print.
    fn of(outline: &Outline, reading: &Reading) -> Self {
        let mut balance = Self(BTreeMap::new());
        for line in &outline.lines {
            balance.count(&line.text(), 1);
        }
        for number in manuscript::numbers(&reading.report).values() {
            balance.count(number, -1);
        }
        balance
    }

    fn count(&mut self, text: &str, weight: i64) {
        for c in text.chars().filter(|c| !c.is_whitespace()) {
            *self.0.entry(c).or_default() += weight;
        }
    }

    fn told(&self) -> (String, String) {
        let of = |sign: i64| {
            self.0.iter().filter(|(_, n)| *n * sign > 0).map(|(c, _)| *c).collect::<String>()
        };
        (of(1), of(-1))
    }
}
