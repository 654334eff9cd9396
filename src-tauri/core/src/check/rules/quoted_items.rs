//! `quoted-items`: 、 between items that have quotation or title marks already.

use std::sync::LazyLock;

use regex::Regex;

use crate::check::pattern::pattern;
use crate::check::rule::Rule;
use crate::model::{FindingKind, Origin, Severity};

pub(super) static RULE: Rule = Rule {
    key: "quoted-items",
    kind: FindingKind::Marks,
    origin: Origin::Standard,
    clause: "GB/T 15834—2011 4.5.3.5",
    severity: Severity::Hint,
    name: "引号、书名号之间的顿号",
    why: "并列的引号之间、书名号之间通常不用顿号，标号本身已经隔开了。",
    wrong: "“三会一课”、“主题党日”",
    right: "“三会一课”“主题党日”",
    once: true,
    check: |page| {
        let items = page.lines.iter().flat_map(|line| {
            line.find(&BETWEEN).filter_map(|found| {
                let at = found.range(1).or_else(|| found.range(2))?;
                let message = "并列的引号、书名号之间通常不用顿号。";
                Some(line.hit(at.start, at.end, message).fix(""))
            })
        });
        items.collect()
    },
};

static BETWEEN: LazyLock<Regex> = LazyLock::new(|| pattern("”(、)“|》(、)《"));

#[cfg(test)]
mod tests {
    use crate::check::testing::{check, findings};

    #[test]
    fn it_is_told_once_with_the_other_places() {
        check("quoted-items", "“三会一课”、“主题党日”、“双报到”", "、 → ");
        let findings = findings("quoted-items", "“甲”、“乙”，《丙》、《丁》", &Default::default());
        assert_eq!(findings[0].others.len(), 1);
    }

    #[test]
    fn verbs_between_them_need_it() {
        check("quoted-items", "增强“四个意识”、坚定“四个自信”，“甲”“乙”，“丙”（见附件）、“丁”", "");
    }
}
