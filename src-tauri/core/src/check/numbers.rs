//! The numbers of a passage as arithmetic sees them: what each is worth, what it
//! counts, and the words that say how it stands to the others. Read once; sums,
//! differences, rates and shares all look at this.

use std::ops::Range;

use super::figures::class;
use super::lists::List;
use crate::figures::{Quantity, quantities};

/// What goes on with the sentence before: 其中…, 其余….
const GOES_ON: List = List("numbers-goes-on");

/// Units that figures do not have and arithmetic does: 天, 岁.
const MEASURES: List = List("numbers-measures");

/// A number of a passage.
#[derive(Debug)]
pub(super) struct Number {
    /// Its place in the line, in characters, with its unit.
    pub(super) place: Range<usize>,
    /// As written: 9.7万元.
    pub(super) text: String,
    /// In its unit: 9.7.
    pub(super) value: f64,
    /// As written: 万元.
    pub(super) unit: String,
    /// Said with 余, 约 and the like.
    pub(super) approximate: bool,
    /// The digits behind its point.
    pub(super) decimals: usize,
    /// The words between the number before it, or the beginning, and itself.
    pub(super) before: String,
    /// The words of its clause before it, other numbers among them.
    pub(super) clause: String,
}

/// One sentence, or a few that go on with 其中, with its numbers.
#[derive(Debug)]
pub(super) struct Passage {
    pub(super) numbers: Vec<Number>,
    /// The words behind the last number.
    pub(super) tail: String,
}

impl Number {
    fn of(chars: &[char], from: usize, found: Quantity) -> Self {
        let Quantity { start, end, value, approximate, unit } = found;
        let words = |range: Range<usize>| -> String { chars[range].iter().collect() };
        let text = words(start..end);
        let decimals = text
            .split(['.', '．'])
            .nth(1)
            .map_or(0, |behind| behind.chars().take_while(char::is_ascii_digit).count());
        let clause = chars[..start].iter().rposition(|sign| "，。；：！？\n".contains(*sign));
        Self {
            place: start..end,
            text,
            value,
            unit,
            approximate,
            decimals,
            before: words(from..start),
            clause: words(clause.map_or(0, |at| at + 1)..start),
        }
    }

    /// What it counts, and how many: money in 元, however it is written.
    pub(super) fn amount(&self) -> (&str, f64) {
        match self.unit.strip_prefix('万') {
            Some(unit) if !unit.is_empty() => (unit, self.value * 1e4),
            _ => match self.unit.strip_prefix('亿') {
                Some(unit) if !unit.is_empty() => (unit, self.value * 1e8),
                _ => (class(&self.unit), self.value),
            },
        }
    }

    /// Whether it counts things, of which some may be part: no share, age or time.
    pub(super) fn counts(&self) -> bool {
        self.unit != "%" && !MEASURES.words().contains(&self.unit)
    }

    /// Whether both count the same.
    pub(super) fn like(&self, other: &Self) -> bool {
        self.amount().0 == other.amount().0
    }

    /// What of its clause stands right before it, behind every other number.
    pub(super) fn own(&self) -> &str {
        self.before.rsplit(['，', '；', '：', '。', '（', '(']).next().unwrap_or_default()
    }
}

/// The passages of a line that have numbers.
pub(super) fn passages(chars: &[char], sentences: &[Range<usize>]) -> Vec<Passage> {
    if !chars.iter().any(char::is_ascii_digit) {
        return Vec::new();
    }
    let mut found = measured(chars).into_iter().peekable();
    let mut joined: Vec<Range<usize>> = Vec::new();
    for sentence in sentences {
        let words: String = chars[sentence.clone()].iter().take(4).collect();
        match joined.last_mut() {
            Some(last) if GOES_ON.begins(&words) => last.end = sentence.end,
            _ => joined.push(sentence.clone()),
        }
    }
    let mut passages = Vec::new();
    for range in joined {
        let mut from = range.start;
        let mut numbers = Vec::new();
        while let Some(quantity) = found.next_if(|quantity| quantity.start < range.end) {
            let end = quantity.end;
            numbers.push(Number::of(chars, from.min(quantity.start), quantity));
            from = end;
        }
        if !numbers.is_empty() {
            let tail = chars[from.min(range.end)..range.end].iter().collect();
            passages.push(Passage { numbers, tail });
        }
    }
    passages
}

/// The numbers of a line: those that count, and those of days and ages.
fn measured(chars: &[char]) -> Vec<Quantity> {
    let mut all = quantities(chars);
    let mut at = 0;
    while at < chars.len() {
        let digits = chars[at..].iter().take_while(|sign| sign.is_ascii_digit() || **sign == '.');
        let end = at + digits.count();
        if end > at && !all.iter().any(|one| one.start < end && at < one.end) {
            all.extend(measure(chars, at, end));
        }
        at = end.max(at + 1);
    }
    all.sort_by_key(|one| one.start);
    all
}

/// The number of digits `start..end` with a unit of [`MEASURES`] behind it.
fn measure(chars: &[char], start: usize, end: usize) -> Option<Quantity> {
    let behind: String = chars[end..].iter().take(4).collect();
    let unit = MEASURES.words().iter().find(|unit| behind.starts_with(unit.as_str()))?;
    let value = String::from_iter(&chars[start..end]).parse().ok()?;
    let before = start.checked_sub(1).map(|at| chars[at]);
    let approximate = before.is_some_and(|sign| "约近超第-—至".contains(sign));
    let end = end + unit.chars().count();
    let approximate = approximate
        || chars.get(end..end + 2).is_some_and(|two| two == ['以', '上'] || two == ['左', '右']);
    Some(Quantity { start, end, value, approximate, unit: unit.clone() })
}

impl Passage {
    /// The words behind the number `at`, to the next one or the end.
    pub(super) fn behind(&self, at: usize) -> &str {
        self.numbers.get(at + 1).map_or(&self.tail, |next| &next.before)
    }

    /// The numbers before `at` that count what it counts, as places in the list.
    pub(super) fn like_before(&self, at: usize) -> Vec<usize> {
        (0..at).filter(|one| self.numbers[*one].like(&self.numbers[at])).collect()
    }
}

/// How one slip of the keyboard makes one number of another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Slip {
    /// 97 for 79.
    Swapped,
    /// 97 for 98, or 970 for 97.
    OneDigit,
}

/// Whether `written` is `right` but for one slip, both with `decimals`.
pub(super) fn slip(written: f64, right: f64, decimals: usize) -> Option<Slip> {
    if right <= 0.0 {
        return None;
    }
    let (one, two) = (format!("{written:.decimals$}"), format!("{right:.decimals$}"));
    let (one, two) = (one.as_bytes(), two.as_bytes());
    if one.len() == two.len() {
        let differ: Vec<usize> = (0..one.len()).filter(|&at| one[at] != two[at]).collect();
        return match differ[..] {
            [_] => Some(Slip::OneDigit),
            [a, b] if one[a] == two[b] && one[b] == two[a] => Some(Slip::Swapped),
            _ => None,
        };
    }
    let (short, long) = if one.len() < two.len() { (one, two) } else { (two, one) };
    let drops = |at: usize| long[..at] == short[..at] && long[at + 1..] == short[at..];
    (long.len() == short.len() + 1 && short.len() > 1 && (0..long.len()).any(drops))
        .then_some(Slip::OneDigit)
}

/// Whether two values are one but for the dust of counting in halves.
pub(super) fn same(one: f64, two: f64) -> bool {
    (one - two).abs() <= 1e-6 * one.abs().max(two.abs()).max(1.0)
}

/// A value without that dust.
pub(super) fn rounded(value: f64) -> f64 {
    (value * 100.0).round() / 100.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_is_one_digit_or_two_that_changed_places() {
        assert_eq!(slip(79.0, 97.0, 0), Some(Slip::Swapped));
        assert_eq!(slip(98.0, 97.0, 0), Some(Slip::OneDigit));
        assert_eq!(slip(14600.0, 1460.0, 0), Some(Slip::OneDigit));
        assert_eq!(slip(41.8, 38.1, 1), None);
        assert_eq!(slip(12.0, 120.0, 0), Some(Slip::OneDigit));
        assert_eq!(slip(97.0, 97.0, 0), None);
        assert_eq!(slip(54.0, 97.0, 0), None);
    }
}
