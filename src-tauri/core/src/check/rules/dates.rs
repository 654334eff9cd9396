//! `impossible-date`: a day that no calendar has.

use std::sync::LazyLock;

use regex::Regex;

use crate::check::page::{Line, Page};
use crate::check::rule::{Hit, Rule};
use crate::check::time::days_in;
use crate::model::{FindingKind, Origin, Severity};

pub(super) static RULE: Rule = Rule {
    key: "impossible-date",
    kind: FindingKind::Dates,
    origin: Origin::Custom,
    clause: "日期要在日历上找得到",
    severity: Severity::Error,
    name: "日历上没有的日子",
    why: "没有13月，也没有6月31日。",
    wrong: "6月31日",
    right: "6月30日",
    once: false,
    check,
};

static DATE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:^|[^0-9])([0-9]{1,2})月(?:([0-9]{1,2})[日号])?")
        .expect("a test reads every pattern")
});

/// 20223年, 2204年, 2024度: a year with a digit or a word too many or too few.
static YEAR: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?:^|[^0-9.])((?:(?:19|20)[0-9]{3}|2[1-9][0-9]{2}|20[0-9])年)(?:度|[0-9]{1,2}月|底|初|末)|(?:^|[^0-9.])((?:19|20)[0-9]{3}年)|(?:^|[^0-9.])((?:19|20)[0-9]{2}(?:度|月[0-9]{1,2}日))",
    )
    .expect("a test reads every pattern")
});

/// 每月35日: the day of a month that is not named.
static EVERY: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:每个?月|当月|次月|每季度末月)(?:第)?([0-9]{1,3})[日号]")
        .expect("a test reads every pattern")
});

/// 12月至8月, in one year: what ends before it begins.
static SPAN: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"([0-9]{1,2})月(?:([0-9]{1,2})[日号])?(?:至|到|—|－|-|~|～)(?:([0-9]{1,2})月)?(?:([0-9]{1,2})[日号])?")
        .expect("a test reads every pattern")
});

/// 2020年 月 日: a date that was never filled in.
static BLANK: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"年[ \u{3000}]*月[ \u{3000}]*(?:[0-9]{0,2}[ \u{3000}]*日)|年[0-9]{1,2}月[ \u{3000}]+日",
    )
    .expect("a test reads every pattern")
});

/// The day of every month, and spans of time that run backwards.
fn spans(line: &Line<'_>) -> Vec<Hit> {
    let mut hits = Vec::new();
    for found in line.find(&EVERY) {
        let day = found.group(1).parse::<u32>().unwrap_or(1);
        if !(1..=31).contains(&day) {
            let message = format!("没有“{}”这一天。请核对。", found.text);
            hits.push(line.hit(found.start, found.end, message));
        }
    }
    for found in line.find(&SPAN) {
        let number = |group: usize| found.group(group).parse::<u32>().ok();
        let Some(from) = number(1) else { continue };
        let Some(to) = number(3).or(number(4).and(number(2)).and(Some(from))) else { continue };
        let days = number(2).zip(number(4));
        let back = to < from || to == from && days.is_some_and(|(from, to)| to < from);
        // 2023年11月至3月 may mean the spring after it; the year stands right before.
        let dated = found.start > 0 && line.char(found.start - 1) == Some('年');
        if back {
            let message = format!("“{}”前后颠倒了；如果跨年，请写明年份。", found.text);
            let severity = if dated { Severity::Hint } else { Severity::Warning };
            hits.push(line.hit(found.start, found.end, message).severity(severity));
        }
    }
    hits
}

fn check(page: &Page<'_>) -> Vec<Hit> {
    let mut hits = Vec::new();
    for line in &page.lines {
        hits.extend(spans(line));
        for found in line.find(&BLANK) {
            let message = "日期还没有填全。请补上月和日。";
            hits.push(line.hit(found.start, found.end, message));
        }
        for found in line.find_beside(&YEAR) {
            let group = (1..=3).find_map(|group| found.range(group));
            if let Some(range) = group.filter(|range| !range.is_empty()) {
                let words = line.words(range.start, range.end);
                let message = format!("“{words}”不像是年份，可能多写或漏写了。请核对。");
                hits.push(line.hit(range.start, range.end, message));
            }
        }
        for found in line.find(&DATE) {
            let Some(month) = found.group(1).parse::<u32>().ok() else { continue };
            let day = found.group(2).parse::<u32>().unwrap_or(1);
            let right = (1..=12).contains(&month) && (1..=days_in(month)).contains(&day);
            if let Some(range) = found.range(1).filter(|_| !right) {
                let words = line.words(range.start, found.end);
                let message = format!("日历上没有“{words}”。请核对。");
                hits.push(line.hit(range.start, found.end, message));
            }
        }
    }
    hits
}

#[cfg(test)]
mod tests {
    use crate::check::testing::check;

    #[test]
    fn only_days_of_the_calendar_pass() {
        check("impossible-date", "6月31日、13月5日和2月30日", "6月31日 / 13月5日 / 2月30日");
        check("impossible-date", "6月30日、12月31日、2月29日，2024年3月，15个月", "");
    }

    #[test]
    fn spans_run_forward_and_days_are_of_a_month() {
        check("impossible-date", "每月35日开展主题党日", "每月35日");
        check("impossible-date", "= 2020年度报告\n@ 2020年 月 日", "年 月 日");
        check("impossible-date", "12月至8月开展专题学习，3月5日至3日", "12月至8月 / 3月5日至3日");
        check("impossible-date", "8月至12月，11月至次年3月，3月5日至4月2日，每月25日", "");
        check("impossible-date", "2023年11月至2024年3月，每月5日至10日", "");
    }
}
