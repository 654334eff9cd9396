//! `spaces`: blanks inside Chinese text.

use std::sync::LazyLock;

use regex::Regex;

use crate::check::page::{Line, Page};
use crate::check::pattern::{is_han, pattern};
use crate::check::rule::{Hit, Rule};
use crate::model::{FindingKind, Origin, Severity};

pub(super) static RULE: Rule = Rule {
    key: "spaces",
    kind: FindingKind::Marks,
    origin: Origin::Custom,
    clause: "公文正文的字与字之间不空格",
    severity: Severity::Warning,
    name: "字中间的空格",
    why: "字里行间的空格多半是复制时带来的，印出来有豁口。",
    wrong: "社区党支部 召开会议",
    right: "社区党支部召开会议",
    once: false,
    check: |page| page.paragraphs().flat_map(check).chain(beside_figures(page)).collect(),
};

static INSIDE: LazyLock<Regex> = LazyLock::new(|| {
    pattern("[一-龥，。；：、！？）”》]([ 　\u{a0}]+)[一-龥，。；：、！？（“《”）》]")
});
static BESIDE: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"[一-龥]([ \u{a0}]+)\d|\d([ \u{a0}]+)[一-龥%]"));

fn check(line: &Line<'_>) -> Vec<Hit> {
    // The rows of a table, and the two names of a signature, are set with blanks.
    if line.text.contains('\t') || line.text.contains("   ") || line.chars.len() < 12 {
        return Vec::new();
    }
    line.find(&INSIDE)
        .filter_map(|found| {
            let at = found.range(1)?;
            if in_quotation(line, at.start) || divides(line, at.start) {
                return None;
            }
            let message = "字中间多了空格。请删去。";
            Some(line.hit(at.start, at.end, message).fix(""))
        })
        .collect()
}

/// “听党话 跟党走”: a slogan in two halves.
fn in_quotation(line: &Line<'_>, at: usize) -> bool {
    let opened = line.before(at).find(|sign| "“”《》".contains(*sign));
    opened.is_some_and(|sign| "“《".contains(sign))
}

/// A heading of two halves that stands at the head of a paragraph, or one that
/// the text runs on behind.
fn divides(line: &Line<'_>, at: usize) -> bool {
    let head = line.chars[..at].iter().all(|sign| !"，。；：、！？".contains(*sign));
    let tail: Vec<char> =
        line.chars[at..].iter().skip(1).copied().take_while(|sign| !"。".contains(*sign)).collect();
    let even = tail.len() == at && (4..=12).contains(&at);
    let numbered = line.before(at).next().is_some_and(|sign| "）、.".contains(sign)) && at <= 5;
    // 1.1 理论学习 全年…: the text runs on behind a numbered label.
    let labelled = line
        .char(0)
        .is_some_and(|sign| sign.is_ascii_digit() || "（一二三四五六七八九十".contains(sign));
    // …党支部  孙立群: a signature.
    let signed = (2..=4).contains(&tail.iter().filter(|sign| is_han(**sign)).count())
        && line.chars.len() - at <= 7;
    numbered || head && (even || labelled || signed)
}

/// Blanks between words and digits: a habit of some, told once.
fn beside_figures(page: &Page<'_>) -> Option<Hit> {
    let mut found = page.paragraphs().filter(|line| !line.text.contains('\t')).flat_map(|line| {
        line.find(&BESIDE).filter_map(move |found| {
            let at = found.range(1).or_else(|| found.range(2))?;
            // 1.1 理论学习: behind the number of a label.
            let numbers = line.chars[..at.start]
                .iter()
                .all(|sign| sign.is_ascii_digit() || ".、".contains(*sign));
            (!numbers).then_some((line, at))
        })
    });
    let (line, at) = found.next()?;
    let others: Vec<_> = found.map(|(line, at)| line.spot(at.start, at.end)).collect();
    let message = "公文里汉字和数字之间不空格。";
    Some(line.hit(at.start, at.end, message).fix("").others(others).severity(Severity::Hint))
}

#[cfg(test)]
mod tests {
    use crate::check::testing::check;

    #[test]
    fn blanks_inside_a_sentence_are_found() {
        check("spaces", "今年社区党支部 召开会议， 研究工作", "  →  /   → ");
        check("spaces", "全年召开主题党日 12 次，党课4次", "  → ");
    }

    #[test]
    fn blanks_that_set_a_line_are_left_alone() {
        for text in [
            "以“听党话 跟党走”为主题开展宣讲活动",
            "内科党支部  周敏",
            "党建领航聚合力 为民服务谱新篇",
            "一、 工作开展情况和主要的成效做法",
            "1.1 理论学习 全年组织学习18次",
            "宏达物流有限公司党支部  孙立群",
            "项目\t次数 合计\t备注说明以及其他",
        ] {
            check("spaces", text, "");
        }
    }
}
