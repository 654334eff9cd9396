//! Lines that say who: persons and units, above the text and below it.

use super::super::lists::{FRAME, UNITS, contains_any, ends_with_any, starts_with_any};
use super::super::{dates, marks};

/// Whether a short line names a person or a unit.
pub(super) fn is_person_line(text: &str) -> bool {
    let bare = text.trim_start_matches(['—', '－', '-', '─']);
    let bare = without_bracket(bare).trim_matches(['（', '）', '(', ')']);
    is_signed(bare)
        || is_name(bare)
        || ends_with_unit(bare)
        || name_behind_unit(bare).is_some()
        || contains_any(bare, &FRAME.offices) && !bare.contains("如下") && !bare.contains('，')
}

/// Whether `text` is a signature whatever stands around it: 述职人： and what
/// follows, 书  记：钱  伯  年, or 青禾村党支部书记　李青山.
pub(super) fn is_signed(text: &str) -> bool {
    let bare: String = text.chars().filter(|c| !marks::is_space(*c)).collect();
    starts_with_any(&bare, &FRAME.signers) || has_office_and_name(text)
}

/// Whether `text` is an office and the name of who holds it, with a colon or a
/// space between them.
fn has_office_and_name(text: &str) -> bool {
    let text = without_bracket(text);
    let office = |words: &str| {
        let bare: String = words.chars().filter(|c| !marks::is_space(*c)).collect();
        let bare = without_bracket(&bare);
        bare.chars().count() <= LONGEST_OFFICE
            && (ends_with_any(bare, &FRAME.offices) || ends_with_any(bare, &FRAME.signed))
    };
    let name = |words: &str| {
        let words = words.trim_matches(marks::is_space);
        let words = FRAME.signed.iter().fold(words, |words, sign| {
            let inner = words.strip_prefix(['（', '(']).and_then(|words| words.strip_prefix(sign));
            inner.map_or(words, |words| words.trim_start_matches(['）', ')', ' ', '　']))
        });
        is_name(without_bracket(words))
    };
    match text.split_once(['：', ':']) {
        Some((words, behind)) => office(words) && name(behind),
        None => text
            .char_indices()
            .filter(|(_, c)| marks::is_space(*c))
            .any(|(at, _)| office(&text[..at]) && name(&text[at..])),
    }
}

/// The longest office, in characters, its unit included.
const LONGEST_OFFICE: usize = 30;

/// `text` without a bracket at its end that dates or attests it, as in
/// 郑秋菊（2023年12月） and 青禾村党支部（盖章）.
fn without_bracket(text: &str) -> &str {
    let Some(inner) = text.strip_suffix(['）', ')']) else { return text };
    let Some(open) = inner.rfind(['（', '(']) else { return text };
    let words = inner[open..].trim_start_matches(['（', '(']).trim_matches(marks::is_space);
    let attests = dates::is_date(words) || ends_with_any(words, &FRAME.signed);
    if attests { text[..open].trim_end_matches(marks::is_space) } else { text }
}

/// Two to four Han characters, with a space within perhaps; more where a dot
/// joins the names of a people that has long ones.
pub(in super::super) fn is_name(text: &str) -> bool {
    let is_han = |c: &char| ('\u{4e00}'..='\u{9fff}').contains(c);
    let (mut han, mut dots, mut spaces) = (0, 0, 0);
    for c in text.chars() {
        match c {
            '·' | '•' => dots += 1,
            c if is_han(&c) => han += 1,
            c if marks::is_space(c) => spaces += 1,
            _ => return false,
        }
    }
    let lengths = match (dots, spaces) {
        (1.., 0) => 3..=15,
        // Four characters on end are a slogan, but for the surnames of two.
        (0, 0) if !starts_with_any(text, &FRAME.long_surnames) => 2..=3,
        _ => 2..=4,
    };
    lengths.contains(&(han + dots)) && !text.ends_with('好')
}

pub(super) fn ends_with_unit(text: &str) -> bool {
    let unit = UNITS.levels.iter().any(|level| ends_with_any(text, &level.ends));
    unit && text.chars().count() <= 30
}

/// 李明 in 青禾社区党支部　李明.
pub(in super::super) fn name_behind_unit(text: &str) -> Option<&str> {
    let (unit, name) = text.split_once(marks::is_space)?;
    (ends_with_unit(unit) && is_name(name.trim())).then(|| name.trim())
}

/// Whether `text` is a place or a body, and who reports for it: 青禾社区　李明, or
/// 西河中学党支部　教师党员　刘  畅.
pub(super) fn is_place_and_name(text: &str) -> bool {
    let unit = text.split_once(marks::is_space).is_some_and(|(unit, _)| ends_with_unit(unit));
    unit || text.rsplit_once(marks::is_space).is_some_and(|(place, name)| {
        let place = place.trim_end_matches(marks::is_space);
        let body = ends_with_any(place, &UNITS.communities)
            || ends_with_any(place, &FRAME.salutation_bodies);
        body && is_name(name) && name.chars().count() != 4
    })
}
