//! Words in the texts of a report, with what stands around them.

use std::collections::BTreeMap;

use super::Hit;
use crate::manuscript::numbers;
use crate::model::{Part, Report, sought};
use crate::store::{FoundIn, Line};

/// How many characters are shown before the words, and behind them.
const AROUND: (usize, usize) = (18, 36);

/// The texts of a report with where each stands.
pub(super) fn lines(report: &Report) -> Vec<Line> {
    let mut numbers = numbers(report);
    let mut sections = BTreeMap::new();
    for (_, section) in report.walk() {
        let number = numbers.remove(&section.id).unwrap_or_default();
        sections.insert(section.id, (number, section.heading.clone()));
    }
    let line = |(part, paragraph, words): (Part, Option<usize>, &str)| {
        let (number, heading) = match part {
            Part::Section(id) => sections.get(&id).cloned().unwrap_or_default(),
            _ => Default::default(),
        };
        Line { part, paragraph, number, heading, words: words.to_owned() }
    };
    report.texts().into_iter().map(line).collect()
}

/// Every place of `words` in the lines of a report, in reading order.
pub(super) fn hits(found: &FoundIn, words: &str) -> Vec<Hit> {
    let wanted: Vec<char> = sought(words).into_iter().map(|(_, c)| c).collect();
    let mut hits = Vec::new();
    for line in &found.lines {
        let chars: Vec<char> = line.words.chars().collect();
        let (at, text): (Vec<usize>, Vec<char>) = sought(&line.words).into_iter().unzip();
        for place in places(&text, &wanted) {
            let (start, end) = (at[place], at[place + wanted.len() - 1] + 1);
            hits.push(Hit {
                report: found.uid.clone(),
                year: found.year,
                title: found.title.replace('\n', ""),
                section: line.part,
                number: line.number.clone(),
                heading: line.heading.clone(),
                paragraph: line.paragraph,
                start,
                before: chars[start.saturating_sub(AROUND.0)..start].iter().collect(),
                found: chars[start..end].iter().collect(),
                after: chars[end..(end + AROUND.1).min(chars.len())].iter().collect(),
            });
        }
    }
    hits
}

/// Where `wanted` begins in `text`; places do not overlap.
fn places(text: &[char], wanted: &[char]) -> Vec<usize> {
    let mut places = Vec::new();
    let mut at = 0;
    while !wanted.is_empty() && at + wanted.len() <= text.len() {
        if text[at..].starts_with(wanted) {
            places.push(at);
            at += wanted.len();
        } else {
            at += 1;
        }
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::testing::report;

    /// The places of words as `part paragraph start before|match|after`.
    fn told(words: &str) -> Vec<String> {
        let mut report = report(2024);
        report.sections[0].body.push("党课１０次，由书记讲党课2次。".to_owned());
        let found = FoundIn {
            uid: report.uid.clone(),
            year: report.year,
            title: report.title.clone(),
            count: 0,
            lines: lines(&report),
        };
        hits(&found, words)
            .iter()
            .map(|hit| {
                let paragraph = hit.paragraph.map_or("-".to_owned(), |at| at.to_string());
                format!(
                    "{} {paragraph} {} {}|{}|{}",
                    hit.section, hit.start, hit.before, hit.found, hit.after
                )
            })
            .collect()
    }

    #[test]
    fn each_place_is_told_with_what_stands_around_it() {
        assert_eq!(
            told("党课"),
            ["s1 1 0 |党课|１０次，由书记讲党课2次。", "s1 1 10 党课１０次，由书记讲|党课|2次。"]
        );
        assert_eq!(told("存在"), ["s2 - 0 |存在|问题"], "headings are texts too");
        assert_eq!(
            told("2024"),
            [
                "title - 9 青禾社区党支部书记|2024|年度抓基层党建述职报告",
                "opening 0 2 现将|2024|年度抓基层党建工作情况报告如下。"
            ]
        );
    }

    #[test]
    fn width_does_not_matter_and_the_words_are_shown_as_they_stand() {
        assert_eq!(told("10次"), ["s1 1 2 党课|１０次|，由书记讲党课2次。"]);
        assert_eq!(told("１２次。"), ["s1 0 8 全年开展主题党日|12次。|"]);
    }

    #[test]
    fn places_do_not_overlap() {
        let chars = |text: &str| text.chars().collect::<Vec<_>>();
        assert_eq!(places(&chars("啊啊啊啊啊"), &chars("啊啊")), [0, 2]);
        assert_eq!(places(&chars("啊"), &chars("啊啊")), [0; 0]);
        assert_eq!(places(&chars("啊"), &[]), [0; 0]);
    }

    #[test]
    fn spaces_left_by_an_input_method_or_by_word_are_no_part_of_the_words() {
        let mut report = report(2024);
        report.sections[0].body = vec!["2024 年召开 主题党日 12 次，李　明参加。".to_owned()];
        let found = FoundIn {
            uid: report.uid.clone(),
            year: report.year,
            title: String::new(),
            count: 0,
            lines: lines(&report),
        };
        for (words, stands) in [
            ("主题党日12次", "主题党日 12 次"),
            ("主题 党日 12 次", "主题党日 12 次"),
            ("李明", "李　明"),
            ("年召开", "年召开"),
        ] {
            let hits = hits(&found, words);
            assert_eq!(hits.len(), 1, "{words}");
            assert_eq!(hits[0].found, stands);
        }
    }
}
