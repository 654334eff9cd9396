//! Stacks lines into pages.
//!
//! Every line has its height, so a page holds what fits. A heading stays with
//! the first line of what follows it, and the signature with its date, which
//! may end a page early; nothing else does: a paragraph may leave or begin a
//! page with a single line, as the official layout wants its 22 lines filled.

use super::assemble::{lines_after, stays_with_next};
use super::lines::{Align, Measure, Text};
use super::row::{RULES, Row, rows};
use super::signature::signature_offsets;
use super::view::{Line, Page, Piece};
use super::widths::{Type, is_wide};
use crate::model::{Block, Face, Layout, Manuscript, Style, TextBlock};

/// Twips to points.
const POINT: f64 = 20.0;

/// Where the baseline lies in a line of exact height.
const BASELINE: f64 = 0.78;

/// The pages of `manuscript` in `layout`, as Word and LibreOffice set them.
/// There is always at least one.
pub fn paginate(manuscript: &Manuscript, layout: &Layout) -> Vec<Page> {
    let sheet = Sheet::new(layout);
    let mut stack = Stack::new(&sheet);
    let offsets = offsets(manuscript, layout);
    let mut chain = Vec::new();
    let mut after_table = false;
    for (at, block) in manuscript.blocks.iter().enumerate() {
        match block {
            Block::Text(text) => {
                let strips = paragraph(text, &sheet, &offsets);
                if stays_with_next(text.style) {
                    chain.extend(strips);
                } else {
                    stack.keep_together(height(chain.iter().chain(strips.first())));
                    stack.put_all(chain.drain(..));
                    stack.put_all(strips);
                }
            }
            Block::Table { rows: table, place } => {
                let rows = rows(table, *place, &sheet);
                let between = (after_table || stack.is_broken()).then(|| sheet.blank());
                let first = between.as_ref().map(|blank| blank.height);
                let first = first.or(rows.first().map(Row::height)).unwrap_or(0.0);
                stack.keep_together(height(&chain) + first);
                stack.put_all(chain.drain(..));
                stack.put_all(between);
                stack.put_table(rows);
            }
            Block::PageBreak => {
                stack.put_all(chain.drain(..));
                stack.break_page();
            }
        }
        after_table = matches!(block, Block::Table { .. });
        for _ in 0..lines_after(block, manuscript.blocks.get(at + 1), layout) {
            stack.put(sheet.blank());
        }
    }
    stack.put_all(chain);
    // The text of a document always ends in a paragraph, if only an empty one.
    if after_table {
        stack.put(sheet.blank());
    }
    stack.finish()
}

/// The layout in twips, as numbers to reckon with.
pub(super) struct Sheet<'a> {
    pub(super) layout: &'a Layout,
    pub(super) left: f64,
    top: f64,
    width: f64,
    height: f64,
    body: Type,
}

impl<'a> Sheet<'a> {
    fn new(layout: &'a Layout) -> Self {
        let across = layout.margin_left + layout.margin_right;
        let down = layout.margin_top + layout.margin_bottom;
        Self {
            layout,
            left: f64::from(layout.margin_left),
            top: f64::from(layout.margin_top),
            width: f64::from(layout.page_width.saturating_sub(across)),
            height: whole_lines(layout.page_height.saturating_sub(down), layout.line_pitch),
            body: Type {
                size: f64::from(layout.sizes.body) * 10.0,
                spacing: f64::from(layout.character_spacing),
                bold: false,
            },
        }
    }

    fn pitch(&self) -> f64 {
        f64::from(self.layout.line_pitch)
    }

    fn blank(&self) -> Strip {
        Strip { height: self.pitch(), lines: Vec::new() }
    }
}

/// The height that whole lines fill: the grid of a page ends with its last.
fn whole_lines(height: u32, pitch: u32) -> f64 {
    f64::from(height - height % pitch.max(1))
}

/// What is not divided between pages: a line of text, or a table's row as it
/// stands on one page.
#[derive(Debug, Clone)]
pub(super) struct Strip {
    pub(super) height: f64,
    /// Baselines are reckoned from the strip's top, in twips.
    pub(super) lines: Vec<Line>,
}

fn height<'a>(strips: impl IntoIterator<Item = &'a Strip>) -> f64 {
    strips.into_iter().map(|strip| strip.height).sum()
}

/// Right indents of signature and date.
struct Offsets {
    signature: f64,
    date: f64,
}

fn offsets(manuscript: &Manuscript, layout: &Layout) -> Offsets {
    let text = |style: Style| {
        let found = manuscript.blocks.iter().find_map(|block| match block {
            Block::Text(block) if block.style == style => Some(block.text()),
            _ => None,
        });
        found.unwrap_or_default()
    };
    let offsets = signature_offsets(&text(Style::Signature), &text(Style::Date), layout);
    Offsets { signature: f64::from(offsets.signature), date: f64::from(offsets.date) }
}

/// The lines of a paragraph.
fn paragraph(block: &TextBlock, sheet: &Sheet<'_>, offsets: &Offsets) -> Vec<Strip> {
    let layout = sheet.layout;
    let title = Type { size: f64::from(layout.sizes.title) * 10.0, spacing: 0.0, bold: false };
    let first_line = f64::from(layout.first_line);
    let (set, pitch, first, align, inset) = match block.style {
        Style::Title => (title, f64::from(layout.title_pitch), 0.0, Align::Center, 0.0),
        Style::Byline => (sheet.body, sheet.pitch(), 0.0, Align::Center, 0.0),
        Style::Salutation | Style::Blank => (sheet.body, sheet.pitch(), 0.0, Align::Both, 0.0),
        Style::Heading(_) | Style::RunIn(_) | Style::Body => {
            (sheet.body, sheet.pitch(), first_line, Align::Both, 0.0)
        }
        Style::Signature => (sheet.body, sheet.pitch(), 0.0, Align::Right, offsets.signature),
        Style::Date => (sheet.body, sheet.pitch(), 0.0, Align::Right, offsets.date),
    };
    let levels = &layout.fonts.bold_levels;
    let is_bold = |run: usize| match block.style {
        Style::Heading(level) => levels.contains(&level),
        Style::RunIn(level) => run == 0 && levels.contains(&level),
        _ => false,
    };
    let measure = Measure { width: sheet.width - inset, first, align };
    let strip = |pieces| Strip {
        height: pitch,
        lines: vec![Line { y: BASELINE * pitch, pieces, place: block.place }],
    };
    Text::new(&block.runs, set, is_bold).lines(measure, sheet.left).into_iter().map(strip).collect()
}

/// A count: never so large that the conversion loses anything.
pub(super) fn as_f64(count: usize) -> f64 {
    u32::try_from(count).map_or(f64::INFINITY, f64::from)
}

/// The pages so far, and how far the last one is filled.
struct Stack<'a> {
    sheet: &'a Sheet<'a>,
    pages: Vec<Page>,
    used: f64,
    /// What comes next begins a page, whatever room is left.
    broken: bool,
}

impl<'a> Stack<'a> {
    fn new(sheet: &'a Sheet<'a>) -> Self {
        let first = Page { number: 1, lines: Vec::new() };
        Self { sheet, pages: vec![first], used: 0.0, broken: false }
    }

    fn is_broken(&self) -> bool {
        self.broken
    }

    fn break_page(&mut self) {
        self.broken = true;
    }

    fn fits(&self, height: f64) -> bool {
        !self.broken && self.used + height <= self.sheet.height
    }

    fn turn(&mut self) {
        let number = self.pages.len() + 1;
        self.pages.push(Page { number, lines: Vec::new() });
        self.used = 0.0;
        self.broken = false;
    }

    /// Turns the page when what is so tall, and belongs together, does not
    /// stand on this one, but would on a new one.
    fn keep_together(&mut self, height: f64) {
        if !self.fits(height) && self.used > 0.0 && height <= self.sheet.height {
            self.turn();
        }
    }

    fn put_all(&mut self, strips: impl IntoIterator<Item = Strip>) {
        for strip in strips {
            self.put(strip);
        }
    }

    /// Puts rows. The first is repeated where the table goes on overleaf, and
    /// does not stand at the foot of a page alone.
    fn put_table(&mut self, rows: Vec<Row>) {
        let mut rows = rows.into_iter();
        let Some(head) = rows.next() else { return };
        let second = rows.as_slice().first().map_or(0.0, Row::height);
        self.keep_together(head.height() + second);
        let head = self.put_row(head, None);
        for row in rows {
            self.put_row(row, head.as_ref());
        }
        self.used += RULES;
    }

    /// Puts a row, below the `head` of its table where it goes overleaf. One
    /// that is taller than a page begins where the last one ends, and is parted.
    /// Gives the row as it stands, unless it was parted: then it heads no page.
    fn put_row(&mut self, mut row: Row, head: Option<&Strip>) -> Option<Strip> {
        let page = self.sheet.height - RULES;
        let is_tall = row.height() > page - head.map_or(0.0, |head| head.height);
        let mut is_fresh = false;
        while !self.fits(row.height() + RULES) {
            let part = if is_tall { row.part_off(page - self.used) } else { None };
            match part {
                Some(part) => self.put(part.strip()),
                // There is no room for it anywhere.
                None if is_fresh => break,
                None => {}
            }
            self.turn();
            self.put_all(head.cloned());
            is_fresh = true;
        }
        let is_whole = row.is_whole();
        let strip = row.strip();
        self.put(strip.clone());
        is_whole.then_some(strip)
    }

    fn put(&mut self, strip: Strip) {
        if self.broken || (self.used > 0.0 && !self.fits(strip.height)) {
            self.turn();
        }
        let top = self.sheet.top + self.used;
        let lines = strip.lines.into_iter().map(|line| Line { y: (top + line.y) / POINT, ..line });
        let page = self.pages.last_mut().expect("there is always a page");
        page.lines.extend(lines);
        self.used += strip.height;
    }

    fn finish(mut self) -> Vec<Page> {
        for page in &mut self.pages {
            page.lines.extend(page_number(page.number, self.sheet));
        }
        self.pages
    }
}

/// The page number at the foot, towards the outer edge.
fn page_number(number: usize, sheet: &Sheet<'_>) -> Option<Line> {
    let layout = sheet.layout;
    let spec = layout.page_number.as_ref()?;
    let text = format!("{}{number}{}", spec.before, spec.after);
    let size = f64::from(layout.sizes.page_number) * 10.0;
    // Digits and blanks are 宋体 too, half as wide as they are high.
    let halves: usize = text.chars().map(|character| if is_wide(character) { 2 } else { 1 }).sum();
    let width = as_f64(halves) * size / 2.0;
    let inset = f64::from(spec.inset);
    let x =
        if number % 2 == 1 { sheet.left + sheet.width - inset - width } else { sheet.left + inset };
    // The line is as high as the type, and its baseline four fifths down.
    let y = f64::from(layout.page_height) - f64::from(layout.footer) - size * 0.2;
    let piece = Piece {
        x: x / POINT,
        text,
        face: Face::Song,
        size: size / POINT,
        width: width / POINT,
        bold: false,
        spacing: 0.0,
    };
    Some(Line { y: y / POINT, pieces: vec![piece], place: None })
}

#[cfg(test)]
#[path = "pages_tests.rs"]
mod tests;
