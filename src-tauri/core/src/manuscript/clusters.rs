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
