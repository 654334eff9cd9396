//! Numerals: digits of half and full width, and Chinese numerals.

pub(super) const HAN_DIGITS: &[char] =
    &['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九'];

/// Whether `sign` is part of Chinese numerals.
pub(super) fn is_han_numeral(sign: char) -> bool {
    matches!(
        sign,
        '〇' | '零'
            | '一'
            | '二'
            | '三'
            | '四'
            | '五'
            | '六'
            | '七'
            | '八'
            | '九'
            | '两'
            | '十'
            | '百'
            | '千'
            | '万'
            | '亿'
            | '廿'
            | '卅'
    )
}

/// The digits at `at`, half or full width, with separators and decimals.
pub(super) fn digits(text: &[char], at: usize) -> Option<(String, usize)> {
    let mut out = String::new();
    let mut end = at;
    while let Some(&sign) = text.get(end) {
        if let Some(figure) = digit(sign) {
            out.push(figure);
            end += 1;
        } else if matches!(sign, ',' | '，') && thousands(text, end, out.len()) {
            end += 1;
        } else if matches!(sign, '.' | '．')
            && !out.contains('.')
            && text.get(end + 1).is_some_and(|&next| digit(next).is_some())
        {
            out.push('.');
            end += 1;
        } else {
            break;
        }
    }
    (!out.is_empty()).then_some((out, end))
}

/// Whether the comma at `at` separates thousands: three digits behind it, no
/// more than three before it.
fn thousands(text: &[char], at: usize, before: usize) -> bool {
    let is_digit = |at: usize| text.get(at).is_some_and(|&sign| digit(sign).is_some());
    (1..=9).contains(&before)
        && (before <= 3 || before.is_multiple_of(3))
        && (1..=3).all(|offset| is_digit(at + offset))
        && !is_digit(at + 4)
}

/// The value of the Chinese numeral at `at`, its end, and whether it names two
/// neighbours (三四次), of which the lower counts.
pub(super) fn han_value(text: &[char], at: usize) -> Option<(f64, usize, bool)> {
    let (mut total, mut section, mut pending) = (0.0, 0.0, None::<f64>);
    let mut adjacent = false;
    let mut end = at;
    while let Some(&sign) = text.get(end) {
        let value = match sign {
            '〇' | '零' => 0.0,
            '两' => 2.0,
            '廿' => 20.0,
            '卅' => 30.0,
            _ => match HAN_DIGITS.iter().position(|digit| *digit == sign) {
                Some(value) => value as f64,
                None => match power_of(sign) {
                    Some(power) if power >= 4 => {
                        let so_far: f64 = section + pending.take().unwrap_or(0.0);
                        total += so_far.max(1.0) * 10f64.powi(power as i32);
                        section = 0.0;
                        end += 1;
                        continue;
                    }
                    Some(power) => {
                        section += pending.take().unwrap_or(1.0) * 10f64.powi(power as i32);
                        end += 1;
                        continue;
                    }
                    None => break,
                },
            },
        };
        if value >= 20.0 {
            section += value;
        } else if let Some(before) = pending.filter(|before| *before > 0.0) {
            if (value - before - 1.0).abs() > 1e-9 || adjacent {
                return None; // 二〇二三, 一二九: a year or a date.
            }
            adjacent = true;
        } else {
            pending = Some(value);
        }
        end += 1;
    }
    (end > at).then(|| (total + section + pending.unwrap_or(0.0), end, adjacent))
}

/// `digits` × 10^`scale`, rounded once.
pub(super) fn at_scale(digits: &str, scale: u32) -> f64 {
    format!("{digits}e{scale}").parse().expect("digits with at most one point make a number")
}

pub(super) fn power_of(sign: char) -> Option<u32> {
    match sign {
        '十' => Some(1),
        '百' => Some(2),
        '千' => Some(3),
        '万' => Some(4),
        '亿' => Some(8),
        _ => None,
    }
}

/// The ASCII digit that `sign`, half or full width, stands for.
pub(super) fn digit(sign: char) -> Option<char> {
    match sign {
        '0'..='9' => Some(sign),
        '０'..='９' => char::from_u32(sign as u32 - '０' as u32 + '0' as u32),
        _ => None,
    }
}
