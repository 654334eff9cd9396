//! `unit-sense`: a unit that cannot measure what stands before the number, or a
//! number that the unit makes far too small or too great.

use std::sync::LazyLock;

use regex::Regex;
use serde::Deserialize;

use crate::check::page::{Line, Match};
use crate::check::rule::{Hit, Rule};
use crate::model::{FindingKind, Origin, Severity};

pub(super) static RULE: Rule = Rule {
    key: "unit-sense",
    kind: FindingKind::Figures,
    origin: Origin::Custom,
    clause: "计量单位要与所说的事物相配",
    severity: Severity::Hint,
    name: "单位与事物不相配",
    why: "面积不用公里，人口不用户，几百公里长的村路多半是“米”误写。",
    wrong: "耕地面积3470平方公里",
    right: "耕地面积3470亩",
    once: false,
    check: |page| page.paragraphs().flat_map(check).collect(),
};

/// What is measured, in which units, and within which bounds.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(rename = "about")]
    _about: String,
    #[serde(rename = "source")]
    _source: String,
    things: Vec<Thing>,
}

/// Things that are measured alike.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Thing {
    /// The end of the words before the number.
    names: Vec<String>,
    /// Units that cannot be.
    #[serde(default)]
    never: Vec<String>,
    /// A unit with the least and the most that is likely, in it.
    #[serde(default)]
    bounds: Vec<(String, f64, f64)>,
    /// Words of the clause that explain everything.
    #[serde(default)]
    unless: Vec<String>,
}

static THINGS: LazyLock<Vec<Thing>> = LazyLock::new(|| {
    let file = include_str!("../../../../../assets/vocabulary/unit-sense.json");
    let file: File = serde_json::from_str(file).expect("a test reads the built-in file");
    file.things
});

/// The words before a number, the number, and its unit, the longest first.
static MEASURED: LazyLock<Regex> = LazyLock::new(|| {
    let mut units: Vec<&str> = THINGS
        .iter()
        .flat_map(|thing| thing.never.iter().chain(thing.bounds.iter().map(|(unit, ..)| unit)))
        .map(String::as_str)
        .chain(["人次", "户次", "场次", "平方米", "平方公里", "立方米", "万元", "公里", "元"])
        .collect();
    units.sort_by_key(|unit| std::cmp::Reverse(unit.len()));
    units.dedup();
    let units = units.join("|");
    let text = format!(
        "([一-龥“”]{{1,14}}?)(?:达到|达|为|约|共有|共计|共|累计|近|有|是)?([0-9]+(?:\\.[0-9]+)?)([万亿]?)(?:余|多)?({units})"
    );
    Regex::new(&text).expect("units make a pattern")
});

fn check(line: &Line<'_>) -> Vec<Hit> {
    line.find(&MEASURED).filter_map(|found| misfit(line, &found)).collect()
}

fn misfit(line: &Line<'_>, found: &Match<'_>) -> Option<Hit> {
    let (name, unit) = (found.group(1), found.group(4));
    let (whole, place) = (format!("{}{unit}", found.group(3)), found.range(2)?);
    let value: f64 = found.group(2).parse().ok()?;
    let clause = line.words(line.sentence_at(found.start).start, found.end);
    let clause = clause.rsplit(['，', '；', '。']).next().unwrap_or_default();
    // 走访5名退休党员15次: what stands before the number is counted already.
    let counted = line.before(found.start).take(2).any(|sign| sign.is_ascii_digit());
    let of = |thing: &&Thing| {
        thing.names.iter().any(|end| name.ends_with(end.as_str()))
            && !name.trim_end_matches(['均']).contains(['每', '各', '第'])
            && !counted
            && !thing.unless.iter().any(|word| clause.contains(word.as_str()))
    };
    // 图书馆党支部28名党员: the number counts what follows it.
    let han = |sign: char| ('一'..='龥').contains(&sign) && !"的和与及并都均".contains(sign);
    let names_on = matches!(unit, "名" | "人" | "户") && line.char(found.end).is_some_and(han);
    THINGS.iter().filter(of).find_map(|thing| {
        let beside = line.char(found.end).is_some_and(|next| "次均以之每/".contains(next));
        let never = thing.never.iter().any(|one| one == unit) && !beside && !names_on;
        let out = thing.bounds.iter().any(|(one, least, most)| {
            (*one == whole || *one == unit && found.group(3).is_empty())
                && !(*least..=*most).contains(&value)
        });
        (never || out).then(|| {
            let what = line.words(place.start, found.end);
            let message = format!("“{name}”写“{what}”，单位像是写错了。请核对。");
            line.hit(place.start, found.end, message)
        })
    })
}

#[cfg(test)]
mod tests {
    use crate::check::testing::check;

    #[test]
    fn a_unit_that_cannot_be_is_asked_about() {
        check("unit-sense", "耕地面积3470平方公里，总人口4.86万户。", "3470平方公里 / 4.86万户");
        check("unit-sense", "辖区面积1.2平方米，新修水渠1800公里。", "1.2平方米 / 1800公里");
        check("unit-sense", "收集建议215名，集体收入结余1.3元。", "215名 / 1.3元");
        check("unit-sense", "新增绿地3.1公里，装路灯42颗。", "3.1公里 / 42颗");
        check("unit-sense", "在册渔船58辆，送来锦旗1匹，配备救护车3名。", "58辆 / 1匹 / 3名");
        check("unit-sense", "做手术860套，开座谈会9届。", "860套 / 9届");
        check("unit-sense", "受理居民诉求583人，收到申请书11人。", "583人 / 11人");
    }

    #[test]
    fn a_near_miss_is_left_alone() {
        check("unit-sense", "辖区面积1.2平方公里，建筑面积1200平方米，水渠18公里。", "");
        check("unit-sense", "新增绿地3.1公顷，沿线绿化3.1公里，做手术860台，座谈会9场。", "");
        check("unit-sense", "图书馆党支部28名党员守着一座老楼，收到锦旗、感谢信163件。", "");
        check("unit-sense", "受理居民诉求583件，递交入党申请书11人。", "");
        check("unit-sense", "第一党小组16名，走访5名退休党员15次。", "");
        check("unit-sense", "征求党员意见215条，结余1.3万元，每人每餐1.5元。", "");
    }

    #[test]
    fn a_clean_sentence_has_nothing() {
        check("unit-sense", "现有党员38名，全年门诊量18.48万人次，人均收入2.1万元。", "");
    }
}
