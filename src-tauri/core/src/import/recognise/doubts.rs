//! The few questions a reader of the result should answer.

use super::labels::Placed;
use super::notes::Notes;
use super::{dates, marks};
use crate::model::{NoteKind, Part, Place, Report, Role};

/// Asks about what may have been meant otherwise.
pub(super) fn ask(report: &Report, placed: &[Placed], notes: &mut Notes) {
    let line_of = |place: Place| {
        placed.iter().find(|text| text.place == place).and_then(|text| text.lines.first().copied())
    };
    let mut asked = 0;
    for (_, section) in report.walk() {
        let part = Part::Section(section.id);
        if let Some(at) = between_items(&section.body).filter(|_| asked < MOST) {
            asked += 1;
            let line = line_of(Place { part, paragraph: Some(at) });
            let which = line.map_or(String::new(), |line| format!("第 {line} 行"));
            let message =
                format!("{which}夹在“一是”“二是”这样的两段中间，没有编号，已单独成一段，请核对");
            notes.add(NoteKind::Doubt, message, section.body[at].as_str(), line);
        }
        for (at, text) in section.body.iter().enumerate() {
            if asked >= MOST || section.role == Role::NextSteps {
                break;
            }
            let count = comments(text);
            if count > 0 {
                asked += 1;
                let line = line_of(Place { part, paragraph: Some(at) });
                let which = line.map_or(String::new(), |line| format!("第 {line} 行"));
                let message = format!("{which}像是 {count} 条上年点评，请核对是不是都作了回应");
                notes.add(NoteKind::Doubt, message, text.as_str(), line);
            }
        }
    }
}

/// So many questions at most.
const MOST: usize = 5;

/// An unmarked paragraph between two that are marked 一是, 二是.
fn between_items(body: &[String]) -> Option<usize> {
    let item = |text: &String| {
        marks::read(text)
            .filter(|mark| matches!(mark.class, marks::Class::Item | marks::Class::Ordinal))
            .map(|mark| mark.number)
    };
    let marked: Vec<(usize, usize)> =
        body.iter().enumerate().filter_map(|(at, text)| Some((at, item(text)?))).collect();
    let gap = |pair: &[(usize, usize)]| {
        let [(before, last), (after, next)] = [pair[0], pair[1]];
        (next == last + 1).then(|| (before + 1..after).find(|at| !body[*at].contains('\t')))?
    };
    marked.windows(2).find_map(gap)
}

/// How many comments of last year `text` counts up.
fn comments(text: &str) -> usize {
    let start: String = text.chars().take(60).collect();
    let speaks = start.contains("点评") && start.contains(['题', '见']);
    let last_year =
        start.contains('上') || start.contains("去年") || !dates::years(&start).is_empty();
    if !speaks || !last_year {
        return 0;
    }
    let behind = text.find(['：', ':']).map_or("", |at| &text[at..]);
    (1..=9)
        .take_while(|number| {
            [format!("{number}、"), format!("{number}.")].iter().any(|mark| behind.contains(mark))
        })
        .count()
}
