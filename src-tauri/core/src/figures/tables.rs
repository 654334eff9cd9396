//! Rows of tables, whose unit stands in a cell of its own or in brackets behind
//! the name: `主题党日⇥次⇥14`, `主题党日（次）⇥14`.

use std::ops::Range;

use super::named::Named;
use super::number::{Number, bare_amount};
use super::units::Units;

/// The number of a row that has one cell with nothing but digits behind its
/// name, and its name. A row with several such cells (years side by side) would
/// need the table's head to be understood, and tells nothing by itself.
pub(super) fn row(text: &[char], units: &Units) -> Option<(Number, Named)> {
    let cells: Vec<Range<usize>> = cells(text);
    let named = cells.iter().position(|cell| is_name(&text[cell.clone()], units))?;
    let (name, bracketed) = name_and_unit(&text[cells[named].clone()], units);
    let behind = &cells[named + 1..];
    let unit = bracketed
        .or_else(|| behind.iter().find_map(|cell| whole_unit(&text[cell.clone()], units)))?;
    let mut amounts = behind.iter().filter_map(|cell| {
        let (value, approximate) = bare_amount(&text[cell.clone()])?;
        Some((cell, value, approximate))
    });
    let (cell, value, approximate) = amounts.next()?;
    if amounts.next().is_some() {
        return None;
    }
    let number = Number::certain(cell.clone(), value, approximate, unit);
    Some((number, Named::in_table(name)))
}

/// The cells of a row, without the spaces around them.
pub(super) fn cells(text: &[char]) -> Vec<Range<usize>> {
    let mut cells = Vec::new();
    let mut start = 0;
    for cell in text.split(|sign| *sign == '\t') {
        let blank = |sign: &&char| sign.is_whitespace();
        let lead = cell.iter().take_while(blank).count();
        let trail = cell[lead..].iter().rev().take_while(blank).count();
        cells.push(start + lead..start + cell.len() - trail);
        start += cell.len() + 1;
    }
    cells
}

pub(super) fn is_name(cell: &[char], units: &Units) -> bool {
    cell.len() > 1
        && cell.iter().any(|sign| matches!(sign, '\u{4E00}'..='\u{9FFF}'))
        && bare_amount(cell).is_none()
        && whole_unit(cell, units).is_none()
}

/// The name without its unit in brackets, and that unit.
pub(super) fn name_and_unit(cell: &[char], units: &Units) -> (String, Option<String>) {
    let open = cell.iter().rposition(|sign| matches!(sign, '（' | '(' | '/'));
    let unit = open.and_then(|open| {
        let inside =
            cell[open + 1..].strip_suffix(&['）']).or(cell[open + 1..].strip_suffix(&[')']));
        whole_unit(inside.unwrap_or(&cell[open + 1..]), units)
    });
    let end = if unit.is_some() { open.unwrap_or(cell.len()) } else { cell.len() };
    (cell[..end].iter().collect(), unit)
}

/// The unit that the cell is; `万元` too.
pub(super) fn whole_unit(cell: &[char], units: &Units) -> Option<String> {
    let scale = usize::from(matches!(cell.first(), Some('万' | '亿')));
    let (unit, end) = units.at(cell, scale)?;
    let scaled = scale == 0 || unit.money;
    let prefix: String = cell[..scale].iter().collect();
    (end == cell.len() && scaled).then(|| format!("{prefix}{}", unit.name()))
}
