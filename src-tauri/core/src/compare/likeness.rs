//! How much of the new report stands in the old one: the share of its text
//! inside long runs that are found there, whatever their order, with the
//! numbers masked. It can be explained, and shown run by run.

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::LazyLock;

use super::profile::ratio;
use super::units::{Kind, Unit, Units};
use crate::model::{Part, Vocabulary};

/// What stands for a number in a masked text: a character no text holds.
pub(super) const NUMBER: char = '\u{E000}';

/// Runs of at least so many characters count as carried over. Unrelated texts
/// of this kind share next to none that long, save fixed expressions; a
/// sentence carried over nearly always holds one.
const RUN: usize = 13;

/// `text` without spaces, and with one sign for each number, so that "10余次"
/// and "8次" are alike.
pub(super) fn masked(text: &str) -> Vec<char> {
    let text: Vec<char> = text.chars().collect();
    let mut masked = Vec::with_capacity(text.len());
    let mut at = 0;
    while at < text.len() {
        if is_digit(text[at]) {
            at = number_end(&text, at);
            masked.push(NUMBER);
            at += usize::from(text.get(at).is_some_and(|c| "余多".contains(*c)));
        } else {
            if !text[at].is_whitespace() {
                masked.push(text[at]);
            }
            at += 1;
        }
    }
    masked
}

/// One past the last digit of the number that begins at `start`. A point or
/// comma belongs to it when a digit follows.
pub(super) fn number_end(text: &[char], start: usize) -> usize {
    let digit = |at: usize| text.get(at).is_some_and(|c| is_digit(*c));
    let mut at = start;
    loop {
        if digit(at) {
            at += 1;
        } else if text.get(at).is_some_and(|c| ".,．".contains(*c)) && digit(at + 1) {
            at += 2;
        } else {
            return at;
        }
    }
}

/// Whether `c` is a digit, full-width or not.
pub(super) fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || ('０'..='９').contains(&c)
}

/// How many characters of a text are counted, and how many of those are carried
/// over.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Share {
    pub(super) carried: usize,
    pub(super) counted: usize,
}

impl Share {
    /// The share, 0 to 1; 0 where nothing counts.
    pub(super) fn ratio(self) -> f64 {
        ratio(self.carried, self.counted)
    }
}

impl std::iter::Sum for Share {
    fn sum<I: Iterator<Item = Self>>(shares: I) -> Self {
        shares.fold(Self::default(), |sum, share| Self {
            carried: sum.carried + share.carried,
            counted: sum.counted + share.counted,
        })
    }
}

/// The share of every unit of `new` that stands in `old`. What every report of
/// the kind says alike is not counted: fields, headings, closing, and fixed
/// expressions.
pub(super) fn shares(old: &Units<'_>, new: &Units<'_>) -> Vec<Share> {
    Runs::of(old).shares(new)
}

/// The long runs of a report, to look for in others.
pub(super) struct Runs<'u> {
    runs: HashSet<u64, BuildHasherDefault<AsItIs>>,
    /// Whole paragraphs, for those shorter than a run.
    paragraphs: HashSet<&'u [char]>,
}

impl<'u> Runs<'u> {
    pub(super) fn of(old: &'u Units<'_>) -> Self {
        let mut all = Self { runs: HashSet::default(), paragraphs: HashSet::new() };
        for unit in old.units.iter().filter(|unit| unit.kind == Kind::Body) {
            all.runs.extend(hashes(&unit.masked));
            all.paragraphs.insert(&unit.masked);
        }
        all
    }

    /// The share of every unit of `new` that stands in these runs.
    pub(super) fn shares(&self, new: &Units<'_>) -> Vec<Share> {
        new.units.iter().map(|unit| self.share(unit)).collect()
    }

    fn share(&self, unit: &Unit<'_>) -> Share {
        if unit.kind != Kind::Body || unit.part == Part::Closing {
            return Share::default();
        }
        // A paragraph shorter than a run is carried over as a whole or not.
        let whole = self.paragraphs.contains(unit.masked.as_slice());
        let mut carried = vec![whole; unit.masked.len()];
        for (at, hash) in hashes(&unit.masked).enumerate() {
            if self.runs.contains(&hash) {
                carried[at..at + RUN].fill(true);
            }
        }
        let counts = counts(&unit.masked);
        let of = |which: &[bool]| which.iter().zip(&counts).filter(|(a, b)| **a && **b).count();
        Share { carried: of(&carried), counted: of(&counts) }
    }
}

/// Hashes of runs are spread well enough to be kept by as they are.
#[derive(Default)]
struct AsItIs(u64);

impl Hasher for AsItIs {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = self.0.rotate_left(8) ^ u64::from(*byte);
        }
    }

    fn write_u64(&mut self, hash: u64) {
        self.0 = hash;
    }
}

/// The hash of every run in `text`, rolled from one to the next.
fn hashes(text: &[char]) -> impl Iterator<Item = u64> {
    // An odd multiplier; sums wrap, so a run that leaves is taken away exactly.
    const BASE: u64 = 0x9E37_79B9_7F4A_7C15;
    let code =
        |c: char| u64::from(u32::from(c)).wrapping_add(1).wrapping_mul(0xD6E8_FEB8_6659_FD93);
    let top = (0..RUN).fold(1_u64, |power, _| power.wrapping_mul(BASE));
    let mut hash = 0_u64;
    text.iter().enumerate().filter_map(move |(at, c)| {
        hash = hash.wrapping_mul(BASE).wrapping_add(code(*c));
        if at >= RUN {
            hash = hash.wrapping_sub(top.wrapping_mul(code(text[at - RUN])));
        }
        (at + 1 >= RUN).then_some(hash ^ hash >> 29)
    })
}

/// Which characters of `text` count: those outside of fixed expressions.
fn counts(text: &[char]) -> Vec<bool> {
    let mut counts = vec![true; text.len()];
    for at in 0..text.len() {
        let Some(expressions) = FIXED.get(&text[at]) else { continue };
        for expression in expressions {
            if text[at..].starts_with(expression) {
                counts[at..at + expression.len()].fill(false);
            }
        }
    }
    counts
}

/// The fixed expressions, masked, by their first character.
static FIXED: LazyLock<HashMap<char, Vec<Vec<char>>>> = LazyLock::new(|| {
    let file = include_str!("../../../../assets/vocabulary/fixed-expressions.json");
    let list: Vocabulary = serde_json::from_str(file).expect("the built-in list is tested");
    let mut fixed: HashMap<char, Vec<Vec<char>>> = HashMap::new();
    for expression in list.expressions {
        let text = masked(&expression.text);
        fixed.entry(text[0]).or_default().push(text);
    }
    fixed
});

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        masked(text).into_iter().map(|c| if c == NUMBER { '#' } else { c }).collect()
    }

    #[test]
    fn numbers_are_masked_whole() {
        for (text, masked) in [
            ("召开10余次。", "召开#次。"),
            ("召开８次", "召开#次"),
            ("收入1.2万元，1,040小时", "收入#万元，#小时"),
            ("2023年12月， 共3次", "#年#月，共#次"),
            ("共3。", "共#。"),
            ("得分3，名次4.", "得分#，名次#."),
            ("12．5元", "#元"),
            ("", ""),
        ] {
            assert_eq!(shown(text), masked, "{text}");
        }
    }

    #[test]
    fn a_rolled_hash_is_the_hash_of_the_run_alone() {
        let text: Vec<char> =
            "以党建引领小区治理，把议题交给居民自己提、自己排、自己评".chars().collect();
        for (at, hash) in hashes(&text).enumerate() {
            assert_eq!(hashes(&text[at..at + RUN]).next(), Some(hash));
        }
        assert_eq!(hashes(&text[..RUN - 1]).count(), 0);
    }

    #[test]
    fn fixed_expressions_do_not_count() {
        let text = masked("坚持以习近平新时代中国特色社会主义思想为指导，抓实网格。");
        let counted: String =
            text.iter().zip(counts(&text)).filter(|(_, counts)| *counts).map(|(c, _)| *c).collect();
        assert_eq!(counted, "，抓实网格。");
    }
}
