//! Which time a number speaks of.

use super::non_figures::NonFigures;
use super::number::Number;
use super::words::starts;

/// Which time a number speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// The year of the report.
    ThisYear,
    /// An earlier one, for comparison.
    Earlier,
    /// What is planned.
    Planned,
    /// A difference between years, not a value.
    Change,
}

/// So far back, in characters, a word of time is looked for in a sentence
/// without end.
const REACH: usize = 300;

/// So far before an amount, in characters, 每名 stands.
const SHARE_REACH: usize = 12;
/// Longer is not the name of such an amount but a sentence.
const LONGEST_SHARE: usize = 5;
/// The characters of 每名.
const SHARE_WORD: usize = 2;

const STOPS: &[char] = &['。', '；', '！', '？', '\n', '\t'];

/// Which time `number` speaks of: the last word of time before it in the
/// sentence decides.
pub(super) fn of(
    text: &[char],
    number: &Number,
    change: bool,
    year: Option<u16>,
    non_figures: &NonFigures,
) -> Scope {
    if change || number.unit == "个百分点" {
        return Scope::Change;
    }
    // 比上年的18次增加3次: the old value itself.
    let of_last_year = ["上年的", "去年的", "上一年的", "前年的"].iter().any(|word| {
        let length = word.chars().count();
        number.start >= length && starts(text, number.start - length, word)
    });
    if of_last_year || starts_at_the_old_value(text, number) {
        return Scope::Earlier;
    }
    let near = number.start.saturating_sub(REACH);
    let begin = text[near..number.start]
        .iter()
        .rposition(|sign| STOPS.contains(sign))
        .map_or(near, |at| near + at + 1);
    let mut scope = Scope::ThisYear;
    for at in begin..number.start {
        match word_of_time(text, at, year) {
            Some(Scope::Earlier) if non_figures.names_a_review(text, at) => {}
            Some(said) => scope = said,
            None => {}
        }
    }
    scope
}

/// The time that the head of a table's column names: 2023年, 上年, 计划数.
pub(super) fn of_heading(text: &[char], year: Option<u16>) -> Option<Scope> {
    let number: String = text.iter().collect();
    if let (Ok(said @ 1949..=2199), Some(year)) = (number.trim().parse::<u16>(), year) {
        return Some(compared_with(said, year));
    }
    if number.trim().len() == 4 && number.trim().parse::<u16>().is_ok() {
        return Some(Scope::ThisYear);
    }
    (0..text.len())
        .find_map(|at| word_of_time(text, at, year).or_else(|| bare_year(text, at, year)))
}

/// A year is a time, even where the report has none to compare it with.
fn bare_year(text: &[char], at: usize, year: Option<u16>) -> Option<Scope> {
    (year.is_none() && four_digits(text, at).is_some()).then_some(Scope::ThisYear)
}

fn compared_with(said: u16, year: u16) -> Scope {
    match said.cmp(&year) {
        std::cmp::Ordering::Less => Scope::Earlier,
        std::cmp::Ordering::Equal => Scope::ThisYear,
        std::cmp::Ordering::Greater => Scope::Planned,
    }
}

/// 由42名增加到45名: the first number is the old value.
fn starts_at_the_old_value(text: &[char], number: &Number) -> bool {
    let before = &text[number.start.saturating_sub(12)..number.start];
    let from = before.iter().rposition(|sign| matches!(sign, '由' | '从'));
    let clause =
        from.is_some_and(|from| !before[from..].iter().any(|sign| "，。；".contains(*sign)));
    let behind = &text[number.after..text.len().min(number.after + 6)];
    clause
        && behind
            .iter()
            .take_while(|sign| !"，。；、".contains(**sign))
            .any(|sign| matches!(sign, '到' | '至'))
}

/// What the word of time at `at`, if there is one, says.
fn word_of_time(text: &[char], at: usize, year: Option<u16>) -> Option<Scope> {
    // Most characters begin no word of time: look no further.
    if !text[at].is_ascii_digit() && !"去上今本全实明下计力拟".contains(text[at]) {
        return None;
    }
    let any = |words: &[&str]| words.iter().any(|word| starts(text, at, word));
    let compared = at > 0 && matches!(text[at - 1], '比' | '较' | '同' | '于');
    if any(&["去年", "上年", "上一年"]) {
        return (!compared).then_some(Scope::Earlier);
    }
    if any(&["今年", "本年", "全年", "实际"]) {
        return Some(Scope::ThisYear);
    }
    if any(&["明年", "下一年", "下年度", "下一步", "计划", "力争", "拟"]) {
        // 制定计划, 工作计划 name a thing.
        let a_thing =
            at > 0 && starts(text, at, "计划") && "定作习划案年度按照".contains(text[at - 1]);
        let inside_a_word = starts(text, at, "拟") && at > 0 && matches!(text[at - 1], '模' | '虚');
        return (!a_thing && !inside_a_word).then_some(Scope::Planned);
    }
    let said = compared_with(four_digits(text, at)?, year?);
    (said != Scope::Earlier || !compared).then_some(said)
}

/// The year of `2023年` at `at`.
fn four_digits(text: &[char], at: usize) -> Option<u16> {
    let digits: String = text[at..].iter().take(4).filter(|sign| sign.is_ascii_digit()).collect();
    let whole = at == 0 || !text[at - 1].is_ascii_digit();
    (whole && digits.len() == 4 && text.get(at + 4) == Some(&'年')).then(|| digits.parse().ok())?
}

/// Whether the number says how often (每月1次) or how many each (每名党员1户), so
/// that it is no count of the year.
pub(super) fn is_rhythm(text: &[char], number: &Number, words: &NonFigures) -> bool {
    let near = number.start.saturating_sub(REACH);
    let begin = text[near..number.start]
        .iter()
        .rposition(|sign| "，。；：、！？（".contains(*sign))
        .map_or(near, |at| near + at + 1);
    // 每月人均补贴420元, 平均每天用餐48人: an average is counted.
    let averaged = text[begin..number.start]
        .windows(2)
        .any(|pair| pair[1] == '均' && "人户亩场次日月年平".contains(pair[0]));
    if averaged {
        return false;
    }
    let places: Vec<usize> =
        (begin..number.start).rev().filter(|&at| words.may_begin(text[at])).collect();
    let last = |list: &[String]| {
        places.iter().copied().find(|&at| list.iter().any(|word| starts(text, at, word)))
    };
    let total = last(&words.totals);
    let after_total = |at: usize| total.is_some_and(|total| total >= at);
    let share = last(&words.shares).is_some_and(|at| !after_total(at));
    let rhythm = last(&words.rhythms).is_some_and(|at| {
        // 每月90多件: right before it, however many.
        let length = words.rhythms.iter().find(|word| starts(text, at, word));
        let adjacent = length.is_some_and(|word| at + word.chars().count() == number.start);
        // How often is a whole number: 每年交租金3.6万元 is an amount.
        let seldom = number.value <= 4.0 && number.value.fract() == 0.0;
        !after_total(at) && (seldom || adjacent)
    });
    (share && !number.unit.contains('%')) || rhythm
}

/// Where what one of them got is said to begin: 每名(4000元), 每餐优惠(3元).
pub(super) fn share(text: &[char], number: &Number, words: &NonFigures) -> Option<usize> {
    let near = number.start.saturating_sub(SHARE_REACH);
    let begin = text[near..number.start]
        .iter()
        .rposition(|sign| "，。；：、！？（".contains(*sign) || sign.is_ascii_digit())
        .map_or(near, |at| near + at + 1);
    (begin..number.start).find(|&at| words.shares.iter().any(|word| starts(text, at, word)))
}

/// What an amount is called that each got: 每餐优惠, but 每位 of 每位送去米面油和(200元).
pub(super) fn share_name(said: &[char]) -> String {
    // 每人只收餐费: what it was for.
    let money =
        said.len() <= SHARE_REACH && said.last().is_some_and(|last| "费金款".contains(*last));
    let whole = money || said.len() <= LONGEST_SHARE;
    said.iter().take(if whole { said.len() } else { SHARE_WORD }).collect()
}

/// Whether right before the number its total is announced: 合计12次.
pub(super) fn is_total(text: &[char], number: &Number, words: &NonFigures) -> bool {
    words.totals.iter().any(|word| {
        let length = word.chars().count();
        number.start >= length && starts(text, number.start - length, word)
    })
}
