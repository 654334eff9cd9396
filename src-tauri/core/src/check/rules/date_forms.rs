//! `date-forms`: years cut short, months and days joined by hyphens, two kinds of
//! numerals in one date.

use std::sync::LazyLock;

use regex::Regex;

use crate::check::page::{Line, Page};
use crate::check::pattern::pattern;
use crate::check::rule::{Hit, Rule};
use crate::model::{FindingKind, Origin, Part, Severity};

pub(super) static RULE: Rule = Rule {
    key: "date-forms",
    kind: FindingKind::Dates,
    origin: Origin::Standard,
    clause: "GB/T 15835—2011 4.3、5.1.4、5.2.5",
    severity: Severity::Error,
    name: "日期的写法",
    why: "年份写全四位，月日写明“月”“日”，一个日期只用一种数字，才不会认错。",
    wrong: "截至25年底，8-15召开会议",
    right: "截至2025年底，8月15日召开会议",
    once: false,
    check: |page| {
        let mut hits: Vec<Hit> = page.lines.iter().flat_map(|line| check(page, line)).collect();
        hits.extend(leading_zeros(page));
        hits.extend(signed(page));
        hits
    },
};

static SHORT_YEAR: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(^|[^\d.])(\d\d)年(底|初|度|末|中|春节|上半年|下半年|第?[一二三四1-4]季度|\d{1,2}月|[一二三四五六七八九十]{1,2}月|以来|我|本|支部|社区|党|全年|共|累计|组织|召开|开展|，|[一-龥]{1,2})",
    )
});
static YEAR_MONTH: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:^|[^\d\-/.])((?:19|20)\d\d)([-./])(\d{1,2})(?:([-./])(\d{1,2}))?(?:$|[^\d\-/.%年])",
    )
});
static MONTH_DAY: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(于|在|从|自|至|截至|截止|今年|当年|^|[，。；（])(\d{1,2})-(\d{1,2})(前|后|起|止|召开|开展|组织|举办|举行|上午|下午|晚|参加|走访|慰问|[，、）])",
    )
});
/// 从22年起.
static SINCE_YEAR: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?:从|自)([0-3]\d)年(?:起|以来|开始|至今|底|初)"));
/// 8.15组织: a day at the head of a clause, before what was done on it.
static DOTTED_DAY: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:^|[，。；])(\d{1,2})\.(\d{1,2})(?:日)?(?:当天|当日|上午|下午|晚|前后|前夕|召开|开展|组织|举办|举行|参加|走访|慰问|邀请|带领|支部|党员|社区)",
    )
});
static MIXED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"([一二三四五六七八九〇零○]{4}年\d{1,2}月(?:\d{1,2}日)?|\d{4}年[一二三四五六七八九十]{1,3}月(?:[一二三四五六七八九十]{1,3}日|\d{1,2}日)?|\d{4}年\d{1,2}月[一二三四五六七八九十]{1,3}日)",
    )
});
static ZERO_YEAR: LazyLock<Regex> =
    LazyLock::new(|| pattern("([一二][〇零○九][〇零○一二三四五六七八九]{2})年"));
static LEADING_ZERO: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?:^|[^\d])(0\d月(?:\d{1,2}日)?|\d{1,2}月0\d日)"));

fn check(page: &Page<'_>, line: &Line<'_>) -> Vec<Hit> {
    let mut hits = Vec::new();
    for found in line.find_beside(&SHORT_YEAR) {
        let Some(at) = found.range(2) else { continue };
        if is_year(page, line, at.start, found.group(2), found.group(3)) {
            let right = format!("20{}", found.group(2));
            let message = format!("年份要写全四位。“{}年”请写成“{right}年”。", found.group(2));
            hits.push(line.hit(at.start, at.end, message).fix(right));
        }
    }
    for found in line.find_beside(&YEAR_MONTH) {
        let Some(at) = found.range(1) else { continue };
        let (year, month, day) = (found.group(1), found.group(3), found.group(5));
        // 2010-03-02 is a form of its own; 2024-25 is a range.
        let valid = month.parse::<u32>().is_ok_and(|month| (1..=12).contains(&month))
            && (day.is_empty() || day.parse::<u32>().is_ok_and(|day| (1..=31).contains(&day)));
        let full = !day.is_empty() && found.group(2) == "-" && found.group(4) == "-";
        if !valid || full || (day.is_empty() && found.group(2) != "-") && !line_is_date(line) {
            continue;
        }
        let end = found.range(5).or_else(|| found.range(3)).map_or(at.end, |range| range.end);
        let right = written(year, month, day);
        let words = line.words(at.start, end);
        let message = format!("正文里的日期要写明年、月、日。“{words}”请写成“{right}”。");
        hits.push(line.hit(at.start, end, message).fix(right));
    }
    for found in line.find_beside(&MONTH_DAY) {
        let (Some(from), Some(to)) = (found.range(2), found.range(3)) else { continue };
        let (month, day) = (found.group(2), found.group(3));
        let is_date = month.parse::<u32>().is_ok_and(|month| (1..=12).contains(&month))
            && day.parse::<u32>().is_ok_and(|day| (1..=31).contains(&day));
        if is_date {
            let right = written("", month, day);
            let words = line.words(from.start, to.end);
            let message = format!("月日不能用短横线代替。“{words}”请写成“{right}”。");
            hits.push(line.hit(from.start, to.end, message).fix(right));
        }
    }
    for found in line.find_beside(&SINCE_YEAR) {
        let Some(at) = found.range(1) else { continue };
        let number: u16 = found.group(1).parse().unwrap_or_default();
        let near = page
            .year()
            .is_none_or(|year| (number + 2000).abs_diff(year) <= 15 && number + 2000 <= year + 1);
        if near && !hits.iter().any(|hit: &Hit| hit.spot.start == at.start) {
            let right = format!("20{}", found.group(1));
            let message = format!("年份要写全四位。“{}年”请写成“{right}年”。", found.group(1));
            hits.push(line.hit(at.start, at.end, message).fix(right));
        }
    }
    for found in line.find_beside(&DOTTED_DAY) {
        let (Some(from), Some(to)) = (found.range(1), found.range(2)) else { continue };
        let number = |group: usize| found.group(group).parse::<u32>().unwrap_or_default();
        let is_date = (1..=12).contains(&number(1))
            && (1..=crate::check::time::days_in(number(1).clamp(1, 12))).contains(&number(2));
        if is_date {
            let right = written("", found.group(1), found.group(2));
            let words = line.words(from.start, to.end);
            let message = format!("月日不能用小数点代替。“{words}”请写成“{right}”。");
            hits.push(line.hit(from.start, to.end, message).fix(right));
        }
    }
    for found in line.find_beside(&MIXED) {
        let right = arabic(found.text);
        let message = format!("一个日期里用了两种数字。请写成“{right}”。");
        hits.push(line.hit(found.start, found.end, message).fix(right));
    }
    for found in line.find_beside(&ZERO_YEAR) {
        let Some(at) = found.range(1).filter(|_| found.group(1).contains(['零', '○'])) else {
            continue;
        };
        if hits.iter().any(|hit| hit.spot.start <= at.start && at.end <= hit.spot.end) {
            continue;
        }
        let right = found.group(1).replace(['零', '○'], "〇");
        let message = format!("年份里的“0”写作“〇”。请写成“{right}年”。");
        let severity =
            if found.group(1).contains('零') { Severity::Error } else { Severity::Hint };
        hits.push(line.hit(at.start, at.end, message).fix(right).severity(severity));
    }
    hits
}

/// Whether two digits before 年 are a year cut short, not a span of time: 25年底,
/// but not 工作25年，.
fn is_year(page: &Page<'_>, line: &Line<'_>, at: usize, digits: &str, behind: &str) -> bool {
    let before = line.before(at).next();
    let begins = before.is_none_or(|sign| "，。；：、（“在于至从自到止自及和对年".contains(sign));
    let number: u16 = digits.parse().unwrap_or_default();
    let near =
        page.year().map_or((15..=35).contains(&number), |year| (number + 2000).abs_diff(year) <= 6);
    let certain = ["底", "初", "度", "末"].contains(&behind)
        || behind.ends_with('月')
        || behind.ends_with("季度");
    if !near {
        return false;
    }
    // 工作20年，… and 20年以来 count years.
    if certain {
        !before.is_some_and(|sign| "了近约满这十".contains(sign))
    } else if before.is_some_and(|sign| "较比".contains(sign)) {
        true
    } else if !LISTED.contains(&behind) {
        // 23年产值…, but not 20年来 nor 25年党龄.
        begins
            && page.year().is_some_and(|year| (number + 2000).abs_diff(year) <= 1)
            && !behind.starts_with(SPAN)
    } else {
        begins
            && behind != "以来"
            && (behind != "，" || before.is_none_or(|sign| "。；".contains(sign)))
    }
}

/// What follows a year that was cut short at the head of a clause.
const LISTED: &[&str] = &[
    "中",
    "春节",
    "上半年",
    "下半年",
    "以来",
    "我",
    "本",
    "支部",
    "社区",
    "党",
    "全年",
    "共",
    "累计",
    "组织",
    "召开",
    "开展",
    "，",
];
/// What follows a span of years.
const SPAN: [char; 24] = [
    '来', '以', '间', '时', '党', '如', '里', '前', '后', '的', '多', '余', '过', '工', '从', '教',
    '内', '之', '未', '没', '不', '风', '坚', '老',
];

/// The date line of a report.
fn line_is_date(line: &Line<'_>) -> bool {
    line.part == Part::Date
}

fn written(year: &str, month: &str, day: &str) -> String {
    let number = |text: &str| text.trim_start_matches('0').to_owned();
    let mut out = String::new();
    if !year.is_empty() {
        out.push_str(&format!("{year}年"));
    }
    out.push_str(&format!("{}月", number(month)));
    if !day.is_empty() {
        out.push_str(&format!("{}日", number(day)));
    }
    out
}

/// A date in Arabic digits.
fn arabic(date: &str) -> String {
    let mut out = String::new();
    let mut word = String::new();
    for sign in date.chars() {
        match sign {
            '年' | '月' | '日' => {
                out.push_str(&number(&word));
                out.push(sign);
                word.clear();
            }
            _ => word.push(sign),
        }
    }
    out
}

/// The digits of a year, month or day, whichever numerals it is in.
fn number(word: &str) -> String {
    if word.chars().all(|sign| sign.is_ascii_digit()) {
        return word.to_owned();
    }
    let value =
        |sign: char| "〇一二三四五六七八九".chars().position(|other| other == sign).unwrap_or(0);
    if word.contains('十') {
        let (tens, ones) = word.split_once('十').unwrap_or((word, ""));
        let tens = tens.chars().next().map_or(1, value);
        let ones = ones.chars().next().map_or(0, value);
        return (tens * 10 + ones).to_string();
    }
    word.chars().map(|sign| value(sign).to_string()).collect()
}

/// 03月 in the text: told once. The date below the report has a rule of its own.
fn leading_zeros(page: &Page<'_>) -> Option<Hit> {
    let mut found = page.lines.iter().filter(|line| line.part != Part::Date).flat_map(|line| {
        line.find_beside(&LEADING_ZERO).filter_map(move |found| Some((line, found.range(1)?)))
    });
    let (line, at) = found.next()?;
    let others: Vec<_> = found.map(|(line, at)| line.spot(at.start, at.end)).collect();
    let right = without_zeros(&line.words(at.start, at.end));
    let message = format!("公文里月日前面通常不加0，写成“{right}”。");
    let hit = line.hit(at.start, at.end, message).fix(right).others(others);
    Some(hit.severity(Severity::Hint).source("惯例：参照 GB/T 9704—2012 7.3.5.4"))
}

fn without_zeros(date: &str) -> String {
    let mut out = String::new();
    let mut begins = true;
    for sign in date.chars() {
        if !(begins && sign == '0') {
            out.push(sign);
        }
        begins = !sign.is_ascii_digit();
    }
    out
}

/// The date below the report: Arabic digits, full year, no zeros before.
fn signed(page: &Page<'_>) -> Option<Hit> {
    let line = page.line(Part::Date, None)?;
    let text = line.text.trim();
    let source = "国标：GB/T 9704—2012 7.3.5.4";
    if LEADING_ZERO.is_match(text) {
        let right = without_zeros(text);
        let message = format!("成文日期的月、日前面不加0。请写成“{right}”。");
        return Some(line.hit(0, line.chars.len(), message).fix(right).source(source));
    }
    let in_words = text.chars().all(|sign| "〇零○一二三四五六七八九十年月日".contains(sign));
    (in_words && text.contains('年')).then(|| {
        let right = arabic(&text.replace(['零', '○'], "〇"));
        let message = format!("成文日期用阿拉伯数字。请写成“{right}”。");
        line.hit(0, line.chars.len(), message).fix(right).source(source).severity(Severity::Warning)
    })
}

#[cfg(test)]
mod tests {
    use crate::check::testing::check;

    #[test]
    fn years_are_written_in_full() {
        check("date-forms", "截至24年底，24年度工作，24年3月", "24 → 2024 / 24 → 2024 / 24 → 2024");
        check("date-forms", "24年共召开会议12次", "24 → 2024");
    }

    #[test]
    fn hyphens_do_not_stand_for_month_and_day() {
        check("date-forms", "于8-15召开会议，2024-8完成", "8-15 → 8月15日 / 2024-8 → 2024年8月");
        check("date-forms", "于2024.8.15召开", "2024.8.15 → 2024年8月15日");
    }

    #[test]
    fn a_date_has_one_kind_of_numerals() {
        check(
            "date-forms",
            "二〇二四年8月5日，2024年八月",
            "二〇二四年8月5日 → 2024年8月5日 / 2024年八月 → 2024年8月",
        );
        check("date-forms", "二零二四年召开", "二零二四 → 二〇二四");
    }

    #[test]
    fn the_date_below_has_no_zeros_and_arabic_digits() {
        check("date-forms", "@ 2024年03月05日", "2024年03月05日 → 2024年3月5日");
        check("date-forms", "@ 二〇二四年十二月二十日", "二〇二四年十二月二十日 → 2024年12月20日");
        check("date-forms", "@ 2024.12.5", "2024.12.5 → 2024年12月5日");
        check("date-forms", "03月开展学习，3月05日召开会议", "03月 → 3月");
    }

    #[test]
    fn days_and_years_cut_short_at_the_head_of_a_clause() {
        check("date-forms", "8.15组织党员集中学习，从22年起坚持", "8.15 → 8月15日 / 22 → 2022");
        check("date-forms", "8.15万元，党龄22年起，同比3.2组织力", "");
    }

    #[test]
    fn right_dates_and_spans_of_time_are_left_alone() {
        for text in [
            "2024年底，2024年3月5日，2010-03-02，二〇二四年",
            "工作25年，党龄24年，24年来，近20年初心不改",
            "2024-2025学年，2024-25赛季，每次8-15人",
            "@ 2024年12月5日",
            "3.5万元，1.2.3版本",
        ] {
            check("date-forms", text, "");
        }
    }
}
