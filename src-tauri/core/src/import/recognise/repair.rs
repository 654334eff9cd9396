//! Damage inside a paragraph, repaired where only one repair is sensible and
//! always visibly: debris of web pages, invisible characters, half-width
//! marks, quotation marks turned round.

use std::ops::Range;

use super::frame::Piece;
use super::lines::Para;
use super::lists::DEBRIS;
use super::notes::Notes;
use super::{marks, quotes};
use crate::model::NoteKind;

/// Repairs what is damaged in `para` and tells it in `notes`.
pub(super) fn mend(para: &mut Para, notes: &mut Notes) {
    take_out(para, notes, "去掉了网页残留", |text| {
        let mut found: Vec<Range<usize>> = markers(text).collect();
        found.extend(DEBRIS.in_line.iter().flat_map(|sign| {
            text.match_indices(sign.as_str()).map(|(at, sign)| at..at + sign.len())
        }));
        found.extend(watermarks(text));
        found
    });
    take_out(para, notes, "去掉了看不见的控制字符", invisible);
    quotes::mend(para, notes);
    widen_marks(para, notes);
}

/// Repairs a piece of the frame, such as a title line.
pub(super) fn mend_piece(piece: &mut Piece, notes: &mut Notes) {
    let (text, lines) = piece;
    let mut para = Para { text: std::mem::take(text), lines: lines.clone(), ..Para::default() };
    mend(&mut para, notes);
    *text = para.text;
}

/// Removes the stretches that `find` names, as one repair.
fn take_out(
    para: &mut Para,
    notes: &mut Notes,
    message: &str,
    find: impl Fn(&str) -> Vec<Range<usize>>,
) {
    let mut found = find(para.text());
    if found.is_empty() {
        return;
    }
    found.sort_by_key(|range| range.start);
    let words: Vec<String> =
        found.iter().map(|range| visible(&para.text()[range.clone()])).collect();
    let told = format!("{message}“{}”", words.join("”“"));
    let repair = notes.add(NoteKind::Repaired, told, "", para.lines.first().copied());
    let changes = found.into_iter().map(|range| (range, String::new())).collect();
    para.text.replace(changes, repair);
    notes.retext(repair, para.text.taken(repair).concat());
}

/// `text` with invisible characters named.
fn visible(text: &str) -> String {
    text.chars()
        .map(|c| if is_invisible(c) { format!("U+{:04X}", u32::from(c)) } else { c.to_string() })
        .collect()
}

/// The `##…##` marks in `text`.
pub(super) fn markers(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut from = 0;
    std::iter::from_fn(move || {
        loop {
            let start = from + text[from..].find("##")?;
            let inner = start + 2;
            let word = text[inner..]
                .bytes()
                .take_while(|b| b.is_ascii_alphanumeric() || b"_-./".contains(b));
            let len = word.count();
            if (1..=40).contains(&len) && text[inner + len..].starts_with("##") {
                from = inner + len + 2;
                return Some(start..from);
            }
            from = inner;
        }
    })
}

/// Site names spelt with dots against copying, as in 公.文思.享文.库出.品: groups of one
/// or two characters. What stands before and behind may be words of the report, so
/// that of the first and the last group one character counts.
fn watermarks(text: &str) -> Vec<Range<usize>> {
    const LEAST_DOTS: usize = 3;
    let is_han = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
    let chars: Vec<(usize, char)> = text.char_indices().collect();
    let mut found = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        let (mut end, mut dots) = (at, 0);
        loop {
            let most = if dots == 0 { 1 } else { 2 };
            let han = chars[end..].iter().take(most).take_while(|(_, c)| is_han(*c)).count();
            if han == 0 || chars.get(end + han).is_none_or(|(_, c)| *c != '.') {
                end += han.min(1);
                break;
            }
            end += han + 1;
            dots += 1;
        }
        if dots >= LEAST_DOTS {
            let stop = chars.get(end).map_or(text.len(), |(byte, _)| *byte);
            found.push(chars[at].0..stop);
            at = end;
        } else {
            at += 1;
        }
    }
    found
}

fn invisible(text: &str) -> Vec<Range<usize>> {
    text.char_indices()
        .filter(|(_, c)| is_invisible(*c))
        .map(|(at, c)| at..at + c.len_utf8())
        .collect()
}

fn is_invisible(c: char) -> bool {
    c.is_control() && c != '\t'
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}')
        || matches!(c, '\u{feff}' | '\u{ad}' | '\u{fffe}' | '\u{ffff}' | '\u{fffc}')
}

/// Half-width marks in Han text become full-width ones.
fn widen_marks(para: &mut Para, notes: &mut Notes) {
    let text = para.text();
    // The mark a paragraph begins with is kept as it is.
    let start = marks::read(text).map_or(0, |mark| mark.len);
    // Whoever ends a paragraph with a dot ends its sentences with dots.
    let dots_end_sentences = text.ends_with('.') && !text.contains('。');
    let chars: Vec<(usize, char)> = text.char_indices().collect();
    let mut found = Vec::new();
    for (at, &(byte, c)) in chars.iter().enumerate() {
        if byte < start {
            continue;
        }
        let before = at.checked_sub(1).map(|at| chars[at].1);
        let after = chars.get(at + 1).map(|(_, c)| *c);
        let wide = match c {
            ',' => '，',
            ';' => '；',
            ':' => '：',
            '?' => '？',
            '!' => '！',
            '.' if after.is_none() || dots_end_sentences => '。',
            _ => continue,
        };
        let han_before = before.is_some_and(|c| is_cjk(c) || "”’）》".contains(c));
        let han_after = after.is_none_or(|c| is_cjk(c) || "“‘（《”’）".contains(c));
        // 12%,比上年 and 次,3名; not 1,200, 20:30 or 3.5.
        let fits = if c == '.' {
            han_before && han_after
        } else {
            han_before && (han_after || after.is_some_and(char::is_alphanumeric))
                || after.is_some_and(is_cjk)
                    && before.is_some_and(|c| c.is_alphanumeric() || c == '%')
        };
        if fits {
            found.push((byte..byte + 1, wide));
        }
    }
    found.extend(brackets(&chars, start));
    if found.is_empty() {
        return;
    }
    found.sort_by_key(|(range, _)| range.start);
    let message = "半角标点改成了全角";
    let repair = notes.add(NoteKind::Repaired, message, "", para.lines.first().copied());
    let changes = found.into_iter().map(|(range, wide)| (range, wide.to_string())).collect();
    para.text.replace(changes, repair);
    notes.retext(repair, para.text.taken(repair).concat());
}

/// Pairs of half-width brackets that hold Han text.
fn brackets(chars: &[(usize, char)], start: usize) -> Vec<(Range<usize>, char)> {
    let mut found = Vec::new();
    let mut open = None;
    for &(byte, c) in chars.iter().filter(|(byte, _)| *byte >= start) {
        match c {
            '(' => open = Some((byte, false)),
            ')' => {
                if let Some((from, true)) = open.take() {
                    found.push((from..from + 1, '（'));
                    found.push((byte..byte + 1, '）'));
                }
            }
            c => {
                if let Some((_, han)) = &mut open {
                    *han |= is_cjk(c);
                }
            }
        }
    }
    found
}

fn is_cjk(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c) || ('\u{3400}'..='\u{4dbf}').contains(&c)
}
