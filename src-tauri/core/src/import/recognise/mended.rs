//! A text together with the repairs that were made in it, so that each can be
//! shown, placed and taken back on its own.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::model::Mend;

/// A text and what was changed in it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Mended {
    /// The text as it stands now.
    pub(super) text: String,
    /// The changes, by place and without overlaps.
    edits: Vec<Edit>,
}

/// One changed stretch.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Edit {
    /// First byte in the present text.
    at: usize,
    /// Bytes it has in the present text.
    len: usize,
    /// What the file had there.
    old: String,
    /// Which repair it belongs to.
    repair: usize,
}

impl Mended {
    /// A text that nothing was changed in.
    pub(super) fn new(text: impl Into<String>) -> Self {
        Self { text: text.into(), edits: Vec::new() }
    }

    /// Replaces stretches of bytes, given in order, as one `repair`. A stretch
    /// that was changed before is left alone: the first repair of a word is
    /// the one the user is told.
    pub(super) fn replace(&mut self, changes: Vec<(Range<usize>, String)>, repair: usize) {
        let text = std::mem::take(&mut self.text);
        let mut earlier = std::mem::take(&mut self.edits).into_iter().peekable();
        let mut from = 0;
        for (range, new) in changes {
            while let Some(edit) = earlier.next_if(|edit| edit.at + edit.len <= range.start) {
                let at = self.text.len() + edit.at - from;
                self.edits.push(Edit { at, ..edit });
            }
            if range.start < from || earlier.peek().is_some_and(|edit| edit.at < range.end) {
                continue;
            }
            self.text.push_str(&text[from..range.start]);
            let (at, len) = (self.text.len(), new.len());
            self.edits.push(Edit { at, len, old: text[range.clone()].to_owned(), repair });
            self.text.push_str(&new);
            from = range.end;
        }
        for edit in earlier {
            let at = self.text.len() + edit.at - from;
            self.edits.push(Edit { at, ..edit });
        }
        self.text.push_str(&text[from..]);
    }

    /// Appends `next` behind `between`, which stands for the line break.
    pub(super) fn join(&mut self, next: &Self, between: &str, repair: usize) {
        let at = self.text.len();
        self.text.push_str(between);
        self.edits.push(Edit { at, len: between.len(), old: "\n".to_owned(), repair });
        let shift = self.text.len();
        self.text.push_str(&next.text);
        self.edits
            .extend(next.edits.iter().map(|edit| Edit { at: edit.at + shift, ..edit.clone() }));
    }

    /// The part of the text in `range`, with the changes made in it.
    pub(super) fn slice(&self, range: Range<usize>) -> Self {
        let edits = self
            .edits
            .iter()
            .filter(|edit| edit.at >= range.start && edit.at + edit.len <= range.end)
            // A deletion at a cut belongs to the part behind it, so that it is told once.
            .filter(|edit| edit.len > 0 || edit.at < range.end || range.end == self.text.len())
            .map(|edit| Edit { at: edit.at - range.start, ..edit.clone() })
            .collect();
        Self { text: self.text[range].to_owned(), edits }
    }

    /// The repairs that changed something here, each once.
    pub(super) fn repairs(&self) -> BTreeSet<usize> {
        self.edits.iter().map(|edit| edit.repair).collect()
    }

    /// The words `repair` took out or changed, as the file had them.
    pub(super) fn taken(&self, repair: usize) -> Vec<&str> {
        self.edits
            .iter()
            .filter(|edit| edit.repair == repair)
            .map(|edit| edit.old.as_str())
            .collect()
    }

    /// The stretches `repair` changed, where the text begins `offset` characters
    /// into the one it is stored in.
    pub(super) fn mends(&self, repair: usize, offset: usize) -> Vec<Mend> {
        // Characters are counted on from one edit to the next, not from the start each time.
        let (mut counted, mut from) = (offset, 0);
        let mend = |(order, edit): (usize, &Edit)| {
            counted += self.text[from..edit.at].chars().count();
            from = edit.at;
            let now = self.text[edit.at..edit.at + edit.len].to_owned();
            Mend { at: counted, order, now, was: edit.old.clone() }
        };
        let edits = self.edits.iter().enumerate();
        edits.filter(|(_, edit)| edit.repair == repair).map(mend).collect()
    }

    /// The words around `repair`: as they were without it, and as they are.
    /// Both are widened until the present words occur once in the text.
    pub(super) fn fragment(&self, repair: usize) -> Option<(String, String)> {
        let mine = || self.edits.iter().filter(|edit| edit.repair == repair);
        let mut start = mine().map(|edit| edit.at).min()?;
        let mut end = mine().map(|edit| edit.at + edit.len).max()?;
        for _ in 0..CONTEXT {
            (start, end) = self.wider(start, end);
        }
        for _ in 0..WIDEST {
            if self.text.matches(&self.text[start..end]).nth(1).is_none() {
                break;
            }
            (start, end) = self.wider(start, end);
        }
        let mut before = String::new();
        let mut from = start;
        for edit in mine() {
            before.push_str(&self.text[from..edit.at]);
            before.push_str(&edit.old);
            from = edit.at + edit.len;
        }
        before.push_str(&self.text[from..end]);
        Some((before, self.text[start..end].to_owned()))
    }

    fn wider(&self, start: usize, end: usize) -> (usize, usize) {
        let start = self.text[..start].char_indices().next_back().map_or(0, |(at, _)| at);
        let end = self.text[end..].chars().next().map_or(end, |next| end + next.len_utf8());
        (start, end)
    }
}

/// How many characters of context a fragment has on each side, at least.
const CONTEXT: usize = 2;
/// How many more it may get to be unmistakable.
const WIDEST: usize = 40;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fragment_holds_one_repair_and_its_surroundings() {
        let mut text = Mended::new("当前辖##x##区内的”工作“很好");
        let start = "当前辖".len();
        text.replace(vec![(start..start + 5, String::new())], 0);
        let (close, open) = (text.text.find('”').unwrap(), text.text.find('“').unwrap());
        text.replace(vec![(close..close + 3, "“".into()), (open..open + 3, "”".into())], 1);
        assert_eq!(text.text, "当前辖区内的“工作”很好");
        assert_eq!(text.fragment(0).unwrap(), ("前辖##x##区内".into(), "前辖区内".into()));
        assert_eq!(text.fragment(1).unwrap().0, "内的”工作“很好");
        assert_eq!(text.taken(0), ["##x##"]);
    }

    #[test]
    fn a_cut_keeps_each_change_on_its_side() {
        let mut text = Mended::new("标题,正文,完");
        text.replace(vec![(6..7, "，".into())], 0);
        let comma = text.text.rfind(',').unwrap();
        text.replace(vec![(comma..comma + 1, "，".into())], 1);
        let cut = text.text.find('，').unwrap() + 3;
        let (head, body) = (text.slice(0..cut), text.slice(cut..text.text.len()));
        assert!(head.repairs().contains(&0) && !head.repairs().contains(&1));
        assert_eq!(body.fragment(1).unwrap().1, "正文，完");
    }

    #[test]
    fn a_stretch_is_changed_only_once() {
        let mut text = Mended::new("甲,乙");
        text.replace(vec![(3..4, "，".into())], 0);
        text.replace(vec![(0..9, "丙".into())], 1);
        assert_eq!(text.text, "甲，乙");
        assert!(!text.repairs().contains(&1));
    }
}
