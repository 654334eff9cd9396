//! The words that are checked: lists built in, and the unit's own (词表).
//!
//! A user's own file has the same form as a built-in one and works like it. A
//! faulty file is named with the place and the reason; the others still work.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::LazyLock;

use chrono::NaiveDate;
use regex::Regex;

use super::near::{Firmness, NearPhrases};
use crate::Error;
use crate::model::{Expression, Order, Severity, SlipKind, Vocabulary};
use crate::store::place::OWN_FOLDERS;
use crate::template::folder;

/// The folder of the user's own lists, beside the data file.
pub const WORDS_FOLDER: &str = OWN_FOLDERS[2];

/// Lists of words, made ready for looking up.
#[derive(Debug, Default)]
pub struct Words {
    slips: BTreeMap<SlipKind, Slips>,
    pub(super) exact: Vec<Expression>,
    /// Every expression, also those that may vary.
    pub(super) known: Vec<String>,
    pub(super) orders: Vec<Order>,
    pub(super) phrases: NearPhrases,
}

/// The slips of one kind.
#[derive(Debug)]
pub(super) struct Slips {
    /// Any of the words.
    pub(super) pattern: Regex,
    words: BTreeMap<String, Slip>,
}

/// A word that is a slip.
#[derive(Debug)]
pub(super) struct Slip {
    pub(super) right: String,
    pub(super) about: String,
    pub(super) severity: Severity,
    pub(super) source: String,
    pub(super) from: Option<NaiveDate>,
    /// What stands before and behind it where it is right.
    unless: Vec<(Vec<char>, Vec<char>)>,
}

static BUILT_IN: LazyLock<Words> = LazyLock::new(|| {
    let lists = [
        include_str!("../../../../assets/vocabulary/fixed-expressions.json"),
        include_str!("../../../../assets/vocabulary/set-orders.json"),
        include_str!("../../../../assets/vocabulary/slips.json"),
        include_str!("../../../../assets/vocabulary/common-phrases.json"),
        include_str!("../../../../assets/vocabulary/report-phrases.json"),
        include_str!("../../../../assets/vocabulary/set-phrases.json"),
        include_str!("../../../../assets/vocabulary/collocations.json"),
        include_str!("../../../../assets/vocabulary/confusables.json"),
        include_str!("../../../../assets/vocabulary/dropped-characters.json"),
    ];
    let read = |list: &str| serde_json::from_str(list).expect("a test reads the built-in lists");
    Words::of(lists.map(read).to_vec())
});

impl Words {
    /// The lists that are built in.
    pub fn built_in() -> &'static Self {
        &BUILT_IN
    }

    /// The user's own lists in `own_folder`, and what is wrong with those that
    /// cannot be used.
    pub fn own(own_folder: &Path) -> (Self, Vec<Error>) {
        let mut faults = Vec::new();
        let mut lists = Vec::new();
        match folder::json_files(&own_folder.join(WORDS_FOLDER)) {
            Ok(files) => {
                for path in files {
                    match folder::read(&path) {
                        Ok(list) => lists.push(list),
                        Err(error) => faults.push(error),
                    }
                }
            }
            Err(error) => faults.push(error),
        }
        (Self::of(lists), faults)
    }

    fn of(lists: Vec<Vocabulary>) -> Self {
        let mut words = Self::default();
        let mut slips: BTreeMap<SlipKind, BTreeMap<String, Slip>> = BTreeMap::new();
        for list in lists {
            words.known.extend(list.expressions.iter().map(|one| one.text.clone()));
            let short = list.expressions.iter().filter(|one| one.exact);
            let short = short.map(|one| (one.text.as_str(), one.source.as_str()));
            words.phrases.add(short, Firmness::default(), &[]);
            for group in &list.phrases {
                let phrases = group.words.iter().map(|word| (word.as_str(), group.source.as_str()));
                let firm = Firmness { loose: group.loose, strict: group.strict };
                words.phrases.add(phrases, firm, &group.unless);
            }
            words.exact.extend(list.expressions.into_iter().filter(|one| one.exact));
            words.orders.extend(list.orders);
            for group in list.slips {
                let of_kind = slips.entry(group.kind).or_default();
                of_kind.extend(
                    group
                        .words
                        .iter()
                        .filter(|(wrong, _)| !wrong.is_empty())
                        .map(|(wrong, right)| (wrong.clone(), slip(&group, wrong, right))),
                );
            }
        }
        words.slips = slips
            .into_iter()
            .filter(|(_, words)| !words.is_empty())
            .map(|(kind, words)| (kind, Slips { pattern: any_of(&words), words }))
            .collect();
        words
    }

    /// Whether there is nothing in any list.
    pub fn is_empty(&self) -> bool {
        self.slips.is_empty()
            && self.exact.is_empty()
            && self.orders.is_empty()
            && self.phrases.is_empty()
    }

    /// The slips of a kind, if the lists hold some.
    pub(super) fn slips(&self, kind: SlipKind) -> Option<&Slips> {
        self.slips.get(&kind)
    }
}

fn slip(group: &crate::model::Slips, wrong: &str, right: &str) -> Slip {
    let around = |whole: &String| {
        let at = whole.find(wrong)?;
        let before = whole[..at].chars().collect();
        Some((before, whole[at + wrong.len()..].chars().collect()))
    };
    Slip {
        right: right.to_owned(),
        about: group.about.clone(),
        severity: group.severity,
        source: group.source.clone(),
        from: group.from,
        unless: group.unless.iter().filter_map(around).collect(),
    }
}

/// Any of `words`, the longest first.
fn any_of(words: &BTreeMap<String, Slip>) -> Regex {
    let mut all: Vec<&String> = words.keys().collect();
    all.sort_by_key(|word| std::cmp::Reverse(word.len()));
    let all: Vec<String> = all.into_iter().map(|word| regex::escape(word)).collect();
    Regex::new(&all.join("|")).expect("escaped words make a pattern")
}

impl Slips {
    /// The slip `wrong`, unless what stands around `start..end` makes it right.
    pub(super) fn at(
        &self,
        text: &[char],
        start: usize,
        end: usize,
        wrong: &str,
    ) -> Option<(&str, &Slip)> {
        let (wrong, slip) = self.words.get_key_value(wrong)?;
        let right = slip.unless.iter().any(|(before, behind)| {
            text[..start].ends_with(before) && text[end..].starts_with(behind)
        });
        (!right).then_some((wrong.as_str(), slip))
    }
}
