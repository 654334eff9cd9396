//! `percents`: percentages and percentage points, and reductions by a multiple.

use std::sync::LazyLock;

use regex::Regex;

use crate::check::page::{Line, Match};
use crate::check::pattern::pattern;
use crate::check::rule::{Hit, Rule};
use crate::model::{FindingKind, Origin, Severity};

pub(super) static RULE: Rule = Rule {
    key: "percents",
    kind: FindingKind::Figures,
    origin: Origin::Custom,
    clause: "百分数和倍数的用法",
    severity: Severity::Warning,
    name: "百分数、百分点和倍数",
    why: "两个百分数相差用“百分点”；数目减少不能用“倍”，减到零也只有一倍。",
    wrong: "满意率由90%提高到95%，提高5%；投诉减少2倍",
    right: "满意率由90%提高到95%，提高5个百分点；投诉减少三分之二",
    once: false,
    check: |page| page.lines.iter().flat_map(check).collect(),
};

static DIFFERENCE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(\d+(?:\.\d+)?)[%％](?:提高|提升|上升|增长|增加|下降|降低|降|升)(?:到|至|为)了?(\d+(?:\.\d+)?)[%％][，、（]?(?:同比|比上年|比去年|较上年|较去年|净)?(?:提高|提升|上升|增长|增加|下降|降低|降|升|高|低)了?(\d+(?:\.\d+)?)([%％])",
    )
});
static RATE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:率|比例|占比|比重)(?:达到?|为)?(?:\d+(?:\.\d+)?[%％][，、（]?)?(?:同比|比上年|比去年|较上年|较去年)?(?:提高|提升|上升|下降|降低|增加)了?(\d+(?:\.\d+)?[%％])",
    )
});
static WORDS: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"百分之(\d+(?:\.\d+)?)|(\d+(?:\.\d+)?)个(?:%|％|百分比|百分之)"));
static MULTIPLE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:减少|下降|降低|缩短|压缩|减轻|缩小|节省|降|减)(?:了|近|约|到|至)?(\d+(?:\.\d+)?倍|[一二两三四五六七八九十]+倍)",
    )
});
static DOUBLED: LazyLock<Regex> = LazyLock::new(|| pattern("[%％]{2,}"));
/// 投入资金310万: money that lost its unit.
static BARE_MONEY: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:资金|收入|经费|投入|投资|结余|产值|捐款|补贴|补助|善款|慰问金|贷款|利润|营收|货款|损失|工程款|奖金)[^，。；、0-9]{0,6}(\d+(?:\.\d+)?[万亿])(?:[，。；、）]|$)",
    )
});
static WIDE: LazyLock<Regex> = LazyLock::new(|| pattern(r"[0-9](％)"));
static BARE_POINTS: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"\d+(?:\.\d+)?([%％]个?)百分点|\d()百分点"));

fn check(line: &Line<'_>) -> Vec<Hit> {
    let mut hits: Vec<Hit> =
        line.find(&DIFFERENCE).filter_map(|found| difference(line, &found)).collect();
    for found in line.find(&RATE) {
        if let Some(at) = found.range(1) {
            let message = "“率”提高或降低多少，通常说多少个“百分点”；说“%”是按比例算。请核对。";
            if !hits.iter().any(|hit| at.contains(&(hit.spot.end - 1))) {
                hits.push(line.hit(at.start, at.end, message).severity(Severity::Hint));
            }
        }
    }
    for found in line.find(&WORDS) {
        let number = if found.group(1).is_empty() { found.group(2) } else { found.group(1) };
        let message = format!("百分数写成“{number}%”。");
        let hit = line.hit(found.start, found.end, message).fix(format!("{number}%"));
        hits.push(hit.source("国标：GB/T 15835—2011 4.1.1"));
    }
    for found in line.find(&MULTIPLE) {
        if let Some(at) = found.range(1) {
            let message = "数目减少不能用“倍”。请改成“减少百分之几”或“减少几分之几”。";
            hits.push(line.hit(at.start, at.end, message));
        }
    }
    for found in line.find(&WIDE) {
        if let Some(at) = found.range(1) {
            let hit = line.hit(at.start, at.end, "百分号用半角的“%”。").fix("%");
            hits.push(hit.severity(Severity::Hint));
        }
    }
    for found in line.find(&BARE_MONEY) {
        if let Some(at) = found.range(1) {
            let message = format!("“{}”后面像是少了“元”。请核对。", found.group(1));
            hits.push(line.hit(at.start, at.end, message).severity(Severity::Hint));
        }
    }
    for found in line.find(&DOUBLED) {
        let message = format!("“{}”多写了一个百分号。", found.text);
        hits.push(line.hit(found.start, found.end, message).fix("%"));
    }
    for found in line.find(&BARE_POINTS) {
        if let Some(at) = found.range(1).or_else(|| found.range(2)) {
            let message = "“百分点”前面用“个”，不用“%”。";
            hits.push(line.hit(at.start, at.end + 3, message).fix("个百分点"));
        }
    }
    hits
}

/// 由90%提高到95%，提高5%: 5个百分点.
fn difference(line: &Line<'_>, found: &Match<'_>) -> Option<Hit> {
    let value = |group: usize| found.group(group).parse::<f64>().ok();
    let apart = (value(1)? - value(2)?).abs();
    let at = found.range(4)?;
    ((apart - value(3)?).abs() < 0.05).then(|| {
        let message = "两个百分数相差多少，用“个百分点”，不用“%”。";
        line.hit(at.start, at.end, message).fix("个百分点")
    })
}

#[cfg(test)]
mod tests {
    use crate::check::testing::check;

    #[test]
    fn the_difference_of_two_percentages_is_in_points() {
        check("percents", "到课率由90%提高到95%，提高5%", "% → 个百分点");
        check("percents", "满意率比上年提高5%", "5%");
        check(
            "percents",
            "提高5%个百分点，提高5百分点",
            "%个百分点 → 个百分点 / 百分点 → 个百分点",
        );
        check("percents", "完成百分之85", "百分之85 → 85%");
    }

    #[test]
    fn a_wide_sign_and_money_without_its_unit_are_hinted_at() {
        check("percents", "办结率98％，投入资金310万，", "％ → % / 310万");
        check("percents", "办结率98%，投入资金310万元，播放310万次", "");
    }

    #[test]
    fn nothing_is_reduced_by_a_multiple() {
        check("percents", "投诉减少了2倍，矛盾下降三倍", "2倍 / 三倍");
    }

    #[test]
    fn right_percentages_are_left_alone() {
        for text in [
            "由62%提高到95%，提高33个百分点",
            "收入增长5%，满意率达98%，增加2倍，百分之百，百分之八十五",
            "经费由90%增加到95%，增加5.6%",
        ] {
            check("percents", text, "");
        }
    }
}
