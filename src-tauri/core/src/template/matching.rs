//! Which part of a template a section of a report is: told by its words and
//! its role, since a report, imported or reordered, keeps no link to its kind.

use std::collections::{BTreeMap, BTreeSet};

use super::fields::Facts;
use crate::model::{PartSpec, Report, Section, SectionId, Template};

/// What the template says of one section.
#[derive(Debug, Clone, Copy)]
pub(super) struct Match<'t> {
    /// The part the section is, or the nearest one above it that is known.
    pub(super) spec: &'t PartSpec,
    /// The section stands where the template has that part, and no other does.
    pub(super) exact: bool,
    /// How a keyword stands in the section's heading; "" when it has none.
    pub(super) keyword: &'t str,
}

/// What `template` says of the sections of `report`; a section it says
/// nothing of is left out.
pub(super) fn matches<'t>(
    template: &'t Template,
    report: &Report,
) -> BTreeMap<SectionId, Match<'t>> {
    let matching = Matching { template, facts: Facts { unit: None, year: report.year } };
    let mut found = BTreeMap::new();
    matching.siblings(&template.parts, None, &report.sections, &mut found);
    found
}

struct Matching<'t, 'r> {
    template: &'t Template,
    facts: Facts<'r>,
}

impl<'t> Matching<'t, '_> {
    fn siblings(
        &self,
        specs: &'t [PartSpec],
        above: Option<&'t PartSpec>,
        sections: &[Section],
        found: &mut BTreeMap<SectionId, Match<'t>>,
    ) {
        let pairs = self.pair(specs, sections);
        for (section, pair) in sections.iter().zip(pairs) {
            let own = pair.or_else(|| self.elsewhere(section, above));
            let below = own.map_or(&[][..], |spec| &spec.children);
            let keyword = own
                .map(|spec| spec.keyword.as_str())
                .into_iter()
                .chain(specs.iter().map(|spec| spec.keyword.as_str()))
                .find(|pattern| !pattern.is_empty() && has_keyword(&section.heading, pattern))
                .or_else(|| own.map(|spec| spec.keyword.as_str()))
                .unwrap_or("");
            if let Some(spec) = own.or(above) {
                found.insert(section.id, Match { spec, exact: pair.is_some(), keyword });
            }
            self.siblings(below, own.or(above), &section.children, found);
        }
    }

    /// The part that each of `sections` is: first by equal headings, then by
    /// the words they share, last by a role that only one of `specs` has.
    fn pair(&self, specs: &'t [PartSpec], sections: &[Section]) -> Vec<Option<&'t PartSpec>> {
        let mut pairs: Vec<Option<usize>> = vec![None; sections.len()];
        let mut free: BTreeSet<usize> = (0..specs.len()).collect();
        let words: Vec<_> =
            specs.iter().map(|spec| bigrams(&self.stem(&spec.heading, spec))).collect();
        for least in [Likeness::Equal, Likeness::Words, Likeness::Role] {
            for (section, pair) in sections.iter().zip(&mut pairs) {
                if pair.is_some() {
                    continue;
                }
                let best = free
                    .iter()
                    .map(|&at| (self.likeness(section, &specs[at], &words[at], specs), at))
                    .filter(|((likeness, _), _)| *likeness >= least)
                    // Of equally like parts the first is taken.
                    .max_by_key(|&(likeness, at)| (likeness, std::cmp::Reverse(at)));
                if let Some((_, at)) = best {
                    free.remove(&at);
                    *pair = Some(at);
                }
            }
        }
        pairs.into_iter().map(|pair| pair.map(|at| &specs[at])).collect()
    }

    fn likeness(
        &self,
        section: &Section,
        spec: &PartSpec,
        words: &BTreeSet<[char; 2]>,
        specs: &[PartSpec],
    ) -> (Likeness, usize) {
        let heading = self.stem(&section.heading, spec);
        if heading == self.stem(&spec.heading, spec) {
            return (Likeness::Equal, 0);
        }
        let same_role = section.role == spec.role;
        let shared = bigrams(&heading).intersection(words).count();
        let only_one = specs.iter().filter(|other| other.role == spec.role).count() == 1;
        match (same_role, shared) {
            (true, 2..) => (Likeness::Words, shared),
            (true, _) if only_one => (Likeness::Role, shared),
            _ => (Likeness::None, 0),
        }
    }

    /// The likest part with the section's role at another level of the
    /// template: 上年点评整改 is a part of its own in one report and a section
    /// of 成效 in another.
    fn elsewhere(&self, section: &Section, above: Option<&'t PartSpec>) -> Option<&'t PartSpec> {
        fn walk<'t>(specs: &'t [PartSpec], all: &mut Vec<&'t PartSpec>) {
            for spec in specs {
                all.push(spec);
                walk(&spec.children, all);
            }
        }
        if above.is_some_and(|spec| spec.role == section.role) {
            return None;
        }
        let mut all = Vec::new();
        walk(&self.template.parts, &mut all);
        let shared = |spec: &PartSpec| {
            let words = bigrams(&self.stem(&spec.heading, spec));
            bigrams(&self.stem(&section.heading, spec)).intersection(&words).count()
        };
        // Of equally like parts the first is taken.
        all.into_iter()
            .filter(|spec| spec.role == section.role)
            .rev()
            .max_by_key(|spec| shared(spec))
    }

    /// `heading` with the year filled in and without the slogan that holds its
    /// keyword, which sister sections share.
    fn stem(&self, heading: &str, spec: &PartSpec) -> String {
        let heading = self.facts.fill(heading);
        match keyword_span(&heading, &spec.keyword) {
            Some(word) => {
                let (before, after) = spec.keyword.split_once("{}").unwrap_or_default();
                let slogan = word.start - before.len()..word.end + after.len();
                format!("{}{}", &heading[..slogan.start], &heading[slogan.end..])
            }
            None => heading,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Likeness {
    None,
    Role,
    Words,
    Equal,
}

/// The keyword in `heading`, such as 实 in `坚持在“实”上下功夫`, by a pattern
/// with `{}` for the word; `None` when the heading does not have it.
pub(super) fn keyword<'h>(heading: &'h str, pattern: &str) -> Option<&'h str> {
    Some(&heading[keyword_span(heading, pattern)?])
}

fn has_keyword(heading: &str, pattern: &str) -> bool {
    keyword_span(heading, pattern).is_some()
}

/// A slogan's word is short; anything longer is a sentence that happens to fit.
const LONGEST_KEYWORD: usize = 8;

fn keyword_span(heading: &str, pattern: &str) -> Option<std::ops::Range<usize>> {
    let (before, after) = pattern.split_once("{}")?;
    let start = heading.find(before)? + before.len();
    let end =
        if after.is_empty() { heading.len() } else { start + heading[start..].find(after)? };
    let length = heading[start..end].chars().count();
    (1..=LONGEST_KEYWORD).contains(&length).then_some(start..end)
}

/// The pairs of neighbouring Han characters in `text`.
fn bigrams(text: &str) -> BTreeSet<[char; 2]> {
    let chars: Vec<char> = text.chars().collect();
    chars
        .windows(2)
        .filter(|pair| pair.iter().all(|char| ('\u{4e00}'..='\u{9fff}').contains(char)))
        .map(|pair| [pair[0], pair[1]])
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_keyword_is_found_by_its_pattern_alone() {
        for (heading, pattern, word) in [
            ("强觉悟，坚持在“硬”上下功夫。", "坚持在“{}”上下功夫", Some("硬")),
            ("坚持在“难点”上下功夫", "坚持在“{}”上下功夫", Some("难点")),
            ("坚持在“”上下功夫", "坚持在“{}”上下功夫", None),
            ("坚持在硬上下功夫", "坚持在“{}”上下功夫", None),
            ("突出一个“实”", "突出一个“{}”", Some("实")),
            ("实字当头", "{}字当头", Some("实")),
            ("突出实", "突出{}", Some("实")),
            ("坚持在“硬”上下功夫", "", None),
            ("", "坚持在“{}”上下功夫", None),
        ] {
            assert_eq!(keyword(heading, pattern), word, "{heading} by {pattern}");
        }
    }
}
