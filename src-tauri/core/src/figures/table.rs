//! 数字: indicators × years, with the places in this year's text.

use std::collections::BTreeMap;

use serde::Serialize;

use super::known::{own_indicators, taught};
use super::{FigureSpot, Indicators, spots};
use crate::Result;
use crate::model::{Basis, Cell, Figure, Report, Sheet, Uid, Year};
use crate::store::Store;

/// How many years stand side by side.
const YEARS: usize = 4;

/// The figures of a unit, year by year.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS), ts(export))]
pub struct FigureTable {
    /// The years, oldest first; the last is the year of the report.
    pub years: Vec<Year>,
    /// A row an indicator and unit, in the order of the vocabulary.
    pub rows: Vec<FigureRow>,
}

/// An indicator in its years.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS), ts(export))]
pub struct FigureRow {
    /// Permanent key, or the name where there is none.
    pub indicator: String,
    /// What it is called.
    pub name: String,
    /// 组织生活, 服务群众, ….
    pub group: String,
    /// What is counted.
    pub unit: String,
    /// Its value in each year.
    pub values: Vec<Option<YearValue>>,
    /// Where this year's text tells it.
    pub spots: Vec<FigureSpot>,
}

/// The value of an indicator in one year.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS), ts(export))]
pub struct YearValue {
    /// The value: what was typed, before what entries add up to, before what
    /// the text says first.
    pub value: f64,
    /// Said with 余, 多, 近, 约, 以上, ….
    pub approximate: bool,
    /// Where it comes from.
    pub basis: Basis,
    /// Other values that the same year has.
    pub others: Vec<f64>,
}

/// The table that stands beside `report`.
///
/// # Errors
///
/// Whatever the store refuses.
pub fn table(store: &Store, report: &Report) -> Result<FigureTable> {
    let taught = taught(store)?;
    let indicators = taught.as_ref().unwrap_or(Indicators::built_in());
    let figures = store.figures(&report.branch)?;
    let this = report.year.unwrap_or_else(|| Year::nearest(0));
    let mut years: Vec<Year> = store
        .reports()?
        .into_iter()
        .filter(|row| row.branch == report.branch)
        .map(|row| row.year)
        .chain(figures.iter().map(|figure| figure.year))
        .filter(|year| *year < this)
        .chain([this])
        .collect();
    years.sort_unstable();
    years.dedup();
    let years = years.split_off(years.len().saturating_sub(YEARS));
    let mut table = FigureTable { rows: rows(&figures, &years, indicators), years };
    for own in own_indicators(store)? {
        if !table.rows.iter().any(|row| row.indicator == own.name && row.unit == own.unit) {
            let values = vec![None; table.years.len()];
            let (indicator, group) = (own.name.clone(), OTHERS.to_owned());
            let row = FigureRow {
                indicator,
                name: own.name,
                group,
                unit: own.unit,
                values,
                spots: Vec::new(),
            };
            table.rows.push(row);
        }
    }
    for spot in spots(report, indicators) {
        let row = table
            .rows
            .iter_mut()
            .find(|row| row.indicator == spot.indicator && row.unit == spot.unit);
        if let Some(row) = row {
            row.spots.push(spot);
        }
    }
    Ok(table)
}

/// The figures of a unit in all its years, for whoever has no report open.
///
/// # Errors
///
/// Whatever the store refuses.
pub fn years(store: &Store, branch: &Uid) -> Result<FigureTable> {
    let taught = taught(store)?;
    let figures = store.figures(branch)?;
    let mut years: Vec<Year> = figures.iter().map(|figure| figure.year).collect();
    years.sort_unstable();
    years.dedup();
    let indicators = taught.as_ref().unwrap_or(Indicators::built_in());
    Ok(FigureTable { rows: rows(&figures, &years, indicators), years })
}

/// The group of what the vocabulary has no group for.
const OTHERS: &str = "其他";

fn rows(figures: &[Figure], years: &[Year], indicators: &Indicators) -> Vec<FigureRow> {
    let mut told: BTreeMap<(usize, &str, &str), Vec<&Figure>> = BTreeMap::new();
    for figure in figures.iter().filter(|figure| years.contains(&figure.year)) {
        let place = indicators.place(&figure.indicator).unwrap_or(usize::MAX);
        told.entry((place, &figure.indicator, &figure.unit)).or_default().push(figure);
    }
    told.into_iter()
        // What has no key is worth a row once it comes again, or was typed.
        .filter(|((place, ..), told)| {
            let years_told = years.iter().filter(|year| told.iter().any(|one| one.year == **year));
            *place < usize::MAX
                || years_told.count() > 1
                || told.iter().any(|figure| figure.basis == Basis::Typed)
        })
        .map(|((_, indicator, unit), told)| FigureRow {
            indicator: indicator.to_owned(),
            name: indicators.name(indicator).unwrap_or(indicator).to_owned(),
            group: indicators.group(indicator).unwrap_or(OTHERS).to_owned(),
            unit: unit.to_owned(),
            values: years
                .iter()
                .map(|year| value(&told, *year, indicators.is_whole(indicator)))
                .collect(),
            spots: Vec::new(),
        })
        .collect()
}

/// The value of one year. Of what a text says of a whole (党员总数), the largest:
/// the others may be parts of it.
fn value(told: &[&Figure], year: Year, whole: bool) -> Option<YearValue> {
    let of_year = || told.iter().filter(move |figure| figure.year == year);
    let by = |basis: Basis| {
        let mut told = of_year().copied().filter(|figure| figure.basis == basis);
        let first = told.next()?;
        Some(if whole { told.fold(first, larger) } else { first })
    };
    let first: &Figure = [Basis::Typed, Basis::Ledger, Basis::Text].into_iter().find_map(by)?;
    let mut others: Vec<f64> = of_year().map(|figure| figure.value).collect();
    others.retain(|value| value.total_cmp(&first.value).is_ne());
    others.dedup();
    let Figure { value, approximate, basis, .. } = *first;
    Some(YearValue { value, approximate, basis, others })
}

fn larger<'a>(one: &'a Figure, other: &'a Figure) -> &'a Figure {
    if other.value > one.value { other } else { one }
}

/// Types the value of an indicator in one year, or with `None` takes what was
/// typed away again. What texts say stays beside it.
///
/// # Errors
///
/// Whatever the store refuses.
pub fn set_value(
    store: &mut Store,
    branch: &Uid,
    year: Year,
    [indicator, unit]: [&str; 2],
    value: Option<f64>,
) -> Result<()> {
    let figure = |value| Figure {
        branch: branch.clone(),
        year,
        indicator: indicator.to_owned(),
        value,
        approximate: false,
        unit: unit.to_owned(),
        basis: Basis::Typed,
        report: None,
    };
    store.write(|tx| {
        tx.remove_typed(branch, year, [indicator, unit])?;
        value.map_or(Ok(()), |value| tx.add_figure(&figure(value)))
    })
}

/// The table as a spreadsheet.
pub fn sheet(table: &FigureTable) -> Sheet {
    let text = |text: &str| Cell::Text(text.to_owned());
    let mut head = vec![text("类别"), text("指标"), text("单位")];
    head.extend(table.years.iter().map(|year| Cell::Text(format!("{}年", year.number()))));
    let row = |row: &FigureRow| {
        let mut cells = vec![text(&row.group), text(&row.name), text(&row.unit)];
        cells.extend(row.values.iter().map(|value| match value {
            None => Cell::Blank,
            Some(told) if told.approximate => Cell::Text(format!("{}余", told.value)),
            Some(told) => Cell::Number(told.value),
        }));
        cells
    };
    let rows = std::iter::once(head).chain(table.rows.iter().map(row)).collect();
    Sheet { name: "数字".to_owned(), rows }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draft;
    use crate::store::testing::{at, report, store};

    fn office() -> Store {
        let mut store = store(&[2023, 2024]);
        for (year, text) in [
            (2023, "主题党日14次，志愿服务18次。"),
            (2024, "主题党日12次，开展志愿服务6次。志愿服务18次，比上年的18次持平。"),
        ] {
            let mut text_of = report(year);
            text_of.sections.clear();
            text_of.opening = vec![text.to_owned()];
            draft::save(&mut store, &text_of, 1, at(1)).unwrap();
        }
        store
    }

    fn shown(table: &FigureTable) -> Vec<String> {
        let cell = |value: &Option<YearValue>| match value {
            None => "—".to_owned(),
            Some(value) if value.others.is_empty() => format!("{}{:?}", value.value, value.basis),
            Some(value) => format!("{}{:?}≠{:?}", value.value, value.basis, value.others),
        };
        let row = |row: &FigureRow| {
            let values: Vec<String> = row.values.iter().map(cell).collect();
            format!("{} {} ×{}", row.name, values.join(" "), row.spots.len())
        };
        table.rows.iter().map(row).collect()
    }

    #[test]
    fn years_stand_side_by_side_and_two_values_that_differ_stay_two() {
        let store = office();
        let report = store.report(&report(2024).uid).unwrap().report;
        let table = table(&store, &report).unwrap();
        assert_eq!(shown(&table), ["主题党日 14Text 12Text ×1", "志愿服务 18Text 6Text≠[18.0] ×3"]);
        let earlier: Vec<bool> = table.rows[1].spots.iter().map(|spot| spot.of_year).collect();
        assert_eq!(earlier, [true, true, false], "比上年的18次 speaks of last year");
    }

    #[test]
    fn a_typed_value_goes_first_and_can_be_taken_back() {
        let mut store = office();
        let report = store.report(&report(2024).uid).unwrap().report;
        let year = report.year.unwrap();
        let set = |store: &mut Store, value| {
            set_value(store, &report.branch, year, ["theme-party-day", "次"], value).unwrap();
            shown(&table(store, &report).unwrap()).remove(0)
        };
        assert_eq!(set(&mut store, Some(13.0)), "主题党日 14Text 13Typed≠[12.0] ×1");
        assert_eq!(set(&mut store, Some(12.0)), "主题党日 14Text 12Typed ×1");
        assert_eq!(set(&mut store, None), "主题党日 14Text 12Text ×1");
    }
}
