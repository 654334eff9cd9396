//! Numbers at the start of a text, in the numerals that marks and dates use.

/// A Chinese numeral up to 99 at the start: its value and bytes.
pub(super) fn numeral(text: &str) -> Option<(usize, usize)> {
    let mut digits = Vec::new();
    let mut len = 0;
    for c in text.chars() {
        let Some(digit) = chinese_digit(c) else { break };
        digits.push(digit);
        len += c.len_utf8();
        if digits.len() > 4 {
            return None;
        }
    }
    let value = match *digits.as_slice() {
        [one @ 1..=9] => one,
        [10] => 10,
        [10, one @ 1..=9] => 10 + one,
        [tens @ 1..=9, 10] => tens * 10,
        [tens @ 1..=9, 10, one @ 1..=9] => tens * 10 + one,
        [20] => 20,
        [20, one @ 1..=9] => 20 + one,
        [tens @ 1..=9, 0] => tens * 10,
        _ => return None,
    };
    Some((value, len))
}

fn chinese_digit(c: char) -> Option<usize> {
    Some(match c {
        '〇' | '零' | '○' => 0,
        '一' | '壹' => 1,
        '二' | '贰' => 2,
        '三' | '叁' => 3,
        '四' | '肆' => 4,
        '五' | '伍' => 5,
        '六' | '陆' => 6,
        '七' | '柒' => 7,
        '八' | '捌' => 8,
        '九' | '玖' => 9,
        '十' | '拾' => 10,
        '廿' => 20,
        _ => return None,
    })
}

/// Half- or full-width digits at the start: their value and bytes.
pub(super) fn digits(text: &str) -> Option<(usize, usize)> {
    let mut value = 0_usize;
    let mut len = 0;
    let mut count = 0;
    for c in text.chars() {
        let digit = match c {
            '0'..='9' => u32::from(c) - u32::from('0'),
            '０'..='９' => u32::from(c) - u32::from('０'),
            _ => break,
        };
        value = value * 10 + digit as usize;
        len += c.len_utf8();
        count += 1;
        if count > 6 {
            return None;
        }
    }
    (count > 0).then_some((value, len))
}

/// A Roman numeral of up to six letters at the start: its value and bytes.
pub(super) fn roman(text: &str) -> Option<(usize, usize)> {
    let letters = text.chars().take_while(|c| "IVX".contains(*c)).count();
    let value = |c| match c {
        b'I' => 1,
        b'V' => 5,
        _ => 10,
    };
    if letters > 6 {
        return None;
    }
    let bytes = &text.as_bytes()[..letters];
    let (mut sum, mut right) = (0_usize, 0);
    for &letter in bytes.iter().rev() {
        let value = value(letter);
        sum = if value < right { sum - value } else { sum + value };
        right = value;
    }
    Some((sum.max(1), letters))
}
