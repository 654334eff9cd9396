//! Which section of the new report took the place of which old one: told by
//! headings, roles and what stands in them, never by numbers.

use std::collections::{BTreeMap, BTreeSet};

use super::near::Likely;
use super::profile::{Profile, ratio};
use super::units::{Head, Units};
use crate::model::Role;

/// For each old section the new one that took its place.
pub(super) struct Partners {
    pub(super) of_old: Vec<Option<usize>>,
    pub(super) of_new: Vec<Option<usize>>,
}

/// Two sections this much alike are one: half of a heading that no other
/// section shares, or a third of the text.
const PARTNERS: f64 = 0.5;
/// What text counts for, beside headings: text carried over is the stronger
/// sign, since headings are renamed in fashion.
const TEXT: f64 = 1.5;
/// What an equal role adds; so little that words decide.
const SAME_ROLE: f64 = 0.15;
/// What an equal depth adds, so that of equals the one at the same level wins.
const SAME_DEPTH: f64 = 0.05;
/// What likeness of the sections above adds, for headings that occur twice.
const ABOVE: f64 = 0.1;

/// Pairs the sections of both reports.
pub(super) fn partners(old: &Units<'_>, new: &Units<'_>, likely: &[Likely]) -> Partners {
    let scores = scores(old, new, likely);
    let mut ranked: Vec<(f64, usize, usize)> = scores
        .iter()
        .filter(|(_, score)| **score >= PARTNERS)
        .map(|((one, two), score)| (*score, *one, *two))
        .collect();
    // Of equals the first in both reports.
    ranked.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    let mut partners =
        Partners { of_old: vec![None; old.sections.len()], of_new: vec![None; new.sections.len()] };
    for (_, one, two) in ranked {
        partners.join(one, two);
    }
    partners.join_lone_roles(old, new);
    partners
}

impl Partners {
    fn join(&mut self, one: usize, two: usize) {
        if self.of_old[one].is_none() && self.of_new[two].is_none() {
            self.of_old[one] = Some(two);
            self.of_new[two] = Some(one);
        }
    }

    /// The only section left with its role at its depth took the place of the
    /// only old one left with it, however both are called. A role that a section
    /// shares with the one above it says nothing: all its sisters have it.
    fn join_lone_roles(&mut self, old: &Units<'_>, new: &Units<'_>) {
        type Lone = BTreeMap<(usize, Role), Vec<usize>>;
        fn lone(heads: &[Head<'_>], taken: &[Option<usize>]) -> Lone {
            let mut lone = Lone::new();
            for (at, head) in heads.iter().enumerate() {
                let above = head.above.map(|above| heads[above].role());
                let tells = head.role() != Role::Other && above != Some(head.role());
                if taken[at].is_none() && tells {
                    lone.entry((head.depth, head.role())).or_default().push(at);
                }
            }
            lone
        }
        let news = lone(&new.sections, &self.of_new);
        for (key, olds) in lone(&old.sections, &self.of_old) {
            if let ([one], Some([two])) = (&olds[..], news.get(&key).map(Vec::as_slice)) {
                self.join(*one, *two);
            }
        }
    }
}

/// How alike two sections are, for all that are at all.
fn scores(old: &Units<'_>, new: &Units<'_>, likely: &[Likely]) -> BTreeMap<(usize, usize), f64> {
    let headings = Headings::of(old, new);
    let texts = shared_text(old, new, likely);
    let mut base: BTreeMap<(usize, usize), f64> = BTreeMap::new();
    for one in 0..old.sections.len() {
        for two in 0..new.sections.len() {
            let text = texts.get(&(one, two)).copied().unwrap_or(0.0);
            let score = headings.likeness(one, two).max(TEXT * text);
            if score > 0.0 {
                base.insert((one, two), score);
            }
        }
    }
    let with_extras = |(&(one, two), score): (&(usize, usize), &f64)| {
        let (a, b) = (&old.sections[one], &new.sections[two]);
        let mut score = *score;
        if a.role() == b.role() && a.role() != Role::Other {
            score += SAME_ROLE;
        }
        if a.depth == b.depth {
            score += SAME_DEPTH;
        }
        if let (Some(a), Some(b)) = (a.above, b.above) {
            score += ABOVE * base.get(&(a, b)).copied().unwrap_or(0.0).min(1.0);
        }
        ((one, two), score)
    };
    base.iter().map(with_extras).collect()
}

/// Share of two sections' text, with what is below them, that stands in
/// paragraphs alike. Each paragraph speaks for its best like alone.
fn shared_text(
    old: &Units<'_>,
    new: &Units<'_>,
    likely: &[Likely],
) -> BTreeMap<(usize, usize), f64> {
    let mut best: BTreeMap<usize, Likely> = BTreeMap::new();
    for pair in likely {
        let known = best.entry(pair.old).or_insert(*pair);
        if pair.dice > known.dice {
            *known = *pair;
        }
    }
    let mut shared: BTreeMap<(usize, usize), f64> = BTreeMap::new();
    for pair in best.values() {
        let (one, two) = (&old.units[pair.old], &new.units[pair.new]);
        let pairs = (one.profile.len() + two.profile.len()) as f64 * pair.dice;
        for one in old.upward(one.section) {
            for two in new.upward(two.section) {
                *shared.entry((one, two)).or_default() += pairs;
            }
        }
    }
    let (olds, news) = (lengths(old), lengths(new));
    for ((one, two), pairs) in &mut shared {
        *pairs /= (olds[*one] + news[*two]).max(1) as f64;
    }
    shared
}

/// How many pairs of characters stand in each section and below it.
fn lengths(units: &Units<'_>) -> Vec<usize> {
    let mut lengths = vec![0; units.sections.len()];
    for unit in &units.units {
        for section in units.upward(unit.section) {
            lengths[section] += unit.profile.len();
        }
    }
    lengths
}

/// The words of all headings, each weighing less the more headings have it: a
/// slogan that all sisters share tells nothing.
struct Headings {
    old: Vec<BTreeSet<u64>>,
    new: Vec<BTreeSet<u64>>,
    weights: BTreeMap<u64, f64>,
}

impl Headings {
    fn of(old: &Units<'_>, new: &Units<'_>) -> Self {
        let words = |units: &Units<'_>| -> Vec<BTreeSet<u64>> {
            let profile =
                |head: &Head<'_>| Profile::of(&super::likeness::masked(&head.section.heading));
            let set = |head| profile(head).pairs().iter().copied().collect();
            units.sections.iter().map(set).collect()
        };
        let (old, new) = (words(old), words(new));
        let mut weights: BTreeMap<u64, f64> = BTreeMap::new();
        for side in [&old, &new] {
            let mut counts: BTreeMap<u64, f64> = BTreeMap::new();
            for pair in side.iter().flatten() {
                *counts.entry(*pair).or_default() += 1.0;
            }
            for (pair, count) in counts {
                let weight = weights.entry(pair).or_insert(1.0);
                *weight = weight.min(1.0 / count);
            }
        }
        Self { old, new, weights }
    }

    /// Weighted Dice of two headings, 0 to 1.
    fn likeness(&self, one: usize, two: usize) -> f64 {
        let weigh = |pairs: &mut dyn Iterator<Item = &u64>| -> f64 {
            pairs.map(|pair| self.weights[pair]).sum()
        };
        let (one, two) = (&self.old[one], &self.new[two]);
        let whole = weigh(&mut one.iter()) + weigh(&mut two.iter());
        if whole == 0.0 {
            return ratio(usize::from(one == two), 2);
        }
        2.0 * weigh(&mut one.intersection(two)) / whole
    }
}
