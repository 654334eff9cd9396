//! The Word file, part by part: golden reports in, golden parts out, and what
//! must hold for every text there is.
//!
//! `golden/export/NAME.json` is a report in an exchange file. After a wanted
//! change run `make golden` and read the diff.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

#[path = "support/golden.rs"]
mod golden;
#[path = "support/package.rs"]
mod package;

use std::path::Path;

use proptest::prelude::*;
use shuzhi_core::export::{Exported, Format};
use shuzhi_core::import::{self, Reading};
use shuzhi_core::manuscript::assemble;
use shuzhi_core::model::{
    Block, Branch, BranchYear, Face, Layout, Level, Manuscript, Mark, Moment, Reason, Report, Role,
    Run, Section, SectionId, Style, TemplateKey, TextBlock, Uid,
};
use shuzhi_core::store::Store;
use shuzhi_core::template::Shelf;
use shuzhi_core::{Error, Result, exchange, export};

use package::{entries, part, visible};

fn case(name: &str) -> golden::Golden {
    golden::read(Path::new(&format!("tests/golden/export/{name}.json")))
}

fn standard() -> Layout {
    golden::layout("gbt9704")
}

/// Snapshots named after the case alone, beside the reports.
fn in_golden_folder(check: impl FnOnce()) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("golden/export");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(check);
}

#[test]
fn every_golden_report_gives_its_golden_document() {
    in_golden_folder(|| {
        insta::glob!("golden/export", "*.json", |file| {
            let report = golden::read(file);
            let bytes = report.docx(&standard());
            insta::assert_snapshot!("document", by_paragraph(&part(&bytes, "word/document.xml")));
            insta::assert_snapshot!("text", export::text(&report.manuscript()));
        });
    });
}

#[test]
fn the_parts_around_the_document_are_golden_too() {
    let report = case("signature-shorter");
    let bytes = report.docx(&standard());
    in_golden_folder(|| {
        for (name, xml) in entries(&bytes) {
            if name != "word/document.xml" && !name.contains("theme") {
                insta::assert_snapshot!(name.replace('/', "~"), by_element(&xml));
            }
        }
    });
}

#[test]
fn a_street_layout_gives_its_own_styles_and_no_page_numbers() {
    let bytes = case("run-in").docx(&golden::layout("street-28"));
    in_golden_folder(|| {
        insta::assert_snapshot!("street-28~styles", by_element(&part(&bytes, "word/styles.xml")));
    });
    let document = part(&bytes, "word/document.xml");
    assert!(!document.contains("footerReference"));
    assert!(entries(&bytes).iter().all(|(name, _)| !name.contains("footer")));
    let bold = package::runs(&document).into_iter().filter(|run| run.contains("<w:b />"));
    let bold: Vec<_> = bold.map(|run| visible(&run)).collect();
    assert_eq!(bold, ["（一）抓学习、强信念。", "（二）办实事、解难题。"]);
}

#[test]
fn the_same_report_gives_the_same_bytes_on_every_thread() {
    for name in ["twelve-pages", "table", "rare-characters"] {
        let once = || case(name).docx(&standard());
        let first = once();
        assert_eq!(first, once(), "{name}: twice");
        // The builder numbers paragraphs by thread; nothing of that may show.
        assert_eq!(first, std::thread::spawn(move || case(name).docx(&standard())).join().unwrap());
    }
}

#[test]
fn what_a_comparison_marks_shows_in_the_file() {
    let run = |text: &str, mark| Run { text: text.into(), face: Face::Body, mark };
    let runs = vec![run("开展", Mark::Plain), run("11", Mark::Removed), run("12", Mark::Added)];
    let block = Block::Text(TextBlock { style: Style::Body, runs, place: None });
    let document = part(&docx(vec![block]), "word/document.xml");
    let looks: Vec<_> = package::runs(&document)
        .iter()
        .map(|run| {
            let has = |what: &'static str| if run.contains(what) { what } else { "" };
            let looks =
                ["<w:strike />", "<w:color w:val=\"0000FF\" />", "<w:u w:val=\"single\" />"];
            (visible(run), looks.map(has).concat())
        })
        .collect();
    assert_eq!(looks[0], ("开展".into(), String::new()));
    assert_eq!(looks[1], ("11".into(), "<w:strike />".into()));
    let added = "<w:color w:val=\"0000FF\" /><w:u w:val=\"single\" />";
    assert_eq!(looks[2], ("12".into(), added.into()));
}

#[test]
fn a_page_break_stands_before_what_follows_and_tables_stay_apart() {
    let text = |text: &str| {
        let run = Run { text: text.into(), face: Face::Body, mark: Mark::Plain };
        Block::Text(TextBlock { style: Style::Body, runs: vec![run], place: None })
    };
    let table = || Block::Table { rows: vec![vec![Vec::new()]], place: None };
    let blocks = vec![text("前"), Block::PageBreak, text("后"), table(), table()];
    let document = part(&docx(blocks), "word/document.xml");
    assert_eq!(document.matches("<w:pageBreakBefore").count(), 1);
    let (before, behind) = document.split_once("<w:pageBreakBefore").unwrap();
    assert!(before.contains('前') && behind.contains('后'));
    assert!(!document.contains("</w:tbl><w:tbl>"), "two tables would become one");
    assert!(!document.contains("</w:tbl><w:sectPr>"), "a document ends in a paragraph");
}

/// A store with one golden report in it.
fn store_with(report: &Report) -> Store {
    let mut store = Store::in_memory().unwrap();
    let year = BranchYear {
        year: report.year.unwrap(),
        name: "青禾社区党支部".into(),
        level: Level::Branch,
        community: "青禾社区".into(),
        superior: "云桥街道党工委".into(),
        secretary: "林知夏".into(),
        members: Some(46),
    };
    let branch = Branch { uid: report.branch.clone(), succeeds: None, years: vec![year] };
    store
        .write(|tx| {
            tx.put_branch(&branch)?;
            tx.add_report(report, false, morning())
        })
        .unwrap();
    store
}

fn morning() -> Moment {
    "2024-12-01T08:30:00Z".parse().unwrap()
}

fn leave(
    store: &mut Store,
    report: &Report,
    format: Format,
    despite: Option<&str>,
) -> Result<Exported> {
    let shelf = Shelf::load(None);
    export::report(store, &shelf, &report.uid, format, "gbt9704", despite, morning())
}

#[test]
fn a_finished_report_leaves_and_what_left_is_kept() {
    let golden = case("four-levels");
    let mut store = store_with(&golden.report);
    let exported = leave(&mut store, &golden.report, Format::Docx, None).unwrap();
    assert_eq!(exported.bytes, golden.docx(&standard()), "author and day come from the store");
    assert_eq!(exported.stem, "青禾社区党支部书记2024年度抓基层党建述职报告");
    assert_eq!(exported.pages, 3);
    assert!(exported.characters > 900);

    let kept = store.revisions(&golden.report.uid).unwrap();
    assert_eq!((kept[0].reason, kept[0].name.as_str()), (Reason::Exported, ""));
    assert_eq!(store.revision(kept[0].id).unwrap(), golden.report);
    leave(&mut store, &golden.report, Format::Text, Some("无须理由")).unwrap();
    let kept = store.revisions(&golden.report.uid).unwrap();
    assert_eq!(kept.len(), 1, "an equal text is kept once, and a needless reason is no reason");
}

#[test]
fn a_placeholder_keeps_a_report_in_until_there_is_a_reason() {
    let mut report = case("four-levels").report;
    report.closing.push("全年走访【待补：户数】户。".into());
    let mut store = store_with(&report);
    for despite in [None, Some(""), Some("  ")] {
        let refused = leave(&mut store, &report, Format::Docx, despite).unwrap_err();
        let Error::Blocked(findings) = refused else { panic!("{refused}") };
        assert_eq!(findings[0].text, "【待补：户数】");
        assert_eq!(store.revisions(&report.uid).unwrap(), [], "what stayed in is not kept");
    }
    leave(&mut store, &report, Format::Docx, Some(" 先送街道看结构 ")).unwrap();
    let kept = store.revisions(&report.uid).unwrap();
    assert_eq!((kept[0].reason, kept[0].name.as_str()), (Reason::Exported, "先送街道看结构"));
}

#[test]
fn an_exchange_file_carries_the_report_and_its_unit() {
    let report = case("table").report;
    let mut store = store_with(&report);
    let exported = leave(&mut store, &report, Format::Json, None).unwrap();
    let exchange = exchange::decode(&exported.bytes).unwrap();
    assert_eq!(exchange.reports[0], report);
    assert_eq!(exchange.branches[0].uid, report.branch);
}

#[test]
fn an_unknown_layout_or_report_is_refused() {
    let report = case("shortest").report;
    let mut store = store_with(&report);
    let shelf = Shelf::load(None);
    let uid = Uid::parse("0192f0c4-7a3e-7c11-9b52-6d1c2f3a4b5c").unwrap();
    let mut ask = |uid: &Uid, layout: &str| {
        export::report(&mut store, &shelf, uid, Format::Text, layout, None, morning()).unwrap_err()
    };
    assert!(matches!(ask(&report.uid, "别的"), Error::LayoutMissing(_)));
    assert!(matches!(ask(&uid, "gbt9704"), Error::ReportMissing(_)));
}

#[test]
fn every_golden_report_comes_back_as_it_was() {
    insta::glob!("golden/export", "*.json", |file| {
        let golden = golden::read(file);
        for layout in [standard(), golden::layout("street-28")] {
            let reading = reopened(golden.docx(&layout), &golden.report.uid);
            assert_eq!(reading.report, golden.report);
            assert!(reading.exact);
        }
    });
}

#[test]
fn a_title_changed_in_word_comes_back_changed_and_without_the_breaks_of_its_shape() {
    let golden = case("title-three-lines");
    let mut bytes = golden.docx(&standard());
    package::rewrite(&mut bytes, "word/document.xml", |document| {
        assert_eq!(document.matches("<w:br ").count(), 2, "the title stands on three lines");
        document.replace("抓基层党建工作", "抓党建促治理工作")
    });
    let reading = reopened(bytes, &golden.report.uid);
    let title = golden.report.title.replace("抓基层党建工作", "抓党建促治理工作");
    assert_eq!(reading.report, Report { title, ..golden.report });
    assert!(!reading.exact);
}

fn reopened(bytes: Vec<u8>, uid: &Uid) -> Reading {
    import::open(bytes, "述职报告.docx", uid.clone()).unwrap()
}

/// A manuscript of these blocks as a Word file.
fn docx(blocks: Vec<Block>) -> Vec<u8> {
    let manuscript =
        Manuscript { title: String::new(), author: String::new(), created: None, blocks };
    export::docx(&manuscript, &standard(), None).unwrap()
}

/// Makes texts.
type Words = fn() -> BoxedStrategy<String>;

/// Any characters at all, control characters and XML's own among them.
fn wild() -> BoxedStrategy<String> {
    prop_oneof![
        "[一-龥，。“”—…a-z0-9 ]{0,20}",
        "[<>&\"'\\t\\x00-\\x1F\u{FFFE}\u{FFFF}\u{20000}-\u{2A6DF}一二]{0,12}",
        any::<String>(),
    ]
    // A line break parts paragraphs, so none has one inside.
    .prop_map(|text| text.replace(['\n', '\r'], " "))
    .boxed()
}

/// What people write, some of it rows of a table.
fn tame() -> BoxedStrategy<String> {
    prop_oneof![
        4 => "[一-龥，。“”—…a-zA-Z0-9<>&\"'（）、.]{0,40}",
        1 => "[一-龥0-9]{0,4}(\\t[一-龥0-9]{0,4}){1,3}",
    ]
    .boxed()
}

prop_compose! {
    fn section(words: Words, id: u32, children: Vec<Section>)
        (mark in prop::option::of(words()), heading in words(), run_in in any::<bool>(),
         body in prop::collection::vec(words(), 0..4))
        -> Section
    {
        let id = SectionId(id);
        Section { id, role: Role::Other, mark, run_in, heading, body, children: children.clone() }
    }
}

prop_compose! {
    fn report(words: Words)
        (inner in section(words, 2, Vec::new()))
        (outer in section(words, 1, vec![inner]), byline in words(), salutation in words(),
         title in "[一-龥A-Z0-9“”《》]{1,20}(\n[一-龥]{1,9}){0,3}",
         opening in prop::collection::vec(words(), 0..4), signature in words(), date in words())
        -> Report
    {
        let mut report = Report::empty(Uid::nil(), TemplateKey("branch-secretary".into()));
        (report.title, report.byline, report.salutation) = (title, byline, salutation);
        (report.opening, report.sections) = (opening, vec![outer]);
        (report.signature, report.date) = (signature, date);
        report
    }
}

proptest! {
    #[test]
    fn no_text_is_lost_and_none_is_added(report in report(wild)) {
        let manuscript = assemble(&report, "青禾社区党支部", None);
        let bytes = export::docx(&manuscript, &standard(), Some(&report)).unwrap();
        let document = part(&bytes, "word/document.xml");
        prop_assert_eq!(package::paragraphs(&document), printed(&manuscript));
    }

    #[test]
    fn the_report_inside_is_the_report(report in report(wild)) {
        let manuscript = assemble(&report, "青禾社区党支部", None);
        let bytes = export::docx(&manuscript, &standard(), Some(&report)).unwrap();
        let inside = package::embedded(&part(&bytes, "customXml/item1.xml"));
        prop_assert_eq!(&exchange::decode(inside.json.as_bytes()).unwrap().reports[0], &report);
        let paragraphs = package::paragraphs(&part(&bytes, "word/document.xml"));
        let shown = paragraphs.iter().filter(|text| !text.trim().is_empty());
        let hashes: Vec<String> = shown.map(|text| package::hash(text)).collect();
        prop_assert_eq!(inside.hashes, hashes);
    }

    #[test]
    fn whatever_people_write_comes_back_as_it_was(report in report(tame)) {
        let manuscript = assemble(&report, "青禾社区党支部", None);
        let bytes = export::docx(&manuscript, &standard(), Some(&report)).unwrap();
        let reading = reopened(bytes, &report.uid);
        prop_assert_eq!(&reading.report, &report);
        prop_assert!(reading.exact);
    }
}

/// The paragraphs that `manuscript` prints, without the characters that XML
/// cannot hold.
fn printed(manuscript: &Manuscript) -> Vec<String> {
    let words = |runs: &Vec<Run>| runs.iter().map(|run| run.text.as_str()).collect::<String>();
    let mut paragraphs = Vec::new();
    for block in &manuscript.blocks {
        match block {
            Block::Text(block) => paragraphs.push(block.text()),
            Block::Table { rows, .. } => paragraphs.extend(
                rows.iter().map(|row| row.iter().map(words).collect::<Vec<_>>().join("\t")),
            ),
            Block::PageBreak => {}
        }
    }
    let foreign =
        |c: char| (c < ' ' && c != '\t' && c != '\n') || matches!(c, '\u{FFFE}' | '\u{FFFF}');
    let cleaned = paragraphs.iter().map(|text| text.replace(foreign, ""));
    cleaned.filter(|text| !text.is_empty()).collect()
}

/// A document with a line for each paragraph, row and cell.
fn by_paragraph(xml: &str) -> String {
    ["<w:p>", "<w:tbl>", "<w:tr>", "<w:tc>", "<w:sectPr>", "</w:body>"]
        .iter()
        .fold(xml.to_owned(), |xml, tag| xml.replace(tag, &format!("\n{tag}")))
}

/// XML with a line for each element.
fn by_element(xml: &str) -> String {
    xml.replace("><", ">\n<")
}
