//! `full-width`: digits, letters and signs of full width.

use std::sync::LazyLock;

use regex::Regex;

use crate::check::page::Line;
use crate::check::pattern::pattern;
use crate::check::rule::{Hit, Rule};
use crate::model::{FindingKind, Origin, Severity};

pub(super) static RULE: Rule = Rule {
    key: "full-width",
    kind: FindingKind::Marks,
    origin: Origin::Standard,
    clause: "GB/T 15835—2011 5.1.7.1",
    severity: Severity::Warning,
    name: "全角的数字和字母",
    why: "阿拉伯数字和字母占半个汉字的位置，全角的印出来间隔太大。",
    wrong: "召开会议１２次",
    right: "召开会议12次",
    once: false,
    check: |page| page.lines.iter().flat_map(check).collect(),
};

static DIGITS: LazyLock<Regex> = LazyLock::new(|| pattern("[０-９][０-９．]*"));
static LETTERS: LazyLock<Regex> = LazyLock::new(|| pattern("[Ａ-Ｚａ-ｚ]+|＋|＝|＆"));

fn check(line: &Line<'_>) -> Vec<Hit> {
    let digits = line.find(&DIGITS).map(|found| {
        let narrow = narrow(found.text);
        let message = format!("“{}”是全角数字。请改成半角的“{narrow}”。", found.text);
        line.hit(found.start, found.end, message).fix(narrow)
    });
    // Masks of letters are placeholders, which have a rule of their own.
    let letters =
        line.find(&LETTERS).filter(|found| !found.text.contains(['Ｘ', 'ｘ'])).map(|found| {
            let narrow = narrow(found.text);
            let message = format!("“{}”是全角字符，通常用半角的“{narrow}”。", found.text);
            let hit = line.hit(found.start, found.end, message).fix(narrow);
            hit.severity(Severity::Hint).source("惯例：字母和运算符号用半角")
        });
    let mut hits: Vec<Hit> = digits.chain(letters).collect();
    hits.sort_by_key(|hit| hit.spot.start);
    hits
}

/// `text` with every sign of full width in half width.
fn narrow(text: &str) -> String {
    text.chars()
        .map(|sign| match sign {
            '！'..='～' => char::from_u32(sign as u32 - 0xFEE0).unwrap_or(sign),
            _ => sign,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use crate::check::Context;
    use crate::check::testing::{check, findings};

    #[test]
    fn full_width_signs_become_half_width() {
        check("full-width", "召开会议１２次，面积２．５亩", "１２ → 12 / ２．５ → 2.5");
        check("full-width", "“线上＋线下”，ＡＰＰ", "＋ → + / ＡＰＰ → APP");
    }

    #[test]
    fn what_is_only_a_hint_is_told_once_with_its_places() {
        let text = "“线上＋线下”\n“党建＋治理”，“党建＋服务”\n召开会议１次、１次";
        let found = findings("full-width", text, &Context::default());
        let told: Vec<(&str, usize)> =
            found.iter().map(|finding| (finding.text.as_str(), finding.others.len())).collect();
        assert_eq!(told, [("＋", 2), ("１", 0), ("１", 0)]);
    }

    #[test]
    fn half_width_signs_and_masks_are_left_alone() {
        check("full-width", "召开会议12次，“线上+线下”，ＸＸ社区，（一），100％", "");
    }
}
