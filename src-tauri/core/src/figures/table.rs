//! 数字: indicators × years, with the places in this year's text.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::blanks::blanks;
use super::known::{own_indicators, taught};
use super::{FigureBlank, FigureSpot, Indicators, spots};
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
    /// What this year's text counts by names that no indicator is known by.
    pub unnamed: Vec<FigureSpot>,
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
    /// Where this year's text is still to tell it.
    pub blanks: Vec<FigureBlank>,
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
    /// Why it was corrected by hand; "" where it was not.
    pub reason: String,
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
    let mut table =
        FigureTable { rows: rows(&figures, &years, indicators), years, unnamed: Vec::new() };
    for own in own_indicators(store)? {
        table.row(&own.name, &own.unit, indicators);
    }
    for blank in blanks(report, indicators) {
        if indicators.place(&blank.indicator).is_some() {
            table.row(&blank.indicator, &blank.unit, indicators).blanks.push(blank);
        }
    }
    let previous = store.previous(report)?.map(|stored| stored.report);
    let mut spots = spots(report, indicators);
    mark_stale(&mut spots, previous.as_ref(), &figures, this, indicators);
    for spot in spots {
        match table.found(&spot.indicator, &spot.unit) {
            Some(at) => table.rows[at].spots.push(spot),
            None if spot.of_year => table.unnamed.push(spot),
            None => {}
        }
    }
    table.rows.sort_by_key(|row| indicators.place(&row.indicator).unwrap_or(usize::MAX));
    Ok(table)
}

impl FigureTable {
    fn found(&self, indicator: &str, unit: &str) -> Option<usize> {
        self.rows.iter().position(|row| row.indicator == indicator && row.unit == unit)
    }

    /// The row of an indicator and unit; an empty one is made where there is none.
    fn row(&mut self, indicator: &str, unit: &str, indicators: &Indicators) -> &mut FigureRow {
        let at = self.found(indicator, unit).unwrap_or_else(|| {
            let values = vec![None; self.years.len()];
            self.rows.push(FigureRow::of(indicator, unit, indicators, values));
            self.rows.len() - 1
        });
        &mut self.rows[at]
    }
}

impl FigureRow {
    fn of(
        indicator: &str,
        unit: &str,
        indicators: &Indicators,
        values: Vec<Option<YearValue>>,
    ) -> Self {
        Self {
            indicator: indicator.to_owned(),
            name: indicators.name(indicator).unwrap_or(indicator).to_owned(),
            group: indicators.group(indicator).unwrap_or(OTHERS).to_owned(),
            unit: unit.to_owned(),
            values,
            spots: Vec::new(),
            blanks: Vec::new(),
        }
    }
}

/// Marks the places whose words and number were taken over from the report
/// before. What is the same in most years, and what somebody typed for this
/// year, is not asked about.
fn mark_stale(
    spots: &mut [FigureSpot],
    previous: Option<&Report>,
    figures: &[Figure],
    year: Year,
    indicators: &Indicators,
) {
    let Some(previous) = previous else { return };
    let before: Vec<&str> = previous.texts().into_iter().map(|(.., text)| text).collect();
    for spot in spots.iter_mut().filter(|spot| spot.of_year) {
        let settled = indicators.is_steady(&spot.indicator)
            || figures.iter().any(|figure| {
                figure.year == year
                    && figure.basis != Basis::Text
                    && figure.indicator == spot.indicator
                    && figure.unit == spot.unit
            });
        let clause = spot.before.rsplit(['，', '、', '：', ',']).next().unwrap_or_default();
        let words = format!("{clause}{}", spot.text);
        spot.stale =
            !settled && !clause.is_empty() && before.iter().any(|text| text.contains(&words));
    }
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
    Ok(FigureTable { rows: rows(&figures, &years, indicators), years, unnamed: Vec::new() })
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
        .map(|((_, indicator, unit), told)| {
            let whole = indicators.is_whole(indicator);
            let values = years.iter().map(|year| value(&told, *year, whole)).collect();
            FigureRow::of(indicator, unit, indicators, values)
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
    Some(YearValue { value, approximate, basis, reason: first.reason.clone(), others })
}

fn larger<'a>(one: &'a Figure, other: &'a Figure) -> &'a Figure {
    if other.value > one.value { other } else { one }
}

/// A value as somebody typed it.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS), ts(export))]
pub struct Typed {
    /// The value.
    pub value: f64,
    /// Typed with 余.
    pub approximate: bool,
    /// Why an older year's value is corrected; "" for this year's.
    pub reason: String,
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
    typed: Option<Typed>,
) -> Result<()> {
    let figure = |typed: Typed| Figure {
        branch: branch.clone(),
        year,
        indicator: indicator.to_owned(),
        value: typed.value,
        approximate: typed.approximate,
        unit: unit.to_owned(),
        basis: Basis::Typed,
        report: None,
        reason: typed.reason.trim().to_owned(),
    };
    store.write(|tx| {
        tx.remove_typed(branch, year, [indicator, unit])?;
        typed.map_or(Ok(()), |typed| tx.add_figure(&figure(typed)))
    })
}

/// The column of [`sheet`], from 0, in which the years begin.
pub const FIRST_YEAR: usize = 3;

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
        let set = |store: &mut Store, value: Option<f64>| {
            let typed = value.map(|value| Typed { value, ..Typed::default() });
            set_value(store, &report.branch, year, ["theme-party-day", "次"], typed).unwrap();
            shown(&table(store, &report).unwrap()).remove(0)
        };
        assert_eq!(set(&mut store, Some(13.0)), "主题党日 14Text 13Typed≠[12.0] ×1");
        assert_eq!(set(&mut store, Some(12.0)), "主题党日 14Text 12Typed ×1");
        assert_eq!(set(&mut store, None), "主题党日 14Text 12Text ×1");
    }

    #[test]
    fn an_older_year_is_corrected_with_a_reason_and_its_text_stays() {
        let mut store = office();
        let report = store.report(&report(2024).uid).unwrap().report;
        let typed = Typed { value: 15.0, approximate: true, reason: " 漏记一次 ".to_owned() };
        let last = Year::new(2023).unwrap();
        set_value(&mut store, &report.branch, last, ["theme-party-day", "次"], Some(typed))
            .unwrap();
        let row = table(&store, &report).unwrap().rows.remove(0);
        let value = row.values[0].clone().unwrap();
        assert_eq!((value.value, value.approximate, value.basis), (15.0, true, Basis::Typed));
        assert_eq!((value.reason.as_str(), value.others), ("漏记一次", vec![14.0]));
    }

    /// Both years say `last`, and this year's goes on with `this`.
    fn carried_over(last: &str, this: &str) -> (Store, Report) {
        let mut store = office();
        for (number, text) in [(2023, last), (2024, this)] {
            let stored = store.report(&report(number).uid).unwrap();
            let mut changed = stored.report;
            changed.sections.clear();
            changed.opening = vec![text.to_owned()];
            draft::save(&mut store, &changed, stored.version, at(2)).unwrap();
        }
        let report = store.report(&report(2024).uid).unwrap().report;
        (store, report)
    }

    #[test]
    fn a_number_taken_over_with_its_words_is_stale_until_somebody_says_it_is_not() {
        let last = "走访困难群众15户，召开党员大会4次，网络舆情回复10余件。";
        let this = "走访困难群众15户，召开党员大会4次，今年回复网络舆情10余件，办实事6件。";
        let (mut store, report) = carried_over(last, this);
        let stale = |store: &Store| -> Vec<String> {
            let rows = table(store, &report).unwrap().rows;
            let spots = rows.into_iter().flat_map(|row| row.spots);
            spots.filter(|spot| spot.stale).map(|spot| spot.text).collect()
        };
        assert_eq!(stale(&store), ["15户"], "a meeting is held four times in every year");
        let rows = table(&store, &report).unwrap().rows;
        let row = rows.iter().find(|row| row.spots.iter().any(|spot| spot.stale)).unwrap();
        let year = report.year.unwrap();
        let same = Typed { value: 15.0, ..Typed::default() };
        set_value(&mut store, &report.branch, year, [&row.indicator, "户"], Some(same)).unwrap();
        assert_eq!(stale(&store), [""; 0]);
    }

    #[test]
    fn what_is_to_be_filled_in_has_a_row_and_what_nobody_knows_is_listed() {
        let (store, report) =
            carried_over("开展志愿服务18次。", "召开协商议事会【待补】次，红色圆桌16场。");
        let table = table(&store, &report).unwrap();
        let waiting: Vec<(&str, usize)> =
            table.rows.iter().map(|row| (row.name.as_str(), row.blanks.len())).collect();
        assert_eq!(waiting, [("志愿服务", 0), ("协商议事", 1)]);
        let unnamed: Vec<&str> = table.unnamed.iter().map(|spot| spot.name.as_str()).collect();
        assert_eq!(unnamed, ["红色圆桌"]);
    }
}
