//! Means, shares and growth that no two numbers told so far give. It is only
//! asked, since what they come from need not be in the report.

use super::{Sure, Wrong};
use crate::check::lists::List;
use crate::check::numbers::{Number, Passage};

/// A mean: 平均每户, 人均, 每名.
const MEANS: List = List("any-means");
/// Words with which a mean is no mean of two numbers.
const OPEN: List = List("any-open");
/// Rates of two counts.
const SHARES: List = List("any-shares");
/// Words of growth.
const GROWTH: List = List("any-growth");

/// A mean that no number told before, divided by another, gives.
pub(in crate::check) fn means(passage: &Passage, earlier: &[&Number]) -> Vec<Wrong> {
    let mean = |at: &usize| {
        let number = &passage.numbers[*at];
        let own = number.own();
        MEANS.says(own) && !OPEN.says(own) && number.counts() && !number.approximate
    };
    let found = (0..passage.numbers.len()).filter(mean).filter_map(|at| {
        let mean = &passage.numbers[at];
        let others = || passage.numbers.iter().enumerate().filter(move |(one, _)| *one != at);
        // What is shared out stands in the same passage: 走访9372户次，平均每户2.2次.
        let totals: Vec<f64> = others()
            .filter(|(_, one)| alike(one, mean) && one.amount().1 > mean.amount().1)
            .map(|(_, one)| one.amount().1)
            .collect();
        let told: Vec<f64> = others()
            .map(|(_, one)| one)
            .chain(earlier.iter().copied())
            .filter(|one| one.counts())
            .map(|one| one.amount().1)
            .collect();
        // 困难党员18名、老党员24名，每名300元: of both together.
        let pairs = told.windows(2).map(|two| two[0] + two[1]);
        let counts: Vec<f64> = told.iter().copied().chain(pairs).collect();
        let scale = mean.amount().1 / mean.value.max(f64::MIN_POSITIVE);
        let slack = 0.6 * 10f64.powi(-(mean.decimals as i32)) * scale;
        let gives = |total: f64, count: f64| {
            count > 1.0 && (total / count - mean.amount().1).abs() <= slack
        };
        let comes_out = totals.iter().any(|total| counts.iter().any(|count| gives(*total, *count)));
        (!totals.is_empty() && !comes_out).then(|| {
            let message =
                format!("“{}{}”和前后的总数、个数对不上。请核对。", tail(mean.own()), mean.text);
            Wrong::new(&mean.place, Sure::Maybe, message)
        })
    });
    found.collect()
}

/// 次, 人次 and 户次 are all times.
fn alike(one: &Number, two: &Number) -> bool {
    one.like(two) || one.unit.ends_with('次') && two.unit.ends_with('次')
}

/// The last few words before a number.
fn tail(words: &str) -> String {
    let chars: Vec<char> = words.chars().collect();
    chars[chars.len().saturating_sub(6)..].iter().collect()
}

/// A share that no two counts told so far give, though one stands right before it.
pub(in crate::check) fn shares(passage: &Passage, earlier: &[&Number]) -> Vec<Wrong> {
    let share = |at: &usize| {
        let number = &passage.numbers[*at];
        number.unit == "%"
            && !number.approximate
            && SHARES.says(number.own())
            && !GROWTH.says(number.own())
    };
    let found = (1..passage.numbers.len()).filter(share).filter_map(|at| {
        let share = &passage.numbers[at];
        let before = &passage.numbers[at - 1];
        let near = before.counts() && before.place.end + 14 >= share.place.start;
        let parts = passage.numbers.iter().filter(|one| one.counts());
        let slack = 1.05 * 10f64.powi(-(share.decimals as i32));
        let mut wholes =
            passage.numbers.iter().chain(earlier.iter().copied()).filter(|one| one.counts());
        let gives = |part: &Number, whole: &Number| {
            whole.amount().1 > 0.0
                && (part.amount().1 / whole.amount().1 * 100.0 - share.value).abs() <= slack
        };
        let parts: Vec<&Number> = parts.collect();
        let told: Vec<&Number> = earlier.iter().copied().filter(|one| one.counts()).collect();
        let from = ["由", "从"].iter().any(|word| share.own().contains(word));
        let comes_out = from
            || share.value >= 100.0
            || wholes.any(|whole| parts.iter().any(|part| gives(part, whole)))
            || told.iter().any(|part| parts.iter().any(|whole| gives(part, whole)));
        (near && !comes_out).then(|| {
            let message =
                format!("“{}{}”和前面的数字对不上。请核对。", tail(share.own()), share.text);
            Wrong::new(&share.place, Sure::Maybe, message)
        })
    });
    found.collect()
}

/// 5460万立方米，增加260万立方米，增长5%: growth that its own numbers do not give.
pub(in crate::check) fn growth(passage: &Passage, _: &[&Number]) -> Vec<Wrong> {
    let grows = |at: &usize| {
        let number = &passage.numbers[*at];
        number.unit == "%"
            && !number.approximate
            && GROWTH.says(number.own())
            && number.own().chars().count() <= 8
    };
    let found = (2..passage.numbers.len()).filter(grows).filter_map(|at| {
        let growth = &passage.numbers[at];
        let before = &passage.numbers[at - 1];
        let told = GROWTH.says(before.own()) || before.own().contains(['比', '由', '到']);
        let near = before.place.end + 6 >= growth.place.start && before.counts();
        let values: Vec<f64> = passage.numbers[..at]
            .iter()
            .filter(|one| one.like(before))
            .map(|one| one.amount().1)
            .collect();
        let slack = 1.05 * 10f64.powi(-(growth.decimals as i32));
        let gives = |part: f64, base: f64| {
            base > 0.0 && (part / base * 100.0 - growth.value).abs() <= slack
        };
        let comes_out = values.iter().any(|one| {
            values.iter().any(|two| {
                gives((one - two).abs(), *two)
                    || gives(*one, two - one)
                    || gives(*one, two + one)
                    || gives(*one, *two)
            })
        });
        (told && near && values.len() >= 2 && !comes_out).then(|| {
            let message =
                format!("“{}{}”和前面的数字对不上。请核对。", tail(growth.own()), growth.text);
            Wrong::new(&growth.place, Sure::Maybe, message)
        })
    });
    found.collect()
}

#[cfg(test)]
mod tests {
    use crate::check::testing::check;

    fn told(rule: &str, text: &str, expect: &str) {
        check(rule, &format!("# 工作成效\n{text}。"), expect);
    }

    #[test]
    fn a_mean_comes_from_two_numbers() {
        told("product", "现有教学班36个，学生1584名，平均每班46名", "46名");
        told("product", "现有教学班36个，学生1584名，平均每班44名", "");
        told("product", "有居民4260户。全年走访9372户次，平均每户2.2次", "");
        told("product", "平均每户走访2.2次", "");
    }

    #[test]
    fn a_share_comes_from_two_numbers() {
        told("rate", "有党员236名。开展主题党日12次，平均参加198名，参加率93.9%", "93.9%");
        told("rate", "有党员236名。开展主题党日12次，平均参加198名，参加率83.9%", "");
        told("rate", "群众满意率98%", "");
    }

    #[test]
    fn growth_comes_from_two_numbers() {
        told("direction", "售水5460万立方米，比上年增加260万立方米，增长15%", "15%");
        told("direction", "售水5460万立方米，比上年增加260万立方米，增长5%", "");
        told("direction", "售水5460万立方米，增长5%", "");
    }
}
