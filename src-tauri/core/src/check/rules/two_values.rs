//! `two-values`: one indicator of one year with two values. It may be right,
//! since one can be a part of the other; so it asks.
//!
//! `unit-swap`: the same number once as 名 and once as 人次.

use crate::check::figures::{self, Reading};
use crate::check::lists::List;
use crate::check::page::{Page, spot_of};
use crate::check::pattern::is_han;
use crate::check::rule::{Hit, Rule};
use crate::check::rules::whole;
use crate::model::{FindingKind, Origin, Severity};

pub(super) static RULE: Rule = Rule {
    key: "two-values",
    kind: FindingKind::Figures,
    origin: Origin::Custom,
    clause: "前后一致",
    severity: Severity::Warning,
    name: "同一个数字两处不同",
    why: "同一年的同一件事写了两个数，评议时容易被问。如果一个只是其中一部分，请写明。",
    wrong: "开展志愿服务活动6次……全年共开展志愿服务活动18次",
    right: "开展志愿服务活动18次，其中清洁家园6次",
    once: false,
    check: differing,
};

pub(super) static UNITS: Rule = Rule {
    key: "unit-swap",
    kind: FindingKind::Figures,
    origin: Origin::Custom,
    clause: "名、人、人次、户、场次不能互换",
    severity: Severity::Warning,
    name: "同一个数字单位不同",
    why: "“人”是多少个人，“人次”是一共来了多少回，换了单位意思就变了。",
    wrong: "走访群众120户……走访群众120户次",
    right: "走访群众120户",
    once: false,
    check: swapped,
};

/// What is told as a total of the year: two values of these contradict each
/// other even where neither is called one.
const TOTALS: List = List("two-values-totals");

fn differing(page: &Page<'_>) -> Vec<Hit> {
    let readings = page.readings();
    let mut hits = Vec::new();
    let mut told: Vec<(&Reading, &Reading)> = Vec::new();
    for (at, later) in readings.iter().enumerate() {
        let earlier = readings[..at].iter().find(|earlier| contradict(earlier, later));
        let Some(earlier) = earlier else { continue };
        let known =
            |(one, two): &(&Reading, &Reading)| one.same_value(earlier) && two.same_value(later);
        if told.iter().any(known) {
            continue;
        }
        told.push((earlier, later));
        let (first, second) = (&earlier.told.mention, &later.told.mention);
        let message = format!(
            "{}前面写{}，这里写{}，两处不同。请核对；如果是其中一部分，请写明范围。",
            first.name, first.text, second.text
        );
        let severity = if is_plain(earlier, later) { Severity::Warning } else { Severity::Hint };
        let hit = Hit::at(&later.told, message).severity(severity);
        hits.push(hit.others(vec![spot_of(&earlier.told)]));
    }
    hits
}

/// Whether two figures are of one thing and differ.
fn contradict(one: &Reading, two: &Reading) -> bool {
    let (first, second) = (&one.told.mention, &two.told.mention);
    let same_thing = match (&first.indicator, &second.indicator) {
        (Some(one), Some(two)) => one == two,
        (None, None) => first.name == second.name && first.name.chars().count() > 2,
        _ => false,
    };
    let in_one_clause = one.line_at == two.line_at && one.clause == two.clause;
    same_thing
        && figures::class(&first.unit) == figures::class(&second.unit)
        && !one.is_part
        && !two.is_part
        && !one.was
        && !two.was
        && one.is_named
        && two.is_named
        && !in_one_clause
        && !one.has_scope
        && !two.has_scope
        && !one.agrees(two)
}

/// Whether nothing but a slip explains it.
fn is_plain(one: &Reading, two: &Reading) -> bool {
    if one.counts_some || two.counts_some {
        return false;
    }
    let (first, second) = (&one.told.mention, &two.told.mention);
    // Each matter has a rate of its own.
    if first.unit.contains(['%', '％']) {
        return false;
    }
    let total =
        first.indicator.as_deref().is_some_and(|key| TOTALS.words().iter().any(|one| one == key));
    let same_name = first.name == second.name;
    let one_is_total = one.is_total || two.is_total;
    // 46名指战员有42名达到优良: of people, some may have done what is told.
    let people = figures::class(&first.unit) == "人" && !(one.is_total && two.is_total);
    let members = first.indicator.as_deref() == Some("party-members");
    total && same_name
        || same_name && one_is_total && one.apart(two) && !people
        || members && one_is_total && one.heads_clause && two.heads_clause
}

fn swapped(page: &Page<'_>) -> Vec<Hit> {
    let readings: Vec<_> =
        page.readings().iter().filter(|each| !is_explained(page, each)).collect();
    let mut hits = unlike_their_whole(page);
    for (at, later) in readings.iter().enumerate() {
        let second = &later.told.mention;
        let earlier = readings[..at].iter().find(|earlier| {
            let first = &earlier.told.mention;
            // The numbers differ far more often than the words, and cost less to look at.
            first.value.total_cmp(&second.value).is_eq()
                && first.value > 3.0
                && swaps(&first.unit, &second.unit)
                && (first.name == second.name
                    || first.indicator.is_some() && first.indicator == second.indicator
                    || first.value >= 20.0
                        && figures::class(&first.unit) != "件"
                        && figures::class(&second.unit) != "件"
                        && of_one_thing(page, earlier, later))
        });
        if let Some(earlier) = earlier {
            let first = &earlier.told.mention;
            let message = format!(
                "{}前面写{}，这里写{}，单位不同，意思也不同。请核对。",
                first.name, first.text, second.text
            );
            hits.push(Hit::at(&later.told, message).others(vec![spot_of(&earlier.told)]));
        }
    }
    hits
}

/// Words that give each one its share: 34名党员每人讲1次，共34次.
const EACH: List = List("two-values-each");

/// Whether the words before a figure explain that another number is the same.
fn is_explained(page: &Page<'_>, reading: &Reading) -> bool {
    let line = &page.lines[reading.line_at];
    let start = reading.told.mention.start;
    let stop = |c: &char| "。；！？".contains(*c);
    let from = line.chars[..start].iter().rposition(stop).map_or(0, |at| at + 1);
    EACH.says(&line.words(from, start))
}

/// Whether the clauses of two figures have a word in common.
fn of_one_thing(page: &Page<'_>, one: &Reading, two: &Reading) -> bool {
    let words = |reading: &Reading| {
        let line = &page.lines[reading.line_at];
        let mention = &reading.told.mention;
        let stop = |c: &char| "，。；！？：".contains(*c);
        let from = line.chars[..mention.start].iter().rposition(stop).map_or(0, |at| at + 1);
        let behind = line.chars[mention.end..].iter().position(stop);
        let to = behind.map_or(line.chars.len(), |length| mention.end + length);
        let chars = &line.chars[from..to];
        let pairs = chars.windows(2).filter(|pair| pair.iter().all(|sign| is_han(*sign)));
        let pairs = pairs.map(|pair| [pair[0], pair[1]]);
        pairs.filter(|pair| !COMMON.says(&String::from_iter(pair))).collect::<Vec<_>>()
    };
    let told = words(one);
    words(two).iter().any(|pair| told.contains(pair))
}

/// Words that stand beside any figure.
const COMMON: List = List("two-values-common");

/// 接待186人次，当场解答142次，转办44人次: the parts are the whole, but for a unit.
fn unlike_their_whole(page: &Page<'_>) -> Vec<Hit> {
    let mut hits = Vec::new();
    for line in page.paragraphs() {
        for figures in whole::sentences(page, line) {
            for three in figures.windows(3) {
                let [all, one, two] = [0, 1, 2].map(|at| &three[at].told.mention);
                let adds_up = (one.value + two.value).total_cmp(&all.value).is_eq();
                let odd = match (one.unit == all.unit, two.unit == all.unit) {
                    (false, true) => &three[1],
                    (true, false) => &three[2],
                    _ => continue,
                };
                let unit = &odd.told.mention.unit;
                if adds_up && all.value >= 10.0 && swaps(unit, &all.unit) {
                    let message = format!(
                        "{}是{}里的一部分，单位却不同。请核对。",
                        odd.told.mention.text, all.text
                    );
                    hits.push(Hit::at(odd.told, message));
                }
            }
        }
    }
    hits
}

fn swaps(one: &str, two: &str) -> bool {
    let pair = |a: &[&str], b: &[&str]| {
        a.contains(&one) && b.contains(&two) || a.contains(&two) && b.contains(&one)
    };
    pair(&["名", "人", "位"], &["人次"])
        || pair(&["户"], &["户次", "人", "名", "人次"])
        || pair(&["次", "场", "场次"], &["人次", "人", "名"])
        || pair(&["件", "个", "项"], &["人", "名", "户"])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::Context;
    use crate::check::testing::{check, findings};

    #[test]
    fn one_thing_with_two_values_is_asked() {
        check(
            "two-values",
            "# 工作成效
             党员楼长开展志愿服务活动6次。
             全年共开展志愿服务活动18次。",
            "18次",
        );
        check("two-values", "# 工作成效\n全年召开支委会12次、党员大会4次、支委会14次。", "14次");
        check(
            "two-values",
            "# 工作成效\n现有居民2300户，党员66名。支部党员68名，都已报到。",
            "68名",
        );
        check(
            "two-values",
            "# 工作成效
             党员楼长开展志愿服务活动6次。
             2024年共开展丰富多彩的志愿服务活动18次。",
            "18次",
        );
        check("two-values", "# 工作成效\n召开党员大会4次。\n# 抓学习\n全年党员大会5次。", "5次");
    }

    #[test]
    fn parts_times_and_round_numbers_are_no_contradiction() {
        for text in [
            "# 工作成效\n全年开展志愿服务18次，其中志愿服务活动6次是夜间。",
            "# 工作成效\n开展志愿服务10余次。\n全年开展志愿服务12次。",
            "# 工作成效\n召开党员大会4次。\n# 下一步打算\n召开党员大会6次。",
            "# 工作成效\n去年开展志愿服务10次。今年开展志愿服务12次。",
            "# 工作成效\n召开党员大会4次。\n全年党员大会4次。",
            "# 工作成效\n上半年召开党员大会2次。\n全年党员大会4次。",
            "# 工作成效\n党员平均年龄63.5岁。\n换届后平均年龄降了6岁。",
            "# 工作成效\n现有党员27名，其中女党员22名；具有高级职称的党员8名。",
            "# 工作成效\n到场的老同志有40多人。\n给年满90岁的5名老同志送去蛋糕。有8名老同志参加了辨认。",
            "# 工作成效\n年初有党员21名，转入5名。\n年末党员26名。",
        ] {
            check("two-values", text, "");
        }
    }

    #[test]
    fn what_a_part_may_explain_is_only_a_hint() {
        let text = "# 工作成效\n义诊时发放宣传资料300份。\n在广场发放宣传资料500份。";
        let severities: Vec<Severity> = findings("two-values", text, &Context::default())
            .iter()
            .map(|finding| finding.severity)
            .collect();
        assert!(severities.iter().all(|severity| *severity == Severity::Hint), "{severities:?}");
    }

    #[test]
    fn members_who_did_something_are_not_all_members() {
        let loud = |text: &str| {
            let text = format!("# 工作成效\n支部现有党员42名，其中正式党员40名。\n{text}");
            let findings = findings("two-values", &text, &Context::default());
            findings.iter().filter(|finding| finding.severity != Severity::Hint).count()
        };
        assert_eq!(loud("汛期，6名党员在堤上值守。"), 0);
        assert_eq!(loud("全年为10名党员过政治生日。"), 0);
        assert_eq!(loud("主持课题的党员仅有17名。"), 0);
        assert_eq!(loud("支部党员44名，都已到社区报到。"), 1);
    }

    #[test]
    fn each_one_s_share_makes_the_same_number() {
        check("unit-swap", "# 工作成效\n34名正式党员每人讲1次，共讲34次。", "");
        check("unit-swap", "# 工作成效\n下设党支部26个。\n26名党支部书记中有24名是兼职。", "");
        check("unit-swap", "# 工作成效\n讲微党课34次。\n全年讲微党课34名。", "34名");
    }

    #[test]
    fn a_number_keeps_its_unit() {
        check("unit-swap", "# 工作成效\n走访群众120户。\n全年走访群众120户次。", "120户次");
        check("unit-swap", "# 工作成效\n培训居民420人次。\n一年来受训的居民有420名。", "420名");
        check("unit-swap", "# 工作成效\n接待居民来访186人次，当场解答142次，转办44人次。", "142次");
        check("unit-swap", "# 工作成效\n走访群众120户。\n全年走访群众120户。", "");
    }
}
