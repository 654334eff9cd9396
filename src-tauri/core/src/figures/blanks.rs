//! Places in the text whose number is still to be filled in: 协商议事会【待补】次.

use serde::Serialize;

use super::{Indicators, read_texts, readable};
use crate::model::{Part, Report};

/// A place in the text that waits for a figure.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS), ts(export))]
pub struct FigureBlank {
    /// Permanent key of the indicator, or the name as the text says it.
    pub indicator: String,
    /// The name as the text says it.
    pub name: String,
    /// What is counted.
    pub unit: String,
    /// The part.
    pub part: Part,
    /// Index of the paragraph, from 0; `None` in a heading.
    pub paragraph: Option<usize>,
    /// First character of the blank in the paragraph, counted in characters.
    pub start: usize,
    /// One past its last, without the unit.
    pub end: usize,
}

/// How a blank begins and ends.
const OPEN: [char; 3] = ['【', '待', '补'];
const CLOSE: char = '】';

/// What is read in a blank's stead: with a number there, the words around it
/// say what is to be counted.
const NUMBER: [char; 2] = ['1', '2'];

/// The blanks in the text of `report` that stand where a figure is to stand.
pub(super) fn blanks(report: &Report, indicators: &Indicators) -> Vec<FigureBlank> {
    let mut texts = readable(report);
    let gaps: Vec<Vec<Gap>> = texts.iter_mut().map(|text| fill_in(&mut text.2)).collect();
    if gaps.iter().all(Vec::is_empty) {
        return Vec::new();
    }
    let gap_of = |part: Part, paragraph: Option<usize>, filled: usize| {
        let at = texts.iter().position(|text| text.0 == part && text.1 == paragraph)?;
        gaps[at].iter().find(|gap| gap.filled == filled)
    };
    read_texts(&texts, report.year, indicators)
        .into_iter()
        .filter_map(|told| {
            let mention = told.mention;
            let gap = gap_of(mention.section, mention.paragraph, mention.start)?;
            Some(FigureBlank {
                indicator: mention.indicator.unwrap_or_else(|| mention.name.clone()),
                name: mention.name,
                unit: mention.unit,
                part: mention.section,
                paragraph: mention.paragraph,
                start: gap.start,
                end: gap.end,
            })
        })
        .collect()
}

/// A blank: where it stands in the text, and where its number in the filled one.
struct Gap {
    start: usize,
    end: usize,
    filled: usize,
}

/// Puts a number into every blank of a text.
fn fill_in(letters: &mut Vec<char>) -> Vec<Gap> {
    let text = std::mem::take(letters);
    let mut gaps = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let length = if text[at..].starts_with(&OPEN) {
            text[at..].iter().position(|sign| *sign == CLOSE).map(|last| last + 1)
        } else {
            None
        };
        match length {
            Some(length) => {
                gaps.push(Gap { start: at, end: at + length, filled: letters.len() });
                letters.extend(NUMBER);
                at += length;
            }
            None => {
                letters.push(text[at]);
                at += 1;
            }
        }
    }
    gaps
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::testing::report;

    #[test]
    fn a_blank_is_named_by_the_words_around_it() {
        let mut text = report(2024);
        text.sections.clear();
        text.opening = vec![
            "𠮷家湾召开协商议事会【待补】次，解决【待补：事项】等事宜9件，讲党课【待补：次数】次。"
                .to_owned(),
            "由【待补：姓名】负责。".to_owned(),
        ];
        let found: Vec<String> = blanks(&text, Indicators::built_in())
            .iter()
            .map(|blank| {
                let words: String = text.opening[blank.paragraph.unwrap()]
                    .chars()
                    .skip(blank.start)
                    .take(blank.end - blank.start)
                    .collect();
                format!("{} {} {}", blank.indicator, words, blank.unit)
            })
            .collect();
        assert_eq!(found, ["deliberation 【待补】 次", "party-lecture 【待补：次数】 次"]);
    }
}
