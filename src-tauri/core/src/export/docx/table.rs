//! Tables: how wide their columns are, and how large their type.

use docx_rs::{
    AlignmentType, HeightRule, LineSpacing, LineSpacingType, Paragraph, Table, TableAlignmentType,
    TableBorder, TableBorderPosition, TableCell, TableCellMargins, TableLayoutType, TableRow,
    VAlignType, WidthType,
};

use super::styles::{Look, twips};
use crate::model::{Layout, Run, Style};

/// Sizes of type a table may have, in half points: the text's own, 4号, 小4号, 5号.
const SIZES: [u32; 3] = [28, 24, 21];

/// Room between a cell's text and its sides, in twips, as Word has it.
const MARGIN: u32 = 108;

/// How a table is set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Setting {
    /// Size of type, in half points.
    pub(super) size: u32,
    /// Height of a row, at least, in twips.
    pub(super) height: u32,
    /// The columns; their widths add up to the type area.
    pub(super) columns: Vec<Column>,
}

impl Setting {
    /// Distance of two lines of a cell, at least, in twips: 1¼ times the size.
    pub(super) fn leading(&self) -> u32 {
        self.size * 25 / 2
    }
}

/// A column of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Column {
    /// Its width in twips.
    pub(super) width: u32,
    /// Whether some cell of it needs more than one line, so that it is set
    /// flush left rather than centred.
    pub(super) wraps: bool,
}

/// How a table of `rows` is set: in the largest size in which every cell fits
/// on one line, else in the smallest, with the room shared fairly.
pub(super) fn setting(rows: &[Vec<Vec<Run>>], layout: &Layout) -> Setting {
    let area = layout.page_width.saturating_sub(layout.margin_left + layout.margin_right);
    let count = rows.iter().map(Vec::len).max().unwrap_or(0).max(1);
    let halves: Vec<u32> = (0..count)
        .map(|column| {
            let cells = rows.iter().filter_map(|row| row.get(column));
            cells.map(|cell| half_ems(cell)).max().unwrap_or(0).max(2)
        })
        .collect();
    // Half an em of a size in half points is 5 twips for each half point.
    let needs = |size: u32| -> Vec<u32> {
        halves.iter().map(|half| half.saturating_mul(size * 5) + 2 * MARGIN).collect()
    };
    let body = layout.sizes.body;
    let sizes: Vec<u32> =
        [body].into_iter().chain(SIZES.into_iter().filter(|size| *size < body)).collect();
    let fits =
        |size: &u32| needs(*size).iter().fold(0_u32, |sum, need| sum.saturating_add(*need)) <= area;
    let size = sizes.iter().copied().find(fits).unwrap_or(*sizes.last().expect("body is there"));
    let needs = needs(size);
    let widths = share(&needs, area);
    let columns = widths
        .into_iter()
        .zip(needs)
        .map(|(width, need)| Column { width, wraps: need > width })
        .collect();
    Setting { size, height: layout.line_pitch * size / body.max(1), columns }
}

/// Widths that add up to `area`: each column what it needs where that is no
/// more than its fair share; what is left over goes to all alike.
fn share(needs: &[u32], area: u32) -> Vec<u32> {
    let mut order: Vec<usize> = (0..needs.len()).collect();
    order.sort_by_key(|at| needs[*at]);
    let mut widths = vec![0; needs.len()];
    let (mut left, mut columns) = (area, needs.len() as u32);
    for at in order {
        widths[at] = needs[at].min(left / columns);
        left -= widths[at];
        columns -= 1;
    }
    let extra = left / needs.len() as u32;
    for width in &mut widths {
        *width += extra;
    }
    widths[0] += left - extra * needs.len() as u32;
    widths
}

/// The width of a cell's text in halves of an em: ASCII counts one, the rest two.
fn half_ems(cell: &[Run]) -> u32 {
    cell.iter()
        .flat_map(|run| run.text.chars())
        .fold(0, |sum, c| sum + if c.is_ascii() { 1 } else { 2 })
}

/// The table of `rows`.
pub(super) fn table(rows: &[Vec<Vec<Run>>], layout: &Layout) -> Table {
    let setting = setting(rows, layout);
    let lines = rows.iter().map(|row| line(row, &setting, layout)).collect();
    let side = |position| TableBorder::new(position).size(4);
    let sides = [
        TableBorderPosition::Top,
        TableBorderPosition::Left,
        TableBorderPosition::Bottom,
        TableBorderPosition::Right,
        TableBorderPosition::InsideH,
        TableBorderPosition::InsideV,
    ];
    let area: u32 = setting.columns.iter().map(|column| column.width).sum();
    let table = Table::new(lines)
        .set_grid(setting.columns.iter().map(|column| column.width as usize).collect())
        .width(area as usize, WidthType::Dxa)
        .align(TableAlignmentType::Center)
        .layout(TableLayoutType::Fixed)
        .margins(TableCellMargins::new().margin(0, MARGIN as usize, 0, MARGIN as usize));
    sides.into_iter().map(side).fold(table, Table::set_border)
}

fn line(row: &[Vec<Run>], setting: &Setting, layout: &Layout) -> TableRow {
    let cells = setting.columns.iter().enumerate().map(|(at, column)| {
        let runs = row.get(at).map_or(&[][..], Vec::as_slice);
        TableCell::new()
            .width(column.width as usize, WidthType::Dxa)
            .vertical_align(VAlignType::Center)
            .add_paragraph(cell(runs, *column, setting, layout))
    });
    let height = setting.height as f32;
    TableRow::new(cells.collect()).row_height(height).height_rule(HeightRule::AtLeast).cant_split()
}

fn cell(runs: &[Run], column: Column, setting: &Setting, layout: &Layout) -> Paragraph {
    let look = Look::of(Style::Blank, layout).sized(setting.size, 0);
    let align = if column.wraps { AlignmentType::Both } else { AlignmentType::Center };
    // An exact pitch would cut what is taller than a line, and the grid would
    // spread small type over whole lines of the text. The lines are tight, so
    // that the text stands in the middle of its row.
    let spacing =
        LineSpacing::new().line(twips(setting.leading())).line_rule(LineSpacingType::AtLeast);
    let mut property = look.paragraph().align(align).line_spacing(spacing).snap_to_grid(false);
    property.run_property = look.run(layout);
    let paragraph = Paragraph { property, ..Paragraph::new() };
    runs.iter().fold(paragraph, |paragraph, run| {
        paragraph.add_run(super::run(run, look.faced(run.face), layout))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn widths_add_up_and_small_columns_keep_what_they_need() {
        assert_eq!(share(&[100, 100], 1001), [501, 500]);
        assert_eq!(share(&[100, 5000, 300], 1000), [100, 600, 300]);
        assert_eq!(share(&[900, 900, 900], 1000), [333, 333, 334]);
    }
}
