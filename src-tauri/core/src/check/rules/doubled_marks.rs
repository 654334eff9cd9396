//! `doubled-marks`: two marks where one belongs, and marks that cannot stand
//! beside each other.

use std::sync::LazyLock;

use regex::Regex;

use crate::check::page::Line;
use crate::check::pattern::pattern;
use crate::check::rule::{Hit, Rule};
use crate::model::{FindingKind, Origin, Severity};

pub(super) static RULE: Rule = Rule {
    key: "doubled-marks",
    kind: FindingKind::Marks,
    origin: Origin::Custom,
    clause: "一处停顿只用一个标点",
    severity: Severity::Warning,
    name: "标点重复或叠用",
    why: "两个标点叠在一起多半是误敲，读的人不知道该停多久。",
    wrong: "抓学习，，强服务。。",
    right: "抓学习，强服务。",
    once: false,
    check: |page| page.lines.iter().flat_map(check).collect(),
};

// Three stops in a row stand for an ellipsis, which has a rule of its own.
static DOUBLED: LazyLock<Regex> =
    LazyLock::new(|| pattern("[，、；：,;:。]{2,}|[？！][，。、；]+|[“《（][，。、；：]+"));

fn check(line: &Line<'_>) -> Vec<Hit> {
    line.find(&DOUBLED)
        .filter(|found| !found.text.contains("。。。"))
        .map(|found| {
            let message = format!("“{}”几个标点叠在了一起。请只留一个。", found.text);
            let hit = line.hit(found.start, found.end, message);
            match kept(found.text) {
                Some(sign) => hit.fix(sign),
                None => hit,
            }
        })
        .collect()
}

/// The one mark that is meant: that of equal ones, or the bracket before a stray
/// one.
fn kept(marks: &str) -> Option<char> {
    let mut signs = marks.chars();
    let first = signs.next()?;
    let opens = "“《（".contains(first);
    (opens || signs.all(|sign| sign == first)).then_some(first)
}

#[cfg(test)]
mod tests {
    use crate::check::testing::check;

    #[test]
    fn marks_on_top_of_each_other_are_found() {
        check("doubled-marks", "抓学习，，强服务。。", "，， → ， / 。。 → 。");
        check("doubled-marks", "抓学习，。强服务、、抓落实", "，。 / 、、 → 、");
        check("doubled-marks", "他说：“，我来”", "“， → “");
        check("doubled-marks", "怎么办？。", "？。");
    }

    #[test]
    fn marks_that_may_stand_together_are_left_alone() {
        check("doubled-marks", "他问：“行不行？”大家说好！！！真的？！", "");
        check("doubled-marks", "走访、慰问……，他说：“好。”", "");
        check("doubled-marks", "走访慰问。。。", "");
    }
}
