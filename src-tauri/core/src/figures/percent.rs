//! Percentages in words: 百分之八十五, 近六成.

use super::number::{Number, Trust, approximated, suffix};
use super::numerals::{HAN_DIGITS, digits, han_value, is_han_numeral};
use super::units::Units;
use super::words::starts;

/// 百分之八十五, 近六成: percentages in words.
pub(super) fn percent_in_words(text: &[char], at: usize, units: &Units) -> Option<Number> {
    let (value, start, end) = if starts(text, at, "百分之") {
        let inside = at + 3;
        let (value, end) = match digits(text, inside) {
            Some((digits, end)) => (digits.parse().ok()?, end),
            None => han_value(text, inside).map(|(value, end, _)| (value, end))?,
        };
        (value, at, end)
    } else {
        let (value, end) = tenths(text, at, units)?;
        (value, at, end)
    };
    let (after, suffix) = suffix(text, end, units);
    let vague = units.tenths().vague.iter().any(|word| starts(text, end, word));
    let approximate = suffix || vague || approximated(text, start, units);
    Some(Number { start, end, after, value, approximate, unit: "%".to_owned(), trust: Trust::Firm })
}

/// The percentage of so many tenths, and where they end: 六成, 八成五, 两成多. 成 begins
/// many a word besides (六成员): what stands before or behind them must say that
/// they are a share.
fn tenths(text: &[char], at: usize, units: &Units) -> Option<(f64, usize)> {
    let digit_at = |at: usize| match text.get(at) {
        Some('两') => Some(2),
        Some(sign) => HAN_DIGITS.iter().position(|digit| digit == sign).filter(|&n| n > 0),
        None => None,
    };
    let tens = digit_at(at)?;
    let alone = at == 0 || !is_han_numeral(text[at - 1]) && text[at - 1] != '第';
    let words = units.tenths();
    let before = |word: &String| {
        let length = word.chars().count();
        at >= length && starts(text, at - length, word)
    };
    let said = approximated(text, at, units) || words.before.iter().any(before);
    let bounded = |at: usize| {
        let words = words.behind.iter().chain(&words.vague);
        text.get(at).is_none_or(|sign| "，。；、！？）)".contains(*sign))
            || words.into_iter().any(|word| starts(text, at, word))
    };
    let goes_on = |at: usize| text.get(at).is_some_and(|sign| words.not_before.contains(*sign));
    if !alone || text.get(at + 1) != Some(&'成') {
        return None;
    }
    match digit_at(at + 2) {
        Some(ones) if bounded(at + 3) => Some(((tens * 10 + ones) as f64, at + 3)),
        _ => (bounded(at + 2) || said && !goes_on(at + 2)).then_some((tens as f64 * 10.0, at + 2)),
    }
}
