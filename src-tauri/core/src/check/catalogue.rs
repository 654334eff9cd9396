use std::fmt::Write as _;

use crate::model::{FindingKind, Severity};

/// The catalogue of rules as a page of Markdown, for docs/rules.zh-CN.md.
pub fn catalogue() -> String {
    let mut page = String::from(
        "# 检查规则\n\n由程序生成（`make rules`），请勿手改。“必须改”指违背明确的要求，“建议改”“提示”供核对；\
         除没填的空和个人信息外，都不妨碍导出。\n",
    );
    const KINDS: [FindingKind; 8] = [
        FindingKind::Gaps,
        FindingKind::Dates,
        FindingKind::Figures,
        FindingKind::Wording,
        FindingKind::Marks,
        FindingKind::Structure,
        FindingKind::Sameness,
        FindingKind::Personal,
    ];
    for kind in KINDS {
        let _ = write!(
            page,
            "\n## {kind}\n\n| 规则 | 轻重 | 依据 | 为什么 | 例：错 → 对 |\n|---|---|---|---|---|\n"
        );
        for rule in super::rules().iter().filter(|rule| rule.kind == kind) {
            let once = if rule.once && rule.severity == Severity::Hint {
                "，一份只提一次"
            } else {
                ""
            };
            let _ = writeln!(
                page,
                "| {}<br>`{}` | {}{once} | {} | {} | {} → {} |",
                rule.name,
                rule.key,
                rule.severity,
                cell(&rule.source()),
                cell(rule.why),
                cell(rule.wrong),
                cell(rule.right),
            );
        }
    }
    page
}

/// Words that break no table.
fn cell(text: &str) -> String {
    text.replace('|', "\\|").replace('*', "\\*").replace('#', "\\#")
}
