//! How long a report is: characters as Word counts them, and minutes of reading aloud.

use serde::Serialize;

use super::number::numbers;
use super::widths::is_wide;
use crate::model::Report;

/// The length of a text (篇幅).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS), ts(export))]
pub struct Counts {
    /// 字数, as Word counts it: Han characters and full-width marks one each, a
    /// run of Latin letters, digits and half-width marks one.
    pub characters: usize,
    /// The same without punctuation.
    pub without_punctuation: usize,
    /// Han characters alone.
    pub han: usize,
}

/// The length of everything that `report` prints, numbers of headings included.
pub fn count(report: &Report) -> Counts {
    let numbers = numbers(report);
    let texts = report.texts().into_iter().map(|(_, _, text)| count_text(text));
    texts.chain(numbers.values().map(|number| count_text(number))).fold(
        Counts::default(),
        |sum, part| Counts {
            characters: sum.characters + part.characters,
            without_punctuation: sum.without_punctuation + part.without_punctuation,
            han: sum.han + part.han,
        },
    )
}

/// The length of `text`.
pub fn count_text(text: &str) -> Counts {
    let mut counts = Counts::default();
    let mut in_run = false;
    let mut run_has_letter = false;
    for character in text.chars() {
        let wide = is_wide(character);
        if wide || character.is_whitespace() || character.is_control() {
            in_run = false;
            run_has_letter = false;
        }
        if character.is_whitespace() || character.is_control() {
            continue;
        }
        if wide {
            counts.characters += 1;
            counts.without_punctuation += usize::from(character.is_alphanumeric());
            counts.han += usize::from(is_han(character));
            continue;
        }
        if !in_run {
            counts.characters += 1;
            in_run = true;
        }
        if character.is_alphanumeric() && !run_has_letter {
            counts.without_punctuation += 1;
            run_has_letter = true;
        }
    }
    counts
}

/// Minutes of reading aloud at `speed` characters a minute.
pub fn minutes(counts: &Counts, speed: u32) -> f64 {
    // A report is never so long that the conversion loses anything.
    let characters = u32::try_from(counts.characters).unwrap_or(u32::MAX);
    f64::from(characters) / f64::from(speed.max(1))
}

fn is_han(character: char) -> bool {
    matches!(u32::from(character),
        0x3400..=0x4DBF | 0x4E00..=0x9FFF | 0xF900..=0xFAFF | 0x20000..=0x3FFFF | 0x3007)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::manuscript::testing::{report, with_body};

    fn counted(text: &str) -> (usize, usize, usize) {
        let counts = count_text(text);
        (counts.characters, counts.without_punctuation, counts.han)
    }

    #[test]
    fn a_latin_or_digit_run_counts_one_and_full_width_marks_count_each() {
        assert_eq!(counted("全年12次，走访36户。"), (10, 8, 6));
        assert_eq!(counted("12.5%"), (1, 1, 0));
        assert_eq!(counted("2024年"), (2, 2, 1));
        assert_eq!(counted("“三会一课”——好……"), (11, 5, 5));
        assert_eq!(counted("KTV 2家"), (3, 3, 1));
        assert_eq!(counted("- "), (1, 0, 0));
        assert_eq!(counted(" 　\t"), (0, 0, 0));
    }

    #[test]
    fn rare_characters_count_like_any_other() {
        assert_eq!(counted("𠮷䶮〇"), (3, 3, 3));
    }

    #[test]
    fn a_report_counts_its_title_numbers_and_every_text() {
        let mut report = report();
        report.title = "述职报告".to_owned();
        report.sections = vec![with_body(1, "成效", &["全年12次。"])];
        report.date = "2024年12月8日".to_owned();
        // 4 + 一、 2 + 2 + 5 + 6
        assert_eq!(count(&report).characters, 19);
    }

    #[test]
    fn minutes_are_characters_by_speed_and_never_a_division_by_nothing() {
        let counts = Counts { characters: 2448, ..Counts::default() };
        assert!((minutes(&counts, 200) - 12.24).abs() < 1e-9);
        assert!(minutes(&counts, 0).is_finite());
    }
}
