//! What stands on paper, and on which page: goldens and properties.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use proptest::collection::vec;
use proptest::prelude::*;
use shuzhi_core::manuscript::{assemble, numbers};
use shuzhi_core::model::{
    Block, Manuscript, Part, Report, Role, Run, Section, SectionId, TemplateKey, Uid,
};

/// Every paragraph of a manuscript as text, a table's cells joined by tabs.
fn paragraphs(manuscript: &Manuscript) -> Vec<String> {
    let text = |runs: &[Run]| runs.iter().map(|run| run.text.as_str()).collect::<String>();
    let mut paragraphs = Vec::new();
    for block in &manuscript.blocks {
        match block {
            Block::Text(block) => paragraphs.push(block.text()),
            Block::Table { rows, .. } => paragraphs.extend(
                rows.iter()
                    .map(|row| row.iter().map(|cell| text(cell)).collect::<Vec<_>>().join("\t")),
            ),
            Block::PageBreak => {}
        }
    }
    paragraphs
}

fn text() -> impl Strategy<Value = String> {
    proptest::string::string_regex("[党建工作抓实，。“”—…0-9a-zA-Z %.、（）\u{3000}𠮷]{0,60}")
        .unwrap()
}

fn paragraph() -> impl Strategy<Value = String> {
    prop_oneof![9 => text(), 1 => "[甲乙丙]{0,3}\t[0-9]{0,3}(\t[次户]{0,2})?"]
}

fn sections() -> impl Strategy<Value = Vec<Section>> {
    let mark = prop_oneof![
        6 => Just(None),
        1 => Just(Some(String::new())),
        3 => "(〔[一二三]〕|[0-9]、|①|首先，|第一部分 )".prop_map(Some)
    ];
    let leaf = (mark, any::<bool>(), text(), vec(paragraph(), 0..4)).prop_map(
        |(mark, run_in, heading, body)| Section {
            id: SectionId(0),
            role: Role::Other,
            mark,
            run_in,
            heading,
            body,
            children: Vec::new(),
        },
    );
    let tree = leaf.prop_recursive(4, 12, 3, |inner| {
        (inner.clone(), vec(inner, 0..3))
            .prop_map(|(section, children)| Section { children, ..section })
    });
    vec(tree, 0..4)
}

prop_compose! {
    fn reports()(
        title in "[青禾社区党支部书记2024年度抓述职报告\n]{0,50}",
        fields in [text(), text(), text(), text()],
        opening in vec(paragraph(), 0..3),
        sections in sections(),
        closing in vec(paragraph(), 0..3),
    ) -> Report {
        fn name(sections: &mut [Section], next: &mut u32) {
            for section in sections {
                *next += 1;
                section.id = SectionId(*next);
                name(&mut section.children, next);
            }
        }
        let mut report = Report::empty(Uid::nil(), TemplateKey("branch-secretary".to_owned()));
        let [byline, salutation, signature, date] = fields;
        report = Report { title, byline, salutation, opening, sections, closing, signature, date, ..report };
        name(&mut report.sections, &mut 0);
        report
    }
}

proptest! {
    #[test]
    fn every_text_of_a_report_stands_in_its_manuscript_unaltered_and_in_order(report in reports()) {
        let manuscript = assemble(&report, "青禾社区党支部", None);
        let printed = paragraphs(&manuscript).join("\n");
        let numbers = numbers(&report);
        let mut rest = printed.as_str();
        for (part, paragraph, text) in report.texts() {
            // The title may gain breaks, and short rows gain empty cells.
            let pieces: Vec<String> = match part {
                Part::Title => text.chars().map(String::from).collect(),
                _ => vec![text.trim_end_matches('\t').to_owned()],
            };
            for piece in pieces {
                let at = rest.find(&piece);
                prop_assert!(at.is_some(), "{part} {paragraph:?} “{text}” is not where it belongs");
                rest = &rest[at.unwrap() + piece.len()..];
            }
        }
        for (section, number) in &numbers {
            prop_assert!(printed.contains(number.as_str()), "number of {section}");
        }
    }
}
