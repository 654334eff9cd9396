//! Which paragraphs of both reports stand side by side.

use std::collections::BTreeMap;

use super::chain;
use super::fragments;
use super::near::Likely;
use super::sections::Partners;
use super::units::{Kind, Unit, Units};
use crate::model::Part;

/// Texts of both reports that stand side by side: one and one, or one and
/// several where it was split or merged. Indices rise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Group {
    pub(super) old: Vec<usize>,
    pub(super) new: Vec<usize>,
    pub(super) moved: bool,
}

/// What stands beside what.
pub(super) struct Alignment {
    pub(super) groups: Vec<Group>,
    /// Paragraphs that took the place of others and say it otherwise.
    pub(super) rewritten: Vec<(usize, usize)>,
    /// The group of each old text.
    pub(super) of_old: Vec<Option<usize>>,
    /// The group of each new text.
    pub(super) of_new: Vec<Option<usize>>,
}

/// Outside of its own section and order a paragraph is found again only when
/// half of it is there: with all others to choose from, less is chance.
const MOVED: f64 = 0.5;
/// What was promised, or was a problem, and is told as done now has not moved:
/// it was done. Unless nearly all of it is there.
const MOVED_ACROSS: f64 = 0.85;
/// A text shorter than this many pairs of characters says too little to be
/// known elsewhere, unless it is there to the letter.
const KNOWN: usize = 8;
/// A new paragraph in the place of an old one rewrites it when it has at least
/// so much in common with it; unrelated ones have half of that.
const REWRITTEN: f64 = 0.12;
/// What the same ordinal (二是) at its head adds to that.
const SAME_ORDINAL: f64 = 0.06;
/// Below this share of a better match a match is no rival.
const CLEARLY: f64 = 0.75;
/// What a paragraph that did not change weighs in the chain, more than any
/// edited one: it anchors those around it.
const ANCHOR: f64 = 1.5;
/// Gaps with more pairs than this are not searched for rewritten paragraphs.
const WIDEST_GAP: usize = 10_000;

/// Lays the texts of both reports side by side.
pub(super) fn align(
    old: &Units<'_>,
    new: &Units<'_>,
    partners: &Partners,
    likely: &[Likely],
) -> Alignment {
    let mut alignment = Alignment {
        groups: Vec::new(),
        rewritten: Vec::new(),
        of_old: vec![None; old.units.len()],
        of_new: vec![None; new.units.len()],
    };
    alignment.join_fields(old, new);
    alignment.join_headings(old, new, partners);
    alignment.join_in_order(old, new, partners, likely);
    fragments::absorb(&mut alignment, old, new);
    let settled = alignment.groups.len();
    alignment.join_elsewhere(old, new, likely);
    fragments::absorb(&mut alignment, old, new);
    alignment.settle_moved(old, new, settled);
    alignment.find_rewritten(old, new, partners);
    alignment
}

impl Alignment {
    pub(super) fn join(&mut self, old: usize, new: usize, moved: bool) {
        if self.of_old[old].is_none() && self.of_new[new].is_none() {
            let group = Some(self.groups.len());
            (self.of_old[old], self.of_new[new]) = (group, group);
            self.groups.push(Group { old: vec![old], new: vec![new], moved });
        }
    }

    fn join_fields(&mut self, old: &Units<'_>, new: &Units<'_>) {
        for (one, unit) in old.units.iter().enumerate().filter(|(_, u)| u.kind == Kind::Field) {
            if let Some(two) = new.units.iter().position(|other| other.part == unit.part) {
                self.join(one, two, false);
            }
        }
    }

    fn join_headings(&mut self, old: &Units<'_>, new: &Units<'_>, partners: &Partners) {
        let headings = |units: &Units<'_>| -> BTreeMap<usize, usize> {
            let heading = |(at, unit): (usize, &Unit<'_>)| {
                (unit.kind == Kind::Heading).then_some((unit.section?, at))
            };
            units.units.iter().enumerate().filter_map(heading).collect()
        };
        let news = headings(new);
        for (section, one) in headings(old) {
            let Some(partner) = partners.of_old[section] else { continue };
            if let Some(two) = news.get(&partner) {
                self.join(one, *two, !partners.kept[section]);
            }
        }
    }

    /// Within each section and its partner: what keeps its order.
    fn join_in_order(
        &mut self,
        old: &Units<'_>,
        new: &Units<'_>,
        partners: &Partners,
        likely: &[Likely],
    ) {
        let mut sections: BTreeMap<Shelf, Vec<(usize, usize, f64)>> = BTreeMap::new();
        let best = Best::of(likely, old.units.len(), new.units.len());
        for pair in likely.iter().filter(|pair| !best.both_beat(pair)) {
            let (one, two) = (&old.units[pair.old], &new.units[pair.new]);
            if let Some(shelf) = shared_shelf(one, two, partners) {
                let weight = weight(pair);
                sections.entry(shelf).or_default().push((pair.old, pair.new, weight));
            }
        }
        for pairs in sections.values() {
            for at in chain::heaviest(pairs) {
                self.join(pairs[at].0, pairs[at].1, false);
            }
        }
    }

    /// Whatever is left and like something that is left, the likest first.
    fn join_elsewhere(&mut self, old: &Units<'_>, new: &Units<'_>, likely: &[Likely]) {
        let known = |pair: &&Likely| {
            let length = old.units[pair.old].profile.len().min(new.units[pair.new].profile.len());
            let across = old.tells_what_is_open(pair.old) != new.tells_what_is_open(pair.new);
            let needed = if across { MOVED_ACROSS } else { MOVED };
            pair.dice >= needed && (pair.same || length >= KNOWN)
        };
        let mut left: Vec<&Likely> = likely.iter().filter(known).collect();
        left.sort_by(|a, b| {
            let likest = b.same.cmp(&a.same).then(b.likeness.total_cmp(&a.likeness));
            likest.then((a.old, a.new).cmp(&(b.old, b.new)))
        });
        for pair in left {
            self.join(pair.old, pair.new, true);
        }
    }

    /// Of the groups from `first` on, which were found elsewhere: those that
    /// follow or precede the same paragraph as before have not moved, whatever
    /// headings came between.
    fn settle_moved(&mut self, old: &Units<'_>, new: &Units<'_>, first: usize) {
        let mut found: Vec<usize> = (first..self.groups.len()).collect();
        found.sort_by_key(|group| self.groups[*group].new[0]);
        for forward in [true, false] {
            let order: Vec<usize> =
                if forward { found.clone() } else { found.iter().rev().copied().collect() };
            for group in order {
                let beside = |units: &Units<'_>, of: &[Option<usize>], places: &[usize]| {
                    neighbour(units, of, places, forward)
                };
                let Group { old: olds, new: news, .. } = &self.groups[group];
                let before = beside(old, &self.of_old, olds);
                let after = beside(new, &self.of_new, news);
                if before.is_some_and(|other| !self.groups[other].moved) && before == after {
                    self.groups[group].moved = false;
                }
            }
        }
    }

    /// Pairs what is left in the same gap of a section and its partner.
    fn find_rewritten(&mut self, old: &Units<'_>, new: &Units<'_>, partners: &Partners) {
        type Gap = (Shelf, Option<usize>);
        let mut gaps: BTreeMap<Gap, (Vec<usize>, Vec<usize>)> = BTreeMap::new();
        let mut last: BTreeMap<Shelf, usize> = BTreeMap::new();
        for (at, unit) in old.units.iter().enumerate().filter(|(_, u)| u.kind == Kind::Body) {
            let Some(shelf) = shelf_of_old(unit, partners) else { continue };
            match self.of_old[at].map(|group| &self.groups[group]) {
                None => gaps.entry((shelf, last.get(&shelf).copied())).or_default().0.push(at),
                Some(group) if !group.moved => drop(last.insert(shelf, group.new[0])),
                Some(_) => {}
            }
        }
        last.clear();
        for (at, unit) in new.units.iter().enumerate().filter(|(_, u)| u.kind == Kind::Body) {
            let shelf = shelf_of_new(unit);
            match self.of_new[at].map(|group| &self.groups[group]) {
                None => {
                    if let Some(gap) = gaps.get_mut(&(shelf, last.get(&shelf).copied())) {
                        gap.1.push(at);
                    }
                }
                Some(group) if !group.moved => drop(last.insert(shelf, group.new[0])),
                Some(_) => {}
            }
        }
        for (olds, news) in gaps.values() {
            self.pair_gap(old, new, olds, news);
        }
        self.rewritten.sort_unstable_by_key(|pair| pair.1);
    }

    fn pair_gap(&mut self, old: &Units<'_>, new: &Units<'_>, olds: &[usize], news: &[usize]) {
        if olds.len() * news.len() > WIDEST_GAP {
            return;
        }
        // An opening of one paragraph is the opening, whatever it says.
        let alone = matches!((olds, news), ([one], [_]) if old.units[*one].section.is_none());
        let mut pairs: Vec<(usize, usize, f64)> = Vec::new();
        for one in olds {
            for two in news {
                let (a, b) = (&old.units[*one], &new.units[*two]);
                let mark = ordinal(&a.text);
                let extra =
                    if mark.is_some() && mark == ordinal(&b.text) { SAME_ORDINAL } else { 0.0 };
                let likeness = a.profile.dice(&b.profile) + extra;
                if likeness >= REWRITTEN || alone {
                    pairs.push((*one, *two, likeness));
                }
            }
        }
        for at in chain::heaviest(&pairs) {
            self.rewritten.push((pairs[at].0, pairs[at].1));
        }
    }
}

/// What a pair weighs in the chain. Squared, so that one good match wins over two
/// poor ones.
fn weight(pair: &Likely) -> f64 {
    if pair.same { ANCHOR } else { pair.likeness * pair.likeness }
}

/// What the best match of each paragraph weighs.
struct Best {
    old: Vec<f64>,
    new: Vec<f64>,
}

impl Best {
    fn of(likely: &[Likely], olds: usize, news: usize) -> Self {
        let mut best = Self { old: vec![0.0; olds], new: vec![0.0; news] };
        for pair in likely {
            let weight = weight(pair);
            best.old[pair.old] = best.old[pair.old].max(weight);
            best.new[pair.new] = best.new[pair.new].max(weight);
        }
        best
    }

    /// Whether both of a pair have a clearly better match elsewhere, so that
    /// they only seem to have kept their place.
    fn both_beat(&self, pair: &Likely) -> bool {
        let weight = weight(pair);
        weight < CLEARLY * self.old[pair.old] && weight < CLEARLY * self.new[pair.new]
    }
}

/// A section of the new report, or one of the parts outside of sections, with
/// what took its place.
type Shelf = (Option<Part>, Option<usize>);

fn shelf_of_new(unit: &Unit<'_>) -> Shelf {
    match unit.section {
        None => (Some(unit.part), None),
        at => (None, at),
    }
}

fn shelf_of_old(unit: &Unit<'_>, partners: &Partners) -> Option<Shelf> {
    match unit.section {
        None => Some((Some(unit.part), None)),
        Some(at) => Some((None, Some(partners.of_old[at]?))),
    }
}

fn shared_shelf(old: &Unit<'_>, new: &Unit<'_>, partners: &Partners) -> Option<Shelf> {
    shelf_of_old(old, partners).filter(|shelf| *shelf == shelf_of_new(new))
}

/// The group of the nearest paragraph before (or behind) `places` that has one.
fn neighbour(
    units: &Units<'_>,
    of: &[Option<usize>],
    places: &[usize],
    before: bool,
) -> Option<usize> {
    let beside = |at: usize| of[at].filter(|_| units.units[at].kind == Kind::Body);
    if before {
        (0..*places.first()?).rev().find_map(beside)
    } else {
        (places.last()? + 1..of.len()).find_map(beside)
    }
}

/// The ordinal at the head of a paragraph: 二是, 3., （一）, 其次.
fn ordinal(text: &str) -> Option<&str> {
    const LONGEST: usize = 5;
    let end = text
        .char_indices()
        .take(LONGEST)
        .find(|(_, c)| "是、.．）)，".contains(*c))
        .map(|(at, c)| at + c.len_utf8())?;
    let head = &text[..end];
    let counts =
        |c: char| c.is_ascii_digit() || "一二三四五六七八九十第首其再最先次后（(".contains(c);
    let inside = head.trim_end_matches(['是', '、', '.', '．', '）', ')', '，']);
    (!inside.is_empty() && inside.chars().all(counts)).then_some(head)
}

#[cfg(test)]
mod tests {
    use super::ordinal;

    #[test]
    fn ordinals_are_told_from_words() {
        for (text, mark) in [
            ("二是推进协商。", Some("二是")),
            ("3.骨干不足。", Some("3.")),
            ("（一）抓学习", Some("（一）")),
            ("其次，人手不够", Some("其次，")),
            ("问题是多方面的", None),
            ("是", None),
            ("", None),
        ] {
            assert_eq!(ordinal(text), mark, "{text}");
        }
    }
}
