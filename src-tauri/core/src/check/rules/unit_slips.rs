//! `unit-slips`: the measure word behind a number, or 达 before it, mistyped.

use std::sync::LazyLock;

use regex::Regex;

use crate::check::lists::List;
use crate::check::near::confused;
use crate::check::page::{Line, Page};
use crate::check::pattern::pattern;
use crate::check::rule::{Hit, Rule};
use crate::model::{FindingKind, Origin, Severity};

pub(super) static RULE: Rule = Rule {
    key: "unit-slips",
    kind: FindingKind::Wording,
    origin: Origin::Custom,
    clause: "数量词的通行写法",
    severity: Severity::Hint,
    name: "数字前后的字像是打错了",
    why: "数字后面要跟量词，输入法选成同音字，数的是什么就看不懂了。",
    wrong: "安装路灯96展",
    right: "安装路灯96盏",
    once: false,
    check,
};

/// Measure words that are easily mistyped.
const UNITS: List = List("unit-slips-units");
/// What may stand right behind a number and is right.
const RIGHT: List = List("unit-slips-right");

/// What stands between a number and the end of its clause, if it is short.
static BEHIND: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"[0-9](?:余|多|万|亿)?([一-龥]{1,2})(?:[，。；、）]|$)"));

/// 播放量答12.6万次
static REACHED: LazyLock<Regex> = LazyLock::new(|| pattern(r"[率量数额度值均已](答|打|搭)[0-9]"));

fn check(page: &Page<'_>) -> Vec<Hit> {
    let mut hits = Vec::new();
    for line in page.paragraphs() {
        for found in line.find(&BEHIND) {
            let Some(place) = found.range(1) else { continue };
            if let Some(right) = meant(found.group(1)) {
                hits.push(hit(line, place.start, place.end, right));
            }
        }
        for found in line.find(&REACHED) {
            let Some(place) = found.range(1) else { continue };
            hits.push(hit(line, place.start, place.end, "达".to_owned()));
        }
    }
    hits
}

/// The measure word that is meant by `words`, if they are none.
fn meant(words: &str) -> Option<String> {
    let signs: Vec<char> = words.chars().collect();
    match signs[..] {
        [sign] => {
            let right = |list: List| list.words().iter().any(|word| word == words);
            if right(UNITS) || right(RIGHT) {
                return None;
            }
            UNITS.words().iter().find(|unit| unit.starts_with(|unit| confused(sign, unit))).cloned()
        }
        [first @ ('人' | '户' | '场'), sign] if "此词刺赐慈".contains(sign) => {
            Some(format!("{first}次"))
        }
        _ => None,
    }
}

fn hit(line: &Line<'_>, start: usize, end: usize, right: String) -> Hit {
    let message = format!("“{}”像是“{right}”打错了。请核对。", line.words(start, end));
    line.hit(start, end, message).fix(right)
}

#[cfg(test)]
mod tests {
    use crate::check::testing::check;

    #[test]
    fn a_mistyped_measure_word_is_found() {
        check("unit-slips", "安装路灯96展，走访180人此。", "展 → 盏 / 人此 → 人次");
        check("unit-slips", "慰问老人12明，播放量答12.6万次", "明 → 名 / 答 → 达");
    }

    #[test]
    fn what_may_stand_behind_a_number_is_left_alone() {
        for text in [
            "自2021年，每晚8时，三楼3层，排名第2位，风力7级，共120余人次",
            "走访12户，户均3人，覆盖率达98%，12345热线",
        ] {
            check("unit-slips", text, "");
        }
    }
}
