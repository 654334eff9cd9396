//! The rows of a table, and how one that is taller than a page is divided.

use std::collections::VecDeque;

use super::lines::{Align, Measure, Text};
use super::pages::{Sheet, Strip, as_f64};
use super::table::{Column, TableSetting, table_setting};
use super::view::{Line, Piece};
use super::widths::Type;
use crate::model::{Place, Run};

/// Where the baseline lies in a line of a cell, which has at least a height.
const BASELINE: f64 = 0.88;

/// Thickness of a table's rules in twips; it adds to a row that its text fills.
const RULE: f64 = 10.0;

/// What the rules add to the height of a whole table, in twips.
pub(super) const RULES: f64 = 11.0;

/// A row of a table, or the part of it that stands on one page. Lengths are in
/// twips.
#[derive(Debug)]
pub(super) struct Row {
    /// The lines of each cell.
    cells: Vec<VecDeque<Vec<Piece>>>,
    place: Option<Place>,
    /// Distance of two lines.
    leading: f64,
    /// Height at least.
    least: f64,
    /// Lines of it stand on an earlier page.
    is_rest: bool,
    /// Lines of it stand on a later page.
    goes_on: bool,
}

/// The rows of a table.
pub(super) fn rows(rows: &[Vec<Vec<Run>>], place: Option<Place>, sheet: &Sheet<'_>) -> Vec<Row> {
    let setting = table_setting(rows, sheet.layout);
    let row = |(at, cells): (usize, &Vec<Vec<Run>>)| Row {
        cells: cells_of(cells, at == 0, &setting, sheet),
        place: place
            .map(|place| Place { paragraph: place.paragraph.map(|first| first + at), ..place }),
        leading: f64::from(setting.leading),
        least: f64::from(setting.height),
        is_rest: false,
        goes_on: false,
    };
    rows.iter().enumerate().map(row).collect()
}

fn cells_of(
    cells: &[Vec<Run>],
    is_head: bool,
    setting: &TableSetting,
    sheet: &Sheet<'_>,
) -> Vec<VecDeque<Vec<Piece>>> {
    let set = Type { size: f64::from(setting.size) * 10.0, spacing: 0.0, bold: false };
    let margin = f64::from(TableSetting::MARGIN);
    let mut left = sheet.left;
    let cell = |(cell, column): (&Vec<Run>, &Column)| {
        let width = f64::from(column.width);
        let align = if column.wraps && !is_head { Align::Both } else { Align::Center };
        let measure = Measure { width: width - 2.0 * margin, first: 0.0, align };
        let lines = Text::new(cell, set, |_| false).in_cell().lines(measure, left + margin);
        left += width;
        lines.into()
    };
    cells.iter().zip(&setting.columns).map(cell).collect()
}

impl Row {
    /// How much of a page it takes.
    pub(super) fn height(&self) -> f64 {
        self.least.max(as_f64(self.lines().max(1)) * self.leading + RULE)
    }

    /// Nothing of it stands on another page.
    pub(super) fn is_whole(&self) -> bool {
        !self.is_rest
    }

    /// Parts off what stands in `room`; `None` when not a line does.
    pub(super) fn part_off(&mut self, room: f64) -> Option<Self> {
        let fitting =
            (1..=self.lines()).take_while(|lines| as_f64(*lines) * self.leading + RULE <= room);
        let lines = fitting.last()?;
        let take = |cell: &mut VecDeque<Vec<Piece>>| cell.drain(..lines.min(cell.len())).collect();
        let cells = self.cells.iter_mut().map(take).collect();
        (self.least, self.is_rest) = (0.0, true);
        Some(Self { cells, goes_on: true, ..*self })
    }

    /// The row as it stands on a page: its cells in the middle, or from the top
    /// down when it goes on.
    pub(super) fn strip(self) -> Strip {
        let height = self.height();
        let middle = |lines: usize| (height - as_f64(lines) * self.leading) / 2.0;
        let mut lines: Vec<Line> = Vec::new();
        for cell in self.cells {
            let top = if self.goes_on { RULE / 2.0 } else { middle(cell.len()) };
            lines.extend(cell.into_iter().enumerate().map(|(at, pieces)| Line {
                y: top + (as_f64(at) + BASELINE) * self.leading,
                pieces,
                place: self.place,
            }));
        }
        Strip { height, lines: side_by_side(lines) }
    }

    /// Lines of the tallest cell.
    fn lines(&self) -> usize {
        self.cells.iter().map(VecDeque::len).max().unwrap_or(0)
    }
}

/// The lines of all cells from the top down; those at one height are one.
fn side_by_side(mut lines: Vec<Line>) -> Vec<Line> {
    // Cells at one height stay in their order, from the left.
    lines.sort_by(|one, other| one.y.total_cmp(&other.y));
    let mut merged: Vec<Line> = Vec::with_capacity(lines.len());
    for line in lines {
        match merged.last_mut().filter(|last| line.y - last.y < 1.0) {
            Some(last) => last.pieces.extend(line.pieces),
            None => merged.push(line),
        }
    }
    for line in &mut merged {
        line.pieces.sort_by(|one, other| one.x.total_cmp(&other.x));
    }
    merged
}
