//! Duties that a report tells again among its own (后备人才仍然接不上): they are open
//! still, whatever else it says of the same things.

use super::found::with_details;
use super::terms::{Term, is_a_topic, is_topic, shared, terms};
use super::words::{WORDS, has_any};
use crate::model::{Duty, Report};

/// So much of the shorter one stands in the other where two tell one matter.
const SAME: f64 = 0.5;
/// Fewer pairs of characters in common may be chance.
const PAIRS: usize = 4;

/// So much of the topics of the one with fewer is what the other is about too.
const ABOUT: f64 = 0.6;
/// So many topics in common make the same matter.
const TOPICS: usize = 3;

/// Which of `duties` are told again in `report`. What is open of a problem is
/// open of the measure that was promised against it, and the other way round; of
/// one that was promised against several, what is open of them all.
pub(super) fn still_open(duties: &[&Duty], partners: &[Vec<usize>], report: &Report) -> Vec<bool> {
    let own: Vec<_> = with_details(report)
        .iter()
        .map(|(duty, detail)| (terms(&duty.text), has_any(detail, &WORDS.still)))
        .collect();
    let told: Vec<bool> = duties
        .iter()
        .map(|duty| terms(&duty.text))
        .map(|asked| own.iter().any(|(told, still)| is_again(&asked, told, *still)))
        .collect();
    let with_partner = |(at, partners): (usize, &Vec<usize>)| {
        told[at] || !partners.is_empty() && partners.iter().all(|partner| told[*partner])
    };
    partners.iter().enumerate().map(with_partner).collect()
}

/// Whether two matters are one, by their characters or, said in other words
/// (建议反馈慢, 建议办理不及时), by the topics that they are about: fewer, where it
/// is told with 仍然 or the like.
fn is_again(asked: &[Term], told: &[Term], still: bool) -> bool {
    let count = |terms: &[Term]| terms.iter().filter(|term| !is_topic(**term)).count();
    let topics = |terms: &[Term]| terms.iter().filter(|term| is_a_topic(**term)).count();
    let common: Vec<Term> = shared(asked, told).collect();
    let (pairs, shorter) = (count(&common), count(asked).min(count(told)));
    let (about, fewer) = (topics(&common), topics(asked).min(topics(told)));
    pairs >= PAIRS && pairs as f64 >= SAME * shorter as f64
        || about >= TOPICS - usize::from(still) && pairs > 0 && about as f64 >= ABOUT * fewer as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(asked: &str, told: &str, expected: bool) {
        let still = has_any(told, &WORDS.still);
        assert_eq!(is_again(&terms(asked), &terms(told), still), expected, "{asked} {told}");
    }

    #[test]
    fn a_matter_told_again_is_known_by_its_words_or_by_its_topics() {
        check("后备人才接不上，平均年龄51岁。", "后备人才仍然接不上，平均年龄52岁。", true);
        check("意见建议反馈慢", "合理化建议办理不及时", true);
        check("老人吃饭难，没有助餐点。", "独居老人吃饭的事还没有办成。", true);
        check("老人吃饭难，没有助餐点。", "独居老人看病不便，吃饭倒好办了。", false);
        check("停车位紧张。", "年轻党员到会率仍然不高。", false);
    }
}
