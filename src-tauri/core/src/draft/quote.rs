//! Last year's paragraphs, to be taken over without their figures
//! (引用，数字留空).
//!
//! **Invariant:** what is taken over brings no number of the old year with it.

use std::ops::Range;

use serde::Serialize;

use crate::Result;
use crate::figures;
use crate::model::{Mention, Part, Report, Uid, Year};
use crate::store::Store;

/// What stands where a number stood.
pub(super) const BLANK: &str = "【待补】";

/// What stands where a day stood.
pub(super) const DAY_BLANK: &str = "【待补：日期】";

/// A paragraph of an old report, ready to be taken over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS), ts(export))]
pub struct Quote {
    /// The part it stands in.
    pub part: Part,
    /// Its index there, from 0.
    pub at: usize,
    /// Its words, with every figure, year and day left blank; units stay.
    pub blanked: String,
    /// Where its figures stand.
    pub figures: Vec<Stretch>,
}

/// A stretch of a paragraph, in UTF-16 units as the window counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS), ts(export))]
pub struct Stretch {
    /// Its first unit.
    pub start: usize,
    /// One past its last.
    pub end: usize,
}

/// The paragraphs of the report named `uid`, ready to be taken over.
///
/// # Errors
///
/// [`Error::ReportMissing`](crate::Error::ReportMissing), and whatever the
/// store refuses.
pub fn quotes(store: &Store, uid: &Uid) -> Result<Vec<Quote>> {
    Ok(quotes_of(&store.report(uid)?.report))
}

fn quotes_of(report: &Report) -> Vec<Quote> {
    let mentions = figures::mentions(report);
    report
        .texts()
        .into_iter()
        .filter_map(|(part, paragraph, text)| Some((part, paragraph?, text)))
        .map(|(part, at, text)| {
            let here = mentions
                .iter()
                .filter(|mention| mention.section == part && mention.paragraph == Some(at));
            quote(part, at, text, here, report.year)
        })
        .collect()
}

fn quote<'a>(
    part: Part,
    at: usize,
    text: &str,
    mentions: impl Iterator<Item = &'a Mention>,
    year: Option<Year>,
) -> Quote {
    let letters: Vec<char> = text.chars().collect();
    let units: Vec<usize> = std::iter::once(0)
        .chain(letters.iter().scan(0, |sum, letter| {
            *sum += letter.len_utf16();
            Some(*sum)
        }))
        .collect();
    let mentions: Vec<&Mention> = mentions.filter(|mention| mention.end < units.len()).collect();
    let figures = mentions
        .iter()
        .map(|mention| Stretch { start: units[mention.start], end: units[mention.end] })
        .collect();
    let blanked = rewritten(&letters, gaps(&letters, &mentions, year));
    Quote { part, at, blanked, figures }
}

/// A stretch of a paragraph, in characters, and what is to stand there instead.
pub(super) type Edit = (Range<usize>, String);

/// What of a paragraph of the year `own` is left blank, so that it brings no
/// number of that year along: figures, named or not, years and days.
pub(super) fn gaps(letters: &[char], mentions: &[&Mention], own: Option<Year>) -> Vec<Edit> {
    let mut gaps: Vec<Edit> = Vec::new();
    for mention in mentions {
        gaps.push(number(mention.start..mention.end, &mention.text, &mention.unit));
    }
    for found in figures::counts(letters) {
        let text: String = letters[found.start..found.end].iter().collect();
        gaps.push(number(found.start..found.end, &text, &found.unit));
    }
    for year in figures::years_in(letters) {
        let near = own.is_some_and(|own| own.number().abs_diff(year.year.number()) <= 1);
        // 《2021—2025年规划》 is called so whatever the year; 12345 is no year.
        if near || year.named && !year.titled {
            gaps.push(match year.dated {
                true => (year.at.start..year.after, DAY_BLANK.to_owned()),
                false => (year.at, BLANK.to_owned()),
            });
        }
    }
    gaps.extend(figures::days_in(letters).into_iter().map(|day| (day, DAY_BLANK.to_owned())));
    gaps
}

/// The number of a figure without its unit, which stays.
fn number(at: Range<usize>, text: &str, unit: &str) -> Edit {
    let unit = if text.ends_with(unit) { unit.chars().count() } else { 0 };
    (at.start..(at.end - unit).max(at.start + 1), BLANK.to_owned())
}

/// The paragraph with its `edits` made. Of two that overlap the one that begins
/// first is made, of two that begin together the one that comes first.
pub(super) fn rewritten(letters: &[char], mut edits: Vec<Edit>) -> String {
    edits.sort_by_key(|(at, _)| at.start);
    let mut text = String::new();
    let mut from = 0;
    for (at, instead) in edits {
        if at.start >= from {
            text.extend(&letters[from..at.start]);
            text.push_str(&instead);
            from = at.end;
        }
    }
    text.extend(&letters[from..]);
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::testing::{report, store, uid};

    fn blanked(text: &str) -> String {
        let old = Report { opening: vec![text.to_owned()], ..report(2023) };
        quotes_of(&old).into_iter().find(|quote| quote.part == Part::Opening).unwrap().blanked
    }

    #[test]
    fn figures_are_left_blank_and_their_units_stay() {
        let cases = [
            (
                "全年开展志愿服务活动18次，走访困难党员10余名。",
                "全年开展志愿服务活动【待补】次，走访困难党员【待补】名。",
            ),
            ("2023年，支部召开党员大会4次。", "【待补】年，支部召开党员大会【待补】次。"),
            ("6月28日召开党员大会四次。", "【待补：日期】召开党员大会【待补】次。"),
            ("二〇二三年七月一日，四次获评先进。", "【待补：日期】，【待补】次获评先进。"),
            ("七月一日开展慰问", "【待补：日期】开展慰问"),
            ("2022年承诺的5件实事", "【待补】年承诺的【待补】件实事"),
            ("２０２３ 年、二〇二三年度", "【待补】 年、【待补】年度"),
            ("2022-2023年办实事十余件", "【待补】-【待补】年办实事【待补】件"),
            ("一把手带头，一名党员一面旗帜", "一把手带头，一名党员一面旗帜"),
            ("贯彻党的二十届三中全会精神", "贯彻党的二十届三中全会精神"),
            ("打造一个品牌，慰问老党员一名", "打造一个品牌，慰问老党员【待补】名"),
            ("四面八方的人，五花八门的事，四处奔波", "四面八方的人，五花八门的事，四处奔波"),
            ("压实两个责任，走访两户、三处", "压实两个责任，走访【待补】户、三处"),
            ("学习《2021—2025年规划》", "学习《2021—2025年规划》"),
            ("落实“三会一课”，把议事桌搬到楼门口。", "落实“三会一课”，把议事桌搬到楼门口。"),
        ];
        for (old, expect) in cases {
            assert_eq!(blanked(old), expect);
        }
    }

    #[test]
    fn no_number_the_extractor_reads_is_taken_over() {
        let mut old = report(2023);
        old.sections[0].body =
            vec!["开展主题党日12次、党课6次，参加260人次，投入3.5万元，占比85%。".to_owned()];
        for quote in quotes_of(&old) {
            assert!(!quote.blanked.contains(|letter: char| letter.is_ascii_digit()), "{quote:?}");
        }
    }

    #[test]
    fn stretches_are_counted_as_the_window_counts() {
        let old = Report {
            opening: vec!["𠮷祥里走访困难党员12名。".to_owned()], ..report(2023)
        };
        let quote = quotes_of(&old).remove(0);
        let units: Vec<u16> = old.opening[0].encode_utf16().collect();
        let [Stretch { start, end }] = quote.figures[..] else { panic!("one figure: {quote:?}") };
        assert_eq!(String::from_utf16(&units[start..end]).unwrap(), "12名");
    }

    #[test]
    fn a_report_that_is_not_there_is_refused() {
        assert!(quotes(&store(&[2024]), &uid(7)).is_err());
    }
}
