//! `approximations`: 余 and 多 behind a number that is not round, and words for
//! "about" that say it twice.

use std::sync::LazyLock;

use regex::Regex;

use crate::check::page::{Line, Match};
use crate::check::pattern::pattern;
use crate::check::rule::{Hit, Rule};
use crate::model::{FindingKind, Origin, Severity};

pub(super) static RULE: Rule = Rule {
    key: "approximations",
    kind: FindingKind::Figures,
    origin: Origin::Custom,
    clause: "约数的语法",
    severity: Severity::Warning,
    name: "“余”“多”“约”的用法",
    why: "“余”“多”跟在整十、整百的数后面；“约”“近”和“余”“左右”说的是一个意思，只用一个。",
    wrong: "召开会议5余次，约10余户",
    right: "召开会议5次，10余户",
    once: false,
    check: |page| page.lines.iter().flat_map(check).collect(),
};

const UNITS: &str = "个|名|人|次|户|件|项|条|场|期|堂|份|支|处|家|位|本|册|张|套|篇|起|桩|盏|辆|天|年|月|元|万|亿|亩|米|公里|平方|小时|栋|盆|棵|株|吨|斤|组|批|台|块|座|间|轮|趟|遍|门|节|面|封|幅|车|袋|箱|把|口|头";

static REST: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        r"(\d[\d,，]*(?:\.\d+)?)(余|多)(?:{UNITS})|(?:^|[^一二三四五六七八九十百千万\d第])([一二两三四五六七八九](?:[十百千][零〇]?[一二三四五六七八九])?|十[一二三四五六七八九]|[二三四五六七八九]十[一二三四五六七八九])(余)(?:{UNITS})"
    ))
});
static BEFORE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(大约|大概|大致|约|将近|接近|近|几近)(?:有|为|达|占)?(?:\d[\d,.]*|[一二两三四五六七八九十百千]+)(万|亿|千|百)?(?:(余|多|几|来)(?:万|亿)?[一-龥]{0,3}?|[一-龥%％]{1,5}?(左右|上下|以上))",
    )
});
static AT_LEAST: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(不少于|不低于|至少|超过|多于|高于|不下)(?:了)?(?:\d[\d,.]*|[一二两三四五六七八九十百千]+)(?:万|亿|千|百)?[一-龥%％]{1,4}?(以上)",
    )
});
/// 达500次以上; 达到20万元以上 sets a mark, and 达98%以上 tells a share.
static REACHED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(达)(?:\d[\d,.]*|[一二两三四五六七八九十百千]+)(?:万|亿|千|百)?(?:人次|场次|次|场|人|户|件|名|份)(以上)",
    )
});
static OVER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(不少于|不低于|至少|超过|多于|高于|不下|不足|不到)(?:了)?(?:\d[\d,.]*|[一二两三四五六七八九十百千]+)(?:万|亿|千|百)?(余|多)(?:万|亿)?[一-龥]",
    )
});
static TENS: LazyLock<Regex> = LazyLock::new(|| pattern("(几|数)[十百千]+(余|多)[一-龥]"));
static MORE_AND_ABOUT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:\d[\d,.]*|[一二两三四五六七八九十百千]+)(?:万|亿|千|百)?(余|多)(?:万|亿)?[一-龥]{1,3}?(以上|左右|上下)",
    )
});

fn check(line: &Line<'_>) -> Vec<Hit> {
    let mut hits: Vec<Hit> = line.find(&REST).filter_map(|found| rest(line, &found)).collect();
    for (pattern, groups) in [
        (&BEFORE, [1, 3, 4]),
        (&AT_LEAST, [1, 2, 2]),
        (&REACHED, [1, 2, 2]),
        (&OVER, [1, 2, 2]),
        (&TENS, [1, 2, 2]),
        (&MORE_AND_ABOUT, [1, 2, 2]),
    ] {
        for found in line.find(pattern) {
            let spot = found.range(groups[0]);
            let second = found.range(groups[1]).or_else(|| found.range(groups[2]));
            if let (Some(first), Some(second)) = (spot, second) {
                hits.extend(doubled(line, first, second));
            }
        }
    }
    hits.sort_by_key(|hit| hit.spot.start);
    hits.dedup_by_key(|hit| hit.spot.start);
    hits
}

/// 5余次: the number before 余 is not round.
fn rest(line: &Line<'_>, found: &Match<'_>) -> Option<Hit> {
    let (number, sign) = match found.range(1) {
        Some(number) => (number, found.range(2)?),
        None => (found.range(3)?, found.range(4)?),
    };
    let words = line.words(number.start, number.end);
    let round = words.ends_with('0') && !words.contains('.');
    if round || glued(line, number.start) {
        return None;
    }
    let word = line.words(sign.start, sign.end);
    let message = format!("“{word}”前面要用整十、整百的数，“{words}{word}”说不通。");
    Some(line.hit(number.start, sign.end, message).fix(words))
}

/// Whether the digits at `at` are the end of something else: V3, 第3.
fn glued(line: &Line<'_>, at: usize) -> bool {
    line.before(at).next().is_some_and(|sign| sign.is_ascii_alphabetic() || ".第".contains(sign))
}

/// Two words that both say "about": the second is left out.
fn doubled(
    line: &Line<'_>,
    first: std::ops::Range<usize>,
    second: std::ops::Range<usize>,
) -> Option<Hit> {
    // 附近, 最近 and 节约 are other words.
    let before = line.before(first.start).next();
    if before.is_some_and(|sign| "附最邻临节签预公条相契靠贴".contains(sign)) {
        return None;
    }
    let (one, other) = (line.words(first.start, first.end), line.words(second.start, second.end));
    let message = format!("“{one}”和“{other}”意思重复，只用一个。");
    let kept = line.words(first.start, second.start);
    Some(line.hit(first.start, second.end, message).fix(kept))
}

#[cfg(test)]
mod tests {
    use crate::check::testing::check;

    #[test]
    fn the_rest_stands_behind_round_numbers_only() {
        check("approximations", "先后5余次到场，解决12余件", "5余 → 5 / 12余 → 12");
        check("approximations", "走访15多户，五余次", "15多 → 15 / 五余 → 五");
        check("approximations", "投入2.4余万元", "2.4余 → 2.4");
    }

    #[test]
    fn about_is_said_once() {
        check("approximations", "约10余次，近100多名", "约10余 → 约10 / 近100多 → 近100");
        check(
            "approximations",
            "约30人左右，超过500次以上",
            "约30人左右 → 约30人 / 超过500次以上 → 超过500次",
        );
        check("approximations", "10余次左右", "余次左右 → 余次");
        check("approximations", "不少于8次以上", "不少于8次以上 → 不少于8次");
    }

    #[test]
    fn what_is_more_or_less_is_said_once() {
        check(
            "approximations",
            "达500次以上，超过100余人，不足20多人，大概50人左右，数十余场，几十余次",
            "达500次以上 → 达500次 / 超过100余 → 超过100 / 不足20多 → 不足20 / 大概50人左右 → 大概50人 / 数十余 → 数十 / 几十余 → 几十",
        );
        check("approximations", "数十场，几十次，超过100人，达到98%以上，不足20人", "");
    }

    #[test]
    fn what_is_about_once_is_left_alone() {
        for text in [
            "10余次，100多件，3万余元，300余人次，二十余户，百余名，十多次",
            "约300人，近百场，满意率达98%以上，80岁以上，30人左右",
            "最近10余天，附近100多户，节约10余万元，预约20多次",
            "其余次要，多次，很多人，第3多功能厅",
            "2020年多次召开，全年多名党员",
        ] {
            check("approximations", text, "");
        }
    }
}
