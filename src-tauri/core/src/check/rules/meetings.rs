//! `meeting-date`: a congress or plenum on days on which it was not held, and one
//! that there never was, by `assets/vocabulary/events.json`.

use std::sync::LazyLock;

use chrono::{Datelike, NaiveDate};
use regex::Regex;

use super::events::{EVENTS, Held};
use crate::check::page::{Line, Match, Page};
use crate::check::pattern::pattern;
use crate::check::rule::{Hit, Rule};
use crate::model::{FindingKind, Origin, Severity};

pub(super) static RULE: Rule = Rule {
    key: "meeting-date",
    kind: FindingKind::Dates,
    origin: Origin::Custom,
    clause: "会议按公布的日期和届次",
    severity: Severity::Warning,
    name: "党的会议的日期或届次不对",
    why: "党代会和中央全会哪天开、开过几次，人人都查得到，写错了很显眼。",
    wrong: "7月18日至25日，党的二十届三中全会在北京召开",
    right: "7月15日至18日，党的二十届三中全会在北京召开",
    once: false,
    check: |page| page.lines.iter().flat_map(|line| check(page, line)).collect(),
};

/// The congresses and plenums, the earliest first.
static MEETINGS: LazyLock<Vec<&Held>> =
    LazyLock::new(|| EVENTS.events.iter().filter_map(|event| event.held.as_ref()).collect());

const DAYS: &str = r"(?:((?:19|20)[0-9]{2})年)?([0-9]{1,2})月(?:([0-9]{1,2})[日号]?(?:(?:至|到|—|－|-|～|~)(?:([0-9]{1,2})月)?([0-9]{1,2}))?[日号])?";
const NAME: &str =
    r"(?:中国共产党|党的)?第?(十八|十九|二十)(?:大|次全国代表大会|届([一二三四五六七八九])中全会)";

/// 7月15日至18日，党的二十届三中全会在北京召开: the days stand before the name.
static DAYS_BEFORE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        "{DAYS}(?:上午|下午)?，?(?:举世瞩目的|备受瞩目的|万众瞩目的)?{NAME}[^，。；、]{{0,8}}?(召开|闭幕|开幕|举行)(后|以来|之后|之际|前|期间|以后)?"
    ))
});
/// 党的二十届三中全会于7月15日至18日召开: they stand behind it.
static DAYS_BEHIND: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!("{NAME}已?[于在]{DAYS}(?:在北京|在京)?[^，。；]{{0,4}}?(召开|闭幕|开幕|举行)"))
});
/// 10月16日上午，组织党员收看党的二十大开幕会: nobody watches it before it begins.
static WATCHED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        "{DAYS}[^。；]{{0,24}}?(?:收看|收听|观看)[^，。；]{{0,10}}?{NAME}[^，。；]{{0,4}}?开幕"
    ))
});
static NAMED: LazyLock<Regex> = LazyLock::new(|| pattern(NAME));

fn check(page: &Page<'_>, line: &Line<'_>) -> Vec<Hit> {
    if !NAMED.is_match(line.text) {
        return Vec::new();
    }
    let year = page.year();
    let unknown = line.find(&NAMED).filter_map(|found| unknown(line, &found, year));
    // 11月，党的二十大召开后，…: what came after it has a time of its own, but days
    // from and to are the meeting's.
    let own = |found: &Match<'_>| found.group(9).is_empty() || !found.group(5).is_empty();
    let before = line.find(&DAYS_BEFORE).filter(own);
    let before = before.filter_map(|found| {
        let meeting = held(found.group(6), found.group(7))?;
        Days::read(&found, 1, year)?.differ(line, meeting, found.group(8))
    });
    let behind = line.find(&DAYS_BEHIND).filter_map(|found| {
        let meeting = held(found.group(1), found.group(2))?;
        Days::read(&found, 3, year)?.differ(line, meeting, found.group(8))
    });
    let watched = line.find(&WATCHED).filter_map(|found| {
        let meeting = held(found.group(6), found.group(7))?;
        let days = Days::read(&found, 1, year)?;
        let early = days.first().is_some_and(|day| day < meeting.first);
        early.then(|| days.hit(line, meeting))
    });
    unknown.chain(before).chain(behind).chain(watched).collect()
}

fn held(congress: &str, plenum: &str) -> Option<&'static Held> {
    MEETINGS.iter().copied().find(|one| one.congress == congress && one.plenum == plenum)
}

/// A plenum behind the last one of its congress: of the present congress only
/// where the report is of a year whose plenums are known.
fn unknown(line: &Line<'_>, found: &Match<'_>, year: Option<u16>) -> Option<Hit> {
    let (congress, plenum) = (found.group(1), found.group(2));
    if plenum.is_empty() || held(congress, plenum).is_some() {
        return None;
    }
    let last = MEETINGS.iter().rfind(|one| one.congress == congress)?;
    let present = MEETINGS.last().is_some_and(|newest| newest.congress == congress);
    let known = year.is_some_and(|year| i32::from(year) <= last.last.year());
    (known || !present).then(|| {
        let message = format!(
            "{congress}届到{}年开到{}中全会，没有“{congress}届{plenum}中全会”。请核对届次。",
            last.last.year(),
            last.plenum
        );
        line.hit(found.start, found.end, message)
    })
}

/// The days that a line gives, as they stand.
struct Days {
    year: i32,
    month: u32,
    day: Option<u32>,
    /// The month and day of the other end of a range.
    to: Option<(u32, u32)>,
    start: usize,
    end: usize,
}

impl Days {
    /// Reads the five groups of [`DAYS`] from `first` on; the year is the report's
    /// where none is named.
    fn read(found: &Match<'_>, first: usize, year: Option<u16>) -> Option<Self> {
        let number = |group: usize| found.group(first + group).parse::<u32>().ok();
        let month = number(1)?;
        let whole = (0..5).rev().find_map(|group| found.range(first + group));
        let start = found.range(first).or_else(|| found.range(first + 1))?.start;
        Some(Self {
            year: found.group(first).parse().ok().or_else(|| year.map(i32::from))?,
            month,
            day: number(2),
            to: number(4).map(|day| (number(3).unwrap_or(month), day)),
            start,
            // With 月 or 日 behind the last number.
            end: whole?.end + 1,
        })
    }

    fn first(&self) -> Option<NaiveDate> {
        NaiveDate::from_ymd_opt(self.year, self.month, self.day?)
    }

    /// What is wrong when `meeting`, which these days are said of, did as `verb`
    /// says. Of a single day in another year nothing is said: that other rules do.
    fn differ(&self, line: &Line<'_>, meeting: &Held, verb: &str) -> Option<Hit> {
        let (first, last) = (meeting.first, meeting.last);
        let fits = match (self.first(), self.to) {
            (Some(day), Some((month, to))) => {
                day == first && (month, to) == (last.month(), last.day())
            }
            (Some(day), None) if verb == "闭幕" => day == last,
            (Some(day), None) if verb == "开幕" => day == first,
            (Some(day), None) => (first..=last).contains(&day),
            (None, _) if self.day.is_some() => false,
            (None, _) => (first.month()..=last.month()).contains(&self.month),
        };
        let same_year = self.year == first.year();
        (same_year && !fits || !same_year && self.to.is_some()).then(|| self.hit(line, meeting))
    }

    fn hit(&self, line: &Line<'_>, meeting: &Held) -> Hit {
        let Held { first, last, .. } = meeting;
        let days = match (first == last, first.month() == last.month()) {
            (true, _) => format!("{}月{}日", first.month(), first.day()),
            (_, true) => format!("{}月{}日至{}日", first.month(), first.day(), last.day()),
            _ => {
                format!("{}月{}日至{}月{}日", first.month(), first.day(), last.month(), last.day())
            }
        };
        let message = format!("这次会议是{}年{days}开的。请核对日期。", first.year());
        line.hit(self.start, self.end, message)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::testing::check;

    fn of(year: u16, text: &str) -> String {
        format!("= {year}年度述职报告\n# 工作成效\n{text}")
    }

    #[test]
    fn days_on_which_a_meeting_was_not_held_are_found() {
        for (year, text, found) in [
            (2024, "7月18日至25日，党的二十届三中全会在北京召开。", "7月18日至25日"),
            (2024, "党的二十届三中全会于7月18日至25日召开后，支部专题学习。", "7月18日至25日"),
            (2021, "10月，党的十九届六中全会闭幕，支部连夜传达。", "10月"),
            (2022, "10月12日上午，组织党员收看党的二十大开幕会。", "10月12日"),
            (2022, "10月18日，中国共产党第二十次全国代表大会开幕。", "10月18日"),
            (2025, "2025年10月20日至25日，党的二十届四中全会在北京召开。", "2025年10月20日至25日"),
            (2025, "10月20日至23日党的二十届三中全会召开后，班子逐条讨论。", "10月20日至23日"),
        ] {
            check("meeting-date", &of(year, text), found);
        }
    }

    #[test]
    fn plenums_that_there_never_were_are_found() {
        check("meeting-date", &of(2021, "学习党的十九届八中全会精神。"), "党的十九届八中全会");
        check("meeting-date", &of(2024, "学习党的二十届五中全会精神。"), "党的二十届五中全会");
        check("meeting-date", &of(2027, "学习党的二十届五中全会精神。"), "");
    }

    #[test]
    fn right_days_and_days_of_other_things_are_left_alone() {
        for (year, text) in [
            (2024, "7月15日至18日，党的二十届三中全会在北京召开，7月25日支部传达。"),
            (2024, "7月25日，支部学习党的二十届三中全会精神。"),
            (2022, "10月16日上午，组织党员收看党的二十大开幕会，11月3日讨论报告。"),
            (2022, "11月，党的二十大召开后，支部分三批学习。"),
            (2022, "10月22日，党的二十大闭幕；10月，党的二十大胜利召开。"),
            (2022, "10月20日，组织收看党的二十大开幕会重播。"),
            (2018, "2017年10月18日，党的十九大召开；一年来学习十九届三中全会精神。"),
        ] {
            check("meeting-date", &of(year, text), "");
        }
    }

    #[test]
    fn every_meeting_ends_after_it_began_and_they_follow_each_other() {
        assert!(MEETINGS.iter().all(|one| one.first <= one.last));
        assert!(MEETINGS.is_sorted_by_key(|one| one.first));
    }
}
