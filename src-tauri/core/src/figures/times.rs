//! Times that a text names with numbers: years in every form, and days.

use std::ops::Range;

use super::Indicators;
use super::numerals::{HAN_DIGITS, digit, han_value, is_han_numeral};
use crate::model::Year;

/// A year as a text writes it: 2023年, ２０２３ 年, 二〇二三年, (2023).
#[derive(Debug, Clone, PartialEq)]
pub struct WrittenYear {
    /// Its four signs, counted in characters.
    pub at: Range<usize>,
    /// One past what belongs to it: 年 with the spaces before it, and the day.
    pub after: usize,
    /// Which year it is.
    pub year: Year,
    /// 年 stands behind it, or behind the year it is joined to.
    pub named: bool,
    /// Nothing else stands in its brackets.
    pub bracketed: bool,
    /// It is joined to another year: 2022-2023年, 二〇二二年至二〇二三年.
    pub joined: bool,
    /// A month follows, so that it is the year of a day: 2023年5月.
    pub dated: bool,
    /// It stands in the name of a book or document.
    pub titled: bool,
    /// How it writes the digits from zero to nine.
    signs: [char; 10],
}

impl WrittenYear {
    /// Another year, written as this one is.
    pub fn anew(&self, year: i32) -> String {
        let digits = year.to_string();
        digits.chars().filter_map(|sign| Some(self.signs[sign.to_digit(10)? as usize])).collect()
    }
}

const ASCII: [char; 10] = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'];
const WIDE: [char; 10] = ['０', '１', '２', '３', '４', '５', '６', '７', '８', '９'];
/// What people type for 〇, which few keyboards have.
const ZEROS: [char; 7] = ['〇', '零', '○', 'O', 'Ｏ', '0', '０'];
/// What stands between two years that belong together.
const JOINTS: &str = "-—–－―~～至到、和及";

/// Every year in `text`, in reading order.
pub fn years_in(text: &[char]) -> Vec<WrittenYear> {
    let mut years: Vec<WrittenYear> = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let (end, signs) = run(text, at);
        if let Some(year) = year(text, at..end, signs) {
            years.push(year);
        }
        at = end.max(at + 1);
    }
    for at in (1..years.len()).rev() {
        let [one, next] = &mut years[at - 1..=at] else { break };
        if next.named && is_joint(&text[one.after..next.at.start]) {
            (one.joined, next.joined, one.named) = (true, true, true);
        }
    }
    years
}

/// Where the digits that begin at `at` end, and how they are written.
fn run(text: &[char], at: usize) -> (usize, [char; 10]) {
    let until = |more: &dyn Fn(char) -> bool| {
        at + text[at..].iter().take_while(|sign| more(**sign)).count()
    };
    if digit(text[at]).is_some() {
        let signs = if text[at].is_ascii() { ASCII } else { WIDE };
        return (until(&|sign| digit(sign).is_some()), signs);
    }
    let mut signs = ASCII;
    signs.copy_from_slice(HAN_DIGITS);
    if !HAN_DIGITS[1..].contains(&text[at]) {
        return (at, signs);
    }
    let end = until(&|sign| HAN_DIGITS.contains(&sign) || ZEROS.contains(&sign));
    // The zero that was typed is typed again.
    if let Some(zero) = text[at..end].iter().find(|sign| ZEROS.contains(sign)) {
        signs[0] = *zero;
    }
    (end, signs)
}

fn year(text: &[char], at: Range<usize>, signs: [char; 10]) -> Option<WrittenYear> {
    if at.len() != 4 {
        return None;
    }
    let value = |sign: &char| match digit(*sign) {
        Some(digit) => digit.to_digit(10),
        None if ZEROS.contains(sign) => Some(0),
        None => HAN_DIGITS.iter().position(|han| han == sign).map(|value| value as u32),
    };
    let number = text[at.clone()].iter().try_fold(0, |sum, sign| Some(sum * 10 + value(sign)?))?;
    let year = Year::new(u16::try_from(number).ok()?).ok()?;
    let sign = skip_spaces(text, at.end);
    let named = text.get(sign) == Some(&'年');
    let day = named.then(|| day(text, skip_spaces(text, sign + 1))).flatten();
    let before = at.start.checked_sub(1).map(|before| text[before]);
    Some(WrittenYear {
        bracketed: matches!(
            (before, text.get(at.end)),
            (Some('（'), Some('）')) | (Some('('), Some(')'))
        ),
        titled: is_titled(text, at.start),
        dated: day.is_some(),
        joined: false,
        after: day.unwrap_or(if named { sign + 1 } else { at.end }),
        at,
        year,
        named,
        signs,
    })
}

fn is_joint(between: &[char]) -> bool {
    let mut signs = between.iter().filter(|sign| !is_space(**sign));
    // A dash may be typed as two.
    let (first, second) = (signs.next(), signs.next());
    first.is_some_and(|sign| JOINTS.contains(*sign))
        && second.is_none_or(|sign| Some(sign) == first)
        && signs.next().is_none()
}

/// Whether `at` stands inside 《…》.
fn is_titled(text: &[char], at: usize) -> bool {
    text[..at].iter().rposition(|sign| "《》".contains(*sign)).is_some_and(|at| text[at] == '《')
}

/// The days and months that `text` names without a year, in reading order:
/// 6月28日, 七月一日, 6月3日、13日, 九月.
pub fn days_in(text: &[char]) -> Vec<Range<usize>> {
    let non_figures = &Indicators::built_in().non_figures;
    let years = years_in(text);
    let of_a_year = |at: usize| years.iter().any(|year| (year.at.start..year.after).contains(&at));
    let mut days = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let glued = at > 0 && (digit(text[at - 1]).is_some() || is_han_numeral(text[at - 1]));
        // 一月一次 names no month.
        let is_none = glued || of_a_year(at) || non_figures.at(text, at).is_some();
        at = match day(text, at).filter(|_| !is_none) {
            Some(end) => {
                days.push(at..end);
                end
            }
            None => at + 1,
        };
    }
    days
}

/// Where the day or month that begins at `at` ends.
fn day(text: &[char], at: usize) -> Option<usize> {
    let month = counted(text, at, 12, "月")?;
    let Some(mut end) = counted(text, skip_spaces(text, month), 31, "日号") else {
        return Some(month);
    };
    // 6月3日、13日
    while text.get(end).is_some_and(|sign| JOINTS.contains(*sign))
        && let Some(next) = counted(text, end + 1, 31, "日号")
    {
        end = next;
    }
    Some(end)
}

/// One past the unit, one of `units`, of the number at `at`, which is at most `most`.
fn counted(text: &[char], at: usize, most: u32, units: &str) -> Option<usize> {
    let digits = text.get(at..)?.iter().take_while(|sign| digit(**sign).is_some()).count();
    let (value, end) = match digits {
        0 => {
            let (value, end, _) = han_value(text, at)?;
            (value as u32, end)
        }
        1..=2 => {
            let number: String =
                text[at..at + digits].iter().filter_map(|sign| digit(*sign)).collect();
            (number.parse().ok()?, at + digits)
        }
        _ => return None,
    };
    let unit = skip_spaces(text, end);
    let is_unit = text.get(unit).is_some_and(|sign| units.contains(*sign));
    ((1..=most).contains(&value) && is_unit).then_some(unit + 1)
}

/// Past the spaces at `at`, of which a typist leaves two at most.
fn skip_spaces(text: &[char], at: usize) -> usize {
    at + text[at.min(text.len())..].iter().take(2).take_while(|sign| is_space(**sign)).count()
}

fn is_space(sign: char) -> bool {
    matches!(sign, ' ' | '\u{A0}' | '\u{3000}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn letters(text: &str) -> Vec<char> {
        text.chars().collect()
    }

    #[test]
    fn a_year_is_read_and_written_in_every_form() {
        for (text, anew) in [
            ("2023年度", "2030"),
            ("2023 年", "2030"),
            ("２０２３　年度", "２０３０"),
            ("二〇二三年", "二〇三〇"),
            ("二○二三年", "二○三○"),
            ("二零二三 年", "二零三零"),
            ("二0二三年", "二0三0"),
            ("二O二三年", "二O三O"),
        ] {
            let years = years_in(&letters(text));
            let [year] = &years[..] else { panic!("{text}: {years:?}") };
            assert_eq!((year.year.number(), year.named), (2023, true), "{text}");
            assert_eq!(year.anew(2030), anew);
        }
        for none in ["22023年", "123年", "0001年", "二十三年", "一二三四五年", ""] {
            assert_eq!(years_in(&letters(none)), [], "{none}");
        }
    }

    #[test]
    fn what_belongs_to_a_year_is_told() {
        let told = |text: &str| -> String {
            let letters = letters(text);
            let mark = |is: bool, sign: &str| if is { sign.to_owned() } else { String::new() };
            let tell = |year: WrittenYear| {
                let words: String = letters[year.at.start..year.after].iter().collect();
                words
                    + &mark(!year.named, "?")
                    + &mark(year.joined, "+")
                    + &mark(year.bracketed, "()")
                    + &mark(year.dated, "*")
                    + &mark(year.titled, "《》")
            };
            years_in(&letters).into_iter().map(tell).collect::<Vec<_>>().join(" ")
        };
        for (text, expected) in [
            ("2022-2023年度", "2022+ 2023年+"),
            ("２０２２——２０２３年", "２０２２+ ２０２３年+"),
            ("二〇二二年至二〇二三年", "二〇二二年+ 二〇二三年+"),
            ("2021年、2022年和2023年", "2021年+ 2022年+ 2023年+"),
            ("截至2023年底", "2023年"),
            ("述职报告（2023）", "2023?()"),
            ("述职报告(2023年度)", "2023年"),
            ("2023年5月8日揭牌", "2023年5月8日*"),
            ("二〇二三年七月一日", "二〇二三年七月一日*"),
            ("2023年十月揭牌", "2023年十月*"),
            ("2023年3次", "2023年"),
            ("《2023年要点》2023年", "2023年《》 2023年"),
            ("2023.5", "2023?"),
        ] {
            assert_eq!(told(text), expected, "{text}");
        }
    }

    #[test]
    fn days_and_months_are_found() {
        let days = |text: &str| -> String {
            let letters = letters(text);
            let word = |day: Range<usize>| letters[day].iter().collect::<String>();
            days_in(&letters).into_iter().map(word).collect::<Vec<_>>().join(" ")
        };
        for (text, expected) in [
            ("6月28日召开", "6月28日"),
            ("６月 ２８ 日召开", "６月 ２８ 日"),
            ("七月一日开展慰问", "七月一日"),
            ("十二月二十八号", "十二月二十八号"),
            ("6月3日、13日和23日议事", "6月3日、13日和23日"),
            ("6月、9月走访", "6月 9月"),
            ("九月，开学", "九月"),
            ("今年6月换届", "6月"),
            ("七一慰问，3个月，每月1次，一月一次，13月", ""),
            ("2023年5月", ""),
        ] {
            assert_eq!(days(text), expected, "{text}");
        }
    }
}
