//! `change-words`: 由21万元增长33.6万元 that leaves out 到, and points of a
//! percentage that lost half their name, or all of it.

use std::sync::LazyLock;

use regex::Regex;

use crate::check::page::{Line, Match};
use crate::check::pattern::pattern;
use crate::check::rule::{Hit, Rule};
use crate::model::{FindingKind, Origin, Severity};

pub(super) static RULE: Rule = Rule {
    key: "change-words",
    kind: FindingKind::Figures,
    origin: Origin::Custom,
    clause: "增减到多少、增减了多少要写清",
    severity: Severity::Warning,
    name: "增减的说法少了字",
    why: "“由甲增长到乙”和“增长了乙”差得很远，少一个“到”字数就变了。",
    wrong: "由21万元增长33.6万元",
    right: "由21万元增长到33.6万元",
    once: false,
    check: |page| page.paragraphs().flat_map(check).collect(),
};

static TO: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"[由从][^，。；、]{0,16}?[0-9][0-9.]*([万亿]?[^\x00-\x7f，。；0-9]{1,3}|%)(增加|增长|提高|提升|上升|扩大|减少|下降|降低|缩减|压缩|缩短|压减)([0-9][0-9.]*)([万亿]?[^\x00-\x7f，。；0-9]{1,3}|%)",
    )
});

static POINTS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:提高|提升|上升|增加|增长|下降|降低|减少|回落|高出|低)了?([0-9][0-9.]*(?:个百分|百分|个分点|个点|个百分比|个百分数))(?:[，。；、）]|$)",
    )
});

fn check(line: &Line<'_>) -> Vec<Hit> {
    let mut hits: Vec<Hit> = line
        .find(&TO)
        .filter(|found| of_one_kind(found.group(1), found.group(4)))
        .filter_map(|found| {
            let (verb, place) = (found.group(2), found.range(2)?);
            let end = found.range(4)?.end;
            let message = format!("前面有“由”，“{verb}”后面像是少了“到”字。请核对。");
            Some(line.hit(place.start, end, message))
        })
        .collect();
    hits.extend(line.find(&POINTS).filter_map(|found| {
        let place = found.range(1)?;
        let message = "两个百分数相差多少，写成“个百分点”。";
        Some(line.hit(place.start, place.end, message))
    }));
    hits.extend(line.find(&SHARES).filter_map(|found| points(line, &found)));
    hits
}

/// 降到1.4%，下降0.7%: two shares, and what may be the points between them.
static SHARES: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:到|至|为)([0-9]+(?:\.[0-9]+)?)[%％]，[^，。；0-9]{0,4}(?:增加|增长|提高|提升|上升|下降|降低|减少|回落)了?(([0-9]+(?:\.[0-9]+)?)[%％])",
    )
});

static SHARE: LazyLock<Regex> = LazyLock::new(|| pattern(r"([0-9]+(?:\.[0-9]+)?)[%％]"));

/// What is said to be a share, and is the difference of two told before.
fn points(line: &Line<'_>, found: &Match<'_>) -> Option<Hit> {
    let value = |group: usize| found.group(group).parse::<f64>().ok();
    let (new, said, place) = (value(1)?, value(3)?, found.range(2)?);
    let mut before = line.find(&SHARE).take_while(|share| share.end <= found.start + 1);
    let differs = |old: f64| said > 0.0 && ((old - new).abs() - said).abs() < 0.001;
    before.any(|share| share.group(1).parse().is_ok_and(differs)).then(|| {
        let message = "两个百分数相差多少，写成“个百分点”。";
        line.hit(place.start, place.end, message).fix(format!("{}个百分点", found.group(3)))
    })
}

/// 人次参加 and 人次: the unit of the second begins the words of both.
fn of_one_kind(one: &str, two: &str) -> bool {
    one.chars().next() == two.chars().next()
        && (one.starts_with(['万', '亿']) == two.starts_with(['万', '亿']))
}

#[cfg(test)]
mod tests {
    use crate::check::testing::check;

    #[test]
    fn a_change_without_to_is_found() {
        check("change-words", "由2020年的21万元增长33.6万元", "增长33.6万元");
        check("change-words", "由124件下降62件，比上年提高1.4百分。", "下降62件 / 1.4百分");
    }

    #[test]
    fn the_points_between_two_shares_are_no_share() {
        check("change-words", "废品率一度达2.1%。攻关后降到1.4%，下降0.7%。", "0.7% → 0.7个百分点");
        check("change-words", "到课率由76%提高到88%，提高12%。", "12% → 12个百分点");
        check("change-words", "废品率由2.1%降到1.4%，下降0.7个百分点；由2%降到1%，下降50%。", "");
    }

    #[test]
    fn a_near_miss_is_left_alone() {
        check("change-words", "由21万元增长到33.6万元，增长了12.6万元。", "");
        check("change-words", "由31%提高7个百分点，提高14个百分点。", "");
    }

    #[test]
    fn a_clean_sentence_has_nothing() {
        check("change-words", "由主任牵头，增加经费3万元，打分提高5分。", "");
    }
}
