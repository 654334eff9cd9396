use super::*;
use crate::model::Mark;

const BODY: Type = Type { size: 320.0, spacing: -5.0, bold: false };
const MEASURE: Measure = Measure { width: 8844.0, first: 631.0, align: Align::Both };

fn run(face: Face, text: &str) -> Run {
    Run { text: text.to_owned(), face, mark: Mark::Plain }
}

fn pieces(text: &str) -> Vec<Vec<Piece>> {
    Text::new(&[run(Face::Body, text)], BODY, |_| false).lines(MEASURE, 0.0)
}

fn lines(text: &str) -> Vec<String> {
    let join = |line: Vec<Piece>| line.into_iter().map(|piece| piece.text).collect();
    pieces(text).into_iter().map(join).collect()
}

/// The first line's end and the second line's beginning when `text` stands
/// behind so many characters that its `fits`th is the last that fits.
#[track_caller]
fn check(text: &str, fits: usize, expected: &str) {
    let lines = lines(&format!("{}{text}{}", "党".repeat(26 - fits), "建".repeat(40)));
    let end = lines[0].trim_start_matches('党');
    let beginning: String = lines[1].chars().take_while(|character| *character != '建').collect();
    assert_eq!(format!("{end}｜{beginning}"), expected);
}

#[test]
fn a_first_line_has_26_characters_and_the_others_28() {
    let counts: Vec<usize> =
        lines(&"党".repeat(100)).iter().map(|line| line.chars().count()).collect();
    assert_eq!(counts, [26, 28, 28, 18]);
}

#[test]
fn a_mark_hangs_over_the_end_and_only_one_does() {
    check("一，二", 1, "一，｜二");
    check("一、二", 1, "一、｜二");
    check("一”，二", 1, "｜一”，二");
    check("一。”二", 1, "｜一。”二");
}

#[test]
fn closing_marks_do_not_begin_and_opening_marks_do_not_end_a_line() {
    check("一）二", 1, "｜一）二");
    check("一（二", 2, "一｜（二");
    check("一“二", 2, "一｜“二");
    check("一》“二", 3, "一》｜“二");
}

#[test]
fn a_dash_and_an_ellipsis_are_not_split_and_may_begin_a_line() {
    check("一——二", 2, "一｜——二");
    check("一——二", 1, "一｜——二");
    check("一……二", 2, "一｜……二");
    check("一——二", 3, "一——｜二");
}

#[test]
fn words_and_numbers_hold_together() {
    check("一2024年", 2, "一｜2024年");
    check("一12.5%二", 2, "一｜12.5%二");
    check("一KTV二", 2, "一｜KTV二");
    check("一10:30二", 2, "一｜10:30二");
    check("一（12）二", 3, "一｜（12）二");
    check("一5+X”二", 2, "一｜5+X”二");
}

#[test]
fn numbers_part_from_what_is_not_theirs() {
    check("一，2024年", 2, "一，｜2024年");
    check("一“5+X”二", 2, "一｜“5+X”二");
    check("一”APP二", 2, "｜一”APP二");
    check("3～5次", 1, "3｜～5次");
    check("Wi-Fi二", 2, "Wi-｜Fi二");
}

#[test]
fn a_word_longer_than_a_line_is_cut_where_the_line_is_full() {
    let text = "a".repeat(300);
    let lines = lines(&text);
    assert!(lines.len() > 3);
    assert_eq!(lines.concat(), text);
}

#[test]
fn blanks_at_the_end_of_a_line_vanish_and_none_begins_the_next() {
    let text = format!("{}　　　建", "党".repeat(25));
    assert_eq!(lines(&text), ["党".repeat(25), "建".to_owned()]);
    assert_eq!(lines("   "), [""]);
    assert_eq!(lines(&format!("{} ", "党".repeat(26))), ["党".repeat(26)]);
}

#[test]
fn a_forced_break_ends_a_line_and_an_empty_text_is_one_line() {
    assert_eq!(lines("一\n\n二"), ["一", "", "二"]);
    assert_eq!(lines(""), [""]);
    assert_eq!(lines("一\n"), ["一", ""]);
}

#[test]
fn a_line_that_goes_on_reaches_the_edge_and_the_last_does_not() {
    let lines =
        pieces("2024年，青禾社区党支部共召开主题党日12次、支委会12次，党员大会4次，党课10次。");
    let right = |line: &[Piece]| line.last().map_or(0.0, |piece| piece.x + piece.width);
    assert!((right(&lines[0]) - 442.2).abs() < 0.01, "{}", right(&lines[0]));
    assert!(right(&lines[1]) < 400.0);
}

#[test]
fn pieces_part_by_script_and_face_and_do_not_overlap() {
    let runs = [run(Face::Kai, "（一）学习。"), run(Face::Body, "用好APP，共12次。")];
    let line = &Text::new(&runs, BODY, |_| false).lines(MEASURE, 0.0)[0];
    let texts: Vec<(&str, Face)> =
        line.iter().map(|piece| (piece.text.as_str(), piece.face)).collect();
    assert_eq!(
        texts,
        [
            ("（一）学习。", Face::Kai),
            ("用好", Face::Body),
            ("APP", Face::Body),
            ("，共", Face::Body),
            ("12", Face::Body),
            ("次。", Face::Body),
        ]
    );
    for pair in line.windows(2) {
        assert!(pair[0].x + pair[0].width <= pair[1].x + 1e-9, "{pair:?}");
    }
}

#[test]
fn a_title_is_centred_on_every_line() {
    let set = Type { size: 440.0, spacing: 0.0, bold: false };
    let measure = Measure { width: 8844.0, first: 0.0, align: Align::Center };
    let text = Text::new(&[run(Face::Title, "青禾社区\n述职报告会")], set, |_| false);
    let middles: Vec<f64> = text
        .lines(measure, 0.0)
        .iter()
        .map(|line| f64::midpoint(line[0].x, line[0].x + line[0].width))
        .collect();
    assert!(middles.iter().all(|middle| (middle - 221.1).abs() < 0.01), "{middles:?}");
}
