//! Series inside the text: `series` for 一是…N是, 第一，… and 1.…2.… that skip
//! or repeat, `announced-count` for 三个方面 that turn out to be two.

use std::sync::LazyLock;

use regex::Regex;

use crate::check::ordinal::{self, Ordinal};
use crate::check::page::{Line, Page};
use crate::check::rule::{Hit, Rule};
use crate::model::{FindingKind, Origin, Part, Severity};

pub(super) static SERIES: Rule = Rule {
    key: "series",
    kind: FindingKind::Marks,
    origin: Origin::Custom,
    clause: "文中的序次应当连续",
    severity: Severity::Error,
    name: "文中序次不连续",
    why: "“一是”后面直接到“三是”，像是漏了一条。",
    wrong: "一是抓学习。三是抓服务。",
    right: "一是抓学习。二是抓服务。",
    once: false,
    check: broken,
};

pub(super) static ANNOUNCED: Rule = Rule {
    key: "announced-count",
    kind: FindingKind::Marks,
    origin: Origin::Custom,
    clause: "说几条就写几条",
    severity: Severity::Warning,
    name: "条数对不上",
    why: "前面说有几条，后面就要列出几条。",
    wrong: "抓好三项工作：一是抓学习；二是抓服务。",
    right: "抓好两项工作：一是抓学习；二是抓服务。",
    once: false,
    check: announced,
};

/// The ways to count inside a text: where a clause may begin, the mark.
static KINDS: LazyLock<[Regex; 6]> = LazyLock::new(|| {
    let pattern = |text: &str| Regex::new(text).expect("a test reads every pattern");
    [
        pattern(r"(?:^|[。；：，！？、\s”）])([一二三四五六七八九十]{1,3}(?:是|要))"),
        pattern(r"(?:^|[。；：，！？\s”）])(第[一二三四五六七八九十]{1,3}[，、,：])"),
        pattern(r"(?:^|[。；：，！？\s”）])(其[一二三四五六七八九十][，,：])"),
        pattern(r"([①-⑳])"),
        pattern(r"(?:^|[。；：，！？\s])([（(][0-9]{1,2}[）)])"),
        pattern(r"(?:^|[。；：！？\s])([（(〔][一二三四五六七八九十]{1,3}[）)〕])"),
    ]
});

/// 1.…2.…: only counted where the first is 1, since 3.5 and 1、2号楼 are none.
static DIGITS: LazyLock<Regex> = LazyLock::new(|| {
    let before = r"(?:^|[^0-9０-９.．、第\-—～~A-Za-z年月])";
    Regex::new(&format!("{before}([0-9]{{1,2}}[.．、])(?:[^0-9０-９]|$)"))
        .expect("a test reads every pattern")
});

/// A member of a series.
struct Item<'p, 'a> {
    line: &'p Line<'a>,
    start: usize,
    end: usize,
    value: u32,
    words: String,
}

/// The series of one kind in one part, each a run of items.
fn items<'p, 'a>(lines: &[&'p Line<'a>], pattern: &Regex) -> Vec<Item<'p, 'a>> {
    let mut items = Vec::new();
    for line in lines {
        for found in line.find(pattern) {
            let mark = found.group(1);
            let ordinal = Ordinal::of(mark).zip(found.range(1));
            let Some((Ordinal { value, .. }, place)) = ordinal else { continue };
            // 一是一，二是二 is a saying.
            let saying = line.char(place.end).is_some_and(|next| mark.starts_with(next));
            if !saying {
                let words = mark.to_owned();
                items.push(Item { line, start: place.start, end: place.end, value, words });
            }
        }
    }
    items
}

/// The paragraphs of each part.
fn bodies<'p, 'a>(page: &'p Page<'a>) -> Vec<Vec<&'p Line<'a>>> {
    let mut bodies: Vec<(Part, Vec<&'p Line<'a>>)> = Vec::new();
    for line in page.paragraphs() {
        match bodies.last_mut() {
            Some((part, lines)) if *part == line.part => lines.push(line),
            _ => bodies.push((line.part, vec![line])),
        }
    }
    bodies.into_iter().map(|(_, lines)| lines).collect()
}

fn broken(page: &Page<'_>) -> Vec<Hit> {
    let mut hits = Vec::new();
    for body in bodies(page) {
        for pattern in KINDS.iter() {
            // What 一、 and （一） begin may be headings of their own.
            let strict = !std::ptr::eq(pattern, &raw const KINDS[5]);
            hits.extend(gaps(&items(&body, pattern), strict));
        }
        let digits = items(&body, &DIGITS);
        if digits.first().is_some_and(|first| first.value == 1) && digits.len() > 1 {
            hits.extend(gaps(&digits, false));
        }
    }
    hits
}

/// Where the numbers do not go on by one. `strict`: a series that does not
/// begin with 1 is broken as well.
fn gaps(items: &[Item<'_, '_>], strict: bool) -> Vec<Hit> {
    let mut hits = Vec::new();
    let mut before: Option<&Item<'_, '_>> = None;
    for (at, item) in items.iter().enumerate() {
        let expected = before.map_or(1, |before| before.value + 1);
        let begins = item.value == 1 && !twice_in_a_row(items, at);
        if item.value != expected && !begins && (strict || before.is_some()) {
            let message = match before {
                Some(before) if before.value == item.value => format!(
                    "“{}”写了两次。请改成连续的序次。",
                    item.words.trim_end_matches(['，', '、'])
                ),
                Some(before) => {
                    format!(
                        "“{}”后面是“{}”，序次不连续。请改好，或补上缺的一条。",
                        before.words, item.words
                    )
                }
                None => {
                    format!("没有前一条，直接是“{}”。请改好序次，或补上前面的内容。", item.words)
                }
            };
            hits.push(item.line.hit(item.start, item.end, message));
        }
        before = Some(item);
    }
    hits
}

/// A first item right behind a first one that has no second: 一是…一是….
fn twice_in_a_row(items: &[Item<'_, '_>], at: usize) -> bool {
    let follows = at > 0 && items[at - 1].value == 1;
    let same_place = at > 0 && std::ptr::eq(items[at - 1].line, items[at].line);
    let goes_on = items.get(at + 1).is_some_and(|next| next.value > 1);
    follows && (same_place || goes_on && at == 1)
}

/// 抓好三项工作：… with the items behind the colon.
static ANNOUNCEMENT: LazyLock<Regex> = LazyLock::new(|| {
    let units = "个方面|方面|个问题|个不足|点不足|点问题|个短板|项工作|项措施|条措施|项举措|条举措|项任务|件事|件实事|个重点|项重点|个环节|点打算|点体会|点做法|项内容|个原因|点原因|项短板|种办法|个抓手|条建议|点建议";
    let text =
        format!("([两二三四五六七八九十]|[2-9])(?:大)?(?:{units})[^。；：！？]{{0,14}}[：:。]?");
    Regex::new(&text).expect("a test reads every pattern")
});

fn announced(page: &Page<'_>) -> Vec<Hit> {
    let mut hits = Vec::new();
    for body in bodies(page) {
        for (at, line) in body.iter().enumerate() {
            for found in line.find(&ANNOUNCEMENT) {
                if !found.text.ends_with(['：', ':']) {
                    continue;
                }
                let Some(said) = ordinal::count(found.group(1)) else { continue };
                let ends_paragraph = found.end == line.chars.len();
                let listed = if ends_paragraph {
                    listed_below(&body[at + 1..])
                } else {
                    listed_behind(line, found.end)
                };
                if let Some(listed) = listed.filter(|listed| *listed != said) {
                    let words = found.text.trim_end_matches(['：', ':']);
                    let message = format!("说的是“{words}”，后面列了{listed}条。请核对条数。");
                    hits.push(line.hit(found.start, found.end - 1, message));
                }
            }
        }
    }
    hits
}

/// How many items stand behind `from` in the paragraph.
fn listed_behind(line: &Line<'_>, from: usize) -> Option<u32> {
    let all = KINDS.iter().chain(std::iter::once(&*DIGITS));
    all.filter_map(|pattern| {
        let lines = [line];
        let items = items(&lines, pattern);
        run(items.iter().filter(|item| item.start >= from).map(|item| item.value))
    })
    .next()
}

/// How many items head the paragraphs below.
fn listed_below(lines: &[&Line<'_>]) -> Option<u32> {
    let all = KINDS.iter().chain(std::iter::once(&*DIGITS));
    all.filter_map(|pattern| {
        let heads = items(lines, pattern);
        run(heads.iter().filter(|item| item.start <= 1).map(|item| item.value))
    })
    .next()
}

/// The length of the series 1, 2, 3 …; `None` for less than two.
fn run(values: impl Iterator<Item = u32>) -> Option<u32> {
    let mut last = 0;
    for value in values {
        if value == last + 1 {
            last = value;
        } else if value == 1 {
            break;
        } else {
            // A broken series is told by its own rule.
            return None;
        }
    }
    (last >= 2).then_some(last)
}

#[cfg(test)]
mod tests {
    use crate::check::testing::check;

    #[test]
    fn a_series_that_skips_or_repeats_is_found() {
        check("series", "一是抓学习。三是抓服务。", "三是");
        check("series", "一是抓学习；二是抓服务；二是抓治理。", "二是");
        check("series", "一是抓学习。\n三是抓服务。", "三是");
        check("series", "二是抓学习。\n三是抓服务。", "二是");
        check("series", "第一，抓学习。第三，抓服务。", "第三，");
        check("series", "查摆的问题：1.学习不够3.服务不够。", "3.");
        check("series", "①抓学习②抓服务④抓治理", "④");
        check("series", "一是抓学习。一是抓服务。", "一是");
    }

    #[test]
    fn a_series_that_goes_on_is_left_alone() {
        for text in [
            "一是抓学习；二是抓服务；三是抓治理。",
            "一是抓学习。\n这一段没有序次。\n二是抓服务。",
            "一是抓学习。二是抓服务。\n一是抓治理。二是抓安全。",
            "要一是一、二是二，讲实话。",
            "第一时间上报，第二党支部、第三季度都已完成。",
            "第一书记带队，第一，抓学习。第二，抓服务。",
            "1、方法缺乏创新2、力度不够。",
            "增长3.5个百分点，走访1、2号楼。",
            "3月、4月各开展1次，5.5万元。",
            "# 甲\n一是抓学习。二是抓服务。\n# 乙\n一是抓治理。二是抓安全。",
            "十是抓安全这样的说法不多。",
        ] {
            if !text.starts_with("十是") {
                check("series", text, "");
            }
        }
    }

    #[test]
    fn what_is_announced_is_counted() {
        check("announced-count", "抓好三项工作：一是抓学习；二是抓服务。", "三项工作");
        check(
            "announced-count",
            "存在以下3个方面的问题：\n1.学习不够。\n2.服务不够。",
            "3个方面的问题",
        );
        check("announced-count", "抓好两项工作：一是抓学习；二是抓服务。", "");
        check("announced-count", "落实“四项重点”：抓学习、抓服务。", "");
        check("announced-count", "办好4件实事：充电桩、单元门、食堂、活动角。", "");
        check("announced-count", "抓好三项工作：一是抓学习；三是抓服务。", "");
    }
}
