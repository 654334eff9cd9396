//! Numbers of headings: which one prints, what class it is of, which face that means.

use std::collections::BTreeMap;

use crate::model::{Face, Report, Section, SectionId};

/// The number each section prints with: its imported mark, or the one computed
/// from its place; "" where a section is marked as having none.
///
/// A computed number counts the place among all siblings, so that a section
/// with a mark of its own still takes a number's place.
pub fn numbers(report: &Report) -> BTreeMap<SectionId, String> {
    let mut numbers = BTreeMap::new();
    let mut open: Vec<(usize, &[Section])> = vec![(1, &report.sections)];
    while let Some((depth, siblings)) = open.pop() {
        for (at, section) in siblings.iter().enumerate() {
            let number = section.mark.clone().unwrap_or_else(|| computed(depth, at + 1));
            numbers.insert(section.id, number);
            open.push((depth + 1, &section.children));
        }
    }
    numbers
}

/// The number of the `position`th section (from 1) at `depth` (from 1), by
/// GB/T 9704 7.3.3: 一、 （一） 1. （1）; below that ① as GB/T 15834 B.3.8 has it.
pub(super) fn computed(depth: usize, position: usize) -> String {
    match depth {
        0 | 1 => format!("{}、", han_number(position)),
        2 => format!("（{}）", han_number(position)),
        3 => format!("{position}."),
        4 => format!("（{position}）"),
        _ => circled(position),
    }
}

/// A number in Han characters, 一 to 九千九百九十九; in digits beyond.
fn han_number(number: usize) -> String {
    const DIGITS: [&str; 10] = ["零", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    if number == 0 || number > 9999 {
        return number.to_string();
    }
    let mut text = String::new();
    let mut zero_owed = false;
    for (unit, name) in [(1000, "千"), (100, "百"), (10, "十"), (1, "")] {
        let digit = number / unit % 10;
        if digit == 0 {
            zero_owed = !text.is_empty();
            continue;
        }
        if zero_owed {
            text.push_str(DIGITS[0]);
            zero_owed = false;
        }
        // 十一, not 一十一; but 一百一十一.
        if !(digit == 1 && unit == 10 && text.is_empty()) {
            text.push_str(DIGITS[digit]);
        }
        text.push_str(name);
    }
    text
}

/// ① to ㊿; `51）` and so on where the circles end.
fn circled(number: usize) -> String {
    let first = match number {
        1..=20 => 0x2460 + number - 1,
        21..=35 => 0x3251 + number - 21,
        36..=50 => 0x32B1 + number - 36,
        _ => return format!("{number}）"),
    };
    u32::try_from(first).ok().and_then(char::from_u32).map(String::from).unwrap_or_default()
}

/// What kind of number a mark is, whatever the depth it stands at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    /// 一、 第一部分 壹、
    Han,
    /// （一） 〔一〕 (一)
    HanInBrackets,
    /// 1. 1、 （1） ① 首先， 第一， …
    Low,
    /// No number at all.
    None,
}

/// The class of `mark`.
pub(super) fn class(mark: &str) -> Class {
    let mark = mark.trim();
    let mut characters = mark.chars();
    let Some(first) = characters.next() else { return Class::None };
    if is_opening(first) {
        let inside = characters.next().is_some_and(is_han_numeral);
        return if inside { Class::HanInBrackets } else { Class::Low };
    }
    let han = mark.trim_end_matches(['、', '.', '．', '，', ',', ' ', '　', '：', ':']);
    if !han.is_empty() && han.chars().all(is_han_numeral) {
        return Class::Han;
    }
    match han.strip_prefix('第').map(|rest| rest.trim_start_matches(is_han_numeral)) {
        // 第一部分、第一章 head a part; 第一， counts inside a text.
        Some(rest) if rest.starts_with(['部', '章', '篇']) => Class::Han,
        _ => Class::Low,
    }
}

/// The face of a heading with `mark` at `depth`: by the mark's class, so that
/// an imported report looks as it is numbered; by the depth without a number.
pub(super) fn face(mark: &str, depth: usize) -> Face {
    match class(mark) {
        Class::Han => Face::Hei,
        Class::HanInBrackets => Face::Kai,
        Class::Low => Face::Body,
        Class::None => match depth {
            0 | 1 => Face::Hei,
            2 => Face::Kai,
            _ => Face::Body,
        },
    }
}

fn is_opening(character: char) -> bool {
    matches!(character, '（' | '(' | '〔' | '［' | '[' | '【' | '〈' | '﹙')
}

fn is_han_numeral(character: char) -> bool {
    "〇零一二三四五六七八九十百千两壹贰叁肆伍陆柒捌玖拾".contains(character)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::manuscript::testing::{report, section};

    #[test]
    fn numbers_follow_the_levels_of_the_standard() {
        let numbered: Vec<String> =
            (1..=6).flat_map(|depth| [computed(depth, 1), computed(depth, 12)]).collect();
        assert_eq!(
            numbered,
            [
                "一、",
                "十二、",
                "（一）",
                "（十二）",
                "1.",
                "12.",
                "（1）",
                "（12）",
                "①",
                "⑫",
                "①",
                "⑫"
            ]
        );
    }

    #[test]
    fn han_numbers_read_as_they_are_spoken() {
        let read: Vec<String> =
            [1, 10, 11, 20, 21, 100, 101, 110, 111, 1001, 1010, 9999, 10000].map(han_number).into();
        insta::assert_snapshot!(read.join(" "), @"一 十 十一 二十 二十一 一百 一百零一 一百一十 一百一十一 一千零一 一千零一十 九千九百九十九 10000");
    }

    #[test]
    fn circled_numbers_go_on_past_fifty() {
        assert_eq!([1, 20, 21, 35, 36, 50, 51].map(circled).join(""), "①⑳㉑㉟㊱㊿51）");
    }

    #[test]
    fn an_imported_mark_prints_as_it_is_and_still_takes_a_place() {
        let mut report = report();
        report.sections =
            vec![section(1, "甲"), section(2, "乙"), section(3, "丙"), section(4, "丁")];
        report.sections[1].mark = Some("〔二〕".to_owned());
        report.sections[2].mark = Some(String::new());
        report.sections[3].children = vec![section(5, "戊")];
        let printed: Vec<String> = numbers(&report).into_values().collect();
        assert_eq!(printed, ["一、", "〔二〕", "", "四、", "（一）"]);
    }

    #[test]
    fn a_mark_has_the_face_of_its_class_not_of_its_depth() {
        let faces = |marks: &[&str]| marks.iter().map(|mark| face(mark, 2)).collect::<Vec<_>>();
        assert_eq!(faces(&["一、", "十二、", "第一部分", "第三章 ", "壹、", "一"]), [Face::Hei; 6]);
        assert_eq!(faces(&["（一）", "(一)", "〔一〕", "【三】", "（十一）、"]), [Face::Kai; 5]);
        assert_eq!(
            faces(&[
                "1.",
                "1、",
                "1．",
                "（1）",
                "(1)",
                "1）",
                "①",
                "首先，",
                "第一，",
                "一是",
                "a."
            ]),
            [Face::Body; 11]
        );
    }

    #[test]
    fn a_heading_without_a_number_has_the_face_of_its_depth() {
        assert_eq!(
            [1, 2, 3, 4].map(|depth| face("", depth)),
            [Face::Hei, Face::Kai, Face::Body, Face::Body]
        );
    }
}
