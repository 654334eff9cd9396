//! Tables, as [`table_setting`] has them.

use docx_rs::{
    AlignmentType, HeightRule, LineSpacing, LineSpacingType, Paragraph, Table, TableAlignmentType,
    TableBorder, TableBorderPosition, TableCell, TableCellMargins, TableLayoutType, TableRow,
    VAlignType, WidthType,
};

use super::styles::{Look, twips};
use crate::manuscript::{TableSetting, table_setting};
use crate::model::{Layout, Run, Style};

/// The table of `rows`.
pub(super) fn table(rows: &[Vec<Vec<Run>>], layout: &Layout) -> Table {
    let setting = table_setting(rows, layout);
    let lines = rows.iter().enumerate();
    let lines = lines.map(|(at, row)| line(row, at == 0, &setting, layout)).collect();
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
        .margins(TableCellMargins::new().margin(
            0,
            TableSetting::MARGIN as usize,
            0,
            TableSetting::MARGIN as usize,
        ));
    sides.into_iter().map(side).fold(table, Table::set_border)
}

fn line(row: &[Vec<Run>], is_head: bool, setting: &TableSetting, layout: &Layout) -> TableRow {
    let cells = setting.columns.iter().enumerate().map(|(at, column)| {
        let runs = row.get(at).map_or(&[][..], Vec::as_slice);
        let runs_on = column.wraps && !is_head;
        TableCell::new()
            .width(column.width as usize, WidthType::Dxa)
            .vertical_align(VAlignType::Center)
            .add_paragraph(cell(runs, runs_on, setting, layout))
    });
    let height = setting.height as f32;
    TableRow::new(cells.collect()).row_height(height).height_rule(HeightRule::AtLeast).cant_split()
}

fn cell(runs: &[Run], runs_on: bool, setting: &TableSetting, layout: &Layout) -> Paragraph {
    let look = Look::of(Style::Blank, layout).sized(setting.size, 0);
    let align = if runs_on { AlignmentType::Both } else { AlignmentType::Center };
    // An exact pitch would cut what is taller than a line, and the grid would
    // spread small type over whole lines of the text. The lines are tight, so
    // that the text stands in the middle of its row.
    let spacing =
        LineSpacing::new().line(twips(setting.leading)).line_rule(LineSpacingType::AtLeast);
    let mut property = look.paragraph().align(align).line_spacing(spacing).snap_to_grid(false);
    property.run_property = look.run(layout);
    let paragraph = Paragraph { property, ..Paragraph::new() };
    runs.iter()
        .flat_map(|run| super::runs(run, look.faced(run.face), layout))
        .fold(paragraph, Paragraph::add_run)
}
