//! Which section of the new report took the place of which old one: told by
//! headings, roles and what stands in them, never by numbers.

use std::collections::BTreeMap;

use super::chain;
use super::near::Likely;
use super::profile::Profile;
use super::units::{Head, Units};
use crate::model::Role;

/// For each old section the new one that took its place.
pub(super) struct Partners {
    pub(super) of_old: Vec<Option<usize>>,
    pub(super) of_new: Vec<Option<usize>>,
    /// Whether an old section kept its order among the partners beside it.
    pub(super) kept: Vec<bool>,
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
    let mut ranked = scores(old, new, likely);
    // Of equals the first in both reports.
    ranked.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    let mut partners = Partners {
        of_old: vec![None; old.sections.len()],
        of_new: vec![None; new.sections.len()],
        kept: vec![false; old.sections.len()],
    };
    for (_, one, two) in ranked {
        partners.join(one, two);
    }
    partners.join_lone_roles(old, new);
    partners.join_between(old, new);
    partners.find_kept(old, new);
    partners
}

impl Partners {
    fn join(&mut self, one: usize, two: usize) {
        if self.of_old[one].is_none() && self.of_new[two].is_none() {
            self.of_old[one] = Some(two);
            self.of_new[two] = Some(one);
        }
    }

    /// What is left between the same two neighbours, as many on either side and
    /// with the same roles, took each other's places, though all of it is said
    /// anew.
    fn join_between(&mut self, old: &Units<'_>, new: &Units<'_>) {
        type Gap = (Option<usize>, Option<usize>, usize);
        let mut gaps: BTreeMap<Gap, [Vec<usize>; 2]> = BTreeMap::new();
        // The partner that went before, below each section.
        let mut last: BTreeMap<Option<usize>, usize> = BTreeMap::new();
        for (two, head) in new.sections.iter().enumerate() {
            if self.of_new[two].is_some() {
                last.insert(head.above, two);
            } else {
                let gap = (head.above, last.get(&head.above).copied(), head.depth);
                gaps.entry(gap).or_default()[1].push(two);
            }
        }
        last.clear();
        for (one, head) in old.sections.iter().enumerate() {
            let above = match head.above.map(|above| self.of_old[above]) {
                None => None,
                Some(Some(above)) => Some(above),
                Some(None) => continue,
            };
            match self.of_old[one] {
                Some(two) => drop(last.insert(above, two)),
                None => {
                    let gap = (above, last.get(&above).copied(), head.depth);
                    gaps.entry(gap).or_default()[0].push(one);
                }
            }
        }
        for [olds, news] in gaps.into_values() {
            let roles = |units: &Units<'_>, places: &[usize]| -> Vec<Role> {
                places.iter().map(|at| units.sections[*at].role()).collect()
            };
            if roles(old, &olds) == roles(new, &news) {
                olds.into_iter().zip(news).for_each(|(one, two)| self.join(one, two));
            }
        }
    }

    /// Finds which sections kept their order among the partners beside them,
    /// below the same two sections.
    fn find_kept(&mut self, old: &Units<'_>, new: &Units<'_>) {
        type Sisters = Vec<(usize, usize, f64)>;
        let mut below: BTreeMap<(Option<usize>, Option<usize>), Sisters> = BTreeMap::new();
        for (one, two) in self.of_old.iter().enumerate() {
            let Some(two) = *two else { continue };
            let above = (old.sections[one].above, new.sections[two].above);
            let torn = matches!(above, (Some(a), Some(b)) if self.of_old[a] != Some(b));
            if !torn {
                below.entry(above).or_default().push((one, two, 1.0));
            }
        }
        for sisters in below.values() {
            for at in chain::heaviest(sisters) {
                self.kept[sisters[at].0] = true;
            }
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

/// How alike two sections are, for all that may be partners.
fn scores(old: &Units<'_>, new: &Units<'_>, likely: &[Likely]) -> Vec<(f64, usize, usize)> {
    let headings = Headings::of(old, new);
    let texts = shared_text(old, new, likely);
    let above = |one: usize, two: usize| {
        let text = texts.get(&(one, two)).copied().unwrap_or(0.0);
        headings.likeness(one, two).max(TEXT * text).min(1.0)
    };
    let mut scores = Vec::new();
    for (one, a) in old.sections.iter().enumerate() {
        let mut row = headings.likenesses(one);
        for ((_, two), text) in texts.range((one, 0)..(one + 1, 0)) {
            row[*two] = row[*two].max(TEXT * text);
        }
        for (two, mut score) in row.into_iter().enumerate() {
            if score + SAME_ROLE + SAME_DEPTH + ABOVE < PARTNERS {
                continue;
            }
            let b = &new.sections[two];
            if a.role() == b.role() && a.role() != Role::Other {
                score += SAME_ROLE;
            }
            if a.depth == b.depth {
                score += SAME_DEPTH;
            }
            if let (Some(a), Some(b)) = (a.above, b.above) {
                score += ABOVE * above(a, b);
            }
            if score >= PARTNERS {
                scores.push((score, one, two));
            }
        }
    }
    scores
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
        // Of equals the nearest: a sentence told twice stands for itself.
        let nearer = pair.old.abs_diff(pair.new) < known.old.abs_diff(known.new);
        if pair.dice > known.dice || (pair.dice.total_cmp(&known.dice).is_eq() && nearer) {
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
    /// The words of each heading, each once, as indices of `weights`.
    old: Vec<Vec<usize>>,
    new: Vec<Vec<usize>>,
    weights: Vec<f64>,
    /// What all words of each heading weigh.
    sums: (Vec<f64>, Vec<f64>),
    /// Which new headings have a word.
    of_word: Vec<Vec<usize>>,
}

impl Headings {
    fn of(old: &Units<'_>, new: &Units<'_>) -> Self {
        let words = |units: &Units<'_>| -> Vec<Vec<u64>> {
            let words = |head: &Head<'_>| {
                let profile = Profile::of(&super::likeness::masked(&head.section.heading));
                let mut words = profile.pairs().to_vec();
                words.dedup();
                words
            };
            units.sections.iter().map(words).collect()
        };
        let (old, new) = (words(old), words(new));
        let mut all: Vec<u64> = old.iter().chain(&new).flatten().copied().collect();
        all.sort_unstable();
        all.dedup();
        let known = |side: Vec<Vec<u64>>| -> Vec<Vec<usize>> {
            let place = |word| all.partition_point(|other| *other < word);
            side.into_iter().map(|words| words.into_iter().map(place).collect()).collect()
        };
        let (old, new) = (known(old), known(new));
        let mut weights: Vec<f64> = vec![1.0; all.len()];
        for side in [&old, &new] {
            let mut counts = vec![0.0; all.len()];
            side.iter().flatten().for_each(|word| counts[*word] += 1.0);
            for (weight, count) in weights.iter_mut().zip(counts).filter(|(_, c)| *c > 0.0) {
                *weight = weight.min(1.0 / count);
            }
        }
        let sums = |side: &[Vec<usize>]| -> Vec<f64> {
            side.iter().map(|words| words.iter().map(|word| weights[*word]).sum()).collect()
        };
        let sums = (sums(&old), sums(&new));
        let mut of_word: Vec<Vec<usize>> = vec![Vec::new(); all.len()];
        for (heading, words) in new.iter().enumerate() {
            words.iter().for_each(|word| of_word[*word].push(heading));
        }
        Self { old, new, weights, sums, of_word }
    }

    /// Weighted Dice of an old heading and every new one, 0 to 1.
    fn likenesses(&self, one: usize) -> Vec<f64> {
        let mut shared = vec![0.0; self.new.len()];
        for word in &self.old[one] {
            self.of_word[*word].iter().for_each(|two| shared[*two] += self.weights[*word]);
        }
        shared.into_iter().enumerate().map(|(two, shared)| self.dice(one, two, shared)).collect()
    }

    /// Weighted Dice of two headings, 0 to 1.
    fn likeness(&self, one: usize, two: usize) -> f64 {
        let shared = self.old[one].iter().filter(|word| self.new[two].binary_search(word).is_ok());
        self.dice(one, two, shared.map(|word| self.weights[*word]).sum())
    }

    fn dice(&self, one: usize, two: usize, shared: f64) -> f64 {
        let whole = self.sums.0[one] + self.sums.1[two];
        // Two headings without a word are neither alike nor unlike.
        if whole == 0.0 { 0.5 } else { 2.0 * shared / whole }
    }
}
