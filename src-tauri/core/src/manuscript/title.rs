//! Breaks a long title into lines: whole words, wider and narrower by turns as
//! 梯形 or 菱形 (GB/T 9704 7.3.1).

use std::collections::HashSet;
use std::sync::LazyLock;

use super::kinsoku;
use super::widths::{Script, Type, positions, script};
use crate::model::Vocabulary;

/// The words that a title is made of, and the length of the longest.
struct Words {
    known: HashSet<Vec<char>>,
    longest: usize,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let data = include_str!("../../../../assets/vocabulary/title-words.json");
    let list: Vocabulary = serde_json::from_str(data).expect("the built-in list is read by a test");
    let known: HashSet<Vec<char>> =
        list.expressions.iter().map(|word| word.text.chars().collect()).collect();
    let longest = known.iter().map(Vec::len).max().unwrap_or(0);
    Words { known, longest }
});

/// Size of the title, 2号, in twips.
const EM: f64 = 440.0;

/// Cells of the title's size (2号) in a line of the standard's type area.
const CELLS: f64 = 20.0;

/// The difference in width of two lines that looks best.
const GOOD_STEP: f64 = 3.0;

/// What a third line costs, so that it comes only where two are poor.
const A_THIRD_LINE: f64 = 30.0;

/// Lines that are shorter than this look like a slip.
const SHORTEST: f64 = 4.0;

/// How unwelcome a break is at one place.
const BY_WORDS: f64 = 0.0;
const BEFORE_A_YEAR: f64 = 8.0;
const BEFORE_AN_AND: f64 = 15.0;
const INSIDE_A_NAME: f64 = 400.0;
const INSIDE_A_WORD: f64 = 800.0;

/// `title` with a newline where a line of it ends. Newlines that are there
/// stay, and nothing is added to a line that fits.
pub(super) fn broken(title: &str) -> String {
    let lines: Vec<String> = title.split('\n').map(|line| Line::new(line).broken()).collect();
    lines.join("\n")
}

/// A line of the title, measured.
struct Line {
    text: Vec<char>,
    /// Where each character starts and ends, in twips.
    positions: Vec<(f64, f64)>,
}

/// The cost of a set of lines, and where the lines but the last end.
type Choice = (f64, Vec<usize>);

impl Line {
    fn new(line: &str) -> Self {
        let text: Vec<char> = line.chars().collect();
        let positions = positions(&text, Type { size: EM, spacing: 0.0, bold: false });
        Self { text, positions }
    }

    fn broken(&self) -> String {
        let ends = self.ends();
        let mut broken = String::with_capacity(self.text.len() * 4);
        for (at, character) in self.text.iter().enumerate() {
            if ends.contains(&at) {
                broken.push('\n');
            }
            broken.push(*character);
        }
        broken
    }

    fn ends(&self) -> Vec<usize> {
        let width = self.width(0, self.text.len());
        if width <= CELLS {
            return Vec::new();
        }
        let breaks = self.breaks();
        let two = (width <= 2.0 * CELLS).then(|| self.two(&breaks)).flatten();
        let three = (width <= 3.0 * CELLS).then(|| self.three(&breaks)).flatten();
        two.into_iter()
            .chain(three)
            .min_by(|(one, _), (other, _)| one.total_cmp(other))
            .map_or_else(|| self.many(&breaks), |(_, ends)| ends)
    }

    /// The width of a stretch of the line, in cells.
    fn width(&self, start: usize, end: usize) -> f64 {
        if start == end {
            return 0.0;
        }
        (self.positions[end - 1].1 - self.positions[start].0) / EM
    }

    /// Where a line may end, with what a break there costs.
    fn breaks(&self) -> Vec<(usize, f64)> {
        let text = &self.text;
        let costs = self.costs();
        let mut depth = 0_usize;
        let mut breaks = Vec::new();
        for at in 1..text.len() {
            let (before, behind) = (text[at - 1], text[at]);
            match before {
                '“' | '《' | '（' | '(' => depth += 1,
                '”' | '》' | '）' | ')' => depth = depth.saturating_sub(1),
                _ => {}
            }
            if !kinsoku::may_part(before, behind) || (is_latin(before) && is_latin(behind)) {
                continue;
            }
            // What stands in quotation marks or brackets is a name too, and a
            // line does not begin with a small word.
            let name = if depth > 0 { INSIDE_A_NAME } else { 0.0 };
            let small = match behind {
                '的' | '之' | '等' => INSIDE_A_NAME,
                '和' | '与' | '及' | '暨' => BEFORE_AN_AND,
                _ => 0.0,
            };
            breaks.push((at, costs[at].max(name) + small));
        }
        breaks
    }

    /// What a break before each character costs, by the words alone.
    fn costs(&self) -> Vec<f64> {
        let text = &self.text;
        let mut costs = vec![INSIDE_A_NAME; text.len() + 1];
        let mut at = 0;
        while at < text.len() {
            let length = word_at(text, at);
            let latin = text[at..].iter().take_while(|&&character| is_latin(character)).count();
            if length > 0 {
                costs[at + 1..at + length].fill(INSIDE_A_WORD);
                costs[at + length] = BY_WORDS;
                at += length;
            } else if latin > 0 {
                if text[at].is_ascii_digit() {
                    costs[at] = costs[at].min(BEFORE_A_YEAR);
                }
                // 2024年度 and 12345热线 hold together.
                costs[at + 1..=at + latin].fill(INSIDE_A_WORD);
                at += latin;
            } else {
                at += 1;
            }
        }
        costs
    }

    fn two(&self, breaks: &[(usize, f64)]) -> Option<Choice> {
        let choices = breaks.iter().filter_map(|&(end, cost)| {
            let widths = [self.width(0, end), self.width(end, self.text.len())];
            Some((cost + shape(&widths)?, vec![end]))
        });
        choices.min_by(|(one, _), (other, _)| one.total_cmp(other))
    }

    fn three(&self, breaks: &[(usize, f64)]) -> Option<Choice> {
        let mut best: Option<Choice> = None;
        for (at, &(first, first_cost)) in breaks.iter().enumerate() {
            for &(second, second_cost) in &breaks[at + 1..] {
                let widths = [
                    self.width(0, first),
                    self.width(first, second),
                    self.width(second, self.text.len()),
                ];
                let Some(shape) = shape(&widths) else { continue };
                let cost = first_cost + second_cost + shape + A_THIRD_LINE;
                if best.as_ref().is_none_or(|(least, _)| cost < *least) {
                    best = Some((cost, vec![first, second]));
                }
            }
        }
        best
    }

    /// Lines filled one after the other, for a title that no three lines hold.
    fn many(&self, breaks: &[(usize, f64)]) -> Vec<usize> {
        let mut ends = Vec::new();
        let mut start = 0;
        let mut best: Option<(f64, usize)> = None;
        let stops = breaks.iter().copied().chain([(self.text.len(), 0.0)]);
        for (end, cost) in stops {
            if self.width(start, end) > CELLS
                && let Some((_, found)) = best.take()
            {
                ends.push(found);
                start = found;
            }
            if best.is_none_or(|(least, _)| cost <= least) {
                best = Some((cost, end));
            }
        }
        ends
    }
}

/// The length of the longest known word at `at`; 0 when there is none.
fn word_at(text: &[char], at: usize) -> usize {
    let longest = WORDS.longest.min(text.len() - at);
    (1..=longest).rev().find(|length| WORDS.known.contains(&text[at..at + length])).unwrap_or(0)
}

fn is_latin(character: char) -> bool {
    script(character) == Some(Script::Latin)
}

/// How far lines of these widths are from a good 梯形 or 菱形; `None` when one
/// of them is too long.
fn shape(widths: &[f64]) -> Option<f64> {
    if widths.iter().any(|&width| width > CELLS) {
        return None;
    }
    let mut cost = 0.0;
    if widths.iter().any(|&width| width < SHORTEST) {
        cost += 100.0;
    }
    for pair in widths.windows(2) {
        let step = (pair[0] - pair[1]).abs();
        // Equal lines make a block, and a steep step looks torn off.
        cost += if step < 1.0 { 20.0 } else { (step - GOOD_STEP).abs() * 2.0 };
    }
    let hourglass = widths.len() == 3 && widths[1] < widths[0] && widths[1] < widths[2];
    Some(if hourglass { cost + 60.0 } else { cost })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(title: &str) -> String {
        let broken = broken(title);
        assert_eq!(broken.replace('\n', ""), title.replace('\n', ""), "only breaks are added");
        broken.replace('\n', "｜")
    }

    #[test]
    fn a_title_that_fits_stays_on_one_line() {
        assert_eq!(
            check("青禾社区党支部2024年度党建工作总结"),
            "青禾社区党支部2024年度党建工作总结"
        );
        assert_eq!(check(""), "");
    }

    #[test]
    fn a_forced_break_stays() {
        assert_eq!(check("青禾社区\n述职报告"), "青禾社区｜述职报告");
    }

    #[test]
    fn a_long_title_breaks_between_words_into_lines_of_unlike_width() {
        let titles = [
            "青禾社区党支部书记2024年度抓基层党建述职报告",
            "云桥街道青禾社区党支部书记2024年度抓基层党建工作述职报告",
            "云桥街道青禾社区党总支第一书记2024年度履行全面从严治党主体责任和抓基层党建工作述职报告",
            "关于青禾社区党支部开展“红色物业进万家”主题活动情况的报告",
            "ABC科技园党委2024年度抓党建工作述职报告及下一年工作计划",
        ];
        insta::assert_snapshot!(titles.map(check).join("\n"), @r"
        青禾社区党支部书记｜2024年度抓基层党建述职报告
        云桥街道青禾社区党支部书记｜2024年度抓基层党建工作述职报告
        云桥街道青禾社区党总支第一书记｜2024年度履行全面从严治党主体责任｜和抓基层党建工作述职报告
        关于青禾社区党支部开展｜“红色物业进万家”主题活动情况的报告
        ABC科技园党委2024年度抓党建工作｜述职报告及下一年工作计划
        ");
    }

    #[test]
    fn a_title_without_known_words_still_breaks_and_a_huge_one_ends() {
        assert_eq!(check(&"甲".repeat(30)).matches('｜').count(), 1);
        assert!(check(&"青禾社区党支部述职报告".repeat(40)).matches('｜').count() > 10);
    }

    #[test]
    fn no_line_begins_with_a_mark_or_a_small_word() {
        for title in ["青禾社区党支部关于创建“五星”党支部，推进网格治理的工作情况报告"]
        {
            for line in broken(title).split('\n') {
                assert!(!line.starts_with(['”', '，', '的']), "{line}");
            }
        }
    }
}
