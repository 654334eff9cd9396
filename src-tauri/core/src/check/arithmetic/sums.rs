//! 其中 A、B, A、B，共 C, 其余 C, 净增 C: parts that make a whole.

use super::{Sure, Wrong};
use crate::check::lists::List;
use crate::check::numbers::{Number, Passage, Slip, rounded, same, slip};

/// Words that begin the parts of what stands before.
const LISTING: List = List("sums-listing");
/// Words that say that the parts are all there are.
const WHOLLY: List = List("sums-wholly");
/// Words before a sum of what stands before it; of these the firm ones.
const TOTALS: List = List("sums-totals");
const FIRM_TOTALS: List = List("whole-added");
/// Words before what is left of a whole; of these the firm ones.
const REST: List = List("sums-rest");
/// Words of a number that is no part: 每组3名, 比上年多3名.
const APART: List = List("sums-apart");
/// What is said of what is not done yet.
const UNDER_WAY: List = List("sums-under-way");
/// Words before a difference of in and out.
const NET: List = List("sums-net");

/// What parts a whole by one measure: who is young may be a woman.
const DIMENSIONS: [List; 6] = [
    List("dimension-age"),
    List("dimension-sex"),
    List("dimension-schooling"),
    List("dimension-standing"),
    List("dimension-people"),
    List("dimension-post"),
];

/// Names that part a whole without a rest.
const DIVISIONS: &[&[&str]] =
    &[&["正式", "预备"], &["男", "女"], &["线上", "线下"], &["上半年", "下半年"]];

/// Where parts and wholes of `passage` do not agree.
/// `earlier`: what the report told before.
pub(in crate::check) fn wrong(passage: &Passage, earlier: &[&Number]) -> Vec<Wrong> {
    let mut wrong = Vec::new();
    for at in 0..passage.numbers.len() {
        let found = listed(passage, at)
            .or_else(|| rest(passage, at, earlier))
            .or_else(|| under_way(passage, at))
            .or_else(|| net(passage, at))
            .or_else(|| added(passage, at));
        wrong.extend(found);
    }
    wrong
}

fn values(passage: &Passage, places: &[usize]) -> Vec<f64> {
    places.iter().map(|at| passage.numbers[*at].amount().1).collect()
}

/// Whether the sum of neighbours in `values`, two at least, is `total`.
fn runs_to(values: &[f64], total: f64) -> bool {
    (0..values.len())
        .any(|from| (from + 2..=values.len()).any(|to| same(values[from..to].iter().sum(), total)))
}

/// The numbers that go on the list that begins at `first`.
fn list_from(passage: &Passage, first: usize) -> Vec<usize> {
    let mut list = vec![first];
    for (at, number) in passage.numbers.iter().enumerate().skip(first + 1) {
        if !number.like(&passage.numbers[first]) {
            // 4户11人: the other unit goes along.
            if number.before.chars().count() <= 1 {
                continue;
            }
            break;
        }
        let name = number.before.trim_start_matches(['、', '，', '；', '和', '及']);
        let joins = name.len() < number.before.len() || number.before.is_empty();
        let stops = number.before.chars().filter(|sign| "，；、：".contains(*sign)).count() > 1;
        if !joins || stops || TOTALS.says(name) || APART.says(name) || REST.says(name) {
            break;
        }
        list.push(at);
    }
    list
}

/// Whether the parts are told by different measures, so that they may overlap.
fn crosses(passage: &Passage, list: &[usize]) -> bool {
    let around: Vec<String> = list
        .iter()
        .map(|at| {
            let behind: String = passage.behind(*at).chars().take(6).collect();
            let behind = behind.split(['，', '、', '；', '。']).next().unwrap_or_default();
            format!("{}{behind}", passage.numbers[*at].own())
        })
        .collect();
    let measures =
        DIMENSIONS.iter().map(|words| around.iter().filter(|text| words.says(text)).count());
    measures.filter(|count| *count > 0).count() > 1
}

/// 签约16部、建成11部，另有5部正在施工: what is done and what is not make the whole.
fn under_way(passage: &Passage, at: usize) -> Option<Wrong> {
    let left = &passage.numbers[at];
    let [whole, done] = passage.numbers.get(at.checked_sub(2)?..at)? else { return None };
    let opens = left.before.trim_start_matches(['，', '；']);
    let rest = ["另有", "还有", "另"].contains(&opens);
    let behind: String = passage.behind(at).chars().take(10).collect();
    let going = UNDER_WAY.says(&behind);
    let alike = whole.unit == done.unit && done.unit == left.unit;
    let plain = ![whole, done, left].iter().any(|one| one.approximate);
    let short = done.before.chars().count() <= 6 && done.before.starts_with(['、', '，']);
    let off = !same(done.value + left.value, whole.value) && done.value <= whole.value;
    (rest && going && alike && plain && short && off).then(|| {
        let sum = rounded(done.value + left.value);
        let message =
            format!("{}和{}加起来是{sum}，前面写{}。请核对。", done.text, left.text, whole.text);
        Wrong::new(&left.place, Sure::Likely, message)
    })
}

/// 慰问21人，其中老人12人、残疾人6人、儿童5人.
fn listed(passage: &Passage, at: usize) -> Option<Wrong> {
    let first = &passage.numbers[at];
    let wholly = WHOLLY.says(&first.before);
    if !LISTING.says(&first.before) && !wholly {
        return None;
    }
    let before = passage.like_before(at);
    let list = list_from(passage, at);
    let involved = before.iter().chain(&list).map(|at| &passage.numbers[*at]);
    if before.is_empty() || list.len() < 2 || involved.into_iter().any(|one| one.approximate) {
        return None;
    }
    let wholes = values(passage, &before);
    let parts = values(passage, &list);
    let sum: f64 = parts.iter().sum();
    // Two lists of one whole, or a list that stops before the last number read.
    let explained = wholes.iter().any(|whole| same(*whole, sum))
        || runs_to(&wholes, sum)
        || (2..parts.len()).any(|to| wholes.contains(&parts[..to].iter().sum()));
    if explained || crosses(passage, &list) {
        return None;
    }
    let greatest = parts.iter().copied().fold(0.0, f64::max);
    let nearest = before.iter().rev().find(|at| passage.numbers[**at].amount().1 >= greatest)?;
    let whole = &passage.numbers[*nearest];
    let total = whole.amount().1;
    let scale = if whole.value > 0.0 { total / whole.value } else { return None };
    let says = |names: &&[&str]| {
        names.iter().all(|name| {
            list.iter().any(|at| {
                let behind: String = passage.behind(*at).chars().take(3).collect();
                format!("{}{behind}", passage.numbers[*at].own()).contains(name)
            })
        })
    };
    let divides = list.len() == 2 && DIVISIONS.iter().any(says);
    if sum < total * 0.5 {
        return None;
    }
    let sure = if sum > total {
        Sure::Likely
    } else if wholly || divides {
        Sure::Plain
    } else {
        let open = passage.behind(*list.last()?).starts_with('等') || list.len() < 3;
        let slips = list.iter().filter_map(|at| {
            let part = &passage.numbers[*at];
            let decimals = part.decimals.max(whole.decimals);
            slip(part.value, part.value + (total - sum) / scale, decimals)
        });
        match slips.reduce(|one, two| if one == Slip::Swapped { one } else { two }) {
            _ if open || sum < total * 0.8 => return None,
            Some(Slip::Swapped) => Sure::Likely,
            Some(Slip::OneDigit) => Sure::Maybe,
            None => return None,
        }
    };
    let sum = rounded(sum / scale);
    let message = format!("总数写{}，各项加起来是{sum}。请核对。", whole.text);
    Some(Wrong::new(&whole.place, sure, message))
}

/// 甲3万元，乙5万元，合计9万元.
fn added(passage: &Passage, at: usize) -> Option<Wrong> {
    let total = &passage.numbers[at];
    let own = total.own();
    if !TOTALS.says(own) || total.approximate || APART.says(own) {
        return None;
    }
    let before = passage.like_before(at);
    let listed = last_list(passage, at, &before);
    if listed.len() < 2 || before.iter().any(|at| passage.numbers[*at].approximate) {
        return None;
    }
    let all = values(passage, &before);
    let said = total.amount().1;
    let counts: Vec<f64> = passage.numbers[..at].iter().map(|number| number.amount().1).collect();
    let is_product = |one: usize| counts[one + 1..].iter().any(|two| same(counts[one] * two, said));
    let explained = runs_to(&all, said)
        || all.iter().any(|one| same(*one, said))
        || (0..counts.len()).any(is_product)
        || same(all.iter().sum(), said);
    if explained {
        return None;
    }
    let sum: f64 = values(passage, &listed).iter().sum();
    let scale = said / total.value;
    let decimals = listed.iter().map(|at| passage.numbers[*at].decimals).max()?;
    let decimals = decimals.max(total.decimals);
    let bare = own.trim_start_matches(['全', '年']).chars().count() <= 2;
    let sure = if FIRM_TOTALS.says(own) || bare && sum < said * 3.0 {
        Sure::Likely
    } else {
        let slips = listed.iter().map(|at| {
            let part = &passage.numbers[*at];
            slip(part.value, part.value + (said - sum) / scale, decimals)
        });
        let whole = slip(total.value, sum / scale, decimals);
        let near = said > sum * 0.7 && said < sum * 1.4;
        match slips.chain([whole]).flatten().next() {
            Some(_) if near => Sure::Maybe,
            _ => return None,
        }
    };
    let sum = rounded(sum / scale);
    let message = format!("前面各项加起来是{sum}，这里写{}。请核对。", total.text);
    Some(Wrong::new(&total.place, sure, message))
}

/// The numbers of the list that ends right before `at`.
fn last_list(passage: &Passage, at: usize, before: &[usize]) -> Vec<usize> {
    let mut list: Vec<usize> = Vec::new();
    for place in before.iter().rev() {
        let number = &passage.numbers[*place];
        if APART.says(number.own()) {
            break;
        }
        list.insert(0, *place);
        let joins = number.before.starts_with(['、', '，', '；', '和']);
        if !joins || TOTALS.says(&number.before) || number.before.contains("其中") {
            break;
        }
    }
    // 年末有员工900名 is the whole of none of them.
    if at > list.last().map_or(0, |last| last + 2) { Vec::new() } else { list }
}

/// 查摆问题29条，已整改27条，剩余1条.
fn rest(passage: &Passage, at: usize, earlier: &[&Number]) -> Option<Wrong> {
    let left = &passage.numbers[at];
    let rest_of_clause = &left.clause;
    if !REST.says(rest_of_clause) || left.approximate || APART.says(left.own()) {
        return None;
    }
    let before = passage.like_before(at);
    if before.len() < 2 || before.iter().any(|at| passage.numbers[*at].approximate) {
        return None;
    }
    // The whole may stand in a sentence before.
    let told = earlier.iter().rev().take(EARLIER).filter(|one| one.like(left));
    let mut all: Vec<f64> = told.map(|one| one.amount().1).collect();
    all.reverse();
    all.extend(values(passage, &before));
    let said = left.amount().1;
    let comes_out = (0..all.len()).any(|whole| {
        (0..all.len()).any(|from| {
            (from + 1..=all.len()).any(|to| {
                let away = !(from..to).contains(&whole);
                away && same(all[whole] - all[from..to].iter().sum::<f64>(), said)
            })
        })
    });
    if comes_out {
        return None;
    }
    let (done, whole) = (all[all.len() - 1], all[all.len() - 2]);
    let scale = said / left.value;
    // The whole may stand some numbers before: 86户，…累计脱贫82户，剩余4户.
    let greatest = all.iter().copied().fold(0.0, f64::max);
    let right = if whole > done { whole - done } else { greatest - done };
    if right <= 0.0 || said >= greatest {
        return None;
    }
    let is_slip = slip(left.value, right / scale, left.decimals).is_some();
    let sure = if whole > done {
        Sure::Plain
    } else if is_slip {
        Sure::Likely
    } else {
        return None;
    };
    let message = format!(
        "总数减去前面写的，余下应是{}，这里写{}。请核对。",
        rounded(right / scale),
        left.text
    );
    Some(Wrong::new(&left.place, sure, message))
}

/// So many numbers before a sentence its whole may stand.
const EARLIER: usize = 6;

/// 转入14名、转出9名，净增5名.
fn net(passage: &Passage, at: usize) -> Option<Wrong> {
    let net = &passage.numbers[at];
    if !NET.says(net.own()) || net.approximate {
        return None;
    }
    let before = passage.like_before(at);
    let (Some(&b), Some(&a)) = (before.last(), before.iter().rev().nth(1)) else { return None };
    let all = values(passage, &before);
    let said = net.amount().1;
    let comes_out = all.iter().any(|one| all.iter().any(|two| same(one - two, said)));
    let (one, two): (&Number, &Number) = (&passage.numbers[a], &passage.numbers[b]);
    if comes_out || one.approximate || two.approximate {
        return None;
    }
    let message = format!("{}与{}之差不是{}。请核对。", one.text, two.text, net.text);
    Some(Wrong::new(&net.place, Sure::Plain, message))
}
