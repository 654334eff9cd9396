//! `future-year`: a year that has not come, outside the plans, and this year where
//! the plans for the next one stand.

use super::years::{
    EARLIER, PLANNED, behind, clause, inside_title, is_done, lead, sentence, years,
};
use crate::check::lists::List;
use crate::check::page::{Line, Match, Page};
use crate::check::rule::{Hit, Rule};
use crate::model::{FindingKind, Origin, Part, Role, Severity};

pub(super) static RULE: Rule = Rule {
    key: "future-year",
    kind: FindingKind::Dates,
    origin: Origin::Custom,
    clause: "还没到的年份只能写在打算里",
    severity: Severity::Error,
    name: "写到了还没到的年份",
    why: "还没到的年份只能出现在下一步打算里，写在成效里多半是笔误。",
    wrong: "2025年共召开党员大会4次（2024年度报告的成效）",
    right: "2024年共召开党员大会4次",
    once: false,
    check,
};

/// What the heading of plans says.
const PLANS: List = List("years-plan-heads");
/// What a short paragraph says that stands for one.
const LEADS: List = List("years-plan-leads");
/// What a plan says behind its year, and what time of that year.
const WILL: List = List("years-plan-verbs");
const UNTIL: List = List("years-plan-times");

/// A paragraph with more characters stands for no heading.
const SHORT: usize = 16;

fn check(page: &Page<'_>) -> Vec<Hit> {
    let Some(year) = page.year() else { return Vec::new() };
    let mut hits = Vec::new();
    for line in page.lines.iter().filter(|line| line.is_paragraph() || line.role.is_some()) {
        let is_plan = line.role == Some(Role::NextSteps);
        for (named, found) in years(line) {
            hits.extend(match is_plan {
                true if named == year => not_moved_on(line, &found, year),
                false if named > year => not_come(page, line, named, &found, year),
                _ => None,
            });
        }
    }
    hits
}

/// This year in the plans of its report, which are for the next one.
fn not_moved_on(line: &Line<'_>, found: &Match<'_>, year: u16) -> Option<Hit> {
    let behind = behind(line, found);
    let begins = line.before(found.start).next().is_none_or(|sign| "。；，：".contains(sign));
    let severity = if line.paragraph.is_none() && PLANS.says(line.text) || WILL.begins(&behind) {
        Severity::Warning
    } else if line.is_paragraph()
        && begins
        && UNTIL.begins(&behind)
        && !EARLIER.says(&clause(line, found.start))
    {
        // 2024年上半年选配…: it may be told what was done by then.
        Severity::Hint
    } else {
        return None;
    };
    let message = format!("下一步是{}年的打算，这里写的是{year}年。请核对年份。", year + 1);
    let hit = line.hit(found.start, found.end, message).severity(severity);
    Some(hit.fix(format!("{}年", year + 1)))
}

/// A year to come, of which no plan is told.
fn not_come(
    page: &Page<'_>,
    line: &Line<'_>,
    named: u16,
    found: &Match<'_>,
    year: u16,
) -> Option<Hit> {
    let beside_the_lead = line.part == Part::Opening
        && lead(line, year).iter().any(|hit| hit.spot.start == found.start);
    if beside_the_lead || inside_title(line, found.start) {
        return None;
    }
    // A paragraph that opens with the next year tells what is planned for it.
    let opens = found.start == 0 && named == year + 1 && line.part != Part::Opening;
    let is_planned = PLANNED.says(&sentence(line, found.start))
        || opens && PLANNED.says(line.text)
        || named == year + 1 && told_as_planned(page, line);
    if is_planned && !is_done(line, found) {
        return None;
    }
    let message = format!("报告的年度是{year}年，“{named}年”还没有到。请核对年份。");
    Some(line.hit(found.start, found.end, message).fix(format!("{year}年")))
}

/// Whether the last short paragraph above, which stands for a heading
/// (最后说打算怎么干。), or the line itself says that plans follow.
fn told_as_planned(page: &Page<'_>, line: &Line<'_>) -> bool {
    let own = page.position(line.part, line.paragraph);
    let above = page.lines.get(..own).unwrap_or_default().iter().rev();
    let mut short = above.filter(|line| (4..=SHORT).contains(&line.chars.len()));
    line.is_paragraph() && short.next().is_some_and(|line| LEADS.says(line.text))
}

#[cfg(test)]
mod tests {
    use crate::check::testing::check;

    #[test]
    fn the_future_stands_in_plans_only() {
        check("future-year", "# 工作成效\n2025年共召开党员大会4次。", "2025年 → 2024年");
        check("future-year", "# 下一步打算\n2025年，把协商会开到楼院。", "");
        check("future-year", "# 工作成效\n管网改造已列入2025年项目。", "");
        check("future-year", "# 抓安全\n2025年是收官之年。我们要抓好两件事。", "");
        check("future-year", "# 抓安全\n2025年是收官之年，成效明显。", "2025年 → 2024年");
        check("future-year", "# 2024年工作计划\n抓好学习。", "2024年 → 2025年");
        check("future-year", "# 2025年工作计划\n抓好学习。", "");
        check("future-year", "# 下一步打算\n2024年将抓好产业。", "2024年 → 2025年");
        check("future-year", "# 下一步打算\n2024年的不足要补上。", "");
    }
}
