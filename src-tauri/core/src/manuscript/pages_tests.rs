use super::*;
use crate::manuscript::assemble;
use crate::manuscript::testing::{layout, opening, report, section, with_body};
use crate::model::{Place, Report};

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

/// A report that ends in a table, below `before` lines, whose second row has
/// two cells of so many characters.
fn tall(before: usize, cells: [usize; 2]) -> Report {
    let [one, other] = cells.map(|length| "言".repeat(length));
    let mut report = short_lines(before);
    report.opening.extend(["项目\t做法".to_owned(), format!("{one}\t{other}")]);
    report
}

#[test]
fn a_row_taller_than_a_page_goes_on_overleaf_below_the_head() {
    let pages = pages(&tall(20, [1000, 40]));
    let cells: Vec<usize> = pages
        .iter()
        .map(|page| lines(page).concat().chars().filter(|&character| character == '言').count())
        .collect();
    assert_eq!(cells.iter().sum::<usize>(), 1040, "{cells:?}");
    assert_eq!(cells.len(), 3, "{cells:?}");
    assert!(cells[0] > 0, "what is left of the first page is filled");
    assert_eq!(lines(&pages[1])[0], "项目做法");
    let feet = pages.iter().flat_map(|page| &page.lines[..page.lines.len() - 1]);
    assert!(feet.map(|line| line.y).fold(0.0, f64::max) < 742.7, "nothing runs out of the page");
}

#[test]
fn a_row_that_fits_on_a_page_of_its_own_is_not_divided() {
    let pages = pages(&tall(15, [600, 600]));
    assert_eq!(lines(&pages[0]).len(), 15);
    assert_eq!(lines(&pages[1])[0], "项目做法");
}

#[test]
fn a_head_that_is_taller_than_a_page_is_divided_and_not_repeated() {
    let mut report = report();
    report.opening = vec![format!("{}\t乙", "言".repeat(1500)), "丙\t丁".to_owned()];
    let pages = pages(&report);
    let text: String = pages.iter().flat_map(lines).collect();
    assert_eq!(text.matches('言').count(), 1500);
    assert_eq!(text.matches('丁').count(), 1);
}

#[test]
fn the_empty_line_behind_a_table_that_ends_the_report_may_need_a_page() {
    let table = ["项目\t次数".to_owned(), "党课\t2次".to_owned()];
    let count = |before: usize| {
        let mut report = short_lines(before);
        report.opening.extend(table.iter().cloned());
        pages(&report).len()
    };
    assert_eq!([count(19), count(20)], [1, 2]);
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
