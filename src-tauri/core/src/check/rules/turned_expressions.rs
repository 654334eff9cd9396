//! `turned-expressions`: the halves or the numbers of a set expression changed
//! round, and a quoted one with another character in it.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use regex::Regex;

use crate::check::page::Line;
use crate::check::pattern::pattern;
use crate::check::rule::{Hit, Rule};
use crate::check::words::Words;
use crate::model::{FindingKind, Origin, Severity};

pub(super) static RULE: Rule = Rule {
    key: "turned-expressions",
    kind: FindingKind::Wording,
    origin: Origin::Custom,
    clause: "公开文件的统一提法",
    severity: Severity::Hint,
    name: "固定提法颠倒了或换了字",
    why: "“四议两公开”不能写成“两议四公开”，引号里的专名一个字也不能换。",
    wrong: "“三重一重”事项",
    right: "“三重一大”事项",
    once: false,
    check: |page| page.lines.iter().flat_map(check).collect(),
};

/// Expressions with halves or numbers, and those that stand in quotation marks.
static SET: LazyLock<Set> = LazyLock::new(|| {
    let file = include_str!("../../../../../assets/vocabulary/turned-expressions.json");
    let file: File = serde_json::from_str(file).expect("a test reads the built-in file");
    let mut right: Vec<String> = file.right;
    right.extend(file.expressions.iter().cloned());
    right.extend(Words::built_in().known.iter().map(|text| text.replace(['“', '”'], "")));
    let turned = file
        .expressions
        .iter()
        .flat_map(|text| turns(text).into_iter().map(|wrong| (wrong, text.clone())))
        .filter(|(wrong, _)| !right.contains(wrong))
        .collect();
    Set { turned, expressions: file.expressions, right }
});

struct Set {
    /// A turned expression, and what is meant.
    turned: BTreeMap<String, String>,
    expressions: Vec<String>,
    /// What may stand in quotation marks as it is.
    right: Vec<String>,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(rename = "about")]
    _about: String,
    #[serde(rename = "source")]
    _source: String,
    expressions: Vec<String>,
    right: Vec<String>,
}

/// The ways to change it round: 牢记使命、不忘初心; 交叉进入、双向任职; 两议四公开.
fn turns(text: &str) -> Vec<String> {
    let mut turns = Vec::new();
    if let Some((one, two)) = text.split_once('、') {
        turns.push(format!("{two}、{one}"));
        let halves: Vec<Vec<char>> = [one, two].iter().map(|half| half.chars().collect()).collect();
        if halves.iter().all(|half| half.len() == 4) {
            let cross =
                |one: &[char], two: &[char]| String::from_iter(one[..2].iter().chain(&two[2..]));
            turns.push(format!(
                "{}、{}",
                cross(&halves[1], &halves[0]),
                cross(&halves[0], &halves[1])
            ));
        }
    }
    let chars: Vec<char> = text.chars().collect();
    let numbers: Vec<usize> =
        (0..chars.len()).filter(|at| "一两二三四五六七八九十".contains(chars[*at])).collect();
    if let [one, two] = numbers[..] {
        let mut turned = chars;
        turned.swap(one, two);
        turns.push(turned.into_iter().collect());
    }
    turns
}

static QUOTED: LazyLock<Regex> = LazyLock::new(|| pattern("[“《]([一-龥、0-9]{4,16})[”》]"));

fn check(line: &Line<'_>) -> Vec<Hit> {
    let mut hits = Vec::new();
    for (wrong, right) in &SET.turned {
        for (byte, _) in line.text.match_indices(wrong.as_str()) {
            let start = line.char_at(byte);
            let message = format!("“{wrong}”像是把“{right}”写颠倒了。请核对。");
            let hit = line.hit(start, start + wrong.chars().count(), message);
            hits.push(hit.fix(right.clone()).severity(Severity::Warning));
        }
    }
    for found in line.find(&QUOTED) {
        let (words, Some(place)) = (found.group(1), found.range(1)) else { continue };
        if SET.turned.contains_key(words) || SET.right.iter().any(|right| right == words) {
            continue;
        }
        if let Some(right) = SET.expressions.iter().find(|right| one_off(words, right)) {
            let message = format!("“{words}”和“{right}”差一个字。请核对。");
            hits.push(line.hit(place.start, place.end, message).fix(right.clone()));
        }
    }
    hits
}

/// Whether one character is another, left out or put in; two are in a long one.
fn one_off(words: &str, right: &str) -> bool {
    let (one, two): (Vec<char>, Vec<char>) = (words.chars().collect(), right.chars().collect());
    if one.len() == two.len() {
        let apart = one.iter().zip(&two).filter(|(one, two)| one != two).count();
        return apart == 1 || apart == 2 && one.len() >= 7;
    }
    let (short, long) = if one.len() < two.len() { (one, two) } else { (two, one) };
    let drops = |at: usize| long[..at] == short[..at] && long[at + 1..] == short[at..];
    long.len() == short.len() + 1 && short.len() >= 4 && (0..long.len()).any(drops)
}

#[cfg(test)]
mod tests {
    use crate::check::testing::check;

    #[test]
    fn what_was_changed_round_is_found() {
        check("turned-expressions", "落实“两议四公开”", "两议四公开 → 四议两公开");
        check(
            "turned-expressions",
            "牢记使命、不忘初心",
            "牢记使命、不忘初心 → 不忘初心、牢记使命",
        );
        check("turned-expressions", "“三重一重”事项", "三重一重 → 三重一大");
    }

    #[test]
    fn a_name_of_ones_own_is_left_alone() {
        check("turned-expressions", "打造“三微一网”品牌，增强“四个意识”，坚持“四个一”", "");
    }

    #[test]
    fn a_clean_sentence_has_nothing() {
        check("turned-expressions", "落实“四议两公开”“三会一课”，“三重一大”事项集体研究", "");
    }
}
