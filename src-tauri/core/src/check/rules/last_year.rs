//! Figures against the year before: `frozen` for those that stayed the same to
//! the digit, `jump` for one that more than doubled or fell below half.

use crate::check::figures::{Reading, class};
use crate::check::page::Page;
use crate::check::rule::{Hit, Rule};
use crate::figures::Indicators;
use crate::model::{FindingKind, Origin, Severity};

pub(super) static FROZEN: Rule = Rule {
    key: "frozen-figures",
    kind: FindingKind::Figures,
    origin: Origin::Custom,
    clause: "数字要按今年的填",
    severity: Severity::Warning,
    name: "多个数字与去年一字不差",
    why: "一两个数相同是常事，多数都相同，多半是没有更新。",
    wrong: "走访36户、办实事16件、志愿服务18次都与去年相同",
    right: "填上今年的数",
    once: true,
    check: frozen,
};

pub(super) static JUMP: Rule = Rule {
    key: "figure-jump",
    kind: FindingKind::Figures,
    origin: Origin::Custom,
    clause: "与去年相差一倍以上的数要核对",
    severity: Severity::Hint,
    name: "与去年相差很大",
    why: "比去年多出一倍或少了一半，可能多写少写了一位数。",
    wrong: "走访群众1200户（去年120户）",
    right: "走访群众120户",
    once: false,
    check: jumps,
};

/// The figures of this year that last year's report has too, with its value.
fn paired<'p>(page: &'p Page<'_>) -> Vec<(&'p Reading, f64)> {
    if page.last_year().is_empty() {
        return Vec::new();
    }
    let old = |reading: &'p Reading| {
        let mention = &reading.told.mention;
        let name = mention.indicator.clone().unwrap_or_else(|| mention.name.clone());
        let steady = Indicators::built_in().is_steady(&name);
        let old = page.last_year().get(&(name, class(&mention.unit).to_owned()))?;
        (!steady && !reading.is_part).then_some((reading, *old))
    };
    page.readings().iter().filter_map(old).collect()
}

fn frozen(page: &Page<'_>) -> Vec<Hit> {
    let pairs = paired(page);
    let same: Vec<_> = pairs
        .iter()
        .filter(|(reading, old)| {
            let value = reading.told.mention.value;
            value.total_cmp(old).is_eq() && value > 4.0
        })
        .collect();
    if same.len() < 4 || same.len() * 2 < pairs.len() {
        return Vec::new();
    }
    let message = |text: &str| format!("“{text}”等数字与去年完全相同，像是没有更新。请逐个核对。");
    same.iter()
        .map(|(reading, _)| Hit::at(&reading.told, message(&reading.told.mention.text)))
        .collect()
}

fn jumps(page: &Page<'_>) -> Vec<Hit> {
    paired(page)
        .into_iter()
        .filter_map(|(reading, old)| {
            let mention = &reading.told.mention;
            let (less, more) = (old.min(mention.value), old.max(mention.value));
            (more > less * 2.0 && more - less >= 5.0).then(|| {
                let message = format!(
                    "{}去年是{old}{}，今年写{}，相差很大。请核对。",
                    mention.name, mention.unit, mention.text
                );
                Hit::at(&reading.told, message)
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use crate::check::Context;
    use crate::check::testing::{check_with, sketch};

    fn context(previous: &str) -> Context {
        Context { previous: Some(sketch(previous)), ..Context::default() }
    }

    #[test]
    fn figures_that_were_not_touched_are_told_once() {
        let old = "= 2023年度述职报告\n# 工作成效\n走访群众36户，办实事16件，志愿服务18次，微心愿20个，发放慰问金3600元。";
        let same = "= 2024年度述职报告\n# 工作成效\n走访群众36户，办实事16件，志愿服务18次，微心愿20个，发放慰问金4000元。";
        let new = "= 2024年度述职报告\n# 工作成效\n走访群众36户，办实事17件，志愿服务21次，微心愿24个，发放慰问金4000元。";
        check_with("frozen-figures", same, &context(old), "36户");
        check_with("frozen-figures", new, &context(old), "");
        check_with("frozen-figures", same, &Context::default(), "");
    }

    #[test]
    fn a_digit_too_many_is_a_jump() {
        let old = "= 2023年度述职报告\n# 工作成效\n走访群众120户，办实事16件。";
        check_with(
            "figure-jump",
            "# 工作成效\n走访群众1200户，办实事17件。",
            &context(old),
            "1200户",
        );
        check_with("figure-jump", "# 工作成效\n走访群众130户，办实事17件。", &context(old), "");
    }
}
