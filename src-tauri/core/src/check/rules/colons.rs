//! `two-colons`: a colon inside what another colon announces.

use crate::check::page::Line;
use crate::check::rule::{Hit, Rule};
use crate::model::{FindingKind, Origin, Severity};

pub(super) static RULE: Rule = Rule {
    key: "two-colons",
    kind: FindingKind::Marks,
    origin: Origin::Standard,
    clause: "GB/T 15834—2011 4.7.3.5",
    severity: Severity::Warning,
    name: "一句话里两个冒号",
    why: "一个句子里套用两个冒号，读的人分不清后面的话归谁管。",
    wrong: "存在的问题：主要表现：学习不经常",
    right: "存在的问题，主要表现是：学习不经常",
    once: false,
    check: |page| page.paragraphs().flat_map(check).collect(),
};

fn check(line: &Line<'_>) -> Vec<Hit> {
    let mut hits = Vec::new();
    let mut first = None;
    let mut depth = 0usize;
    for (at, sign) in line.chars.iter().enumerate() {
        match sign {
            '“' | '（' | '《' => depth += 1,
            '”' | '）' | '》' => depth = depth.saturating_sub(1),
            // Items of a list each have a colon of their own.
            '。' | '！' | '？' | '；' => first = None,
            '：' if depth == 0 => match first {
                Some(from) if !begins_list(line, from, at) => {
                    let message = "一句话里用了两个冒号。请把其中一个改成逗号，或分成两句。";
                    hits.push(line.hit(at, at + 1, message));
                    first = None;
                }
                Some(_) => {}
                None if at + 1 < line.chars.len() => first = Some(at),
                None => {}
            },
            _ => {}
        }
    }
    hits
}

/// Whether an item of a list begins between the two: 三件事：一是学习：….
fn begins_list(line: &Line<'_>, from: usize, to: usize) -> bool {
    let between = line.words(from + 1, to);
    let item = between.trim_start();
    ["一是", "1.", "（1）", "一、", "（一）", "第一", "首先", "①"]
        .iter()
        .any(|word| item.starts_with(word))
}

#[cfg(test)]
mod tests {
    use crate::check::testing::check;

    #[test]
    fn a_second_colon_in_a_sentence_is_found() {
        check("two-colons", "存在的问题：主要表现：学习不经常。", "：");
    }

    #[test]
    fn colons_of_their_own_sentence_item_or_quotation_are_left_alone() {
        for text in [
            "抓好学习：每月一次。抓好服务：每周一次。",
            "甲组：学习；乙组：服务。",
            "他说：“记住一条：为民。”",
            "三件事：一是学习：每月一次；二是服务：每周一次。",
            "各位领导：",
        ] {
            check("two-colons", text, "");
        }
    }
}
