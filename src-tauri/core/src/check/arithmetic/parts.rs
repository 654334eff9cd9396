//! 其中12名, 24名党员中有22名, 已办结22件: a part, which is not more than its whole.

use super::{Sure, Wrong};
use crate::check::lists::List;
use crate::check::numbers::{Number, Passage};

/// Words before a part of what stands before.
const LISTING: List = List("sums-listing");
/// What is done with some of them, and the words that may stand before it.
const DONE: List = List("parts-done");
const ADVERBS: List = List("parts-adverbs");
/// Words behind which a number adds to the one before it.
const MORE: List = List("whole-more");

/// Where a part of `passage` is more than its whole.
pub(in crate::check) fn wrong(passage: &Passage, _: &[&Number]) -> Vec<Wrong> {
    (1..passage.numbers.len()).filter_map(|at| greater(passage, at)).collect()
}

fn greater(passage: &Passage, at: usize) -> Option<Wrong> {
    let part = &passage.numbers[at];
    let before = passage.like_before(at);
    let alike =
        |one: &Number| one.unit == part.unit || matches!(part.amount().0, "人" | "次" | "元");
    let wholes = before.iter().map(|at| &passage.numbers[*at]).filter(|one| alike(one));
    let wholes: Vec<&Number> = wholes.collect();
    let nearest = *wholes.last()?;
    let said = part.amount().1;
    let exceeded =
        |whole: &Number| said > whole.amount().1 && whole.value > 0.0 && !whole.approximate;
    let all: f64 = wholes.iter().map(|whole| whole.amount().1).sum();
    // 其中65岁以上的31名: the age stands between.
    let of_age = at > 1 && {
        let age = &passage.numbers[at - 1];
        age.unit.ends_with('岁') && LISTING.says(age.own()) && part.clause.ends_with(&part.before)
    };
    let of_it = if LISTING.says(&part.before) || of_age {
        // 正式党员36名，预备党员3名，其中博士5名: the part is of both before it.
        said > all || wholes.iter().all(|whole| exceeded(whole)) && wholes.len() == 1
    } else {
        let whose = passage.numbers.iter().position(|one| std::ptr::eq(one, nearest));
        let next = whose == Some(at - 1);
        // 受理23起，其中纠纷5起，办结20起: what was done may be of any before it.
        let done = || is_done(&part.before, nearest) && wholes.iter().all(|one| exceeded(one));
        next && (is_among(&part.before) || done())
    };
    if !of_it || !exceeded(nearest) || !part.counts() {
        return None;
    }
    let message = format!("{}是{}里的一部分，却比它大。请核对。", part.text, nearest.text);
    Some(Wrong::new(&part.place, Sure::Plain, message))
}

/// 31名党员中，28名: some of those just named.
fn is_among(between: &str) -> bool {
    let Some((name, behind)) = between.split_once('中') else { return false };
    let short = name.chars().count() <= 8 && !name.contains(['，', '。', '；', '、']);
    let behind = behind.trim_start_matches(['，', '有']);
    short && !name.is_empty() && behind.chars().count() <= 6 && !behind.contains(['，', '。', '；'])
}

/// 受理23起，调处成功22起: what was done with them, and with nothing else.
fn is_done(between: &str, whole: &Number) -> bool {
    if MORE.says(between) {
        return false;
    }
    let mut words = between.trim_start_matches(['，', '（', '；']);
    if words.len() == between.len() || words.contains(['，', '。', '；', '：', '、']) {
        return false;
    }
    while let Some(rest) = ADVERBS.words().iter().find_map(|word| words.strip_prefix(word.as_str()))
    {
        words = rest;
    }
    let Some(word) = DONE
        .words()
        .iter()
        .filter(|word| words.contains(word.as_str()))
        .max_by_key(|word| words.find(word.as_str()))
    else {
        return false;
    };
    let Some((before, object)) = words.split_once(word.as_str()) else { return false };
    let object = object.trim_start_matches(['了', '成', '功']);
    let named = |name: &str| name.is_empty() || whole.before.contains(name);
    before.chars().count() <= 4 && (object.chars().count() <= 1 || named(object))
}
