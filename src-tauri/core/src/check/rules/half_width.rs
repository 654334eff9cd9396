//! `half-width-marks`: marks of half width between Chinese characters.

use crate::check::page::Line;
use crate::check::pattern::{is_digit, is_han};
use crate::check::rule::{Hit, Rule};
use crate::model::{FindingKind, Origin, Severity};

pub(super) static RULE: Rule = Rule {
    key: "half-width-marks",
    kind: FindingKind::Marks,
    origin: Origin::Standard,
    clause: "GB/T 15834—2011 5.1.1—5.1.3",
    severity: Severity::Warning,
    name: "中文里的半角标点",
    why: "中文的标点占一个字的位置，英文标点挤在字里，印出来疏密不匀。",
    wrong: "抓学习,强服务",
    right: "抓学习，强服务",
    once: false,
    check: |page| page.lines.iter().flat_map(check).collect(),
};

fn check(line: &Line<'_>) -> Vec<Hit> {
    let text = line.chars.as_slice();
    let mut hits: Vec<Hit> = (0..text.len())
        .filter_map(|at| {
            let wide = wide(text, at)?;
            let message = format!("中文里用了英文的“{}”。请换成中文标点“{wide}”。", text[at]);
            Some(line.hit(at, at + 1, message).fix(wide))
        })
        .collect();
    hits.extend(brackets(line));
    hits
}

/// The mark of full width that belongs at `at`.
fn wide(text: &[char], at: usize) -> Option<char> {
    let wide = match text[at] {
        ',' => '，',
        ';' => '；',
        ':' => '：',
        '?' => '？',
        '!' => '！',
        '.' => '。',
        _ => return None,
    };
    let before = text[..at].iter().rev().copied().find(|sign| *sign != ' ')?;
    let after = text[at + 1..].iter().copied().find(|sign| *sign != ' ');
    let behind_han = is_han(before) || "”’）》】%％".contains(before);
    let before_han = after.is_none_or(|sign| is_han(sign) || "“‘（《【”’）》".contains(sign));
    let beside_number = |sign: char| is_digit(sign) || sign.is_ascii_alphabetic();
    let fits = match text[at] {
        // 1.抓学习, 3.5 and GB.T keep their dots; a row of dots is an ellipsis.
        '.' => behind_han && before_han && text.get(at + 1) != Some(&'.') && before != '.',
        // 9:30 keeps its colon.
        _ => {
            behind_han && (before_han || after.is_some_and(beside_number))
                || beside_number(before) && after.is_some_and(is_han)
                || beside_number(before) && after.is_none()
        }
    };
    fits.then_some(wide)
}

/// Brackets of half width that hold Chinese, or stand behind it.
fn brackets(line: &Line<'_>) -> Vec<Hit> {
    let text = line.chars.as_slice();
    let mut hits = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    for (at, &sign) in text.iter().enumerate() {
        match sign {
            '(' | '（' => open.push(at),
            ')' | '）' => {
                let Some(from) = open.pop() else { continue };
                let narrow = text[from] == '(' || sign == ')';
                let chinese = text[from + 1..at].iter().any(|sign| is_han(*sign))
                    || text[from] != '('
                    || sign != ')';
                if narrow && chinese {
                    let inner = line.words(from + 1, at);
                    let message = "中文里用了英文的括号。请换成中文括号（）。";
                    hits.push(line.hit(from, at + 1, message).fix(format!("（{inner}）")));
                }
            }
            _ => {}
        }
    }
    hits
}

#[cfg(test)]
mod tests {
    use crate::check::testing::check;

    #[test]
    fn half_width_marks_become_full_width_ones() {
        check("half-width-marks", "抓学习,强服务;办实事", ", → ， / ; → ；");
        check("half-width-marks", "完成率98%,比上年高", ", → ，");
        check("half-width-marks", "召开会议12次,3名支委参加.", ", → ， / . → 。");
        check("half-width-marks", "各位领导:大家好!", ": → ： / ! → ！");
        check("half-width-marks", "老党员(含困难党员)12户", "(含困难党员) → （含困难党员）");
        check("half-width-marks", "老党员（含困难党员)12户", "（含困难党员) → （含困难党员）");
        check("half-width-marks", "“三会一课”,主题党日", ", → ，");
    }

    #[test]
    fn numbers_and_latin_words_keep_theirs() {
        for text in [
            "每天9:30开门，共1,200户",
            "面积2.5万平方米，1.抓学习",
            "抓学习，强服务；办实事。",
            "使用Word(2016)软件",
            "网址为a.b，版本V2.0",
        ] {
            check("half-width-marks", text, "");
        }
    }
}
