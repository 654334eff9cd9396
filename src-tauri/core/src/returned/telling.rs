//! The differences as the page shows them.

use std::cell::RefCell;
use std::collections::BTreeSet;

use super::atoms::{Atom, Places, atoms};
use super::merge::{Difference, Merge};
use super::told::{Told, Who};
use crate::compare;
use crate::model::{Passage, Report, ReturnedChange, ReturnedComment, RowChange};

/// Tells differences with their places and authors.
pub(super) struct Teller<'a> {
    merge: &'a Merge,
    told: &'a Told<'a>,
    in_draft: Places<'a>,
    in_file: Places<'a>,
    /// Every text of the report as it went out.
    sent: Option<BTreeSet<String>>,
    /// Lines of the file whose comments were told.
    heard: RefCell<BTreeSet<usize>>,
}

impl<'a> Teller<'a> {
    pub(super) fn new(
        merge: &'a Merge,
        told: &'a Told<'a>,
        [draft, text]: [&'a Report; 2],
        sent: Option<&Report>,
    ) -> Self {
        let texts = |report| atoms(report).into_iter().map(|atom| atom.text).collect();
        Self {
            merge,
            told,
            in_draft: Places::of(draft),
            in_file: Places::of(text),
            sent: sent.map(texts),
            heard: RefCell::default(),
        }
    }

    /// A difference, named `id`.
    pub(super) fn change(&self, difference: &Difference, id: u32) -> ReturnedChange {
        let old: Vec<&Atom> = difference.old.iter().map(|at| &self.merge.draft[*at]).collect();
        let new: Vec<&Atom> = difference.new.iter().map(|at| &self.merge.returned[*at]).collect();
        let (mut before, mut after) = (joined(&old), joined(&new));
        if before == after && !difference.moved {
            // Only the form of a heading is different: what it is numbered with.
            before = numbered(&old, &self.in_draft);
            after = numbered(&new, &self.in_file);
        }
        let passage = old.first().map(|atom| self.in_draft.passage(atom));
        let lines = self.lines(&old, &new);
        let Who { authors, date } = self.told.who(&lines);
        self.heard.borrow_mut().extend(lines.iter().copied());
        ReturnedChange {
            id,
            change: kind(&old, &new),
            moved: difference.moved,
            returned: new.first().map(|atom| self.in_file.passage(atom)),
            words: compare::words(&before, &after),
            own: authors.is_empty() && !difference.moved && self.is_own(&old, &new),
            comments: self.told.comments(&lines, passage.as_ref()),
            passage,
            before,
            after,
            authors,
            date,
        }
    }

    /// The comments on what did not change. Asked after all changes were told.
    pub(super) fn loose(&self) -> Vec<ReturnedComment> {
        let mut comments = Vec::new();
        for (at, atom) in self.merge.returned.iter().enumerate() {
            let lines = self.told.lines_of(atom.place);
            let kept = self.merge.kept.get(&at).map(|old| &self.merge.draft[*old]);
            let passage = kept.map(|atom| self.in_draft.passage(atom));
            comments.extend(self.unheard(lines, passage.as_ref()));
        }
        comments.extend(self.unheard((0..self.told.len()).collect(), None));
        comments
    }

    fn unheard(&self, mut lines: Vec<usize>, passage: Option<&Passage>) -> Vec<ReturnedComment> {
        lines.retain(|line| self.heard.borrow_mut().insert(*line));
        self.told.comments(&lines, passage)
    }

    /// The lines of the file that a difference was read from.
    fn lines(&self, old: &[&Atom], new: &[&Atom]) -> Vec<usize> {
        if new.is_empty() {
            return old.iter().flat_map(|atom| self.told.deleted(&atom.text)).collect();
        }
        new.iter().flat_map(|atom| self.told.lines_of(atom.place)).collect()
    }

    /// Whether the file has what was sent, and the draft has not: it was the
    /// draft that changed.
    fn is_own(&self, old: &[&Atom], new: &[&Atom]) -> bool {
        let Some(sent) = &self.sent else { return false };
        let was_sent = |atom: &&Atom| sent.contains(&atom.text);
        if new.is_empty() { !old.iter().any(was_sent) } else { new.iter().all(was_sent) }
    }
}

fn joined(atoms: &[&Atom]) -> String {
    atoms.iter().map(|atom| atom.text.as_str()).collect::<Vec<_>>().join("\n")
}

fn numbered(atoms: &[&Atom], places: &Places<'_>) -> String {
    let text = |atom: &&Atom| {
        let number = atom.head().map_or("", |_| places.number(atom.place.part));
        format!("{number}{}", atom.text)
    };
    atoms.iter().map(text).collect::<Vec<_>>().join("\n")
}

fn kind(old: &[&Atom], new: &[&Atom]) -> RowChange {
    match (old, new) {
        ([], _) => RowChange::Added,
        (_, []) => RowChange::Removed,
        _ if old.len() == new.len() && old.iter().zip(new).all(|(a, b)| a.is(b)) => RowChange::Same,
        ([_], [_]) => RowChange::Edited,
        ([_], _) => RowChange::Split,
        (_, [_]) => RowChange::Merged,
        _ => RowChange::Edited,
    }
}
