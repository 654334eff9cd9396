//! The grammar of numbers: where a quantity with its unit stands in a text, and
//! what it is worth.

use std::ops::Range;

use super::non_figures::{NonFigures, counts_nothing};
use super::numerals::{at_scale, digit, digits, han_value, is_han_numeral, power_of};
use super::percent::percent_in_words;
use super::units::Units;
use super::words::starts;

/// A quantity with its unit.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Number {
    /// First character of the number.
    pub(super) start: usize,
    /// One past the last character of the unit.
    pub(super) end: usize,
    /// One past what belongs to it besides: 以上, 左右.
    pub(super) after: usize,
    /// The value in `unit`.
    pub(super) value: f64,
    pub(super) approximate: bool,
    pub(super) unit: String,
    /// How sure it is that this counts something.
    pub(super) trust: Trust,
}

/// How sure it is that a number counts something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Trust {
    /// A unit that counts only in averages (56岁): only behind their name.
    Average,
    /// Arabic digits, or a large or approximate Chinese numeral.
    Firm,
    /// A small Chinese numeral (四次): only with a known indicator.
    Weak,
    /// 一次, 一名: only right behind a known indicator.
    One,
}

impl Number {
    /// A number in digits whose unit stands elsewhere.
    pub(super) fn certain(at: Range<usize>, value: f64, approximate: bool, unit: String) -> Self {
        let (start, end) = (at.start, at.end);
        Self { start, end, after: end, value, approximate, unit, trust: Trust::Firm }
    }

    /// The same number in a text that begins `by` characters earlier.
    pub(super) fn moved(self, by: usize) -> Self {
        Self { start: self.start + by, end: self.end + by, after: self.after + by, ..self }
    }
}

/// The value of a text that is nothing but a number: `14`, `10余`, `1,200`.
pub(super) fn bare_amount(text: &[char]) -> Option<(f64, bool)> {
    let quantity = quantity(text, 0)?;
    let whole = quantity.end == text.len();
    whole.then(|| (at_scale(&quantity.digits, quantity.scale), quantity.approximate))
}

/// A number without its unit.
struct Quantity {
    end: usize,
    /// The digits as a decimal number, before `scale`.
    digits: String,
    /// Power of ten that 万, 亿, … stand for.
    scale: u32,
    approximate: bool,
}

/// So far before a number, in characters, its 人均 stands.
const AVERAGE_REACH: usize = 8;

/// So far before a number without a unit, in characters, its 分别 stands.
const SHARED_REACH: usize = 8;

const CONNECTORS: &[char] = &['-', '—', '－', '–', '~', '～', '至', '到'];
const MORE_OR_LESS: &[char] = &['余', '多', '来', '几'];

/// Every quantity with a unit in `text`, in reading order.
pub(super) fn scan(text: &[char], units: &Units, non_figures: &NonFigures) -> Vec<Number> {
    let mut numbers: Vec<Number> = Vec::new();
    let mut at = 0;
    while at < text.len() {
        if let Some(length) = non_figures.at(text, at).or_else(|| book_title(text, at)) {
            at += length;
            continue;
        }
        let found = if digit(text[at]).is_some() {
            arabic(text, at, units)
        } else if begins_in_words(text[at]) {
            percent_in_words(text, at, units).or_else(|| han(text, at, units))
        } else {
            None
        };
        at = match found {
            Some(number) if counts_nothing(text, &number, non_figures) => number.end,
            Some(number) => {
                let after = number.after;
                numbers.push(number);
                after
            }
            None => skip_number(text, at),
        };
    }
    trust_pairs(text, &mut numbers);
    numbers
}

/// 由一间扩建为三间, 从两名发展到五名: what changes from one number to another of
/// its unit is counted, however small.
fn trust_pairs(text: &[char], numbers: &mut [Number]) {
    for at in 1..numbers.len() {
        let [old, new] = &mut numbers[at - 1..=at] else { return };
        let begins = old.start > 0 && matches!(text[old.start - 1], '由' | '从');
        let between = &text[old.after..new.start.max(old.after)];
        let changes = between.len() <= 8
            && between.iter().any(|sign| matches!(sign, '到' | '至' | '为' | '成'))
            && !between.iter().any(|sign| "，。；、：".contains(*sign));
        if begins && changes && old.unit == new.unit {
            (old.trust, new.trust) = (Trust::Firm, Trust::Firm);
        }
    }
}

/// Whether a number in words may begin with `sign`; most characters begin none.
fn begins_in_words(sign: char) -> bool {
    is_han_numeral(sign) || matches!(sign, '数' | '几' | '上')
}

/// Length of the title of a book or document at `at`: what it counts is not
/// counted here (《致居民的一封信》).
fn book_title(text: &[char], at: usize) -> Option<usize> {
    let inside = text.get(at).filter(|&&sign| sign == '《').map(|_| &text[at..])?;
    inside.iter().take(40).position(|sign| *sign == '》').map(|close| close + 1)
}

fn arabic(text: &[char], at: usize, units: &Units) -> Option<Number> {
    if at > 0 && is_glued(text[at - 1]) {
        return None;
    }
    let mut quantity = quantity(text, at)?;
    if quantity.digits.len() > 9 && !quantity.digits.contains('.') {
        return None; // A telephone or identity number.
    }
    let mut range = false;
    if let Some(second) = second_of_range(text, &quantity) {
        quantity.end = second.end;
        quantity.scale = quantity.scale.max(second.scale);
        range = true;
    }
    let Some((unit, end)) = units.at(text, skip_spaces(text, quantity.end)) else {
        return unit_behind(text, at, quantity, units);
    };
    // 0.08次 is an average, and so is 人均带徒4.5人; no list has a mark 0.
    let averaged = text[at.saturating_sub(AVERAGE_REACH)..at].contains(&'均');
    let may_be_mark =
        quantity.digits.contains('.') && !quantity.digits.starts_with("0.") && !averaged;
    if may_be_mark && quantity.scale == 0 && !unit.measure {
        // “1.26名党员”: a list mark before the number.
        let dot = text[at..].iter().position(|&sign| matches!(sign, '.' | '．'))?;
        return arabic_after_mark(text, at + dot + 1, units);
    }
    let trust = if unit.average { Trust::Average } else { Trust::Firm };
    // 35岁以下党员, 收入30万元以上的村: which they are, not how much there is.
    if unit.average && suffix(text, end, units).1 {
        return None;
    }
    if unit.money && limits(text, at..end, units) {
        return None;
    }
    let (value, unit) = priced(&quantity, unit.name(), unit.money);
    let (after, suffix) = suffix(text, end, units);
    let approximate = range || quantity.approximate || suffix || approximated(text, at, units);
    Some(Number { start: at, end, after, value, approximate, unit, trust })
}

/// 分别提高1.7和3.2个百分点: the unit of the first number stands behind the second.
fn unit_behind(text: &[char], at: usize, first: Quantity, units: &Units) -> Option<Number> {
    let near = &text[at.saturating_sub(SHARED_REACH)..at];
    let shared = near.windows(2).any(|pair| pair == ['分', '别']);
    let joined = is_any(text, first.end, &['和', '与', '、']) && shared;
    let second = quantity(text, first.end + 1).filter(|_| joined)?;
    let (unit, _) = units.at(text, skip_spaces(text, second.end))?;
    let scale = if first.scale == 0 { second.scale } else { first.scale };
    let end = first.end;
    let first = Quantity { scale, ..first };
    let (value, unit) = priced(&first, unit.name(), unit.money);
    let approximate = first.approximate;
    Some(Number { start: at, end, after: end, value, approximate, unit, trust: Trust::Firm })
}

/// Whether an amount tells some of them from the others: 30万元以上的村, 过50万元的村.
fn limits(text: &[char], amount: Range<usize>, units: &Units) -> bool {
    let words = units.limits();
    let is_limit = |word: &String| starts(text, amount.end, word);
    let over = |word: &String| {
        let length = word.chars().count();
        amount.start >= length && starts(text, amount.start - length, word)
    };
    // 超10亿元项目, 超10亿元的项目
    let of = amount.end + usize::from(text.get(amount.end) == Some(&'的'));
    let whose = |word: &String| starts(text, of, word);
    words.behind.iter().any(is_limit) || words.over.iter().any(over) && words.of.iter().any(whose)
}

fn arabic_after_mark(text: &[char], at: usize, units: &Units) -> Option<Number> {
    let quantity = quantity(text, at)?;
    let (unit, end) = units.at(text, skip_spaces(text, quantity.end))?;
    let (value, unit) = priced(&quantity, unit.name(), unit.money);
    let (after, suffix) = suffix(text, end, units);
    let approximate = quantity.approximate || suffix;
    Some(Number { start: at, end, after, value, approximate, unit, trust: Trust::Firm })
}

/// Digits with 余, 万 and the like: 12, 1,200, 3.2万, 10余, 1万余, 3万5千.
fn quantity(text: &[char], at: usize) -> Option<Quantity> {
    let whole = simple_quantity(text, at)?;
    if whole.approximate || whole.scale < 4 || whole.digits.contains('.') {
        return Some(whole);
    }
    match simple_quantity(text, whole.end) {
        // 3万5千: the rest adds to it.
        Some(rest) if rest.scale < whole.scale => {
            let sum = at_scale(&whole.digits, whole.scale) + at_scale(&rest.digits, rest.scale);
            Some(Quantity { digits: sum.to_string(), scale: 0, ..rest })
        }
        _ => Some(whole),
    }
}

fn simple_quantity(text: &[char], at: usize) -> Option<Quantity> {
    let (digits, mut end) = digits(text, at)?;
    let mut approximate = false;
    let mut scale = 0;
    if is_any(text, skip_spaces(text, end), MORE_OR_LESS) {
        approximate = true;
        end = skip_spaces(text, end) + 1;
    }
    let scaled = skip_spaces(text, end);
    let mut next = scaled;
    while let Some(power) = text.get(next).and_then(|&sign| power_of(sign)) {
        // 742千瓦时: the 千 belongs to the unit.
        if text[next] == '千'
            && matches!(text.get(next + 1), Some('瓦' | '克' | '米' | '伏' | '卡'))
        {
            break;
        }
        scale += power;
        next += 1;
    }
    if scale > 12 {
        return None;
    }
    if next > scaled {
        end = next;
        if matches!(text.get(end), Some('余' | '多')) {
            approximate = true;
            end += 1;
        }
    }
    Some(Quantity { end, digits, scale, approximate })
}

/// The upper end of a range such as 20—30 or 3、4.
fn second_of_range(text: &[char], first: &Quantity) -> Option<Quantity> {
    let &sign = text.get(first.end)?;
    let second = quantity(text, first.end + 1)?;
    let (low, high): (f64, f64) = (first.digits.parse().ok()?, second.digits.parse().ok()?);
    let in_order = at_scale(&first.digits, first.scale.max(second.scale))
        < at_scale(&second.digits, second.scale)
        || low < high;
    let connected = CONNECTORS.contains(&sign) && in_order;
    let adjacent =
        sign == '、' && first.scale == 0 && (high - low - 1.0).abs() < 1e-9 && high < 10.0;
    (connected || adjacent).then_some(second)
}

/// A Chinese numeral with its unit: 四次, 十余名, 数十户, 上百人次.
fn han(text: &[char], at: usize, units: &Units) -> Option<Number> {
    if at > 0 && (is_han_numeral(text[at - 1]) || "第初周期其".contains(text[at - 1])) {
        return None;
    }
    let vague = matches!(text[at], '数' | '几' | '上')
        && matches!(text.get(at + 1), Some('十' | '百' | '千' | '万'));
    let (value, mut end, adjacent) = if vague {
        let (value, end, _) = han_value(text, at + 1)?;
        (value, end, false)
    } else {
        han_value(text, at)?
    };
    let bare = matches!(text[at], '百' | '千' | '万' | '亿');
    let mut approximate = vague || adjacent || approximated(text, at, units);
    // 近百名: without its 近 the number is none.
    let at =
        if bare && at > 0 && units.approximate().bare.contains(text[at - 1]) { at - 1 } else { at };
    if is_any(text, end, MORE_OR_LESS) {
        approximate = true;
        end += 1;
        if let Some(power) = text.get(end).and_then(|&sign| power_of(sign)) {
            // 十余万: the scale stands behind.
            let scaled = value * 10f64.powi(power as i32);
            return han_with_unit(text, at, end + 1, scaled, true, units);
        }
    }
    if bare && !approximate {
        return None; // 百姓, 万户: no count.
    }
    han_with_unit(text, at, end, value, approximate, units)
}

fn han_with_unit(
    text: &[char],
    start: usize,
    end: usize,
    value: f64,
    approximate: bool,
    units: &Units,
) -> Option<Number> {
    let (unit, end) = units.at(text, end)?;
    // 六十岁往上的老人: which they are. 最年轻的二十四岁: what there is ends the clause.
    // 八十三岁的赵大娘: who they are may be told.
    if unit.average && text.get(end).is_some_and(|sign| !"，。；、）的".contains(*sign)) {
        return None;
    }
    let (after, suffix) = suffix(text, end, units);
    let approximate = approximate || suffix;
    let few = value < 11.0;
    let structural = few && (units.is_of_points(unit.name()) || unit.name() == "个");
    let trust = if unit.average {
        Trust::Average
    } else if approximate || (value >= 10.0 && !structural) || value >= 100.0 {
        Trust::Firm
    } else if value > 1.0 {
        Trust::Weak
    } else {
        Trust::One
    };
    let (value, unit) = if unit.money && value >= 10_000.0 && value % 10_000.0 == 0.0 {
        (value / 10_000.0, format!("万{}", unit.name()))
    } else {
        (value, unit.name().to_owned())
    };
    Some(Number { start, end, after, value, approximate, unit, trust })
}

/// The value in the unit, and the unit: money keeps 万 and 亿 (780万元).
fn priced(quantity: &Quantity, unit: &str, money: bool) -> (f64, String) {
    let kept = match quantity.scale {
        4..8 if money => Some((4, "万")),
        8.. if money => Some((8, "亿")),
        _ => None,
    };
    match kept {
        Some((power, sign)) => {
            (at_scale(&quantity.digits, quantity.scale - power), format!("{sign}{unit}"))
        }
        None => (at_scale(&quantity.digits, quantity.scale), unit.to_owned()),
    }
}

/// 以上, 左右 and the like behind the unit: where they end, and whether they
/// make the number approximate.
pub(super) fn suffix(text: &[char], at: usize, units: &Units) -> (usize, bool) {
    if starts(text, at, "之多") {
        return (at + 2, false);
    }
    let words = units.approximate();
    // 5家上下游企业: what they are.
    let stands = words.behind.iter().any(|word| starts(text, at, word))
        && !starts(text, at, &words.not_behind);
    (if stands { at + 2 } else { at }, stands)
}

/// Whether 约, 近, 超过 … stand before the number at `at`.
pub(super) fn approximated(text: &[char], at: usize, units: &Units) -> bool {
    let mut end = at;
    let words = units.approximate();
    while end > 0 && (words.between.contains(text[end - 1]) || is_space(text[end - 1])) {
        end -= 1;
    }
    let before = |word: &str| {
        let length = word.chars().count();
        end >= length && starts(text, end - length, word)
    };
    let bound = |signs: &str| end >= 2 && signs.contains(text[end - 2]);
    let near = before("近") && !bound(&words.not_near);
    // 签约1874户, 节约20吨: no 约 of their own.
    let about = before("约") && !bound(&words.not_about);
    near || about || words.before.iter().any(|word| before(word))
}

/// Where to go on when no quantity begins at `at`.
fn skip_number(text: &[char], at: usize) -> usize {
    match digits(text, at) {
        Some((_, end)) => end,
        None => at + 1,
    }
}

fn skip_spaces(text: &[char], at: usize) -> usize {
    at + text[at.min(text.len())..].iter().take(2).take_while(|&&sign| is_space(sign)).count()
}

fn is_space(sign: char) -> bool {
    matches!(sign, ' ' | '\u{A0}' | '\u{3000}')
}

/// What before a digit makes it part of a name: 第3, A4, 1+3, 7×24.
fn is_glued(before: char) -> bool {
    before.is_ascii_alphabetic()
        || matches!(before, '第' | '+' | '＋' | '×' | '#' | '№' | '/' | '.')
}

fn is_any(text: &[char], at: usize, signs: &[char]) -> bool {
    text.get(at).is_some_and(|sign| signs.contains(sign))
}
