//! No character is lost: what a file holds stands in the report or in the notes.

use shuzhi_core::import::{self, Reading};
use shuzhi_core::manuscript;
use shuzhi_core::model::{NoteKind, Outline};

/// Report and notes together hold every character that is no space.
#[track_caller]
pub(crate) fn holds_all_of(bytes: &[u8], reading: &Reading) {
    let outline = import::read(bytes, "").unwrap();
    assert_eq!(missing(&outline, reading), (String::new(), String::new()));
}

/// The characters of the file that are neither in the report nor in the
/// notes, and those that are there without being in the file.
fn missing(outline: &Outline, reading: &Reading) -> (String, String) {
    let mut balance = std::collections::BTreeMap::<char, i64>::new();
    let mut count = |text: &str, weight: i64| {
        for c in text.chars().filter(|c| !c.is_whitespace()) {
            *balance.entry(c).or_default() += weight;
        }
    };
    for line in &outline.lines {
        count(&line.text(), 1);
    }
    let numbers = manuscript::numbers(&reading.report);
    for number in numbers.values() {
        count(number, -1);
    }
    for (_, _, text) in reading.report.texts() {
        count(text, -1);
    }
    for note in &reading.notes {
        match (note.kind, &note.before, &note.after) {
            (NoteKind::Dropped, _, _) => count(&note.text, -1),
            (NoteKind::Repaired, Some(before), Some(after)) => {
                count(before, -1);
                count(after, 1);
            }
            _ => {}
        }
    }
    let of = |sign: i64| {
        balance.iter().filter(|(_, n)| *n * sign > 0).map(|(c, _)| *c).collect::<String>()
    };
    (of(1), of(-1))
}
