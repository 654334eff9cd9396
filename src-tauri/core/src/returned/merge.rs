//! What is different between a draft and a returned text, and the report that
//! any choice of differences makes.

use std::collections::BTreeMap;
use std::ops::Range;

use super::atoms::{Atom, Sort, atoms, report};
use crate::compare;
use crate::model::{ComparedRow, Passage, Place, Report};

/// Both texts as one row, in which each choice of differences can be read.
pub(super) struct Merge {
    frame: Report,
    pub(super) draft: Vec<Atom>,
    pub(super) returned: Vec<Atom>,
    pub(super) differences: Vec<Difference>,
    /// The text of the draft that a returned one stands for, unchanged.
    pub(super) kept: BTreeMap<usize, usize>,
    slots: Vec<Slot>,
}

/// A difference that is taken or refused as a whole.
#[derive(Debug, Default)]
pub(super) struct Difference {
    /// Texts of the draft that it replaces.
    pub(super) old: Vec<usize>,
    /// Texts that it puts in.
    pub(super) new: Vec<usize>,
    /// They do not stand where the old ones do.
    pub(super) moved: bool,
}

/// A place in the row.
enum Slot {
    /// A text of the draft that stands whatever is chosen.
    Kept(usize),
    /// A text of the draft that stands unless the difference is taken.
    Old(usize, usize),
    /// A returned text that stands when the difference is taken.
    New(usize, usize),
}

/// Texts of both that belong together; both ranges are without gaps.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Link {
    old: Range<usize>,
    new: Range<usize>,
    /// They only stand in the same place and say it otherwise.
    rewritten: bool,
}

impl Merge {
    /// Lays both side by side.
    pub(super) fn of(draft: &Report, returned: &Report) -> Self {
        let (olds, mut news) = (atoms(draft), atoms(returned));
        let links = links(draft, returned, &olds, &news);
        continue_sections(&links, &olds, &mut news);
        let (settled, elsewhere) = in_order(links, &olds);
        let mut merge = Self {
            frame: draft.clone(),
            draft: olds,
            returned: news,
            differences: Vec::new(),
            kept: BTreeMap::new(),
            slots: Vec::new(),
        };
        merge.lay_out(&settled, &elsewhere);
        merge
    }

    /// The draft with the differences that are `taken`.
    pub(super) fn with(&self, taken: impl Fn(usize) -> bool) -> Report {
        let stands = |slot: &Slot| match *slot {
            Slot::Kept(at) => Some(&self.draft[at]),
            Slot::Old(at, difference) => (!taken(difference)).then(|| &self.draft[at]),
            Slot::New(at, difference) => taken(difference).then(|| &self.returned[at]),
        };
        report(&self.frame, self.slots.iter().filter_map(stands))
    }

    /// The share of the draft's text that is in the returned one, changed or not.
    /// A draft of a few words has nothing to tell by.
    pub(super) fn shared(&self) -> f64 {
        let length = |at: &usize| match self.draft[*at].sort {
            Sort::Field => 0,
            Sort::Heading(_) | Sort::Body | Sort::Closing => self.draft[*at].text.chars().count(),
        };
        let all: usize = (0..self.draft.len()).map(|at| length(&at)).sum();
        let gone = self.differences.iter().filter(|difference| difference.new.is_empty());
        let gone: usize = gone.flat_map(|difference| &difference.old).map(length).sum();
        if all < TELLING { 1.0 } else { (all - gone) as f64 / all as f64 }
    }

    fn lay_out(&mut self, settled: &[Link], elsewhere: &[Link]) {
        let (mut from, mut to) = (0, 0);
        let moved = Moved::of(elsewhere);
        let end = Link {
            old: self.draft.len()..self.draft.len(),
            new: self.returned.len()..self.returned.len(),
            rewritten: false,
        };
        let mut numbers: BTreeMap<usize, usize> = BTreeMap::new();
        for link in settled.iter().chain([&end]) {
            self.alone(from..link.old.start, to..link.new.start, &moved, &mut numbers);
            self.together(link);
            (from, to) = (link.old.end, link.new.end);
        }
    }

    /// Texts that stand here in one of both only.
    fn alone(
        &mut self,
        old: Range<usize>,
        new: Range<usize>,
        moved: &Moved,
        numbers: &mut BTreeMap<usize, usize>,
    ) {
        for at in old {
            // A file does not tell of empty paragraphs: those of the draft stay.
            if self.draft[at].text.is_empty() && !moved.old.contains_key(&at) {
                self.slots.push(Slot::Kept(at));
                continue;
            }
            let difference = self.numbered(moved.old.get(&at).copied(), numbers);
            self.differences[difference].old.push(at);
            self.slots.push(Slot::Old(at, difference));
        }
        for at in new {
            if self.returned[at].text.is_empty() && !moved.new.contains_key(&at) {
                continue;
            }
            let difference = self.numbered(moved.new.get(&at).copied(), numbers);
            self.differences[difference].new.push(at);
            self.slots.push(Slot::New(at, difference));
        }
    }

    /// The difference that the group `moved` makes, or a new one.
    fn numbered(&mut self, moved: Option<usize>, numbers: &mut BTreeMap<usize, usize>) -> usize {
        let next = self.differences.len();
        let number = moved.map_or(next, |group| *numbers.entry(group).or_insert(next));
        if number == next {
            let moved = moved.is_some();
            self.differences.push(Difference { moved, ..Difference::default() });
        }
        number
    }

    /// Texts that stand here in both.
    fn together(&mut self, link: &Link) {
        if link.old.is_empty() {
            return;
        }
        let is_same = link.old.len() == 1
            && link.new.len() == 1
            && self.draft[link.old.start].is(&self.returned[link.new.start]);
        if is_same {
            self.slots.push(Slot::Kept(link.old.start));
            self.kept.insert(link.new.start, link.old.start);
            return;
        }
        let number = self.differences.len();
        self.slots.extend(link.old.clone().map(|at| Slot::Old(at, number)));
        self.slots.extend(link.new.clone().map(|at| Slot::New(at, number)));
        let (old, new) = (link.old.clone().collect(), link.new.clone().collect());
        self.differences.push(Difference { old, new, moved: false });
    }
}

/// Which texts that stand elsewhere now moved together, by their number.
struct Moved {
    old: BTreeMap<usize, usize>,
    new: BTreeMap<usize, usize>,
}

impl Moved {
    /// Texts that stood together and stand together moved as one.
    fn of(elsewhere: &[Link]) -> Self {
        let mut moved = Self { old: BTreeMap::new(), new: BTreeMap::new() };
        let mut group = 0;
        let mut last: Option<&Link> = None;
        for link in elsewhere {
            let goes_on = last.is_some_and(|last| {
                last.old.end == link.old.start && last.new.end == link.new.start
            });
            group += usize::from(!goes_on);
            moved.old.extend(link.old.clone().map(|at| (at, group)));
            moved.new.extend(link.new.clone().map(|at| (at, group)));
            last = Some(link);
        }
        moved
    }
}

/// What the comparison lays side by side.
fn links(draft: &Report, returned: &Report, olds: &[Atom], news: &[Atom]) -> Vec<Link> {
    let (at_old, at_new) = (by_place(olds), by_place(news));
    let mut links = Vec::new();
    let mut pairs: BTreeMap<usize, (Option<usize>, Option<usize>)> = BTreeMap::new();
    for ComparedRow { pair, old, new, .. } in &compare::rows(draft, returned) {
        let (old, new) = (found(old, &at_old), found(new, &at_new));
        match pair {
            None => links.extend(link(&old, &new, false)),
            Some(pair) => {
                let pair = pairs.entry(*pair).or_default();
                pair.0 = pair.0.or(old.first().copied());
                pair.1 = pair.1.or(new.first().copied());
            }
        }
    }
    for (old, new) in pairs.into_values().filter_map(|(old, new)| old.zip(new)) {
        links.extend(link(&[old], &[new], true));
    }
    // The comparison does not look at what is empty.
    for (place, old) in &at_old {
        let Some(new) = at_new.get(place) else { continue };
        let empty = olds[*old].text.is_empty() || news[*new].text.is_empty();
        let both = olds[*old].text.is_empty() && news[*new].text.is_empty();
        match olds[*old].sort {
            Sort::Field if empty => links.extend(link(&[*old], &[*new], false)),
            Sort::Heading(_) if both => links.extend(link(&[*old], &[*new], false)),
            Sort::Field | Sort::Heading(_) | Sort::Body | Sort::Closing => {}
        }
    }
    links
}

fn by_place(atoms: &[Atom]) -> BTreeMap<Place, usize> {
    atoms.iter().enumerate().map(|(at, atom)| (atom.place, at)).collect()
}

fn found(passages: &[Passage], at: &BTreeMap<Place, usize>) -> Vec<usize> {
    let place = |passage: &Passage| Place { part: passage.section, paragraph: passage.paragraph };
    passages.iter().filter_map(|passage| at.get(&place(passage)).copied()).collect()
}

fn link(old: &[usize], new: &[usize], rewritten: bool) -> Option<Link> {
    let range = |places: &[usize]| Some(*places.first()?..places.last()? + 1);
    Some(Link { old: range(old)?, new: range(new)?, rewritten })
}

/// A section whose heading is still there is the same section.
fn continue_sections(links: &[Link], olds: &[Atom], news: &mut [Atom]) {
    let mut of_new: BTreeMap<usize, usize> = BTreeMap::new();
    for link in links {
        let heads = |range: &Range<usize>, atoms: &[Atom]| -> Vec<usize> {
            range.clone().filter(|at| atoms[*at].head().is_some()).collect()
        };
        let pairs = heads(&link.new, news).into_iter().zip(heads(&link.old, olds));
        of_new.extend(pairs);
    }
    for (at, atom) in news.iter_mut().enumerate() {
        atom.continues(of_new.get(&at).map(|old| &olds[*old]));
    }
}

/// The links that keep their order, and those that stand elsewhere now.
fn in_order(mut links: Vec<Link>, olds: &[Atom]) -> (Vec<Link>, Vec<Link>) {
    links.sort_by_key(|link| link.old.start);
    let weigh = |link: &Link| {
        let length: usize = link.old.clone().map(|at| olds[at].text.chars().count()).sum();
        // A field always stands where it does.
        let fixed = matches!(olds[link.old.start].sort, Sort::Field);
        let each = if link.rewritten { REWRITTEN } else { 1.0 };
        if fixed { FIXED } else { each * (1 + length) as f64 }
    };
    let pairs: Vec<(usize, usize, f64)> =
        links.iter().map(|link| (link.old.start, link.new.start, weigh(link))).collect();
    let mut settled = vec![false; links.len()];
    compare::in_order(&pairs).into_iter().for_each(|at| settled[at] = true);
    let mut settled = settled.into_iter();
    let (settled, mut elsewhere): (Vec<_>, Vec<_>) =
        links.into_iter().partition(|_| settled.next().unwrap_or(false));
    elsewhere.retain(|link| !link.rewritten);
    (settled, elsewhere)
}

/// What a text in the place of another weighs, against one that is still there.
const REWRITTEN: f64 = 0.1;
/// What a field weighs: more than all paragraphs.
const FIXED: f64 = 1e9;
/// A draft of fewer characters cannot be told from another.
const TELLING: usize = 200;
