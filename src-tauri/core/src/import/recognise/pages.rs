//! What pages repeat: their numbers, and the line at their head or foot.

use std::collections::{BTreeMap, BTreeSet};

use super::lines::is_margin;
use super::{marks, numerals};

/// The lines that belong to the page and not to the text, by index, with what
/// to say of them. `rows` tells which lines are rows of a table.
pub(super) fn furniture(texts: &[String], rows: &[bool]) -> BTreeMap<usize, &'static str> {
    let running = running_numbers(texts);
    let numbers: BTreeSet<usize> = (0..texts.len())
        .filter(|&at| !rows[at])
        .filter(|at| running.contains(at) || is_page_number(texts[*at].trim_matches(is_margin)))
        .collect();
    let heads = repeated(texts, rows, &numbers);
    let told = |of: BTreeSet<usize>, message| of.into_iter().map(move |at| (at, message));
    told(numbers, "这一行是页码，没有放进报告")
        .chain(told(heads, "这一行是每页重复的页眉或页脚，没有放进报告"))
        .collect()
}

/// Lines that stand again and again beside the page numbers, or repeat a line
/// of the title on later pages.
fn repeated(texts: &[String], rows: &[bool], numbers: &BTreeSet<usize>) -> BTreeSet<usize> {
    let filled: Vec<usize> =
        (0..texts.len()).filter(|&at| !texts[at].trim_matches(is_margin).is_empty()).collect();
    let mut places = BTreeMap::<String, Vec<usize>>::new();
    for (order, &at) in filled.iter().enumerate() {
        let text = texts[at].trim_matches(is_margin);
        let short = (4..=LONGEST).contains(&text.chars().count());
        if short && !rows[at] && !numbers.contains(&at) && !text.ends_with(['。', '：', '；', '，'])
        {
            places.entry(bare(text)).or_default().push(order);
        }
    }
    let at_break = |order: usize| {
        let before = order.checked_sub(1).map(|order| filled[order]);
        let after = filled.get(order + 1).copied();
        before.is_some_and(|at| numbers.contains(&at))
            || after.is_some_and(|at| numbers.contains(&at))
    };
    // What stands behind the first mark is no title any more.
    let marked = filled.iter().position(|at| marks::read(texts[*at].trim()).is_some());
    let title = marked.unwrap_or(TITLE_LINES).min(TITLE_LINES);
    let mut found = BTreeSet::new();
    for orders in places.into_values().filter(|orders| orders.len() > 1) {
        let (first, later) = (orders[0], &orders[1..]);
        let titled = first < title;
        let of_page = later.iter().filter(|order| at_break(**order)).count();
        // Without page numbers only the title's own words are sure to be a head.
        let again = titled && later.len() > 1 && marks::read(texts[filled[first]].trim()).is_none();
        if of_page * 2 < later.len() && !again {
            continue;
        }
        // A name that signs the report stands in its last lines.
        let signs =
            |order: usize| order + SIGNED >= filled.len() && !at_head(order, &filled, numbers);
        let taken = later.iter().copied().filter(|order| !signs(*order));
        found.extend(taken.map(|order| filled[order]));
        if !titled && at_break(first) {
            found.insert(filled[first]);
        }
    }
    found
}

/// Longest line that a page repeats.
const LONGEST: usize = 45;
/// The title stands in the first lines.
const TITLE_LINES: usize = 5;
/// Signature and date stand in the last lines.
const SIGNED: usize = 3;

/// Whether a page number stands right above.
fn at_head(order: usize, filled: &[usize], numbers: &BTreeSet<usize>) -> bool {
    order.checked_sub(1).is_some_and(|order| numbers.contains(&filled[order]))
}

fn bare(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// `— 3 —`, `第3页`, `第 3 页 共 6 页`, `3/6`.
fn is_page_number(text: &str) -> bool {
    let bare: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let dashed = bare.trim_matches(|c| "—-－–―_·~～".contains(c));
    let number = |text: &str| numerals::digits(text).is_some_and(|(_, len)| len == text.len());
    if dashed.len() < bare.len() && number(dashed) {
        return true;
    }
    if let Some((page, of)) = bare.split_once('/') {
        return number(page) && number(of) && bare.len() <= 7;
    }
    let words = bare.replace(['，', ',', '/', '|'], "");
    let Some(rest) = words.strip_prefix('第') else { return false };
    let Some((page, rest)) = rest.split_once('页') else { return false };
    let of = rest.trim_start_matches('共').trim_end_matches('页');
    number(page) && (rest.is_empty() || number(of))
}

/// Lines that are bare numbers and continue one another, page after page.
fn running_numbers(texts: &[String]) -> BTreeSet<usize> {
    let bare = |text: &String| {
        let text = text.trim_matches(is_margin);
        numerals::digits(text).filter(|&(_, len)| len == text.len() && len <= 3).map(|(n, _)| n)
    };
    let numbers: Vec<(usize, usize)> =
        texts.iter().enumerate().filter_map(|(at, text)| Some((at, bare(text)?))).collect();
    let follows = |pair: &[(usize, usize)]| pair[1].1 == pair[0].1 + 1 && pair[1].0 > pair[0].0 + 3;
    numbers.windows(2).filter(|pair| follows(pair)).flatten().map(|&(at, _)| at).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The lines that are left out.
    fn left_out(text: &str) -> Vec<&str> {
        let texts: Vec<String> = text.lines().map(str::to_owned).collect();
        let found = furniture(&texts, &vec![false; texts.len()]);
        text.lines()
            .enumerate()
            .filter(|(at, _)| found.contains_key(at))
            .map(|(_, line)| line)
            .collect()
    }

    #[test]
    fn the_head_of_a_page_is_left_out_and_the_title_stays() {
        let text = "青禾社区述职报告\n一、履职情况\n甲\n— 1 —\n青禾社区述职报告\n乙\n— 2 —\n青禾社区述职报告\n丙";
        assert_eq!(left_out(text), ["— 1 —", "青禾社区述职报告", "— 2 —", "青禾社区述职报告"]);
    }

    #[test]
    fn a_signature_that_repeats_the_title_stays() {
        let text = "青禾社区党支部\n2023年述职报告\n正文甲\n第1页\n正文乙\n青禾社区党支部\n2023年12月\n第2页";
        assert_eq!(left_out(text), ["第1页", "第2页"]);
    }

    #[test]
    fn headings_that_repeat_in_several_parts_stay() {
        let text = "述职报告\n（一）\n主要做法\n甲\n（二）\n主要做法\n乙\n（三）\n主要做法\n丙";
        assert!(left_out(text).is_empty());
    }
}
