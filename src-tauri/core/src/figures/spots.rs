//! Places in the text where a figure stands, ready to be shown and changed.

use serde::Serialize;

use super::{Indicators, Scope, Told, read};
use crate::model::{Part, Report};

/// A place in the text where a figure stands, with the words around it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS), ts(export))]
pub struct FigureSpot {
    /// Permanent key of the indicator, or the name as the text says it.
    pub indicator: String,
    /// The name as the text says it.
    pub name: String,
    /// The value, in `unit`.
    pub value: f64,
    /// Said with 余, 多, 近, 约, 以上, ….
    pub approximate: bool,
    /// What is counted.
    pub unit: String,
    /// The part.
    pub part: Part,
    /// Index of the paragraph, from 0; `None` in a heading.
    pub paragraph: Option<usize>,
    /// First character of the number in the paragraph, counted in characters.
    pub start: usize,
    /// One past its unit.
    pub end: usize,
    /// The number with its unit.
    pub text: String,
    /// The unit as the text writes it; "" in a table, where it stands elsewhere.
    pub written_unit: String,
    /// The sentence before the number.
    pub before: String,
    /// The sentence behind it.
    pub after: String,
    /// It speaks of the report's own year.
    pub of_year: bool,
    /// Why it need not be this year's value; "" where it is.
    pub why: String,
    /// The words stand in last year's report too, with the same number, and
    /// nobody has said that this year's is the same.
    pub stale: bool,
}

/// Every figure in the text of `report` with the words around it.
pub fn spots(report: &Report, indicators: &Indicators) -> Vec<FigureSpot> {
    let texts = report.texts();
    read(report, indicators)
        .into_iter()
        .filter(|told| told.scope != Scope::Change)
        .filter_map(|told| {
            let Told { mention, .. } = &told;
            let text = texts.iter().find(|(part, paragraph, _)| {
                *part == mention.section && *paragraph == mention.paragraph
            })?;
            Some(spot(&told, &text.2.chars().collect::<Vec<char>>()))
        })
        .collect()
}

fn spot(told: &Told, letters: &[char]) -> FigureSpot {
    let mention = told.mention.clone();
    let stops = |sign: &char| "。；！？\n".contains(*sign);
    let begin = letters[..mention.start].iter().rposition(stops).map_or(0, |at| at + 1);
    let end = letters[mention.end..]
        .iter()
        .position(stops)
        .map_or(letters.len(), |length| mention.end + length);
    let why = match told.scope {
        Scope::ThisYear => "",
        Scope::Earlier => "看起来说的是往年，默认不改",
        Scope::Planned => "看起来说的是打算，默认不改",
        Scope::Change => "说的是增减，默认不改",
    };
    FigureSpot {
        indicator: mention.indicator.unwrap_or_else(|| mention.name.clone()),
        name: mention.name,
        value: mention.value,
        approximate: mention.approximate,
        written_unit: written_unit(&mention.text),
        unit: mention.unit,
        part: mention.section,
        paragraph: mention.paragraph,
        start: mention.start,
        end: mention.end,
        text: mention.text,
        before: letters[begin..mention.start].iter().collect(),
        after: letters[mention.end..end].iter().collect(),
        of_year: told.scope == Scope::ThisYear,
        why: why.to_owned(),
        stale: false,
    }
}

/// What stands behind the number: 10余次 → 次, 3.2万元 → 万元, 1万余人次 → 人次.
fn written_unit(text: &str) -> String {
    let of_number =
        |sign: char| sign.is_numeric() || ".,．，余多来几近约超上数十百千两〇廿 ".contains(sign);
    let unit = text.trim_start_matches(of_number);
    match unit.strip_prefix(['万', '亿']).map(|rest| rest.trim_start_matches(of_number)) {
        Some(rest) if !rest.ends_with('元') => rest.to_owned(),
        _ => unit.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_unit_is_kept_as_it_is_written() {
        for (text, unit) in [
            ("12次", "次"),
            ("１０余次", "次"),
            ("十余次", "次"),
            ("1万余人次", "人次"),
            ("3.2万元", "万元"),
            ("98.6％", "％"),
            ("14", ""),
        ] {
            assert_eq!(written_unit(text), unit, "{text}");
        }
    }
}
