//! Paragraphs that were split into several, or merged from several.

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

/// Takes paragraphs left over into the groups beside them, where one was split
/// or several were merged.
pub(super) fn absorb(alignment: &mut Alignment, old: &Units<'_>, new: &Units<'_>) {
    for group in 0..alignment.groups.len() {
        let Alignment { groups, of_old, of_new, .. } = alignment;
        let group_now = &mut groups[group];
        let [one] = group_now.old[..] else { continue };
        let [two] = group_now.new[..] else { continue };
        let (a, b) = (&old.units[one], &new.units[two]);
        if a.kind != Kind::Body || a.text == b.text {
            continue;
        }
        let split = grown(new, of_new, two, &a.profile);
        let merged = grown(old, of_old, one, &b.profile);
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
fn grown(units: &Units<'_>, of: &[Option<usize>], start: usize, whole: &Profile) -> Vec<usize> {
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
    (first..=last).collect()
}
