//! What stands on paper, and on which page: goldens and properties.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

#[path = "support/golden.rs"]
#[expect(dead_code, reason = "the Word file is looked at elsewhere")]
mod golden;

use proptest::collection::vec;
use proptest::prelude::*;
use shuzhi_core::manuscript::{Page, assemble, numbers, paginate};
use shuzhi_core::model::{
    Block, Face, Manuscript, Part, Place, Report, Role, Run, Section, SectionId, TemplateKey, Uid,
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

/// The text on a page's lines, without its number.
fn printed(pages: &[Page]) -> String {
    let pieces = pages.iter().flat_map(|page| {
        let body = &page.lines[..page.lines.len() - 1];
        body.iter().flat_map(|line| &line.pieces)
    });
    pieces
        .flat_map(|piece| piece.text.chars())
        .filter(|character| !character.is_whitespace())
        .collect()
}

proptest! {
    #[test]
    fn every_character_is_printed_once_and_in_order(report in reports()) {
        // Tables are read cell by cell, so their rows may print in another order.
        let has_table = report.texts().iter().any(|(_, _, text)| text.contains('\t'));
        let manuscript = assemble(&report, "", None);
        let pages = paginate(&manuscript, &golden::layout("gbt9704"));
        let expected: String = paragraphs(&manuscript).concat();
        let mut expected: Vec<char> = expected.chars().filter(|character| !character.is_whitespace()).collect();
        let mut found: Vec<char> = printed(&pages).chars().collect();
        if has_table {
            expected.sort_unstable();
            expected.dedup();
            found.sort_unstable();
            found.dedup();
        }
        prop_assert_eq!(found, expected);
    }

    #[test]
    fn nothing_stands_outside_the_type_area_but_a_hanging_mark(report in reports()) {
        for page in paginate(&assemble(&report, "", None), &golden::layout("gbt9704")) {
            prop_assert!(page.lines.len() <= 41, "{} lines", page.lines.len());
            for line in &page.lines[..page.lines.len() - 1] {
                prop_assert!(line.y > 104.9 && line.y < 742.7, "baseline {}", line.y);
                for piece in &line.pieces {
                    prop_assert!(piece.x >= 79.3, "{piece:?}");
                    let right = piece.x + piece.width;
                    let hangs = piece.text.ends_with(['，', '。', '、', '.']);
                    prop_assert!(right <= if hangs { 540.0 } else { 521.7 }, "{piece:?} ends at {right}");
                }
            }
        }
    }
}

/// Snapshots named after the report alone.
fn in_golden_folder(check: impl FnOnce()) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("golden/manuscript");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(check);
}

#[test]
fn every_golden_report_gives_its_golden_manuscript_and_pages() {
    in_golden_folder(|| {
        insta::glob!("golden/export", "*.json", |file| {
            let manuscript = golden::read(file).manuscript();
            insta::assert_snapshot!("manuscript", blocks(&manuscript));
            insta::assert_snapshot!(
                "pages",
                picture(&paginate(&manuscript, &golden::layout("gbt9704")))
            );
        });
    });
}

/// A manuscript, a line a paragraph: its style, its place, and its runs by face.
fn blocks(manuscript: &Manuscript) -> String {
    let runs = |runs: &[Run]| {
        let runs =
            runs.iter().map(|run| format!("{:?}‹{}›", run.face, run.text.replace('\n', "⏎")));
        runs.collect::<String>()
    };
    let place = |place: Option<Place>| match place {
        None => "-".to_owned(),
        Some(Place { part, paragraph: None }) => part.to_string(),
        Some(Place { part, paragraph: Some(at) }) => format!("{part}.{at}"),
    };
    let mut text = format!("{} · {}\n", manuscript.title, manuscript.author);
    for block in &manuscript.blocks {
        match block {
            Block::Text(block) => {
                let style = format!("{:?}", block.style);
                text += &format!("{style:<12}{:<10}{}\n", place(block.place), runs(&block.runs));
            }
            Block::Table { rows, place: at } => {
                for row in rows {
                    let cells: Vec<String> = row.iter().map(|cell| runs(cell)).collect();
                    text += &format!("{:<12}{:<10}{}\n", "Table", place(*at), cells.join(" │ "));
                }
            }
            Block::PageBreak => text += "PageBreak\n",
        }
    }
    text
}

/// Pages as a picture: a line a line, with baseline and left edge in points and
/// the face where it changes.
fn picture(pages: &[Page]) -> String {
    let mut picture = String::new();
    for page in pages {
        picture += &format!("────── {} ──────\n", page.number);
        for line in &page.lines {
            let left = line.pieces.first().map_or(0.0, |piece| piece.x);
            let mut face = Face::Body;
            picture += &format!("{:6.1} {left:6.1}  ", line.y);
            for piece in &line.pieces {
                if piece.face != face {
                    face = piece.face;
                    picture += &format!("[{face:?}]");
                }
                picture += &piece.text;
            }
            picture += "\n";
        }
    }
    picture
}

/// However the text ends on its last page, nobody signs on one sheet and dates
/// on the next.
#[test]
fn signature_and_date_stand_on_one_page() {
    let layout = golden::layout("gbt9704");
    for lines in 10..25 {
        let mut report = Report::empty(Uid::nil(), TemplateKey("branch-secretary".to_owned()));
        report.title = "青禾社区党支部述职报告".to_owned();
        report.opening = vec!["青禾社区党支部把楼门议事做实。".to_owned(); lines];
        report.signature = "青禾社区党支部".to_owned();
        report.date = "2024年12月3日".to_owned();
        let pages = paginate(&assemble(&report, "", None), &layout);
        let page_of = |part: Part| {
            let stands = |page: &Page| {
                page.lines.iter().any(|line| line.place.is_some_and(|place| place.part == part))
            };
            pages.iter().position(stands)
        };
        assert_eq!(page_of(Part::Signature), page_of(Part::Date), "after {lines} lines");
    }
}
