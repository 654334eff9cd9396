//! What a file may cost to read. Every reader spends from one [`Budget`].

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::line::Line;
use crate::model::Change;
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
/// Most styles, levels of lists, notes, comments and tracked changes together.
pub(super) const PIECES: usize = 50_000;
/// Longest name of a typeface, in bytes: every line keeps its own.
pub(super) const FACE: usize = 200;
/// Longest time a file may take, in seconds.
pub(super) const SECONDS: u64 = 10;

/// Says that nobody waits for a file any more.
pub(super) type Stop = Arc<AtomicBool>;

/// What is left to spend on one file.
#[derive(Debug)]
pub(super) struct Budget {
    characters: usize,
    lines: usize,
    pieces: usize,
    /// A file inside the file is being read.
    inside: bool,
    stop: Stop,
}

impl Budget {
    pub(super) fn new() -> Self {
        Self::until(Stop::default())
    }

    /// The same, so long as `stop` does not say so.
    pub(super) fn until(stop: Stop) -> Self {
        Self { characters: CHARACTERS, lines: LINES, pieces: PIECES, inside: false, stop }
    }

    /// Spends the characters of `text`, and a line for each line break in it.
    ///
    /// # Errors
    ///
    /// [`Error::TooBig`] when the file has more than [`CHARACTERS`] or [`LINES`],
    /// or when nobody waits any more.
    pub(super) fn take(&mut self, text: &str) -> Result<()> {
        let count = text.chars().count();
        self.characters = self
            .characters
            .checked_sub(count)
            .ok_or_else(|| Error::TooBig(format!("文字超过 {} 万个", CHARACTERS / 10_000)))?;
        self.take_lines(text.bytes().filter(|byte| *byte == b'\n').count())
    }

    /// Spends a line and its characters.
    ///
    /// # Errors
    ///
    /// As [`Self::take`].
    pub(super) fn take_line(&mut self, text: &str) -> Result<()> {
        self.take_lines(1)?;
        self.take(text)
    }

    /// Spends one of [`PIECES`], and the characters of its `name`.
    ///
    /// # Errors
    ///
    /// [`Error::TooBig`] when the file has more, and as [`Self::take`].
    pub(super) fn take_piece(&mut self, name: &str) -> Result<()> {
        self.pieces = self.pieces.checked_sub(1).ok_or_else(|| {
            Error::TooBig(format!("样式、批注和修订超过 {} 万处", PIECES / 10_000))
        })?;
        self.take(name)
    }

    /// Adds `text` to `line`, as the tracked change `change` if there is one, and
    /// spends what that costs: each stretch of changed text keeps who changed it.
    ///
    /// # Errors
    ///
    /// As [`Self::take_piece`].
    pub(super) fn say(
        &mut self,
        line: &mut Line,
        text: &str,
        change: Option<&Change>,
    ) -> Result<()> {
        self.take(text)?;
        if let (true, Some(Change { author, date, .. })) = (line.push(text, change), change) {
            self.take_piece(author)?;
            self.take(date)?;
        }
        Ok(())
    }

    /// Reads a file inside the file, but none inside that.
    ///
    /// # Errors
    ///
    /// Those of `read`; [`Error::NoDocument`] inside a file that is inside another.
    pub(super) fn inside<T>(&mut self, read: impl FnOnce(&mut Self) -> Result<T>) -> Result<T> {
        if std::mem::replace(&mut self.inside, true) {
            return Err(Error::NoDocument("内嵌的文件里还有内嵌的文件".to_owned()));
        }
        let read = read(self);
        self.inside = false;
        read
    }

    fn take_lines(&mut self, count: usize) -> Result<()> {
        self.lines = self
            .lines
            .checked_sub(count)
            .ok_or_else(|| Error::TooBig(format!("超过 {} 万行", LINES / 10_000)))?;
        // Whatever is read comes by here.
        if self.stop.load(Ordering::Relaxed) {
            return Err(Error::TooBig(format!("读了 {SECONDS} 秒还没读完")));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reading_stops_when_nobody_waits_any_more() {
        let stop = Stop::default();
        let mut budget = Budget::until(Arc::clone(&stop));
        assert!(budget.take("述").is_ok());
        stop.store(true, Ordering::Relaxed);
        assert!(matches!(budget.take("职"), Err(Error::TooBig(_))));
    }
}
