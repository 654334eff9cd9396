//! Quotation marks of an imported paragraph, set right where that is clear and
//! pointed out where it is not.

use std::ops::Range;

use super::lines::Para;
use super::notes::Notes;
use crate::check::quotes::{self, Quotes};
use crate::model::NoteKind;

/// Sets the quotation marks of `para` right where that is clear.
pub(super) fn mend(para: &mut Para, notes: &mut Notes) {
    let line = para.lines.first().copied();
    let changes = match quotes::read(para.text()) {
        Quotes::Regular => return,
        Quotes::Unclear(_) => return notes.doubt_quotes(para.text(), line),
        Quotes::Mended(changes) => changes,
    };
    let pairs = changes.len().div_ceil(2);
    let changes: Vec<(Range<usize>, String)> =
        changes.into_iter().map(|(bytes, right)| (bytes, right.to_string())).collect();
    let repair = notes.add(NoteKind::Repaired, format!("理好了 {pairs} 对引号"), "", line);
    para.text.replace(changes, repair);
    notes.retext(repair, para.text.taken(repair).concat());
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The paragraph after mending, and what was said.
    fn mended(text: &str) -> String {
        let mut notes = Notes::default();
        let mut para = Para { text: super::super::mended::Mended::new(text), ..Para::default() };
        mend(&mut para, &mut notes);
        format!("{} | {}", para.text(), notes.messages().join("；"))
    }

    #[test]
    fn a_reversed_pair_is_turned_and_a_foreign_mark_replaced() {
        let text = "以“铸牢共同体意识〞为主线，聚焦”共居、共学、共乐“四项重点，做实“石榴籽”品牌。";
        insta::assert_snapshot!(mended(text), @"以“铸牢共同体意识”为主线，聚焦“共居、共学、共乐”四项重点，做实“石榴籽”品牌。 | 理好了 2 对引号");
    }

    #[test]
    fn straight_marks_become_pairs() {
        insta::assert_snapshot!(mended("开展\"我为群众办实事\"活动，擦亮\"红心\"品牌。"), @"开展“我为群众办实事”活动，擦亮“红心”品牌。 | 理好了 2 对引号");
    }

    #[test]
    fn a_paragraph_that_can_be_read_in_several_ways_is_only_pointed_out() {
        insta::assert_snapshot!(mended("坚持“三会一课，落实”主题党日“制度，抓好学习。"), @"坚持“三会一课，落实”主题党日“制度，抓好学习。 | 这一段的引号配不上对，没有改动，请核对");
    }

    #[test]
    fn regular_marks_are_left_alone() {
        insta::assert_snapshot!(mended("做到“两个维护”，坚定“四个自信”。"), @"做到“两个维护”，坚定“四个自信”。 |");
    }
}
