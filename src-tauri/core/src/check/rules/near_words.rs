//! `near-words`: a word of two characters that is one easily confused character
//! off a common one, or has its two characters changed round.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use serde::Deserialize;

use crate::check::near::confused;
use crate::check::page::Line;
use crate::check::pattern::is_han;
use crate::check::rule::{Hit, Rule};
use crate::check::segments::gain;
use crate::model::{FindingKind, Origin, Severity};

pub(super) static RULE: Rule = Rule {
    key: "near-words",
    kind: FindingKind::Wording,
    origin: Origin::Custom,
    clause: "常用词语的通行写法",
    severity: Severity::Hint,
    name: "像是打错了一个字",
    why: "两个字不成词，换一个同音或形近的字就是常用词，多半是打错了。",
    wrong: "讯速行动",
    right: "迅速行动",
    once: false,
    check: |page| page.lines.iter().flat_map(check).collect(),
};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(rename = "about")]
    _about: String,
    #[serde(rename = "source")]
    _source: String,
    /// Words that are common in reports, the commonest first.
    frequent: Vec<String>,
    /// Other words.
    words: Vec<String>,
    /// Two characters that stand side by side and are no word, but right.
    right: Vec<String>,
    /// Characters that often stand alone behind a word: 茶园去, 任务重时.
    left_over: String,
    /// Characters that are mostly words by themselves.
    by_itself: String,
    /// Characters that end words of any length: 楼门长, 志愿者.
    ends: String,
}

/// In bits: how much likelier the line must be with the repair; and where the two
/// characters might belong to the words beside them.
const LIKELIER: i32 = 8;
const MUCH_LIKELIER: i32 = 9;

type Pair = [char; 2];

/// The words, made ready for looking up.
struct Words {
    by_first: HashMap<char, Vec<Pair>>,
    by_last: HashMap<char, Vec<Pair>>,
    frequent: HashSet<Pair>,
    all: HashSet<Pair>,
    right: HashSet<Pair>,
    left_over: String,
    by_itself: String,
    ends: String,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let file = include_str!("../../../../../assets/vocabulary/near-words.json");
    let file: File = serde_json::from_str(file).expect("a test reads the built-in file");
    let mut words = Words {
        by_first: HashMap::new(),
        by_last: HashMap::new(),
        frequent: pairs(&file.frequent).collect(),
        all: pairs(&file.frequent).chain(pairs(&file.words)).collect(),
        right: pairs(&file.right).collect(),
        left_over: file.left_over,
        by_itself: file.by_itself,
        ends: file.ends,
    };
    for word in pairs(&file.frequent) {
        words.by_first.entry(word[0]).or_default().push(word);
        words.by_last.entry(word[1]).or_default().push(word);
    }
    words
});

fn pairs(rows: &[String]) -> impl Iterator<Item = Pair> {
    rows.iter().flat_map(|row| row.split(' ')).filter_map(|word| {
        let mut signs = word.chars();
        Some([signs.next()?, signs.next()?])
    })
}

/// Whether two characters are a word.
pub(in crate::check) fn is_word(two: [char; 2]) -> bool {
    WORDS.all.contains(&two)
}

/// Whether two characters may stand side by side as one word.
pub(super) fn may_begin(two: [char; 2]) -> bool {
    is_word(two) || WORDS.right.contains(&two)
}

fn check(line: &Line<'_>) -> Vec<Hit> {
    let mut hits = Vec::new();
    for (at, two) in line.chars.windows(2).enumerate() {
        if let Some(word) = meant(&line.chars, at, [two[0], two[1]]) {
            let (quote, word) = (line.words(at, at + 2), String::from_iter(word));
            let message = format!("“{quote}”像是“{word}”打错了。请核对。");
            hits.push(line.hit(at, at + 2, message).fix(word));
        }
    }
    hits
}

/// The word that is meant by two characters that are none.
fn meant(text: &[char], at: usize, two: Pair) -> Option<Pair> {
    let words = &*WORDS;
    if !two.iter().copied().all(is_han) || words.all.contains(&two) || words.right.contains(&two) {
        return None;
    }
    let found = by_neighbours(text, at, two).map(|word| (word, LIKELIER));
    let stands_alone = words.left_over.contains(two[1]);
    let loose = || one_off(two, true, true).filter(|_| !stands_alone);
    let found = found.or_else(|| Some((loose()?, MUCH_LIKELIER)));
    found.filter(|(word, least)| gain(text, at, word) >= *least).map(|(word, _)| word)
}

/// The word that is meant, as far as the words beside allow.
fn by_neighbours(text: &[char], at: usize, two: Pair) -> Option<Pair> {
    let words = &*WORDS;
    // 高考|合格: what belongs to the word beside it is not wrong.
    let is_word = |from: usize| text.get(from..from + 2).is_some_and(|two| words.all.contains(two));
    let (taken, goes_on) = (at > 0 && is_word(at - 1), is_word(at + 1));
    // 中共|市第五: the first belongs to a word that no other word claims.
    let is_left_over = taken && !(at > 1 && is_word(at - 2)) || words.left_over.contains(two[1]);
    if is_left_over && !goes_on {
        return None;
    }
    let turned = [two[1], two[0]];
    if !taken && !goes_on && words.frequent.contains(&turned) {
        return Some(turned);
    }
    // 在|里面, 楼门长|岗位: what stands before a word is whole by itself.
    let is_whole = goes_on && (words.by_itself.contains(two[0]) || words.ends.contains(two[0]));
    one_off(two, !taken && !is_whole, !goes_on)
}

/// A common word that differs by its first character, or else by its last.
fn one_off(two: Pair, first: bool, last: bool) -> Option<Pair> {
    let words = &*WORDS;
    let ending = words.by_last.get(&two[1]).filter(|_| first);
    let found = ending.and_then(|all| all.iter().find(|word| confused(two[0], word[0])));
    // 在乡, 与新, 事|讲起: one of the two is a word by itself.
    let alone = two.iter().any(|c| words.by_itself.contains(*c));
    let beginning = words.by_first.get(&two[0]).filter(|_| last && !alone);
    let other = || beginning?.iter().find(|word| confused(two[1], word[1]));
    found.or_else(other).copied()
}

#[cfg(test)]
mod tests {
    use crate::check::testing::check;

    #[test]
    fn a_word_one_character_off_is_hinted_at() {
        check("near-words", "走仿群众，理受来电", "走仿 → 走访 / 理受 → 受理");
        check("near-words", "把学习惯彻全会精神", "惯彻 → 贯彻");
    }

    #[test]
    fn what_belongs_to_the_words_beside_it_is_left_alone() {
        check("near-words", "在乡间走，任务重时，中共市委", "");
        check("near-words", "党员在里面起作用，当上楼门长岗位，从青禾的事讲起", "");
        check("near-words", "高考合格的学生，党员大会议事，共居共学共事共乐", "");
        check("near-words", "公开上个月的账目，分布在制水、管网，守护城市供水，用户报装", "");
        check("near-words", "一部分钱修缮了房子，出勤情况，外协结算，以师德建设，办公室门口", "");
    }

    #[test]
    fn a_clean_sentence_has_nothing() {
        check("near-words", "全年召开党员大会4次，慰问困难党员12名，化解矛盾纠纷37起。", "");
    }
}
