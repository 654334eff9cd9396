//! Tables with a head: what a cell counts stands in its row, what its column
//! adds (a year, a unit, the name itself) stands in the head.

use std::ops::Range;

use super::named::Named;
use super::non_figures::NonFigures;
use super::number::{self, Number, bare_amount};
use super::scope::{self, Scope};
use super::tables::{cells, is_name, name_and_unit, whole_unit};
use super::units::Units;

/// A number of a table, its name, and the time its column speaks of.
pub(super) type Told = (Number, Named, Scope);

/// Heads that say how a column counts, not what.
const MEASURES: &[(&str, &str)] = &[
    ("人数", "人"),
    ("户数", "户"),
    ("次数", "次"),
    ("件数", "件"),
    ("场次", "场次"),
    ("人次", "人次"),
    ("个数", "个"),
    ("金额", ""),
    ("数量", ""),
    ("数值", ""),
    ("占比", ""),
    ("比例", ""),
    ("完成数", ""),
    ("完成情况", ""),
    ("实际", ""),
    ("合计", ""),
    ("总数", ""),
    ("今年", ""),
    ("本年", ""),
    ("上年", ""),
    ("去年", ""),
    ("计划", ""),
    ("目标", ""),
];

/// Rows that sum a column up: the column's head is the name.
const TOTALS: &[&str] = &["合计", "总计", "共计", "全年", "数量", "数值", "全年合计"];
/// Columns that number the rows.
const COUNTERS: &[&str] = &["序号", "编号", "号"];

struct Column {
    /// What it counts, where the head says more than a measure.
    name: Option<String>,
    unit: Option<String>,
    scope: Scope,
    counts_rows: bool,
}

/// The numbers of each row of a table, or `None` when its first row is no head.
pub(super) fn read(
    rows: &[Vec<char>],
    units: &Units,
    non_figures: &NonFigures,
    year: Option<u16>,
) -> Option<Vec<Vec<Told>>> {
    let filled = |row: &Vec<char>| cells(row).iter().filter(|cell| !cell.is_empty()).count();
    let head = rows.iter().position(|row| filled(row) > 1)?;
    let columns = columns(&rows[head], units, non_figures, year)?;
    let mut told: Vec<Vec<Told>> = rows[..=head].iter().map(|_| Vec::new()).collect();
    told.extend(rows[head + 1..].iter().map(|row| Row::of(row, units).told(&columns, non_figures)));
    Some(told)
}

/// The columns, when none of the cells of `head` is an amount.
fn columns(
    head: &[char],
    units: &Units,
    non_figures: &NonFigures,
    year: Option<u16>,
) -> Option<Vec<Column>> {
    cells(head)
        .into_iter()
        .map(|cell| {
            let text = &head[cell];
            let said = scope::of_heading(text, year);
            let amount = bare_amount(text).is_some() && said.is_none();
            let counted = !number::scan(text, units, non_figures).is_empty();
            (!amount && !counted).then(|| column(text, units, said))
        })
        .collect()
}

fn column(text: &[char], units: &Units, said: Option<Scope>) -> Column {
    let (name, bracketed) = name_and_unit(text, units);
    let measure = MEASURES.iter().find(|(measure, _)| name.starts_with(measure));
    let unit = bracketed
        .or_else(|| measure.map(|(_, unit)| (*unit).to_owned()).filter(|unit| !unit.is_empty()));
    let letters: Vec<char> = name.chars().collect();
    let named = measure.is_none() && said.is_none() && is_name(&letters, units);
    Column {
        counts_rows: COUNTERS.contains(&name.as_str()),
        name: named.then_some(name),
        unit,
        scope: said.unwrap_or(Scope::ThisYear),
    }
}

struct Row<'a> {
    text: &'a [char],
    units: &'a Units,
    cells: Vec<Range<usize>>,
    /// The column its name stands in, with the name.
    name: Option<(usize, String)>,
    unit: Option<String>,
}

impl<'a> Row<'a> {
    fn of(text: &'a [char], units: &'a Units) -> Self {
        let cells = cells(text);
        let named = cells.iter().position(|cell| is_name(&text[cell.clone()], units));
        let (name, bracketed) = match named {
            Some(at) => {
                let (name, unit) = name_and_unit(&text[cells[at].clone()], units);
                (Some((at, name)), unit)
            }
            None => (None, None),
        };
        let unit = bracketed
            .or_else(|| cells.iter().find_map(|cell| whole_unit(&text[cell.clone()], units)));
        Self { text, units, cells, name, unit }
    }

    fn told(&self, columns: &[Column], non_figures: &NonFigures) -> Vec<Told> {
        // A month's value is no year's.
        let part_of_a_year = self.name.as_ref().is_some_and(|(_, name)| {
            name.ends_with(['月']) || name.ends_with("季度") || name.ends_with("半年")
        });
        if part_of_a_year {
            return Vec::new();
        }
        let columns = self.cells.iter().zip(columns).enumerate();
        columns
            .filter_map(|(at, (cell, column))| self.cell(at, cell, column, non_figures))
            .collect()
    }

    fn cell(
        &self,
        at: usize,
        cell: &Range<usize>,
        column: &Column,
        non_figures: &NonFigures,
    ) -> Option<Told> {
        let named_here = self.name.as_ref().is_some_and(|(named, _)| *named >= at);
        if column.counts_rows || named_here {
            return None;
        }
        let name = self.name_in(column)?;
        let number = self.number(cell, column, non_figures)?;
        Some((number, Named::in_table(name), column.scope))
    }

    /// What a number of this row counts in `column`.
    fn name_in(&self, column: &Column) -> Option<String> {
        let row = self.name.as_ref().map(|(_, name)| name.as_str());
        let row = row.filter(|name| !TOTALS.contains(name));
        match (row, &column.name) {
            (Some(row), Some(column)) => Some(format!("{row}{column}")),
            (Some(row), None) => Some(row.to_owned()),
            (None, column) => column.clone(),
        }
    }

    /// The number of a cell: with its own unit (12次), or that of row or column.
    fn number(
        &self,
        cell: &Range<usize>,
        column: &Column,
        non_figures: &NonFigures,
    ) -> Option<Number> {
        let text = &self.text[cell.clone()];
        if let Some((value, approximate)) = bare_amount(text) {
            let unit = self.unit.clone().or_else(|| column.unit.clone())?;
            return Some(Number::certain(cell.clone(), value, approximate, unit));
        }
        let number = number::scan(text, self.units, non_figures).into_iter().next()?;
        let whole = number.start == 0 && number.after == text.len();
        whole.then(|| number.moved(cell.start))
    }
}
