//! The characters of a file, put in order by its table of pieces.

use encoding_rs::WINDOWS_1252;

use super::File;
use super::bytes::{entries, size_at, u16_at, u32_at};
use super::fib::PIECES;
use crate::import::limits;
use crate::{Error, Result};

/// All characters of a file, in the units of UTF-16.
pub(super) struct Text {
    pub(super) units: Vec<u16>,
    pieces: Vec<Piece>,
    /// The changes of look that fast saving put beside the pieces.
    pub(super) changes: Vec<Vec<u8>>,
}

/// A stretch of characters that lie together.
struct Piece {
    /// First character, and one past the last.
    from: usize,
    to: usize,
    /// Offset of the first in the stream.
    offset: usize,
    /// One byte a character.
    narrow: bool,
    /// What fast saving changed in it.
    change: u16,
}

impl Text {
    /// Reads the pieces of `file`.
    ///
    /// # Errors
    ///
    /// [`Error::NoDocument`] without a table of pieces, [`Error::TooBig`].
    pub(super) fn read(file: &File) -> Result<Self> {
        let damaged = || Error::NoDocument("旧版文档的内部已损坏".to_owned());
        let (table, changes) = piece_table(file.part(PIECES)).ok_or_else(damaged)?;
        let mut text = Self { units: Vec::new(), pieces: Vec::new(), changes };
        for (from, to, entry) in entries(table, 8) {
            let place = u32_at(entry, 2).ok_or_else(damaged)?;
            let narrow = place & 0x4000_0000 != 0;
            let place = (place & 0x3fff_ffff) as usize;
            let offset = if narrow { place / 2 } else { place };
            let count = to.saturating_sub(from);
            if from != text.units.len() || text.units.len() + count > limits::CHARACTERS {
                // Pieces lie one behind the other; a gap is damage.
                return Err(if from == text.units.len() {
                    Error::TooBig(format!("文字超过 {} 万个", limits::CHARACTERS / 10_000))
                } else {
                    damaged()
                });
            }
            let bytes = count * if narrow { 1 } else { 2 };
            let end = offset.saturating_add(bytes).min(file.word.len());
            let bytes = file.word.get(offset..end).unwrap_or_default();
            text.push(bytes, narrow);
            let change = u16_at(entry, 6).unwrap_or(0);
            text.pieces.push(Piece { from, to: text.units.len(), offset, narrow, change });
            // A piece that runs over the end of the stream is the last one read.
            if text.units.len() < to {
                break;
            }
        }
        if text.units.is_empty() { Err(damaged()) } else { Ok(text) }
    }

    fn push(&mut self, bytes: &[u8], narrow: bool) {
        if narrow {
            let wide = |byte: &u8| {
                // Each byte of this code page is one unit.
                let (text, _) =
                    WINDOWS_1252.decode_without_bom_handling(std::slice::from_ref(byte));
                text.encode_utf16().next().unwrap_or(0)
            };
            self.units.extend(bytes.iter().map(wide));
        } else {
            self.units
                .extend(bytes.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]])));
        }
    }

    /// Offset in the stream of the character at `at`, and what fast saving
    /// changed in its piece.
    pub(super) fn place(&self, at: usize) -> Option<(usize, u16)> {
        let index = self.pieces.partition_point(|piece| piece.to <= at);
        let piece = self.pieces.get(index).filter(|piece| piece.from <= at)?;
        let width = if piece.narrow { 1 } else { 2 };
        Some((piece.offset + (at - piece.from) * width, piece.change))
    }

    /// Whether there is a picture anywhere.
    pub(super) fn pictures(&self) -> bool {
        self.units.iter().any(|unit| matches!(unit, 1 | 8))
    }
}

/// The table of pieces, and the changes that stand before it.
fn piece_table(clx: &[u8]) -> Option<(&[u8], Vec<Vec<u8>>)> {
    let mut changes = Vec::new();
    let mut at = 0;
    loop {
        match clx.get(at)? {
            1 => {
                let len = usize::from(u16_at(clx, at + 1)?);
                changes.push(clx.get(at + 3..at + 3 + len)?.to_vec());
                at += 3 + len;
            }
            2 => {
                let len = size_at(clx, at + 1)?;
                let end = (at + 5).checked_add(len)?.min(clx.len());
                return Some((clx.get(at + 5..end)?, changes));
            }
            _ => return None,
        }
    }
}
