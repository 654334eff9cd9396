//! `length`: what the notice or the kind of report asks of lengths and shares.

use crate::check::page::Page;
use crate::check::rule::{Hit, Rule};
use crate::manuscript::{count, count_text};
use crate::model::{FindingKind, Limits, Origin, Part, Section, Severity};

pub(super) static RULE: Rule = Rule {
    key: "length",
    kind: FindingKind::Structure,
    origin: Origin::Notice,
    clause: "篇幅要求",
    severity: Severity::Warning,
    name: "篇幅不合要求",
    why: "通知或文种对全文和各部分的字数、占比有要求。",
    wrong: "问题部分占8%，通知要求不少于15%",
    right: "问题部分写到15%以上",
    once: false,
    check,
};

fn check(page: &Page<'_>) -> Vec<Hit> {
    let whole = count(page.report).characters;
    let total = page.context.total;
    // Who asks: the street in its notice, or the kind of report by custom.
    let asks = if page.context.noticed { "要求" } else { "这类报告一般" };
    let mut hits: Vec<Hit> = judged("全文", whole, whole, total, asks)
        .map(|message| Hit::about(Part::Title, message))
        .collect();
    for (id, limits) in &page.context.parts {
        let Some(section) = page.report.section(*id) else { continue };
        let part = Part::Section(*id);
        let name = format!("“{}”", section.heading);
        for message in judged(&name, characters(section), whole, *limits, asks) {
            hits.push(match page.line(part, None) {
                Some(line) => line.hit(0, line.chars.len(), message),
                None => Hit::about(part, message),
            });
        }
    }
    if page.context.noticed {
        return hits;
    }
    let custom = format!("{}：这类报告的篇幅", Origin::Custom);
    hits.into_iter().map(|hit| hit.source(custom.clone())).collect()
}

/// What there is to say of `count` characters.
fn judged(
    name: &str,
    count: usize,
    whole: usize,
    limits: Limits,
    asks: &str,
) -> impl Iterator<Item = String> {
    let at_least = limits.min.filter(|min| count < *min as usize);
    let at_most = limits.max.filter(|max| count > *max as usize);
    let percent = (count * 100).checked_div(whole).unwrap_or(0);
    let share = limits.min_share.filter(|share| whole > 0 && percent < *share as usize);
    [
        at_least.map(|min| format!("{name}{count}字，{asks}不少于{min}字。请补写。")),
        at_most.map(|max| format!("{name}{count}字，{asks}不超过{max}字。请压缩。")),
        share.map(|share| format!("{name}占{percent}%，{asks}不少于{share}%。请补写。")),
    ]
    .into_iter()
    .flatten()
}

fn characters(section: &Section) -> usize {
    let own = std::iter::once(&section.heading).chain(&section.body);
    own.map(|text| count_text(text).characters).sum::<usize>()
        + section.children.iter().map(characters).sum::<usize>()
}

#[cfg(test)]
mod tests {
    use crate::check::Context;
    use crate::check::testing::{check_with, findings};
    use crate::model::{Limits, SectionId};

    #[test]
    fn lengths_are_held_against_the_demands() {
        let limits = Limits { min: Some(20), max: None, min_share: Some(50) };
        let context = Context {
            total: Limits { min: None, max: Some(30), min_share: None },
            parts: vec![(SectionId(2), limits)],
            ..Context::default()
        };
        let short = "# 工作成效\n全年召开党员大会4次，支委会12次，主题党日12次。\n# 存在的问题\n学习不经常。";
        let told =
            |asks: &str| format!("存在的问题 / 存在的问题 / 全文43字，{asks}不超过30字。请压缩。");
        check_with("length", short, &context, &told("这类报告一般"));
        let source = |context: &Context| findings("length", short, context).remove(0).source;
        assert_eq!(source(&context), "惯例：这类报告的篇幅");
        let context = Context { noticed: true, ..context };
        check_with("length", short, &context, &told("要求"));
        assert_eq!(source(&context), "本街道通知：篇幅要求");
        check_with("length", short, &Context::default(), "");
    }
}
