//! Set phrases, and words that are one character off.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use serde::Deserialize;

use super::rules::is_word;
use super::segments::gain_of;

/// Characters that are taken for each other.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Confusable {
    #[serde(rename = "about")]
    _about: String,
    #[serde(rename = "source")]
    _source: String,
    sound: Vec<String>,
    shape: Vec<String>,
}

/// The groups that each character is in.
static GROUPS: LazyLock<HashMap<char, Vec<u16>>> = LazyLock::new(|| {
    let file = include_str!("../../../../assets/vocabulary/confusable-characters.json");
    let file: Confusable = serde_json::from_str(file).expect("a test reads the built-in file");
    let mut groups: HashMap<char, Vec<u16>> = HashMap::new();
    for (number, group) in (0..).zip(file.sound.iter().chain(&file.shape)) {
        for sign in group.chars() {
            groups.entry(sign).or_default().push(number);
        }
    }
    groups
});

/// Whether one character is easily taken for the other.
pub(super) fn confused(one: char, other: char) -> bool {
    let (Some(one), Some(other)) = (GROUPS.get(&one), GROUPS.get(&other)) else { return false };
    one.iter().any(|group| other.contains(group))
}

/// Phrases by their first and last two characters: whoever makes one slip
/// leaves one of the two standing.
#[derive(Debug, Default)]
pub(super) struct NearPhrases {
    phrases: Vec<Phrase>,
    /// The phrases that have these two characters, and where.
    by_pair: HashMap<[char; 2], Vec<(usize, usize)>>,
    right: HashSet<Vec<char>>,
}

#[derive(Debug)]
struct Phrase {
    letters: Vec<char>,
    source: String,
    firm: Firmness,
}

/// How firmly the words of a phrase belong together.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Firmness {
    /// They go with others too.
    pub(super) loose: bool,
    /// With one left out or written twice it is wrong as well.
    pub(super) strict: bool,
}

/// Words that are nearly a phrase.
pub(super) struct Near<'w> {
    /// Where they begin.
    pub(super) start: usize,
    /// One past their last character.
    pub(super) end: usize,
    /// The phrase that is meant.
    pub(super) phrase: String,
    /// Who says so.
    pub(super) source: &'w str,
    /// Where the first character is that is another.
    pub(super) apart: usize,
    /// Whether that one and the next changed places.
    pub(super) swapped: bool,
    /// Whether the phrase's words go with others too.
    pub(super) loose: bool,
}

/// Shorter ones are too like other words, longer ones are measured otherwise.
const LENGTHS: std::ops::RangeInclusive<usize> = 4..=7;

impl NearPhrases {
    /// Adds phrases, each with its source, and what is right beside them.
    pub(super) fn add<'p>(
        &mut self,
        phrases: impl Iterator<Item = (&'p str, &'p str)>,
        firm: Firmness,
        right: &[String],
    ) {
        for (text, source) in phrases {
            let letters: Vec<char> = text.chars().collect();
            let plain = letters.iter().all(|sign| sign.is_alphabetic());
            if !LENGTHS.contains(&letters.len()) || !plain {
                continue;
            }
            let last = letters.len() - 2;
            for at in [0, last] {
                let pair = [letters[at], letters[at + 1]];
                self.by_pair.entry(pair).or_default().push((self.phrases.len(), at));
            }
            self.right.insert(letters.clone());
            self.phrases.push(Phrase { letters, source: source.to_owned(), firm });
        }
        self.right.extend(right.iter().map(|words| words.chars().collect()));
    }

    /// Whether there are none.
    pub(super) fn is_empty(&self) -> bool {
        self.phrases.is_empty()
    }

    /// The words of `text` that are one character off a phrase: another in its
    /// place, or two that changed places.
    pub(super) fn find(&self, text: &[char]) -> Vec<Near<'_>> {
        let mut found: Vec<Near<'_>> = Vec::new();
        for (at, pair) in text.windows(2).enumerate() {
            let Some(candidates) = self.by_pair.get(&[pair[0], pair[1]]) else { continue };
            for (phrase, offset) in candidates {
                let phrase = &self.phrases[*phrase];
                let Some(start) = at.checked_sub(*offset) else { continue };
                let end = start + phrase.letters.len();
                let words = text.get(start..end).unwrap_or_default();
                if words == phrase.letters {
                    continue;
                }
                if phrase.firm.strict
                    && let Some(near) = self.longer_or_shorter(text, at, *offset, phrase)
                    && !found.iter().any(|one| near.start < one.end && one.start < near.end)
                {
                    found.push(near);
                    continue;
                }
                let overlaps = found.iter().any(|near| start < near.end && near.start < end);
                if !overlaps
                    && !words.is_empty()
                    && is_near(words, &phrase.letters)
                    && !self.stands_right(text, start, end)
                {
                    let apart = (0..words.len()).filter(|at| words[*at] != phrase.letters[*at]);
                    let apart: Vec<usize> = apart.collect();
                    found.push(Near {
                        start,
                        end,
                        phrase: phrase.letters.iter().collect(),
                        source: &phrase.source,
                        apart: start + apart[0],
                        swapped: apart.len() > 1,
                        loose: phrase.firm.loose,
                    });
                }
            }
        }
        found
    }

    /// The phrase with one of its inner characters left out, or one written twice,
    /// where it begins or ends as it should.
    fn longer_or_shorter<'w>(
        &'w self,
        text: &[char],
        at: usize,
        offset: usize,
        phrase: &'w Phrase,
    ) -> Option<Near<'w>> {
        let letters = &phrase.letters;
        for length in [letters.len() - 1, letters.len() + 1] {
            let start = if offset == 0 { at } else { (at + 2).checked_sub(length)? };
            let end = start + length;
            let Some(words) = text.get(start..end) else { continue };
            let (short, long) = if words.len() < letters.len() {
                (words, &letters[..])
            } else {
                (&letters[..], words)
            };
            let inner = 1..long.len() - 1;
            let mut drops =
                inner.filter(|at| long[..*at] == short[..*at] && long[at + 1..] == short[*at..]);
            let Some(apart) = drops.next() else { continue };
            // 抓落实 is not 狠抓落实 cut short.
            let word = |two: &[char]| two.len() == 2 && is_word([two[0], two[1]]);
            if words.len() == 3 && words.windows(2).any(word) {
                continue;
            }
            // Another character put in between is no slip of the hand.
            let doubled = words.len() > letters.len();
            if doubled && long[apart] != long[apart - 1] && long[apart] != long[apart + 1] {
                continue;
            }
            if gain_of(text, start, end, letters) >= LIKELIER
                && !self.stands_right(text, start, end)
            {
                return Some(Near {
                    start,
                    end,
                    phrase: letters.iter().collect(),
                    source: &phrase.source,
                    apart: start + apart.min(words.len() - 1),
                    swapped: false,
                    loose: false,
                });
            }
        }
        None
    }

    /// Whether the words are part of a phrase that is right as it stands.
    fn stands_right(&self, text: &[char], start: usize, end: usize) -> bool {
        let longest = *LENGTHS.end() + 1;
        (start.saturating_sub(longest)..end).any(|from| {
            (2..=longest).any(|length| {
                let to = from + length;
                to > start
                    && text.get(from..to).is_some_and(|words| {
                        covers_change(from, to, start, end) && self.right.contains(words)
                    })
            })
        })
    }
}

/// Whether `from..to` holds at least three characters of `start..end`.
fn covers_change(from: usize, to: usize, start: usize, end: usize) -> bool {
    to.min(end).saturating_sub(from.max(start)) >= 3
}

/// In bits: how much likelier the line must be with the phrase.
const LIKELIER: i32 = 10;

/// Whether one character differs from which it is hard to tell, or two neighbours changed places.
fn is_near(words: &[char], phrase: &[char]) -> bool {
    let han = |sign: &char| ('\u{4E00}'..='\u{9FFF}').contains(sign);
    if !words.iter().all(han) {
        return false;
    }
    let apart: Vec<usize> = (0..words.len()).filter(|at| words[*at] != phrase[*at]).collect();
    match apart[..] {
        [at] => confused(words[at], phrase[at]),
        [one, two] => two == one + 1 && words[one] == phrase[two] && words[two] == phrase[one],
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(text: &str) -> String {
        let mut phrases = NearPhrases::default();
        let words = ["乡村振兴", "旗帜鲜明", "民主协商"];
        phrases.add(
            words.into_iter().map(|word| (word, "")),
            Firmness::default(),
            &["民主协议".to_owned()],
        );
        let letters: Vec<char> = text.chars().collect();
        let found = phrases.find(&letters);
        found.iter().map(|near| near.phrase.as_str()).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn one_character_off_is_found() {
        assert_eq!(near("推进乡村振新"), "乡村振兴");
        assert_eq!(near("旗织鲜明讲政治"), "旗帜鲜明");
        assert_eq!(near("乡村兴振"), "乡村振兴");
    }

    #[test]
    fn a_strict_phrase_is_found_with_one_left_out_or_written_twice() {
        let mut phrases = NearPhrases::default();
        phrases.add(
            ["从严治党", "全心全意", "接诉即办", "党风廉政建设"].into_iter().map(|word| (word, "")),
            Firmness { strict: true, ..Firmness::default() },
            &[],
        );
        let found = |text: &str| {
            let letters: Vec<char> = text.chars().collect();
            let found = phrases.find(&letters);
            found.iter().map(|near| near.phrase.clone()).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(found("抓好党风廉建设"), "党风廉政建设");
        assert_eq!(found("抓好党风廉政政建设"), "党风廉政建设");
        assert_eq!(found("抓好党风廉政建设，全心全意，接诉即办，从严治党"), "");
        assert_eq!(found("党风建设，从严治军，接诉后即办"), "");
    }

    #[test]
    fn the_phrase_itself_and_other_words_are_left_alone() {
        assert_eq!(near("乡村振兴，旗帜鲜明，民主协议，乡村建设，旗帜高扬"), "");
        assert_eq!(near("乡村振"), "");
        assert_eq!(near("民主评商，乡村兴旺"), "");
    }
}
