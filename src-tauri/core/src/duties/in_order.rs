//! Answers that name nothing and stand in the order of the problems: 一是成立学习
//! 小组… 二是增设坐席… in a part that answers last year's.

use super::items::nth;
use super::windows::Window;
use crate::model::SectionId;

/// A paragraph of a report.
pub(super) type At = (SectionId, usize);

/// The paragraphs that are counted from one in a part that answers last year's
/// problems; none where more than one part does.
pub(super) fn counted(windows: &[Window<'_>]) -> Vec<At> {
    let mut counted: Vec<At> = Vec::new();
    for window in windows.iter().filter(|window| window.response) {
        let at = (window.section.id, window.paragraph);
        if counted.last() == Some(&at) {
            continue;
        }
        match nth(&window.section.body[window.paragraph]) {
            Some(number) if number == counted.len() + 1 => counted.push(at),
            Some(_) => return Vec::new(),
            None => {}
        }
    }
    counted
}

/// Which of some problems are answered by the paragraph with their number, where
/// as many are `counted` and none of the `known` answers stands elsewhere
/// among them.
pub(super) fn answered(known: &[Option<At>], counted: &[At]) -> Vec<usize> {
    let agrees = |(at, known): (usize, &Option<At>)| {
        let place = known.and_then(|known| counted.iter().position(|other| *other == known));
        place.is_none_or(|place| place == at)
    };
    if counted.len() != known.len() || !known.iter().enumerate().all(agrees) {
        return Vec::new();
    }
    (0..known.len()).filter(|at| known[*at].is_none()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_many_paragraphs_as_problems_answer_them_in_turn() {
        let places: Vec<At> = (0..3).map(|at| (SectionId(1), at)).collect();
        assert_eq!(answered(&[Some(places[0]), None, None], &places), [1, 2]);
        assert_eq!(answered(&[Some(places[1]), None, None], &places), [] as [usize; 0]);
        assert_eq!(answered(&[Some(places[0]), None], &places), [] as [usize; 0]);
        let elsewhere = Some((SectionId(5), 0));
        assert_eq!(answered(&[elsewhere, None, None], &places), [1, 2]);
        assert_eq!(answered(&[], &[]), [] as [usize; 0]);
    }
}
