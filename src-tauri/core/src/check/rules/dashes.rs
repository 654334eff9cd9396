//! `dashes`: hyphens where a dash or the sign of a range belongs.

use std::sync::LazyLock;

use regex::Regex;

use crate::check::page::Line;
use crate::check::pattern::pattern;
use crate::check::rule::{Hit, Rule};
use crate::model::{FindingKind, Origin, Severity};

pub(super) static RULE: Rule = Rule {
    key: "dashes",
    kind: FindingKind::Marks,
    origin: Origin::Standard,
    clause: "GB/T 15834—2011 4.10.2、4.13.3",
    severity: Severity::Warning,
    name: "破折号和起止号",
    why: "破折号占两个字的位置；起止的年份、数量之间用“—”或“～”，短横线留给编号和电话。",
    wrong: "2021-2023年",
    right: "2021—2023年",
    once: false,
    check: |page| page.lines.iter().flat_map(check).collect(),
};

static DASH: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"[一-龥”》）](--+|－－+|—{3,}|──+|ーー+|⸺|— —|- -)[一-龥“《（]"));
static YEARS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:^|[^\d\-－])(?:19|20)\d\d(?:年|年\d{1,2}月|[./]\d{1,2})?([-－–−]{1,2})(?:19|20)\d\d(?:$|[^\d\-－])",
    )
});
static RANGE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:^|[^\d\-－A-Za-z第号栋幢座:：./〔〕\]])(\d{1,2}(?:[:：]\d\d)?|\d[\d.]*(?:月份?|日|时|点|岁|年|个|名|人|万|元|%|％|次|户|级|℃)?)([-－–−]{1,2})(?:\d{1,2}[:：]\d\d|\d[\d.]*(?:余|多)?(?:个|月|年|日|天|时|点|岁|名|人|次|户|件|项|条|场|期|万|元|%|％|周|小时|分|米|公里|位|家|支|级|倍|℃))",
    )
});

/// 宣传渠道单—。: a dash that was meant for 一.
static ONE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"[单统第唯专归如之合划进](—)(?:[，。；、]|$)|(?:^|[，。；：])(—)[是要个方]")
});

fn check(line: &Line<'_>) -> Vec<Hit> {
    let dashes = line.find_beside(&DASH).filter_map(|found| {
        let at = found.range(1)?;
        let message = "破折号是一条两个字长的线“——”。";
        Some(line.hit(at.start, at.end, message).fix("——"))
    });
    let ranges = line.find_beside(&YEARS).chain(line.find_beside(&RANGE)).filter_map(|found| {
        let at = found.range(1).filter(|_| found.group(2).is_empty()).or_else(|| found.range(2))?;
        let message =
            format!("表示起止用“—”或“～”，这里用了短横线“{}”。", line.words(at.start, at.end));
        Some(line.hit(at.start, at.end, message).fix("—"))
    });
    let ones = line.find(&ONE).filter_map(|found| {
        let at = found.range(1)?;
        Some(line.hit(at.start, at.end, "这里的“—”像是“一”字。请核对。").fix("一"))
    });
    let mut hits: Vec<Hit> = dashes.chain(ranges).chain(ones).collect();
    hits.sort_by_key(|hit| hit.spot.start);
    hits.dedup_by_key(|hit| hit.spot.start);
    hits
}

#[cfg(test)]
mod tests {
    use crate::check::testing::check;

    #[test]
    fn hyphens_become_the_sign_they_stand_for() {
        check("dashes", "2021-2023年，1-10月", "- → — / - → —");
        check("dashes", "服务时间9:00-11:30，每次3-5人", "- → — / - → —");
        check("dashes", "一条主线--为民服务", "-- → ——");
        check("dashes", "完成率15%-30%", "- → —");
        check("dashes", "宣传渠道单—。", "— → 一");
    }

    #[test]
    fn numbers_of_things_and_right_signs_are_left_alone() {
        for text in [
            "2021—2023年，1～10月，1—10月",
            "电话0371-65901234，日期2010-03-02，GB/T 15834-2011",
            "一条主线——为民服务",
            "3-2-501室，第3-5号",
            "文号云办〔2023〕5号",
        ] {
            check("dashes", text, "");
        }
    }
}
