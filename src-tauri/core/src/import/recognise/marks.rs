//! The marks that paragraphs begin with: 一、 （一） 1. ① 第一， 一是 and their
//! many variants.

mod numbered;

use super::numerals::{digits, numeral};

/// What sort of mark it is. The order is that of the usual hierarchy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Class {
    /// 第一部分 第一章
    Part,
    /// 第一节
    Clause,
    /// 一、
    Chinese,
    /// （一）
    ChineseParen,
    /// 一）
    ChineseHalf,
    /// 1.
    Arabic,
    /// 1.1, with the number of its figures
    Decimal(u8),
    /// （1）
    ArabicParen,
    /// 1）
    ArabicHalf,
    /// ①
    Circled,
    /// Ⅱ.
    Roman,
    /// A.
    Letter,
    /// 第一，
    Ordinal,
    /// 首先，
    Adverb,
    /// 一是 一要 一抓
    Item,
    /// ● and the like
    Bullet,
}

/// A mark at the start of a paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Mark {
    /// What sort it is.
    pub(super) class: Class,
    /// Its place in the series, from 1; 0 for a bullet.
    pub(super) number: usize,
    /// Its bytes, spaces behind it included.
    pub(super) len: usize,
    /// It has no sign behind its number but a space, or a rare one: other
    /// circumstances must speak for it too.
    pub(super) weak: bool,
}

impl Class {
    /// Whether such a mark usually opens a section; the others are usually text.
    pub(super) fn opens_sections(self) -> bool {
        self < Self::Ordinal
    }
}

/// The mark that `text` begins with. Leading space must be trimmed before.
pub(super) fn read(text: &str) -> Option<Mark> {
    let first = text.chars().next()?;
    let found = part_or_ordinal(text)
        .or_else(|| item(text))
        .or_else(|| numbered::bracketed(text))
        .or_else(|| numbered::chinese(text))
        .or_else(|| numbered::decimal(text))
        .or_else(|| numbered::arabic(text))
        .or_else(|| numbered::single(first))
        .or_else(|| numbered::letter(text))
        .or_else(|| adverb(text))?;
    let rest = &text[found.len..];
    let len = text.len() - rest.trim_start_matches(is_space).len();
    Some(Mark { len, ..found })
}

/// The mark as it is kept: without the spaces behind it, unless they are all
/// that separates it from the heading.
pub(super) fn kept<'a>(text: &'a str, mark: &Mark) -> &'a str {
    let whole = &text[..mark.len];
    let bare = whole.trim_end_matches(is_space);
    // A number alone runs into the heading; a sign behind it, or one around it, does not.
    let number = |c: char| {
        c.is_ascii_alphanumeric()
            || ('０'..='９').contains(&c)
            || "一二三四五六七八九十部分章篇节".contains(c)
    };
    let separated = bare.chars().next_back().is_some_and(|last| !number(last));
    if separated { bare } else { whole }
}

pub(super) fn is_space(c: char) -> bool {
    c == ' '
        || c == '\t'
        || c == '\u{3000}'
        || c == '\u{a0}'
        || ('\u{2000}'..='\u{200a}').contains(&c)
}

fn mark(class: Class, number: usize, len: usize) -> Option<Mark> {
    Some(Mark { class, number, len, weak: false })
}

/// 第一部分、第一章、第一，第一件事，
fn part_or_ordinal(text: &str) -> Option<Mark> {
    if let Some(rest) = text.strip_prefix('其') {
        let (number, len) = numeral(rest)?;
        let sign =
            rest[len..].chars().next().filter(|c| matches!(c, '，' | ',' | '、' | '：' | ':'))?;
        return mark(Class::Ordinal, number, '其'.len_utf8() + len + sign.len_utf8());
    }
    let rest = text.strip_prefix('第')?;
    let (number, len) = numeral(rest).or_else(|| digits(rest))?;
    let (start, rest) = ('第'.len_utf8() + len, &rest[len..]);
    for unit in ["部分", "章", "篇", "节"] {
        if let Some(rest) = rest.strip_prefix(unit) {
            let next = rest.chars().next();
            let sign = next.filter(|c| matches!(c, '、' | '：' | ':' | '，' | '.' | '．'));
            if sign.is_none() && !next.is_none_or(is_space) {
                return None;
            }
            let class = if unit == "节" { Class::Clause } else { Class::Part };
            return mark(class, number, start + unit.len() + sign.map_or(0, char::len_utf8));
        }
    }
    let thing = ORDERED.iter().find(|thing| rest.starts_with(**thing)).map_or(0, |word| word.len());
    let sign =
        rest[thing..].chars().next().filter(|c| matches!(c, '，' | ',' | '、' | '：' | ':'))?;
    mark(Class::Ordinal, number, start + thing + sign.len_utf8())
}

/// What speakers count off: 第一件事，第二点，第三个方面：
const ORDERED: [&str; 10] =
    ["个方面", "方面", "个问题", "件事情", "件事", "件", "个", "点", "条", "项"];

/// 一是 二要 三抓, with the sign behind it if there is one.
fn item(text: &str) -> Option<Mark> {
    let (number, len) = numeral(text)?;
    let verb = text[len..].chars().next().filter(|c| "是要抓".contains(*c))?;
    let rest = &text[len + verb.len_utf8()..];
    // 一要素 and 一抓到底 are words.
    if rest.starts_with("素") || rest.starts_with("到底") || rest.starts_with("手") {
        return None;
    }
    let sign = rest.chars().next().filter(|c| matches!(c, '：' | ':' | '，' | ','));
    mark(Class::Item, number, len + verb.len_utf8() + sign.map_or(0, char::len_utf8))
}

/// 首先，其次，再次，最后，
fn adverb(text: &str) -> Option<Mark> {
    const WORDS: &[(&str, usize)] =
        &[("首先", 1), ("其次", 2), ("再次", 3), ("再者", 3), ("此外", 3), ("最后", 4)];
    let (word, number) = WORDS.iter().find(|(word, _)| text.starts_with(word))?;
    let sign = text[word.len()..].chars().next().filter(|c| "，,、：:".contains(*c))?;
    mark(Class::Adverb, *number, word.len() + sign.len_utf8())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        match read(text) {
            None => "none".to_owned(),
            Some(mark) => format!(
                "{:?} {} {:?} + {}{}",
                mark.class,
                mark.number,
                kept(text, &mark),
                &text[mark.len..],
                if mark.weak { " (weak)" } else { "" }
            ),
        }
    }

    #[test]
    fn every_kind_of_mark_is_read_whole() {
        let texts = [
            "一、工作",
            "一.工作",
            "一．工作",
            "一 工作",
            "十二、工作",
            "二十一、工作",
            "（一）工作",
            "(一)工作",
            "〔一〕工作",
            "（一)工作",
            "㈠工作",
            "( 三 ) 工作",
            "1.工作",
            "1．工作",
            "1、工作",
            "１．工作",
            "1 工作",
            "①工作",
            "⑴工作",
            "（1）工作",
            "（１２）工作",
            "1）工作",
            "一）工作",
            "一是工作",
            "一是：工作",
            "二要工作",
            "三抓工作",
            "第一，工作",
            "第三件事，工作",
            "第二部分 工作",
            "第一章　工作",
            "首先，工作",
            "其次、工作",
            "其一，工作",
            "1.1 工作",
            "2.1.3、工作",
            "Ⅱ、工作",
            "IV.工作",
            "A.工作",
            "●工作",
            "1.2023年工作",
            "一 、工作",
            "1 、工作",
            "（一）、工作",
        ];
        let shown: Vec<String> = texts.iter().map(|text| shown(text)).collect();
        insta::assert_snapshot!(shown.join("\n"), @r#"
        Chinese 1 "一、" + 工作
        Chinese 1 "一." + 工作
        Chinese 1 "一．" + 工作
        Chinese 1 "一 " + 工作 (weak)
        Chinese 12 "十二、" + 工作
        Chinese 21 "二十一、" + 工作
        ChineseParen 1 "（一）" + 工作
        ChineseParen 1 "(一)" + 工作
        ChineseParen 1 "〔一〕" + 工作
        ChineseParen 1 "（一)" + 工作
        ChineseParen 1 "㈠" + 工作
        ChineseParen 3 "( 三 )" + 工作
        Arabic 1 "1." + 工作
        Arabic 1 "1．" + 工作
        Arabic 1 "1、" + 工作
        Arabic 1 "１．" + 工作
        Arabic 1 "1 " + 工作 (weak)
        Circled 1 "①" + 工作
        ArabicParen 1 "⑴" + 工作
        ArabicParen 1 "（1）" + 工作
        ArabicParen 12 "（１２）" + 工作
        ArabicHalf 1 "1）" + 工作
        ChineseHalf 1 "一）" + 工作
        Item 1 "一是" + 工作
        Item 1 "一是：" + 工作
        Item 2 "二要" + 工作
        Item 3 "三抓" + 工作
        Ordinal 1 "第一，" + 工作
        Ordinal 3 "第三件事，" + 工作
        Part 2 "第二部分 " + 工作
        Part 1 "第一章\u{3000}" + 工作
        Adverb 1 "首先，" + 工作
        Adverb 2 "其次、" + 工作
        Ordinal 1 "其一，" + 工作
        Decimal(2) 1 "1.1 " + 工作
        Decimal(3) 3 "2.1.3、" + 工作
        Roman 2 "Ⅱ、" + 工作
        Roman 4 "IV." + 工作
        Letter 1 "A." + 工作
        Bullet 0 "●" + 工作
        Arabic 1 "1." + 2023年工作
        Chinese 1 "一 、" + 工作
        Arabic 1 "1 、" + 工作
        ChineseParen 1 "（一）、" + 工作
        "#);
    }

    #[test]
    fn quantities_and_words_are_no_marks() {
        for text in [
            "2023年，",
            "12名党员",
            "12 名党员",
            "1.5万元",
            "一年来，",
            "一、二季度召开",
            "十月份",
            "24小时",
            "三会一课",
            "一抓到底",
            "第一时间",
            "第一书记",
            "七一、八一期间",
            "七·一慰问老党员",
            "（二十大）",
            "1,200元",
            "www.a.cn",
            "3月5日",
            "一把手",
            "12、13日",
        ] {
            assert_eq!(shown(text), "none", "{text}");
        }
    }
}
