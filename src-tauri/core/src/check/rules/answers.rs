//! `unanswered`: a point of last year's comments that the report quotes and
//! does not answer.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use regex::Regex;

use crate::check::page::{Line, Page};
use crate::check::rule::{Hit, Rule};
use crate::model::{FindingKind, Origin, Role, Severity};

pub(super) static RULE: Rule = Rule {
    key: "unanswered",
    kind: FindingKind::Gaps,
    origin: Origin::Custom,
    clause: "去年点评的问题要逐条答复",
    severity: Severity::Warning,
    name: "点评的问题没有答复",
    why: "去年点评的问题列了出来，就要一条一条说怎么改的。",
    wrong: "针对点评提出的“学习不经常”“议事不够”两个问题，一是每月集中学习。",
    right: "针对点评提出的“学习不经常”“议事不够”两个问题，一是每月集中学习；二是每季度议事。",
    once: false,
    check,
};

/// A point that is quoted: where it stands.
struct Point<'p, 'a> {
    line: &'p Line<'a>,
    at: usize,
    start: usize,
    end: usize,
    words: String,
}

static QUOTED: LazyLock<Regex> = LazyLock::new(|| pattern("“([^“”]{4,40})”"));
static LISTED: LazyLock<Regex> = LazyLock::new(|| pattern("[0-9①-⑨][.．、]?([^0-9①-⑨。；]{5,40})"));
static LEADS: LazyLock<Regex> = LazyLock::new(|| pattern("针对|对照|围绕|对反馈|指出|反馈|点评"));
/// 的点评意见，: what stands behind is the answer.
static ANSWERS: LazyLock<Regex> = LazyLock::new(|| {
    pattern("(?:问题|不足|意见|方面|短板|建议|点评|情况|现象|要求|差距|反馈)[^“”，]{0,3}，")
});
static NAMES: LazyLock<Regex> = LazyLock::new(|| pattern("问题|不足|意见|点评|短板"));

fn pattern(text: &str) -> Regex {
    Regex::new(text).expect("a test reads every pattern")
}

fn check(page: &Page<'_>) -> Vec<Hit> {
    let lines: Vec<&Line<'_>> = page
        .paragraphs()
        .filter(|line| line.role == Some(Role::ReviewResponse) || names_comments(line))
        .collect();
    let mut hits = Vec::new();
    for (order, line) in lines.iter().enumerate() {
        hits.extend(
            passages(line, order).into_iter().flat_map(|passage| unanswered(page, line, &passage)),
        );
    }
    hits
}

/// A lead with its points, and where the next begins.
struct Passage<'p, 'a> {
    points: Vec<Point<'p, 'a>>,
    /// `None`: none follows in this paragraph.
    end: Option<usize>,
}

/// 针对“甲”的问题，…。针对“乙”的问题，…。: the leads of a paragraph.
fn passages<'p, 'a>(line: &'p Line<'a>, order: usize) -> Vec<Passage<'p, 'a>> {
    let mut passages: Vec<Passage<'p, 'a>> = Vec::new();
    let mut seen = 0;
    for lead in line.find(&LEADS) {
        let plain = ["针对", "对照", "围绕", "对反馈"].contains(&lead.text);
        if lead.start < seen || !plain && line.role != Some(Role::ReviewResponse) {
            continue;
        }
        let points = points(line, order, lead.start, lead.end);
        if points.is_empty() {
            continue;
        }
        seen = line.sentence_at(lead.start).end;
        if let Some(before) = passages.last_mut() {
            before.end = Some(lead.start);
        }
        passages.push(Passage { points, end: None });
    }
    passages
}

fn unanswered(page: &Page<'_>, line: &Line<'_>, passage: &Passage<'_, '_>) -> Vec<Hit> {
    let points = &passage.points;
    let mut hits = Vec::new();
    {
        let answer = answer_of(page, line, passage);
        let items = count_items(&answer);
        let enough = items >= points.len();
        let silent = answer.chars().count() < 12;
        let taken_up = |point: &Point<'_, '_>| {
            let from = page.position(point.line.part, point.line.paragraph) + 1;
            page.lines[from..]
                .iter()
                .filter(|other| other.role == point.line.role)
                .any(|other| LEADS.is_match(other.text) && other.text.contains(&point.words))
        };
        let later = points.iter().filter(|point| taken_up(point)).count();
        for point in points {
            if taken_up(point) {
                continue;
            }
            let shared = pairs(&point.words).intersection(&pairs(&answer)).count();
            let lost = silent || later > 0 || !enough && points.len() > 1 && shared == 0;
            if lost {
                let message = format!(
                    "点评的问题“{}”后面没有答复。请写明怎么改的、改到哪一步。",
                    point.words
                );
                hits.push(point.line.hit(point.start, point.end, message));
            }
        }
        if later == 0 && !silent && !enough && items > 1 && hits.is_empty() && points.len() > items
        {
            let last = &points[points.len() - 1];
            let message =
                format!("点评的问题列了{}个，后面只答复了{items}条。请补上。", points.len());
            hits.push(last.line.hit(last.start, last.end, message));
        }
    }
    hits
}

fn names_comments(line: &Line<'_>) -> bool {
    line.text.contains("针对") && (line.text.contains("点评") || line.text.contains("反馈"))
}

/// The points that the lead sentence of a paragraph quotes or lists.
fn points<'p, 'a>(
    line: &'p Line<'a>,
    at: usize,
    start: usize,
    behind: usize,
) -> Vec<Point<'p, 'a>> {
    let end = line.sentence_at(start).end;
    let sentence = line.words(start, end);
    if !NAMES.is_match(&sentence) {
        return Vec::new();
    }
    let point =
        |start: usize, end: usize| Point { line, at, start, end, words: line.words(start, end) };
    let inside = |place: usize| place >= start && place < end;
    let quoted: Vec<_> = line
        .find(&QUOTED)
        .filter(|found| inside(found.start))
        .filter_map(|found| found.range(1))
        .filter(|range| {
            // A quotation behind the lead clause is part of the answer.
            let before = line.words(start, range.start);
            !ANSWERS.is_match(&before)
        })
        .map(|range| point(range.start, range.end))
        .collect();
    if !quoted.is_empty() {
        return quoted;
    }
    let listed: Vec<_> = line
        .find(&LISTED)
        .filter(|found| inside(found.start) && lists(line, behind, found.start))
        .filter_map(|found| found.range(1))
        .map(|range| point(range.start, range.end))
        .collect();
    if listed.len() > 1 { listed } else { Vec::new() }
}

/// Between the lead and a listed point stands the colon that opens the list.
fn lists(line: &Line<'_>, from: usize, at: usize) -> bool {
    from < at && line.words(from, at).contains('：')
}

/// The text that answers the points of `line`: the rest of it, and the
/// paragraphs of its part up to the next that quotes points.
fn answer_of(page: &Page<'_>, line: &Line<'_>, passage: &Passage<'_, '_>) -> String {
    let points = &passage.points;
    let last = points.iter().map(|point| point.end).max().unwrap_or(0);
    let mut answer = line.words(last, passage.end.unwrap_or(line.chars.len()).max(last));
    if passage.end.is_some() {
        return trimmed(&answer);
    }
    let mut seen = false;
    for other in page.paragraphs().filter(|other| other.part == line.part) {
        if other.paragraph == line.paragraph {
            seen = true;
        } else if seen {
            if !passages(other, points[0].at).is_empty() {
                break;
            }
            answer.push_str(other.text);
        }
    }
    if answer.chars().count() < 12 {
        answer.push_str(&below(page, line));
    }
    trimmed(&answer)
}

fn trimmed(answer: &str) -> String {
    answer
        .trim_start_matches(['”', '“', '的', '等', '问', '题', '，', '。', '；', '：', '、'])
        .to_owned()
}

/// The texts of the sections right below the one the line stands in.
fn below(page: &Page<'_>, line: &Line<'_>) -> String {
    let from = page.position(line.part, line.paragraph) + 1;
    let rest =
        page.lines[from..].iter().take_while(|other| other.role == Some(Role::ReviewResponse));
    rest.map(|other| other.text).collect()
}

/// How many items an answer has: 一是…二是…, or one.
fn count_items(answer: &str) -> usize {
    let chars: Vec<char> = answer.chars().collect();
    let mut count = 0;
    for (at, pair) in chars.windows(2).enumerate() {
        let begins = at == 0 || "。；：，\n".contains(chars[at - 1]);
        let mark = "一二三四五六七八九".contains(pair[0]) && "是要".contains(pair[1])
            || pair[0].is_ascii_digit() && ".．、".contains(pair[1])
            || ('①'..='⑨').contains(&pair[0]);
        let named = pair[0] == '针' && pair[1] == '对';
        count += usize::from(mark && (begins || !pair[0].is_ascii_digit()) || named && begins);
    }
    count.max(1)
}

/// The pairs of neighbouring characters that say what a point is about.
fn pairs(text: &str) -> BTreeSet<(char, char)> {
    const EMPTY: &[&str] = &[
        "不够", "问题", "存在", "不足", "方面", "工作", "有待", "缺乏", "一些", "力度", "的问",
        "需要", "还有", "情况",
    ];
    let chars: Vec<char> = text.chars().collect();
    chars
        .windows(2)
        .map(|pair| (pair[0], pair[1]))
        .filter(|(one, two)| ('一'..='龥').contains(one) && ('一'..='龥').contains(two))
        .filter(|(one, two)| !EMPTY.contains(&format!("{one}{two}").as_str()))
        .collect()
}

#[cfg(test)]
mod tests {
    use crate::check::testing::check;

    #[test]
    fn every_point_that_is_quoted_is_answered() {
        check(
            "unanswered",
            "# 上年点评整改
             针对点评提出的“党员学习不经常”“协商议事参与面不宽”两个问题，建立每月学习制度，党员到课率提高到90%。",
            "协商议事参与面不宽",
        );
        check("unanswered", "# 上年点评整改\n针对“党员学习不经常”的问题。", "党员学习不经常");
        check(
            "unanswered",
            "# 上年点评整改
             针对2023年点评的问题：1、工作方法缺乏创新2、服务型组织建设力度不够。从以下方面整改：一是创新工作思路。",
            "服务型组织建设力度不够",
        );
    }

    #[test]
    fn answers_in_any_form_are_seen() {
        for text in [
            "# 上年点评整改
             针对“党员学习不经常”的问题，建立每月学习制度，到课率提高到90%。
             针对“协商议事参与面不宽”的问题，公开招募议事员23名，每月议事。",
            "# 上年点评整改
             针对2023年点评的问题：1、工作方法缺乏创新2、服务型组织建设力度不够。从以下方面整改：
             一是理清思路，改进机制。二是抓培训，把群众的事当成自己的事。",
            "# 上年点评整改
             点评的两个问题都已整改到位。",
            "# 上年点评整改
             二是针对“党员示范作用不够明显”的点评意见，设立示范岗14个，每季度评选“服务之星”4名。",
        ] {
            check("unanswered", text, "");
        }
    }
}
