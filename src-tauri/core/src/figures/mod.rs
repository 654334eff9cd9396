//! Figures: found by reading the text, never embedded in it.
//!
//! [`mentions`] finds where numbers stand, what they count and which indicator
//! that is; [`values`] adds up which values a text tells; [`of_report`] is what
//! the store keeps of them. Reading is pure, and fast enough for every save.
//!
//! The grammar of numbers is `number`, the naming `names`; the words both work
//! with are data files in `assets/vocabulary`.

mod alone;
mod behind;
mod blanks;
mod compared;
mod deeds;
mod grid;
mod indicators;
mod inherited;
mod known;
mod lexicon;
mod named;
mod names;
mod non_figures;
mod number;
mod numerals;
mod percent;
mod phrases;
mod reading;
mod scope;
#[cfg(test)]
mod sentences;
mod spots;
mod table;
mod tables;
#[cfg(test)]
mod testing;
mod times;
mod units;
mod words;

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use serde::Serialize;

pub use blanks::FigureBlank;
pub use indicators::{IndicatorChoice, Indicators, OwnAlias};
pub use known::{add_indicator, call, choices, of_kept_report};
pub use scope::Scope;
pub use spots::{FigureSpot, spots};
pub use table::{
    FIRST_YEAR, FigureRow, FigureTable, Typed, YearValue, set_value, sheet, table, years,
};
pub use times::{WrittenYear, days_in, years_in};

use crate::model::{Basis, Figure, Mention, Part, Report, Role, Year};
use number::{Number, Trust};
use reading::{read_table, read_text};

/// A value that a text tells, with the number of its mentions.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS), ts(export))]
pub struct Value {
    /// Permanent key of the indicator, `None` where the vocabulary has none.
    pub indicator: Option<String>,
    /// The name as the text first says it.
    pub name: String,
    /// What is counted: 次, 名, 万元, ….
    pub unit: String,
    /// The value, in `unit`.
    pub value: f64,
    /// Said with 余, 多, 近, 约, 以上, ….
    pub approximate: bool,
    /// Where the value comes from.
    pub basis: Basis,
    /// How often the text tells it.
    pub mentions: usize,
}

/// Every figure in the text of `report`, in reading order.
///
/// Title, byline, salutation, signature and date hold none. The value of a
/// range (20—30人) is its lower end, approximate.
pub fn mentions(report: &Report) -> Vec<Mention> {
    mentions_by(report, Indicators::built_in())
}

/// Like [`mentions`], by a vocabulary with names of the user's own.
pub fn mentions_by(report: &Report, indicators: &Indicators) -> Vec<Mention> {
    read(report, indicators).into_iter().map(|found| found.mention).collect()
}

/// The different values that `mentions` tell, in the order of their first
/// mention. One indicator with two values has two entries: whether that is a
/// contradiction is for the writer to say.
pub fn values<'m>(mentions: impl IntoIterator<Item = &'m Mention>) -> Vec<Value> {
    let mut values: Vec<Value> = Vec::new();
    let mut places = HashMap::new();
    for mention in mentions {
        match places.entry(key(mention)) {
            Entry::Occupied(place) => {
                let value: &mut Value = &mut values[*place.get()];
                value.mentions += 1;
            }
            Entry::Vacant(place) => {
                place.insert(values.len());
                values.push(Value {
                    indicator: mention.indicator.clone(),
                    name: mention.name.clone(),
                    unit: mention.unit.clone(),
                    value: mention.value,
                    approximate: mention.approximate,
                    basis: Basis::Text,
                    mentions: 1,
                });
            }
        }
    }
    values
}

/// What two mentions of one value have in common: indicator, or the name of what
/// has none, unit and value.
type Key<'m> = (Option<&'m str>, Option<&'m str>, &'m str, u64, bool);

fn key(mention: &Mention) -> Key<'_> {
    let Mention { indicator, name, unit, value, approximate, .. } = mention;
    let name = indicator.is_none().then_some(name.as_str());
    (indicator.as_deref(), name, unit, value.to_bits(), *approximate)
}

/// The figures that the text of `report` tells of its own year, for the store.
///
/// Left out: what it says of other years, plans, changes (增长5%), and everything
/// while the year is unknown.
pub fn of_report(report: &Report) -> Vec<Figure> {
    of_report_by(report, Indicators::built_in())
}

fn of_report_by(report: &Report, indicators: &Indicators) -> Vec<Figure> {
    let Some(year) = report.year else { return Vec::new() };
    let told = read(report, indicators);
    values(of_own_year(report, &told))
        .into_iter()
        .map(|value| Figure {
            branch: report.branch.clone(),
            year,
            indicator: value.indicator.unwrap_or(value.name),
            value: value.value,
            approximate: value.approximate,
            unit: value.unit,
            basis: Basis::Text,
            report: Some(report.uid.clone()),
            reason: String::new(),
        })
        .collect()
}

/// What of `told` says how much there was in the report's own year: neither what
/// it says of other years nor what it plans.
pub fn of_own_year<'t>(
    report: &Report,
    told: &'t [Told],
) -> impl Iterator<Item = &'t Mention> + use<'t> {
    let plans: Vec<Part> = report
        .walk()
        .filter(|(_, section)| section.role == Role::NextSteps)
        .map(|(_, section)| Part::Section(section.id))
        .collect();
    told.iter()
        .filter(move |told| told.scope == Scope::ThisYear && !plans.contains(&told.mention.section))
        .map(|told| &told.mention)
}

/// A mention, and which time it speaks of.
#[derive(Debug, Clone, PartialEq)]
pub struct Told {
    /// The figure and where it stands.
    pub mention: Mention,
    /// The time it speaks of.
    pub scope: Scope,
}

/// Every figure in the text of `report`, in reading order, with the time it
/// speaks of.
pub fn told(report: &Report) -> Vec<Told> {
    read(report, Indicators::built_in())
}

/// A number with its unit, as it stands in a text.
#[derive(Debug, Clone, PartialEq)]
pub struct Quantity {
    /// Its first character.
    pub start: usize,
    /// One past the last character of its unit.
    pub end: usize,
    /// The value in `unit`.
    pub value: f64,
    /// Said with 余, 多, 近, 约, 以上, ….
    pub approximate: bool,
    /// What is counted: 次, 名, 万元, %, ….
    pub unit: String,
}

/// The numbers with a unit in `text`, in reading order, named or not.
pub fn quantities(text: &[char]) -> Vec<Quantity> {
    scanned(text).map(Quantity::from).collect()
}

/// Those of the [`quantities`] of `text` that count something: neither 一, which
/// mostly says that there is such a thing, nor part of an idiom (四面八方).
pub fn counts(text: &[char]) -> Vec<Quantity> {
    let non_figures = &Indicators::built_in().non_figures;
    let counts = scanned(text).filter(|number| match number.trust {
        Trust::One => false,
        Trust::Weak => !non_figures.is_idiom(number),
        Trust::Average | Trust::Firm => true,
    });
    counts.map(Quantity::from).collect()
}

fn scanned(text: &[char]) -> impl Iterator<Item = Number> {
    let Indicators { units, non_figures, .. } = Indicators::built_in();
    number::scan(text, units, non_figures).into_iter()
}

impl From<Number> for Quantity {
    fn from(found: Number) -> Self {
        Self {
            start: found.start,
            end: found.end,
            value: found.value,
            approximate: found.approximate,
            unit: found.unit,
        }
    }
}

/// A text of a report: its part, its paragraph, its characters.
type Text = (Part, Option<usize>, Vec<char>);

fn is_row((_, paragraph, letters): &Text) -> bool {
    paragraph.is_some() && letters.contains(&'\t')
}

fn read(report: &Report, indicators: &Indicators) -> Vec<Told> {
    read_texts(&readable(report), report.year, indicators)
}

/// The texts of `report` that may tell figures.
fn readable(report: &Report) -> Vec<Text> {
    let fixed = [Part::Title, Part::Byline, Part::Salutation, Part::Signature, Part::Date];
    report
        .texts()
        .into_iter()
        .filter(|(part, ..)| !fixed.contains(part))
        .map(|(part, paragraph, text)| (part, paragraph, text.chars().collect()))
        .collect()
}

fn read_texts(texts: &[Text], year: Option<Year>, indicators: &Indicators) -> Vec<Told> {
    let year = year.map(Year::number);
    let mut found = Vec::new();
    // Consecutive paragraphs with tabs are the rows of one table.
    for block in texts.chunk_by(|one, next| one.0 == next.0 && is_row(one) && is_row(next)) {
        let readings = match block {
            [(_, _, letters)] => vec![read_text(letters, year, indicators)],
            rows => {
                let rows: Vec<Vec<char>> = rows.iter().map(|row| row.2.clone()).collect();
                read_table(&rows, year, indicators)
            }
        };
        for ((part, paragraph, letters), readings) in block.iter().zip(readings) {
            found.extend(readings.into_iter().map(|reading| Told {
                scope: reading.scope,
                mention: reading.mention(letters, *part, *paragraph),
            }));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Section, SectionId, TemplateKey, Uid};

    fn report(sections: &[(Role, &str, &[&str])]) -> Report {
        let uid = Uid::parse("0192f0c4-7a3e-7c11-9b52-6d1c2f3a4b5c").unwrap();
        let mut report = Report::empty(uid, TemplateKey("branch-secretary".to_owned()));
        report.year = Some(Year::new(2024).unwrap());
        report.title = "青禾社区党支部书记2024年度述职报告（12次）".to_owned();
        for (at, (role, heading, body)) in sections.iter().enumerate() {
            report.sections.push(Section {
                id: SectionId(at as u32 + 1),
                role: *role,
                mark: None,
                run_in: false,
                heading: (*heading).to_owned(),
                body: body.iter().map(|text| (*text).to_owned()).collect(),
                children: Vec::new(),
            });
        }
        report
    }

    #[test]
    fn a_mention_holds_its_place_in_characters() {
        let report =
            report(&[(Role::Achievements, "办实事16件", &["𠮷家湾开展志愿服务１０余次。"])]);
        insta::assert_compact_debug_snapshot!(mentions(&report), @r#"[Mention { indicator: Some("practical-deeds"), name: "办实事", value: 16.0, approximate: false, unit: "件", text: "16件", section: Section(SectionId(1)), paragraph: None, start: 3, end: 6 }, Mention { indicator: Some("volunteering"), name: "志愿服务", value: 10.0, approximate: true, unit: "次", text: "１０余次", section: Section(SectionId(1)), paragraph: Some(0), start: 9, end: 13 }]"#);
        for mention in mentions(&report) {
            let texts = report.texts();
            let (_, _, text) = texts
                .iter()
                .find(|(part, at, _)| *part == mention.section && *at == mention.paragraph)
                .unwrap();
            let there: String =
                text.chars().skip(mention.start).take(mention.end - mention.start).collect();
            assert_eq!(there, mention.text);
        }
    }

    #[test]
    fn equal_values_are_one_with_two_mentions_and_different_ones_stay_two() {
        let report = report(&[(
            Role::Achievements,
            "",
            &[
                "开展志愿服务活动6次。",
                "志愿服务18次，其中学雷锋志愿服务6次。",
                "路灯3盏，路灯3盏。",
            ],
        )]);
        let told: Vec<String> = values(&mentions(&report))
            .iter()
            .map(|value| format!("{} {}{}×{}", value.name, value.value, value.unit, value.mentions))
            .collect();
        assert_eq!(told, ["志愿服务活动 6次×2", "志愿服务 18次×1", "路灯 3盏×2"]);
    }

    #[test]
    fn only_what_is_said_of_the_year_itself_is_kept() {
        let report = report(&[
            (
                Role::Achievements,
                "",
                &[
                    "2023年召开支委会11次，2024年召开支委会12次。",
                    "去年走访群众100户。今年走访群众120户，比去年增加20户。",
                    "群众满意率由92%提高到96%，收入32万元，同比增长5%。",
                    "计划发展党员3名，实际发展党员2名。",
                    "针对2023年点评的2个问题，开展谈心谈话16次。",
                    "对照去年述职时指出的短板，45名党员参加轮训。",
                    "去年查摆问题29条，整改28条。",
                ],
            ),
            (Role::NextSteps, "", &["开展志愿服务20次。"]),
        ]);
        let kept: Vec<String> = of_report(&report)
            .iter()
            .map(|figure| format!("{} {}{}", figure.indicator, figure.value, figure.unit))
            .collect();
        assert_eq!(
            kept,
            [
                "branch-committee 12次",
                "home-visits 120户",
                "hotline-satisfaction 96%",
                "收入 32万元",
                "recruited-members 2名",
                "issues-found 2个",
                "heart-talk 16次",
                "党员 45名"
            ]
        );
    }

    #[test]
    fn the_rows_of_a_table_are_read_with_the_unit_of_their_row() {
        let cases = [
            ("主题党日\t14次", "主题党日 14次"),
            ("1\t主题党日\t次\t14", "主题党日 14次"),
            ("主题党日（次）\t 14 \t按月开展", "主题党日 14次"),
            ("党费\t8640\t元", "党费 8640元"),
            ("投入资金(万元)\t18.5", "投入资金 18.5万元"),
            ("志愿服务/场次\t30余", "志愿服务 30场次"),
            ("支委会\t12次\t党员大会\t4次", "支委会 12次 党员大会 4次"),
            ("指标\t单位\t数量", ""),
            ("主题党日\t次\t12\t14", ""),
            ("主题党日\t14", ""),
            ("2024\t2023\t次", ""),
        ];
        for (row, expected) in cases {
            let told: Vec<String> = mentions(&report(&[(Role::Achievements, "", &[row])]))
                .iter()
                .map(|mention| format!("{} {}{}", mention.name, mention.value, mention.unit))
                .collect();
            assert_eq!(told.join(" "), expected, "{row}");
        }
    }

    #[test]
    fn a_report_without_year_has_mentions_but_keeps_no_figures() {
        let mut report = report(&[(Role::Achievements, "", &["召开支委会12次。"])]);
        report.year = None;
        assert_eq!(mentions(&report).len(), 1);
        assert!(of_report(&report).is_empty());
    }

    #[test]
    fn a_name_of_the_users_own_is_read_as_the_indicator_it_means() {
        let own = |name: &str, indicator: &str| OwnAlias {
            name: name.to_owned(),
            indicator: indicator.to_owned(),
        };
        let report = report(&[(Role::Achievements, "", &["红色圆桌16次，楼道茶话20场。"])]);
        let keys = |indicators: &Indicators| -> Vec<Option<String>> {
            mentions_by(&report, indicators).into_iter().map(|mention| mention.indicator).collect()
        };
        assert_eq!(keys(Indicators::built_in()), [None, None]);
        let taught =
            Indicators::with(&[own("红色圆桌", "deliberation"), own("楼道茶话", "楼道茶话会")]);
        assert_eq!(keys(&taught), [Some("deliberation".to_owned()), Some("楼道茶话会".to_owned())]);
        assert_eq!(taught.name("deliberation"), Some("协商议事"));
    }

    #[test]
    fn hostile_text_is_read_without_harm() {
        for text in [
            "9".repeat(5000) + "次",
            "一".repeat(5000) + "次",
            "“".repeat(3000) + "12次",
            "（".repeat(3000) + "12次",
            "12、".repeat(3000) + "次",
            "亿万".repeat(100) + "元" + &"1亿".repeat(100) + "元",
            "1万1".repeat(2000) + "次",
            "0.".repeat(2000) + "次",
            "开展1次".repeat(2000),
            "\u{0}\u{202e}12\u{feff}次\t\n\r％".to_owned(),
        ] {
            let report = report(&[(Role::Other, "", &[text.as_str()])]);
            for mention in mentions(&report) {
                assert!(mention.value.is_finite(), "{mention:?}");
            }
        }
    }
}
