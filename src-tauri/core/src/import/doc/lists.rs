//! Automatic numbers.

use super::File;
use super::bytes::{size_at, text_at, u16_at, u32_at};
use super::fib::{LIST_USES, LISTS};
use crate::import::numbering::{Abstract, Level, List, Numbering};

/// More lists than this no file has.
const MOST: usize = 10_000;

/// The lists of `file`, numbered from 1 as paragraphs name them.
pub(super) fn read(file: &File) -> Numbering {
    let mut numbering = Numbering::default();
    let ids = definitions(file, &mut numbering).unwrap_or_default();
    // What cannot be read of the uses leaves those paragraphs without a number.
    let _ = uses(file, &ids, &mut numbering);
    numbering
}

/// Reads the definitions, and gives the id that each goes by.
fn definitions(file: &File, numbering: &mut Numbering) -> Option<Vec<u32>> {
    const DEFINITION: usize = 28;
    // The levels follow the table, outside the length that is told for it.
    let (start, len) = file.place(LISTS)?;
    let bytes = file.table.get(start..).filter(|_| len > 0)?;
    let count = usize::from(u16_at(bytes, 0)?).min(MOST);
    let mut at = 2 + count * DEFINITION;
    let mut ids = Vec::with_capacity(count);
    for index in 0..count {
        let place = 2 + index * DEFINITION;
        ids.push(u32_at(bytes, place)?);
        let simple = bytes.get(place + 26)? & 1 != 0;
        let mut list = Abstract::default();
        for level_at in 0..if simple { 1 } else { 9 } {
            let (level, len) = level(bytes, at)?;
            list.levels.insert(level_at, level);
            at += len;
        }
        numbering.define(u32::try_from(index).ok()?, list);
    }
    Some(ids)
}

/// Reads one level, and how many bytes it takes.
fn level(bytes: &[u8], at: usize) -> Option<(Level, usize)> {
    const HEAD: usize = 28;
    let format = *bytes.get(at + 4)?;
    let flags = *bytes.get(at + 5)?;
    let follows = *bytes.get(at + 15)?;
    let characters = usize::from(*bytes.get(at + 24)?);
    let paragraph = usize::from(*bytes.get(at + 25)?);
    let limit = *bytes.get(at + 26)?;
    let text_start = at + HEAD + characters + paragraph;
    let length = usize::from(u16_at(bytes, text_start)?);
    let text = text_at(bytes, text_start + 2, length)?;
    // Characters below nine stand for the number of that level.
    let pattern = text
        .chars()
        .map(|c| match u32::from(c) {
            place @ 0..=8 => format!("%{}", place + 1),
            _ => c.to_string(),
        })
        .collect();
    let level = Level {
        start: u32_at(bytes, at)?,
        format: name(format).to_owned(),
        pattern,
        suffix: if follows == 2 { "nothing" } else { "tab" }.to_owned(),
        legal: flags & 0x04 != 0,
        restart: (flags & 0x08 != 0).then_some(usize::from(limit)),
        style: None,
    };
    Some((level, HEAD + characters + paragraph + 2 + length * 2))
}

/// Reads which list each number of a paragraph means, and where it starts.
fn uses(file: &File, ids: &[u32], numbering: &mut Numbering) -> Option<()> {
    const USE: usize = 16;
    let table = file.part(LIST_USES);
    let count = size_at(table, 0)?.min(MOST);
    let mut at = 4 + count * USE;
    for index in 0..count {
        let place = 4 + index * USE;
        let id = u32_at(table, place)?;
        let overrides = *table.get(place + 12)?;
        let mut list = List::default();
        // What is told beside may be cut off; the list counts all the same.
        let _ = overridden(table, &mut at, overrides, &mut list);
        if let Some(definition) = ids.iter().position(|other| *other == id) {
            list.abstract_id = u32::try_from(definition).ok()?;
            numbering.add(u32::try_from(index + 1).ok()?, list);
        }
    }
    Some(())
}

fn overridden(table: &[u8], at: &mut usize, count: u8, list: &mut List) -> Option<()> {
    *at += 4;
    for _ in 0..count {
        let start = u32_at(table, *at)?;
        let flags = u32_at(table, *at + 4)?;
        *at += 8;
        let place = (flags & 0x0f) as usize;
        if flags & 0x20 != 0 {
            let (level, len) = level(table, *at)?;
            *at += len;
            list.levels.insert(place, level);
        }
        if flags & 0x10 != 0 {
            list.starts.insert(place, start);
        }
    }
    Some(())
}

/// The format that a number stands for.
fn name(format: u8) -> &'static str {
    match format {
        1 => "upperRoman",
        2 => "lowerRoman",
        3 => "upperLetter",
        4 => "lowerLetter",
        5 => "ordinal",
        10 => "ideographDigital",
        11 => "japaneseCounting",
        14 | 19 => "decimalFullWidth",
        16 => "japaneseLegal",
        18 => "decimalEnclosedCircle",
        22 => "decimalZero",
        23 => "bullet",
        26 => "decimalEnclosedFullstop",
        27 => "decimalEnclosedParen",
        28 => "decimalEnclosedCircleChinese",
        29 => "ideographEnclosedCircle",
        30 => "ideographTraditional",
        31 => "ideographZodiac",
        32 => "ideographZodiacTraditional",
        33 => "taiwaneseCounting",
        34 => "ideographLegalTraditional",
        35 => "taiwaneseCountingThousand",
        36 => "taiwaneseDigital",
        37 => "chineseCounting",
        38 => "chineseLegalSimplified",
        39 => "chineseCountingThousand",
        255 => "none",
        _ => "decimal",
    }
}
