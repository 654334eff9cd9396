//! `paragraph-end`: a paragraph that ends without a mark, where all others have
//! one.

use crate::check::page::{Line, Page};
use crate::check::rule::{Hit, Rule};
use crate::model::{FindingKind, Origin, Role, Severity};

pub(super) static RULE: Rule = Rule {
    key: "paragraph-end",
    kind: FindingKind::Marks,
    origin: Origin::Standard,
    clause: "GB/T 15834—2011 4.1（句子末尾用句号）",
    severity: Severity::Warning,
    name: "段末没有句号",
    why: "一段话说完要用句号，没有句号像是没写完。",
    wrong: "全年召开主题党日12次，参加党员380人次",
    right: "全年召开主题党日12次，参加党员380人次。",
    once: true,
    check,
};

/// Shorter ones may be headings or the items of a list.
const SHORTEST: usize = 18;

/// A longer one says more than a heading does.
const LONG: usize = 30;

fn check(page: &Page<'_>) -> Vec<Hit> {
    let lines: Vec<&Line<'_>> = page
        .paragraphs()
        .filter(|line| line.role.is_some() && !line.text.contains('\t'))
        .filter(|line| {
            line.chars.len() >= SHORTEST && line.text.contains(['。', '；'])
                || line.chars.len() >= LONG
        })
        .collect();
    let open: Vec<&Line<'_>> = lines.iter().filter(|line| !ends(line)).copied().collect();
    // Many without a stop are a way of writing.
    if open.len() * 4 > lines.len() {
        return Vec::new();
    }
    let hit = |line: &Line<'_>| {
        let end = line.chars.len();
        let next = line.role == Some(Role::NextSteps);
        let sign = if line.chars[end - 1].is_alphanumeric() { "。" } else { "" };
        let message = match next {
            true => "这一段末尾没有句号。请补上，或把话写完。",
            false => "这一段末尾没有句号。请补上。",
        };
        let last = line.words(end - 1, end);
        let hit = line.hit(end - 1, end, message);
        if sign.is_empty() { hit } else { hit.fix(format!("{last}{sign}")) }
    };
    open.into_iter().map(hit).collect()
}

fn ends(line: &Line<'_>) -> bool {
    line.text.trim_end().ends_with([
        '。', '！', '？', '：', '；', '”', '’', '）', '…', '》', '】', ']', '.', '!', '?', ';',
        ':', ')', '"', '，', '、', ',',
    ])
}

#[cfg(test)]
mod tests {
    use crate::check::testing::check;

    const FIRST: &str = "# 工作成效\n全年召开主题党日12次，参加党员380人次。\n走访群众120户，收集意见建议36条。\n调解邻里矛盾12起，办好实事18件。\n";

    #[test]
    fn a_paragraph_without_its_stop_is_found() {
        check(
            "paragraph-end",
            &format!("{FIRST}为老人代办事项36件。网格员送餐上门1200余次"),
            "次 → 次。",
        );
    }

    #[test]
    fn headings_lists_and_other_ends_are_left_alone() {
        check("paragraph-end", FIRST, "");
        check("paragraph-end", &format!("{FIRST}具体做法有以下三个方面，请看后面的说明："), "");
        check("paragraph-end", &format!("{FIRST}主题党日有声有色"), "");
        check(
            "paragraph-end",
            "# 工作成效\n召开主题党日12次，参加党员380人次\n走访群众120户，收集意见36条建议",
            "",
        );
    }
}
