//! Numbers of headings: `heading-number` for those that do not follow each
//! other, `heading-style` for siblings numbered in different ways, and
//! `heading-level` for a level that is left out.
//!
//! Numbers are computed from the tree; only a mark that was imported as it
//! stood, or typed, can be wrong.

use std::collections::BTreeMap;

use crate::check::ordinal::Ordinal;
use crate::check::page::{Head, Page};
use crate::check::rule::{Hit, Rule};
use crate::model::{FindingKind, Origin, Part, SectionId, Severity};

pub(super) static NUMBER: Rule = Rule {
    key: "heading-number",
    kind: FindingKind::Marks,
    origin: Origin::Custom,
    clause: "同级标题的序号应当连续",
    severity: Severity::Error,
    name: "标题序号不连续",
    why: "序号跳了或重了，看的人会以为漏了一部分。",
    wrong: "一、…… 三、……",
    right: "一、…… 二、……",
    once: false,
    check: |page| groups(page).iter().flat_map(|group| broken(page, group)).collect(),
};

pub(super) static STYLE: Rule = Rule {
    key: "heading-style",
    kind: FindingKind::Marks,
    origin: Origin::Standard,
    clause: "GB/T 15835—2011 4.3，同级标题编号应选用相同的形式",
    severity: Severity::Warning,
    name: "同级标题编号形式不一",
    why: "同一级标题的编号应选用相同的形式。",
    wrong: "（一）…… (二)……",
    right: "（一）…… （二）……",
    once: false,
    check: |page| groups(page).iter().flat_map(|group| mixed(page, group)).collect(),
};

pub(super) static LEVEL: Rule = Rule {
    key: "heading-level",
    kind: FindingKind::Marks,
    origin: Origin::Standard,
    clause: "GB/T 9704—2012 7.3.3，层次序数依次可以用“一、”“（一）”“1.”“（1）”标注",
    severity: Severity::Warning,
    name: "标题越级",
    why: "层次序数一般依次用“一、”“（一）”“1.”“（1）”，中间不跳级。",
    wrong: "“一、”下面直接用“（1）”",
    right: "“一、”下面用“（一）”",
    once: true,
    check: skipped,
};

/// A heading with its number.
struct Numbered<'a> {
    head: Head<'a>,
    mark: String,
    ordinal: Ordinal,
}

/// Siblings that have numbers, group by group.
fn groups<'a>(page: &Page<'a>) -> Vec<Vec<Numbered<'a>>> {
    let marks = page.numbers();
    let mut groups: BTreeMap<Option<usize>, Vec<Numbered<'a>>> = BTreeMap::new();
    for head in heads(page) {
        let Some(mark) = marks.get(&head.id) else { continue };
        let Some(ordinal) = Ordinal::of(mark) else { continue };
        let numbered = Numbered { head, mark: mark.trim().to_owned(), ordinal };
        groups.entry(numbered.head.parent).or_default().push(numbered);
    }
    groups.into_values().collect()
}

fn heads<'a>(page: &Page<'a>) -> Vec<Head<'a>> {
    page.heads().to_vec()
}

/// Numbers that do not follow the one before them.
fn broken(page: &Page<'_>, group: &[Numbered<'_>]) -> Vec<Hit> {
    let mut hits = Vec::new();
    let mut before: Option<&Numbered<'_>> = None;
    for one in group {
        let expected = before.map_or(1, |before| before.ordinal.value + 1);
        // A first heading may go on from a text before it only at its own level.
        let restarts = one.ordinal.value == 1
            && before.is_some_and(|before| before.ordinal.shape != one.ordinal.shape);
        let filled = is_filled(page, before, one);
        if one.ordinal.value != expected && !restarts && !filled && is_typed(one) {
            let message = match before {
                Some(before) if before.ordinal.value == one.ordinal.value => {
                    format!("序号“{}”用了两次。请改成连续的序号。", one.mark)
                }
                Some(before) => format!(
                    "“{}”后面是“{}”，序号不连续。请改好序号，或补上缺的部分。",
                    before.mark, one.mark
                ),
                None => format!("第一个标题的序号是“{}”。请从一编起。", one.mark),
            };
            hits.push(at(page, one.head.id, message));
        }
        before = Some(one);
    }
    hits
}

/// Whether the numbers missing between two headings head paragraphs there: an
/// item without text of its own is read as one.
fn is_filled(page: &Page<'_>, before: Option<&Numbered<'_>>, one: &Numbered<'_>) -> bool {
    let place = |head: &Head<'_>| page.position(Part::Section(head.id), None);
    let above = before.map(|before| before.head).or_else(|| Some(page.heads()[one.head.parent?]));
    let Some(above) = above else { return false };
    let (from, to) = (place(&above), place(&one.head));
    let lines = page.lines.get(from..to.min(page.lines.len())).unwrap_or_default();
    let is_there = |value: u32| {
        lines.iter().filter(|line| line.is_paragraph()).any(|line| {
            let head: String = line.chars.iter().take(4).collect();
            Ordinal::of(&head).is_some_and(|number| {
                let alike = |shape: &str| (shape.chars().next(), shape.starts_with("#是"));
                number.value == value && alike(&number.shape) == alike(&one.ordinal.shape)
            })
        })
    };
    let (from, to) = (before.map_or(0, |before| before.ordinal.value) + 1, one.ordinal.value);
    from < to && (from..to).all(is_there)
}

/// A computed number is right by itself, unless a typed one before it is not.
fn is_typed(one: &Numbered<'_>) -> bool {
    one.head.mark.is_some()
}

/// Numbers dressed in another way than the first of their group.
fn mixed(page: &Page<'_>, group: &[Numbered<'_>]) -> Vec<Hit> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for one in group {
        *counts.entry(&one.ordinal.shape).or_default() += 1;
    }
    if counts.len() < 2 {
        return Vec::new();
    }
    let most = counts.values().max().copied().unwrap_or(0);
    let first = group.iter().find(|one| counts[one.ordinal.shape.as_str()] == most);
    let Some(usual) = first else { return Vec::new() };
    group
        .iter()
        .filter(|one| one.ordinal.shape != usual.ordinal.shape)
        .map(|one| {
            let message =
                format!("序号“{}”与同级的“{}”形式不同。请用同一种形式。", one.mark, usual.mark);
            at(page, one.head.id, message)
        })
        .collect()
}

/// （1） right under 一、, where the items are paragraphs and no headings.
fn skipped_in_text(page: &Page<'_>) -> Vec<Hit> {
    let marks = page.numbers();
    let mut hits = Vec::new();
    for (at, head) in page.heads().iter().enumerate() {
        let top = marks.get(&head.id).and_then(|mark| Ordinal::of(mark));
        let top = top.is_some_and(|ordinal| ordinal.shape == "#、");
        if !top || page.heads().iter().any(|other| other.parent == Some(at)) {
            continue;
        }
        let own = page.paragraphs().filter(|line| line.part == Part::Section(head.id));
        let items: Vec<_> = own
            .filter(|line| {
                let begin: String = line.chars.iter().take(3).collect();
                begin.starts_with(['（', '('])
                    && begin.chars().nth(1).is_some_and(|sign| sign.is_ascii_digit())
            })
            .collect();
        if let Some(first) = items.first().filter(|_| items.len() > 1) {
            let message = format!(
                "“{}”下面是“（1）”，一般依次用“一、”“（一）”“1.”“（1）”。",
                marks[&head.id].trim()
            );
            hits.push(first.hit(0, 3, message));
        }
    }
    hits
}

/// Headings two levels below the one they stand under, by their marks.
fn skipped(page: &Page<'_>) -> Vec<Hit> {
    let marks = page.numbers();
    let level = |head: &Head<'_>| {
        let shape = Ordinal::of(marks.get(&head.id)?)?.shape;
        match shape.as_str() {
            "第#部分" => Some(0),
            "#、" => Some(1),
            "（#）" | "(#)" | "㈠" | "〔#〕" => Some(2),
            "1." | "1．" | "1、" => Some(3),
            "（1）" | "(1)" | "⑴" => Some(4),
            _ => None,
        }
    };
    let in_text = skipped_in_text(page);
    let headings = page.heads().iter().filter_map(|head| {
        let parent = &page.heads()[head.parent?];
        let (above, own) = (level(parent)?, level(head)?);
        // 一、 → 1. is usual where a text has two levels only.
        let two_levels = above == 1 && own == 3;
        (own > above + 1 && !two_levels || own <= above).then(|| {
            let (outer, inner) = (&marks[&parent.id], &marks[&head.id]);
            let message = format!(
                "“{}”下面是“{}”，一般依次用“一、”“（一）”“1.”“（1）”。",
                outer.trim(),
                inner.trim()
            );
            at(page, head.id, message)
        })
    });
    headings.chain(in_text).collect()
}

/// A hit at the heading of a section.
fn at(page: &Page<'_>, id: SectionId, message: String) -> Hit {
    let part = Part::Section(id);
    match page.line(part, None) {
        Some(line) => line.hit(0, line.chars.len(), message),
        None => Hit::about(part, message),
    }
}

#[cfg(test)]
mod tests {
    use crate::check::testing::check;

    #[test]
    fn numbers_that_skip_or_repeat_are_found() {
        check("heading-number", "# 甲\n# 乙\n#四、 丙", "丙");
        check("heading-number", "# 甲\n#一、 乙", "乙");
        check("heading-number", "#二、 甲\n#三、 乙", "甲");
        check("heading-number", "# 甲\n## 子\n##（三） 丑\n# 乙", "丑");
        check("heading-number", "# 甲\n# 乙\n##（一） 子\n##（二） 丑", "");
        check("heading-number", "#! 前言\n# 甲", "");
        check("heading-number", "#1. 甲\n有。\n2.乙没有正文。\n#3. 丙", "");
        check("heading-number", "#第一部分 甲\n#第三部分 乙", "乙");
    }

    #[test]
    fn siblings_are_numbered_in_one_way() {
        check("heading-style", "# 甲\n## 子\n##(二) 丑\n## 寅", "丑");
        check("heading-style", "#一、 甲\n#二. 乙\n#三、 丙", "乙");
        check("heading-style", "# 甲\n## 子\n## 丑\n# 乙\n##1. 子\n##2. 丑", "");
    }

    #[test]
    fn a_level_left_out_is_a_hint() {
        check("heading-level", "# 甲\n##（1） 子\n##（2） 丑", "子");
        check("heading-level", "# 甲\n（1）学得少，原因是忙。\n（2）改得慢，原因是散。", "（1）");
        check("heading-level", "# 甲\n1.学得少，原因是忙。\n2.改得慢，原因是散。", "");
        check("heading-level", "# 甲\n##1. 子\n##2. 丑", "");
        check("heading-level", "# 甲\n## 子\n### 丑", "");
    }
}
