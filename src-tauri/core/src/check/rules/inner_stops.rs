//! `inner-stops`: a full stop where the sentence goes on: before ” or ） inside a
//! sentence, behind a heading or an attachment's name.

use std::sync::LazyLock;

use regex::Regex;

use crate::check::page::{Line, Page};
use crate::check::pattern::pattern;
use crate::check::rule::{Hit, Rule};
use crate::model::{FindingKind, Origin, Severity};

pub(super) static RULE: Rule = Rule {
    key: "inner-stops",
    kind: FindingKind::Marks,
    origin: Origin::Standard,
    clause: "GB/T 15834—2011 附录B.2、B.4",
    severity: Severity::Warning,
    name: "句子中间的句号",
    why: "句号只在一句话说完的地方用；句内的引语、括注和单独成行的标题末尾不用。",
    wrong: "做到“真抓实干。”的要求（详见附件。）",
    right: "做到“真抓实干”的要求（详见附件）",
    once: false,
    check: |page| page.paragraphs().flat_map(check).chain(headings(page)).collect(),
};

static IN_QUOTES: LazyLock<Regex> = LazyLock::new(|| {
    pattern("(.)“[^“”。！？]{1,30}(。+)”([，。；、]|的|和|与|为|等|工作|要求|精神|活动|制度)")
});
static IN_BRACKETS: LazyLock<Regex> = LazyLock::new(|| pattern("[^。！？]（[^（）]{1,40}?(。+)）"));
static ATTACHMENT: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^附件[：:]?\d{0,2}.{1,40}([。；])$"));

fn check(line: &Line<'_>) -> Vec<Hit> {
    let mut hits = Vec::new();
    for found in line.find(&IN_QUOTES) {
        // A sentence of its own, announced by a colon, keeps its stop.
        if let Some(at) = found.range(2).filter(|_| found.group(1) != "：") {
            let message = "引号里的话只是句子的一部分，里面不用句号。";
            hits.push(line.hit(at.start, at.end, message).fix(""));
        }
    }
    for found in line.find(&IN_BRACKETS) {
        if let Some(at) = found.range(1) {
            let message = "句子里面的括注末尾不用句号。";
            hits.push(line.hit(at.start, at.end, message).fix(""));
        }
    }
    for found in line.find(&ATTACHMENT) {
        if let Some(at) = found.range(1) {
            let message = "附件名称后面不用标点。";
            let source = "国标：GB/T 9704—2012 7.3.4";
            hits.push(line.hit(at.start, at.end, message).fix("").source(source));
        }
    }
    hits
}

/// Headings on a line of their own that end with a stop; told once.
fn headings(page: &Page<'_>) -> Option<Hit> {
    let ends =
        |line: &&Line<'_>| !line.is_paragraph() && line.role.is_some() && line.text.ends_with('。');
    let runs_in = |line: &&Line<'_>| {
        page.report.walk().any(|(_, section)| {
            section.run_in && crate::model::Part::Section(section.id) == line.part
        })
    };
    let mut found = page.lines.iter().filter(ends).filter(|line| !runs_in(line));
    let first = found.next()?;
    let end = first.chars.len();
    let others: Vec<_> =
        found.map(|line| line.spot(line.chars.len() - 1, line.chars.len())).collect();
    let message = "单独成行的标题末尾通常不用句号。";
    Some(first.hit(end - 1, end, message).fix("").others(others).severity(Severity::Hint))
}

#[cfg(test)]
mod tests {
    use crate::check::testing::check;

    #[test]
    fn a_stop_inside_a_sentence_is_found() {
        check("inner-stops", "做到“真抓实干。”的要求", "。 → ");
        check("inner-stops", "完成任务（详见附件。），受到好评", "。 → ");
        check("inner-stops", "附件：1.情况表。", "。 → ");
        check("inner-stops", "# 抓学习，强本领。\n开展学习12次。", "。 → ");
    }

    #[test]
    fn a_whole_sentence_keeps_its_stop() {
        for text in [
            "他说：“今年要真抓实干。”大家鼓掌。",
            "完成任务。（以上数据来自台账。）",
            "完成任务（详见附件）。",
            "“灯亮了，心也亮了。”居民说。",
            "# 抓学习\n开展学习12次。",
        ] {
            check("inner-stops", text, "");
        }
    }
}
