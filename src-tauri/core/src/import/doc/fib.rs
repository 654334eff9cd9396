//! The block at the start of a Word file that says where everything is.

use super::File;
use super::bytes::{size_at, u16_at};
use crate::{Error, Result};

/// Where things are.
pub(super) struct Fib {
    /// The table stream is `1Table`.
    pub(super) first_table: bool,
    /// Characters of each part of the text, in the order they lie.
    pub(super) counts: [usize; 8],
    /// Offset of the pairs of offset and length.
    pairs: usize,
    count: usize,
    bytes: Vec<u8>,
}

/// Parts of the text: indexes into [`Fib::counts`].
pub(super) const MAIN: usize = 0;
pub(super) const FOOTNOTES: usize = 1;
pub(super) const HEADERS: usize = 2;
pub(super) const COMMENTS: usize = 4;
pub(super) const ENDNOTES: usize = 5;
pub(super) const BOXES: usize = 6;

/// Tables of the file: indexes of their pairs.
pub(super) const STYLES: usize = 1;
pub(super) const FOOTNOTE_PLACES: usize = 2;
pub(super) const FOOTNOTE_TEXTS: usize = 3;
pub(super) const COMMENT_PLACES: usize = 4;
pub(super) const COMMENT_TEXTS: usize = 5;
pub(super) const CHARACTER_LOOKS: usize = 12;
pub(super) const PARAGRAPH_LOOKS: usize = 13;
pub(super) const PIECES: usize = 33;
pub(super) const COMMENT_OWNERS: usize = 36;
pub(super) const SHAPE_PLACES: usize = 40;
pub(super) const ENDNOTE_PLACES: usize = 46;
pub(super) const ENDNOTE_TEXTS: usize = 47;
pub(super) const AUTHORS: usize = 51;
pub(super) const BOX_TEXTS: usize = 56;
pub(super) const LISTS: usize = 73;
pub(super) const LIST_USES: usize = 74;

/// The first format of Word 97; what came before lies otherwise.
const WORD_97: u16 = 0x00c0;

impl Fib {
    /// Reads the block.
    ///
    /// # Errors
    ///
    /// [`Error::PasswordProtected`], and [`Error::NoDocument`] for damage and
    /// for versions before 97.
    pub(super) fn read(word: &[u8]) -> Result<Self> {
        let damaged = || Error::NoDocument("旧版文档的内部已损坏".to_owned());
        let signature = u16_at(word, 0).ok_or_else(damaged)?;
        let version = u16_at(word, 2).ok_or_else(damaged)?;
        if signature == 0xa5dc || version < WORD_97 && signature == 0xa5ec {
            return Err(Error::NoDocument(
                "这是很旧的 Word 文件（Word 6.0 或 Word 95）".to_owned(),
            ));
        }
        if signature != 0xa5ec {
            return Err(damaged());
        }
        let flags = u16_at(word, 10).ok_or_else(damaged)?;
        if flags & 0x0100 != 0 {
            return Err(Error::PasswordProtected);
        }
        // Three arrays, each behind the count of its elements.
        let words = usize::from(u16_at(word, 32).ok_or_else(damaged)?);
        let longs_at = 34 + words * 2;
        let longs = usize::from(u16_at(word, longs_at).ok_or_else(damaged)?);
        let pairs_at = longs_at + 2 + longs * 4;
        let count = usize::from(u16_at(word, pairs_at).ok_or_else(damaged)?);
        let mut counts = [0; 8];
        for (at, count) in counts.iter_mut().enumerate() {
            *count = size_at(word, longs_at + 2 + (3 + at) * 4).ok_or_else(damaged)?;
        }
        let pairs = pairs_at + 2;
        let bytes = word[..word.len().min(pairs + count * 8)].to_vec();
        Ok(Self { first_table: flags & 0x0200 != 0, counts, pairs, count, bytes })
    }

    /// Where the text of `part` begins and ends, in characters.
    pub(super) fn range(&self, part: usize) -> (usize, usize) {
        let start: usize =
            self.counts[..part].iter().fold(0, |sum, count| sum.saturating_add(*count));
        (start, start.saturating_add(self.counts[part]))
    }
}

impl File {
    /// The bytes of a table; empty when the file has none.
    pub(super) fn part(&self, index: usize) -> &[u8] {
        let range = self.place(index).and_then(|(from, len)| Some(from..from.checked_add(len)?));
        range.and_then(|range| self.table.get(range)).unwrap_or_default()
    }

    /// Where a table lies: offset and length.
    pub(super) fn place(&self, index: usize) -> Option<(usize, usize)> {
        let fib = &self.fib;
        let at = fib.pairs + index * 8;
        let inside = index < fib.count;
        size_at(&fib.bytes, at).zip(size_at(&fib.bytes, at + 4)).filter(|_| inside)
    }
}
