//! Where each line of the file went, in a word.

use std::collections::BTreeMap;

use super::super::ReadLine;
use crate::model::{OutlineLine, Part, Place, Report, SectionId};

/// A text of the report, where it stands, and the lines it came from.
pub(super) struct Placed {
    pub(super) place: Place,
    pub(super) lines: Vec<usize>,
}

/// One label for each line of the file.
pub(super) fn read_lines(
    lines: &[OutlineLine],
    placed: &[Placed],
    report: &Report,
    numbers: &BTreeMap<SectionId, String>,
) -> Vec<ReadLine> {
    let mut places: Vec<Vec<Place>> = vec![Vec::new(); lines.len()];
    for text in placed {
        for &line in &text.lines {
            places[line - 1].push(text.place);
        }
    }
    let headings: BTreeMap<SectionId, &str> =
        report.walk().map(|(_, section)| (section.id, section.heading.as_str())).collect();
    let label_of = |place: &Place| label(*place, &headings, numbers);
    lines
        .iter()
        .zip(&places)
        .enumerate()
        .map(|(at, (line, places))| {
            let text = line.text();
            let label = match places.as_slice() {
                [] if text.trim().is_empty() => String::new(),
                [] => "没有放进".to_owned(),
                // A run-in heading and its text.
                [heading, Place { paragraph: Some(0), .. }] if heading.paragraph.is_none() => {
                    format!("{}、第1段", label_of(heading))
                }
                [first, ..] => label_of(first),
            };
            ReadLine { number: at + 1, text, label, place: places.first().copied() }
        })
        .collect()
}

fn label(
    place: Place,
    headings: &BTreeMap<SectionId, &str>,
    numbers: &BTreeMap<SectionId, String>,
) -> String {
    match place.part {
        Part::Title => "标题".to_owned(),
        Part::Byline => "题下署名".to_owned(),
        Part::Salutation => "称呼".to_owned(),
        Part::Opening => "开头".to_owned(),
        Part::Closing => "结尾".to_owned(),
        Part::Signature => "署名".to_owned(),
        Part::Date => "日期".to_owned(),
        Part::Section(id) => {
            let number = numbers.get(&id).map_or("", String::as_str);
            let number = number.trim_end_matches(['、', '.', '．', '，', ' ', '　']);
            let name = match headings.get(&id) {
                Some(heading) if number.is_empty() => short(heading),
                _ => number.to_owned(),
            };
            match place.paragraph {
                Some(paragraph) => format!("{name}第{}段", paragraph + 1),
                None if number.chars().all(char::is_alphanumeric) && !number.is_empty() => name,
                None => format!("{name}标题"),
            }
        }
    }
}

/// The first words of a heading that has no number.
fn short(heading: &str) -> String {
    let words: String = heading.chars().take_while(|c| !"，。、：".contains(*c)).take(8).collect();
    if words.is_empty() { String::new() } else { format!("“{words}”") }
}
