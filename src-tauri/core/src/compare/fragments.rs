//! Paragraphs that were split into several, or merged from several.

use std::ops::Range;

use super::align::Alignment;
use super::profile::Profile;
use super::units::{Kind, Units};

/// A paragraph beside a pair belongs to it when this share of it stands in the
/// other half of the pair: the rest is what was edited.
const WITHIN: f64 = 0.6;
/// And this share of it in what that half has over its own partner: otherwise
/// it only repeats what its neighbour says.
const WITHIN_REST: f64 = 0.45;
/// Or this share of it, when it fills most of what that half has over its own
/// partner: the rest is what was added to it.
const FILLING: f64 = 0.35;
/// A fragment shorter than this many pairs of characters says too little.
const FRAGMENT: usize = 5;

/// One from elsewhere in the report needs more: this share of it is what that half
/// has over its own partner, and the other way round.
const FROM_AFAR: f64 = 0.75;
/// And it has so many pairs of characters at least.
const KNOWN: usize = 10;
/// Among more that are left over it is not looked for.
const MOST_LEFT: usize = 60;

/// Where the paragraphs that a group takes in may stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reach {
    Beside,
    Anywhere,
}

/// Takes paragraphs left over into the groups beside them, where one was split
/// or several were merged.
pub(super) fn absorb(alignment: &mut Alignment, old: &Units<'_>, new: &Units<'_>, reach: Reach) {
    for group in 0..alignment.groups.len() {
        let Alignment { groups, of_old, of_new, .. } = alignment;
        let group_now = &mut groups[group];
        let [one] = group_now.old[..] else { continue };
        let [two] = group_now.new[..] else { continue };
        let (a, b) = (&old.units[one], &new.units[two]);
        if a.kind != Kind::Body || a.text == b.text {
            continue;
        }
        let split = grown(new, of_new, two, &a.profile, reach);
        let merged = grown(old, of_old, one, &b.profile, reach);
        // Whichever explains more; both at once would be neither.
        if split.len() > 1 && split.len() >= merged.len() {
            split.iter().for_each(|at| of_new[*at] = Some(group));
            group_now.new = split;
        } else if merged.len() > 1 {
            merged.iter().for_each(|at| of_old[*at] = Some(group));
            group_now.old = merged;
        }
    }
}

fn stands_in(fragment: &Profile, whole: &Profile, rest: &Profile) -> bool {
    fragment.within(whole) >= WITHIN && fragment.within(rest) >= WITHIN_REST
}

fn fills(fragment: &Profile, whole: &Profile, rest: &Profile) -> bool {
    fragment.within(whole) >= FILLING
        && fragment.shared(rest) >= FRAGMENT
        && rest.within(fragment) >= WITHIN
}

/// The paragraph at `start` with those around it that stand in `whole`.
fn grown(
    units: &Units<'_>,
    of: &[Option<usize>],
    start: usize,
    whole: &Profile,
    reach: Reach,
) -> Vec<usize> {
    let mut rest = whole.without(&units.units[start].profile);
    let mut fits = |at: usize| {
        let (unit, first) = (&units.units[at], &units.units[start]);
        let belongs = of[at].is_none()
            && unit.kind == Kind::Body
            && unit.part == first.part
            && unit.profile.len() >= FRAGMENT
            && (stands_in(&unit.profile, whole, &rest) || fills(&unit.profile, whole, &rest));
        if belongs {
            rest = rest.without(&unit.profile);
        }
        belongs
    };
    let mut first = start;
    while first > 0 && fits(first - 1) {
        first -= 1;
    }
    let mut last = start;
    while last + 1 < units.units.len() && fits(last + 1) {
        last += 1;
    }
    let mut all: Vec<usize> = (first..=last).collect();
    if reach == Reach::Anywhere && rest.len() >= KNOWN {
        all.extend(from_afar(units, of, first..last + 1, &rest));
        all.sort_unstable();
    }
    all
}

/// The paragraph elsewhere that fills the `rest` of another best: what two parts
/// told is one paragraph now.
fn from_afar(
    units: &Units<'_>,
    of: &[Option<usize>],
    beside: Range<usize>,
    rest: &Profile,
) -> Option<usize> {
    let left: Vec<usize> = (0..units.units.len())
        .filter(|at| of[*at].is_none() && !beside.contains(at))
        .filter(|at| units.units[*at].kind == Kind::Body)
        .take(MOST_LEFT + 1)
        .collect();
    if left.len() > MOST_LEFT {
        return None;
    }
    let share = |at: usize| {
        let profile = &units.units[at].profile;
        if profile.len() < KNOWN { 0.0 } else { profile.within(rest).min(rest.within(profile)) }
    };
    let best = left.into_iter().map(|at| (share(at), at)).max_by(|a, b| a.0.total_cmp(&b.0));
    best.filter(|(share, _)| *share >= FROM_AFAR).map(|(_, at)| at)
}

#[cfg(test)]
mod tests {
    use crate::model::{Report, RowChange, Uid};
    use crate::{compare, import};

    fn read(paragraphs: &[&str]) -> Report {
        let text = format!("青禾社区党支部书记述职报告\n一、主要工作\n{}", paragraphs.join("\n"));
        import::open(text.into_bytes(), "报告.txt", Uid::nil()).unwrap().report
    }

    #[track_caller]
    fn check(new: &str, expected: Option<usize>) {
        let old = read(&[
            "利用架空层改建会客厅3处，配备图书、棋桌、饮水机，全年开展活动88场。",
            "网格员每周上门两次，代买药品、缴费、维修430件。",
            "暑期开办公益托管班2期，招收小学生64名，由大学生志愿者辅导功课。",
        ]);
        let new = read(&[new, "网格员每周上门两次，代买药品、缴费、维修512件。"]);
        let rows = compare::reports(&old, &new).paragraphs;
        let merged = rows.iter().find(|row| row.change == RowChange::Merged);
        assert_eq!(merged.map(|row| row.old.len()), expected, "{rows:#?}");
    }

    #[test]
    fn what_stood_elsewhere_is_merged_when_most_of_it_is_there() {
        check(
            "利用架空层改建会客厅4处，配备图书、棋桌、饮水机，全年开展活动102场；\
             暑期开办公益托管班2期，招收小学生81名，由大学生志愿者辅导功课。",
            Some(2),
        );
        check(
            "利用架空层改建会客厅4处，配备图书、棋桌、饮水机，全年开展活动102场；\
             大学生志愿者还为老人读报，教他们用手机挂号、缴费。",
            None,
        );
        check("利用架空层改建会客厅4处，配备图书、棋桌、饮水机，全年开展活动102场。", None);
    }
}
