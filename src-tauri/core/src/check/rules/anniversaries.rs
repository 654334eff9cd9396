//! `anniversary`: the years that are counted since something, by the first ones in
//! `assets/vocabulary/events.json`.

use std::sync::LazyLock;

use regex::Regex;

use super::events::{Anniversary, EVENTS, clause, says};
use crate::check::page::Page;
use crate::check::rule::{Hit, Rule};
use crate::model::{FindingKind, Origin, Role, Severity};

pub(super) static RULE: Rule = Rule {
    key: "anniversary",
    kind: FindingKind::Dates,
    origin: Origin::Custom,
    clause: "周年按起算的年份",
    severity: Severity::Error,
    name: "周年数与年度不符",
    why: "周年数是最容易从去年的稿子里带过来的数。",
    wrong: "庆祝建党102周年（2024年度报告）",
    right: "庆祝建党103周年",
    once: false,
    check,
};

static COUNTED: LazyLock<Regex> = LazyLock::new(|| {
    let names: Vec<&str> =
        EVENTS.anniversaries.iter().flat_map(|one| &one.names).map(String::as_str).collect();
    let text = format!("({})(?:暨)?([0-9]{{2,3}})周年", names.join("|"));
    Regex::new(&text).expect("a test reads every pattern")
});

fn check(page: &Page<'_>) -> Vec<Hit> {
    let Some(year) = page.year() else { return Vec::new() };
    let mut hits = Vec::new();
    for line in page.lines.iter().filter(|line| line.role != Some(Role::ReviewResponse)) {
        for found in line.find(&COUNTED) {
            let name = found.group(1);
            let known = |one: &&Anniversary| one.names.iter().any(|known| known == name);
            let first = EVENTS.anniversaries.iter().find(known).map(|one| one.first);
            let (Some(first), Ok(count)) = (first, found.group(2).parse::<u16>()) else { continue };
            let is = first + count;
            let planned = line.role == Some(Role::NextSteps) && is == year + 1;
            if is == year
                || planned
                || is + 1 == year && says(&clause(line, found.start, found.end), &EVENTS.after)
            {
                continue;
            }
            let Some(range) = found.range(2) else { continue };
            let right = year - first;
            let message = format!("{name}{count}周年是{is}年，{year}年是{right}周年。请核对。");
            hits.push(line.hit(range.start, range.end, message).fix(right.to_string()));
        }
    }
    hits
}

#[cfg(test)]
mod tests {
    use crate::check::testing::check;

    #[test]
    fn anniversaries_are_counted() {
        check("anniversary", "# 工作成效\n庆祝建党102周年，新中国成立75周年。", "102 → 103");
        check("anniversary", "# 工作成效\n庆祝中国共产党成立103周年。", "");
        check("anniversary", "# 工作成效\n社区成立10周年。", "");
    }
}
