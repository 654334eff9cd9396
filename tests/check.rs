//! The checks on any text at all, their catalogue and their repairs.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use proptest::prelude::*;
use shuzhi_core::check;
use shuzhi_core::model::{Finding, Part, Report, Role, Section, TemplateKey, Uid, Year};

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_checked_and_every_finding_stands_where_it_says(
        words in prop::collection::vec(
            prop::sample::select(vec![
                "【", "】", "待补", "：", "XX", "X", "x", "×", "**", "*", "_", "____", "某某", "（", "略", "）", "##",
                "paidbegin", "#", "139", "12345678", "1234", "11010519491231002", "4111111111111111", "3号楼", "2单元",
                "502室", "5", "次", "社区", "年", "A", " ", "-", ".", "，", "\t", "𠮷", "○○", "１",
            ]),
            0..40,
        ),
    ) {
        let text = words.concat();
        let findings = check::blocking(&report(&text));
        let letters: Vec<char> = text.chars().collect();
        for finding in &findings {
            let there: String = letters[finding.start..finding.end].iter().collect();
            prop_assert_eq!(&finding.text, &there);
            prop_assert!(!there.is_empty() && finding.message.ends_with('。'));
        }
    }
}

/// Words that all rules are about, to be thrown together.
const WORDS: &[&str] = &[
    "2023年",
    "2024年",
    "2025年",
    "今年（2023年）",
    "共召开",
    "主题党日",
    "支委会",
    "10次",
    "14次",
    "每月",
    "党员大会",
    "3次",
    "一是",
    "二是",
    "四是",
    "第一，",
    "第三，",
    "1.",
    "3.",
    "①",
    "③",
    "三项工作：",
    "，",
    "。",
    "；",
    "、",
    "“",
    "”",
    "（",
    "）",
    "由76%提高到",
    "68%",
    "满意率",
    "103%",
    "排查矛盾纠纷17件",
    "化解19件",
    "现有党员34名",
    "其中正式党员30名",
    "预备党员2名",
    "建党102周年",
    "党的二十届四中全会",
    "扎实开展党史学习教育",
    "红旗社区党支部",
    "青禾社区党支部",
    "6月31日",
    "张喆",
    "XX",
    "##paidend##",
    "139",
    "12345678",
    "志愿服务活动6次",
    "志愿服务活动18次",
    "走访120户",
    "走访120户次",
    "针对",
    "“学习不经常”",
    "的问题",
    "谢谢大家",
    "原因",
    "由于",
    "组织党员入户走访群众收集意见建议。",
    "5余次",
    "约10余次",
    "３",
    "\t",
    "𠮷",
    "做贡献",
    "20大",
    "截止",
    "3千余人",
    "15—30%",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    /// Every finding stands where it says, and every repair leaves a report
    /// without that finding, with nothing else changed.
    #[test]
    fn any_report_is_checked_and_every_repair_repairs(
        texts in prop::collection::vec(
            prop::collection::vec(prop::sample::select(WORDS.to_vec()), 0..24), 4..9,
        ),
    ) {
        let report = whole(texts.iter().map(|words| words.concat()).collect());
        let known = check::Context::default();
        let findings = check::file(&report);
        for finding in &findings {
            let text = text_at(&report, finding);
            let there: String =
                text.chars().skip(finding.start).take(finding.end - finding.start).collect();
            prop_assert_eq!(&finding.text, &there);
            prop_assert!(finding.message.ends_with('。'), "{}", finding.message);
            let rule = check::rules().iter().find(|rule| rule.key == finding.rule).unwrap();
            let Some(offer) = &finding.suggestion else { continue };
            let mut mended = report.clone();
            let (before, rest) = text.split_at(byte(&text, finding.start));
            let after = &rest[finding.text.len()..];
            set_text(&mut mended, finding, format!("{before}{offer}{after}"));
            // Two alike side by side: one is gone, the other has moved up. One
            // that is told once is told of the places that are left.
            let alike = |findings: &[Finding]| {
                let of_rule = findings.iter().filter(|other| other.rule == finding.rule);
                let spots = of_rule.flat_map(|other| {
                    let own = (other.section, other.paragraph, &other.text);
                    let others = other.others.iter();
                    let others = others.map(|spot| (spot.section, spot.paragraph, &spot.text));
                    std::iter::once(own).chain(others)
                });
                spots.filter(|spot| *spot == (finding.section, finding.paragraph, &finding.text)).count()
            };
            let again = check::one(rule, &mended, &known);
            // A repair may lay bare the next of two that ran into each other.
            let stays = again.iter().any(|other| {
                (other.section, other.paragraph, other.start, &other.text)
                    == (finding.section, finding.paragraph, finding.start, &finding.text)
            });
            prop_assert!(
                !stays || alike(&again) < alike(&findings),
                "it is still there after its repair: {finding:?}"
            );
        }
    }
}

fn byte(text: &str, at: usize) -> usize {
    text.char_indices().nth(at).map_or(text.len(), |(byte, _)| byte)
}

/// A report of 2024 with these texts in its opening, its parts and its closing.
fn whole(mut texts: Vec<String>) -> Report {
    let mut report = Report::empty(Uid::nil(), TemplateKey("branch-secretary".to_owned()));
    report.year = Year::new(2024).ok();
    report.title = "青禾社区党支部书记2024年度述职报告".to_owned();
    report.closing.extend(texts.pop());
    report.opening.extend(texts.pop());
    let roles =
        [Role::Achievements, Role::ReviewResponse, Role::Problems, Role::NextSteps].iter().cycle();
    for (text, role) in texts.into_iter().zip(roles) {
        report.sections.push(Section {
            id: report.free_id(),
            role: *role,
            mark: None,
            run_in: false,
            heading: format!("{role}"),
            body: vec![text],
            children: Vec::new(),
        });
    }
    report
}

fn text_at(report: &Report, finding: &Finding) -> String {
    let there = |(part, paragraph, _): &(Part, Option<usize>, &str)| {
        *part == finding.section && *paragraph == finding.paragraph
    };
    report.texts().into_iter().find(there).map_or(String::new(), |(_, _, text)| text.to_owned())
}

fn set_text(report: &mut Report, finding: &Finding, text: String) {
    match (finding.section, finding.paragraph) {
        (Part::Opening, Some(at)) => report.opening[at] = text,
        (Part::Closing, Some(at)) => report.closing[at] = text,
        (Part::Section(id), Some(at)) => report.section_mut(id).unwrap().body[at] = text,
        (Part::Section(id), None) => report.section_mut(id).unwrap().heading = text,
        (Part::Title, _) => report.title = text,
        place => panic!("no text was put at {place:?}"),
    }
}

#[test]
fn the_catalogue_is_whole_and_the_page_of_it_current() {
    let keys: BTreeSet<&str> = check::rules().iter().map(|rule| rule.key).collect();
    assert_eq!(keys.len(), check::rules().len(), "a key names one rule");
    for rule in check::rules() {
        for said in [rule.name, rule.why, rule.wrong, rule.right, rule.clause] {
            assert!(!said.is_empty(), "{} leaves something unsaid", rule.key);
        }
        assert!(rule.why.ends_with('。'), "{}: {}", rule.key, rule.why);
        assert!(catalogue().contains(&format!("`{}`", rule.key)), "{} is not listed", rule.key);
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/rules.zh-CN.md");
    if std::env::var_os("SHUZHI_WRITE_RULES").is_some() {
        fs::write(&path, catalogue()).unwrap();
    }
    // Windows checks texts out with its own line ends.
    let page = fs::read_to_string(path).unwrap_or_default().replace("\r\n", "\n");
    assert_eq!(page, catalogue(), "run `make rules`");
}

fn catalogue() -> String {
    check::catalogue()
}

fn report(text: &str) -> Report {
    let mut report = Report::empty(Uid::nil(), TemplateKey("branch-secretary".to_owned()));
    report.opening.push(text.to_owned());
    report
}
