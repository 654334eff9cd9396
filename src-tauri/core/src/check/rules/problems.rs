//! Problems, causes and measures: `problem-cause` for a problem without one
//! where the heading promises it, `problem-measure` for more problems than
//! measures.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use regex::Regex;

use crate::check::lists::List;
use crate::check::page::{Head, Line, Page};
use crate::check::pattern::is_han;
use crate::check::rule::{Hit, Rule};
use crate::model::{FindingKind, Origin, Part, Role, Severity, Spot};

pub(super) static CAUSE: Rule = Rule {
    key: "problem-cause",
    kind: FindingKind::Gaps,
    origin: Origin::Custom,
    clause: "问题、原因、措施要对应",
    severity: Severity::Warning,
    name: "问题没写原因",
    why: "标题写了“问题及原因”，每个问题都要说清原因，最好是自身的原因。",
    wrong: "1.流动党员管理有缺口。7名流动党员中3名学习断断续续。",
    right: "1.流动党员管理有缺口。……原因是我没有给他们确定固定的联系人。",
    once: false,
    check: causes,
};

pub(super) static MEASURE: Rule = Rule {
    key: "problem-measure",
    kind: FindingKind::Gaps,
    origin: Origin::Custom,
    clause: "问题、原因、措施要对应",
    severity: Severity::Hint,
    name: "问题比措施多",
    why: "每个问题都要有对应的措施，没有措施的问题明年还会在。",
    wrong: "问题写了三条，下一步只写了两条",
    right: "下一步也写三条，逐条对应",
    once: false,
    check: measures,
};

/// A problem or a measure: where it stands and all its words.
struct Item {
    spot: Spot,
    text: String,
}

/// 受……影响, but not 影响力.
static LIMITED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new("受[^，。；]{1,14}(?:限制|影响|制约|所限)|我[^，。；]{0,14}(?:不|没|少|急|欠|缺|浅|轻|松|怕|忽视|满足于)|(?:与|和)[^，。；]{1,14}有关")
        .expect("a test reads every pattern")
});

const CAUSES: List = List("problems-causes");

fn causes(page: &Page<'_>) -> Vec<Hit> {
    let promised = |head: &&Head<'_>| {
        head.role == Role::Problems
            && head.heading.contains("原因")
            && head.heading.contains(['问', '不', '短', '差'])
    };
    let head = page.heads().iter().find(promised);
    let own_part = page.heads().iter().any(|other| {
        head.is_none_or(|head| other.id != head.id)
            && (other.heading.contains("原因") || other.heading.contains("剖析"))
    });
    let items = items(page, Role::Problems);
    let has_cause = |item: &Item| CAUSES.says(&item.text) || LIMITED.is_match(&item.text);
    let paragraph_of_causes = page.paragraphs().any(|line| {
        let head: String = line.chars.iter().take(8).collect();
        line.role == Some(Role::Problems) && head.contains("原因") && !is_mark(&line.chars)
    });
    // Causes that stand together behind all problems belong to each of them.
    if own_part || paragraph_of_causes || items.len() < 2 {
        return Vec::new();
    }
    let with = items.iter().filter(|item| has_cause(item)).count();
    // Where all others give theirs, one that does not was forgotten.
    let all_but_one = items.len() > 2 && with + 1 >= items.len();
    if head.is_none() && !all_but_one {
        return Vec::new();
    }
    if with == items.len() {
        return not_said_plainly(&items);
    }
    // Where few give theirs, what reads like none may be one; where none does, none is.
    let plain = with == 0 || with * 2 >= items.len();
    let severity = if plain { Severity::Warning } else { Severity::Hint };
    items
        .iter()
        .enumerate()
        .filter(|(_, item)| !has_cause(item))
        .map(|(at, item)| {
            let message = match head {
                Some(head) => {
                    format!("问题{}没有写原因，标题里写了“{}”。请补写。", at + 1, head.heading)
                }
                None => format!("问题{}没有写原因，其他问题都写了。请补写。", at + 1),
            };
            Hit::new(item.spot.clone(), message).severity(severity)
        })
        .collect()
}

/// The one problem that does not say 原因 or the like where all others do: what
/// reads like its cause may be the problem itself.
fn not_said_plainly(items: &[Item]) -> Vec<Hit> {
    let says = |item: &&Item| {
        let plain = CAUSES.words().iter().filter(|word| !word.starts_with('我'));
        plain.into_iter().any(|word| item.text.contains(word.as_str()))
    };
    let silent: Vec<&Item> = items.iter().filter(|item| !says(item)).collect();
    let [item] = silent[..] else { return Vec::new() };
    if items.len() < 3 {
        return Vec::new();
    }
    let message = "其他问题都写明了原因，这一条没有写明。请核对。";
    vec![Hit::new(item.spot.clone(), message).severity(Severity::Hint)]
}

fn measures(page: &Page<'_>) -> Vec<Hit> {
    let problems = items(page, Role::Problems);
    let measures = items(page, Role::NextSteps);
    let Some(last) = measures.last() else { return Vec::new() };
    if problems.len() < 2 || problems.len() == measures.len() {
        return Vec::new();
    }
    // Those that share no word with any measure are likely the ones left out.
    let told: BTreeSet<(char, char)> =
        measures.iter().flat_map(|measure| pairs(&measure.text)).collect();
    let lost: Vec<(usize, &Item)> = problems
        .iter()
        .enumerate()
        .filter(|(_, problem)| pairs(&problem.text).is_disjoint(&told))
        .collect();
    let fewer = problems.len() > measures.len();
    if let [(at, problem)] = lost[..]
        && (fewer || problems.len() > 2)
    {
        let message = format!("问题{}在下一步里没有对应的措施。请补上。", at + 1);
        return vec![Hit::new(problem.spot.clone(), message)];
    }
    if !fewer {
        return Vec::new();
    }
    let message = format!(
        "问题写了{}条，下一步只写了{}条。请逐条对应，补上缺的措施。",
        problems.len(),
        measures.len()
    );
    vec![Hit::new(last.spot.clone(), message)]
}

/// The pairs of neighbouring characters that say what an item is about.
fn pairs(text: &str) -> BTreeSet<(char, char)> {
    let chars: Vec<char> = text.chars().collect();
    let pairs = chars.windows(2).map(|pair| (pair[0], pair[1]));
    pairs
        .filter(|(one, two)| is_han(*one) && is_han(*two))
        .filter(|(one, two)| !EMPTY.says(&format!("{one}{two}")))
        .collect()
}

/// Pairs that any problem and any measure may have in common.
const EMPTY: List = List("problems-empty-words");

/// What is listed in the parts of `role`: their sections below the first
/// level, else the paragraphs and the series inside them.
fn items(page: &Page<'_>, role: Role) -> Vec<Item> {
    let heads = page.heads();
    // Causes and ideas may stand in a part of their own beside the problems.
    let of_causes = |at: usize| {
        let heading = heads[at].heading;
        (heading.contains("原因") || heading.contains("剖析"))
            && !heading.contains("不足")
            && (!heading.contains("问题") || heading.starts_with("问题原因"))
    };
    let below: Vec<&Head<'_>> = heads
        .iter()
        .filter(|head| {
            head.role == role
                && head
                    .parent
                    .is_some_and(|parent| heads[parent].role == role && !of_causes(parent))
        })
        .filter(|head| {
            !heads.iter().any(|other| other.parent.is_some_and(|at| heads[at].id == head.id))
        })
        .collect();
    if !below.is_empty() {
        return below.iter().filter_map(|head| section_item(page, head)).collect();
    }
    let apart: Vec<Part> = (0..heads.len())
        .filter(|at| of_causes(*at))
        .map(|at| Part::Section(heads[at].id))
        .collect();
    let lines: Vec<&Line<'_>> = page
        .paragraphs()
        .filter(|line| line.role == Some(role) && !apart.contains(&line.part))
        .collect();
    let numbered: Vec<Item> = lines.iter().flat_map(|line| numbered(line)).collect();
    if !numbered.is_empty() {
        return numbered;
    }
    lines.iter().flat_map(|line| unnumbered(line)).collect()
}

/// 主要是：…；…；…。: the items of a list without numbers.
fn unnumbered(line: &Line<'_>) -> Vec<Item> {
    let Some(colon) = line.chars.iter().take(24).position(|sign| *sign == '：') else {
        return Vec::new();
    };
    let mut items = Vec::new();
    let mut start = colon + 1;
    for (at, sign) in line.chars.iter().enumerate().skip(start) {
        if "；。".contains(*sign) {
            items.push(Item { spot: line.spot(start, at + 1), text: line.words(start, at + 1) });
            start = at + 1;
        }
    }
    if items.len() > 1 { items } else { Vec::new() }
}

fn section_item(page: &Page<'_>, head: &Head<'_>) -> Option<Item> {
    let part = Part::Section(head.id);
    let lines: Vec<&Line<'_>> = page.lines.iter().filter(|line| line.part == part).collect();
    let first = lines.first()?;
    let text = lines.iter().map(|line| line.text).collect();
    Some(Item { spot: first.spot(0, first.chars.len()), text })
}

/// The items of a paragraph: it is one if it begins with a number, or several
/// where 一是…二是… stand inside.
fn numbered(line: &Line<'_>) -> Vec<Item> {
    let mut starts: Vec<usize> = Vec::new();
    for at in 0..line.chars.len() {
        let begins = at == 0 || "。；：".contains(line.chars[at - 1]);
        if begins && is_mark(&line.chars[at..]) {
            starts.push(at);
        }
    }
    let ends = starts.iter().skip(1).copied().chain([line.chars.len()]);
    starts
        .iter()
        .zip(ends)
        .map(|(&start, end)| Item { spot: line.spot(start, end), text: line.words(start, end) })
        .collect()
}

fn is_mark(text: &[char]) -> bool {
    let numerals = |set: &str| text.iter().take_while(|c| set.contains(**c)).count();
    let han = numerals("一二三四五六七八九十");
    let digits = text.iter().take_while(|c| c.is_ascii_digit()).count();
    let after = |at: usize, set: &str| text.get(at).is_some_and(|c| set.contains(*c));
    han > 0 && han < 3 && after(han, "是要")
        || digits > 0
            && digits < 3
            && after(digits, ".．、")
            && !text.get(digits + 1).is_some_and(char::is_ascii_digit)
        || text.first() == Some(&'（')
            && text.get(1..).is_some_and(|rest| {
                let inside = rest
                    .iter()
                    .take_while(|c| "一二三四五六七八九十0123456789".contains(**c))
                    .count();
                inside > 0 && rest.get(inside) == Some(&'）')
            })
        || text.first().is_some_and(|c| ('①'..='⑳').contains(c))
}

#[cfg(test)]
mod tests {
    use crate::check::Context;
    use crate::check::testing::{check, findings};
    use crate::model::Severity;

    #[test]
    fn a_promised_cause_is_looked_for() {
        check(
            "problem-cause",
            "# 存在的问题及原因
             1.流动党员管理有缺口。有3名学习断断续续。
             2.协商参与面不宽。原因是会议多放在白天。",
            "1.流动党员管理有缺口。有3名学习断断续续。",
        );
        for text in [
            "# 存在的问题\n1.流动党员管理有缺口。\n2.协商参与面不宽。",
            "# 存在的问题及原因\n1.流动党员管理有缺口。\n2.协商参与面不宽。\n主要原因：我抓得不紧。",
            "# 存在的问题及原因\n1.流动党员管理有缺口，根源是我抓得不紧。\n2.协商参与面不宽，由于会议多放在白天。",
        ] {
            check("problem-cause", text, "");
        }
    }

    #[test]
    fn the_one_that_does_not_say_its_cause_is_asked_for_it() {
        let others = "# 存在的问题\n1.学习不深，原因是工作忙。\n2.活动不多，根源是安排得少。\n";
        check(
            "problem-cause",
            &format!("{others}3.品牌不响，我提炼得不够。"),
            "3.品牌不响，我提炼得不够。",
        );
        check("problem-cause", &format!("{others}3.品牌不响，由于我提炼得不够。"), "");
    }

    #[test]
    fn that_no_problem_has_a_cause_is_no_smaller_fault_than_that_one_has_none() {
        let severity = |text: &str| {
            let found = findings("problem-cause", text, &Context::default());
            found.into_iter().map(|finding| finding.severity).collect::<Vec<_>>()
        };
        let head = "# 存在的问题及原因\n1.流动党员管理有缺口，有3名学习断断续续。\n";
        let none = severity(&format!("{head}2.协商参与面不宽，会议多放在白天。"));
        let one = severity(&format!("{head}2.协商参与面不宽，原因是会议多放在白天。"));
        assert_eq!((none.len(), one), (2, vec![Severity::Warning]));
        assert!(none.iter().all(|severity| *severity == Severity::Warning));
    }

    #[test]
    fn every_problem_wants_a_measure() {
        check(
            "problem-measure",
            "# 存在的问题
             一是学习不经常。二是议事不够。三是服务不细。
             # 下一步打算
             一是抓学习。二是抓议事。",
            "三是服务不细。",
        );
        check(
            "problem-measure",
            "# 存在的问题
             ## 学习不经常
             每月没有学满。
             ## 议事不够
             全年只议了3次。
             # 下一步打算
             一是抓学习。二是抓议事。三是抓服务。",
            "",
        );
    }
}
