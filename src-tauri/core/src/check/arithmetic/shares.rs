//! 办结率98%, 占党员总数的21%: a percentage and the two numbers it comes from.

use super::{Sure, Wrong};
use crate::check::lists::List;
use crate::check::numbers::{Number, Passage, slip};

/// Rates of the two numbers before them; of these those of nothing else.
const RATES: List = List("shares-rates");
const FIRM: List = List("shares-firm");
/// Rates of people, whatever is counted before them.
const ATTENDED: List = List("shares-attended");
/// Words of a change, which is no share.
const CHANGES: List = List("changes-words");
/// What stands between 占 and the name of the whole, and behind it.
const FILL: List = List("shares-fill");

/// Where a share is not what its two numbers give. `earlier`: what the report
/// told before, for 占职工总数的21%.
pub(in crate::check) fn wrong(passage: &Passage, earlier: &[&Number]) -> Vec<Wrong> {
    let shares = (0..passage.numbers.len()).filter(|at| {
        let share = &passage.numbers[*at];
        let plain = share.unit == "%" && !share.approximate;
        // 满意率 is of those who were asked, not of the two numbers.
        let own = share.own();
        let of_two = !own.contains('率') || FIRM.says(own);
        plain && of_two && RATES.says(&share.clause) && !CHANGES.says(own)
    });
    shares.filter_map(|at| of_share(passage, at, earlier)).collect()
}

fn of_share(passage: &Passage, at: usize, earlier: &[&Number]) -> Option<Wrong> {
    let share = &passage.numbers[at];
    let before: Vec<&Number> =
        passage.numbers[..at].iter().filter(|number| number.counts()).collect();
    let gives = |part: &Number, whole: &Number| {
        let near = share.value - part.amount().1 / whole.amount().1 * 100.0;
        whole.like(part) && near.abs() <= 1.05 * 10f64.powi(-(share.decimals as i32))
    };
    if before.iter().any(|part| before.iter().any(|whole| gives(part, whole))) {
        return None;
    }
    let named = whole_named(&share.clause);
    let inside = before.last().filter(|last| last.place.end + 6 > share.place.start).copied();
    let (part, whole, plain) = match &named {
        // 28名，占员工总数65名的43.1%.
        Some(_) if inside.is_some_and(|last| last.clause.contains('占')) => {
            let whole = inside?;
            let part = before.iter().rev().skip(1).find(|part| part.like(whole))?;
            (*part, whole, true)
        }
        Some(name) if !name.is_empty() => {
            let part = *before.last()?;
            let of_name = |number: &&Number| {
                number.like(part)
                    && number.amount().1 > part.amount().1
                    && (number.before.ends_with(name.as_str())
                        || number.before.contains(name.as_str()))
            };
            let told: Vec<&Number> =
                earlier.iter().copied().chain(before.iter().copied()).collect();
            if told.iter().any(|whole| whole.like(part) && gives(part, whole)) {
                return None;
            }
            let whole = before.iter().rev().copied().find(|number| of_name(number));
            let whole = whole.or_else(|| earlier.iter().rev().copied().find(of_name))?;
            (part, whole, false)
        }
        _ => {
            let part = *before.last()?;
            let whole = before[..before.len() - 1]
                .iter()
                .rev()
                .find(|whole| whole.like(part) && whole.amount().1 >= part.amount().1)?;
            let next = before.len() > 1 && std::ptr::eq(*whole, before[before.len() - 2]);
            // 清理88起，调处纠纷64起，成功率98%: the rate is of the last alone.
            let of_it = part.before.chars().count() <= 7 || part.before.contains("其中");
            let alike = part.unit == whole.unit || part.amount().0 == "人";
            (part, *whole, next && of_it && alike && (FIRM.says(&share.clause) || named.is_some()))
        }
    };
    if ATTENDED.says(share.own()) && part.amount().0 != "人" {
        return None;
    }
    if part.approximate || whole.approximate || part.amount().1 > whole.amount().1 {
        return None;
    }
    let real = part.amount().1 / whole.amount().1 * 100.0;
    let far = share.place.start > part.place.end + 24;
    let factor = 10f64.powi(share.decimals as i32);
    let slips = slip(share.value, (real * factor).round() / factor, share.decimals);
    let sure = match slips {
        _ if plain && !far => Sure::Plain,
        Some(_) if (real - share.value).abs() < 25.0 => Sure::Likely,
        _ => return None,
    };
    let message =
        format!("{}除以{}是{real:.1}%，这里写{}。请核对。", part.text, whole.text, share.text);
    Some(Wrong::new(&share.place, sure, message))
}

/// What a share is of: 占职工总数的21% → 职工; 占21% → ""; 办结率 → `None`.
fn whole_named(clause: &str) -> Option<String> {
    let (_, behind) = clause.rsplit_once('占')?;
    let mut name = behind.to_owned();
    for word in FILL.words() {
        name = name.replace(word.as_str(), "");
    }
    Some(name.chars().filter(|sign| !sign.is_ascii_digit()).collect())
}
