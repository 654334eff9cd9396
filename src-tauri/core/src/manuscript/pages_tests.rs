use super::*;
use crate::manuscript::assemble;
use crate::manuscript::testing::{layout, opening, report, section, with_body};
use crate::model::Report;

fn pages(report: &Report) -> Vec<Page> {
    paginate(&assemble(report, "", None), &layout())
}

fn text(line: &Line) -> String {
    line.pieces.iter().map(|piece| piece.text.as_str()).collect()
}

/// The lines of a page without its number.
fn lines(page: &Page) -> Vec<String> {
    page.lines.iter().map(text).filter(|text| !text.starts_with("— ")).collect()
}

/// A report of `count` one-line paragraphs.
fn short_lines(count: usize) -> Report {
    opening(&vec!["一行。"; count])
}

#[test]
fn an_empty_report_is_one_page_with_its_number() {
    let pages = pages(&report());
    assert_eq!(pages.len(), 1);
    assert_eq!(pages[0].lines.iter().map(text).collect::<Vec<_>>(), ["— 1 —"]);
}

#[test]
fn a_page_holds_22_lines() {
    let counts: Vec<usize> = pages(&short_lines(45)).iter().map(|page| lines(page).len()).collect();
    assert_eq!(counts, [22, 22, 1]);
}

#[test]
fn lines_stand_a_pitch_apart_inside_the_type_area() {
    let pages = pages(&short_lines(22));
    let baselines: Vec<f64> = pages[0].lines[..22].iter().map(|line| line.y).collect();
    assert!(baselines.windows(2).all(|pair| (pair[1] - pair[0] - 28.95).abs() < 1e-6));
    assert!(baselines[0] > 104.9 && baselines[21] < 742.7, "{baselines:?}");
}

#[test]
fn a_heading_goes_over_with_the_text_it_heads() {
    for (before, stays) in [(20, true), (21, false)] {
        let mut report = short_lines(before);
        report.sections = vec![with_body(1, "成效", &["一行。"])];
        let first = lines(&pages(&report)[0]);
        assert_eq!(first.contains(&"一、成效".to_owned()), stays, "{before} lines before");
        assert_eq!(first.len(), if stays { 22 } else { 21 });
    }
}

#[test]
fn headings_in_a_row_go_over_together() {
    let mut report = short_lines(20);
    report.sections = vec![section(1, "成效")];
    report.sections[0].children = vec![with_body(2, "学习", &["一行。"])];
    let pages = pages(&report);
    assert_eq!(lines(&pages[0]).len(), 20);
    assert_eq!(lines(&pages[1]), ["一、成效", "（一）学习", "一行。"]);
}

#[test]
fn more_headings_than_a_page_holds_are_set_all_the_same() {
    let mut report = report();
    report.sections = (1..=60).map(|id| section(id, "成效")).collect();
    let counts: Vec<usize> = pages(&report).iter().map(|page| lines(page).len()).collect();
    assert_eq!(counts, [22, 22, 16]);
}

#[test]
fn the_page_number_stands_towards_the_outer_edge() {
    let numbers: Vec<(String, f64, f64)> = pages(&short_lines(23))
        .iter()
        .map(|page| &page.lines.last().unwrap().pieces[0])
        .map(|piece| (piece.text.clone(), piece.x, piece.x + piece.width))
        .collect();
    // One character (14 pt) in from the type area's edge, 521.6 and 79.4.
    assert_eq!(numbers[0].0, "— 1 —");
    assert!((numbers[0].2 - 507.6).abs() < 0.01, "{numbers:?}");
    assert_eq!(numbers[1].0, "— 2 —");
    assert!((numbers[1].1 - 93.4).abs() < 0.01, "{numbers:?}");
}

#[test]
fn a_layout_without_page_numbers_has_none() {
    let layout = Layout { page_number: None, ..layout() };
    let pages = paginate(&assemble(&short_lines(1), "", None), &layout);
    assert_eq!(lines(&pages[0]), ["一行。"]);
}

#[test]
fn a_date_begins_two_characters_behind_its_signature() {
    let mut report = short_lines(1);
    report.signature = "中共青禾社区支部委员会".to_owned();
    report.date = "2024年12月8日".to_owned();
    let page = &pages(&report)[0];
    let left = |at: usize| page.lines[at].pieces[0].x;
    // A line of text, an empty one, then the two.
    assert!((left(3) - left(2) - 31.5).abs() < 0.1, "{} {}", left(2), left(3));
    let signature = &page.lines[2].pieces[0];
    assert!((signature.x + signature.width - (521.6 - 31.5)).abs() < 0.1);
}

#[test]
fn a_date_longer_than_its_signature_keeps_from_the_edge_itself() {
    let mut report = short_lines(1);
    report.signature = "林秋禾".to_owned();
    report.date = "2024年12月8日".to_owned();
    let page = &pages(&report)[0];
    let date = page.lines[3].pieces.last().unwrap();
    assert!((date.x + date.width - (521.6 - 31.5)).abs() < 0.1);
    let left = |at: usize| page.lines[at].pieces[0].x;
    assert!((left(3) - left(2) - 31.5).abs() < 0.1);
}

#[test]
fn the_head_of_a_table_is_repeated_overleaf_and_never_stands_alone() {
    let rows: Vec<String> = (0..5).map(|row| format!("第{row}行\t{row}次")).collect();
    let mut report = short_lines(19);
    report.opening.extend(rows);
    let split = pages(&report);
    assert_eq!(lines(&split[0])[19..], ["第0行0次", "第1行1次", "第2行2次"]);
    assert_eq!(lines(&split[1]), ["第0行0次", "第3行3次", "第4行4次"]);
    report.opening.splice(..0, ["一行。".to_owned(), "一行。".to_owned()]);
    let moved = pages(&report);
    assert_eq!(lines(&moved[0]).len(), 21, "the head alone would still fit");
    assert_eq!(lines(&moved[1])[0], "第0行0次");
}

#[test]
fn a_line_knows_where_it_stands_in_the_report() {
    let mut report = report();
    report.sections = vec![with_body(7, "成效", &["一行。", "甲\t乙"])];
    let places: Vec<String> = pages(&report)[0]
        .lines
        .iter()
        .map(|line| match line.place {
            Some(Place { part, paragraph }) => format!("{part} {paragraph:?}"),
            None => "-".to_owned(),
        })
        .collect();
    assert_eq!(places, ["s7 None", "s7 Some(0)", "s7 Some(1)", "-"]);
}

#[test]
fn levels_that_a_layout_wants_bold_are_bold_and_their_text_is_not() {
    let mut layout = layout();
    layout.fonts.bold_levels = vec![1];
    let mut report = report();
    report.sections = vec![with_body(1, "成效。", &["一行。"])];
    report.sections[0].run_in = true;
    let pages = paginate(&assemble(&report, "", None), &layout);
    let pieces: Vec<(&str, bool, Face)> = pages[0].lines[0]
        .pieces
        .iter()
        .map(|piece| (piece.text.as_str(), piece.bold, piece.face))
        .collect();
    assert_eq!(pieces, [("一、成效。", true, Face::Hei), ("一行。", false, Face::Body)]);
}
