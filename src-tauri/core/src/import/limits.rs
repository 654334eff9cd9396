//! What a file may cost to read. Every reader spends from one [`Budget`].

use crate::{Error, Result};

/// Largest file that is read, in bytes.
pub(super) const FILE: usize = 50 << 20;
/// Most entries of a package.
pub(super) const ENTRIES: usize = 10_000;
/// Most bytes unpacked from a package.
pub(super) const UNPACKED: u64 = 64 << 20;
/// An entry may unpack to so many times its size …
pub(super) const RATIO: u64 = 200;
/// … or to this many bytes, whichever is more.
pub(super) const RATIO_FLOOR: u64 = 4 << 20;
/// Deepest nesting of elements, groups or the like.
pub(super) const DEPTH: usize = 256;
/// Most characters of text.
pub(super) const CHARACTERS: usize = 2_000_000;
/// Most lines: each costs memory, however short.
pub(super) const LINES: usize = 100_000;
/// Longest time a file may take, in seconds.
pub(super) const SECONDS: u64 = 10;

/// What is left to spend on one file.
#[derive(Debug)]
pub(super) struct Budget {
    characters: usize,
    lines: usize,
}

impl Budget {
    pub(super) fn new() -> Self {
        Self { characters: CHARACTERS, lines: LINES }
    }

    /// Spends the characters of `text`.
    ///
    /// # Errors
    ///
    /// [`Error::TooBig`] when the file has more than [`CHARACTERS`].
    pub(super) fn take(&mut self, text: &str) -> Result<()> {
        let count = text.chars().count();
        self.characters = self
            .characters
            .checked_sub(count)
            .ok_or_else(|| Error::TooBig(format!("文字超过 {} 万个", CHARACTERS / 10_000)))?;
        Ok(())
    }

    /// Spends a line and its characters.
    ///
    /// # Errors
    ///
    /// [`Error::TooBig`] when the file has more than [`LINES`] or [`CHARACTERS`].
    pub(super) fn take_line(&mut self, text: &str) -> Result<()> {
        self.lines = self
            .lines
            .checked_sub(1)
            .ok_or_else(|| Error::TooBig(format!("超过 {} 万行", LINES / 10_000)))?;
        self.take(text)
    }
}
