//! Series inside the text: `series` for 一是…N是, 第一，… and 1.…2.… that skip
//! or repeat.

use std::sync::LazyLock;

use regex::Regex;

use crate::check::ordinal::Ordinal;
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

/// The ways to count inside a text: where a clause may begin, the mark.
pub(super) static KINDS: LazyLock<[Regex; 6]> = LazyLock::new(|| {
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
pub(super) static DIGITS: LazyLock<Regex> = LazyLock::new(|| {
    let before = r"(?:^|[^0-9０-９.．、第\-—～~A-Za-z年月])";
    Regex::new(&format!("{before}([0-9]{{1,2}}[.．、])(?:[^0-9０-９]|$)"))
        .expect("a test reads every pattern")
});

/// A member of a series.
pub(super) struct Item<'p, 'a> {
    line: &'p Line<'a>,
    pub(super) start: usize,
    end: usize,
    pub(super) value: u32,
    words: String,
}

/// The series of one kind in one part, each a run of items.
pub(super) fn items<'p, 'a>(lines: &[&'p Line<'a>], pattern: &Regex) -> Vec<Item<'p, 'a>> {
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
pub(super) fn bodies<'p, 'a>(page: &'p Page<'a>) -> Vec<Vec<&'p Line<'a>>> {
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
            let strict = !std::ptr::eq(pattern, &raw const KINDS[5])
                && !begins_in_heading(page, body[0], pattern);
            hits.extend(gaps(&items(&body, pattern), strict));
        }
        let digits = items(&body, &DIGITS);
        if digits.first().is_some_and(|first| first.value == 1) && digits.len() > 1 {
            hits.extend(gaps(&digits, false));
        }
    }
    hits
}

/// Whether the heading above took the first of the series: ①完善议事决策.
fn begins_in_heading(page: &Page<'_>, line: &Line<'_>, pattern: &Regex) -> bool {
    let head = page.heads().iter().find(|head| Part::Section(head.id) == line.part);
    head.is_some_and(|head| {
        let begins = |text: &str| pattern.find(text).is_some_and(|found| found.start() == 0);
        begins(head.heading)
            || head.mark.is_some_and(begins)
            || page.numbers().get(&head.id).is_some_and(|number| begins(number))
    })
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
}
