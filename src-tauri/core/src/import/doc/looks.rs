//! How characters and paragraphs look: lists of single changes, kept in pages
//! of 512 bytes.

use super::File;
use super::bytes::{entries, size_at, u16_at, u32_at};
use super::fib::{CHARACTER_LOOKS, PARAGRAPH_LOOKS};

/// How a character looks, as far as it matters.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Character {
    pub(super) hidden: bool,
    pub(super) deleted: bool,
    pub(super) inserted: bool,
    pub(super) bold: bool,
    /// It stands for something: a field, a picture, a note.
    pub(super) special: bool,
    pub(super) half_points: Option<u16>,
    /// A character of a symbol font.
    pub(super) symbol: Option<u16>,
    /// Index of who changed it, and when, as packed by Word.
    pub(super) author: Option<u16>,
    pub(super) date: u32,
}

/// How a paragraph looks.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Paragraph {
    pub(super) style: u16,
    pub(super) row_end: bool,
    pub(super) in_table: bool,
    /// Outline level from 1; `None` where the style tells.
    pub(super) level: Option<u8>,
    pub(super) centred: bool,
    pub(super) right: bool,
    /// Which list, from 1; `Some(0)` takes the one of the style away.
    pub(super) list: Option<u16>,
    pub(super) list_level: Option<u8>,
}

/// A look and the stretch of the stream it holds for.
struct Stretch<T> {
    from: usize,
    to: usize,
    look: T,
}

/// The looks of a file, by offset in the stream.
pub(super) struct Looks {
    characters: Vec<Stretch<Character>>,
    paragraphs: Vec<Stretch<Paragraph>>,
}

const PAGE: usize = 512;
/// More stretches than this no report has.
const MOST: usize = 1_000_000;

impl Looks {
    /// Reads the looks of `file`.
    pub(super) fn read(file: &File) -> Self {
        let mut characters = Vec::new();
        for page in pages(file, CHARACTER_LOOKS) {
            let count = usize::from(page[PAGE - 1]);
            for at in 0..count {
                let bounds = size_at(page, at * 4).zip(size_at(page, at * 4 + 4));
                let Some((from, to)) = bounds else { break };
                let place = page.get((count + 1) * 4 + at).map_or(0, |word| usize::from(*word) * 2);
                let mut look = Character::default();
                if place > 0 {
                    let len = page.get(place).map_or(0, |len| usize::from(*len));
                    look.apply(page.get(place + 1..place + 1 + len).unwrap_or_default());
                }
                characters.push(Stretch { from, to, look });
            }
            if characters.len() > MOST {
                break;
            }
        }
        let mut paragraphs = Vec::new();
        for page in pages(file, PARAGRAPH_LOOKS) {
            let count = usize::from(page[PAGE - 1]);
            for at in 0..count {
                let bounds = size_at(page, at * 4).zip(size_at(page, at * 4 + 4));
                let Some((from, to)) = bounds else { break };
                let place =
                    page.get((count + 1) * 4 + at * 13).map_or(0, |word| usize::from(*word) * 2);
                let look = (place > 0).then(|| Paragraph::in_page(page, place)).flatten();
                paragraphs.push(Stretch { from, to, look: look.unwrap_or_default() });
            }
            if paragraphs.len() > MOST {
                break;
            }
        }
        characters.sort_by_key(|stretch| stretch.from);
        paragraphs.sort_by_key(|stretch| stretch.from);
        Self { characters, paragraphs }
    }

    /// How the character at `offset` looks.
    pub(super) fn character(&self, offset: usize) -> Character {
        find(&self.characters, offset).copied().unwrap_or_default()
    }

    /// How the paragraph looks whose mark lies at `offset`.
    pub(super) fn paragraph(&self, offset: usize) -> Option<Paragraph> {
        find(&self.paragraphs, offset).copied()
    }
}

fn find<T>(stretches: &[Stretch<T>], offset: usize) -> Option<&T> {
    let index = stretches.partition_point(|stretch| stretch.from <= offset).checked_sub(1)?;
    stretches.get(index).filter(|stretch| offset < stretch.to).map(|stretch| &stretch.look)
}

/// The pages that a table names.
fn pages(file: &File, table: usize) -> Vec<&[u8]> {
    entries(file.part(table), 4)
        .into_iter()
        .filter_map(|(_, _, entry)| {
            let start = (u32_at(entry, 0)? & 0x003f_ffff) as usize * PAGE;
            file.word.get(start..start + PAGE)
        })
        .collect()
}

impl Character {
    /// Makes the single changes in `changes`.
    pub(super) fn apply(&mut self, changes: &[u8]) {
        for (code, operand) in changes_in(changes) {
            let byte = operand.first().copied().unwrap_or(0);
            // 129 is the opposite of the style's: those are not hidden as a rule.
            let on = byte == 1 || byte == 129;
            let word = u16_at(operand, 0);
            match code {
                0x083c => self.hidden = on,
                0x0800 => self.deleted = on,
                0x0801 => self.inserted = on,
                0x0835 => self.bold = on,
                0x0855 => self.special = on,
                0x4a43 => self.half_points = word,
                0x6a09 => self.symbol = u16_at(operand, 2),
                0x4804 | 0x4863 => self.author = word,
                0x6805 | 0x6864 => self.date = u32_at(operand, 0).unwrap_or(0),
                _ => {}
            }
        }
    }

    /// Makes a change of one byte that fast saving wrote beside a piece.
    pub(super) fn apply_short(&mut self, change: u16) {
        let on = change >> 8 == 1;
        match change >> 1 & 0x7f {
            0x41 => self.deleted = on,
            0x42 => self.inserted = on,
            0x5c => self.hidden = on,
            _ => {}
        }
    }
}

impl Paragraph {
    /// Reads the look at `place` in a page.
    fn in_page(page: &[u8], place: usize) -> Option<Self> {
        let words = usize::from(*page.get(place)?);
        // A length of zero is followed by the real one.
        let (start, len) = match words {
            0 => (place + 2, usize::from(*page.get(place + 1)?) * 2),
            words => (place + 1, words * 2 - 1),
        };
        let bytes = page.get(start..(start + len).min(PAGE - 1))?;
        let mut look = Self { style: u16_at(bytes, 0)?, ..Self::default() };
        look.apply(&bytes[2..]);
        Some(look)
    }

    /// Makes the single changes in `changes`.
    pub(super) fn apply(&mut self, changes: &[u8]) {
        for (code, operand) in changes_in(changes) {
            let byte = operand.first().copied().unwrap_or(0);
            match code {
                0x2416 => self.in_table = byte == 1,
                0x2417 => self.row_end = byte == 1,
                0x2640 => self.level = Some(byte.saturating_add(1).min(10)),
                0x2403 | 0x2461 => (self.centred, self.right) = (byte == 1, byte == 2),
                0x260a => self.list_level = Some(byte),
                0x460b => self.list = u16_at(operand, 0),
                _ => {}
            }
        }
    }
}

/// The single changes in a list of them: code and operand.
fn changes_in(mut bytes: &[u8]) -> impl Iterator<Item = (u16, &[u8])> {
    std::iter::from_fn(move || {
        let code = u16_at(bytes, 0)?;
        let rest = bytes.get(2..)?;
        let (skip, len) = match code >> 13 {
            0 | 1 => (0, 1),
            2 | 4 | 5 => (0, 2),
            3 => (0, 4),
            7 => (0, 3),
            // A table's definition counts its length in two bytes, and one too many.
            _ if code == 0xd608 => (2, usize::from(u16_at(rest, 0)?).saturating_sub(1)),
            _ => (1, usize::from(*rest.first()?)),
        };
        let operand = rest.get(skip..skip + len)?;
        bytes = &rest[skip + len..];
        Some((code, operand))
    })
}
