//! The matters in a piece of text: numbered, 一是…, a paragraph each, or a
//! sentence each.

use super::leads::{announces, without_lead};
use super::words::WORDS;
use crate::model::DutyKind;

/// One matter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Item {
    /// What it says, without its number and without its causes.
    pub(super) text: String,
    /// The same with all that is told of it: what stands below its heading, and
    /// its causes.
    pub(super) detail: String,
}

/// A sentence with fewer characters says no matter.
const SHORTEST: usize = 4;

impl Item {
    /// A matter with a heading of its own. The heading alone says what it is.
    pub(super) fn headed(heading: &str, body: &[String]) -> Self {
        let heading = heading.trim_end_matches(['。', '：', ':', '；']);
        // A mere label (党员教育) is said by its first sentence.
        let first = body.first().filter(|_| is_label(heading)).map(|text| without_causes(text));
        let text = first.filter(|text| !text.is_empty()).unwrap_or_else(|| heading.to_owned());
        Self { text, detail: format!("{heading}。{}", body.join("")) }
    }

    /// What `detail` says, with `least` letters and digits at least.
    fn of(detail: &str, least: usize) -> Option<Self> {
        let text = without_causes(detail);
        let says = text.chars().filter(|c| c.is_alphanumeric()).count() >= least;
        says.then(|| Self { text, detail: detail.to_owned() })
    }
}

/// The matters of some paragraphs that tell problems or measures.
pub(super) fn items(paragraphs: &[String], kind: DutyKind) -> Vec<Item> {
    let form = paragraphs.iter().find_map(|text| first_form(text));
    // What is counted is meant as a matter, however short (一是抓班子).
    let (texts, least): (Vec<String>, usize) = match form {
        Some(form) => (paragraphs.iter().flat_map(|text| numbered(text, form)).collect(), 2),
        None => (plain(paragraphs, kind), SHORTEST),
    };
    texts.iter().filter_map(|text| Item::of(text, least)).collect()
}

/// The matters counted below a heading that is a mere label (抓学习: 一是…，二是…);
/// none where it says a matter itself.
pub(super) fn below_label(heading: &str, body: &[String]) -> Vec<Item> {
    let counts = |text: &String| ordinals(text).len() > 1;
    if is_label(heading) && body.iter().any(counts) {
        items(body, DutyKind::Measure)
    } else {
        Vec::new()
    }
}

fn is_label(heading: &str) -> bool {
    heading.trim_end_matches(['。', '：', ':', '；']).chars().count() < SHORTEST
}

/// Of the paragraphs below a heading those that are numbered as it is: too long
/// to be headings, they are its sisters.
pub(super) fn sisters(body: &[String]) -> Vec<String> {
    let is_one = |text: &&String| {
        text.starts_with(['（', '(']) && ordinals(text).first().is_some_and(|(at, _)| *at == 0)
    };
    body.iter().filter(is_one).cloned().collect()
}

/// Paragraphs without numbers: each is a matter, or of a single one each
/// sentence.
fn plain(paragraphs: &[String], kind: DutyKind) -> Vec<String> {
    let told: Vec<&str> = paragraphs
        .iter()
        .filter(|text| !announces(text))
        .map(|text| without_lead(text.trim_start_matches(BULLETS)))
        .collect();
    match told[..] {
        [only] => {
            let mut sentences: Vec<String> = Vec::new();
            for sentence in sentences_of(only) {
                match sentences.last_mut() {
                    // Causes and details go with the problem before them.
                    Some(last) if is_cause(sentence) || !tells(sentence, kind) => {
                        last.push_str(sentence);
                    }
                    _ => sentences.push(sentence.to_owned()),
                }
            }
            sentences
        }
        _ => told.into_iter().map(str::to_owned).collect(),
    }
}

/// What stands before matters that are listed without numbers.
const BULLETS: [char; 8] = ['—', '－', '·', '•', '●', '■', '◆', ' '];

/// Whether a sentence says a matter of its own.
fn tells(sentence: &str, kind: DutyKind) -> bool {
    kind == DutyKind::Measure || WORDS.lacks.iter().any(|word| sentence.contains(word))
}

/// `text` up to the sentence that gives the causes.
fn without_causes(text: &str) -> String {
    let mut kept = String::new();
    for sentence in sentences_of(text) {
        if !kept.is_empty() && is_cause(sentence) {
            break;
        }
        kept.push_str(sentence);
    }
    kept.trim().trim_end_matches(['；', ';', '，', '、']).to_owned()
}

fn is_cause(sentence: &str) -> bool {
    let start = sentence.trim_start_matches(['（', '(', ' ', '\u{3000}']);
    WORDS.causes.iter().any(|cause| start.starts_with(cause))
}

/// The sentences of a text, each with its end.
pub(super) fn sentences_of(text: &str) -> impl Iterator<Item = &str> {
    text.split_inclusive(['。', '；', '！', '？', ';'])
        .filter(|sentence| !sentence.trim().is_empty())
}

/// How an ordinal is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    /// 一是, 二要
    Is,
    /// 一、
    Han,
    /// 第一，
    Nth,
    /// 首先，其次是，再次，最后，此外；一方面，另一方面
    First,
    /// 问题一：
    Named,
    /// 1. 1、
    Digits,
    /// （1） （一）
    Bracketed,
    /// ①
    Circled,
}

/// An ordinal: its form, which one it is, and how many bytes it takes.
type Ordinal = (Form, usize, usize);

/// Words that count, with which one each is.
const FIRST: [(usize, &str); 8] = [
    (1, "首先"),
    (2, "其次"),
    (3, "再次"),
    (4, "最后"),
    (1, "一方面"),
    (2, "另一方面"),
    (ONE_MORE, "此外"),
    (ONE_MORE, "另外"),
];

/// 此外 goes on with 首先 and 其次, and begins nothing itself.
const ONE_MORE: usize = 5;

/// Whether `text` begins with an ordinal.
pub(super) fn is_numbered(text: &str) -> bool {
    ordinal(text).is_some()
}

/// Which ordinal `text` begins with, of those that say it.
pub(super) fn nth(text: &str) -> Option<usize> {
    ordinal(text).filter(|(form, ..)| *form != Form::First).map(|(_, nth, _)| nth)
}

fn first_form(text: &str) -> Option<Form> {
    let begins = |(_, (form, nth, _)): &&(usize, Ordinal)| (*form, *nth) != (Form::First, ONE_MORE);
    ordinals(text).iter().find(begins).map(|(_, (form, ..))| *form)
}

/// The pieces of `text` that an ordinal of the form heads, without it.
fn numbered(text: &str, form: Form) -> Vec<String> {
    let marks: Vec<(usize, Ordinal)> =
        ordinals(text).into_iter().filter(|(_, ordinal)| ordinal.0 == form).collect();
    let ends = marks.iter().skip(1).map(|(at, _)| *at).chain([text.len()]);
    marks
        .iter()
        .zip(ends)
        .map(|((at, (.., length)), end)| text[at + length..end].trim().to_owned())
        .collect()
}

/// The ordinals at the heads of clauses, by where they stand. One without a
/// stop before it counts when it goes on from the one before.
fn ordinals(text: &str) -> Vec<(usize, Ordinal)> {
    let mut found: Vec<(usize, Ordinal)> = Vec::new();
    let mut before = None;
    for (at, c) in text.char_indices() {
        if let Some(ordinal) = ordinal(&text[at..]) {
            let inside = found.last().is_some_and(|(last, (.., length))| at < last + length);
            let heads = before.is_none_or(|c: char| "。；：;:，,！？”）\u{3000} ".contains(c));
            let goes_on = |(_, (form, nth, _)): &(usize, Ordinal)| {
                *form == ordinal.0 && *nth + 1 == ordinal.1
            };
            let digits = before.is_some_and(|c: char| c.is_ascii_digit());
            let run_in = ordinal.0 == Form::Digits && !digits && found.last().is_some_and(goes_on);
            if !inside && (heads || run_in) {
                found.push((at, ordinal));
            }
        }
        before = Some(c);
    }
    found
}

/// The ordinal that `text` begins with.
fn ordinal(text: &str) -> Option<Ordinal> {
    let mut chars = text.chars();
    let first = chars.next()?;
    if let Some(nth) = "①②③④⑤⑥⑦⑧⑨⑩".chars().position(|c| c == first) {
        return Some((Form::Circled, nth + 1, first.len_utf8()));
    }
    for (nth, words) in FIRST {
        if let Some(rest) = text.strip_prefix(words) {
            let mark = rest.chars().next().filter(|c| "，,是要".contains(*c))?;
            return Some((Form::First, nth, words.len() + mark.len_utf8()));
        }
    }
    for name in ["问题", "不足", "短板", "措施", "任务"] {
        if let Some((nth, length)) = text.strip_prefix(name).and_then(han) {
            let end = name.len() + length;
            let mark = text[end..].chars().next().filter(|c| "：:，、".contains(*c))?;
            return Some((Form::Named, nth, end + mark.len_utf8()));
        }
    }
    match first {
        '第' => {
            let (nth, length) = han(&text["第".len()..])?;
            let rest = &text["第".len() + length..];
            let end = rest.chars().next().filter(|c| "，、,".contains(*c))?;
            Some((Form::Nth, nth, "第".len() + length + end.len_utf8()))
        }
        '（' | '(' => {
            let open = first.len_utf8();
            let (nth, length) = han(&text[open..]).or_else(|| digits(&text[open..]))?;
            let close = text[open + length..].chars().next().filter(|c| "）)".contains(*c))?;
            Some((Form::Bracketed, nth, open + length + close.len_utf8()))
        }
        '0'..='9' | '０'..='９' => {
            let (nth, length) = digits(text)?;
            let mut rest = text[length..].chars();
            let mark = rest.next().filter(|c| ".．、".contains(*c))?;
            let figure = rest.next().is_none_or(char::is_numeric);
            (!figure && (1..30).contains(&nth)).then_some((
                Form::Digits,
                nth,
                length + mark.len_utf8(),
            ))
        }
        _ => {
            let (nth, length) = han(text)?;
            let word = text[length..].chars().next().filter(|c| "是要、".contains(*c))?;
            let after = length + word.len_utf8();
            let rest = &text[after..];
            if word == '、' {
                // 一、二组的路 counts groups.
                return han(rest).is_none().then_some((Form::Han, nth, after));
            }
            let comma = rest.chars().next().filter(|c| "：，:,".contains(*c));
            Some((Form::Is, nth, after + comma.map_or(0, char::len_utf8)))
        }
    }
}

fn digits(text: &str) -> Option<(usize, usize)> {
    let mut number = 0;
    let mut length = 0;
    for c in text.chars().take(3) {
        let digit = c.to_digit(10).or_else(|| ('０'..='９').position(|d| d == c).map(|d| d as u32));
        let Some(digit) = digit else { break };
        number = number * 10 + digit as usize;
        length += c.len_utf8();
    }
    (length > 0).then_some((number, length))
}

fn han(text: &str) -> Option<(usize, usize)> {
    let digit = |c: char| "一二三四五六七八九十".chars().position(|d| d == c).map(|at| at + 1);
    let mut chars = text.chars();
    let first = digit(chars.next()?)?;
    match chars.next().and_then(digit) {
        Some(second) if first == 10 => Some((10 + second, 2 * "一".len())),
        Some(10) => Some((first * 10, 2 * "一".len())),
        Some(_) => None,
        None => Some((first, "一".len())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(paragraphs: &[&str], expected: &[&str]) {
        let paragraphs: Vec<String> = paragraphs.iter().map(|text| (*text).to_owned()).collect();
        let found: Vec<String> =
            items(&paragraphs, DutyKind::Problem).into_iter().map(|item| item.text).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn matters_are_found_however_they_are_counted() {
        check(
            &["1.流动党员管理有缺口。原因是联系不紧。", "2.议事参与面不宽。", "补充说明一句。"],
            &["流动党员管理有缺口。", "议事参与面不宽。"],
        );
        check(
            &["主要有：一是学习不够深入；二是队伍老化严重；三是办法不多。"],
            &["学习不够深入", "队伍老化严重", "办法不多。"],
        );
        check(
            &["针对点评：1、工作方法上缺乏创新2、服务抓的力度不够。"],
            &["工作方法上缺乏创新", "服务抓的力度不够。"],
        );
        check(&["首先，阵地建设滞后。其次，人手长期不足。"], &["阵地建设滞后。", "人手长期不足。"]);
        check(
            &["不足之处，首先是阵地建设滞后。", "其次是人手长期不足。", "此外，老党员出门难。"],
            &["阵地建设滞后。", "人手长期不足。", "老党员出门难。"],
        );
        check(
            &["学习不够深入。", "此外，老党员出门难。"],
            &["学习不够深入。", "此外，老党员出门难。"],
        );
        check(&["第一，学习不实。", "第二，作风不硬。"], &["学习不实。", "作风不硬。"]);
        check(&["一是抓班子。二是带队伍。"], &["抓班子。", "带队伍。"]);
        check(&["问题一：网格员流动大。问题二：经费不足。"], &["网格员流动大。", "经费不足。"]);
        check(&["一方面，骨干太少。另一方面，场地不够。"], &["骨干太少。", "场地不够。"]);
        check(&["——每月集中学习。", "——配齐网格员。"], &["每月集中学习。", "配齐网格员。"]);
        check(
            &["1.学习不实。一是不常；二是不深。", "2.作风不硬朗。"],
            &["学习不实。一是不常；二是不深。", "作风不硬朗。"],
        );
    }

    #[test]
    fn without_numbers_paragraphs_or_sentences_are_matters() {
        check(
            &["存在的问题主要表现在以下方面：", "学习不够深入。", "队伍老化严重。"],
            &["学习不够深入。", "队伍老化严重。"],
        );
        check(
            &["学习不够深入。队伍老化严重，35岁以下只有2人。原因是门槛高。阵地面积偏小。"],
            &["学习不够深入。", "队伍老化严重，35岁以下只有2人。", "阵地面积偏小。"],
        );
        check(&[], &[]);
        check(&["。"], &[]);
    }

    #[test]
    fn words_that_only_lead_to_a_matter_are_none() {
        check(
            &["冷静地看，支部工作还有差距。学习和业务还有“两张皮”的现象。", "宣传比较薄弱。"],
            &["学习和业务还有“两张皮”的现象。", "宣传比较薄弱。"],
        );
        check(
            &["新的一年，我想做好三件事：先把力量沉到班组去。", "再给困难家庭建一本档案。"],
            &["先把力量沉到班组去。", "再给困难家庭建一本档案。"],
        );
        check(&["阵地不足。议事参与面不宽。"], &["阵地不足。", "议事参与面不宽。"]);
        check(&["支部工作还有差距。"], &["支部工作还有差距。"]);
    }

    #[test]
    fn numbers_that_count_things_head_nothing() {
        check(
            &["全年到课率只有76.5%，1.2万元经费没有用完。", "老旧小区3、5号楼漏水不断。"],
            &["全年到课率只有76.5%，1.2万元经费没有用完。", "老旧小区3、5号楼漏水不断。"],
        );
    }
}
