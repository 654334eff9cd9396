//! What both reports count, value beside value.

use std::collections::{BTreeMap, HashMap, HashSet, VecDeque};

use super::units::Units;
use crate::figures::{self, Value};
use crate::model::{FigurePair, Mention, Part, Passage, Report};

/// The values of both reports by indicator, in the order of the new report,
/// then those that are gone.
pub(super) fn pairs(
    old: &Report,
    new: &Report,
    olds: &Units<'_>,
    news: &Units<'_>,
) -> Vec<FigurePair> {
    let (left, right) = (told(old, olds), told(new, news));
    let partners = partners(&left, &right);
    let mut left: Vec<Option<Told>> = left.into_iter().map(Some).collect();
    let mut pairs = Vec::new();
    for (told, partner) in right.into_iter().zip(partners) {
        pairs.push(pair(partner.and_then(|one| left[one].take()), Some(told)));
    }
    pairs.extend(left.into_iter().flatten().map(|told| pair(Some(told), None)));
    pairs
}

/// What makes two values the same thing: the indicator, or the name of what has
/// none; the unit; the words.
type Key<'v> = (Option<&'v str>, Option<&'v str>, Option<&'v str>, Option<&'v str>);

fn same_name(value: &Value) -> Key<'_> {
    let name = value.indicator.is_none().then_some(value.name.as_str());
    (value.indicator.as_deref(), name, None, None)
}

fn same_unit(value: &Value) -> Key<'_> {
    let (indicator, name, ..) = same_name(value);
    (indicator, name, Some(&value.unit), None)
}

/// Told by the same words: where an indicator has several values in a year,
/// these belong together.
fn same_words(value: &Value) -> Key<'_> {
    let (indicator, name, unit, _) = same_unit(value);
    (indicator, name, unit, Some(&value.name))
}

/// For each value on the right the one on the left that it stands beside.
fn partners(left: &[Told], right: &[Told]) -> Vec<Option<usize>> {
    let mut partners: Vec<Option<usize>> = vec![None; right.len()];
    let mut taken = vec![false; left.len()];
    // Told by the same name of the same thing; then of one that changed its unit.
    let keys: [fn(&Value) -> Key<'_>; 3] = [same_words, same_unit, same_name];
    for key in keys {
        let mut waiting: HashMap<Key<'_>, VecDeque<usize>> = HashMap::new();
        for (at, told) in left.iter().enumerate().filter(|(at, _)| !taken[*at]) {
            waiting.entry(key(&told.value)).or_default().push_back(at);
        }
        for (told, partner) in right.iter().zip(&mut partners).filter(|(_, one)| one.is_none()) {
            *partner = waiting.get_mut(&key(&told.value)).and_then(VecDeque::pop_front);
            partner.iter().for_each(|one| taken[*one] = true);
        }
    }
    partners
}

/// A value, and where it is first told.
struct Told {
    value: Value,
    place: Option<Passage>,
}

/// The values that `report` tells of its own year, in the order it tells them.
fn told(report: &Report, units: &Units<'_>) -> Vec<Told> {
    let told = figures::told(report);
    // What is told of other years, or planned, is no value of this year.
    let own: HashSet<Amount<'_>> =
        figures::of_own_year(report, &told).map(amount_of_mention).collect();
    let is_own =
        |mention: &&Mention| report.year.is_none() || own.contains(&amount_of_mention(mention));
    let mentions: Vec<&Mention> = told.iter().map(|told| &told.mention).filter(is_own).collect();
    let mut firsts: HashMap<Amount<'_>, &Mention> = HashMap::new();
    for mention in &mentions {
        firsts.entry(amount_of_mention(mention)).or_insert(mention);
    }
    let places = Places::of(units);
    let placed = |value: Value| Told {
        place: firsts.get(&amount(&value)).and_then(|first| places.passage(first)),
        value,
    };
    figures::values(mentions.iter().copied()).into_iter().map(placed).collect()
}

/// How much there is of what: indicator or name, unit, value, and whether it is
/// about so much.
type Amount<'m> = (&'m str, &'m str, u64, bool);

fn amount(value: &Value) -> Amount<'_> {
    let what = value.indicator.as_ref().unwrap_or(&value.name);
    (what, &value.unit, value.value.to_bits(), value.approximate)
}

fn amount_of_mention(mention: &Mention) -> Amount<'_> {
    let what = mention.indicator.as_ref().unwrap_or(&mention.name);
    (what, &mention.unit, mention.value.to_bits(), mention.approximate)
}

/// Where the texts of a report stand among its units.
struct Places<'u> {
    units: &'u Units<'u>,
    first: BTreeMap<(Part, Option<usize>), usize>,
}

impl<'u> Places<'u> {
    fn of(units: &'u Units<'_>) -> Self {
        let mut first = BTreeMap::new();
        for (at, unit) in units.units.iter().enumerate() {
            first.entry((unit.part, unit.paragraph)).or_insert(at);
        }
        Self { units, first }
    }

    fn passage(&self, mention: &Mention) -> Option<Passage> {
        let at = |paragraph| self.first.get(&(mention.section, paragraph));
        // A heading that runs into its paragraph is one text with it.
        let run_in = || at(Some(0)).filter(|_| mention.paragraph.is_none());
        at(mention.paragraph).or_else(run_in).map(|at| self.units.passage(*at))
    }
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
