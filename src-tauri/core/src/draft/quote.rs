//! Last year's paragraphs, to be taken over without their figures
//! (引用，数字留空).
//!
//! **Invariant:** what is taken over brings no number of the old year with it.

use serde::Serialize;

use crate::Result;
use crate::figures;
use crate::model::{Mention, Part, Report, Uid, Year};
use crate::store::Store;

/// What stands where a figure stood.
const BLANK: &str = "【待补】";

/// A paragraph of an old report, ready to be taken over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS), ts(export))]
pub struct Quote {
    /// The part it stands in.
    pub part: Part,
    /// Its index there, from 0.
    pub at: usize,
    /// Its words, with every figure and every year left blank; units stay.
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

pub(super) fn quotes_of(report: &Report) -> Vec<Quote> {
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
    // What is left blank: the number of each mention, without its unit.
    let mut gaps: Vec<(usize, usize)> = Vec::new();
    let mut figures = Vec::new();
    for mention in mentions.filter(|mention| mention.end < units.len()) {
        figures.push(Stretch { start: units[mention.start], end: units[mention.end] });
        let unit =
            if mention.text.ends_with(&mention.unit) { mention.unit.chars().count() } else { 0 };
        gaps.push((mention.start, (mention.end - unit).max(mention.start + 1)));
    }
    gaps.extend(years(&letters, year));
    gaps.sort_unstable();
    let mut blanked = String::new();
    let mut from = 0;
    for (start, end) in gaps {
        if start < from {
            continue;
        }
        blanked.extend(&letters[from..start]);
        blanked.push_str(BLANK);
        from = end;
    }
    blanked.extend(&letters[from..]);
    Quote { part, at, blanked, figures }
}

/// Where the old report's own year stands as four digits, as in 2023年.
fn years(letters: &[char], year: Option<Year>) -> Vec<(usize, usize)> {
    let Some(year) = year else { return Vec::new() };
    let digits: Vec<char> = year.number().to_string().chars().collect();
    let is_digit =
        |at: Option<usize>| at.and_then(|at| letters.get(at)).is_some_and(char::is_ascii_digit);
    (0..letters.len())
        .filter(|at| letters[*at..].starts_with(&digits))
        .filter(|at| !is_digit(at.checked_sub(1)) && !is_digit(Some(at + digits.len())))
        .map(|at| (at, at + digits.len()))
        .collect()
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
