//! Two reports side by side (对比): which paragraphs stayed, changed, moved,
//! were split or merged, what came and went by words, how much was carried
//! over, and what both count.
//!
//! All of it is pure. The rows hold every text of both reports, so that either
//! is rebuilt from them to the letter.

mod align;
mod chain;
mod counted;
mod figures;
mod fragments;
mod likeness;
mod near;
mod paper;
mod profile;
mod rows;
mod sections;
mod units;
mod words;

use std::thread;

pub use paper::{change_of, landscape, paper, percent, sheet, word_for};

use crate::duties;
use crate::model::{
    Compared, ComparedRow, Comparison, Part, Report, SectionId, SectionPair, Words,
};
use likeness::Share;
use sections::Partners;
use units::Units;

/// Lays `old` and `new` side by side: two years of one unit, two versions of
/// one report, or any two at all.
///
/// The first paragraphs compared load a dictionary, which takes about a tenth
/// of a second once.
pub fn reports(old: &Report, new: &Report) -> Comparison {
    let (olds, news) = (Units::of(old), Units::of(new));
    let read_old = || (figures::told(old, &olds), duties::between(old, new));
    let compare = || {
        let likely = near::likely(&olds, &news);
        let partners = sections::partners(&olds, &news, &likely);
        let alignment = align::align(&olds, &news, &partners, &likely);
        let shares = likeness::shares(&olds, &news);
        let paragraphs = rows::rows(&olds, &news, &alignment, &shares);
        (partners, alignment, shares, paragraphs, figures::told(new, &news))
    };
    let ((old_figures, duties), compared_texts) = beside(&read_old, compare);
    let (partners, alignment, shares, paragraphs, new_figures) = compared_texts;
    let opening: Share =
        of_units(&news, &shares, |unit| unit.part == Part::Opening).into_iter().sum();
    Comparison {
        old: compared(old),
        new: compared(new),
        similarity: shares.iter().copied().sum::<Share>().ratio(),
        opening: (opening.counted > 0).then(|| opening.ratio()),
        sections: section_pairs(&olds, &news, &partners, &shares),
        paragraphs,
        figures: figures::pairs(old_figures, new_figures, &alignment),
        duties,
    }
}

/// Does both at once, `other` in a thread of its own; where none is to be had
/// one after the other.
fn beside<T: Send, U>(other: &(impl Fn() -> T + Sync), here: impl FnOnce() -> U) -> (T, U) {
    thread::scope(|scope| {
        let thread = thread::Builder::new().spawn_scoped(scope, other);
        let here = here();
        let other_done = thread.ok().and_then(|thread| thread.join().ok());
        (other_done.unwrap_or_else(other), here)
    })
}

/// The rows of [`reports`] alone.
pub(crate) fn rows(old: &Report, new: &Report) -> Vec<ComparedRow> {
    let (olds, news) = (Units::of(old), Units::of(new));
    let likely = near::likely(&olds, &news);
    let partners = sections::partners(&olds, &news, &likely);
    let alignment = align::align(&olds, &news, &partners, &likely);
    let shares = vec![Share::default(); news.units.len()];
    rows::rows(&olds, &news, &alignment, &shares)
}

/// What stayed, went and came from one text to another, by words.
pub(crate) fn words(old: &str, new: &str) -> Vec<Words> {
    words::between(old, new)
}

/// Which of `pairs` (old place, new place, weight), sorted by the old place,
/// keep their order on both sides, so that most weight does.
pub(crate) fn in_order(pairs: &[(usize, usize, f64)]) -> Vec<usize> {
    chain::heaviest(pairs)
}

/// How much of a report stands in an older one.
#[derive(Debug, Clone, PartialEq)]
pub struct Carried {
    /// Of the whole, 0 to 1.
    pub whole: f64,
    /// Of each section with what is below it.
    pub sections: Vec<(SectionId, f64)>,
}

/// How much of `new` stands in `old`: what [`reports`] says of likeness, and
/// fast enough to be asked while somebody writes.
pub fn carried(old: &Report, new: &Report) -> Carried {
    let (olds, news) = (Units::of(old), Units::of(new));
    let shares = likeness::shares(&olds, &news);
    let mut sums = vec![Share::default(); news.sections.len()];
    for (unit, share) in news.units.iter().zip(&shares) {
        for section in news.upward(unit.section) {
            sums[section] = [sums[section], *share].into_iter().sum();
        }
    }
    let sections = news.sections.iter().zip(sums);
    Carried {
        whole: shares.into_iter().sum::<Share>().ratio(),
        sections: sections.map(|(head, share)| (head.section.id, share.ratio())).collect(),
    }
}

/// How much of each of `reports` stands in each other, as the greater share of
/// either in the other, by their indices: who copied from whom.
pub fn alike(reports: &[&Report]) -> Vec<(usize, usize, f64)> {
    let units: Vec<Units<'_>> = reports.iter().map(|report| Units::of(report)).collect();
    let runs: Vec<likeness::Runs<'_>> = units.iter().map(likeness::Runs::of).collect();
    let share =
        |old: usize, new: usize| runs[old].shares(&units[new]).into_iter().sum::<Share>().ratio();
    let mut pairs = Vec::new();
    for one in 0..reports.len() {
        for two in one + 1..reports.len() {
            pairs.push((one, two, share(one, two).max(share(two, one))));
        }
    }
    pairs
}

fn compared(report: &Report) -> Compared {
    Compared { year: report.year, title: report.title.replace('\n', "") }
}

fn of_units(
    units: &Units<'_>,
    shares: &[Share],
    wanted: impl Fn(&units::Unit<'_>) -> bool,
) -> Vec<Share> {
    let paired = units.units.iter().zip(shares);
    paired.filter(|(unit, _)| wanted(unit)).map(|(_, share)| *share).collect()
}

/// The sections in the order of the new report; those that are gone stand
/// behind the section they followed.
fn section_pairs(
    old: &Units<'_>,
    new: &Units<'_>,
    partners: &Partners,
    shares: &[Share],
) -> Vec<SectionPair> {
    let mut pairs: Vec<((usize, usize), SectionPair)> = Vec::new();
    let mut sums = vec![Share::default(); new.sections.len()];
    for (unit, share) in new.units.iter().zip(shares) {
        for section in new.upward(unit.section) {
            sums[section] = [sums[section], *share].into_iter().sum();
        }
    }
    for (at, head) in new.sections.iter().enumerate() {
        let before = partners.of_new[at].map(|one| &old.sections[one]);
        let moved = partners.of_new[at].is_some_and(|one| !partners.kept[one]);
        let pair = SectionPair {
            role: head.role(),
            old_heading: before.map(|head| head.section.heading.clone()),
            new_heading: Some(head.section.heading.clone()),
            old_section: before.map(|head| Part::Section(head.section.id)),
            new_section: Some(Part::Section(head.section.id)),
            depth: head.depth,
            moved,
            similarity: sums[at].ratio(),
        };
        pairs.push(((at + 1, 0), pair));
    }
    let mut last = 0;
    for (at, head) in old.sections.iter().enumerate() {
        match partners.of_old[at] {
            Some(partner) => last = partner + 1,
            None => pairs.push((
                (last, at + 1),
                SectionPair {
                    role: head.role(),
                    old_heading: Some(head.section.heading.clone()),
                    new_heading: None,
                    old_section: Some(Part::Section(head.section.id)),
                    new_section: None,
                    depth: head.depth,
                    moved: false,
                    similarity: 0.0,
                },
            )),
        }
    }
    pairs.sort_by_key(|(order, _)| *order);
    pairs.into_iter().map(|(_, pair)| pair).collect()
}
