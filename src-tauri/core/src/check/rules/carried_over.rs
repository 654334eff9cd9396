//! `carried-over`: paragraphs that 续写 brought along whole, and that nobody has
//! touched since.

use crate::check::page::Page;
use crate::check::rule::{Hit, Rule};
use crate::model::{FindingKind, Origin, Severity};

pub(super) static RULE: Rule = Rule {
    key: "carried-over",
    kind: FindingKind::Sameness,
    origin: Origin::Custom,
    clause: "沿用的话改成今年的",
    severity: Severity::Warning,
    name: "沿用的话没有改过",
    why: "续写时整段沿用的话，里面的人、事和数字可能还是往年的。",
    wrong: "整段沿用往年的话，一个字没有动",
    right: "逐段看过，改成今年的；确实照旧的，说明后照用",
    once: false,
    check,
};

fn check(page: &Page<'_>) -> Vec<Hit> {
    let carried = page.report.carried.iter().filter_map(|anchor| {
        let found = anchor.find(page.report)?;
        let line = page.line(found.place.part, found.place.paragraph)?;
        let end = found.start + anchor.quote.chars().count();
        let message = "这一段是续写时沿用的往年的话，还没有改过。请改成今年的，或核对后照用。";
        Some(line.hit(found.start, end, message))
    });
    carried.collect()
}

#[cfg(test)]
mod tests {
    use crate::check::testing::sketch;
    use crate::model::{Anchor, Part, Report, SectionId};

    fn told(text: &str, carried: &[&str]) -> Vec<String> {
        let anchor = |quote: &&str| Anchor {
            section: Part::Section(SectionId(1)),
            quote: (*quote).to_owned(),
            occurrence: 0,
            hash: Anchor::hash_of(quote),
        };
        let report = Report { carried: carried.iter().map(anchor).collect(), ..sketch(text) };
        let rules = crate::check::rules().iter().copied().filter(|rule| rule.key == "carried-over");
        let findings = crate::check::findings_of(rules, &report, &Default::default());
        findings.into_iter().map(|finding| finding.text).collect()
    }

    #[test]
    fn what_was_carried_over_is_told_until_it_is_edited() {
        let carried = ["社区地处老城。", "有话愿意来说。"];
        let text = "# 基本情况\n社区地处老城。\n有话愿意来说。又添一句。";
        assert_eq!(told(text, &carried), ["社区地处老城。", "有话愿意来说。"]);
        assert_eq!(told("# 基本情况\n社区地处新城。\n有话愿意说。", &carried), [""; 0]);
        assert_eq!(told(text, &[]), [""; 0], "the same words, typed anew, are one's own");
    }
}
