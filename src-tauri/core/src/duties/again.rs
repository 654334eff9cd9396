//! Duties that a report tells again among its own (后备人才仍然接不上): they are open
//! still, whatever else it says of the same things.

use super::found::found;
use super::terms::{pairs, shared};
use crate::model::{Duty, Report};

/// So much of the shorter one stands in the other where two tell one matter.
const SAME: f64 = 0.5;
/// Fewer pairs of characters in common may be chance.
const PAIRS: usize = 4;

/// Which of `duties` are told again in `report`. What is open of a problem is
/// open of the measure that was promised against it, and the other way round.
pub(super) fn still_open(duties: &[&Duty], partners: &[Vec<usize>], report: &Report) -> Vec<bool> {
    let own: Vec<_> = found(report).iter().map(|duty| pairs(&duty.text)).collect();
    let told: Vec<bool> = duties
        .iter()
        .map(|duty| pairs(&duty.text))
        .map(|asked| {
            own.iter().any(|told| {
                let common = shared(&asked, told).count();
                let shorter = asked.len().min(told.len());
                common >= PAIRS && common as f64 >= SAME * shorter as f64
            })
        })
        .collect();
    let with_partner = |(at, partners): (usize, &Vec<usize>)| {
        told[at] || partners.first().is_some_and(|partner| told[*partner])
    };
    partners.iter().enumerate().map(with_partner).collect()
}
