//! `courtesy`: a salutation or closing that does not fit the edition: what is
//! read out greets and thanks, what is handed in does not.

use std::sync::LazyLock;

use regex::Regex;

use crate::check::lists::List;
use crate::check::page::{Line, Page};
use crate::check::rule::{Hit, Rule};
use crate::model::{Edition, FindingKind, Origin, Part, Severity};

pub(super) static RULE: Rule = Rule {
    key: "courtesy",
    kind: FindingKind::Structure,
    origin: Origin::Custom,
    clause: "书面稿与现场稿的称呼和结束语不同",
    severity: Severity::Hint,
    name: "称呼或结束语与稿子不符",
    why: "现场稿念给人听，要有称呼和致谢；书面稿交上去看，用“特此报告”“请予审议”。",
    wrong: "现场稿以“特此报告”结尾",
    right: "现场稿以“以上报告，请批评指正”结尾",
    once: true,
    check,
};

static HANDED_IN: LazyLock<Regex> = LazyLock::new(|| pattern("特此报告|请予审议|请审议|专此报告"));
static READ_OUT: LazyLock<Regex> =
    LazyLock::new(|| pattern("谢谢大家|谢谢各位|我的述职完毕|述职完毕|汇报完毕|谢谢"));

fn pattern(text: &str) -> Regex {
    Regex::new(text).expect("a test reads every pattern")
}

fn check(page: &Page<'_>) -> Vec<Hit> {
    let mut hits = Vec::new();
    let spoken = page.report.edition == Edition::Spoken;
    if spoken && page.report.salutation.is_empty() && !page.report.sections.is_empty() {
        let message = "现场稿没有称呼。请写上“各位领导、同志们：”之类的称呼。";
        hits.push(Hit::about(Part::Salutation, message));
    }
    let (misfit, advice) = if spoken {
        (&HANDED_IN, "现场稿是念给人听的，结尾一般用“请批评指正”“请予评议”。")
    } else {
        (&READ_OUT, "书面稿是交上去看的，结尾一般不写致谢。")
    };
    hits.extend(second_salutation(page));
    for line in page.lines.iter().filter(|line| is_end(page, line)) {
        for found in line.find(misfit) {
            let message = format!("“{}”：{advice}", found.text);
            hits.push(line.hit(found.start, found.end, message));
        }
    }
    hits
}

const STARTS: List = List("salutation-starts");
const ENDS: List = List("salutation-ends");

/// 各位领导、同志们： and below it 尊敬的各位评委：.
fn second_salutation(page: &Page<'_>) -> Option<Hit> {
    let first = page.paragraphs().next().filter(|_| !page.report.salutation.is_empty())?;
    let words = first.text.strip_suffix(['：', ':'])?;
    let ends = ENDS.words().iter().any(|end| words.ends_with(end.as_str()));
    (first.chars.len() <= 24 && ends && STARTS.begins(words)).then(|| {
        let message = "上面已有称呼，这里又称呼了一次。请只留一个。";
        first.hit(0, first.chars.len(), message).severity(Severity::Warning)
    })
}

/// The closing, or the last paragraph where there is none.
fn is_end(page: &Page<'_>, line: &Line<'_>) -> bool {
    let last = page.paragraphs().last();
    line.part == Part::Closing || last.is_some_and(|last| std::ptr::eq(last, line))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::Context;
    use crate::check::testing::{check, sketch};

    #[test]
    fn a_report_that_is_handed_in_does_not_thank() {
        check("courtesy", "# 成效\n有。\n- 以上报告，请批评指正。谢谢大家！", "谢谢大家");
        check("courtesy", "# 成效\n谢谢大家的支持。\n- 特此报告。", "");
    }

    #[test]
    fn a_report_greets_once() {
        let greets = ": 各位领导、同志们：\n";
        let second = format!("{greets}尊敬的各位评委：\n今年有三件事。\n# 成效\n有。");
        check("courtesy", &second, "尊敬的各位评委：");
        check("courtesy", &format!("{greets}各位代表都来了，我汇报三件事：\n# 成效\n有。"), "");
    }

    #[test]
    fn a_report_that_is_read_out_greets() {
        let mut report = sketch("# 成效\n有。\n- 特此报告。");
        report.edition = Edition::Spoken;
        let context = Context::default();
        let page = Page::of(&report, &context);
        let found: Vec<String> = super::check(&page).into_iter().map(|hit| hit.spot.text).collect();
        assert_eq!(found, ["", "特此报告"]);
        report.salutation = "各位领导、同志们：".to_owned();
        report.closing = vec!["以上报告，请批评指正。".to_owned()];
        assert!(super::check(&Page::of(&report, &context)).is_empty());
    }
}
