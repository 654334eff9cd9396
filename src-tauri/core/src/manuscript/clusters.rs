//! Where a line may end in Latin text: the part of Unicode's line breaking
//! (UAX 14) that reports need, as LibreOffice applies it.

/// A class of characters that part alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Class {
    Alphabetic,
    Numeric,
    Ideographic,
    Open,
    Close,
    Quotation,
    Exclamation,
    Infix,
    Slash,
    Prefix,
    Postfix,
    Hyphen,
    BreakAfter,
    Dash,
    Ellipsis,
    NonStarter,
    Space,
}

/// Whether a line may end between two characters.
pub(super) fn may_part(before: char, behind: char) -> bool {
    use Class::{
        Alphabetic, BreakAfter, Close, Dash, Ellipsis, Exclamation, Hyphen, Ideographic, Infix,
        NonStarter, Numeric, Open, Postfix, Prefix, Quotation, Slash, Space,
    };
    match (class(before), class(behind)) {
        (_, Space | Close | Exclamation | Infix | Slash) | (Open, _) => false,
        (Space, _) => true,
        (_, Quotation) | (Quotation, _) => false,
        (_, BreakAfter | Hyphen | NonStarter) | (Dash, Dash) => false,
        (Alphabetic | Numeric | Ideographic | Ellipsis, Ellipsis) => false,
        (Alphabetic | Numeric, Alphabetic | Numeric | Open) => false,
        (Close | Infix, Alphabetic | Numeric) => false,
        (Hyphen | Slash | Prefix | Postfix, Numeric) => false,
        (Numeric | Close, Prefix | Postfix) => false,
        (Ideographic, Postfix) | (Prefix, Ideographic) => false,
        (Alphabetic, Prefix) | (Prefix | Postfix, Alphabetic | Open) => false,
        // Paths such as a/b hold together.
        (Slash, _) => false,
        _ => true,
    }
}

fn class(character: char) -> Class {
    match character {
        ' ' => Class::Space,
        '0'..='9' => Class::Numeric,
        '(' | '[' | '{' | '（' | '［' | '｛' | '《' | '〈' | '「' | '『' | '【' | '〔' | '〖' => {
            Class::Open
        }
        ')' | ']' | '}' | '）' | '］' | '｝' | '》' | '〉' | '」' | '』' | '】' | '〕' | '〗'
        | '、' | '。' | '，' | '．' => Class::Close,
        '"' | '\'' | '“' | '”' | '‘' | '’' => Class::Quotation,
        '!' | '?' | '！' | '？' => Class::Exclamation,
        ',' | '.' | ':' | ';' => Class::Infix,
        '/' => Class::Slash,
        '$' | '+' | '£' | '¥' | '￥' | '±' | '№' | '＄' => Class::Prefix,
        '%' | '‰' | '％' | '℃' | '¢' => Class::Postfix,
        '-' => Class::Hyphen,
        '|' | '–' | '‐' => Class::BreakAfter,
        '—' => Class::Dash,
        '…' => Class::Ellipsis,
        '：' | '；' | '々' | '・' | '〜' => Class::NonStarter,
        '①'..='⓿' => Class::Ideographic,
        _ if u32::from(character) >= 0x2E80 => Class::Ideographic,
        _ => Class::Alphabetic,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `text` with a stroke wherever a line may end.
    fn check(text: &str) -> String {
        let text: Vec<char> = text.chars().collect();
        let mut parted = String::new();
        for (at, character) in text.iter().enumerate() {
            if at > 0 && may_part(text[at - 1], *character) {
                parted.push('｜');
            }
            parted.push(*character);
        }
        parted
    }

    #[test]
    fn numbers_words_and_their_marks_hold_together() {
        for whole in ["12.5%", "10:30", "A4", "No.12", "(a)", "5+X”", "a/b", "3×5", "$5", "“KTV”，"]
        {
            assert_eq!(check(whole), whole);
        }
    }

    #[test]
    fn lines_end_behind_hyphens_and_blanks_and_between_scripts() {
        assert_eq!(check("Wi-Fi on"), "Wi-｜Fi ｜on");
        assert_eq!(check("共12次"), "共｜12｜次");
        assert_eq!(check("1—10月"), "1｜—｜10｜月");
        assert_eq!(check("3～5次"), "3｜～｜5｜次");
    }
}
