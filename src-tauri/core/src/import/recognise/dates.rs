//! Years and dates in whatever form a writer gives them.

use std::ops::Range;

use super::marks::is_space;
use super::numerals::digits;

/// A year found in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct FoundYear {
    /// The number, such as 2023.
    pub(super) year: u16,
    /// Its bytes, 年 and 年度 included.
    pub(super) range: Range<usize>,
    /// 年 stands behind it.
    pub(super) named: bool,
}

/// Every year in `text`: 2023年度, ２０２３ 年, 二〇二三年, (2023), 23年度.
pub(super) fn years(text: &str) -> Vec<FoundYear> {
    let mut found: Vec<FoundYear> = Vec::new();
    let mut from = 0;
    let mut before = None;
    while let Some(c) = text[from..].chars().next() {
        let start = from;
        from += c.len_utf8();
        let inside_number = before.is_some_and(is_digit);
        before = Some(c);
        if inside_number || !is_digit(c) && chinese_digit(c).is_none() {
            continue;
        }
        if let Some(year) = year_at(text, start) {
            from = year.range.end;
            before = None;
            found.push(year);
        }
    }
    found
}

fn year_at(text: &str, start: usize) -> Option<FoundYear> {
    let rest = &text[start..];
    let (number, len) = match digits(rest) {
        Some((number, len)) => (number, len),
        None => chinese_year(rest)?,
    };
    let behind = &rest[len..];
    let spaces = behind.len() - behind.trim_start_matches(is_space).len();
    let named = behind[spaces..].starts_with('年');
    let figures = rest[..len].chars().count();
    let year = match (figures, number) {
        (4, 1990..=2099) => number,
        // 23年度 is a year; 23年 may be a length of time.
        (2, 0..=60) if behind[spaces..].starts_with("年度") => 2000 + number,
        _ => return None,
    };
    let mut end = start + len;
    if named {
        end += spaces + '年'.len_utf8();
        end += if text[end..].starts_with('度') { '度'.len_utf8() } else { 0 };
    }
    Some(FoundYear { year: u16::try_from(year).ok()?, range: start..end, named })
}

/// Four Chinese digits, as in 二〇二三.
fn chinese_year(text: &str) -> Option<(usize, usize)> {
    let mut value = 0;
    let mut len = 0;
    for c in text.chars().take(4) {
        value = value * 10 + chinese_digit(c)?;
        len += c.len_utf8();
    }
    let longer = text[len..].chars().next().is_some_and(|c| chinese_digit(c).is_some());
    (len > 0 && text.chars().take(4).count() == 4 && !longer).then_some((value, len))
}

fn chinese_digit(c: char) -> Option<usize> {
    "〇一二三四五六七八九".chars().position(|digit| digit == c).or(match c {
        '○' | '零' | 'Ｏ' | 'O' | '0' | '０' | '◯' | 'o' => Some(0),
        _ => None,
    })
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || ('０'..='９').contains(&c)
}

/// Whether all of `text` is a date, in brackets or behind a label perhaps.
pub(super) fn is_date(text: &str) -> bool {
    let bare = text.trim_matches(|c: char| is_space(c) || BRACKETS.contains(c));
    let bare = LABELS
        .iter()
        .find_map(|label| bare.strip_prefix(label)?.trim_start().strip_prefix(['：', ':']))
        .or_else(|| WRITTEN.iter().find_map(|word| bare.strip_prefix(word)))
        .unwrap_or(bare)
        .trim_start_matches(is_space);
    date_len(bare).is_some_and(|len| may_follow(&bare[len..]))
}

/// What may stand around a date.
const BRACKETS: &str = "（）()〔〕[]【】";
/// What may stand before it, with a colon.
const LABELS: [&str; 6] = ["日期", "时间", "述职时间", "报告时间", "述职日期", "汇报时间"];

/// What stands before it without one.
const WRITTEN: [&str; 3] = ["写于", "成稿于", "草于"];

/// Whether all of `text` is a day of some year that goes without saying.
pub(super) fn is_day(text: &str) -> bool {
    let day = |month: usize| {
        counted(&text[month..], '日', 31).is_some_and(|len| month + len == text.len())
    };
    text.len() <= LONGEST_DAY && counted(text, '月', 12).is_some_and(day)
}

/// The longest such day, in bytes: 十二月三十一日 with spaces.
const LONGEST_DAY: usize = 36;

/// Whether `behind` still belongs to a date: nothing, its weekday, or the place
/// as in 于青禾村.
fn may_follow(behind: &str) -> bool {
    let place = behind.starts_with('于') && behind.chars().count() <= 12;
    let weekday = behind.starts_with("星期") && behind.chars().count() == 3;
    behind.is_empty() || weekday || place && !behind.contains(['，', '。'])
}

/// Where the date begins that `text` ends with, its bracket and label included.
pub(super) fn date_at_end(text: &str) -> Option<usize> {
    let text = text.trim_end_matches(|c: char| is_space(c) || "）)】".contains(c));
    let tail = text.char_indices().rev().take(24).map(|(at, _)| at);
    let mut starts: Vec<usize> = tail.collect();
    starts.reverse();
    let start = starts.into_iter().find(|&at| {
        let digit_before = text[..at]
            .chars()
            .next_back()
            .is_some_and(|c| is_digit(c) || chinese_digit(c).is_some());
        !digit_before && date_len(&text[at..]).is_some_and(|len| at + len == text.len())
    })?;
    let before = text[..start].trim_end_matches(is_space);
    let behind = |words: &[&str], text: &str| {
        words.iter().filter_map(|word| text.strip_suffix(word)).map(str::len).min()
    };
    let label = before.strip_suffix(['：', ':']).and_then(|before| behind(&LABELS, before));
    let label = label.or_else(|| behind(&WRITTEN, before));
    let start = label.unwrap_or(start);
    let bracket = text[..start].trim_end_matches(|c: char| "（(【".contains(c)).len();
    Some(bracket)
}

/// The bytes of the date that `text` begins with. The day may be missing, or
/// be a blank to fill in.
fn date_len(text: &str) -> Option<usize> {
    let year = year_at(text, 0)?;
    let mut rest = &text[year.range.end..];
    if !year.named {
        // 2023.12.8, 2023-12-08, 2023/12/8
        let sign = rest.chars().next().filter(|c| ".-/．－".contains(*c))?;
        rest = rest[sign.len_utf8()..].trim_start_matches(is_space);
        let (_, len) = digits(rest).filter(|(month, _)| (1..=12).contains(month))?;
        rest = &rest[len..];
        if let Some(day) = rest.strip_prefix(sign) {
            let day = day.trim_start_matches(is_space);
            let (_, len) = digits(day).filter(|(day, _)| (1..=31).contains(day))?;
            rest = &day[len..];
        }
        return Some(text.len() - rest.len());
    }
    if let Some(behind) = SEASONS.iter().find_map(|word| rest.strip_prefix(word)) {
        return Some(text.len() - behind.len());
    }
    rest = &rest[counted(rest, '月', 12)?..];
    if let Some(len) = counted(rest, '日', 31).or_else(|| counted(rest, '号', 31)) {
        rest = &rest[len..];
    }
    Some(text.len() - rest.len())
}

/// What may stand for a month and its day.
const SEASONS: [&str; 9] = ["岁末", "岁尾", "年末", "年底", "末", "底", "冬月", "腊月", "冬"];

/// The bytes of `12月`, `十二月`, ` 12 月` or a blank before `月` at the start.
fn counted(text: &str, unit: char, most: usize) -> Option<usize> {
    let spaces = |text: &str| text.len() - text.trim_start_matches(is_space).len();
    let mut at = spaces(text);
    let number = digits(&text[at..]).or_else(|| super::numerals::numeral(&text[at..]));
    if let Some((number, len)) = number {
        if number == 0 || number > most {
            return None;
        }
        at += len;
    }
    if unit == '月' && number.is_none() && text[at..].starts_with(['元', '正']) {
        at += '元'.len_utf8();
    }
    at += spaces(&text[at..]);
    text[at..].starts_with(unit).then(|| at + unit.len_utf8())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_year_is_found_in_every_form() {
        for (text, year) in [
            ("2023年度述职报告", 2023),
            ("２０２３年度述职报告", 2023),
            ("2023 年党建述职报告", 2023),
            ("二〇二三年度述职报告", 2023),
            ("二○二二年述职报告", 2022),
            ("述职报告（2021）", 2021),
            ("青禾社区23年度述职报告", 2023),
        ] {
            assert_eq!(years(text).first().map(|found| found.year), Some(year), "{text}");
        }
        assert!(years("电话12023456，共23年").is_empty());
    }

    #[test]
    fn dates_of_every_form_are_known() {
        for text in [
            "2023年12月8日",
            "二〇二三年十二月八日",
            "2023.12.8",
            "2023-12-08",
            "（2023年12月）",
            "2023 年 12 月 8 日",
            "2023年  月  日",
            "日期：2023年12月8日",
            "２０２３年１２月８日",
            "二○二三年十二月",
            "2024年元月5日",
            "2023. 12. 20",
            "2023年岁末",
            "【2023年12月8日】",
            "2023年12月8日于青禾村",
            "写于2023年12月8日",
        ] {
            assert!(is_date(text), "{text}");
        }
        for text in ["2023年", "2023年12月8日召开会议", "12月8日", "李明"] {
            assert!(!is_date(text), "{text}");
        }
        let text = "青禾社区党支部 2023年12月8日";
        assert_eq!(date_at_end(text).map(|at| &text[at..]), Some("2023年12月8日"));
    }
}
