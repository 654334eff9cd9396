//! Marks that are a number and the signs around it: 一、 （一） 1. ① A.

use super::super::numerals::{digits, numeral, roman};
use super::{Class, Mark, is_space, mark};

/// （一） (1) 〔一〕 【1】, and 一） 1)
pub(super) fn bracketed(text: &str) -> Option<Mark> {
    let inner = text.strip_prefix(['（', '(', '〔', '[', '【', '［', '﹝', '〈', '<', '﹙']);
    let open = inner.map_or(0, |inner| text.len() - inner.len());
    let inner = inner.unwrap_or(text);
    let spaces = inner.len() - inner.trim_start_matches(is_space).len();
    let inner = &inner[spaces..];
    let (class, number, len) = match (numeral(inner), digits(inner)) {
        (Some((number, len)), _) => (Class::ChineseParen, number, len),
        (None, Some((number, len))) => (Class::ArabicParen, number, len),
        (None, None) => return None,
    };
    let behind = inner[len..].trim_start_matches(is_space);
    let close = behind.chars().next().filter(|c| {
        matches!(c, '）' | ')' | '〕' | ']' | '】' | '］' | '﹞' | '〉' | '>' | '﹚')
    })?;
    let mut end = text.len() - behind.len() + close.len_utf8();
    // A sign behind the bracket is one too many, and part of the mark.
    if let Some(sign) = text[end..].chars().next().filter(|c| "、．.".contains(*c)) {
        end += sign.len_utf8();
    }
    let class = match (open, class) {
        (0, Class::ChineseParen) => Class::ChineseHalf,
        (0, _) => Class::ArabicHalf,
        (_, class) => class,
    };
    if number > 99 {
        return None;
    }
    mark(class, number, end)
}

/// 一、 一. 一．
pub(super) fn chinese(text: &str) -> Option<Mark> {
    let (number, len) = numeral(text)?;
    let len = spaced(text, len);
    let rest = &text[len..];
    let sign = rest.chars().next()?;
    if matches!(sign, '、' | '.' | '．' | '﹑' | '､' | '·' | '：' | ':' | ',' | '，') {
        let behind = &rest[sign.len_utf8()..];
        let weak = matches!(sign, '：' | ':' | ',' | '，');
        // 一、二季度 counts quarters; it opens nothing.
        let list = numeral(behind).is_some_and(|(next, len)| {
            next == number + 1 && ENUMERATED.iter().any(|unit| behind[len..].starts_with(unit))
        });
        // 七·一慰问 and “一二·九” name a day.
        let day = sign == '·'
            && ["一", "四", "九", "二八", "十"].iter().any(|day| behind.starts_with(day));
        return (!list && !day).then_some(Mark {
            class: Class::Chinese,
            number,
            len: len + sign.len_utf8(),
            weak,
        });
    }
    is_space(sign).then_some(Mark { class: Class::Chinese, number, len, weak: true })
}

/// The bytes of a number, with the spaces behind it when a sign follows them,
/// as in 一 、.
fn spaced(text: &str, len: usize) -> usize {
    let behind = text[len..].trim_start_matches(is_space);
    let signed = behind.starts_with(['、', '．', '.']);
    if signed { text.len() - behind.len() } else { len }
}

/// Units that a list of Chinese numerals counts, as in 一、二季度.
const ENUMERATED: &[&str] =
    &["季度", "级", "类", "等奖", "号", "期", "届", "楼", "月", "组", "网格", "支部", "产", "线"];

/// 1.1 and 2.1.3
pub(super) fn decimal(text: &str) -> Option<Mark> {
    let mut rest = text;
    let mut figures = 0_u8;
    let last = loop {
        let (number, len) = digits(rest)?;
        if number > 99 {
            return None;
        }
        figures += 1;
        rest = &rest[len..];
        match rest.strip_prefix(['.', '．']) {
            Some(next) if digits(next).is_some() && figures < 4 => rest = next,
            _ => break number,
        }
    };
    // 1.5万元 is a quantity: what follows must set the mark apart.
    let sign = rest.chars().next().filter(|c| is_space(*c) || matches!(c, '、' | '.' | '．'))?;
    let sign = if is_space(sign) { 0 } else { sign.len_utf8() };
    (figures > 1).then_some(Mark {
        class: Class::Decimal(figures),
        number: last,
        len: text.len() - rest.len() + sign,
        weak: false,
    })
}

/// 1. 1． 1、 1 and a space
pub(super) fn arabic(text: &str) -> Option<Mark> {
    let (number, len) = digits(text)?;
    if number == 0 || number > 99 {
        return None;
    }
    let len = spaced(text, len);
    let rest = &text[len..];
    let sign = rest.chars().next()?;
    if is_space(sign) {
        let next = rest.trim_start_matches(is_space).chars().next()?;
        // 12 名 and 3 月 are quantities.
        let quantity = UNITS.contains(next);
        return (!quantity && !next.is_ascii()).then_some(Mark {
            class: Class::Arabic,
            number,
            len,
            weak: true,
        });
    }
    if !matches!(sign, '.' | '．' | '、' | '﹒' | '·' | ',' | '，' | '：' | ':' | '。') {
        return None;
    }
    let behind = &rest[sign.len_utf8()..];
    // 1.5万, 12、13日 and 1,200 are quantities.
    if behind.chars().next().is_some_and(|c| c.is_ascii_digit() || ('０'..='９').contains(&c)) {
        let year = digits(behind).is_some_and(|(year, _)| (1900..2100).contains(&year));
        if !year {
            return None;
        }
    }
    let weak = matches!(sign, ',' | '，' | '：' | ':' | '。' | '·');
    Some(Mark { class: Class::Arabic, number, len: len + sign.len_utf8(), weak })
}

/// What a number before a space counts.
const UNITS: &str = "年月日时分秒名个次人户场件项元万亿%％岁天周届号楼栋层套份支条";

/// ① ⑴ ⒈ ㈠ ㊀, one character each
pub(super) fn single(first: char) -> Option<Mark> {
    let code = u32::from(first);
    let (class, start) = match code {
        0x2460..=0x2473 => (Class::Circled, 0x2460),
        0x2474..=0x2487 => (Class::ArabicParen, 0x2474),
        0x2488..=0x249b => (Class::Arabic, 0x2488),
        0x24f5..=0x24fe => (Class::Circled, 0x24f5),
        0x2776..=0x277f => (Class::Circled, 0x2776),
        0x2780..=0x2789 => (Class::Circled, 0x2780),
        0x278a..=0x2793 => (Class::Circled, 0x278a),
        0x3220..=0x3229 => (Class::ChineseParen, 0x3220),
        0x3280..=0x3289 => (Class::Circled, 0x3280),
        _ => {
            let bullet = "●•■◆★※▲▶►◇□○⚫◎➢➤✓✔∙·".contains(first)
                || ('\u{f000}'..='\u{f0ff}').contains(&first);
            return bullet.then_some(Mark {
                class: Class::Bullet,
                number: 0,
                len: first.len_utf8(),
                weak: false,
            });
        }
    };
    mark(class, (code - start + 1) as usize, first.len_utf8())
}

/// A. b) Ⅱ、 II.
pub(super) fn letter(text: &str) -> Option<Mark> {
    let first = text.chars().next()?;
    let place = |first: u8| ((first.to_ascii_uppercase() - b'A' + 1) as usize, 1);
    let (class, (number, len)) = match first {
        'Ⅰ'..='Ⅻ' => {
            let number = u32::from(first) - u32::from('Ⅰ') + 1;
            (Class::Roman, (number as usize, first.len_utf8()))
        }
        'I' | 'V' | 'X' => (Class::Roman, roman(text)?),
        'A'..='Z' | 'a'..='z' => (Class::Letter, place(first as u8)),
        _ => return None,
    };
    let sign = text[len..].chars().next().filter(|c| "、.．)）".contains(*c))?;
    // www.example.com and A.P. are words.
    let end = len + sign.len_utf8();
    let behind = text[end..].trim_start_matches(is_space).chars().next()?;
    (!behind.is_ascii()).then_some(Mark { class, number, len: end, weak: false })
}
