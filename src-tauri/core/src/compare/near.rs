//! Which paragraphs are like each other, wherever they stand.

use std::collections::HashMap;

use super::chain;
use super::profile::is_word;
use super::units::{Kind, Unit, Units};

/// Paragraphs of the old and the new report that are like each other.
#[derive(Debug, Clone, Copy)]
pub(super) struct Likely {
    pub(super) old: usize,
    pub(super) new: usize,
    /// Dice's coefficient, 0 to 1.
    pub(super) dice: f64,
    /// The same, less where both say the same in another order: of paragraphs
    /// made of the same sentences it tells which is which.
    pub(super) likeness: f64,
    /// They are the same to the letter.
    pub(super) same: bool,
}

/// Below this share of common pairs two paragraphs are two, not one that was
/// edited: unrelated paragraphs of the kind share up to a fifth of their pairs,
/// and word by word a reader would see confetti.
pub(super) const EDITED: f64 = 0.35;

/// Up to so many pairs of paragraphs all are looked at; 150 by 150 take some
/// three milliseconds. Beyond, only those that share rare words.
const ALL_PAIRS: usize = 150 * 150;
/// How many of a paragraph's rarest pairs of characters lead to its likes.
const RAREST: usize = 32;
/// How many paragraphs each of them may name: the nearest by their order.
const NAMED: usize = 24;
/// How many of the paragraphs named most often are compared in full.
const COMPARED: usize = 12;

/// All pairs of like paragraphs: old ones in order, for each the new ones in
/// order.
pub(super) fn likely(old: &Units<'_>, new: &Units<'_>) -> Vec<Likely> {
    let bodies = |units: &Units<'_>| -> Vec<usize> {
        let is_body = |at: &usize| units.units[*at].kind == Kind::Body;
        (0..units.units.len()).filter(is_body).collect()
    };
    let (olds, news) = (bodies(old), bodies(new));
    let found = |one: usize, two: usize| compared(old, one, new, two);
    if olds.len() * news.len() <= ALL_PAIRS {
        let all = olds.iter().flat_map(|one| news.iter().map(move |two| (*one, *two)));
        return all.filter_map(|(one, two)| found(one, two)).collect();
    }
    let index = Index::of(new, &news);
    let scale = news.len() as f64 / olds.len() as f64;
    let mut pairs = Vec::new();
    for (order, one) in olds.iter().enumerate() {
        let expected = (order as f64 * scale) as usize;
        let mut named = index.named_by(&old.units[*one], expected);
        named.sort_unstable();
        pairs.extend(named.into_iter().filter_map(|at| found(*one, news[at])));
    }
    pairs
}

fn compared(old: &Units<'_>, one: usize, new: &Units<'_>, two: usize) -> Option<Likely> {
    let (a, b) = (&old.units[one], &new.units[two]);
    let same = a.text == b.text;
    let (short, long) =
        (a.profile.len().min(b.profile.len()), a.profile.len().max(b.profile.len()));
    // What is shared is at most the shorter one.
    if !same && 2.0 * (short as f64) < EDITED * (short + long) as f64 {
        return None;
    }
    let dice = if same { 1.0 } else { a.profile.dice(&b.profile) };
    let likeness = if same || dice < ALIKE { dice } else { dice * in_order(&a.masked, &b.masked) };
    (dice >= EDITED).then_some(Likely { old: one, new: two, dice, likeness, same })
}

/// Two paragraphs as like as this may be made of the same clauses.
const ALIKE: f64 = 0.8;
/// What is left of the likeness of two paragraphs that share no two clauses in
/// the same order.
const DISORDER: f64 = 0.5;
/// More pairs of clauses than this are not laid side by side.
const MOST_CLAUSES: usize = 10_000;

/// From [`DISORDER`] to 1: how much of the clauses that both have stands in the
/// same order.
fn in_order(old: &[char], new: &[char]) -> f64 {
    let clauses = |text| -> Vec<&[char]> {
        <[char]>::split(text, |c| !is_word(*c)).filter(|clause| !clause.is_empty()).collect()
    };
    let (old, new) = (clauses(old), clauses(new));
    if old.len() * new.len() > MOST_CLAUSES {
        return 1.0;
    }
    let mut pairs = Vec::new();
    let mut shared = 0;
    for (one, clause) in old.iter().enumerate() {
        let mut there = false;
        for (two, other) in new.iter().enumerate() {
            if clause == other {
                pairs.push((one, two, clause.len() as f64));
                there = true;
            }
        }
        shared += if there { clause.len() } else { 0 };
    }
    if shared == 0 {
        return 1.0;
    }
    let kept: f64 = chain::heaviest(&pairs).into_iter().map(|at| pairs[at].2).sum();
    DISORDER + (1.0 - DISORDER) * (kept / shared as f64).min(1.0)
}

/// Where each pair of characters occurs, in paragraphs by their order.
struct Index(HashMap<u64, Vec<usize>>);

impl Index {
    fn of(units: &Units<'_>, bodies: &[usize]) -> Self {
        let mut index: HashMap<u64, Vec<usize>> = HashMap::new();
        for (order, at) in bodies.iter().enumerate() {
            for pair in units.units[*at].profile.pairs() {
                let places = index.entry(*pair).or_default();
                if places.last() != Some(&order) {
                    places.push(order);
                }
            }
        }
        Self(index)
    }

    /// The paragraphs that share most of the rarest pairs with `unit`, and of
    /// equals those nearest to where it would be `expected`.
    fn named_by(&self, unit: &Unit<'_>, expected: usize) -> Vec<usize> {
        let mut rarest: Vec<(usize, u64)> = unit
            .profile
            .pairs()
            .iter()
            .filter_map(|pair| Some((self.0.get(pair)?.len(), *pair)))
            .collect();
        rarest.sort_unstable();
        rarest.dedup();
        rarest.truncate(RAREST);
        let mut named: Vec<usize> = Vec::new();
        for (_, pair) in rarest {
            let places = &self.0[&pair];
            let middle = places.partition_point(|order| *order < expected);
            let start = middle.saturating_sub(NAMED / 2).min(places.len().saturating_sub(NAMED));
            named.extend(places.iter().skip(start).take(NAMED));
        }
        named.sort_unstable();
        let mut counted: Vec<(usize, usize)> =
            named.chunk_by(|a, b| a == b).map(|same| (same.len(), same[0])).collect();
        counted.sort_unstable_by_key(|(count, order)| {
            (std::cmp::Reverse(*count), order.abs_diff(expected))
        });
        counted.into_iter().take(COMPARED).map(|(_, order)| order).collect()
    }
}
