//! `frame`: what stands around a report and is not there: whom it speaks to, its
//! last words, who signs and when. It is told of what lacks one of the four.

use crate::check::page::Page;
use crate::check::rule::{Hit, Rule};
use crate::model::{Edition, FindingKind, Origin, Part, Severity};

pub(super) static RULE: Rule = Rule {
    key: "frame",
    kind: FindingKind::Gaps,
    origin: Origin::Custom,
    clause: "报送稿有称呼、结束语、署名和日期",
    severity: Severity::Hint,
    name: "缺称呼、结束语、署名或日期",
    why: "通知不另作要求时，这几样都要有；从别处贴来的稿子常常少一样。",
    wrong: "写完下一步打算就结束",
    right: "以上报告，请批评指正。（署名、日期）",
    once: false,
    check,
};

fn check(page: &Page<'_>) -> Vec<Hit> {
    let report = page.report;
    // What has no parts or no title is a draft that has only begun.
    if report.sections.is_empty() || report.title.is_empty() {
        return Vec::new();
    }
    let spoken = report.edition == Edition::Spoken;
    let gaps = [
        // A spoken edition is asked for its salutation by the rule of courtesy.
        (!spoken && report.salutation.trim().is_empty(), Part::Salutation, "称呼"),
        (report.closing.iter().all(|text| text.trim().is_empty()), Part::Closing, "结束语"),
        (!spoken && report.signature.trim().is_empty(), Part::Signature, "署名"),
        (!spoken && report.date.trim().is_empty(), Part::Date, "日期"),
    ];
    // Where more is wanting, the text was taken without its frame on purpose.
    let one = gaps.iter().filter(|(gap, ..)| *gap).count() == 1;
    gaps.into_iter()
        .filter(|(gap, ..)| *gap && one)
        .map(|(_, part, what)| {
            Hit::about(part, format!("没有{what}。如果通知没有另作要求，请写上。"))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use crate::check::testing::check;

    const WHOLE: &str = "= 2024年度述职报告\n: 各位领导：\n# 成效\n学习12次。\n- 请批评指正。\n~ 某村党支部\n@ 2025年1月5日";

    #[test]
    fn what_is_not_there_is_told() {
        check(
            "frame",
            &WHOLE.replace(": 各位领导：\n", ""),
            "没有称呼。如果通知没有另作要求，请写上。",
        );
        check(
            "frame",
            &WHOLE.replace("\n@ 2025年1月5日", ""),
            "没有日期。如果通知没有另作要求，请写上。",
        );
        check(
            "frame",
            &WHOLE.replace("\n- 请批评指正。", ""),
            "没有结束语。如果通知没有另作要求，请写上。",
        );
    }

    #[test]
    fn a_draft_that_has_only_begun_is_left_alone() {
        check("frame", "只有一段话。", "");
        check("frame", "= 2024年度述职报告\n# 成效\n学习12次。", "");
    }

    #[test]
    fn a_whole_report_has_nothing() {
        check("frame", WHOLE, "");
    }
}
