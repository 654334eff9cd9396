//! What both reports count, value beside value.

use std::collections::{BTreeMap, HashMap, HashSet, VecDeque};

use super::align::Alignment;
use super::likeness::masked;
use super::profile::Profile;
use super::units::Units;
use crate::figures::{self, Indicators, Value};
use crate::model::{FigurePair, Mention, Part, Passage, Report};

/// The values of both reports, as [`told`] gives them, by indicator: in the
/// order of the new report, then those that are gone.
pub(super) fn pairs(left: Vec<Told>, right: Vec<Told>, alignment: &Alignment) -> Vec<FigurePair> {
    let mut partners = partners(&left, &right);
    join_renamed(&mut partners, &left, &right, alignment);
    let mut left: Vec<Option<Told>> = left.into_iter().map(Some).collect();
    let mut pairs = Vec::new();
    for (told, partner) in right.into_iter().zip(partners) {
        pairs.push(pair(partner.and_then(|one| left[one].take()), Some(told)));
    }
    pairs.extend(left.into_iter().flatten().map(|told| pair(Some(told), None)));
    pairs
}

/// A name of so many characters says enough to be known by half of its words:
/// 拔河、篮球、象棋比赛 is 拔河、篮球、羽毛球比赛; 休闲座椅 is not 折叠座椅.
const LONG_NAME: usize = 6;
/// Such names are alike when this share of their pairs of characters is.
const ALIKE: f64 = 0.5;

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

/// Pairs what is left in paragraphs that stand side by side, where one name is
/// part of the other or much like it: 书记讲党课4次 became 讲党课6次. A whole, such as all members, is
/// never taken for one of its parts.
fn join_renamed(
    partners: &mut [Option<usize>],
    left: &[Told],
    right: &[Told],
    alignment: &Alignment,
) {
    let mut taken: HashSet<usize> = partners.iter().flatten().copied().collect();
    let group = |of: &[Option<usize>], told: &Told| told.unit.and_then(|unit| of[unit]);
    let mut waiting: HashMap<(usize, &str), Vec<usize>> = HashMap::new();
    for (at, told) in left.iter().enumerate().filter(|(at, _)| !taken.contains(at)) {
        if let Some(group) = group(&alignment.of_old, told) {
            waiting.entry((group, &told.value.unit)).or_default().push(at);
        }
    }
    for (told, partner) in right.iter().zip(partners).filter(|(_, one)| one.is_none()) {
        let Some(group) = group(&alignment.of_new, told) else { continue };
        let there = waiting.get(&(group, told.value.unit.as_str())).into_iter().flatten();
        let renamed =
            |one: &&usize| !taken.contains(one) && is_renamed(&left[**one].value, &told.value);
        *partner = there.copied().find(|one| renamed(&one));
        taken.extend(*partner);
    }
}

fn is_renamed(old: &Value, new: &Value) -> bool {
    let is_whole = |value: &Value| {
        value.indicator.as_ref().is_some_and(|key| Indicators::built_in().is_whole(key))
    };
    let part_of = |short: &str, long: &str| {
        short.chars().count() > 1 && (long.starts_with(short) || long.ends_with(short))
    };
    let (one, two) = (masked(&old.name), masked(&new.name));
    let long = one.len().min(two.len()) >= LONG_NAME;
    let alike = long && Profile::of(&one).dice(&Profile::of(&two)) >= ALIKE;
    let named_alike = part_of(&old.name, &new.name) || part_of(&new.name, &old.name) || alike;
    named_alike && !is_whole(old) && !is_whole(new)
}

/// A value, and where it is first told.
pub(super) struct Told {
    value: Value,
    /// Which unit of its report.
    unit: Option<usize>,
    place: Option<Passage>,
}

/// The values that `report` tells of its own year, in the order it tells them.
pub(super) fn told(report: &Report, units: &Units<'_>) -> Vec<Told> {
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
    let placed = |value: Value| {
        let unit = firsts.get(&amount(&value)).and_then(|first| places.unit(first));
        Told { value, unit, place: unit.map(|unit| units.passage(unit)) }
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
struct Places(BTreeMap<(Part, Option<usize>), usize>);

impl Places {
    fn of(units: &Units<'_>) -> Self {
        let mut first = BTreeMap::new();
        for (at, unit) in units.units.iter().enumerate() {
            first.entry((unit.part, unit.paragraph)).or_insert(at);
        }
        Self(first)
    }

    fn unit(&self, mention: &Mention) -> Option<usize> {
        let at = |paragraph| self.0.get(&(mention.section, paragraph)).copied();
        // A heading that runs into its paragraph is one text with it.
        let run_in = || at(Some(0)).filter(|_| mention.paragraph.is_none());
        at(mention.paragraph).or_else(run_in)
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
        change: before.zip(after).and_then(|(old, new)| {
            let old = old.value * factor(&old.unit, &new.unit)?;
            Some(difference(old, new.value))
        }),
        unit,
        old_place: old.and_then(|told| told.place),
        new_place: new.and_then(|told| told.place),
    }
}

/// What a value in the unit `from` is multiplied by to be one in `to`; none where these
/// count different things.
fn factor(from: &str, to: &str) -> Option<f64> {
    let money = |unit: &str| match unit {
        "元" => Some(1.0),
        "万元" => Some(1e4),
        "亿元" => Some(1e8),
        _ => None,
    };
    if from == to { Some(1.0) } else { Some(money(from)? / money(to)?) }
}

/// New less old, without the dust of binary fractions: figures have a few
/// decimals at most.
fn difference(old: f64, new: f64) -> f64 {
    const DECIMALS: f64 = 1e6;
    ((new - old) * DECIMALS).round() / DECIMALS
}

#[cfg(test)]
mod tests {
    use crate::store::testing::report;

    /// `old → new` of every pair of figures of a paragraph in two years.
    fn shown(old: &str, new: &str) -> Vec<String> {
        let [mut one, mut two] = [2023, 2024].map(report);
        one.sections[0].body = vec![old.to_owned()];
        two.sections[0].body = vec![new.to_owned()];
        let pairs = super::super::reports(&one, &two).figures;
        let amount = |value: Option<f64>| value.map_or("—".to_owned(), |value| value.to_string());
        let all = pairs.iter();
        all.map(|pair| format!("{} {} → {}", pair.name, amount(pair.old), amount(pair.new)))
            .collect()
    }

    #[test]
    fn a_figure_under_a_longer_or_shorter_name_is_the_same_in_the_same_paragraph() {
        assert_eq!(
            shown(
                "全年组织集中学习12次，书记讲党课4次，走访慰问困难群众30户。",
                "全年组织集中学习14次，讲党课6次，走访慰问困难群众36户。"
            )
            .iter()
            .filter(|pair| pair.contains("党课"))
            .collect::<Vec<_>>(),
            ["讲党课 4 → 6"]
        );
    }

    #[test]
    fn long_names_are_known_by_half_of_their_words_and_short_ones_are_not() {
        let pairs = shown(
            "举办拔河、篮球、象棋比赛6场，丰富群众生活，添置休闲座椅12张。",
            "举办拔河、篮球、羽毛球比赛7场，丰富群众生活，添置折叠座椅9张。",
        );
        assert!(pairs.contains(&"拔河、篮球、羽毛球比赛 6 → 7".to_owned()), "{pairs:?}");
        assert!(!pairs.iter().any(|pair| pair.ends_with("12 → 9")), "{pairs:?}");
    }

    #[test]
    fn money_in_another_unit_is_the_same_money() {
        let change = |old: &str, new: &str| {
            let [mut one, mut two] = [2023, 2024].map(report);
            one.sections[0].body = vec![format!("发放慰问金{old}。")];
            two.sections[0].body = vec![format!("发放慰问金{new}。")];
            let pair = super::super::reports(&one, &two).figures.remove(0);
            (pair.old_unit, pair.change)
        };
        assert_eq!(change("3.5万元", "35000元"), (Some("万元".to_owned()), Some(0.0)));
        assert_eq!(change("9000元", "1.2万元"), (Some("元".to_owned()), Some(0.3)));
    }

    #[test]
    fn a_whole_is_not_taken_for_one_of_its_parts() {
        let pairs = shown(
            "现有党员42名，全年按时足额收缴党费，帮助群众解决难题。",
            "现有流动党员5名，全年按时足额收缴党费，帮助群众解决难题。",
        );
        assert!(pairs.iter().all(|pair| pair.contains('—')), "{pairs:?}");
    }
}
