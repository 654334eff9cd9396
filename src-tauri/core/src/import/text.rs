//! Plain text files in whatever encoding an office PC saved them.
//!
//! A byte order mark decides; else strict UTF-8; else every encoding in use
//! decodes strictly and the result that reads like Chinese wins clearly, or
//! the file is refused. Nothing is ever decoded with replacement characters.

use std::collections::HashMap;

use encoding_rs::{BIG5, DecoderResult, Encoding, GB18030, GBK, UTF_8, UTF_16BE, UTF_16LE};

use super::limits::{self, Budget};
use super::line;
use crate::model::{NoteKind, Outline, OutlineLine};
use crate::{Error, Result};

/// A text, and whether its bytes end in the midst of a character.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Decoded {
    pub(super) text: String,
    cut_off: bool,
}

/// The lines of a text file.
///
/// # Errors
///
/// [`Error::TooBig`].
pub(super) fn read(decoded: &Decoded, budget: &mut Budget) -> Result<Outline> {
    let mut outline = Outline::default();
    for line in lines(&decoded.text) {
        budget.take_line(line)?;
        outline.lines.push(OutlineLine::plain(line));
    }
    if decoded.cut_off {
        let message = "文件末尾缺了半个字，可能没有拷贝完整，请与原文核对".to_owned();
        outline.notes.push(line::note(NoteKind::Doubt, message, Some(outline.lines.len())));
    }
    Ok(outline)
}

/// `text` cut at line breaks of every kind; a Windows line break is one.
fn lines(text: &str) -> impl Iterator<Item = &str> {
    let breaks = ['\n', '\r', '\u{b}', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}'];
    let mut rest = Some(text);
    std::iter::from_fn(move || {
        let text = rest?;
        let Some(at) = text.find(breaks) else {
            rest = None;
            return (!text.is_empty()).then_some(text);
        };
        let after = text[at..].strip_prefix("\r\n").unwrap_or_else(|| {
            let mut chars = text[at..].chars();
            chars.next();
            chars.as_str()
        });
        rest = Some(after);
        Some(&text[..at])
    })
}

/// The text that `bytes` encode.
///
/// # Errors
///
/// [`Error::EncodingUnknown`] when no encoding fits clearly, [`Error::NoDocument`]
/// for what is no text, and [`Error::TooBig`] for too much of it.
pub(super) fn decode(bytes: &[u8]) -> Result<Decoded> {
    // No encoding makes more than one character of a byte, nor fewer than one of four.
    if bytes.len() > 4 * limits::CHARACTERS {
        let long = || Error::TooBig(format!("文字超过 {} 万个", limits::CHARACTERS / 10_000));
        return Err(if looks_binary(bytes) { no_text() } else { long() });
    }
    // Before UTF-16, whose mark is the first half of this one.
    if let [0xff, 0xfe, 0, 0, text @ ..] = bytes {
        return utf_32(text, u32::from_le_bytes).ok_or(Error::EncodingUnknown);
    }
    if let [0, 0, 0xfe, 0xff, text @ ..] = bytes {
        return utf_32(text, u32::from_be_bytes).ok_or(Error::EncodingUnknown);
    }
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return strictly(encoding, &bytes[mark..]).ok_or(Error::EncodingUnknown);
    }
    if !bytes.contains(&0)
        && let Ok(text) = std::str::from_utf8(bytes)
        && !may_be_gbk(text)
    {
        let decoded = Decoded { text: text.to_owned(), cut_off: false };
        return if is_binary(text) { Err(no_text()) } else { Ok(decoded) };
    }
    let (mut best, mut second) = ((0, Decoded::default()), 0);
    for encoding in [GB18030, UTF_8, UTF_16LE, UTF_16BE, BIG5] {
        let Some(text) = strictly(encoding, bytes) else { continue };
        let score = likeness(&text.text, encoding);
        if score > best.0 {
            second = best.0;
            best = (score, text);
        } else {
            second = second.max(score);
        }
    }
    match best {
        (score, text) if score >= LIKELY && score >= second + CLEARLY => Ok(text),
        _ if looks_binary(bytes) => Err(no_text()),
        _ => Err(Error::EncodingUnknown),
    }
}

/// Whether the first bytes are such as no text has.
fn looks_binary(bytes: &[u8]) -> bool {
    bytes.iter().take(4096).filter(|byte| **byte < 9).count() > 8
}

/// How much of a text must be usual characters, in thousandths, …
const LIKELY: u32 = 700;
/// … and how much more than under any other encoding.
const CLEARLY: u32 = 60;

fn no_text() -> Error {
    Error::NoDocument("它不是文档，请确认选对了文件".to_owned())
}

/// Decodes without replacing anything; only the last character may be cut off.
fn strictly(encoding: &'static Encoding, bytes: &[u8]) -> Option<Decoded> {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let room = decoder.max_utf8_buffer_length_without_replacement(bytes.len())?;
    let mut text = String::with_capacity(room);
    let mut fits = |bytes, last| {
        let (result, _) = decoder.decode_to_string_without_replacement(bytes, &mut text, last);
        result == DecoderResult::InputEmpty
    };
    let (begins, ends) = (fits(bytes, false), fits(&[], true));
    begins.then_some(Decoded { text, cut_off: !ends })
}

fn utf_32(bytes: &[u8], unit: fn([u8; 4]) -> u32) -> Option<Decoded> {
    let (units, rest) = bytes.as_chunks::<4>();
    let text = units.iter().map(|bytes| char::from_u32(unit(*bytes))).collect::<Option<_>>()?;
    Some(Decoded { text, cut_off: !rest.is_empty() })
}

/// Whether so many control characters stand in `text` that it is no text.
fn is_binary(text: &str) -> bool {
    let controls = text.chars().filter(|c| c.is_control() && !is_layout(*c)).count();
    controls * 50 > text.chars().count()
}

fn is_layout(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{1a}' | '\u{85}')
}

/// Whether a text that is valid UTF-8 may be GBK all the same: pairs of bytes
/// such as those of 邾 are both, and no Chinese text in UTF-8 is made of pairs.
fn may_be_gbk(text: &str) -> bool {
    !text.is_ascii() && text.chars().all(|c| c.len_utf8() <= 2)
}

/// How much of `text` is usual in Chinese reports, in thousandths.
fn likeness(text: &str, encoding: &'static Encoding) -> u32 {
    let (mut all, mut usual) = (0_u64, 0_u64);
    // Looking one up takes long, and a text has few different ones.
    let mut known: HashMap<char, u64> = HashMap::new();
    let mut before = ['\0'; 2];
    for c in text.chars() {
        all += 1;
        usual += match c {
            ' '..='~' => 1000,
            c if is_layout(c) => 1000,
            '\u{3000}'..='\u{301f}' | '\u{ff01}'..='\u{ff5e}' => 1000,
            '①'..='⑳' => 1000,
            // No word has a character three times over: such are lines of a table
            // in another encoding.
            '\u{4e00}'..='\u{9fff}' if before == [c, c] => 0,
            '\0'..='\u{7f}' => 0,
            _ => *known.entry(c).or_insert_with(|| commonness(c, encoding)),
        };
        before = [before[1], c];
        // A control character speaks against a text more than a rare one.
        if c.is_control() && !is_layout(c) {
            all += 4;
        }
    }
    u32::try_from(usual / all.max(1)).unwrap_or(0)
}

/// How usual `c` is, in thousandths. The 3,755 characters that GB 2312 puts first
/// are the usual ones, and so are the 5,401 of Big5 where traditional ones are
/// possible; those that GB 2312 puts second stand in names: 邾. Signs, numbers and
/// lines of tables are usual that either has.
fn commonness(c: char, encoding: &'static Encoding) -> u64 {
    let lead = |encoding: &'static Encoding| {
        let mut utf8 = [0; 4];
        let (bytes, _, failed) = encoding.encode(c.encode_utf8(&mut utf8));
        (!failed && bytes.len() == 2).then(|| (bytes[0], bytes[1]))
    };
    let simplified = lead(GBK).filter(|_| encoding != BIG5);
    let traditional = lead(BIG5).filter(|_| encoding != GB18030);
    match (simplified, traditional) {
        (Some((0xa1 | 0xa2 | 0xa9, _)), _) | (_, Some((0xa1..=0xa3, _))) => 1000,
        (Some((0xb0..=0xd7, 0xa1..)), _) | (_, Some((0xa4..=0xc6, _))) => 1000,
        (Some((0xd8..=0xf7, 0xa1..)), _) => 800,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decode(bytes: &[u8]) -> Result<String> {
        super::decode(bytes).map(|decoded| decoded.text)
    }

    const TEXT: &str =
        "青禾社区党支部书记2023年度述职报告\r\n各位领导：\r\n一、工作情况。开展“主题党日”12次。";

    #[test]
    fn every_usual_encoding_is_told_from_the_others() {
        let utf16 = |big: bool| -> Vec<u8> {
            TEXT.encode_utf16()
                .flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() })
                .collect()
        };
        let with_mark = |mark: &[u8], bytes: &[u8]| [mark, bytes].concat();
        let gb = GB18030.encode(TEXT).0.into_owned();
        for (name, bytes) in [
            ("UTF-8", TEXT.as_bytes().to_vec()),
            ("UTF-8 with mark", with_mark(b"\xef\xbb\xbf", TEXT.as_bytes())),
            ("GB18030", gb),
            ("UTF-16LE", utf16(false)),
            ("UTF-16BE", utf16(true)),
            ("UTF-16LE with mark", with_mark(b"\xff\xfe", &utf16(false))),
            ("UTF-16BE with mark", with_mark(b"\xfe\xff", &utf16(true))),
        ] {
            assert_eq!(decode(&bytes).ok().as_deref(), Some(TEXT), "{name}");
        }
    }

    #[test]
    fn traditional_text_and_rare_characters_survive() {
        let text = "青禾社區黨支部書記述職報告：今年以來，認真學習，開展活動。";
        let (big5, _, failed) = BIG5.encode(text);
        assert!(!failed);
        assert_eq!(decode(&big5).unwrap(), text);
        let rare = "青禾社区党员㐱某、𠮷某参加学习，全年开展活动。";
        assert_eq!(decode(&GB18030.encode(rare).0).unwrap(), rare);
        assert_eq!(decode(&GB18030.encode("述职报告").0).unwrap(), "述职报告");
    }

    #[test]
    fn gbk_that_happens_to_be_utf_8_is_gbk_all_the_same() {
        for text in ["邾", "邾\r\n", "2023年度 邾某", "邾、亓、邗", "邾：12", "邾邾邾 12 邾邾"]
        {
            let bytes = GB18030.encode(text).0;
            assert_eq!(decode(&bytes).ok().as_deref(), Some(text), "{text}");
            assert_eq!(decode(text.as_bytes()).ok().as_deref(), Some(text), "{text} in UTF-8");
        }
        assert!(std::str::from_utf8(&GB18030.encode("邾：12").0).is_err());
        assert!(std::str::from_utf8(&GB18030.encode("邾").0).is_ok());
        assert_eq!(decode("plain ASCII 12".as_bytes()).unwrap(), "plain ASCII 12");
    }

    #[test]
    fn a_file_of_two_encodings_or_of_none_is_refused() {
        let mut mixed = GB18030.encode("前半段是一种编码，开展学习活动。").0.into_owned();
        mixed.extend("后半段是另一种编码，开展学习活动。".as_bytes());
        assert!(matches!(decode(&mixed), Err(Error::EncodingUnknown)));
        let noise: Vec<u8> = (0..2000_u32).map(|n| (n * 7919 % 251) as u8).collect();
        assert!(decode(&noise).is_err());
    }

    #[test]
    fn tables_drawn_with_lines_and_signs_are_text() {
        let table = "├────┼────┼────┤\r\n│党课│10次│　　│\r\n".repeat(30);
        let signs = "★★★★★★★★★★\r\n□□□□□□□□■√→℃㎡●\r\n述职报告".to_owned();
        for text in [format!("{TEXT}\r\n{table}"), signs] {
            let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
            for bytes in [GB18030.encode(&text).0.into_owned(), wide] {
                assert_eq!(decode(&bytes).ok().as_deref(), Some(&*text));
            }
        }
    }

    #[test]
    fn a_text_whose_last_character_is_cut_off_is_read_and_says_so() {
        let wide: Vec<u8> = TEXT.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let gb = GB18030.encode(TEXT).0;
        let (text, one_less) = (TEXT.as_bytes(), TEXT.trim_end_matches('。'));
        for (name, bytes, expect) in [
            ("UTF-8", &text[..text.len() - 1], one_less),
            ("GBK", &gb[..gb.len() - 1], one_less),
            ("UTF-16", &[&wide[..], b"\n"].concat()[..], TEXT),
            ("UTF-16 with mark", &[b"\xff\xfe", &wide[..], b"\n"].concat()[..], TEXT),
        ] {
            let decoded = super::decode(bytes).expect(name);
            assert_eq!((decoded.text.as_str(), decoded.cut_off), (expect, true), "{name}");
            let outline = read(&decoded, &mut Budget::new()).expect(name);
            assert_eq!(outline.notes[0].line, Some(3), "{name}");
        }
    }

    #[test]
    fn utf_32_is_known_by_its_mark() {
        let units = |big: bool| -> Vec<u8> {
            let wide = |c: char| {
                if big { u32::from(c).to_be_bytes() } else { u32::from(c).to_le_bytes() }
            };
            std::iter::once('\u{feff}').chain(TEXT.chars()).flat_map(wide).collect()
        };
        assert_eq!(decode(&units(false)).unwrap(), TEXT);
        assert_eq!(decode(&units(true)).unwrap(), TEXT);
    }

    #[test]
    fn line_breaks_of_every_kind_end_a_line() {
        let found: Vec<&str> = lines("一\r\n二\n三\r四\u{2028}五\n\n六").collect();
        assert_eq!(found, ["一", "二", "三", "四", "五", "", "六"]);
    }
}
