//! Which promised measures are meant for which problems.

use std::collections::BTreeSet;

use super::matching::Asked;
use super::terms::Weights;
use crate::model::{Duty, DutyKind, Uid};

/// A measure is meant for a problem when it has this share of its words.
const MEANT: f64 = 0.08;
/// The measure with the number of a problem is meant for it when no other has so much more.
const IN_TURN: f64 = 0.15;

/// Who or how many a matter is about says nothing of what it is about.
const WHO: [&str; 10] =
    ["支部", "总支", "党委", "党员", "社区", "班子", "干部", "个别", "部分", "少数"];

/// For each problem the measure that its report promises against it, and for
/// each measure the problems, the likeliest first: by the words they share and,
/// where there are as many of both, by their numbers; by these alone where no
/// words tell.
pub(super) fn partners(
    duties: &[&Duty],
    asked: &[Asked<usize>],
    weigh: &Weights,
) -> Vec<Vec<usize>> {
    let mut partners: Vec<Vec<usize>> = vec![Vec::new(); duties.len()];
    let reports: BTreeSet<&Uid> = duties.iter().map(|duty| &duty.from_report).collect();
    for report in reports {
        let of = |kind: DutyKind| -> Vec<usize> {
            let is = |at: &usize| duties[*at].kind == kind && duties[*at].from_report == *report;
            (0..duties.len()).filter(is).collect()
        };
        let (problems, measures) = (of(DutyKind::Problem), of(DutyKind::Measure));
        let as_many = problems.len() == measures.len();
        let mut pair = |problem: usize, measure: usize, shared: bool| {
            // One measure may be meant for several problems where there are fewer of them.
            if partners[problem].is_empty() && (shared || partners[measure].is_empty()) {
                partners[problem].push(measure);
                partners[measure].push(problem);
            }
        };
        let share = |problem: usize, measure: usize| {
            let words = weigh.share(&asked[problem].all, &asked[measure].all);
            let named = names(duties[problem], duties[measure]);
            words.max(if named { MEANT } else { 0.0 })
        };
        likely(&problems, &measures, share)
            .into_iter()
            .for_each(|(problem, measure)| pair(problem, measure, !as_many));
        problems.into_iter().zip(measures).for_each(|(p, m)| pair(p, m, false));
    }
    partners
}

/// Of the partners those that words tell of, and not their numbers alone: what is open
/// of one such is open of the other.
pub(super) fn meant(
    partners: &[Vec<usize>],
    asked: &[Asked<usize>],
    weigh: &Weights,
) -> Vec<Vec<usize>> {
    let meant = |one: usize, other: usize| {
        let share = |one: usize, other: usize| weigh.share(&asked[one].all, &asked[other].all);
        share(one, other).max(share(other, one)) >= MEANT
    };
    let of = |(one, all): (usize, &Vec<usize>)| {
        all.iter().copied().filter(|other| meant(one, *other)).collect()
    };
    partners.iter().enumerate().map(of).collect()
}

/// The pairs of `problems` and `measures` that words tell, the likeliest first.
fn likely(
    problems: &[usize],
    measures: &[usize],
    share: impl Fn(usize, usize) -> f64,
) -> Vec<(usize, usize)> {
    let as_many = problems.len() == measures.len();
    let mut likely: Vec<(f64, usize, (usize, usize))> = Vec::new();
    for (nth, problem) in problems.iter().enumerate() {
        for (other, measure) in measures.iter().enumerate() {
            let in_turn = if as_many && nth == other { IN_TURN } else { 0.0 };
            let score = share(*problem, *measure) + in_turn;
            if score >= MEANT {
                likely.push((score, nth.abs_diff(other), (*problem, *measure)));
            }
        }
    }
    // Of two that are as likely it is the one nearer in number.
    likely.sort_by(|one, other| other.0.total_cmp(&one.0).then(one.1.cmp(&other.1)));
    likely.into_iter().map(|(.., pair)| pair).collect()
}

/// Whether a measure names what a problem begins with: 服务上手段偏旧 is what
/// 把服务搬到手机上 is meant for, though 服务 tells little.
fn names(problem: &Duty, measure: &Duty) -> bool {
    let end = problem.text.char_indices().nth(2).map_or(problem.text.len(), |(at, _)| at);
    let subject = &problem.text[..end];
    !WHO.contains(&subject) && measure.text.contains(subject)
}

#[cfg(test)]
mod tests {
    use super::super::terms::{Vocabulary, terms};
    use super::*;

    /// The partners of problems (0, 1, …) and the measures behind them.
    fn of(problems: &[&str], measures: &[&str]) -> Vec<Vec<usize>> {
        let duty = |kind| {
            move |text: &&str| Duty {
                uid: Uid::nil(),
                from_report: Uid::nil(),
                kind,
                text: (*text).to_owned(),
                who: String::new(),
                date: None,
            }
        };
        let measures = measures.iter().map(duty(DutyKind::Measure));
        let duties: Vec<Duty> =
            problems.iter().map(duty(DutyKind::Problem)).chain(measures).collect();
        let texts: Vec<_> = duties.iter().map(|duty| terms(&duty.text)).collect();
        let vocabulary = Vocabulary::of(texts.iter());
        let asked: Vec<Asked<usize>> = texts
            .iter()
            .map(|text| vocabulary.known(text))
            .map(|all| Asked { first: all.clone(), whole: all.clone(), all })
            .collect();
        let weigh = vocabulary.weigh(asked.iter().map(|asked| &asked.all), &[]);
        partners(&duties.iter().collect::<Vec<_>>(), &asked, &weigh)
    }

    #[test]
    fn words_tell_which_measure_is_meant_and_numbers_where_they_do_not() {
        let crossed = of(
            &["活动时间和派件时间冲突。", "两家老板不热心。"],
            &["多找企业出资人谈。", "改在收车以后过组织生活，活动时间随派件走。"],
        );
        assert_eq!(crossed, [vec![3], vec![2], vec![1], vec![0]]);
        let in_turn = of(&["路灯不亮。", "账目不清。"], &["多跑几趟。", "请人来看。"]);
        assert_eq!(in_turn, [vec![2], vec![3], vec![0], vec![1]]);
    }

    #[test]
    fn one_of_fewer_measures_may_be_meant_for_several_problems() {
        let told = of(
            &["水渠年久失修，跑冒滴漏。", "服务上手段偏旧，还靠跑腿。", "支部请假的多。"],
            &["争取资金衬砌水渠，把服务搬到手机上。", "支部再添一个书架。"],
        );
        assert_eq!(told[2], [] as [usize; 0], "支部 says nothing");
        assert_eq!(told[3], [0, 1]);
    }
}
