//! The rows of a table of years as charts, on a sheet of their own.

use rust_xlsxwriter::{
    Chart, ChartDataLabel, ChartDataLabelPosition, ChartFont, ChartFormat, ChartLayout, ChartLine,
    ChartMarker, ChartMarkerType, ChartSolidFill, Workbook, XlsxError,
};

use super::sheet::{column, name};
use crate::model::{Cell, Sheet};

/// Two values make a change; three make a course, which a chart shows better.
const FEWEST: usize = 3;
/// Charts a row: so many stand side by side on A4 paper, upright.
const ABREAST: usize = 2;
/// How large a chart is, in pixels of 1/96 inch.
const SIZE: (u32, u32) = (248, 196);
/// How many rows and columns of the sheet a chart takes with the gap around it.
const CELLS: (usize, usize) = (11, 5);
/// How high and wide a cell is, in pixels. A width is kept in characters of the table's
/// face, and charts grow with their cells: where another face stands in they are a third
/// wider, and two must still fit on the paper.
const CELL: (u32, u32) = (20, 51);
/// The gap above a chart, in pixels: the end of a page must not touch it.
const GAP: u32 = 12;
/// The margins of the paper, in inches: left, right, top, bottom, header, footer.
const MARGINS: [f64; 6] = [0.5, 0.5, 0.75, 0.75, 0.3, 0.3];
/// Rows of charts on a page.
const ON_A_PAGE: usize = 4;
/// A4.
const PAPER: u8 = 9;

/// Adds a sheet with a chart for every row of `sheet` that holds numbers of three
/// years and more. The years begin in the column `first`; what the row counts and in
/// what unit stands in the two before it. The charts read the table, so that a number
/// put right there is put right in its chart. Without such a row nothing is added.
pub(super) fn add(book: &mut Workbook, sheet: &Sheet, first: usize) -> Result<(), XlsxError> {
    let numbers = |row: &&Vec<Cell>| {
        row.iter().skip(first).filter(|cell| matches!(cell, Cell::Number(_))).count()
    };
    let rows = sheet.rows.iter().enumerate().skip(1);
    let drawn: Vec<(usize, &Vec<Cell>)> = rows.filter(|(_, row)| numbers(row) >= FEWEST).collect();
    if drawn.is_empty() {
        return Ok(());
    }
    let years = first..sheet.rows[0].len();
    let page = book.add_worksheet();
    let [left, right, top, bottom, header, footer] = MARGINS;
    page.set_name("图")?
        .set_screen_gridlines(false)
        .set_paper_size(PAPER)
        .set_margins(left, right, top, bottom, header, footer)
        .set_column_range_width_pixels(0, column(ABREAST * CELLS.1 - 1)?, CELL.1)?
        .set_default_row_height_pixels(CELL.0);
    for (order, (at, row)) in drawn.iter().enumerate() {
        let chart = chart(&name(&sheet.name), *at, years.clone(), &title(row, first))?;
        let (line, place) = (order / ABREAST * CELLS.0, order % ABREAST * CELLS.1);
        page.insert_chart_with_offset(self::line(line)?, column(place)?, &chart, 0, GAP)?;
    }
    // No chart is cut in two by the end of a page.
    let lines = drawn.len().div_ceil(ABREAST);
    let breaks = (ON_A_PAGE..lines).step_by(ON_A_PAGE).map(|count| line(count * CELLS.0));
    page.set_page_breaks(&breaks.collect::<Result<Vec<u32>, XlsxError>>()?)?;
    Ok(())
}

/// A row of the table `table` as a line in black, with its values beside it: to be
/// read on paper, and without colours.
fn chart(
    table: &str,
    row: usize,
    years: std::ops::Range<usize>,
    title: &str,
) -> Result<Chart, XlsxError> {
    let (from, to) = (column(years.start)?, column(years.end - 1)?);
    let row = line(row)?;
    let mut black = ChartFormat::new();
    black.set_line(ChartLine::new().set_color("000000").set_width(2.0));
    let mut filled = ChartFormat::new();
    filled
        .set_solid_fill(ChartSolidFill::new().set_color("000000"))
        .set_border(ChartLine::new().set_color("000000"));
    let mut chart = Chart::new_line();
    chart
        .add_series()
        .set_categories((table, 0, from, 0, to))
        .set_values((table, row, from, row, to))
        .set_format(&mut black)
        .set_marker(
            ChartMarker::new()
                .set_type(ChartMarkerType::Circle)
                .set_size(6)
                .set_format(&mut filled),
        )
        .set_data_label(
            ChartDataLabel::new().show_value().set_position(ChartDataLabelPosition::Above),
        );
    chart.title().set_name(title).set_font(ChartFont::new().set_size(11).set_bold());
    chart.legend().set_hidden();
    // The highest value has room below the title.
    let below = ChartLayout::new().set_offset(0.06, 0.34).set_dimensions(0.88, 0.48);
    chart.plot_area().set_layout(&below);
    // Every value stands at its point: an axis would only add 0.2 of a meeting.
    chart.y_axis().set_min(0).set_major_gridlines(false).set_hidden(true);
    chart.set_width(SIZE.0).set_height(SIZE.1);
    Ok(chart)
}

/// What a row counts, and in what: 主题党日（次）. A sign that begins a formula does not
/// begin a title.
fn title(row: &[Cell], first: usize) -> String {
    let words = |back: usize| match first.checked_sub(back).and_then(|at| row.get(at)) {
        Some(Cell::Text(text)) => text.trim_start_matches('=').to_owned(),
        _ => String::new(),
    };
    let (name, unit) = (words(2), words(1));
    if unit.is_empty() { name } else { format!("{name}（{unit}）") }
}

fn line(at: usize) -> Result<u32, XlsxError> {
    u32::try_from(at).map_err(|_| XlsxError::RowColumnLimitError)
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Read};

    use super::*;
    use crate::export::charted;

    fn table(years: u16, values: &[&[Option<f64>]]) -> Sheet {
        let mut rows = vec![vec!["类别".into(), "指标".into(), "单位".into()]];
        rows[0].extend((0..years).map(|year| Cell::Text(format!("{}年", 2021 + year))));
        for (at, values) in values.iter().enumerate() {
            let mut row = vec!["学习".into(), Cell::Text(format!("党课{at}")), "次".into()];
            row.extend(values.iter().map(|value| value.map_or(Cell::Blank, Cell::Number)));
            rows.push(row);
        }
        Sheet { name: "数字".to_owned(), rows }
    }

    /// The charts of a file, as they are written in it.
    fn charts(sheet: &Sheet) -> Vec<String> {
        let bytes = charted(sheet, 3).unwrap();
        assert_eq!(bytes, charted(sheet, 3).unwrap(), "the same table gives the same bytes");
        let mut file = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
        let mut charts = Vec::new();
        for at in 0..file.len() {
            let mut part = file.by_index(at).unwrap();
            let mut text = String::new();
            if part.name().unwrap().starts_with("xl/charts/chart") {
                part.read_to_string(&mut text).unwrap();
                charts.push(text);
            }
        }
        charts
    }

    #[test]
    fn what_was_counted_in_three_years_is_drawn_from_its_cells() {
        let (some, few) = ([Some(4.0), Some(6.0), Some(5.0)], [Some(4.0), None, Some(5.0)]);
        let drawn = charts(&table(3, &[&some, &few, &some]));
        assert_eq!(drawn.len(), 2, "two values are no course");
        assert!(drawn.iter().any(|chart| chart.contains("党课0（次）")));
        assert!(drawn.iter().any(|chart| chart.contains("$D$4:$F$4")), "{drawn:?}");
        assert_eq!(charts(&table(2, &[&some[..2]])).len(), 0);
        assert_eq!(charts(&table(3, &[&few])).len(), 0);
    }

    #[test]
    fn many_charts_go_on_many_pages() {
        let some = [Some(1.0), Some(2.0), Some(3.0)];
        assert_eq!(charts(&table(3, &[&some[..]; 30])).len(), 30);
    }

    #[test]
    fn the_charts_abreast_fit_on_the_paper_where_cells_are_a_third_wider() {
        let wide = ABREAST as f64 * CELLS.1 as f64 * f64::from(CELL.1) * 4.0 / 3.0;
        let paper = (210.0 / 25.4 - MARGINS[0] - MARGINS[1]) * 96.0;
        assert!(wide <= paper, "{wide} pixels on a paper of {paper}");
        assert!(f64::from(SIZE.1 + GAP) <= CELLS.0 as f64 * f64::from(CELL.0));
    }
}
