//! Tables as spreadsheets.

use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, XlsxError,
};

use super::chart;
use crate::model::{Cell, Sheet};
use crate::{Error, Result};

/// `sheets` as the bytes of an .xlsx file: heads stand bold and stay in view,
/// numbers are numbers. The same sheets give the same bytes.
///
/// # Errors
///
/// [`Error::Assembly`] when the file cannot be put together, as for a table
/// with more rows than a spreadsheet has.
pub fn xlsx(sheets: &[Sheet]) -> Result<Vec<u8>> {
    bytes(sheets, None).map_err(|error| Error::Assembly(error.to_string()))
}

/// A table of years as [`xlsx`] gives it, with a chart for every row that holds
/// numbers of three years and more. The years begin in the column `first`, from 0.
///
/// # Errors
///
/// As [`xlsx`].
pub fn charted(sheet: &Sheet, first: usize) -> Result<Vec<u8>> {
    let sheets = std::slice::from_ref(sheet);
    bytes(sheets, Some(first)).map_err(|error| Error::Assembly(error.to_string()))
}

/// The narrowest and the widest a column gets, in characters of Latin text.
const WIDTHS: (f64, f64) = (8.0, 60.0);

fn bytes(sheets: &[Sheet], years: Option<usize>) -> Result<Vec<u8>, XlsxError> {
    let plain = Format::new()
        .set_border(FormatBorder::Thin)
        .set_align(FormatAlign::VerticalCenter)
        .set_text_wrap();
    let head = plain.clone().set_bold().set_align(FormatAlign::Center);
    let mut book = Workbook::new();
    // Never "now", so that the same table gives the same bytes.
    let created = ExcelDateTime::from_ymd(2000, 1, 1)?;
    book.set_properties(&DocProperties::new().set_creation_datetime(&created));
    for sheet in sheets {
        let page = book.add_worksheet();
        page.set_name(name(&sheet.name))?;
        page.set_freeze_panes(1, 0)?;
        let columns = sheet.rows.iter().map(Vec::len).max().unwrap_or(0);
        for at in 0..columns {
            let widest = sheet.rows.iter().filter_map(|row| row.get(at)).map(width);
            let width = widest.fold(WIDTHS.0, f64::max).min(WIDTHS.1);
            page.set_column_width(column(at)?, width)?;
        }
        for (at, row) in sheet.rows.iter().enumerate() {
            let line = u32::try_from(at).map_err(|_| XlsxError::RowColumnLimitError)?;
            let format = if at == 0 { &head } else { &plain };
            for (at, cell) in row.iter().enumerate() {
                match cell {
                    Cell::Blank => page.write_blank(line, column(at)?, format)?,
                    Cell::Number(value) => {
                        page.write_number_with_format(line, column(at)?, *value, format)?
                    }
                    Cell::Text(text) => {
                        page.write_string_with_format(line, column(at)?, clipped(text), format)?
                    }
                };
            }
        }
    }
    if let (Some(first), [sheet]) = (years, sheets) {
        chart::add(&mut book, sheet, first)?;
    }
    book.save_to_buffer()
}

pub(super) fn column(at: usize) -> Result<u16, XlsxError> {
    u16::try_from(at).map_err(|_| XlsxError::RowColumnLimitError)
}

/// A name a sheet can have: 31 characters, without those it cannot hold.
pub(super) fn name(wanted: &str) -> String {
    let allowed = |c: &char| !c.is_control() && !r"[]:*?/\'".contains(*c);
    let name: String = wanted.chars().filter(allowed).take(31).collect();
    if name.is_empty() { "表".to_owned() } else { name }
}

/// No cell holds more characters.
const LONGEST: usize = 32_767;

fn clipped(text: &str) -> String {
    let end = text.char_indices().nth(LONGEST).map_or(text.len(), |(at, _)| at);
    super::xml::clean(&text[..end]).into_owned()
}

/// About how wide a cell is, in characters of Latin text.
fn width(cell: &Cell) -> f64 {
    let text = match cell {
        Cell::Blank => String::new(),
        Cell::Text(text) => text.clone(),
        Cell::Number(value) => value.to_string(),
    };
    text.chars().map(|c| if c.is_ascii() { 1.0 } else { 2.0 }).sum::<f64>() + 2.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_sheet_gives_the_same_bytes_whatever_it_is_called() {
        let rows = vec![vec!["指标".into(), "2024".into()], vec!["党课".into(), Cell::Number(6.0)]];
        let sheet = Sheet { name: "数字：[2023/2024]".to_owned(), rows };
        let bytes = xlsx(std::slice::from_ref(&sheet)).unwrap();
        assert_eq!(bytes, xlsx(&[sheet]).unwrap());
        assert!(bytes.starts_with(b"PK"));
        let many = vec![vec![Cell::Blank]; 1_048_577];
        let refused = xlsx(&[Sheet { name: String::new(), rows: many }]);
        assert!(matches!(refused, Err(Error::Assembly(_))));
    }
}
