use serde::{Deserialize, Serialize};

use sha2::{Digest, Sha256};

use super::{Part, Place, Report};

/// A place in the text held by its words, not by a position (定位).
///
/// It is found again after every change of the text; when its words are gone
/// it has lapsed, and is listed as such. It never moves silently.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS), ts(export))]
pub struct Anchor {
    /// The part the words stand in.
    pub section: Part,
    /// The words.
    pub quote: String,
    /// Which of several equal quotes in that part, from 0.
    pub occurrence: usize,
    /// SHA-256 of the whole paragraph when the anchor was set, in hexadecimal:
    /// tells "the words are there" from "the paragraph is as it was".
    pub hash: String,
}

/// Where an anchor's words stand now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Found {
    /// The paragraph, heading or field.
    pub place: Place,
    /// First character of the words there, counted in characters.
    pub start: usize,
    /// The whole paragraph reads as it did when the anchor was set.
    pub unchanged: bool,
}

impl Anchor {
    /// Where the words stand in `report` now; `None` when the anchor has
    /// lapsed.
    ///
    /// Of several equal quotes it is the one in the paragraph that did not
    /// change, when there is just one such; otherwise the one counted.
    pub fn find(&self, report: &Report) -> Option<Found> {
        if self.quote.is_empty() {
            return None;
        }
        let found: Vec<Found> = report
            .texts()
            .into_iter()
            .filter(|(part, ..)| *part == self.section)
            .flat_map(|(part, paragraph, text)| {
                let unchanged = Self::hash_of(text) == self.hash;
                text.match_indices(&self.quote).map(move |(at, _)| Found {
                    place: Place { part, paragraph },
                    start: text[..at].chars().count(),
                    unchanged,
                })
            })
            .collect();
        let mut same = found.iter().filter(|found| found.unchanged);
        match (same.next(), same.next()) {
            (Some(only), None) => Some(*only),
            _ => found.get(self.occurrence).copied(),
        }
    }

    /// The hash of a paragraph as an anchor keeps it.
    pub fn hash_of(paragraph: &str) -> String {
        format!("{:x}", Sha256::digest(paragraph))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Role, Section, SectionId, TemplateKey, Uid};

    fn report(paragraphs: &[&str]) -> Report {
        let mut report = Report::empty(Uid::nil(), TemplateKey("branch-secretary".to_owned()));
        report.sections.push(Section {
            id: SectionId(1),
            role: Role::Achievements,
            mark: None,
            run_in: false,
            heading: "抓实组织生活".to_owned(),
            body: paragraphs.iter().map(|text| (*text).to_owned()).collect(),
            children: Vec::new(),
        });
        report
    }

    fn anchor(quote: &str, occurrence: usize, paragraph: &str) -> Anchor {
        Anchor {
            section: Part::Section(SectionId(1)),
            quote: quote.to_owned(),
            occurrence,
            hash: Anchor::hash_of(paragraph),
        }
    }

    #[test]
    fn words_are_found_again_wherever_their_paragraph_went() {
        let set = anchor("主题党日", 0, "开展主题党日12次。");
        let before = report(&["开展主题党日12次。"]);
        let after = report(&["今年的主题党日有了新办法。", "开展主题党日12次。"]);
        assert_eq!(set.find(&before).map(|found| found.place.paragraph), Some(Some(0)));
        let found = set.find(&after).unwrap();
        assert_eq!((found.place.paragraph, found.start), (Some(1), 2));
        assert!(found.unchanged);
    }

    #[test]
    fn in_a_rewritten_paragraph_the_words_are_counted() {
        let set = anchor("党课", 1, "党课10次，其中书记党课2次。");
        let found = set.find(&report(&["全年党课11次，书记党课3次。"])).unwrap();
        assert_eq!((found.start, found.unchanged), (10, false));
    }

    #[test]
    fn words_that_are_gone_leave_the_anchor_lapsed() {
        let set = anchor("主题党日", 0, "开展主题党日12次。");
        assert_eq!(set.find(&report(&["开展党员活动12次。"])), None);
        assert_eq!(set.find(&report(&[])), None);
        assert_eq!(anchor("", 0, "").find(&report(&["有字"])), None, "no words stand nowhere");
    }
}
