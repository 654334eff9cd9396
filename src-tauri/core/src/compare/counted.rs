//! Numbers with what they count, and texts that differ in nothing else.

use std::ops::Range;
use std::sync::LazyLock;

use serde::Deserialize;

use super::likeness::{NUMBER, is_digit, number_end};
use crate::model::{WordOp, Words};

/// Whether nothing but numbers was replaced, each by one that counts the same: 三十二户
/// by 三十五户, 10余次 by 8次, 四是 by 二是.
pub(super) fn differ_in_numbers(words: &[Words]) -> bool {
    let mut waiting = None;
    let mut replaced = 0;
    for words in words {
        match (words.op, waiting.take()) {
            (WordOp::Same, None) => {}
            (WordOp::Removed, None) => waiting = Some(without_numbers(&words.text)),
            (WordOp::Added, Some(gone)) if without_numbers(&words.text) == gone => replaced += 1,
            _ => return false,
        }
    }
    waiting.is_none() && replaced > 0
}

/// `text` with one sign for each number in it.
fn without_numbers(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let mut left = String::new();
    let mut at = 0;
    while at < chars.len() {
        let end = if is_digit(chars[at]) {
            number_end(&chars, at)
        } else {
            at + chars[at..].iter().take_while(|c| is_han_number(**c)).count()
        };
        if end == at {
            left.push(chars[at]);
            at += 1;
        } else {
            left.push(NUMBER);
            at = end + usize::from(chars.get(end).is_some_and(|c| "余多来".contains(*c)));
        }
    }
    left
}

/// Where numbers stand with what they count, as ranges of bytes. `ends` are the
/// ends of words: a unit is one only where a word ends with it.
pub(super) fn number_spans(text: &str, ends: &[usize]) -> Vec<Range<usize>> {
    let letters: Vec<(usize, char)> = text.char_indices().collect();
    let plain: Vec<char> = letters.iter().map(|(_, c)| *c).collect();
    let byte = |at: usize| letters.get(at).map_or(text.len(), |(byte, _)| *byte);
    let is_end = |at: usize| ends.binary_search(&byte(at)).is_ok();
    let mut spans = Vec::new();
    let mut at = 0;
    while at < plain.len() {
        let start = at;
        let counted = if is_digit(plain[at]) {
            number_end(&plain, at)
        } else if is_han_number(plain[at]) && (at == 0 || is_end(at)) {
            at + plain[at..].iter().take_while(|c| is_han_number(**c)).count()
        } else {
            at += 1;
            continue;
        };
        let rounded =
            counted + usize::from(plain.get(counted).is_some_and(|c| "余多来".contains(*c)));
        let scaled =
            rounded + usize::from(plain.get(rounded).is_some_and(|c| "万亿千".contains(*c)));
        let unit = (1..=LONGEST_UNIT).rev().map(|length| scaled + length).find(|end| {
            let unit = plain.get(scaled..*end).map(|unit| unit.iter().collect::<String>());
            is_end(*end) && unit.is_some_and(|unit| UNITS.binary_search(&unit).is_ok())
        });
        at = match unit {
            Some(end) => end,
            None if is_digit(plain[start]) => {
                if is_end(scaled) {
                    scaled
                } else {
                    counted
                }
            }
            // 四是 counts the matters of a list.
            None if plain.get(counted) == Some(&'是') && heads_clause(&plain[..start]) => {
                counted + 1
            }
            // 一 in 一心一意 counts nothing.
            None => {
                at = counted;
                continue;
            }
        };
        spans.push(byte(start)..byte(at));
    }
    spans
}

fn heads_clause(before: &[char]) -> bool {
    before.last().is_none_or(|c| "。；：，、\n".contains(*c))
}

pub(super) fn is_han_number(c: char) -> bool {
    "一二三四五六七八九十百千万两几".contains(c)
}

/// No unit has more characters.
const LONGEST_UNIT: usize = 4;

/// Units that are no figure's, but belong to the number before them all the
/// same: dates and times.
const TIMES: [&str; 14] = [
    "年",
    "月",
    "日",
    "号",
    "时",
    "点",
    "分",
    "个月",
    "小时",
    "个小时",
    "季度",
    "年度",
    "岁",
    "天",
];

/// The units, sorted.
static UNITS: LazyLock<Vec<String>> = LazyLock::new(|| {
    #[derive(Deserialize)]
    struct File {
        units: Vec<Unit>,
    }
    #[derive(Deserialize)]
    struct Unit {
        unit: String,
    }
    let file = include_str!("../../../../assets/vocabulary/units.json");
    let file: File = serde_json::from_str(file).expect("the built-in list is tested");
    let mut units: Vec<String> = file.units.into_iter().map(|unit| unit.unit).collect();
    units.extend(TIMES.map(str::to_owned));
    units.sort_unstable();
    units
});

#[cfg(test)]
mod tests {
    use super::super::words::between;
    use super::*;

    #[test]
    fn numbers_alone_are_told_from_words() {
        let check = |old: &str, new: &str, expect: bool| {
            assert_eq!(differ_in_numbers(&between(old, new)), expect, "{old} {new}");
        };
        let rest = "，帮助居民解决停车、照明等实际困难";
        let with = |start: &str| format!("{start}{rest}");
        check(&with("走访居民三十二户"), &with("走访居民三十五户"), true);
        check(&with("开展活动10余次"), &with("开展活动8次"), true);
        check(&with("四是走访居民"), &with("二是走访居民"), true);
        check(&with("走访居民32户"), &with("走访居民35人"), false);
        check(&with("走访居民32户"), &with("走访党员35户"), false);
        check(&with("走访居民32户"), rest, false);
        check(rest, rest, false);
    }
}
