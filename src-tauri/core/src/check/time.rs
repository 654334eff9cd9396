//! Months and days as texts name them.

/// The month of `3月` that begins at `at`.
pub(super) fn month_at(text: &[char], at: usize) -> Option<u32> {
    let (month, end) = digits(text, at)?;
    (text.get(end) == Some(&'月') && (1..=12).contains(&month)).then_some(month)
}

/// The number of one or two digits at `at`, and where it ends.
pub(super) fn digits(text: &[char], at: usize) -> Option<(u32, usize)> {
    let digit = |at: usize| text.get(at).and_then(|c| c.to_digit(10));
    let mut value = 0;
    let mut end = at;
    while let Some(next) = digit(end) {
        value = value * 10 + next;
        end += 1;
        if end - at > 2 {
            return None;
        }
    }
    (end > at).then_some((value, end))
}

/// How many days the month has at most.
pub(super) fn days_in(month: u32) -> u32 {
    match month {
        2 => 29,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}
