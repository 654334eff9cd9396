//! What the rules that look at signs have in common.

use regex::Regex;

/// The pattern of a rule, to be kept in a `LazyLock`.
pub(super) fn pattern(text: &str) -> Regex {
    Regex::new(text).expect("every rule's pattern is compiled by a test")
}

/// Whether `sign` is a Chinese character.
pub(super) fn is_han(sign: char) -> bool {
    matches!(sign, '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '〇')
}

/// Whether `sign` is a digit, half or full width.
pub(super) fn is_digit(sign: char) -> bool {
    sign.is_ascii_digit() || ('０'..='９').contains(&sign)
}
