//! The words that address the audience.

use super::super::lists::{FRAME, UNITS, contains_any, ends_with_any, starts_with_any};
use super::super::{marks, roles};

/// Where the words end that address the audience, if `text` begins with such.
pub(in super::super) fn salutation_end(text: &str) -> Option<usize> {
    let addressed = |words: &str| {
        contains_any(words, &FRAME.salutation_names)
            && (starts_with_any(words, &FRAME.salutation_starts) || words.contains("同志"))
    };
    if let Some((words, end)) = before_colon(text) {
        let plain = !words.contains('“');
        if plain && addressed(words) {
            return Some(end);
        }
        // A body that is addressed, 街道党工委：, stands on a line of its own.
        let first = words.split(['，', ',', '、', ' ', '　']).next().unwrap_or(words);
        let alone = text[end..].trim().is_empty() && first.chars().count() <= 15;
        if plain && alone && ends_with_any(first, &UNITS.superiors) {
            return Some(end);
        }
    }
    // Without a colon only a line of its own can be one.
    let line = text.chars().count() <= 26 && addressed(text) && !text.contains('。');
    let names =
        ends_with_any(text.trim_end_matches(['，', ',', '！', '!']), &FRAME.salutation_names);
    (line && (names || greets(text))).then_some(text.len())
}

/// [`salutation_end`] for the first line below the title, where a short line
/// with a colon at its end speaks to whomever it names: 船老大们：, 局机关党委并各支部：.
pub(super) fn first_words(text: &str) -> Option<usize> {
    let wide = || {
        let (words, end) = before_colon(text)?;
        let behind = text[end..].trim();
        let alone = behind.is_empty() || is_greeting(behind);
        let heading = marks::read(words).is_some() || roles::by_heading(words).is_some();
        let plain = words.chars().count() <= LONGEST && !words.contains(char::is_numeric);
        (alone && plain && !heading && names_someone(words)).then_some(end)
    };
    // 叔叔阿姨们，大家好！
    let greeting = || {
        let short = text.chars().count() <= 26 && !text.contains('。') && greets(text);
        let (words, _) = text.split_once(['，', ',', '！', ' '])?;
        (short && !is_greeting(words) && names_someone(words)).then_some(text.len())
    };
    salutation_end(text).or_else(wide).or_else(greeting)
}

/// The longest address, in characters.
const LONGEST: usize = 40;

/// The words before the first colon when they are no sentence, and where the
/// colon ends.
fn before_colon(text: &str) -> Option<(&str, usize)> {
    let mut signs = text.char_indices().take(45);
    let (at, colon) = signs.find(|(_, c)| matches!(c, '：' | ':'))?;
    let words = text[..at].trim_end();
    let plain = !words.contains(['。', '！', '；']) && !words.contains("如下");
    plain.then_some((words, at + colon.len_utf8()))
}

/// Whether one of the persons or bodies that `words` lists is such that one
/// speaks to it.
fn names_someone(words: &str) -> bool {
    words.split(['，', ',', '、', '并', ' ', '　']).any(|piece| {
        piece.contains("各位")
            || starts_with_any(piece, &FRAME.salutation_starts)
            || ends_with_any(piece, &FRAME.salutation_names)
            || ends_with_any(piece, &FRAME.salutation_bodies)
            || ends_with_any(piece, &UNITS.superiors)
            || UNITS.levels.iter().any(|level| ends_with_any(piece, &level.ends))
    })
}

/// Whether `text` ends with 好, as a greeting does.
fn greets(text: &str) -> bool {
    text.trim_end_matches(['！', '!', '。']).ends_with('好')
}

/// Whether `text` is a mere greeting, such as 大家好！
pub(in super::super) fn is_greeting(text: &str) -> bool {
    let bare = text.trim_end_matches(['！', '!', '。', '，']);
    FRAME.greetings.iter().any(|greeting| bare == greeting)
}

/// Whether `text` begins with a greeting and goes on.
pub(in super::super) fn begins_greeting(text: &str) -> bool {
    starts_with_any(text, &FRAME.greetings)
}
