//! Breaks a paragraph into lines and places what stands on them.
//!
//! A line takes what fits; then the break goes back to where one is allowed: by
//! 禁则 in Chinese text, by [`clusters`](super::clusters) where the last letter or
//! digit is Latin. A mark that would begin the next line hangs over the end.
//!
//! Text is worked on in stretches of one script and face, as Word and
//! LibreOffice do it. Where a stretch holds no break, its neighbour before it
//! is broken as if its own last character did not fit: so `学习强国”|APP` gives
//! `学习强|国”APP`, but `议事，|APP` breaks where it stands.

use super::clusters;
use super::kinsoku::{may_hang, may_part};
use super::view::Piece;
use super::widths::{Rounded, Script, Type, advance, gap, scripts};
use crate::model::{Face, Run};

/// Twips to points.
const POINT: f64 = 20.0;

/// A paragraph ready to be broken. Lengths are in twips.
#[derive(Debug)]
pub(super) struct Text {
    glyphs: Vec<Glyph>,
    set: Type,
    /// Marks may hang over the end of a line.
    hangs: bool,
}

/// A character of a paragraph.
#[derive(Debug, Clone, Copy)]
struct Glyph {
    character: char,
    /// The script it is set in.
    script: Script,
    /// The script it is taken for in breaking lines.
    taken: Script,
    face: Face,
    bold: bool,
    /// Its width without spacing.
    advance: f64,
}

/// How the lines of a paragraph are placed. Lengths are in twips.
#[derive(Debug, Clone, Copy)]
pub(super) struct Measure {
    /// Room for a line.
    pub(super) width: f64,
    /// Indent of the first line.
    pub(super) first: f64,
    /// Where lines stand that do not fill the room.
    pub(super) align: Align,
}

/// Where a line stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Align {
    /// From edge to edge; the last line flush left.
    Both,
    /// In the middle.
    Center,
    /// Flush right.
    Right,
}

/// A line of a paragraph: characters `start..end` stand on it. Blanks at its
/// end are left out, and a hanging mark is the last of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Cut {
    start: usize,
    end: usize,
    hangs: bool,
    /// The paragraph goes on behind it without a forced break.
    goes_on: bool,
}

impl Glyph {
    /// Whether `behind` belongs to the same stretch.
    fn joins(&self, behind: &Self) -> bool {
        (self.script, self.taken, self.face, self.bold)
            == (behind.script, behind.taken, behind.face, behind.bold)
    }
}

impl Text {
    /// The text of `runs`, `bold` where that says so of a run's index.
    pub(super) fn new(runs: &[Run], set: Type, bold: impl Fn(usize) -> bool) -> Self {
        let characters: Vec<char> = runs.iter().flat_map(|run| run.text.chars()).collect();
        let scripts = scripts(&characters);
        let faces = runs.iter().enumerate().flat_map(|(at, run)| {
            let bold = bold(at);
            run.text.chars().map(move |_| (run.face, bold))
        });
        let mut glyphs: Vec<Glyph> = Vec::with_capacity(characters.len());
        let mut stretch = Rounded::default();
        for ((&character, (script, taken)), (face, bold)) in
            characters.iter().zip(scripts).zip(faces)
        {
            let mut glyph = Glyph { character, script, taken, face, bold, advance: 0.0 };
            if glyphs.last().is_some_and(|before| !before.joins(&glyph)) {
                stretch = Rounded::default();
            }
            glyph.advance = stretch.add(advance(character, script, Type { bold, ..set }));
            glyphs.push(glyph);
        }
        Self { glyphs, set, hangs: true }
    }

    /// The same with every mark inside: in a table's cell none hangs.
    pub(super) fn in_cell(self) -> Self {
        Self { hangs: false, ..self }
    }

    /// The lines of the paragraph, each as pieces from `left` on.
    pub(super) fn lines(&self, measure: Measure, left: f64) -> Vec<Vec<Piece>> {
        let cuts = self.cuts(measure);
        cuts.iter().enumerate().map(|(at, cut)| self.place(*cut, measure, left, at == 0)).collect()
    }

    /// What stands between two neighbours on a line.
    fn between(&self, left: usize) -> f64 {
        let (before, behind) = (&self.glyphs[left], &self.glyphs[left + 1]);
        if before.joins(behind) {
            self.set.spacing
        } else if before.taken != behind.taken {
            gap(before.character, behind.character, self.set)
        } else {
            // The last character of a stretch has no spacing behind it.
            0.0
        }
    }

    fn cuts(&self, measure: Measure) -> Vec<Cut> {
        let mut cuts = Vec::new();
        let mut start = 0;
        loop {
            let room = measure.width - if cuts.is_empty() { measure.first } else { 0.0 };
            let (cut, next) = self.cut(start, room);
            cuts.push(cut);
            match next {
                Some(next) => start = next,
                None => return cuts,
            }
        }
    }

    /// The line that begins at `start`, and where the next one begins.
    fn cut(&self, start: usize, room: f64) -> (Cut, Option<usize>) {
        let line = |end: usize, hangs, goes_on| Cut {
            start,
            end: self.without_blanks(start, end),
            hangs,
            goes_on,
        };
        let mut x = 0.0;
        let mut at = start;
        loop {
            let Some(glyph) = self.glyphs.get(at) else {
                return (line(at, false, false), None);
            };
            if glyph.character == '\n' {
                return (line(at, false, false), Some(at + 1));
            }
            if at > start {
                x += self.between(at - 1);
            }
            if x + glyph.advance > room {
                break;
            }
            x += glyph.advance;
            at += 1;
        }
        if is_blank(self.glyphs[at].character) {
            // Blanks do not begin a line; they vanish at the end of this one.
            let next = (at..).find(|&next| !self.character(next).is_some_and(is_blank));
            let next = next.expect("the text ends somewhere");
            return match self.character(next) {
                None => (line(at, false, false), None),
                Some('\n') => (line(at, false, false), Some(next + 1)),
                Some(_) => (line(at, false, true), Some(next)),
            };
        }
        let end = self.break_before(start, at);
        let hangs = end > at;
        match self.character(end) {
            None => (line(end, hangs, false), None),
            Some('\n') => (line(end, hangs, false), Some(end + 1)),
            Some(_) => (line(end, hangs, true), Some(end)),
        }
    }

    /// Where the line from `start` ends when the character at `full` is the
    /// first that does not fit; one more when that one hangs.
    fn break_before(&self, start: usize, full: usize) -> usize {
        let mut last = full;
        loop {
            let stretch = self.stretch(start, last);
            let found = self.last_break(start, last);
            if let Some(end) = found.filter(|&end| end >= stretch) {
                return end;
            }
            if stretch == start {
                // Nothing may part: then the line is cut where it is full.
                return full.max(start + 1);
            }
            last = stretch - 1;
        }
    }

    /// Where the stretch that holds `at` begins, on a line from `start`.
    fn stretch(&self, start: usize, at: usize) -> usize {
        let parts = |&at: &usize| !self.glyphs[at - 1].joins(&self.glyphs[at]);
        (start + 1..=at).rev().find(parts).unwrap_or(start)
    }

    /// The last break of `start..=full`, or behind it when `full` hangs.
    fn last_break(&self, start: usize, full: usize) -> Option<usize> {
        let letter = (start..=full).rev().find(|&at| self.glyphs[at].character.is_alphanumeric());
        let is_latin = letter.is_some_and(|at| self.glyphs[at].taken == Script::Latin);
        let may_part = if is_latin { clusters::may_part } else { may_part };
        let mut end = full;
        if self.hangs && !is_latin && may_hang(self.glyphs[full].character) {
            end += 1;
            if self.character(end).is_none_or(|next| next == '\n') {
                return Some(end);
            }
        }
        (start + 1..=end)
            .rev()
            .find(|&end| may_part(self.glyphs[end - 1].character, self.glyphs[end].character))
    }

    fn character(&self, at: usize) -> Option<char> {
        self.glyphs.get(at).map(|glyph| glyph.character)
    }

    fn without_blanks(&self, start: usize, end: usize) -> usize {
        (start..end)
            .rev()
            .find(|&at| !is_blank(self.glyphs[at].character))
            .map_or(start, |last| last + 1)
    }

    /// The pieces of a line.
    fn place(&self, cut: Cut, measure: Measure, left: f64, is_first: bool) -> Vec<Piece> {
        let first = if is_first { measure.first } else { 0.0 };
        let room = measure.width - first;
        // What hangs takes no room.
        let inside = cut.end - usize::from(cut.hangs);
        let natural = self.width(cut.start, inside);
        let slack = (room - natural).max(0.0);
        let (shift, extra) = match measure.align {
            Align::Both if cut.goes_on => (0.0, slack / self.stretches(cut.start, inside).max(1.0)),
            Align::Both => (0.0, 0.0),
            Align::Center => (slack / 2.0, 0.0),
            Align::Right => (slack, 0.0),
        };
        self.pieces(cut, left + first + shift, extra)
    }

    fn width(&self, start: usize, end: usize) -> f64 {
        let glyphs: f64 = self.glyphs[start..end].iter().map(|glyph| glyph.advance).sum();
        let gaps: f64 = (start + 1..end).map(|at| self.between(at - 1)).sum();
        glyphs + gaps
    }

    /// How many places of `start..end` take part in justification.
    fn stretches(&self, start: usize, end: usize) -> f64 {
        (start + 1..end)
            .fold(0.0, |sum, at| if self.stretches_at(at - 1) { sum + 1.0 } else { sum })
    }

    /// Whether justification widens the place behind a character: everywhere
    /// but inside a Latin word.
    fn stretches_at(&self, left: usize) -> bool {
        let (before, behind) = (&self.glyphs[left], &self.glyphs[left + 1]);
        !(before.script == Script::Latin && behind.script == Script::Latin)
            || before.character == ' '
    }

    fn pieces(&self, cut: Cut, left: f64, extra: f64) -> Vec<Piece> {
        let mut pieces: Vec<Piece> = Vec::new();
        let mut x = left;
        for at in cut.start..cut.end {
            let glyph = &self.glyphs[at];
            let mut joins = false;
            if at > cut.start {
                let before = &self.glyphs[at - 1];
                let stretch = if self.stretches_at(at - 1) { extra } else { 0.0 };
                x += self.between(at - 1) + stretch;
                joins = before.joins(glyph) && before.character != ' ';
            }
            let right = x + glyph.advance;
            match pieces.last_mut().filter(|_| joins) {
                Some(piece) => {
                    piece.text.push(glyph.character);
                    piece.width = right / POINT - piece.x;
                }
                None => pieces.push(Piece {
                    x: x / POINT,
                    text: glyph.character.to_string(),
                    face: glyph.face,
                    size: self.set.size / POINT,
                    width: glyph.advance / POINT,
                    bold: glyph.bold,
                    spacing: match glyph.script {
                        Script::Han => (self.set.spacing + extra) / POINT,
                        Script::Latin => self.set.spacing / POINT,
                    },
                }),
            }
            x = right;
        }
        pieces
    }
}

fn is_blank(character: char) -> bool {
    matches!(character, ' ' | '\u{3000}')
}

#[cfg(test)]
#[path = "lines_tests.rs"]
mod tests;
