//! What is studied before it was held, and what is over but spoken of as going
//! on: `not-yet` and `no-longer`, by the dates in `assets/vocabulary/events.json`.

use std::sync::LazyLock;

use chrono::{Datelike, NaiveDate};
use regex::Regex;
use serde::Deserialize;

use crate::check::page::{Line, Page};
use crate::check::rule::{Hit, Rule};
use crate::check::time;
use crate::model::{FindingKind, Origin, Role, Severity};

pub(super) static NOT_YET: Rule = Rule {
    key: "not-yet",
    kind: FindingKind::Dates,
    origin: Origin::Custom,
    clause: "会议和活动按公布的日期",
    severity: Severity::Error,
    name: "写到了当时还没有的会议或活动",
    why: "报告的年度里会议还没有召开、活动还没有开展，写“学习贯彻”是明显的差错。",
    wrong: "学习贯彻党的二十届三中全会精神（2023年度报告）",
    right: "学习贯彻党的二十届二中全会精神",
    once: false,
    check: |page| page.lines.iter().flat_map(|line| too_early(page, line)).collect(),
};

pub(super) static NO_LONGER: Rule = Rule {
    key: "no-longer",
    kind: FindingKind::Dates,
    origin: Origin::Custom,
    clause: "教育活动和提法按公布的起止日期",
    severity: Severity::Warning,
    name: "已经结束的活动写成正在开展",
    why: "去年的教育活动留在今年的成效里，看的人会以为是照抄去年的。",
    wrong: "扎实开展党史学习教育（2024年度报告）",
    right: "扎实开展党纪学习教育",
    once: false,
    check: |page| page.lines.iter().flat_map(|line| over(page, line)).collect(),
};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Events {
    #[serde(rename = "about")]
    _about: String,
    pub(super) events: Vec<Event>,
    upcoming: Vec<String>,
    pub(super) after: Vec<String>,
    current: Vec<String>,
    pub(super) anniversaries: Vec<Anniversary>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Event {
    names: Vec<String>,
    kind: Kind,
    from: NaiveDate,
    #[serde(default)]
    to: Option<NaiveDate>,
    /// Of a congress or plenum: which one, and its days.
    #[serde(default)]
    pub(super) held: Option<Held>,
    source: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Held {
    pub(super) congress: String,
    /// Empty for the congress itself.
    #[serde(default)]
    pub(super) plenum: String,
    pub(super) first: NaiveDate,
    pub(super) last: NaiveDate,
}

#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
enum Kind {
    Meeting,
    Campaign,
    Expression,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Anniversary {
    pub(super) names: Vec<String>,
    pub(super) first: u16,
}

pub(super) static EVENTS: LazyLock<Events> = LazyLock::new(|| {
    serde_json::from_str(include_str!("../../../../../assets/vocabulary/events.json"))
        .expect("a test reads the built-in file")
});

/// A mention of an event: its characters in the line.
struct Mentioned<'e> {
    event: &'e Event,
    start: usize,
    end: usize,
}

/// Any name of any event: one look at a line tells whether it has to be read.
static ANY_NAME: LazyLock<Regex> = LazyLock::new(|| {
    let names: Vec<String> = EVENTS
        .events
        .iter()
        .flat_map(|event| &event.names)
        .map(|name| regex::escape(name))
        .collect();
    Regex::new(&names.join("|")).expect("escaped names make a pattern")
});

fn mentioned<'e>(line: &Line<'_>) -> Vec<Mentioned<'e>> {
    let mut found: Vec<Mentioned<'e>> = Vec::new();
    if !ANY_NAME.is_match(line.text) {
        return found;
    }
    for event in &EVENTS.events {
        for name in &event.names {
            for (byte, _) in line.text.match_indices(name.as_str()) {
                let start = line.char_at(byte);
                let end = start + name.chars().count();
                let known = found.iter().any(|one| {
                    std::ptr::eq(one.event, event) && start < one.end && one.start < end
                });
                if !known {
                    found.push(Mentioned { event, start, end });
                }
            }
        }
    }
    found
}

fn too_early(page: &Page<'_>, line: &Line<'_>) -> Vec<Hit> {
    let Some(year) = page.year() else { return Vec::new() };
    let planned = line.role == Some(Role::NextSteps);
    let mut hits = Vec::new();
    for Mentioned { event, start, end } in mentioned(line) {
        let (from, what) = (event.from, line.words(start, end));
        let held = i32::from(year) + i32::from(planned);
        let day = format!("{}年{}月{}日", from.year(), from.month(), from.day());
        let message = if from.year() > held {
            match event.kind {
                Kind::Meeting => format!("“{what}”{day}才有，{year}年度的报告里不会写到。请核对。"),
                Kind::Campaign => {
                    format!("“{what}”{day}才开始，{year}年度的报告里不会写到。请核对。")
                }
                Kind::Expression => format!("“{what}”是{day}才有的提法。请核对。"),
            }
        } else if let Some(month) = month_before(line, start, year).filter(|_| !planned)
            && from.year() == i32::from(year)
            && month < from.month()
        {
            format!("“{what}”{day}才有，这里写的是{month}月。请核对月份。")
        } else {
            continue;
        };
        if !upcoming(line, start) {
            let hit = line.hit(start, end, message).source(format!("惯例：{}", event.source));
            hits.push(hit);
        }
    }
    hits
}

fn upcoming(line: &Line<'_>, start: usize) -> bool {
    let before: String = line.chars[start.saturating_sub(6)..start].iter().collect();
    EVENTS.upcoming.iter().any(|word| before.contains(word.as_str()))
}

/// The month that the sentence says it speaks of, when it says one month of
/// this year before `start`.
fn month_before(line: &Line<'_>, start: usize, year: u16) -> Option<u32> {
    let sentence = line.chars[..start].iter().rposition(|c| "。；！？".contains(*c));
    let from = sentence.map_or(0, |at| at + 1);
    let at = (from..start).rev().find(|&at| line.chars[at] == '月')?;
    let first = (from..at).rev().take_while(|&at| line.chars[at].is_ascii_digit()).last()?;
    let month = time::month_at(&line.chars, first)?;
    let after = line.char(at + 1)?;
    let before = first.checked_sub(1).and_then(|before| line.char(before));
    // 3月至5月: the time ends with the month behind the sign.
    let range = "至到—-～~、份起以底".contains(after) || before == Some('、');
    let other_year = before == Some('年') && {
        let said: String = line.chars[first.saturating_sub(5)..first - 1].iter().collect();
        said != year.to_string()
    };
    // 1月换届以来，…: the clause says since when, and speaks of the time after it.
    let clause: String = line.chars[at..start].iter().take_while(|c| **c != '，').collect();
    let since = clause.contains("以来") || clause.contains("至今") || clause.ends_with('后');
    (!range && !other_year && !since).then_some(month)
}

fn over(page: &Page<'_>, line: &Line<'_>) -> Vec<Hit> {
    let Some(year) = page.year() else { return Vec::new() };
    if line.role == Some(Role::ReviewResponse) {
        return Vec::new();
    }
    let mut hits = Vec::new();
    for Mentioned { event, start, end } in mentioned(line) {
        hits.extend(out_of_months(line, event, start, end, year));
        let Some(to) = event.to.filter(|to| to.year() < i32::from(year)) else {
            // What went on into January is last year's from then on.
            if let Some(to) = event.to
                && to.year() == i32::from(year)
                && to.month() <= 2
                && event.kind == Kind::Campaign
                && spoken_as_current(line, start, end)
            {
                hits.push(finished(line, event, start, end, to));
            }
            continue;
        };
        match event.kind {
            Kind::Campaign if spoken_as_current(line, start, end) => {
                hits.push(finished(line, event, start, end, to));
            }
            Kind::Expression if !says(&clause(line, start, end), &EVENTS.after) => {
                let what = line.words(start, end);
                let message =
                    format!("“{what}”到{}年为止，{year}年度的报告里已经过时。请核对。", to.year());
                let hit = line.hit(start, end, message).severity(Severity::Hint);
                hits.push(hit.source(format!("惯例：{}", event.source)));
            }
            _ => {}
        }
    }
    hits
}

/// 9月至12月，扎实开展党纪学习教育: held when it was over for months. Some units
/// were late, so that it is only asked.
fn out_of_months(
    line: &Line<'_>,
    event: &Event,
    start: usize,
    end: usize,
    year: u16,
) -> Option<Hit> {
    const LATE: u32 = 2;
    let to = event.to.filter(|to| {
        event.kind == Kind::Campaign && to.year() == i32::from(year) && to.month() > LATE
    })?;
    if line.role == Some(Role::NextSteps) || !spoken_as_current(line, start, end) {
        return None;
    }
    // The months stand right before it, or begin the sentence behind it.
    let clause = line.chars[..start].iter().rposition(|c| "。；！？".contains(*c));
    let before = line.words(clause.map_or(0, |at| at + 1), start);
    let behind: String = line.chars[end..].iter().take(8).collect();
    let behind = behind.strip_prefix('。').unwrap_or_default();
    let month = [before.as_str(), behind].into_iter().find_map(|text| {
        let month = MONTHS.captures(text)?.get(1)?;
        month.as_str().parse::<u32>().ok()
    })?;
    (month >= to.month() + LATE && month <= 12).then(|| {
        let what = line.words(start, end);
        let message =
            format!("“{what}”集中开展到{}月，这里写的是{month}月。请核对月份。", to.month());
        let hit = line.hit(start, end, message).severity(Severity::Hint);
        hit.source(format!("惯例：{}", event.source))
    })
}

/// The months in which something is said to be held, at the head of a text.
static MONTHS: LazyLock<Regex> = LazyLock::new(|| {
    let text = "^(?:今年)?([0-9]{1,2})月(?:至|到|—|-|～)[0-9]{1,2}月";
    Regex::new(text).expect("a test reads every pattern")
});

fn finished(line: &Line<'_>, event: &Event, start: usize, end: usize, to: NaiveDate) -> Hit {
    let what = line.words(start, end);
    let message = format!(
        "“{what}”{}年{}月已经结束，这里写得像正在开展。请换成今年的，或写明是巩固成果。",
        to.year(),
        to.month()
    );
    line.hit(start, end, message).source(format!("惯例：{}", event.source))
}

fn spoken_as_current(line: &Line<'_>, start: usize, end: usize) -> bool {
    let clause = around(line, start, end, "。；！？，");
    let over =
        says(&around(line, start, end, "。；！？"), &EVENTS.after) || clause.contains("以来");
    !over && says(&clause, &EVENTS.current)
}

/// The sentence around a mention.
pub(super) fn clause(line: &Line<'_>, start: usize, end: usize) -> String {
    around(line, start, end, "。；！？")
}

/// The words around a mention, up to the nearest of `stops`.
fn around(line: &Line<'_>, start: usize, end: usize, stops: &str) -> String {
    let stop = |c: &char| stops.contains(*c);
    let from = line.chars[..start].iter().rposition(stop).map_or(0, |at| at + 1);
    let to = line.chars[end..].iter().position(stop).map_or(line.chars.len(), |len| end + len);
    line.words(from, start) + &line.words(end, to)
}

pub(super) fn says(text: &str, words: &[String]) -> bool {
    words.iter().any(|word| text.contains(word.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::testing::check;

    #[test]
    fn what_was_not_yet_held_cannot_be_studied() {
        let title = "= 2023年度述职报告\n# 工作成效\n";
        let at = |text: &str| format!("{title}{text}");
        check("not-yet", &at("深入学习贯彻党的二十届三中全会精神。"), "二十届三中全会");
        check("not-yet", &at("深入学习党的十九届六中全会精神。"), "");
        check("not-yet", &at("扎实开展党纪学习教育。"), "党纪学习教育");
        check("not-yet", &at("深入学习党的二十大精神和二十届二中全会精神。"), "");
        check("not-yet", &at("3月，组织学习主题教育文件。"), "");
        check(
            "not-yet",
            "= 2024年度述职报告\n# 工作成效\n5月，学习党的二十届三中全会精神。",
            "二十届三中全会",
        );
        check("not-yet", "= 2024年度述职报告\n# 工作成效\n8月，学习党的二十届三中全会精神。", "");
        check(
            "not-yet",
            "= 2024年度述职报告\n# 工作成效\n1月至8月，学习党的二十届三中全会精神。",
            "",
        );
        check(
            "not-yet",
            "= 2024年度述职报告\n# 工作成效\n3月至5月，学习党的二十届三中全会精神。",
            "二十届三中全会",
        );
        check("not-yet", "= 2022年度述职报告\n# 工作成效\n以迎接党的二十大为主线。", "");
        check("not-yet", "= 2021年度述职报告\n# 工作成效\n以喜迎党的二十大为主线。", "");
    }

    #[test]
    fn what_is_over_is_not_going_on() {
        check("no-longer", "# 工作成效\n扎实开展党史学习教育。", "党史学习教育");
        check(
            "no-longer",
            "# 工作成效\n扎实开展学习贯彻习近平新时代中国特色社会主义思想主题教育。",
            "学习贯彻习近平新时代中国特色社会主义思想主题教育",
        );
        check("no-longer", "# 工作成效\n2024年以来，支部扎实开展党史学习教育。", "党史学习教育");
        check("no-longer", "# 工作成效\n党史学习教育开展以来，支部变了。", "");
        check("no-longer", "# 工作成效\n推动党史学习教育常态化长效化。", "");
        check(
            "no-longer",
            "# 工作成效\n巩固拓展学习贯彻习近平新时代中国特色社会主义思想主题教育成果。",
            "",
        );
        check("no-longer", "# 工作成效\n扎实开展党纪学习教育。", "");
        check("no-longer", "# 上年点评整改\n扎实开展党史学习教育。", "");
    }

    #[test]
    fn a_campaign_has_its_months() {
        let at = |text: &str| format!("= 2024年度述职报告\n# 工作成效\n{text}");
        let late = "扎实开展党纪学习教育。10月至12月，逐章学习《条例》。";
        check("no-longer", &at(late), "党纪学习教育");
        check("no-longer", &at("10月至12月，扎实开展党纪学习教育。"), "党纪学习教育");
        check("no-longer", &at("扎实开展党纪学习教育。4月至7月，逐章学习《条例》。"), "");
        check("no-longer", &at("扎实开展党纪学习教育，10月组织了测试。"), "");
    }

    #[test]
    fn an_expression_out_of_its_dates_is_told() {
        let text = |year, words| format!("= 某社区{year}年度述职报告\n# 成效\n{words}");
        check(
            "no-longer",
            &text(2023, "喜迎党的二十大，坚决打赢脱贫攻坚战"),
            "喜迎党的二十大 / 坚决打赢脱贫攻坚战",
        );
        check("no-longer", &text(2024, "做好疫情防控。"), "疫情防控");
        check("no-longer", &text(2022, "喜迎党的二十大，做好疫情防控。"), "");
        check("no-longer", &text(2023, "巩固脱贫攻坚成果，总结去年疫情防控的经验。"), "");
    }

    #[test]
    fn every_event_ends_after_it_began() {
        for event in &EVENTS.events {
            assert!(event.to.is_none_or(|to| to > event.from), "{}", event.names[0]);
            assert!(!event.source.is_empty() && !event.names.is_empty());
            let within = |held: &Held| (held.first..=held.last).contains(&event.from);
            assert!(event.held.as_ref().is_none_or(within), "{}", event.names[0]);
        }
    }
}
