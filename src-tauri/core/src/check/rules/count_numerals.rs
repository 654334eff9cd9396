//! `count-numerals`: 三次 in a report that writes 12次: one kind of numeral for
//! one kind of count.

use std::sync::LazyLock;

use regex::Regex;

use crate::check::ordinal::han;
use crate::check::page::{Line, Page};
use crate::check::pattern::{is_han, pattern};
use crate::check::rule::{Hit, Rule};
use crate::model::{FindingKind, Origin, Severity};

pub(super) static RULE: Rule = Rule {
    key: "count-numerals",
    kind: FindingKind::Marks,
    origin: Origin::Standard,
    clause: "GB/T 15835—2011 4.3（同类别同形式）",
    severity: Severity::Warning,
    name: "数量一处用汉字一处用数字",
    why: "同一份报告里，次数、人数要用同一种数字，统计数字用阿拉伯数字。",
    wrong: "召开党员大会五次，支委会12次",
    right: "召开党员大会5次，支委会12次",
    once: true,
    check,
};

/// A count behind what is counted, at the end of its clause.
static COUNT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        "(?:^|[^一二三四五六七八九十百])([一二三四五六七八九十百]{1,5})(次|名|户|人次|件|场|场次|期|份|人|起|处|堂|篇|亩|支|台|辆|盏|栋|座|吨|公里|万元|元)(?:[，。；、（]|$)",
    )
});
static ARABIC: LazyLock<Regex> =
    LazyLock::new(|| pattern("[0-9](?:余|多)?(?:次|名|户|人次|件|场|场次|期|份|人|起|处|堂|篇)"));

fn check(page: &Page<'_>) -> Vec<Hit> {
    let arabic: usize = page.paragraphs().map(|line| line.find(&ARABIC).count()).sum();
    let mut hits: Vec<Hit> = Vec::new();
    for line in page.paragraphs() {
        hits.extend(in_words(line));
    }
    // A report that writes most of its counts in words has its own way.
    if arabic < 5 || hits.len() * 3 > arabic {
        hits.clear();
    }
    // In one sentence the two stand side by side.
    for line in page.paragraphs() {
        let beside = mid_clause(line);
        let beside: Vec<Hit> =
            beside.into_iter().filter(|hit| !hits.iter().any(|one| one.overlaps(hit))).collect();
        hits.extend(beside);
    }
    hits
}

/// A count in words or in digits before what is counted.
static BESIDE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        "(?:([0-9]+)|([一二三四五六七八九十百]{1,4}))(人次|场次|次|名|户|件|场|期|份|人|起|处|堂)",
    )
});

/// 慰问七名党员、8名群众: one unit in one sentence, once in words.
fn mid_clause(line: &Line<'_>) -> Vec<Hit> {
    let counts: Vec<_> = line.find(&BESIDE).collect();
    let mut hits = Vec::new();
    for count in counts.iter().filter(|count| !count.group(2).is_empty()) {
        let Some(at) = count.range(2) else { continue };
        let sentence = line.sentence_at(at.start);
        let in_digits = |other: &&crate::check::page::Match<'_>| {
            !other.group(1).is_empty()
                && other.group(3) == count.group(3)
                && sentence.contains(&other.start)
        };
        let before = at.start.checked_sub(1).and_then(|at| line.char(at));
        let begins = before.is_some_and(|sign| {
            (is_han(sign) || "、，“".contains(sign))
                && !"第每两千万几数再这那零〇逢初周星期前后头末分各十统惟唯专".contains(sign)
        });
        let value = han(count.group(2)).filter(|value| *value > 2);
        if let Some(value) =
            value.filter(|_| begins && counts.iter().any(|other| in_digits(&other)))
        {
            let (words, unit) = (count.group(2), count.group(3));
            let message =
                format!("统计的数用阿拉伯数字，与前后一致。“{words}{unit}”请写成“{value}{unit}”。");
            hits.push(line.hit(at.start, at.end, message).fix(value.to_string()));
        }
    }
    hits
}

fn in_words(line: &Line<'_>) -> Vec<Hit> {
    line.find_beside(&COUNT)
        .filter_map(|found| {
            let at = found.range(1)?;
            let before = line.char(at.start.checked_sub(1)?)?;
            // 第三次, 二十三户 whose head is another word, 每三人.
            if !is_han(before) || "第每两千万几数再这那零〇逢初周星期".contains(before)
            {
                return None;
            }
            // 一次, 两户 are turns of speech.
            let value = han(found.group(1)).filter(|value| *value > 2)?;
            let (words, unit) = (found.group(1), found.group(2));
            let message =
                format!("统计的数用阿拉伯数字，与前后一致。“{words}{unit}”请写成“{value}{unit}”。");
            Some(line.hit(at.start, at.end, message).fix(value.to_string()))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use crate::check::testing::check;

    const FIGURES: &str = "# 工作成效\n支委会12次，党课4次，走访36户，慰问18人，办实事16件。";

    #[test]
    fn one_unit_in_one_sentence_is_counted_in_one_way() {
        check("count-numerals", "# 成效\n慰问七名党员、8名群众。", "七 → 7");
        check("count-numerals", "# 成效\n召开三次党员大会，支委会12次。", "三 → 3");
        check(
            "count-numerals",
            "# 成效\n第三次党员大会有8名党员缺席，全年12次。慰问七户群众。",
            "",
        );
    }

    #[test]
    fn a_count_in_words_beside_digits_is_found() {
        check("count-numerals", &format!("{FIGURES}召开党员大会五次。"), "五 → 5");
        check("count-numerals", &format!("{FIGURES}推广水稻三百亩。"), "三百 → 300");
        check("count-numerals", &format!("{FIGURES}化解纠纷二十三起，"), "二十三 → 23");
    }

    #[test]
    fn words_that_are_no_counts_are_left_alone() {
        for text in [
            "第三次会议，每三人一组，",
            "推进三个融合，落实三项制度，",
            "先后三次召开会议。",
            "一次、两次。",
        ] {
            check("count-numerals", &format!("{FIGURES}{text}"), "");
        }
        check("count-numerals", "# 工作成效\n召开党员大会五次，支委会十二次。", "");
    }
}
