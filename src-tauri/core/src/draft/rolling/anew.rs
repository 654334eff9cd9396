//! The words of an older report, told in the report of a later year. Pure.
//!
//! **Invariant:** a time of the old year moves on, is left blank, or is listed
//! as left standing. Moved on, it never says what never was.

use std::ops::Range;

use super::words::{WORDS, begins, ends, says};
use crate::draft::quote::{BLANK, DAY_BLANK, Edit, gaps, rewritten};
use crate::figures::{self, WrittenYear};
use crate::model::{Mention, Report, Year};

/// From which year words are carried, and how far.
#[derive(Debug, Clone, Copy)]
pub(super) struct Move {
    /// The year of the older report; `None`: nothing can move on.
    own: Option<Year>,
    by: i32,
}

/// A paragraph of the older report, as it may stand in the new one.
pub(super) struct Told {
    /// As a whole, with the years it tells of moved on.
    pub(super) whole: String,
    /// The sentences of it that count something, with nothing of a year but the years
    /// that moved on; "" without one.
    pub(super) pattern: String,
    /// What in `whole` was left as it is and may be last year's.
    pub(super) unmoved: Vec<String>,
}

/// A time that a text names.
struct Time {
    /// What is replaced when it moves on: the digits of a year, the whole of a word.
    at: Range<usize>,
    /// One past all that belongs to it: 2023年5月8日.
    after: usize,
    kind: Kind,
    /// What it is called in the new report.
    anew: String,
    moves: bool,
    /// Left standing it may be taken for the new report's.
    near: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Year,
    /// 今年 and 去年: so many years before that of the report.
    Ago(i32),
    Day,
}

const STOPS: &str = "。！？";
const PAUSES: &str = "，。；！？：";

impl Move {
    pub(super) fn new(older: &Report, year: Year) -> Self {
        let by = |own: Year| i32::from(year.number()) - i32::from(own.number());
        Self { own: older.year, by: older.year.map_or(0, by) }
    }

    /// A title or heading with its years moved on. The day of something and the
    /// names of documents stay.
    pub(super) fn titled(self, text: &str) -> String {
        let letters: Vec<char> = text.chars().collect();
        let years = figures::years_in(&letters).into_iter().filter(names_its_report);
        let edits = years.map(|year| (year.at.clone(), self.anew(&year))).collect();
        rewritten(&letters, edits)
    }

    /// The years in a line that [`titled`](Self::titled) leaves and that may be last year's.
    pub(super) fn left_in_title(self, text: &str) -> Vec<String> {
        let letters: Vec<char> = text.chars().collect();
        let years = figures::years_in(&letters).into_iter();
        let left = years.filter(|year| self.is_near(year) && !names_its_report(year));
        distinct(left.map(|year| letters[year.at.start..year.after].iter().collect()))
    }

    /// A paragraph told anew. `plans`: it stands where the plans for the next
    /// year stand.
    pub(super) fn told(self, text: &str, mentions: &[&Mention], plans: bool) -> Told {
        let letters: Vec<char> = text.chars().collect();
        let times = self.times(&letters, plans);
        let moved = |time: &&Time| time.moves;
        let edit = |time: &Time| (time.at.clone(), time.anew.clone());
        let is_year =
            |at: usize| times.iter().any(|time| time.kind == Kind::Year && time.at.start == at);
        // 2023年底有党员86名 is no fact of the year after: where a year moves on, the
        // numbers and days of its sentence do not come along.
        let retold: Vec<Range<usize>> = times
            .iter()
            .filter(|time| time.moves && time.kind == Kind::Year)
            .map(|time| around(&letters, time.at.start, STOPS))
            .collect();
        let is_retold = |at: usize| retold.iter().any(|sentence| sentence.contains(&at));
        let gaps = gaps(&letters, mentions, self.own);

        let mut whole: Vec<Edit> = times.iter().filter(moved).map(edit).collect();
        let blank = |(at, _): &&Edit| is_retold(at.start) && !is_year(at.start);
        whole.extend(gaps.iter().filter(blank).cloned());

        // A pattern has the sentences that count something, and tells of this year: its
        // 今年 stays, and what was before is not told.
        let counts = |sentence: &Range<usize>| {
            let number = |(at, blank): &Edit| blank == BLANK && !is_year(at.start);
            gaps.iter().any(|gap| number(gap) && sentence.contains(&gap.0.start))
        };
        let mut pattern: Vec<Edit> = sentences(&letters)
            .filter(|sentence| !counts(sentence))
            .map(|sentence| (sentence, String::new()))
            .collect();
        for time in times.iter().filter(moved) {
            match time.kind {
                Kind::Ago(0) => {}
                Kind::Ago(_) => pattern.push((time.at.clone(), DAY_BLANK.to_owned())),
                Kind::Year | Kind::Day => pattern.push(edit(time)),
            }
        }
        pattern.extend(gaps);

        let left = |time: &&Time| {
            time.near && !time.moves && !(time.kind == Kind::Day && is_retold(time.at.start))
        };
        let words = |time: &Time| letters[time.at.start..time.after].iter().collect();
        Told {
            whole: rewritten(&letters, whole),
            pattern: rewritten(&letters, pattern).trim().to_owned(),
            unmoved: distinct(times.iter().filter(left).map(words)),
        }
    }

    /// The times that `letters` name, in reading order.
    fn times(self, letters: &[char], plans: bool) -> Vec<Time> {
        let years = self.years(letters);
        let mut times: Vec<Time> = years
            .iter()
            .map(|year| Time {
                at: year.at.clone(),
                after: year.after,
                kind: Kind::Year,
                anew: self.anew(year),
                moves: false,
                near: self.is_near(year),
            })
            .collect();
        times.extend(self.words(letters));
        times.sort_by_key(|time| time.at.start);
        let spans: Vec<Range<usize>> = times.iter().map(|time| time.at.start..time.after).collect();
        for (index, time) in times.iter_mut().enumerate() {
            // 今年（2023年）换届: the two are one time.
            let other = spans[index..].windows(2).find(|pair| {
                !matches!(letters.get(pair[0].end..pair[1].start), Some(['（' | '(']))
            });
            let next = other.map_or(letters.len(), |pair| pair[1].start);
            let said = Said { letters, time: time.at.start..time.after, next };
            let mut years = years.iter().skip_while(|year| year.at != time.at);
            let end = years.clone().take_while(|year| year.joined).last();
            let end = end.map_or(time.after, |year| year.after);
            time.moves = match time.kind {
                Kind::Ago(_) => self.own.is_some() && said.is_event() && !said.is_compared(),
                Kind::Year => years.next().is_some_and(|year| self.moves(year, &said, end, plans)),
                Kind::Day => false,
            };
        }
        // 由2022年的76%提高到2023年的88%: the years of a clause move together or not.
        // The name of a document holds none back.
        let is_titled = |at: usize| years.iter().any(|year| year.titled && year.at.start == at);
        for at in 0..times.len() {
            let clause = around(letters, times[at].at.start, PAUSES);
            let stands = |time: &Time| {
                let start = time.at.start;
                let here = time.kind == Kind::Year && clause.contains(&start);
                here && !time.moves && !is_titled(start)
            };
            if times[at].kind == Kind::Year && times.iter().any(stands) {
                times[at].moves = false;
            }
        }
        times.extend(figures::days_in(letters).into_iter().map(|day| Time {
            after: day.end,
            at: day,
            kind: Kind::Day,
            anew: String::new(),
            moves: false,
            near: true,
        }));
        times.sort_by_key(|time| time.at.start);
        times
    }

    /// The years in `letters`: a number without 年 is one where it counts nothing
    /// and is as near as a year that is meant.
    fn years(self, letters: &[char]) -> Vec<WrittenYear> {
        let counted = figures::quantities(letters);
        let counts = |year: &WrittenYear| {
            counted.iter().any(|found| (found.start..found.end).contains(&year.at.start))
        };
        let mut years = figures::years_in(letters);
        years.retain(|year| year.named || self.is_near(year) && !counts(year));
        years
    }

    /// 今年, 去年 and the like in `letters`.
    fn words(self, letters: &[char]) -> Vec<Time> {
        let mut times = Vec::new();
        let mut at = 0;
        while at < letters.len() {
            let behind: String = letters[at..].iter().take(4).collect();
            let before = at.checked_sub(1).map(|at| letters[at]);
            let word = WORDS.ago.iter().find(|ago| {
                behind.starts_with(&ago.word)
                    && before.is_none_or(|sign| !ago.not_behind.contains(sign))
            });
            let Some(ago) = word else {
                at += 1;
                continue;
            };
            let after = at + ago.word.chars().count();
            times.push(Time {
                at: at..after,
                after,
                kind: Kind::Ago(ago.years),
                anew: self.ago(ago.years),
                moves: false,
                near: true,
            });
            at = after;
        }
        times
    }

    /// What a year so many `years` before the old report's is called in the new one.
    fn ago(self, years: i32) -> String {
        match (years + self.by, self.own) {
            (1, _) => "去年".to_owned(),
            (2, _) => "前年".to_owned(),
            (_, own) => {
                own.map_or_else(String::new, |own| format!("{}年", i32::from(own.number()) - years))
            }
        }
    }

    /// Whether a year in a paragraph is told of the new report's time as well. `end`
    /// is one past the years it is joined to.
    fn moves(self, year: &WrittenYear, said: &Said<'_>, end: usize, plans: bool) -> bool {
        let Some(own) = self.own else { return false };
        if year.dated || year.titled || !year.named || said.is_since() {
            return false;
        }
        // 2022年度点评, 2022年的工作: there is one every year.
        let is_report = begins(said.behind(end).trim_start_matches('的'), &WORDS.reports);
        match i32::from(year.year.number()) - i32::from(own.number()) {
            ahead @ -1..=1 if year.joined || ahead < 0 => is_report && !said.is_event_of_clause(),
            0 => !said.is_event(),
            1 => plans || is_report || says(&said.governed(), &WORDS.planned),
            _ => false,
        }
    }

    fn anew(self, year: &WrittenYear) -> String {
        year.anew(i32::from(year.year.number()) + self.by)
    }

    /// Whether the year may be taken for the old report's, the one before or after it.
    fn is_near(self, year: &WrittenYear) -> bool {
        self.own.is_none_or(|own| own.number().abs_diff(year.year.number()) <= 1)
    }
}

/// Whether a year in a title is the report's: 2023年度, （2023）.
fn names_its_report(year: &WrittenYear) -> bool {
    (year.named || year.bracketed) && !year.dated && !year.titled
}

/// What is said around a time.
struct Said<'t> {
    letters: &'t [char],
    /// The time itself, with all that belongs to it.
    time: Range<usize>,
    /// Where the next time stands.
    next: usize,
}

impl Said<'_> {
    /// The words the time governs: its clause, and what follows up to the next
    /// time or the end of the sentence.
    fn governed(&self) -> String {
        self.up_to(around(self.letters, self.time.start, STOPS).end)
    }

    fn up_to(&self, end: usize) -> String {
        let start = around(self.letters, self.time.start, PAUSES).start;
        self.letters[start..end.min(self.next)].iter().collect()
    }

    /// Whether something is told that happened once: 2023年，支部换届.
    fn is_event(&self) -> bool {
        says(&self.governed(), &WORDS.events)
    }

    /// The same in its clause alone: 2022年度点评指出的问题，新建食堂来解决.
    fn is_event_of_clause(&self) -> bool {
        let clause = around(self.letters, self.time.start, PAUSES);
        says(&self.up_to(clause.end), &WORDS.events)
    }

    /// 自2023年以来, 2023年起: when it began does not move.
    fn is_since(&self) -> bool {
        let before: String = self.letters[..self.time.start].iter().collect();
        ends(before.trim_end(), &WORDS.since)
            || begins(&self.behind(self.time.end), &WORDS.since_behind)
    }

    /// 比去年, 与上年同期相比: of whichever year, it is the year before.
    fn is_compared(&self) -> bool {
        let before = self.time.start.checked_sub(1).map(|at| self.letters[at]);
        before.is_some_and(|sign| WORDS.compared.contains(sign))
            || begins(&self.behind(self.time.end), &WORDS.compared_behind)
    }

    fn behind(&self, at: usize) -> String {
        self.letters[at..].iter().take(8).collect()
    }
}

/// The stretch around `at` that no sign of `stops` cuts.
fn around(letters: &[char], at: usize, stops: &str) -> Range<usize> {
    let stop = |sign: &char| stops.contains(*sign);
    let start = letters[..at].iter().rposition(stop).map_or(0, |at| at + 1);
    let end = letters[at..].iter().position(stop).map_or(letters.len(), |length| at + length);
    start..end
}

/// The sentences of a paragraph, each with its stop.
fn sentences(letters: &[char]) -> impl Iterator<Item = Range<usize>> {
    letters.split_inclusive(|sign| STOPS.contains(*sign)).scan(0, |end, sentence| {
        let start = *end;
        *end += sentence.len();
        Some(start..*end)
    })
}

fn distinct(words: impl Iterator<Item = String>) -> Vec<String> {
    let mut list: Vec<String> = Vec::new();
    for word in words {
        if !list.contains(&word) {
            list.push(word);
        }
    }
    list
}

#[cfg(test)]
mod tests;
