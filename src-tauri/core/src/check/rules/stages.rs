//! `stages`: 首先, 其次, 再次 and 最后 that stand twice or begin in the middle.

use crate::check::page::{Line, Page};
use crate::check::rule::{Hit, Rule};
use crate::model::{FindingKind, Origin, Part, Severity};

pub(super) static RULE: Rule = Rule {
    key: "stages",
    kind: FindingKind::Marks,
    origin: Origin::Custom,
    clause: "“首先、其次、再次、最后”依次使用",
    severity: Severity::Warning,
    name: "“首先、其次、最后”乱了次序",
    why: "同一处有两个“首先”，或者开头就是“其次”，听的人会以为漏了一条。",
    wrong: "首先，抓学习。首先，抓服务。",
    right: "首先，抓学习。其次，抓服务。",
    once: false,
    check,
};

const STAGES: [&str; 4] = ["首先", "其次", "再次", "最后"];

/// A stage: its rank, and where it stands.
struct Stage<'p, 'a> {
    rank: usize,
    line: &'p Line<'a>,
    at: usize,
}

fn check(page: &Page<'_>) -> Vec<Hit> {
    let mut hits = Vec::new();
    let mut run: Vec<Stage<'_, '_>> = Vec::new();
    let mut top: Option<Part> = None;
    for line in &page.lines {
        let now = first_level(page, line.part);
        if now != top {
            hits.extend(wrong(&run));
            run.clear();
            top = now;
        }
        run.extend(stages(line));
    }
    hits.extend(wrong(&run));
    hits
}

/// The part of first level that `part` stands in.
fn first_level(page: &Page<'_>, part: Part) -> Option<Part> {
    let Part::Section(id) = part else { return Some(part) };
    let heads = page.heads();
    let mut at = heads.iter().position(|head| head.id == id)?;
    while let Some(parent) = heads[at].parent {
        at = parent;
    }
    Some(Part::Section(heads[at].id))
}

/// The stages that begin a sentence of the line.
fn stages<'p, 'a>(line: &'p Line<'a>) -> Vec<Stage<'p, 'a>> {
    let ranked = |at: usize| {
        let words: String = line.chars[at..].iter().take(2).collect();
        let comma = line.char(at + 2).is_some_and(|sign| "，、：".contains(sign));
        STAGES.iter().position(|stage| *stage == words && comma)
    };
    let begins = line.sentences().iter().map(|sentence| sentence.start);
    begins.filter_map(|at| ranked(at).map(|rank| Stage { rank, line, at })).collect()
}

fn wrong(run: &[Stage<'_, '_>]) -> Vec<Hit> {
    if run.len() < 2 {
        return Vec::new();
    }
    let told = |stage: &Stage<'_, '_>, what: &str| {
        let message = format!("“{}”{what}。请改好次序。", STAGES[stage.rank]);
        stage.line.hit(stage.at, stage.at + 2, message)
    };
    let mut hits = Vec::new();
    if run[0].rank > 0 {
        hits.push(told(&run[0], "前面没有“首先”"));
    }
    for pair in run.windows(2) {
        if pair[0].rank == pair[1].rank && pair[1].rank != 2 {
            hits.push(told(&pair[1], "写了两次"));
        } else if pair[1].rank < pair[0].rank && pair[1].rank > 0 {
            hits.push(told(&pair[1], "写在了后面"));
        }
    }
    hits
}

#[cfg(test)]
mod tests {
    use crate::check::testing::check;

    #[test]
    fn stages_that_stand_twice_or_begin_in_the_middle_are_found() {
        check("stages", "首先，抓学习。首先，抓服务。最后，抓治理。", "首先");
        check("stages", "其次，抓学习。其次，抓服务。", "其次 / 其次");
    }

    #[test]
    fn a_near_miss_is_left_alone() {
        check(
            "stages",
            "# 甲\n首先，抓学习。其次，抓服务。\n# 乙\n首先，抓治理。最后，抓安全。",
            "",
        );
        check("stages", "我首先抓学习，最后，谢谢大家。", "");
    }

    #[test]
    fn a_clean_text_has_nothing() {
        check(
            "stages",
            "首先，抓学习。其次，抓服务。再次，抓治理。再次，抓安全。最后，抓作风。",
            "",
        );
    }
}
