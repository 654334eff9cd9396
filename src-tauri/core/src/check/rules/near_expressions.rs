//! `near-expressions`: words that are almost a fixed expression.
//!
//! Whoever makes one slip in eleven characters leaves half of them standing: the
//! halves are looked for, and what stands around one is measured against the
//! whole.

use crate::check::near::confused;
use crate::check::page::Line;
use crate::check::rule::{Hit, Rule};
use crate::model::{Expression, FindingKind, Origin, Severity, SlipKind};

pub(super) static RULE: Rule = Rule {
    key: "near-expressions",
    kind: FindingKind::Wording,
    origin: Origin::Custom,
    clause: "公开文件的统一提法",
    severity: Severity::Warning,
    name: "固定提法差了一两个字",
    why: "这些提法逐字固定，漏字、换字、颠倒都要改过来。",
    wrong: "以人民为中心发展思想",
    right: "以人民为中心的发展思想",
    once: false,
    check: |page| {
        let mut hits = Vec::new();
        for words in page.words() {
            let ready: Vec<Ready<'_>> = words.exact.iter().filter_map(Ready::of).collect();
            for line in &page.lines {
                // What the lists call a slip is told by its own rule.
                let told = |hit: &Hit| {
                    let slips = words.slips(SlipKind::Expression);
                    slips.is_some_and(|slips| slips.pattern.is_match(&hit.spot.text))
                };
                let found = check(line, &ready, &words.known);
                hits.extend(found.into_iter().filter(|hit| !told(hit)));
            }
        }
        hits
    },
};

/// Shorter expressions are too like other words.
const SHORTEST: usize = 8;

/// An expression with its characters and its pieces, taken apart once a page.
struct Ready<'e> {
    expression: &'e Expression,
    whole: Vec<char>,
    /// How many edits are a slip.
    allowed: usize,
    /// Of one piece more than that, at least one stands: where each begins.
    pieces: Vec<(usize, String)>,
}

impl<'e> Ready<'e> {
    fn of(expression: &'e Expression) -> Option<Self> {
        let whole: Vec<char> = expression.text.chars().collect();
        if whole.len() < SHORTEST {
            return None;
        }
        let allowed = if whole.len() >= 14 { 2 } else { 1 };
        let count = allowed + 1;
        let edge = |piece: usize| whole.len() * piece / count;
        let piece = |at| (edge(at), whole[edge(at)..edge(at + 1)].iter().collect());
        let pieces = (0..count).map(piece).collect();
        Some(Self { expression, whole, allowed, pieces })
    }
}

fn check(line: &Line<'_>, exact: &[Ready<'_>], known: &[String]) -> Vec<Hit> {
    let mut hits: Vec<Hit> = Vec::new();
    let mut taken: Vec<(usize, usize)> = Vec::new();
    for ready in exact {
        let (expression, whole, allowed) = (ready.expression, &ready.whole, ready.allowed);
        for at in seeds(line, ready) {
            let Some((start, end)) = nearest(&line.chars, whole, at, allowed) else { continue };
            let words = line.words(start, end);
            let overlaps = taken.iter().any(|(from, to)| start < *to && *from < end);
            if overlaps
                || is_right(line, start, end, &words, known)
                || varies(&words, &expression.text)
            {
                continue;
            }
            taken.push((start, end));
            let message = format!("“{words}”和固定提法差了一点。请写成“{}”。", expression.text);
            let source = expression.source.clone();
            hits.push(line.hit(start, end, message).fix(expression.text.clone()).source(source));
        }
    }
    hits
}

/// Where the expression would begin if the pieces of it found in the line stood
/// in their places.
fn seeds(line: &Line<'_>, ready: &Ready<'_>) -> Vec<usize> {
    if line.chars.len() + ready.allowed < ready.whole.len() {
        return Vec::new();
    }
    let mut seeds = Vec::new();
    for (from, word) in &ready.pieces {
        let found = line.text.match_indices(word.as_str());
        seeds.extend(found.map(|(at, _)| line.char_at(at).saturating_sub(*from)));
    }
    seeds.sort_unstable();
    seeds.dedup();
    seeds
}

/// The stretch near `at` that differs from `whole` by one to `allowed` edits, with
/// the first and the last character in place.
fn nearest(text: &[char], whole: &[char], at: usize, allowed: usize) -> Option<(usize, usize)> {
    let mut best: Option<(usize, usize, usize)> = None;
    for start in at.saturating_sub(allowed)..=(at + allowed).min(text.len()) {
        for length in whole.len() - allowed..=whole.len() + allowed {
            let end = start + length;
            if end > text.len() {
                continue;
            }
            let (first, last) = (text[start] == whole[0], text[end - 1] == whole[whole.len() - 1]);
            // At its end a slip is only one that leaves the rest as it is.
            let turned = |at: usize| confused(text[start + at], whole[at]);
            let at_an_end = length == whole.len()
                && first != last
                && if first { turned(length - 1) } else { turned(0) };
            if !(at_an_end || first && last) {
                continue;
            }
            let apart = distance(&text[start..end], whole);
            if apart == 0 {
                return None;
            }
            let allowed = if at_an_end { 1 } else { allowed };
            if apart <= allowed && best.is_none_or(|(other, ..)| apart < other) {
                best = Some((apart, start, end));
            }
        }
    }
    best.map(|(_, start, end)| (start, end))
}

/// How many characters are changed, left out, put in or swapped.
fn distance(one: &[char], other: &[char]) -> usize {
    let mut before: Vec<usize> = Vec::new();
    let mut above: Vec<usize> = (0..=other.len()).collect();
    for (row, sign) in one.iter().enumerate() {
        let mut now = vec![row + 1];
        for (column, against) in other.iter().enumerate() {
            let mut cost = (above[column] + usize::from(sign != against))
                .min(above[column + 1] + 1)
                .min(now[column] + 1);
            let swapped =
                row > 0 && column > 0 && one[row - 1] == *against && *sign == other[column - 1];
            if swapped {
                cost = cost.min(before[column - 1] + 1);
            }
            now.push(cost);
        }
        before = std::mem::replace(&mut above, now);
    }
    above[other.len()]
}

/// Whether the words are, or stand inside, another expression that is known.
fn is_right(line: &Line<'_>, start: usize, end: usize, words: &str, known: &[String]) -> bool {
    known.iter().any(|other| {
        other.match_indices(words).any(|(at, _)| {
            let before = other[..at].chars().count();
            start >= before && {
                let from = start - before;
                let to = from + other.chars().count();
                to >= end && to <= line.chars.len() && line.words(from, to) == *other
            }
        })
    })
}

/// Whether the words only say 的 or pause where the expression does not.
fn varies(words: &str, text: &str) -> bool {
    let plain = |text: &str| text.replace(['、', '，', '“', '”', '《', '》', '（', '）'], "");
    let longer = words.chars().count() > text.chars().count();
    longer
        && (plain(words) == plain(text)
            || plain(words).replace('的', "") == plain(text).replace('的', ""))
}

#[cfg(test)]
mod tests {
    use crate::check::testing::check;

    #[test]
    fn a_slip_inside_a_fixed_expression_is_found() {
        check(
            "near-expressions",
            "坚持以人民为中心发展思想",
            "以人民为中心发展思想 → 以人民为中心的发展思想",
        );
        check("near-expressions", "社会主意核心价值观", "社会主意核心价值观 → 社会主义核心价值观");
        check(
            "near-expressions",
            "铸牢中华名族共同体意识",
            "铸牢中华名族共同体意识 → 铸牢中华民族共同体意识",
        );
        check(
            "near-expressions",
            "以习近平新时代中国特色社会思想为指导",
            "习近平新时代中国特色社会思想 → 习近平新时代中国特色社会主义思想",
        );
        check("near-expressions", "全心全意人民服务", "全心全意人民服务 → 全心全意为人民服务");
        check(
            "near-expressions",
            "深入贯彻中央八项规定学习教育",
            "深入贯彻中央八项规定学习教育 → 深入贯彻中央八项规定精神学习教育",
        );
    }

    #[test]
    fn the_expression_itself_and_free_variants_are_left_alone() {
        for text in [
            "学习贯彻习近平新时代中国特色社会主义思想主题教育",
            "实现中华民族的伟大复兴，党支部标准化、规范化建设",
            "全面建成社会主义现代化强国，中国特色社会主义道路",
            "中国共产党支部工作条例（试行），压实意识形态工作责任",
            "发挥党员先锋模范作用和党支部战斗堡垒作用",
        ] {
            check("near-expressions", text, "");
        }
    }
}
