use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use serde::Serialize;

use super::page::{Page, spot_of};
use crate::figures::Told;
use crate::model::{Finding, FindingKind, Origin, Part, Severity, Spot};

/// A rule of the catalogue: what it looks for, on whose word, and how.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS), ts(export))]
pub struct Rule {
    /// Its permanent key.
    pub key: &'static str,
    /// What it is about.
    pub kind: FindingKind,
    /// On whose word it stands.
    pub origin: Origin,
    /// The standard, clause or habit, in Chinese.
    pub clause: &'static str,
    /// How much its findings matter, where they do not say otherwise.
    pub severity: Severity,
    /// What it is called, in Chinese.
    pub name: &'static str,
    /// Why it matters, in a sentence.
    pub why: &'static str,
    /// An example of what it finds.
    pub wrong: &'static str,
    /// The example put right.
    pub right: &'static str,
    /// It is told once a report, with the other places, not at each of them.
    pub once: bool,
    /// Looks for it.
    #[serde(skip)]
    #[cfg_attr(feature = "bindings", ts(skip))]
    pub(super) check: fn(&Page<'_>) -> Vec<Hit>,
}

/// What a rule's function finds; the rule adds the rest.
#[derive(Debug, Clone)]
pub(super) struct Hit {
    pub(super) spot: Spot,
    message: String,
    suggestion: Option<String>,
    severity: Option<Severity>,
    source: Option<String>,
    others: Vec<Spot>,
}

impl Hit {
    /// Something about the words at `spot`.
    pub(super) fn new(spot: Spot, message: impl Into<String>) -> Self {
        Self {
            spot,
            message: message.into(),
            suggestion: None,
            severity: None,
            source: None,
            others: Vec::new(),
        }
    }

    /// Something about a figure.
    pub(super) fn at(told: &Told, message: impl Into<String>) -> Self {
        Self::new(spot_of(told), message)
    }

    /// Something about a part as a whole, or about what is not there.
    pub(super) fn about(part: Part, message: impl Into<String>) -> Self {
        let spot = Spot { section: part, paragraph: None, start: 0, end: 0, text: String::new() };
        Self::new(spot, message)
    }

    /// Whether both point to some of the same words.
    pub(super) fn overlaps(&self, other: &Self) -> bool {
        let (one, two) = (&self.spot, &other.spot);
        (one.section, one.paragraph) == (two.section, two.paragraph)
            && one.start < two.end
            && two.start < one.end
    }

    /// With the words to put in place of those found.
    pub(super) fn fix(self, words: impl Into<String>) -> Self {
        Self { suggestion: Some(words.into()), ..self }
    }

    /// With a severity other than the rule's.
    pub(super) fn severity(self, severity: Severity) -> Self {
        Self { severity: Some(severity), ..self }
    }

    /// With a source other than the rule's, as `国标：…`.
    pub(super) fn source(self, source: impl Into<String>) -> Self {
        Self { source: Some(source.into()), ..self }
    }

    /// With other passages it is about.
    pub(super) fn others(self, others: Vec<Spot>) -> Self {
        Self { others, ..self }
    }
}

impl Rule {
    /// Where it comes from, as a finding tells it.
    pub fn source(&self) -> String {
        format!("{}：{}", self.origin, self.clause)
    }

    /// What it finds on `page`, in no order.
    pub(super) fn findings(&self, page: &Page<'_>) -> Vec<Finding> {
        let hits = (self.check)(page);
        let hits = if self.once { told_once(hits) } else { self.hinted_once_a_word(hits) };
        hits.into_iter().map(|hit| self.finding(hit)).collect()
    }

    /// A hint that says the same of the same words is told once, with the
    /// other places.
    fn hinted_once_a_word(&self, hits: Vec<Hit>) -> Vec<Hit> {
        let mut first_of: BTreeMap<(String, String), usize> = BTreeMap::new();
        let mut told: Vec<Hit> = Vec::new();
        for hit in hits {
            if hit.severity.unwrap_or(self.severity) == Severity::Hint {
                match first_of.entry((hit.spot.text.clone(), hit.message.clone())) {
                    Entry::Occupied(first) => {
                        told[*first.get()].others.push(hit.spot);
                        continue;
                    }
                    Entry::Vacant(free) => _ = free.insert(told.len()),
                }
            }
            told.push(hit);
        }
        told
    }

    fn finding(&self, hit: Hit) -> Finding {
        let Hit { spot, message, suggestion, severity, source, others } = hit;
        Finding {
            rule: self.key.to_owned(),
            severity: severity.unwrap_or(self.severity),
            section: spot.section,
            paragraph: spot.paragraph,
            start: spot.start,
            end: spot.end,
            text: spot.text,
            message,
            suggestion,
            source: source.unwrap_or_else(|| self.source()),
            others,
        }
    }
}

/// The first of `hits`, with the places of the rest.
fn told_once(hits: Vec<Hit>) -> Vec<Hit> {
    let count = hits.len();
    let mut hits = hits.into_iter();
    let Some(mut first) = hits.next() else { return Vec::new() };
    if count > 1 {
        first.message.push_str(&format!("全文共{count}处。"));
        first.others.extend(hits.map(|hit| hit.spot));
    }
    vec![first]
}
