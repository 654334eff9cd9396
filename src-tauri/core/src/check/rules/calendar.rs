//! `calendar`: a weekday, a leap day or the months of a half-year or quarter that
//! the calendar does not bear out.

use std::sync::LazyLock;

use chrono::{Datelike, NaiveDate};
use regex::Regex;

use crate::check::page::{Line, Match, Page};
use crate::check::pattern::pattern;
use crate::check::rule::{Hit, Rule};
use crate::model::{FindingKind, Origin, Role, Severity};

pub(super) static RULE: Rule = Rule {
    key: "calendar",
    kind: FindingKind::Dates,
    origin: Origin::Custom,
    clause: "日期和星期、月份和季度要与日历相符",
    severity: Severity::Warning,
    name: "与日历不符",
    why: "星期几、上半年几月到几月，一查日历就知道对不对。",
    wrong: "上半年（7月至12月）",
    right: "下半年（7月至12月）",
    once: false,
    check: |page| page.paragraphs().flat_map(|line| check(page, line)).collect(),
};

static WEEKDAY: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:((?:19|20)[0-9]{2})年)?([0-9]{1,2})月([0-9]{1,2})[日号][（(]?(?:星期|周|礼拜)([一二三四五六日天])",
    )
});
static LEAP_DAY: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?:((?:19|20)[0-9]{2})年)?0?2月29[日号]"));
static PERIOD: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(上半年|下半年|第?[一二三四1-4]季度)[（(]([0-9]{1,2})月?(?:至|到|—|－|-|～|~)([0-9]{1,2})月[）)]",
    )
});

fn check(page: &Page<'_>, line: &Line<'_>) -> Vec<Hit> {
    let weekdays = line.find(&WEEKDAY).filter_map(|found| weekday(page, line, &found));
    let leap_days = line.find(&LEAP_DAY).filter_map(|found| leap_day(page, line, &found));
    let periods = line.find(&PERIOD).filter_map(|found| period(line, &found));
    weekdays.chain(leap_days).chain(periods).collect()
}

/// The year that a date names, or that the report answers for where the line
/// tells of it.
fn year(page: &Page<'_>, line: &Line<'_>, found: &Match<'_>) -> Option<i32> {
    let other = matches!(line.role, Some(Role::NextSteps | Role::ReviewResponse));
    let own = || page.year().filter(|_| !other).map(i32::from);
    found.group(1).parse().ok().or_else(own)
}

fn weekday(page: &Page<'_>, line: &Line<'_>, found: &Match<'_>) -> Option<Hit> {
    const NAMES: [&str; 7] = ["一", "二", "三", "四", "五", "六", "日"];
    let number = |group: usize| found.group(group).parse::<u32>().ok();
    let day = NaiveDate::from_ymd_opt(year(page, line, found)?, number(2)?, number(3)?)?;
    let is = NAMES[day.weekday().num_days_from_monday() as usize];
    let said = found.group(4).replace('天', "日");
    (said != is).then(|| {
        let message = format!(
            "{}年{}月{}日是星期{is}，这里写的是星期{said}。请核对。",
            day.year(),
            day.month(),
            day.day()
        );
        line.hit(found.start, found.end, message)
    })
}

fn leap_day(page: &Page<'_>, line: &Line<'_>, found: &Match<'_>) -> Option<Hit> {
    let year = year(page, line, found)?;
    NaiveDate::from_ymd_opt(year, 2, 29).is_none().then(|| {
        let message = format!("{year}年2月只有28天，没有29日。请核对。");
        line.hit(found.start, found.end, message)
    })
}

fn period(line: &Line<'_>, found: &Match<'_>) -> Option<Hit> {
    let months = match found.group(1) {
        "上半年" => (1, 6),
        "下半年" => (7, 12),
        quarter => {
            let digits = ["一1", "二2", "三3", "四4"];
            let at = digits.iter().position(|signs| quarter.contains(|sign| signs.contains(sign)));
            let number = u32::try_from(at? + 1).ok()?;
            (number * 3 - 2, number * 3)
        }
    };
    let number = |group: usize| found.group(group).parse::<u32>().ok();
    let (from, to) = (number(2)?, number(3)?);
    (from < months.0 || to > months.1).then(|| {
        let message = format!("“{}”里没有{from}月至{to}月。请核对。", found.group(1));
        line.hit(found.start, found.end, message)
    })
}

#[cfg(test)]
mod tests {
    use crate::check::testing::check;

    #[test]
    fn what_the_calendar_does_not_bear_out_is_found() {
        check("calendar", "# 工作成效\n6月10日（星期三）集中学习。", "6月10日（星期三");
        check("calendar", "# 工作成效\n2023年2月29日开会。", "2023年2月29日");
        check("calendar", "# 工作成效\n上半年（7月至12月）换届。", "上半年（7月至12月）");
        check("calendar", "# 工作成效\n第三季度（6月至9月）走访。", "第三季度（6月至9月）");
    }

    #[test]
    fn right_days_and_months_are_left_alone() {
        for text in [
            "6月10日（星期一）集中学习，2月29日开会。",
            "上半年（1月至6月）换届，第三季度（7—9月）走访，第4季度（10月至12月）评议。",
            "下半年（8月至11月）轮训，每周三学习。",
        ] {
            check("calendar", &format!("# 工作成效\n{text}"), "");
        }
        check("calendar", "# 下一步打算\n6月10日（星期二）开会。", "");
    }
}
