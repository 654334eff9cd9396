//! `rare-character`: a character that 仿宋_GB2312 does not hold, so that it
//! prints in another face: 喆, 堃, 玥 in names.

use std::collections::HashSet;
use std::sync::LazyLock;

use encoding_rs::GBK;

use crate::check::page::{Line, Page};
use crate::check::rule::{Hit, Rule};
use crate::model::{FindingKind, Origin, Severity};

pub(super) static RULE: Rule = Rule {
    key: "rare-character",
    kind: FindingKind::Wording,
    origin: Origin::Standard,
    clause: "GB/T 2312—1980，仿宋_GB2312只收6763个汉字",
    severity: Severity::Warning,
    name: "仿宋_GB2312里没有的字",
    why: "这个字打印出来会换成别的字体，一行里看着不一样。",
    wrong: "党员张喆",
    right: "张喆（换用收字多的仿宋字体，或打印前看一遍）",
    once: true,
    check,
};

fn check(page: &Page<'_>) -> Vec<Hit> {
    page.lines.iter().flat_map(rare).collect()
}

fn rare(line: &Line<'_>) -> Vec<Hit> {
    let is_rare = |c: char| is_han(c) && !GB2312.contains(&c);
    line.chars
        .iter()
        .enumerate()
        .filter(|(_, c)| is_rare(**c))
        .map(|(at, c)| {
            let message = format!(
                "“{c}”不在仿宋_GB2312里，打印时会换成别的字体。请核对字体，或看是不是错字。"
            );
            line.hit(at, at + 1, message)
        })
        .collect()
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{20000}'..='\u{323AF}')
}

/// The characters of GB 2312, which stand in GBK with both bytes from A1 up, the
/// first from B0 to F7. Decoded once: encoding each character again is slow.
static GB2312: LazyLock<HashSet<char>> = LazyLock::new(|| {
    let pairs = (0xB0..=0xF7).flat_map(|first| (0xA1..=0xFE).map(move |last| [first, last]));
    let bytes: Vec<u8> = pairs.flatten().collect();
    GBK.decode(&bytes).0.chars().collect()
});

#[cfg(test)]
mod tests {
    use crate::check::testing::check;

    #[test]
    fn characters_outside_of_the_font_are_found() {
        check("rare-character", "党员张喆、李堃、王玥", "喆");
        check("rare-character", "中国共产党青禾社区党支部，齄，ABC，①“”——", "");
    }
}
