use std::collections::BTreeSet;

use chrono::{Datelike, NaiveDate, TimeDelta};

use super::{Copy, Why};
use crate::model::Moment;

/// How long every copy stays.
const ALL: TimeDelta = TimeDelta::days(2);
/// How many days, weeks and months before that keep one copy each.
const DAYS: usize = 12;
const WEEKS: usize = 10;
const MONTHS: usize = 9;

/// The copies that may go at `now`, of `copies` in any order.
///
/// What stays: every copy of two days; before that the latest of each of 12
/// days, 10 weeks and 9 months that have one; those taken by hand or before an
/// upgrade; the latest of all; and whatever is dated later than `now`, since a
/// clock that jumped must not cost a copy.
pub(super) fn thin(copies: &[Copy], now: Moment) -> Vec<&Copy> {
    let mut latest_first: Vec<&Copy> = copies.iter().collect();
    latest_first.sort_by_key(|copy| std::cmp::Reverse(copy.number));
    let (mut days, mut weeks, mut months) = (Seen::new(DAYS), Seen::new(WEEKS), Seen::new(MONTHS));
    let mut dropped = Vec::new();
    for (at, copy) in latest_first.into_iter().enumerate() {
        let day = copy.at.date_naive();
        let young = now.signed_duration_since(copy.at) < ALL;
        if at == 0 || young || matches!(copy.why, Why::ByHand | Why::BeforeUpgrade) {
            continue;
        }
        // Each of the three asks for itself: a copy may stand for its week
        // when its day has a later one.
        let needed = [days.first_of(day), weeks.first_of(monday(day)), months.first_of(first(day))];
        if !needed.contains(&true) {
            dropped.push(copy);
        }
    }
    dropped
}

/// The spans that have their copy already.
struct Seen {
    spans: BTreeSet<NaiveDate>,
    most: usize,
}

impl Seen {
    fn new(most: usize) -> Self {
        Self { spans: BTreeSet::new(), most }
    }

    /// Whether `span` has none yet, and is one of those that get one.
    fn first_of(&mut self, span: NaiveDate) -> bool {
        self.spans.len() < self.most && self.spans.insert(span)
    }
}

fn monday(day: NaiveDate) -> NaiveDate {
    day - TimeDelta::days(i64::from(day.weekday().num_days_from_monday()))
}

fn first(day: NaiveDate) -> NaiveDate {
    day.with_day(1).unwrap_or(day)
}

#[cfg(test)]
mod tests {
    use chrono::TimeZone;
    use proptest::prelude::*;

    use super::*;

    fn moment(hours: i64) -> Moment {
        chrono::Utc.with_ymd_and_hms(2024, 12, 1, 12, 0, 0).unwrap() + TimeDelta::hours(hours)
    }

    fn copy(number: u32, hours: i64, why: Why) -> Copy {
        Copy { name: format!("{number}"), number, at: moment(hours), why, size: 1 }
    }

    fn numbers(dropped: &[&Copy]) -> Vec<u32> {
        let mut numbers: Vec<u32> = dropped.iter().map(|copy| copy.number).collect();
        numbers.sort_unstable();
        numbers
    }

    #[test]
    fn of_two_days_every_copy_stays_and_of_earlier_days_the_latest() {
        let copies = [
            copy(1, -75, Why::Rolling),
            copy(2, -74, Why::Rolling),
            copy(3, -40, Why::Rolling),
            copy(4, -39, Why::Rolling),
            copy(5, -1, Why::Closing),
        ];
        assert_eq!(numbers(&thin(&copies, moment(0))), [1]);
    }

    #[test]
    fn what_was_kept_by_hand_or_before_an_upgrade_never_goes() {
        let old = -24 * 900;
        let copies = [
            copy(1, old, Why::ByHand),
            copy(2, old, Why::BeforeUpgrade),
            copy(3, old - 1, Why::Rolling),
            copy(4, old, Why::Rolling),
            copy(5, 0, Why::Rolling),
        ];
        assert_eq!(numbers(&thin(&copies, moment(0))), [3]);
    }

    #[test]
    fn a_clock_that_jumped_costs_no_copy() {
        let copies = [copy(1, 24 * 365, Why::Rolling), copy(2, 0, Why::Rolling)];
        assert_eq!(thin(&copies, moment(1)), Vec::<&Copy>::new());
        let copies: Vec<Copy> = (1..40).map(|n| copy(n, 24 * 365, Why::Rolling)).collect();
        assert_eq!(thin(&copies, moment(0)), Vec::<&Copy>::new(), "all later than now");
    }

    #[test]
    fn ten_years_of_work_keep_few_copies_and_reach_back_most_of_a_year() {
        let copies: Vec<Copy> =
            (0..3650).map(|day| copy(day, i64::from(day) * 24 - 24 * 3650, Why::Closing)).collect();
        let dropped = thin(&copies, moment(0));
        let kept = copies.len() - dropped.len();
        assert!((20..=35).contains(&kept), "{kept} copies are kept");
        let oldest = copies.iter().find(|copy| !dropped.contains(copy)).unwrap();
        let reach = moment(0).signed_duration_since(oldest.at).num_days();
        assert!((240..=300).contains(&reach), "the oldest is {reach} days old");
    }

    proptest! {
        #[test]
        fn thinning_twice_drops_nothing_more_and_the_latest_stays(
            hours in proptest::collection::vec(-20_000_i64..100, 1..120),
        ) {
            let mut hours = hours;
            hours.sort_unstable();
            let copies: Vec<Copy> = hours
                .iter()
                .zip(1..)
                .map(|(at, number)| copy(number, *at, Why::Rolling))
                .collect();
            let gone = numbers(&thin(&copies, moment(0)));
            let left: Vec<Copy> =
                copies.iter().filter(|copy| !gone.contains(&copy.number)).cloned().collect();
            prop_assert_eq!(numbers(&thin(&left, moment(0))), Vec::<u32>::new());
            prop_assert!(!gone.contains(&(u32::try_from(copies.len()).unwrap())));
        }
    }
}
