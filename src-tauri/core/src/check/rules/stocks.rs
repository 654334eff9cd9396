//! `own-total`: what the unit has is told at the beginning (党员68名, 4个党支部);
//! a later number of the same things is not more, and 全部 is not another.

use std::sync::LazyLock;

use regex::Regex;

use crate::check::lists::List;
use crate::check::page::{Line, Page};
use crate::check::pattern::{is_han, pattern};
use crate::check::rule::{Hit, Rule};
use crate::model::{FindingKind, Origin, Role, Severity, Spot};

pub(super) static RULE: Rule = Rule {
    key: "own-total",
    kind: FindingKind::Figures,
    origin: Origin::Custom,
    clause: "前后一致",
    severity: Severity::Warning,
    name: "与本单位的总数对不上",
    why: "开头写了有多少党员、多少个支部，后面就不会比它多。",
    wrong: "社区党委下设5个党支部……6个支部全部达到规范化标准",
    right: "社区党委下设5个党支部……5个支部全部达到规范化标准",
    once: false,
    check,
};

/// What is counted, as `党员`; the way a report has so many is declared.
const THINGS: List = List("stocks-things");
const DECLARES: List = List("stocks-declares");
/// Words of a clause that speaks of others, or of another time.
const OTHERS: List = List("stocks-others");
/// What makes another thing of it: 党员群众, 支部书记.
const COMPOUNDS: List = List("stocks-compounds");
/// Words that say that all are meant.
const ALL: List = List("stocks-all");

/// The unit is told at the beginning.
const FIRST_LINES: usize = 9;

static NUMBERED: LazyLock<Regex> =
    LazyLock::new(|| pattern(&format!("([0-9]+)(名|个|人|位|栋|支)({})", THINGS.pattern())));
static NAMED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        "({})(?:总数|总人数|人数|共|现有|达到|达|有|为)?([0-9]+)(名|人|个|位|栋)",
        THINGS.pattern()
    ))
});

struct Count {
    thing: String,
    value: u32,
    spot: Spot,
    clause: String,
    behind: String,
}

fn check(page: &Page<'_>) -> Vec<Hit> {
    let mut totals: Vec<Count> = Vec::new();
    for line in page.paragraphs().take(FIRST_LINES) {
        let declared = counts(line).into_iter().filter(|count| declares(line, count));
        for count in declared {
            // Of several the greatest: a part may be told before the whole.
            match totals.iter_mut().find(|total| total.thing == count.thing) {
                Some(total) if total.value < count.value => *total = count,
                Some(_) => {}
                None => totals.push(count),
            }
        }
    }
    let mut hits = Vec::new();
    let told =
        |line: &&Line<'_>| !matches!(line.role, Some(Role::NextSteps | Role::ReviewResponse));
    for line in page.paragraphs().filter(told) {
        for count in counts(line) {
            let Some(total) = totals.iter().find(|total| total.thing == count.thing) else {
                continue;
            };
            if total.spot == count.spot || total.value == count.value || OTHERS.says(&count.clause)
            {
                continue;
            }
            let more = count.value > total.value;
            let all = ALL.begins(&count.behind) && count.value > 1;
            let slipped = turned(total.value, count.value);
            if more || all || slipped {
                let message = format!(
                    "前面写{}，这里写{}，对不上。请核对。",
                    total.spot.text, count.spot.text
                );
                // Whose they are the words may tell in ways nobody thought of.
                let severity = if all || slipped { Severity::Warning } else { Severity::Hint };
                let hit = Hit::new(count.spot, message).severity(severity);
                hits.push(hit.others(vec![total.spot.clone()]));
            }
        }
    }
    hits
}

/// 112 for 121: the same digits in another order.
fn turned(one: u32, two: u32) -> bool {
    let digits = |value: u32| {
        let mut digits: Vec<char> = value.to_string().chars().collect();
        digits.sort_unstable();
        digits
    };
    one > 99 && digits(one) == digits(two)
}

fn counts(line: &Line<'_>) -> Vec<Count> {
    let mut counts = Vec::new();
    for (pattern, value, unit, thing) in [(&*NUMBERED, 1, 2, 3), (&*NAMED, 2, 3, 1)] {
        for found in line.find(pattern) {
            let behind: String = line.chars[found.end..].iter().take(6).collect();
            let before = found.start.checked_sub(1).and_then(|at| line.char(at));
            let part = before.is_some_and(|sign| {
                sign.is_ascii_digit() || ".—-～约近第每超式备女老男直".contains(sign)
            });
            let (Ok(number), false) = (found.group(value).parse(), part) else { continue };
            // 第一支部37名 are people of it, and no number of branches.
            let people = ["名", "人", "位"].contains(&found.group(unit));
            if COMPOUNDS.begins(&behind) || people != (found.group(thing) == "党员") {
                continue;
            }
            counts.push(Count {
                thing: plain(found.group(thing)),
                value: number,
                spot: line.spot(found.start, found.end),
                clause: clause(line, found.start, found.end),
                behind,
            });
        }
    }
    counts
}

/// 党支部 and 支部 are one.
fn plain(thing: &str) -> String {
    if thing.ends_with("支部") { "支部".to_owned() } else { thing.to_owned() }
}

/// Whether the words before a count say that the unit has so many.
fn declares(line: &Line<'_>, count: &Count) -> bool {
    let sentence = line.sentence_at(count.spot.start);
    let before = line.words(sentence.start, count.spot.start);
    let after: Vec<&str> = before.split(['，', '；']).collect();
    // 下设5个党支部、14个党小组: the verb of the clause, or of the list it goes on.
    let clause = after.last().copied().unwrap_or_default();
    let plain = count.spot.start.checked_sub(1).and_then(|at| line.char(at));
    // 老党员5名, 在职党员5名 are some of them.
    let plain = plain.is_none_or(|sign| !is_han(sign) || "有共部村区册".contains(sign));
    let named = count.spot.text.chars().next().is_some_and(is_han);
    if named && (!plain || before.ends_with("中有")) {
        return false;
    }
    let begins = named && (clause.is_empty() || DECLARES.says(clause));
    // 支部有9名党员年过七十 tells of some.
    let ends = count.behind.is_empty() || count.behind.starts_with(['，', '。', '；', '、', '（']);
    ends && !OTHERS.says(&count.clause) && (DECLARES.says(clause) || begins)
}

/// The words of the clause around a place.
fn clause(line: &Line<'_>, start: usize, end: usize) -> String {
    let stop = |c: &char| "，。；！？：（）".contains(*c);
    let from = line.chars[..start].iter().rposition(stop).map_or(0, |at| at + 1);
    let to = line.chars[end..].iter().position(stop).map_or(line.chars.len(), |len| end + len);
    line.words(from, to)
}

#[cfg(test)]
mod tests {
    use crate::check::testing::check;

    fn at(text: &str) -> String {
        format!("社区党委下设5个党支部、14个党小组，现有党员286名。\n# 工作成效\n{text}")
    }

    #[test]
    fn what_is_more_than_all_is_found() {
        check("own-total", &at("6个支部全部达到规范化标准。"), "6个支部");
        check("own-total", &at("4个支部全部达到规范化标准。"), "4个支部");
        check("own-total", &at("民主评议党员289名。"), "党员289名");
        check("own-total", &at("对268名党员实行星级管理。"), "268名党员");
    }

    #[test]
    fn parts_and_others_are_left_alone() {
        for text in [
            "5个支部全部达到规范化标准，2个支部换届。",
            "320名在职党员到社区报到。",
            "联合辖区6个党支部开展活动，320名党员群众参加。",
            "去年有党员290名。",
            "发展党员4名。",
            "每月学习12次，300余名党员群众参加。",
            "其中第一支部37名、第二支部31名。",
        ] {
            check("own-total", &at(text), "");
        }
    }
}
