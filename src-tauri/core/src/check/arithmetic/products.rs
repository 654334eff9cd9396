//! 每人4次, 平均每组90户, 每月2次: a share of each, and what all have.

use super::{Sure, Wrong};
use crate::check::lists::List;
use crate::check::numbers::{Number, Passage, rounded, same, slip};

/// Words before what each has; of these those that make it an average.
const EACH: List = List("products-each");
const AVERAGE: List = List("products-average");
/// Words before what all have.
const TOTALS: List = List("products-totals");
/// At least so much for each: nothing follows for all.
const OPEN: List = List("products-open");

/// How often a year something of a rhythm comes.
const PERIODS: &[(&[&str], f64)] = &[
    (&["每季度", "每季", "每个季度", "季均", "逐季"], 4.0),
    (&["每半年", "每学期", "半年一"], 2.0),
    (&["每月", "每个月", "月均", "逐月", "按月"], 12.0),
];

/// Where the share of each does not make the total.
pub(in crate::check) fn wrong(passage: &Passage, _: &[&Number]) -> Vec<Wrong> {
    let is_share = |at: &usize| {
        let number = &passage.numbers[*at];
        let plain = !number.approximate && number.unit != "%" && !number.clause.contains("其中");
        plain && EACH.says(number.own()) && !OPEN.says(&number.clause)
    };
    let shares: Vec<usize> = (0..passage.numbers.len()).filter(is_share).collect();
    // Two shares of one unit: which total is whose nobody can tell.
    let alone = |at: &&usize| {
        let like = |other: &&usize| passage.numbers[**other].like(&passage.numbers[**at]);
        shares.iter().filter(like).count() == 1
    };
    shares.iter().filter(alone).filter_map(|at| of_share(passage, *at)).collect()
}

/// Units that a total may have for a share in another.
fn alike(share: &Number, total: &Number) -> bool {
    let plain = |number: &Number| match number.amount().0 {
        "人次" | "人" => "人".to_owned(),
        "户次" | "户" => "户".to_owned(),
        unit => unit.to_owned(),
    };
    plain(share) == plain(total) || share.amount().0 == "次" && total.unit.ends_with('次')
}

fn of_share(passage: &Passage, at: usize) -> Option<Wrong> {
    let share = &passage.numbers[at];
    let average = AVERAGE.says(share.own());
    let period =
        PERIODS.iter().find(|(words, _)| words.iter().any(|word| share.clause.contains(word)));
    let times = period.map(|(_, times)| *times);
    let is_total = |place: usize| {
        let number = &passage.numbers[place];
        let says = TOTALS.says(number.own());
        place != at
            && !number.approximate
            && alike(share, number)
            && number.amount().1 > share.amount().1
            && (says || average)
    };
    // The total nearest to the share.
    let total = (0..passage.numbers.len())
        .filter(|place| is_total(*place))
        .min_by_key(|place| place.abs_diff(at))?;
    let said = passage.numbers[total].amount().1;
    let each = share.amount().1;
    let others = passage.numbers.iter().enumerate().filter(|(place, number)| {
        *place != at && *place != total && number.value > 1.0 && number.unit != "%"
    });
    let others: Vec<(usize, &Number)> = others.collect();
    let slack = if average {
        0.51 * 10f64.powi(-(share.decimals as i32)) * each / share.value
    } else {
        0.0
    };
    let makes = |count: f64| {
        count > 0.0 && (same(each * count, said) || (said / count - each).abs() <= slack)
    };
    let all_times = match times {
        Some(times) => vec![1.0, times],
        None => vec![1.0, 12.0, 4.0, 2.0, 52.0],
    };
    let mut counts: Vec<f64> =
        std::iter::once(1.0).chain(others.iter().map(|(_, number)| number.value)).collect();
    counts.extend(sums_of_neighbours(&others));
    let like_total: Vec<f64> = others
        .iter()
        .filter(|(place, _)| passage.numbers[*place].like(&passage.numbers[total]))
        .map(|(_, number)| number.amount().1)
        .collect();
    let comes_out = all_times.iter().any(|times| {
        counts.iter().enumerate().any(|(at, one)| {
            // 我讲3次，4名支委各讲2次，共11次: the total has more than the shares.
            let more = like_total.iter().any(|other| same(each * times * one + other, said));
            makes(times * one)
                || more
                || counts[at + 1..].iter().any(|two| makes(times * one * two))
        })
    });
    // 主题党日12次，编印手册4期，即每季度1期: the number beside it is its total.
    let beside = passage.numbers.iter().enumerate().any(|(place, number)| {
        place.abs_diff(at) == 1
            && alike(share, number)
            && times.is_some_and(|times| same(each * times, number.amount().1))
    });
    if comes_out || beside {
        return None;
    }
    let whose =
        others.iter().filter(|(_, number)| owns(passage, share, number)).map(|(_, number)| *number);
    let mut whose: Vec<&Number> = whose.collect();
    whose.sort_by_key(|number| number.place.start.abs_diff(share.place.start));
    if whose.first().is_some_and(|number| number.approximate) {
        return None;
    }
    let apart = |count: &f64| ((each * count / said).ln().abs() * 1e6) as u64;
    let mut candidates: Vec<f64> = match (whose.first(), times) {
        (Some(_), times) => {
            let all = whose.iter().map(|number| number.value).chain(sums_of_neighbours(&others));
            all.map(|count| count * times.unwrap_or(1.0)).collect()
        }
        (None, Some(times)) => counts.iter().map(|count| count * times).collect(),
        (None, None) => return None,
    };
    candidates.sort_by_key(apart);
    let count = *candidates.first()?;
    let scale = each / share.value;
    let (place, number, right, decimals) = if average {
        (&share.place, share, said / count / scale, share.decimals)
    } else {
        let number = &passage.numbers[total];
        (&number.place, number, each * count / (said / number.value), number.decimals)
    };
    let next = total.abs_diff(at) <= 2;
    let factor = 10f64.powi(decimals as i32);
    let right = (right * factor).round() / factor;
    let slips = slip(number.value, right, decimals).is_some();
    // Whose share it is, nobody says: the rhythm alone, or a slip of one digit.
    let told = !whose.is_empty() || times.is_some_and(|times| same(count, times));
    let near = told && number.value > right * 0.5 && number.value < right * 2.0;
    // More than the rhythm alone makes is easily explained.
    let surplus = whose.is_empty() && times.is_some() && number.value > right;
    let sure = match (next && near, slips) {
        (true, _) if surplus && !average => Sure::Maybe,
        (true, _) => Sure::Likely,
        (false, true) => Sure::Maybe,
        _ => return None,
    };
    let right = rounded(right);
    let total = &passage.numbers[total].text;
    let message = format!(
        "按“{}{}”与“{total}”算，应是{right}，这里写{}。请核对。",
        share.own(),
        share.text,
        number.text
    );
    Some(Wrong::new(place, sure, message))
}

/// 12名、21名、13名，人均4次: the share is of all of them.
fn sums_of_neighbours(numbers: &[(usize, &Number)]) -> Vec<f64> {
    let mut sums = Vec::new();
    for (at, (place, first)) in numbers.iter().enumerate() {
        let mut sum = first.value;
        for (step, (next, number)) in numbers[at + 1..].iter().enumerate() {
            if *next != place + step + 1 || number.unit != first.unit {
                break;
            }
            sum += number.value;
            sums.push(sum);
        }
    }
    sums
}

/// Whether `number` says how many there are of what has its share: 每组 and 6个小组.
fn owns(passage: &Passage, share: &Number, number: &Number) -> bool {
    let own = share.own();
    let whose = |behind: &str| -> String {
        behind.chars().take_while(|sign| !"均有各开召完，、".contains(*sign)).take(4).collect()
    };
    let name = match own.rfind('每') {
        Some(at) => whose(&own[at + '每'.len_utf8()..]),
        None => match own.rfind('均') {
            Some(at) => own[..at].chars().rev().take(1).collect(),
            None => match own.rfind('各') {
                Some(at) => {
                    own[..at].chars().rev().take(2).collect::<Vec<_>>().into_iter().rev().collect()
                }
                None => return false,
            },
        },
    };
    if name.is_empty() || "月季年周".contains(name.chars().next().unwrap_or('月')) {
        return false;
    }
    let people = |name: &str| ["人", "名", "位"].iter().any(|unit| name.starts_with(unit));
    if people(&name) {
        return matches!(number.amount().0, "人");
    }
    let at = passage.numbers.iter().position(|one| std::ptr::eq(one, number));
    let behind = at.map_or("", |at| passage.behind(at));
    let behind = behind.split(['，', '。', '；']).next().unwrap_or_default();
    let noun =
        name.trim_start_matches(['个', '部', '期', '户', '场', '次', '家', '支', '批', '组', '班']);
    let unit = name.chars().next().map(String::from).unwrap_or_default();
    if noun.is_empty() || unit == noun {
        number.unit.starts_with(&unit) || behind.starts_with(&name) || behind.contains(&name)
    } else {
        let noun: String = noun.chars().take(2).collect();
        behind.contains(&noun) || number.before.ends_with(&noun)
    }
}
