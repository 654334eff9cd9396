//! Text out of a file whose container or tables are damaged: the longest run
//! of characters that reads like a report.

use crate::Result;
use crate::import::limits::Budget;
use crate::import::line::{self, Line};
use crate::model::Outline;

/// Sectors are this long in every Word file there is.
const SECTOR: usize = 512;
/// A run must have so many characters to be taken for text.
const LEAST: usize = 40;

/// The lines that can still be found in `bytes`; `None` when there are none.
///
/// # Errors
///
/// [`crate::Error::TooBig`].
pub(super) fn salvage(bytes: &[u8], budget: &mut Budget) -> Result<Option<Outline>> {
    // Text begins on a sector as a rule, and a character has two bytes.
    let mut best: (usize, usize, usize) = (0, 0, 0);
    for sector in (SECTOR..bytes.len()).step_by(SECTOR) {
        if sector < best.0 + best.1 * 2 {
            continue;
        }
        let units =
            bytes[sector..].chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]]));
        let (len, han) =
            units.take_while(|unit| is_text(*unit)).fold((0, 0), |(len, han), unit| {
                (len + 1, han + usize::from((0x4e00..0xa000).contains(&unit)))
            });
        if han > best.2 {
            best = (sector, len, han);
        }
    }
    let (start, len, han) = best;
    if len < LEAST || han * 2 < len {
        return Ok(None);
    }
    let units: Vec<u16> = bytes[start..start + len * 2]
        .chunks_exact(2)
        .map(|pair| u16::from_le_bytes([pair[0], pair[1]]))
        .collect();
    let text = String::from_utf16_lossy(&units);
    let mut lines = Vec::new();
    for words in text.split(['\r', '\u{7}', '\u{c}', '\u{b}']) {
        let shown: String = words.chars().filter(|c| *c == '\t' || !c.is_control()).collect();
        budget.take_line(&shown)?;
        let mut line = Line::default();
        line.push(&shown, None);
        lines.push(line);
    }
    let mut outline = line::outline(lines);
    super::salvaged(&mut outline);
    Ok(Some(outline))
}

/// Characters that stand in reports, and the signs between them.
fn is_text(unit: u16) -> bool {
    matches!(unit, 0x01 | 0x02 | 0x05 | 0x07..=0x0d | 0x13..=0x15 | 0x1e | 0x1f | 0x20..=0x7e | 0xa0..=0xff)
        || matches!(unit, 0x2000..=0x27ff | 0x3000..=0x33ff | 0x3400..=0x9fff | 0xff00..=0xffef)
}
