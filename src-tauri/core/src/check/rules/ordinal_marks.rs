//! `ordinal-marks`: the mark behind an ordinal: 第一， 一、 1. （一） 一是.

use std::sync::LazyLock;

use regex::Regex;

use crate::check::page::{Line, Page};
use crate::check::pattern::pattern;
use crate::check::rule::{Hit, Rule};
use crate::model::{FindingKind, Origin, Part, Severity};

pub(super) static RULE: Rule = Rule {
    key: "ordinal-marks",
    kind: FindingKind::Marks,
    origin: Origin::Standard,
    clause: "GB/T 15834—2011 附录B.3",
    severity: Severity::Warning,
    name: "序次语后面的标点",
    why: "“第一”“首先”后面用逗号，“一”后面用顿号，“1”后面用点，带括号的后面什么也不用。",
    wrong: "第一、抓学习。（一）、强服务",
    right: "第一，抓学习。（一）强服务",
    once: false,
    check: |page| {
        let hits = page.lines.iter().flat_map(check);
        hits.chain(items(page)).chain(numbered(page)).chain(headings(page)).collect()
    },
};

/// Where an item may begin: at the start of the line, or behind a stop.
const START: &str = r"(?:^|[。；：:;！？\s　])";

static WORDS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        "(?:{START}|，)((?:第[一二三四五六七八九十]|其[一二三四五六七八九十]|首先|其次|再次|再者|最后)([、：:．.]))([^第、一二三四五六七八九十]?)"
    ))
});
static BRACKETED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        r"{START}([（(〔](?:[一二三四五六七八九十]{{1,3}}|\d{{1,2}})[）)〕]([、，．.：]+))"
    ))
});
static DIGITS: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?:^|[。；：;！？\s　])(\d{1,2}([、．，]))([一-龥“《])"));
static NUMERAL: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?:^|[。；！？\s　])([一二三四五六七八九十]{1,3}([．.，]))([一-龥“《])")
});
static ITEMS: LazyLock<Regex> = LazyLock::new(|| pattern("[一二三四五六七八九十]是([，、：:]+)"));

fn check(line: &Line<'_>) -> Vec<Hit> {
    let mut hits = Vec::new();
    for found in line.find(&WORDS) {
        // 第一、第二网格 lists, it does not number.
        if let Some(at) = found.range(2).filter(|_| !found.group(3).is_empty()) {
            let word = found.group(1).trim_end_matches(found.group(2));
            let message = format!("“{word}”后面用逗号，这里用了“{}”。", found.group(2));
            hits.push(line.hit(at.start, at.end, message).fix("，"));
        }
    }
    for found in line.find(&BRACKETED) {
        if let Some(at) = found.range(2) {
            let message = format!("带括号的序号后面不用标点，这里多了“{}”。", found.group(2));
            hits.push(line.hit(at.start, at.end, message).fix(""));
        }
    }
    for found in line.find(&NUMERAL) {
        if let Some(at) = found.range(2).filter(|_| !counts(found.group(3))) {
            let message = format!("汉字数字的序号后面用顿号，这里用了“{}”。", found.group(2));
            hits.push(line.hit(at.start, at.end, message).fix("、"));
        }
    }
    hits
}

/// 一是： in the text: a habit of many, told once.
fn items(page: &Page<'_>) -> Option<Hit> {
    let mut found = page
        .lines
        .iter()
        .flat_map(|line| line.find(&ITEMS).filter_map(move |found| Some((line, found.range(1)?))));
    let (line, at) = found.next()?;
    let others: Vec<_> = found.map(|(line, at)| line.spot(at.start, at.end)).collect();
    let sign = line.words(at.start, at.end);
    let message = format!("“一是”“二是”后面不用标点，这里多了“{sign}”。");
    let hit = line.hit(at.start, at.end, message).fix("").others(others);
    Some(hit.severity(Severity::Hint))
}

/// 1、 in the text: a habit of many, told once.
fn numbered(page: &Page<'_>) -> Option<Hit> {
    let mut found = page.lines.iter().flat_map(|line| {
        line.find(&DIGITS)
            .filter(|found| !counts(found.group(3)))
            .filter_map(move |found| Some((line, found.range(2)?)))
    });
    let (line, at) = found.next()?;
    let others: Vec<_> = found.map(|(line, at)| line.spot(at.start, at.end)).collect();
    let sign = line.words(at.start, at.end);
    let message = format!("阿拉伯数字的序号后面用点“.”，这里用了“{sign}”。");
    let hit = line.hit(at.start, at.end, message).fix(".").others(others);
    Some(hit.severity(Severity::Hint))
}

/// Whether the word behind makes the digits a count: 12、3号楼, 5，月.
fn counts(word: &str) -> bool {
    ["年", "月", "日", "号", "个", "名", "次"].contains(&word)
}

/// The marks of headings that were taken over as they stood in a file, told once.
fn headings(page: &Page<'_>) -> Option<Hit> {
    let mut found = page.heads().iter().filter_map(|head| {
        let mark = head.mark?.trim();
        let line = page.line(Part::Section(head.id), None)?;
        Some((line, mark, told(mark)?))
    });
    let (line, mark, told) = found.next()?;
    let others: Vec<_> = found.map(|(line, ..)| line.spot(0, line.chars.len())).collect();
    let message = format!("标题序号“{mark}”的写法不合规范，{told}。可以在撰写台改为规范序号。");
    let hit = line.hit(0, line.chars.len(), message).others(others);
    let habit = mark.chars().all(|sign| sign.is_ascii_digit() || sign == '、');
    Some(if habit { hit.severity(Severity::Hint) } else { hit })
}

/// What is wrong with the form of a heading's mark.
fn told(mark: &str) -> Option<&'static str> {
    let closed = mark.contains(['）', ')', '〕']);
    let last = mark.chars().next_back()?;
    let word = &mark[..mark.len() - last.len_utf8()];
    let digits = word.chars().all(|sign| sign.is_ascii_digit());
    let numeral = word.chars().all(|sign| "一二三四五六七八九十".contains(sign));
    match last {
        '、' | '，' | '.' | '．' | '：' if closed => Some("带括号的序号后面不用标点"),
        '、' | '，' if digits => Some("阿拉伯数字后面用点"),
        '．' | '.' | '，' | '：' if numeral => Some("汉字数字后面用顿号"),
        // 首先、 and 第一： are words, not numerals.
        '、' | '：' if !digits && !numeral => Some("“首先”“第一”后面用逗号"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use crate::check::testing::check;

    #[test]
    fn the_mark_behind_an_ordinal_is_set_right() {
        check("ordinal-marks", "第一、抓学习。第二、强服务", "、 → ， / 、 → ，");
        check("ordinal-marks", "首先、抓学习；其次：强服务", "、 → ， / ： → ，");
        check("ordinal-marks", "（一）、抓学习", "、 → ");
        check("ordinal-marks", "1、抓学习。2、强服务", "、 → .");
        check("ordinal-marks", "一．抓学习", "． → 、");
        check("ordinal-marks", "一是，抓学习；二是：强服务", "， → ");
    }

    #[test]
    fn lists_and_right_marks_are_left_alone() {
        for text in [
            "第一，抓学习。一、强服务",
            "走访1、2、3号楼，每月3日、13日",
            "第一、第二网格，第一、二网格",
            "（一）抓学习",
            "1.抓学习。2.强服务",
            "一是抓学习，二是强服务",
            "首先，感谢大家。",
        ] {
            check("ordinal-marks", text, "");
        }
    }

    #[test]
    fn a_heading_with_a_mark_of_its_own_is_told() {
        check("ordinal-marks", "# 工作开展情况\n##（一）、 抓学习", "抓学习");
        check("ordinal-marks", "#一． 工作开展情况\n##1、 抓学习", "工作开展情况");
        check("ordinal-marks", "#一、 工作开展情况\n##（一） 抓学习\n###1. 甲", "");
        check("ordinal-marks", "#首先， 说说做了什么\n#第一、 说说不足", "说说不足");
    }
}
