//! `same-as-last-year`: sections that say again what last year's report said,
//! and the report as a whole.

use crate::check::page::Page;
use crate::check::rule::{Hit, Rule};
use crate::compare;
use crate::model::{FindingKind, Origin, Part, Severity};

pub(super) static RULE: Rule = Rule {
    key: "same-as-last-year",
    kind: FindingKind::Sameness,
    origin: Origin::Custom,
    clause: "不照抄去年的报告",
    severity: Severity::Warning,
    name: "与去年雷同",
    why: "只改年份和数字的报告最容易被退回。固定表述不算在内。",
    wrong: "（二）一节有八成文字与去年相同",
    right: "写今年做了什么、怎么做的",
    once: false,
    check,
};

/// From this share on a section is told.
const MUCH: f64 = 0.6;
/// From this share on hardly anything is new.
const MOST: f64 = 0.8;
/// Fewer characters are too few to judge by.
const SHORTEST: usize = 60;

fn check(page: &Page<'_>) -> Vec<Hit> {
    let Some(previous) = &page.context.previous else { return Vec::new() };
    let carried = compare::carried(previous, page.report);
    let mut hits = Vec::new();
    if carried.whole >= MUCH {
        let message = format!(
            "全文有{}的文字与去年的报告相同。请写今年的新内容。",
            compare::percent(carried.whole)
        );
        hits.push(Hit::about(Part::Title, message));
    }
    for (id, share) in carried.sections {
        let part = Part::Section(id);
        let parent_of_others = page
            .heads()
            .iter()
            .any(|head| head.parent.is_some_and(|at| Part::Section(page.heads()[at].id) == part));
        let length: usize =
            page.paragraphs().filter(|line| line.part == part).map(|line| line.chars.len()).sum();
        if share < MUCH || parent_of_others || length < SHORTEST {
            continue;
        }
        let how = if share >= MOST { "几乎没有新内容，" } else { "" };
        let message = format!(
            "这一节有{}的文字与去年相同，{how}请写今年做了什么、怎么做的。",
            compare::percent(share)
        );
        hits.push(match page.line(part, None) {
            Some(line) => line.hit(0, line.chars.len(), message),
            None => Hit::about(part, message),
        });
    }
    hits
}

#[cfg(test)]
mod tests {
    use crate::check::Context;
    use crate::check::testing::{check_with, sketch};

    #[test]
    fn a_section_carried_over_is_told() {
        let text = "支部把每月第一个星期五定为学习日，领学、自学、研讨交替进行，缺课的党员由党小组长上门补课，年老体弱的党员由支委送学到家，学完再听他们说说楼里的事。";
        let old = format!("= 2023年度述职报告\n# 抓学习\n{text}\n# 抓议事\n全年议事18次。");
        let new = format!(
            "= 2024年度述职报告\n# 抓学习\n{text}\n# 抓议事\n把议事会开到楼院里，开到晚上，居民自己定议题，自己定办法，自己看结果，支部只管把大家请来，把话听完，把账公开。"
        );
        let context = Context { previous: Some(sketch(&old)), ..Context::default() };
        check_with("same-as-last-year", &new, &context, "抓学习");
        check_with("same-as-last-year", &new, &Context::default(), "");
    }
}
