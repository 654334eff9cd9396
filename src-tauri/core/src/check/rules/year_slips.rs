//! `year-slips`: 上年 and 今年 in each other's place, a date under the text from
//! before the year was over, and the wrong year in a plan or a comment.

use std::sync::LazyLock;

use regex::Regex;

use crate::check::page::{Line, Page};
use crate::check::pattern::pattern;
use crate::check::rule::{Hit, Rule};
use crate::check::time;
use crate::model::{FindingKind, Origin, Part, Role, Severity};

pub(super) static RULE: Rule = Rule {
    key: "year-slips",
    kind: FindingKind::Dates,
    origin: Origin::Custom,
    clause: "点评是上年的，打算是下年的，比较的是上年",
    severity: Severity::Warning,
    name: "上年、本年、下年写混了",
    why: "改去年的稿子时，年份容易只改一半，“上年”也容易写成“今年”。",
    wrong: "比下年提高2.1个百分点",
    right: "比上年提高2.1个百分点",
    once: false,
    check: |page| page.lines.iter().flat_map(|line| check(page, line)).collect(),
};

/// 由今年的58%提高到, 比明年增加: what was before is called by another year.
static COMPARED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:由|从|比|较)(今年|本年度?|当年|明年|下年度?|来年|下一年)的?(?:同期)?的?(?:[0-9][^，。；]{0,10}?)?(?:增|减|提|上升|下降|降|多|少|扩|翻|高)",
    )
});

/// 本年度问题整改情况: what is answered was said a year ago.
static ANSWERED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(今年|本年度?|明年|下年度?|来年)度?(?:述职|评议|点评|反馈|指出|查摆)?(?:的)?(?:点评|反馈|指出)?的?(?:问题|意见)(?:整改|逐|清零|落实|销号|的?整改)",
    )
});

static YEAR: LazyLock<Regex> = LazyLock::new(|| pattern(r"((?:19|20)[0-9]{2})\s?年"));

/// Behind a year: the comments of that year.
static COMMENTS: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^度?[^，。；]{0,14}(?:述职评议|述职考核|点评|反馈|评议中|指出)"));

fn check(page: &Page<'_>, line: &Line<'_>) -> Vec<Hit> {
    let mut hits = words(line);
    let Some(year) = page.year() else { return hits };
    hits.extend(stale(line, year));
    match line.part {
        Part::Date => hits.extend(signed(line, year)),
        Part::Section(_) => {
            let role = line.role;
            let heading = !line.is_paragraph();
            hits.extend(line.find(&YEAR).filter_map(|found| {
                let named: u16 = found.group(1).parse().ok()?;
                let behind: String = line.chars[found.end..].iter().take(24).collect();
                let before: String = line.words(found.start.saturating_sub(1), found.start);
                let message = match role {
                    Some(Role::NextSteps) if heading && named > year + 1 && !spans(&behind) => {
                        format!("{year}年度的报告打算的是{}年，这里写{named}年。请核对。", year + 1)
                    }
                    Some(Role::ReviewResponse)
                        if named == year && COMMENTS.is_match(&behind) && !heading =>
                    {
                        format!(
                            "{year}年度的报告答复的是{}年的点评，这里写{named}年。请核对。",
                            year - 1
                        )
                    }
                    _ if named == year
                        && ["由", "从"].contains(&before.as_str())
                        && (behind.starts_with('底') || behind.starts_with('末')) =>
                    {
                        format!("原来的数应是{}年底的，这里写{named}年底。请核对。", year - 1)
                    }
                    _ => return None,
                };
                Some(line.hit(found.start, found.end, message))
            }));
        }
        _ => {}
    }
    hits
}

/// 全面贯彻党的十九大精神, when another congress has been held since.
static CONGRESS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:贯彻|学习|落实|宣传)[^，。；]{0,8}?(党的(十八|十九)(?:大|届[^，。；]{1,14}全会))精神",
    )
});

fn stale(line: &Line<'_>, year: u16) -> Vec<Hit> {
    let found = line.find(&CONGRESS).filter_map(|found| {
        let until = if found.group(2) == "十八" { 2017 } else { 2022 };
        let sentence = line.sentence_at(found.start);
        let newer = ["二十", "十九"].iter().any(|name| {
            *name != found.group(2) && line.words(sentence.start, sentence.end).contains(name)
        });
        let place = found.range(1).filter(|_| year > until && !newer)?;
        let message =
            format!("{year}年已有新的党代会、全会，这里只写“{}”。请核对。", found.group(1));
        Some(line.hit(place.start, place.end, message).severity(Severity::Hint))
    });
    found.collect()
}

/// 2026年—2028年, 2026年规划: a plan of more than one year.
fn spans(behind: &str) -> bool {
    behind.starts_with(['—', '-', '至', '－', '～', '底', '前']) || behind.contains("规划")
}

fn words(line: &Line<'_>) -> Vec<Hit> {
    let mut hits = Vec::new();
    let planned = line.role == Some(Role::NextSteps);
    for found in line.find(&COMPARED).filter(|_| !planned) {
        if let Some(place) = found.range(1) {
            let message = format!("比较的应是上年，这里写“{}”。请核对。", found.group(1));
            hits.push(line.hit(place.start, place.end, message).fix("上年"));
        }
    }
    let answers = line.role == Some(Role::ReviewResponse) || !line.is_paragraph();
    for found in line.find(&ANSWERED).filter(|_| answers && !planned) {
        if let Some(place) = found.range(1) {
            let message = format!("要答复的是上年的问题，这里写“{}”。请核对。", found.group(1));
            let hit = line.hit(place.start, place.end, message);
            hits.push(hit.severity(Severity::Hint));
        }
    }
    hits
}

/// A report of a year is signed when the year is nearly over, or after it.
fn signed(line: &Line<'_>, year: u16) -> Option<Hit> {
    let found = line.find(&YEAR).last()?;
    let named: u16 = found.group(1).parse().ok()?;
    let month = time::month_at(&line.chars, found.end)?;
    (named == year && month <= 3).then(|| {
        let message =
            format!("报告的年度是{year}年，落款却在{named}年{month}月，这一年还没有过完。请核对。");
        line.hit(found.start, found.end, message)
    })
}

#[cfg(test)]
mod tests {
    use crate::check::testing::check;

    #[test]
    fn years_that_were_taken_for_each_other_are_found() {
        check(
            "year-slips",
            "# 成效\n比下年提高2.1个百分点，由今年的58%提高到76%。",
            "下年 → 上年 / 今年 → 上年",
        );
        let stale = "= 2024年度报告\n# 成效\n全面贯彻落实党的十九大精神。";
        check("year-slips", stale, "党的十九大");
        check("year-slips", "# 本年度问题整改情况\n已整改。", "本年度");
        check(
            "year-slips",
            "= 2024年度报告\n# 下一步打算（2026年）\n学习。\n@ 2024年1月5日",
            "2026年 / 2024年",
        );
        check(
            "year-slips",
            "= 2024年度报告\n# 上年点评\n2024年度述职评议中指出两个问题。",
            "2024年",
        );
    }

    #[test]
    fn a_near_miss_is_left_alone() {
        check("year-slips", "# 打算\n比今年增加3场。", "");
        check("year-slips", "= 2024年度报告\n# 2025年计划\n学习。\n@ 2025年1月5日", "");
        check("year-slips", "= 2024年度报告\n# 成效\n由2023年底的8个增加到9个，比上年提高。", "");
    }

    #[test]
    fn a_clean_report_has_nothing() {
        check(
            "year-slips",
            "= 2024年度报告\n# 上年点评\n2023年度评议指出的问题已整改。\n@ 2024年12月20日",
            "",
        );
    }
}
