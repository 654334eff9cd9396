//! What both reports count, value beside value.

use super::units::Units;
use crate::figures::{self, Value};
use crate::model::{FigurePair, Mention, Passage, Report};

/// The values of both reports by indicator, in the order of the new report,
/// then those that are gone.
pub(super) fn pairs(
    old: &Report,
    new: &Report,
    olds: &Units<'_>,
    news: &Units<'_>,
) -> Vec<FigurePair> {
    let mut left = told(old, olds);
    let mut right = told(new, news);
    let mut pairs = Vec::new();
    // Told by the same name of the same thing; then of one that changed its unit.
    for agrees in [same_value, same_unit, same_name] {
        let mut rest = Vec::new();
        for (order, told) in right {
            match left.iter().position(|(_, other)| agrees(&other.value, &told.value)) {
                Some(at) => pairs.push((order, pair(Some(left.remove(at).1), Some(told)))),
                None => rest.push((order, told)),
            }
        }
        right = rest;
    }
    pairs.extend(right.into_iter().map(|(order, told)| (order, pair(None, Some(told)))));
    pairs.sort_by_key(|(order, _)| *order);
    pairs.extend(left.into_iter().map(|(order, told)| (order, pair(Some(told), None))));
    pairs.into_iter().map(|(_, pair)| pair).collect()
}

/// A value, and where it is first told.
struct Told {
    value: Value,
    place: Option<Passage>,
}

/// The values that `report` tells of its own year, in the order it tells them.
fn told(report: &Report, units: &Units<'_>) -> Vec<(usize, Told)> {
    let mentions = figures::mentions(report);
    // What is told of other years, or planned, is no value of this year.
    let own = figures::of_report(report);
    let is_own = |value: &Value| {
        let name = value.indicator.as_ref().unwrap_or(&value.name);
        report.year.is_none()
            || own.iter().any(|figure| {
                figure.indicator == *name
                    && figure.unit == value.unit
                    && figure.value.total_cmp(&value.value).is_eq()
                    && figure.approximate == value.approximate
            })
    };
    figures::values(&mentions)
        .into_iter()
        .filter(is_own)
        .map(|value| {
            let first = mentions.iter().find(|mention| tells(mention, &value));
            Told { place: first.and_then(|mention| place(mention, units)), value }
        })
        .enumerate()
        .collect()
}

fn tells(mention: &Mention, value: &Value) -> bool {
    mention.indicator == value.indicator
        && (value.indicator.is_some() || mention.name == value.name)
        && mention.unit == value.unit
        && mention.value.total_cmp(&value.value).is_eq()
        && mention.approximate == value.approximate
}

fn place(mention: &Mention, units: &Units<'_>) -> Option<Passage> {
    let at = units.units.iter().position(|unit| {
        // A heading that runs into its paragraph is one text with it.
        unit.part == mention.section
            && (unit.paragraph == mention.paragraph
                || (mention.paragraph.is_none() && unit.paragraph == Some(0)))
    })?;
    Some(units.passage(at))
}

fn same_name(old: &Value, new: &Value) -> bool {
    match (&old.indicator, &new.indicator) {
        (Some(one), Some(two)) => one == two,
        (None, None) => old.name == new.name,
        _ => false,
    }
}

fn same_unit(old: &Value, new: &Value) -> bool {
    same_name(old, new) && old.unit == new.unit
}

/// Told by the same words: where an indicator has several values in a year,
/// these belong together.
fn same_value(old: &Value, new: &Value) -> bool {
    same_unit(old, new) && old.name == new.name
}

fn pair(old: Option<Told>, new: Option<Told>) -> FigurePair {
    let shown = new.as_ref().or(old.as_ref()).map(|told| &told.value);
    let unit = shown.map(|value| value.unit.clone()).unwrap_or_default();
    let before = old.as_ref().map(|told| &told.value);
    let after = new.as_ref().map(|told| &told.value);
    FigurePair {
        indicator: shown.and_then(|value| value.indicator.clone()),
        name: shown.map(|value| value.name.clone()).unwrap_or_default(),
        old_unit: before.filter(|value| value.unit != unit).map(|value| value.unit.clone()),
        old: before.map(|value| value.value),
        new: after.map(|value| value.value),
        old_approximate: before.is_some_and(|value| value.approximate),
        new_approximate: after.is_some_and(|value| value.approximate),
        change: before
            .zip(after)
            .filter(|(old, new)| old.unit == new.unit)
            .map(|(old, new)| difference(old.value, new.value)),
        unit,
        old_place: old.and_then(|told| told.place),
        new_place: new.and_then(|told| told.place),
    }
}

/// New less old, without the dust of binary fractions: figures have a few
/// decimals at most.
fn difference(old: f64, new: f64) -> f64 {
    const DECIMALS: f64 = 1e6;
    ((new - old) * DECIMALS).round() / DECIMALS
}
