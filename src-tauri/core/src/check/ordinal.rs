//! Numbers that count passages: 一、 （二） 3. ④ 第五， 六是.

/// The number of a mark and how it is dressed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Ordinal {
    pub(super) value: u32,
    /// What stands around the number, with `#` for Han numerals, `1` for
    /// digits and `①` for circled ones: `（#）`, `1.`, `#是`.
    pub(super) shape: String,
}

impl Ordinal {
    /// Reads a mark such as `（三）`; `None` where no number is in it.
    pub(super) fn of(mark: &str) -> Option<Self> {
        let mark = mark.trim();
        if let Some(value) = words(mark) {
            return Some(Self { value, shape: "首先".to_owned() });
        }
        let number: String = mark.chars().skip_while(|c| kind(*c).is_none()).collect();
        let before: String = mark.chars().take_while(|c| kind(*c).is_none()).collect();
        let dressed = number.chars().next().and_then(kind)?;
        if let Some(part) = parted(&number) {
            return Some(Self { value: part.0, shape: format!("{before}{}", part.1) });
        }
        let digits: String = number.chars().take_while(|c| kind(*c) == Some(dressed)).collect();
        let after = &number[digits.len()..];
        let value = match dressed {
            Dress::Han => han(&digits)?,
            Dress::Digits => half_width(&digits).parse().ok()?,
            Dress::Circled => circled(digits.chars().next()?)?,
            Dress::Whole => whole(digits.chars().next()?)?.0,
        };
        let sign = match dressed {
            Dress::Han => "#",
            Dress::Digits => "1",
            Dress::Circled => "①",
            Dress::Whole => whole(digits.chars().next()?)?.1,
        };
        Some(Self { value, shape: format!("{before}{sign}{}", after.trim_end()) })
    }
}

/// 2.3 and 1.2.4 count by their last number.
fn parted(number: &str) -> Option<(u32, String)> {
    let end = number.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(number.len());
    let parts: Vec<&str> = number[..end].split('.').collect();
    let last = parts.last()?.parse().ok()?;
    let all = parts.len() > 1 && parts.iter().all(|part| (1..=2).contains(&part.len()));
    all.then(|| (last, format!("{}{}", vec!["1"; parts.len()].join("."), number[end..].trim_end())))
}

/// How the number is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Dress {
    Han,
    Digits,
    Circled,
    /// Number and brackets are one sign: ㈠ ⑴ ⒈.
    Whole,
}

fn kind(c: char) -> Option<Dress> {
    match c {
        '零' | '〇' | '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十'
        | '百' | '壹' | '贰' | '叁' | '肆' | '伍' | '陆' | '柒' | '捌' | '玖' | '拾' => {
            Some(Dress::Han)
        }
        '0'..='9' | '０'..='９' => Some(Dress::Digits),
        _ if circled(c).is_some() => Some(Dress::Circled),
        _ if whole(c).is_some() => Some(Dress::Whole),
        _ => None,
    }
}

/// The value of a Han numeral up to 百: 一, 十二, 二十, 一百零三.
pub(super) fn han(text: &str) -> Option<u32> {
    let mut total = 0;
    let mut digit = None;
    for c in text.chars() {
        match c {
            '零' | '〇' => {}
            '十' | '拾' => total += digit.take().unwrap_or(1) * 10,
            '百' => total += digit.take()? * 100,
            _ => {
                let plain = "一二三四五六七八九".chars().position(|d| d == c);
                let formal = "壹贰叁肆伍陆柒捌玖".chars().position(|d| d == c);
                if digit.is_some() {
                    return None;
                }
                digit = Some(plain.or(formal)? as u32 + 1);
            }
        }
    }
    let value = total + digit.unwrap_or(0);
    (value > 0).then_some(value)
}

/// A Han numeral up to 百, or 两.
pub(super) fn count(text: &str) -> Option<u32> {
    match text {
        "两" => Some(2),
        _ => han(text).or_else(|| half_width(text).parse().ok()),
    }
}

fn half_width(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '０'..='９' => char::from_digit(c as u32 - '０' as u32, 10).unwrap_or(c),
            _ => c,
        })
        .collect()
}

fn circled(c: char) -> Option<u32> {
    match c {
        '①'..='⑳' => Some(c as u32 - '①' as u32 + 1),
        '❶'..='❿' => Some(c as u32 - '❶' as u32 + 1),
        _ => None,
    }
}

fn whole(c: char) -> Option<(u32, &'static str)> {
    match c {
        '㈠'..='㈩' => Some((c as u32 - '㈠' as u32 + 1, "㈠")),
        '⑴'..='⒇' => Some((c as u32 - '⑴' as u32 + 1, "⑴")),
        '⒈'..='⒛' => Some((c as u32 - '⒈' as u32 + 1, "⒈")),
        _ => None,
    }
}

fn words(mark: &str) -> Option<u32> {
    let words = [("首先", 1), ("其次", 2), ("再次", 3)];
    words.iter().find(|(word, _)| mark.starts_with(word)).map(|(_, value)| *value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_read_with_their_dress() {
        for (mark, value, shape) in [
            ("一、", 1, "#、"),
            ("十二、", 12, "#、"),
            ("（三）", 3, "（#）"),
            ("(三)", 3, "(#)"),
            ("〔二〕", 2, "〔#〕"),
            ("㈡", 2, "㈠"),
            ("1.", 1, "1."),
            ("１２．", 12, "1．"),
            ("3、", 3, "1、"),
            ("（4）", 4, "（1）"),
            ("⑤", 5, "①"),
            ("二是", 2, "#是"),
            ("第三，", 3, "第#，"),
            ("第二部分", 2, "第#部分"),
            ("其次，", 2, "首先"),
        ] {
            let read = Ordinal::of(mark).unwrap();
            assert_eq!((read.value, read.shape.as_str()), (value, shape), "{mark}");
        }
        for none in ["", "、", "—", "甲、"] {
            assert_eq!(Ordinal::of(none), None, "{none}");
        }
    }

    #[test]
    fn han_numerals_are_read() {
        let read = ["一", "十", "十二", "二十", "三十五", "一百零三", "一二", "两"].map(han);
        let expected = [Some(1), Some(10), Some(12), Some(20), Some(35), Some(103), None, None];
        assert_eq!(read, expected);
        assert_eq!([count("两"), count("１2")], [Some(2), Some(12)]);
    }
}
