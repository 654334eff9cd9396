//! How likely words stand as they do: a run of characters is parted into words,
//! the commonest way, by `assets/vocabulary/word-frequencies.json`.
//!
//! Where two words meet, the last character of one and the first of the other
//! may look like a misspelt word. The parting tells: 小程序/号 needs no repair,
//! 走/仿/群众 does.

use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;

use serde::Deserialize;

use super::pattern::is_han;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(rename = "about")]
    _about: String,
    #[serde(rename = "source")]
    _source: String,
    #[serde(rename = "own")]
    _own: Vec<String>,
    levels: BTreeMap<u16, Vec<String>>,
}

/// In bits: what stands in no list, for each of its characters.
const UNKNOWN: u16 = 21;
/// The longest words of the list.
const LONGEST: usize = 4;
/// How many characters beside the place are read with it.
const AROUND: usize = 6;

/// Each word, and how many bits it takes.
static WORDS: LazyLock<HashMap<u64, u16>> = LazyLock::new(|| {
    let file = include_str!("../../../../assets/vocabulary/word-frequencies.json");
    let file: File = serde_json::from_str(file).expect("a test reads the built-in file");
    let mut words = HashMap::new();
    for (bits, rows) in &file.levels {
        for word in rows.iter().flat_map(|row| row.split(' ')) {
            words.insert(key(word.chars()), *bits);
        }
    }
    words
});

/// At most four characters as one number.
fn key(word: impl Iterator<Item = char>) -> u64 {
    word.fold(0, |key, sign| key << 16 | u64::from(u32::from(sign) & 0xFFFF))
}

/// How many bits the words of `text` take, parted the commonest way.
fn bits(text: &[char]) -> u16 {
    let mut least = vec![0_u16; text.len() + 1];
    for end in 1..=text.len() {
        least[end] = least[end - 1]
            + WORDS.get(&key(text[end - 1..end].iter().copied())).copied().unwrap_or(UNKNOWN);
        for length in 2..=LONGEST.min(end) {
            let start = end - length;
            if let Some(word) = WORDS.get(&key(text[start..end].iter().copied())) {
                least[end] = least[end].min(least[start] + word);
            }
        }
    }
    least[text.len()]
}

/// By how many bits `text` is likelier with `words` in the place of those from
/// `start` on, as many.
pub(super) fn gain(text: &[char], start: usize, words: &[char]) -> i32 {
    gain_of(text, start, start + words.len(), words)
}

/// By how many bits `text` is likelier with `words` in the place of `start..end`.
pub(super) fn gain_of(text: &[char], start: usize, end: usize, words: &[char]) -> i32 {
    let before = text[..start].iter().rev().take(AROUND).take_while(|sign| is_han(**sign)).count();
    let behind = text[end..].iter().take(AROUND).take_while(|sign| is_han(**sign)).count();
    let (before, behind) = (&text[start - before..start], &text[end..end + behind]);
    let repaired = [before, words, behind].concat();
    i32::from(bits(&text[start - before.len()..end + behind.len()])) - i32::from(bits(&repaired))
}

/// Whether the commonest way to part the text cuts the words `start..end`.
pub(super) fn cuts(text: &[char], start: usize, end: usize) -> bool {
    let before = text[..start].iter().rev().take(AROUND).take_while(|sign| is_han(**sign)).count();
    let behind = text[end..].iter().take(AROUND).take_while(|sign| is_han(**sign)).count();
    let whole = bits(&text[start - before..start]) + bits(&text[start..end]);
    bits(&text[start - before..end + behind]) < whole + bits(&text[end..end + behind])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gained(text: &str, wrong: &str, right: &str) -> i32 {
        let chars: Vec<char> = text.chars().collect();
        let start = text[..text.find(wrong).unwrap()].chars().count();
        gain(&chars, start, &right.chars().collect::<Vec<_>>())
    }

    #[test]
    fn a_misspelt_word_gains_and_two_words_that_meet_do_not() {
        assert!(gained("上门走仿群众", "走仿", "走访") > 10);
        assert!(gained("守护城市供水", "市供", "提供") < 0);
        assert!(gained("帮助出勤情况不好的", "勤情", "亲情") < 5);
    }
}
