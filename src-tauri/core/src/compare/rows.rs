//! The rows a reader sees, in the order of the new report.

use std::collections::BTreeMap;

use super::align::{Alignment, Group};
use super::counted::differ_in_numbers;
use super::likeness::Share;
use super::units::{Kind, Units};
use super::words;
use crate::model::{ComparedRow, Passage, RowChange, WordOp, Words};

/// Where a row stands: behind which new text, and in what order there.
type Order = (usize, u8, usize);

/// All rows.
pub(super) fn rows(
    old: &Units<'_>,
    new: &Units<'_>,
    alignment: &Alignment,
    shares: &[Share],
) -> Vec<ComparedRow> {
    let sides = Sides { old, new, shares };
    let mut rows: Vec<(Order, ComparedRow)> = Vec::new();
    for group in &alignment.groups {
        rows.push(((group.new[0] + 1, 1, 0), sides.both(group)));
    }
    let numbered = alignment.rewritten.iter().enumerate();
    let by_new: BTreeMap<usize, usize> =
        numbered.clone().map(|(at, (_, two))| (*two, at + 1)).collect();
    let by_old: BTreeMap<usize, (usize, usize)> =
        numbered.map(|(at, (one, two))| (*one, (at + 1, *two))).collect();
    for at in (0..new.units.len()).filter(|at| alignment.of_new[*at].is_none()) {
        let row = sides.one(RowChange::Added, by_new.get(&at).copied(), at);
        rows.push(((at + 1, 1, 0), row));
    }
    // What is gone stands behind what it followed, or before what replaced it.
    let mut last = 0;
    for at in 0..old.units.len() {
        match alignment.of_old[at].map(|group| &alignment.groups[group]) {
            Some(group) if !group.moved => {
                last = group.new.last().map_or(last, |at| at + 1);
            }
            Some(_) => {}
            None => {
                let pair = by_old.get(&at);
                last = pair.map_or(last, |(_, two)| two + 1);
                let order = pair.map_or((last, 2, at), |(_, two)| (two + 1, 0, at));
                rows.push((order, sides.one(RowChange::Removed, pair.map(|pair| pair.0), at)));
            }
        }
    }
    rows.sort_by_key(|(order, _)| *order);
    rows.into_iter().map(|(_, row)| row).collect()
}

struct Sides<'s, 'r> {
    old: &'s Units<'r>,
    new: &'s Units<'r>,
    shares: &'s [Share],
}

impl Sides<'_, '_> {
    /// A row of texts that stand side by side.
    fn both(&self, group: &Group) -> ComparedRow {
        let passages = |units: &Units<'_>, places: &[usize]| -> Vec<Passage> {
            places.iter().map(|at| units.passage(*at)).collect()
        };
        let old = passages(self.old, &group.old);
        let new = passages(self.new, &group.new);
        let change = match (&old[..], &new[..]) {
            ([one], [two]) if one.text == two.text => RowChange::Same,
            ([_], [_]) => RowChange::Edited,
            ([_], _) => RowChange::Split,
            _ => RowChange::Merged,
        };
        let mut row = ComparedRow {
            change,
            moved: group.moved,
            pair: None,
            numbers_only: false,
            similarity: group.new.iter().map(|at| self.shares[*at]).sum::<Share>().ratio(),
            old,
            new,
            words: Vec::new(),
        };
        row.words = words::between(&row.old_text(), &row.new_text());
        let is_body = self.new.units[group.new[0]].kind == Kind::Body;
        row.numbers_only = is_body && change == RowChange::Edited && differ_in_numbers(&row.words);
        row
    }

    /// A row of a text that is there or was there alone.
    fn one(&self, change: RowChange, pair: Option<usize>, at: usize) -> ComparedRow {
        let mut row = ComparedRow {
            change,
            moved: false,
            pair,
            numbers_only: false,
            similarity: 0.0,
            old: Vec::new(),
            new: Vec::new(),
            words: Vec::new(),
        };
        let (units, op) = if change == RowChange::Removed {
            (self.old, WordOp::Removed)
        } else {
            row.similarity = self.shares[at].ratio();
            (self.new, WordOp::Added)
        };
        let passage = units.passage(at);
        row.words.push(Words { op, text: passage.text.clone() });
        let side = if op == WordOp::Removed { &mut row.old } else { &mut row.new };
        side.push(passage);
        row
    }
}
