//! `brackets`: a bracket or title mark without its other half.

use crate::check::page::Line;
use crate::check::rule::{Hit, Rule};
use crate::model::{FindingKind, Origin, Severity};

pub(super) static RULE: Rule = Rule {
    key: "brackets",
    kind: FindingKind::Marks,
    origin: Origin::Standard,
    clause: "GB/T 15834—2011 4.9.2、4.15.2",
    severity: Severity::Error,
    name: "括号、书名号不配对",
    why: "括号和书名号左右成对，少了一半，后面的话都像在括号里。",
    wrong: "学习《中国共产党章程，记好笔记",
    right: "学习《中国共产党章程》，记好笔记",
    once: false,
    check: |page| page.lines.iter().flat_map(check).collect(),
};

const OPENING: &str = "（(《〈【〔［[";
const CLOSING: &str = "）)》〉】〕］]";

fn check(line: &Line<'_>) -> Vec<Hit> {
    let mut open: Vec<(usize, char)> = Vec::new();
    let mut odd: Vec<(usize, char)> = Vec::new();
    for (at, &sign) in line.chars.iter().enumerate() {
        if OPENING.contains(sign) {
            open.push((at, sign));
        } else if CLOSING.contains(sign) {
            match open.iter().rposition(|(_, other)| pairs(*other, sign)) {
                Some(from) => {
                    odd.extend(open.drain(from + 1..));
                    open.pop();
                }
                None if numbers_an_item(&line.chars, at) => {}
                None => odd.push((at, sign)),
            }
        }
    }
    odd.extend(open);
    odd.sort_unstable();
    let message = |sign: char| {
        let half = if OPENING.contains(sign) { "右" } else { "左" };
        format!("“{sign}”没有配对，少了{half}半个。请补上，或删去这半个。")
    };
    odd.into_iter().map(|(at, sign)| line.hit(at, at + 1, message(sign))).collect()
}

/// Whether the brackets are of one kind; widths may differ, which another rule
/// tells.
fn pairs(open: char, close: char) -> bool {
    let kind = |sign: char| match sign {
        '(' | ')' | '（' | '）' => 0,
        '《' | '》' => 1,
        '〈' | '〉' => 2,
        '【' | '】' => 3,
        '〔' | '〕' => 4,
        _ => 5,
    };
    kind(open) == kind(close)
}

/// `1）` and `a)` number an item of a list.
fn numbers_an_item(text: &[char], at: usize) -> bool {
    let number = text[..at].iter().rev().take_while(|sign| sign.is_ascii_alphanumeric()).count();
    let before = (at - number).checked_sub(1).map(|before| text[before]);
    (1..=2).contains(&number)
        && ")）".contains(text[at])
        && before.is_none_or(|sign| "。；：，、 　\t".contains(sign))
}

#[cfg(test)]
mod tests {
    use crate::check::testing::check;

    #[test]
    fn a_half_without_its_other_is_found() {
        check("brackets", "学习《中国共产党章程，记好笔记", "《");
        check("brackets", "走访老党员（含困难党员12户", "（");
        check("brackets", "走访老党员12户）", "）");
        check("brackets", "（一）抓学习（见附件", "（");
        check("brackets", "落实《条例）要求", "《 / ）");
    }

    #[test]
    fn pairs_and_numbers_of_items_are_right() {
        check("brackets", "走访老党员（含困难党员）12户，学习《关于印发〈办法〉的通知》", "");
        check("brackets", "1）抓学习；2）抓服务", "");
        check("brackets", "走访老党员（含困难党员)12户", "");
    }
}
