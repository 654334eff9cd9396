//! Word files in, reports out: this program's own, and those of other writers.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::io::{Cursor, Read as _, Write as _};

use shuzhi_core::import::{self, Reading};
use shuzhi_core::model::{NoteKind, Report, Uid};
use shuzhi_core::template::{Shelf, sample};
use shuzhi_core::{export, manuscript};

/// The Word file of `report`, with the report inside.
fn exported(report: &Report) -> Vec<u8> {
    let shelf = Shelf::load(None);
    let manuscript = manuscript::assemble(report, "青禾社区党支部", None);
    export::docx(&manuscript, shelf.layout("gbt9704").unwrap(), Some(report)).unwrap()
}

fn open(bytes: Vec<u8>) -> Reading {
    import::open(bytes, "报告.docx", Uid::nil()).unwrap()
}

/// `docx` with `change` made in the XML of its text.
fn changed(docx: &[u8], change: impl Fn(String) -> String) -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(Cursor::new(docx)).unwrap();
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..archive.len() {
        let mut entry = archive.by_index(index).unwrap();
        let name = entry.name().unwrap().into_owned();
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes).unwrap();
        if name == "word/document.xml" {
            bytes = change(String::from_utf8(bytes).unwrap()).into_bytes();
        }
        writer.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        writer.write_all(&bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// The paragraph of `xml` that holds `words`: where it begins and ends.
fn paragraph(xml: &str, words: &str) -> (usize, usize) {
    let at = xml.find(words).expect("the words stand in the text");
    let start = xml[..at].rfind("<w:p>").or_else(|| xml[..at].rfind("<w:p ")).unwrap();
    let end = at + xml[at..].find("</w:p>").unwrap() + "</w:p>".len();
    (start, end)
}

/// A report with everything that prints in a way of its own.
fn rich() -> Report {
    let mut report = sample().reports.pop().unwrap();
    report.title = "青禾社区党支部书记\n抓基层党建述职报告".to_owned();
    report.byline = "青禾社区党支部书记　李明".to_owned();
    report.signature = "青禾社区党支部".to_owned();
    report.date = "2024年12月8日".to_owned();
    let section = &mut report.sections[0];
    section.body.push("项目\t次数\t人数".to_owned());
    section.body.push("党课\t4\t120".to_owned());
    section.children[0].mark = Some("〔一〕".to_owned());
    section.children[1].run_in = true;
    report
}

#[test]
fn a_report_comes_back_from_its_own_file_exactly() {
    let mut reports = sample().reports;
    reports.push(rich());
    for report in reports {
        let reading = open(exported(&report));
        let expected = Report { uid: Uid::nil(), ..report };
        assert_eq!(reading.report, expected);
        assert!(reading.exact);
        let unplaced: Vec<&str> = reading
            .lines
            .iter()
            .filter(|line| line.place.is_none() && !line.text.trim().is_empty())
            .map(|line| line.text.as_str())
            .collect();
        assert_eq!(unplaced, [""; 0], "every line says where it went");
    }
}

#[test]
fn what_was_changed_in_word_wins_and_is_told() {
    let report = rich();
    let words = report.sections[0].children[0].body[0].clone();
    let start: String = words.chars().take(6).collect();
    let edited = changed(&exported(&report), |xml| xml.replacen(&start, "街道改过：", 1));
    let reading = open(edited);
    assert!(!reading.exact);
    let new = &reading.report.sections[0].children[0].body[0];
    assert!(new.starts_with("街道改过："), "{new}");
    let mut expected = report.clone();
    expected.uid = Uid::nil();
    expected.sections[0].children[0].body[0].clone_from(new);
    assert_eq!(reading.report, expected, "nothing else changed");
    let told = reading.notes.iter().filter(|note| note.text == *new).count();
    assert_eq!(told, 1);
}

#[test]
fn a_paragraph_taken_out_or_put_in_is_taken_over() {
    let report = rich();
    let body = &report.sections[0].children[0].body;
    let first: String = body[0].chars().take(8).collect();
    let without = changed(&exported(&report), |mut xml| {
        let (start, end) = paragraph(&xml, &first);
        xml.replace_range(start..end, "");
        xml
    });
    let reading = open(without);
    assert_eq!(reading.report.sections[0].children[0].body, body[1..]);
    let dropped =
        |note: &&_| matches!(note, shuzhi_core::model::Note { kind: NoteKind::Dropped, .. });
    assert_eq!(reading.notes.iter().find(dropped).unwrap().text, body[0]);

    let with = changed(&exported(&report), |mut xml| {
        let (start, end) = paragraph(&xml, &first);
        let copy = xml[start..end].replacen(&first, "另外，我们还办了一件实事。", 1);
        xml.insert_str(end, &copy);
        xml
    });
    let reading = open(with);
    let now = &reading.report.sections[0].children[0].body;
    assert_eq!(now.len(), body.len() + 1);
    assert!(now[1].starts_with("另外，我们还办了一件实事。"));
}

#[test]
fn a_heading_put_in_makes_the_text_be_recognised_anew() {
    let report = rich();
    let first: String = report.sections[1].heading.chars().take(4).collect();
    let with = changed(&exported(&report), |mut xml| {
        let (start, end) = paragraph(&xml, &first);
        let heading = "<w:p><w:r><w:t>九、新加的一个部分</w:t></w:r></w:p>";
        let _ = end;
        xml.insert_str(start, heading);
        xml
    });
    let reading = open(with);
    assert!(!reading.exact);
    assert!(reading.report.sections.iter().any(|section| section.heading == "新加的一个部分"));
    assert_eq!(reading.report.template, report.template);
}
