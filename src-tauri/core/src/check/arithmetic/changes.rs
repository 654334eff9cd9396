//! 由31万元增加到42万元，增加11万元，增长35.5%: how a number changed, told twice.

use super::{Sure, Wrong};
use crate::check::lists::List;
use crate::check::numbers::{Number, Passage, rounded, same, slip};

/// Words of a change, up and down.
const UP: List = List("changes-up");
const DOWN: List = List("changes-down");
/// Words of the number that was: before 由31万元, and before 比上年的31万元.
const LINKED: List = List("changes-linked");
const HELD: List = List("changes-held");
/// Words of a percentage that is no change of the two numbers.
const APART: List = List("changes-apart");

/// Where a change is not the one that its two numbers show.
pub(in crate::check) fn wrong(passage: &Passage, _: &[&Number]) -> Vec<Wrong> {
    let mut wrong = Vec::new();
    for at in 1..passage.numbers.len() {
        let number = &passage.numbers[at];
        let Some(change) = Change::of(number) else { continue };
        if number.approximate {
            continue;
        }
        let found = match change {
            Change::To { up } => turned(passage, at, up),
            Change::By { up } => contrary(passage, at, up).or_else(|| by(passage, at)),
        };
        wrong.extend(found);
    }
    wrong
}

/// What the words right before a number say of it.
#[derive(Debug, Clone, Copy)]
enum Change {
    /// 增加到42万元.
    To { up: bool },
    /// 增加11万元.
    By { up: bool },
}

impl Change {
    fn of(number: &Number) -> Option<Self> {
        let own = number.own();
        let place = |words: List| {
            let ends = words
                .words()
                .iter()
                .filter_map(|word| own.rfind(word.as_str()).map(|at| at + word.len()));
            ends.max()
        };
        let (up, down) = (place(UP), place(DOWN));
        let end = up.max(down)?;
        let behind = own[end..].trim_start_matches('了');
        let up = up >= down;
        if behind.starts_with(['到', '至', '为', '成']) {
            return (behind.chars().count() <= 4).then_some(Self::To { up });
        }
        (behind.chars().count() <= 2 && !APART.says(own)).then_some(Self::By { up })
    }
}

/// 由19名增加到15名.
fn turned(passage: &Passage, at: usize, up: bool) -> Option<Wrong> {
    let new = &passage.numbers[at];
    let old = &passage.numbers[at - 1];
    // 从2个扩到3: a number without unit is none, so the units are the same.
    let from = ["由", "从"].iter().any(|word| old.clause.contains(word));
    let alike = old.unit == new.unit && !old.approximate;
    let between = new.before.chars().count() <= 12 && !new.before.contains(['。', '；']);
    if !from || !alike || !between || same(old.value, new.value) {
        return None;
    }
    ((new.value > old.value) != up).then(|| {
        let words = new.before.trim_start_matches(['，', '、']);
        let message =
            format!("由{}“{words}”{}，数字的增减与说法相反。请核对。", old.text, new.text);
        Wrong::new(&(old.place.start..new.place.end), Sure::Plain, message)
    })
}

/// 由92%提高到97%，下降5个百分点: the change is told twice, once the wrong way.
fn contrary(passage: &Passage, at: usize, up: bool) -> Option<Wrong> {
    let change = &passage.numbers[at];
    let [old, new] = passage.numbers.get(at.checked_sub(2)?..at)? else { return None };
    let from = ["由", "从"].iter().any(|word| old.clause.contains(word)) && old.unit == new.unit;
    let to = matches!(Change::of(new), Some(Change::To { up: one }) if one != up);
    let words = change.before.trim_start_matches(['，', '净']);
    let short = words.chars().count() <= 4 && (UP.begins(words) || DOWN.begins(words));
    let fits = gives(change, new.amount().1, old.amount().1);
    (from && to && short && fits && (new.value > old.value) != up).then(|| {
        let words = change.before.trim_start_matches(['，', '、']);
        let message =
            format!("前面由{}到{}，这里写“{words}”，说法相反。请核对。", old.text, new.text);
        Wrong::new(&change.place, Sure::Plain, message)
    })
}

/// What the change of two numbers is, as `number` tells it.
fn gives(number: &Number, one: f64, two: f64) -> bool {
    let slack = 1.05 * 10f64.powi(-(number.decimals as i32));
    let difference = (one - two).abs();
    if number.unit == "%" {
        let of =
            |base: f64| base > 0.0 && (difference / base * 100.0 - number.value).abs() <= slack;
        of(one) || of(two)
    } else {
        let said = if number.unit == "个百分点" { number.value } else { number.amount().1 };
        same(difference, said) || number.decimals > 0 && (difference - said).abs() <= slack * 0.06
    }
}

/// 由5个增加到7个，增加2个; 比上年的395件下降20%.
fn by(passage: &Passage, at: usize) -> Option<Wrong> {
    let change = &passage.numbers[at];
    let of_points = change.unit == "个百分点";
    let before: Vec<&Number> = passage.numbers[..at]
        .iter()
        .filter(|one| {
            if of_points || change.unit == "%" {
                (one.unit == "%") == of_points
            } else {
                one.like(change)
            }
        })
        .collect();
    let told = |one: &&Number| {
        change.unit == "%"
            || Change::of(one).is_none_or(|change| matches!(change, Change::To { .. }))
    };
    let states: Vec<&Number> = before.iter().copied().filter(told).collect();
    let all: Vec<f64> = before.iter().map(|one| one.amount().1).collect();
    // What it grew from may not be told: 42万元，增加11万元，增长35.5%.
    let comes_out = all.iter().enumerate().any(|(at, one)| {
        all[at + 1..].iter().any(|two| {
            gives(change, *one, *two)
                || gives(change, *one, one - two)
                || gives(change, *one, one + two)
        })
    });
    let [.., one, two] = states[..] else { return None };
    if comes_out || !one.like(two) || one.approximate || two.approximate {
        return None;
    }
    let near = change.place.start <= two.place.end + 16;
    let dated = |number: &Number| number.own().contains("年");
    // 比上年的395件下降: what was before stands behind.
    let later = HELD.says(two.own());
    let linked = LINKED.says(&one.clause) || dated(one) && dated(two);
    if !(later || linked) || !near {
        return None;
    }
    let (old, new) = if later { (two, one) } else { (one, two) };
    let (old, new) = (old.amount().1, new.amount().1);
    if old <= 0.0 || same(old, new) {
        return None;
    }
    let difference = (new - old).abs();
    let (real, unit) = if change.unit == "%" {
        (difference / old * 100.0, "%".to_owned())
    } else {
        let scale = change.amount().1 / change.value;
        (difference / scale, change.unit.clone())
    };
    let factor = 10f64.powi(change.decimals as i32);
    let is_slip = slip(change.value, (real * factor).round() / factor, change.decimals).is_some();
    let next = two.place.end + 12 > change.place.start;
    let sure = match (next, is_slip) {
        (true, _) => Sure::Plain,
        (false, true) => Sure::Likely,
        _ => return None,
    };
    let real = if change.unit == "%" { (real * 10.0).round() / 10.0 } else { rounded(real) };
    let message =
        format!("{}与{}算下来是{real}{unit}，这里写{}。请核对。", one.text, two.text, change.text);
    Some(Wrong::new(&change.place, sure, message))
}
