//! `ellipsis`: dots that stand for an ellipsis but are none, and an ellipsis
//! beside 等.

use std::sync::LazyLock;

use regex::Regex;

use crate::check::page::Line;
use crate::check::pattern::pattern;
use crate::check::rule::{Hit, Rule};
use crate::model::{FindingKind, Origin, Severity};

pub(super) static RULE: Rule = Rule {
    key: "ellipsis",
    kind: FindingKind::Marks,
    origin: Origin::Standard,
    clause: "GB/T 15834—2011 4.11.2、附录A.9",
    severity: Severity::Error,
    name: "省略号",
    why: "省略号是六个圆点，占两个字的位置；已经用了省略号，就不再用“等”。",
    wrong: "走访、慰问……等活动",
    right: "走访、慰问等活动",
    once: false,
    check: |page| page.lines.iter().flat_map(check).collect(),
};

static DOTS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"[，、]?(…+|。{3,}|\.{3,}|．{3,}|·{3,}|•{3,})[，、]?(等+|之类)?(.)?")
});

fn check(line: &Line<'_>) -> Vec<Hit> {
    line.find(&DOTS)
        .filter_map(|found| {
            let dots = found.group(1);
            // 等候 and 等级 begin another word.
            let etc = found
                .range(2)
                .filter(|_| !"候级待到于同".contains(found.group(3)) || found.group(3).is_empty());
            if let Some(etc) = etc {
                let message = "省略号和“等”意思重复，只用一个。请删去省略号。";
                return Some(line.hit(found.start, etc.end, message).fix(found.group(2)));
            }
            // Twelve dots stand for a whole paragraph left out.
            if dots == "……" || dots == "…………" {
                return None;
            }
            let at = found.range(1)?;
            let message = format!("“{dots}”不是省略号。省略号是六个圆点，占两个字的位置。");
            Some(line.hit(at.start, at.end, message).fix("……"))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use crate::check::testing::check;

    #[test]
    fn other_dots_become_six_dots() {
        check("ellipsis", "走访慰问。。。", "。。。 → ……");
        check("ellipsis", "走访慰问...，抓落实", "... → ……");
        check("ellipsis", "走访慰问…抓落实………", "… → …… / ……… → ……");
    }

    #[test]
    fn an_ellipsis_does_not_stand_beside_etc() {
        check("ellipsis", "走访、慰问……等活动", "……等 → 等");
        check("ellipsis", "走访、慰问、……等。", "、……等 → 等");
    }

    #[test]
    fn a_right_ellipsis_is_left_alone() {
        check("ellipsis", "走访、慰问……等待答复，2.5万元", "");
        check("ellipsis", "走访、慰问等活动……", "");
    }
}
