//! How much of an annotated report was read as it was meant.

use std::collections::BTreeMap;

use shuzhi_core::import::Reading;
use shuzhi_core::manuscript;
use shuzhi_core::model::{Part, Role, SectionId};

use crate::annotated::{Annotated, Heading, Under};

/// Counts of what was right, over one report or many.
#[derive(Debug, Default)]
pub(crate) struct Score {
    /// By field: right ones, and all there should be.
    fields: BTreeMap<&'static str, (f64, f64)>,
    found: f64,
    expected: f64,
    matched: f64,
    /// What was wrong, for people.
    pub(crate) faults: Vec<String>,
}

/// The fields in the order they are printed.
const FIELDS: [&str; 14] = [
    "headings F1",
    "levels",
    "numbers",
    "roles",
    "text recall",
    "placement",
    "paragraphs",
    "title",
    "byline",
    "year",
    "salutation",
    "closing",
    "signature",
    "date",
];

impl Score {
    fn count(&mut self, field: &'static str, right: f64, all: f64) {
        let (sum, total) = self.fields.entry(field).or_default();
        *sum += right;
        *total += all;
    }

    fn field(&mut self, case: &str, field: &'static str, expected: &str, found: &str) {
        let right = bare(expected) == bare(found);
        self.count(field, f64::from(u8::from(right)), 1.0);
        if !right {
            self.faults.push(format!("{case}: {field} {expected:?}, read {found:?}"));
        }
    }

    /// The share of `field` that was right, from 0 to 1.
    pub(crate) fn share(&self, field: &str) -> f64 {
        if field == "headings F1" {
            let all = self.found + self.expected;
            return if all == 0.0 { 1.0 } else { 2.0 * self.matched / all };
        }
        let (right, all) = self.fields.get(field).copied().unwrap_or_default();
        if all == 0.0 { 1.0 } else { right / all }
    }

    /// Adds what `reading` got right of `wanted`.
    pub(crate) fn add(&mut self, case: &str, wanted: &Annotated, reading: &Reading) {
        let report = &reading.report;
        let year = report.year.map_or(String::new(), |year| year.number().to_string());
        let wanted_year = wanted.year.map_or(String::new(), |year| year.to_string());
        self.field(case, "year", &wanted_year, &year);
        self.field(case, "title", &wanted.title, &report.title);
        self.field(case, "byline", &wanted.byline, &report.byline);
        self.field(case, "salutation", &wanted.salutation, &report.salutation);
        self.field(case, "closing", &wanted.closing, &report.closing.concat());
        self.field(case, "signature", &wanted.signature, &report.signature);
        self.field(case, "date", &wanted.date, &report.date);
        let ids = self.headings(case, wanted, reading);
        self.paragraphs(case, wanted, reading, &ids);
    }

    /// Compares the headings, and gives the section that each expected one became.
    fn headings(
        &mut self,
        case: &str,
        wanted: &Annotated,
        reading: &Reading,
    ) -> Vec<Option<SectionId>> {
        let numbers = manuscript::numbers(&reading.report);
        let mut found: Vec<(SectionId, Heading)> = reading
            .report
            .walk()
            .filter(|(_, section)| !section.heading.is_empty())
            .map(|(level, section)| {
                let number = numbers.get(&section.id).map_or("", String::as_str).trim().to_owned();
                let words = section.heading.clone();
                (section.id, Heading { level, number, words, role: Some(letter(section.role)) })
            })
            .collect();
        self.found += found.len() as f64;
        self.expected += wanted.headings.len() as f64;
        let mut ids = Vec::new();
        for heading in &wanted.headings {
            let at = found.iter().position(|(_, other)| same_words(&other.words, &heading.words));
            let Some(at) = at else {
                self.faults.push(format!("{case}: no heading {}{}", heading.number, heading.words));
                ids.push(None);
                continue;
            };
            let (id, other) = found.remove(at);
            ids.push(Some(id));
            let right =
                (other.level == heading.level, bare(&other.number) == bare(&heading.number));
            self.count("levels", f64::from(u8::from(right.0)), 1.0);
            self.count("numbers", f64::from(u8::from(right.1)), 1.0);
            self.matched += f64::from(u8::from(right == (true, true)));
            if right != (true, true) {
                self.faults.push(format!("{case}: {heading:?} became {other:?}"));
            }
            if let Some(role) = heading.role {
                let right = other.role == Some(role);
                self.count("roles", f64::from(u8::from(right)), 1.0);
                if !right {
                    self.faults.push(format!("{case}: role {heading:?} became {:?}", other.role));
                }
            }
        }
        for (_, heading) in found {
            self.faults.push(format!("{case}: one too many {}{}", heading.number, heading.words));
        }
        ids
    }

    fn paragraphs(
        &mut self,
        case: &str,
        wanted: &Annotated,
        reading: &Reading,
        ids: &[Option<SectionId>],
    ) {
        let report = &reading.report;
        let all: String = report.texts().iter().map(|(_, _, text)| bare(text)).collect();
        for (under, text) in &wanted.paragraphs {
            let weight = text.chars().count() as f64;
            let here: Vec<String> = report
                .texts()
                .iter()
                .filter(|(part, paragraph, _)| {
                    let place = match (under, part) {
                        (Under::Opening, Part::Opening) | (Under::Closing, Part::Closing) => true,
                        (Under::Nothing, Part::Section(id)) => {
                            report.section(*id).is_some_and(|section| section.heading.is_empty())
                        }
                        (Under::Heading(at), Part::Section(id)) => ids[*at] == Some(*id),
                        _ => false,
                    };
                    place && paragraph.is_some()
                })
                .map(|(_, _, found)| bare(found))
                .collect();
            let text = bare(text);
            let mut count = |field, right: bool| {
                self.count(field, if right { weight } else { 0.0 }, weight);
                right
            };
            count("paragraphs", here.contains(&text));
            count("text recall", all.contains(&text));
            if !count("placement", here.concat().contains(&text)) {
                let start: String = text.chars().take(20).collect();
                self.faults.push(format!("{case}: not where it belongs ({under:?}): {start}"));
            }
        }
    }

    /// The scores as a line of a table.
    pub(crate) fn row(&self, name: &str) -> String {
        let shares = FIELDS.map(|field| format!("{:>11.3}", self.share(field)));
        format!("{name:10}{}", shares.concat())
    }
}

/// The head of the table that [`Score::row`] goes on.
pub(crate) fn head() -> String {
    format!("{:10}{}", "", FIELDS.map(|field| format!("{field:>11}")).concat())
}

fn letter(role: Role) -> char {
    match role {
        Role::Overview => 'o',
        Role::Achievements => 'a',
        Role::ReviewResponse => 'r',
        Role::Problems => 'p',
        Role::NextSteps => 'n',
        Role::Other => 'x',
    }
}

/// `text` without any space.
fn bare(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// Whether two headings are the same but for the stop at their end.
fn same_words(a: &str, b: &str) -> bool {
    let stripped = |text: &str| bare(text).trim_end_matches(['。', '，', '：']).to_owned();
    stripped(a) == stripped(b)
}
