//! The stretches of a report that can answer: a few sentences each.

use std::collections::HashSet;
use std::ops::Range;

use super::items::sentences_of;
use super::leads::kinds;
use super::terms::{Term, Vocabulary, is_letter, terms, united};
use super::words::{WORDS, has_any};
use crate::model::{Report, Role, Section, SectionId};

/// What stands in last year's report answers nothing; a passage with so many
/// characters of other clauses may.
const NEW: usize = 6;
/// How many sentences are read together.
const WINDOW: usize = 3;

/// A few sentences of a paragraph that are read together.
pub(super) struct Window<'r> {
    pub(super) section: &'r Section,
    pub(super) paragraph: usize,
    /// Which sentences of [`Windows::sentences`].
    pub(super) sentences: Range<usize>,
    /// What is known of its words.
    pub(super) own: Vec<usize>,
    /// The same with the heading, where that names what is answered below it.
    pub(super) read: Vec<usize>,
    /// It stands in a part that answers last year's problems.
    pub(super) response: bool,
    /// It says itself that it answers one.
    pub(super) says_so: bool,
    /// It tells only what was lost (全年离职8人): no problem is answered by that.
    pub(super) loses: bool,
    /// It was not carried over from an earlier report.
    pub(super) new: bool,
    /// How much of its paragraph was not, 0 to 1.
    pub(super) new_share: f64,
}

impl Window<'_> {
    /// The paragraph that it is in.
    pub(super) fn at(&self) -> (SectionId, usize) {
        (self.section.id, self.paragraph)
    }
}

/// A sentence, read once for all the windows it is part of.
pub(super) struct Sentence<'r> {
    pub(super) text: &'r str,
    /// What is known of its new clauses.
    pub(super) known: Vec<usize>,
    signs: Signs,
    loses: bool,
    /// How many letters it has, and how many of them in new clauses.
    letters: usize,
    new: usize,
}

impl<'r> Sentence<'r> {
    fn of(text: &'r str, before: &Before, asked: &Vocabulary) -> Self {
        let new: String =
            text.split_inclusive(STOPS).filter(|clause| !before.has(clause)).collect();
        let known = asked.known(&terms(&new));
        let letters = |text: &str| text.chars().filter(|c| is_letter(*c)).count();
        Self {
            text,
            known,
            signs: Signs::of(text),
            loses: has_any(text, &WORDS.losing) && !has_any(text, &WORDS.mending),
            letters: letters(text),
            new: letters(&new),
        }
    }
}

/// Every stretch of a report that can answer: not its own problems and plans.
pub(super) struct Windows<'r> {
    pub(super) sentences: Vec<Sentence<'r>>,
    pub(super) windows: Vec<Window<'r>>,
    /// What of all that is asked for the reports before tell of what was done.
    pub(super) told_before: Vec<usize>,
}

impl<'r> Windows<'r> {
    /// Of `report`, by what is asked for. What stands in the reports `before`
    /// is not new.
    pub(super) fn of(report: &'r Report, before: &[&Report], asked: &Vocabulary) -> Self {
        let before = Before::of(before);
        let told_before = asked.known(&before.terms);
        let mut all = Self { sentences: Vec::new(), windows: Vec::new(), told_before };
        let mut open: Vec<(&Section, bool, bool)> =
            report.sections.iter().rev().map(|section| (section, false, false)).collect();
        while let Some((section, response, closed)) = open.pop() {
            let (response, closed) = match section.role {
                Role::ReviewResponse => (true, false),
                Role::Problems | Role::NextSteps => (false, true),
                _ => (response || answers_by_heading(&section.heading), closed),
            };
            open.extend(section.children.iter().rev().map(|child| (child, response, closed)));
            if !closed {
                all.read(section, response, &before, asked);
            }
        }
        all
    }

    fn read(&mut self, section: &'r Section, response: bool, before: &Before, asked: &Vocabulary) {
        // In a response each heading names what is answered below it.
        let heading = if response || section.run_in { section.heading.as_str() } else { "" };
        let (named, signs) = (asked.known(&terms(heading)), Signs::of(heading));
        let kinds = if response { Vec::new() } else { kinds(&section.body, None) };
        for (paragraph, text) in section.body.iter().enumerate() {
            if kinds.get(paragraph).is_some_and(Option::is_some) {
                continue;
            }
            let start = self.sentences.len();
            self.sentences.extend(sentences_of(text).map(|text| Sentence::of(text, before, asked)));
            let end = self.sentences.len();
            let all = &self.sentences[start..];
            let letters: usize = all.iter().map(|sentence| sentence.letters).sum();
            let new: usize = all.iter().map(|sentence| sentence.new).sum();
            let new_share = new as f64 / letters.max(1) as f64;
            for first in start..(end + 1).saturating_sub(WINDOW).max(start + 1) {
                let range = first..(first + WINDOW).min(end);
                let sentences = &self.sentences[range.clone()];
                let own = united(sentences.iter().map(|sentence| sentence.known.as_slice()));
                self.windows.push(Window {
                    section,
                    paragraph,
                    read: united([own.as_slice(), named.as_slice()]),
                    own,
                    response: response && !section.heading.is_empty(),
                    says_so: sentences.iter().fold(signs, |all, one| all.or(one.signs)).say_so(),
                    loses: sentences.iter().any(|sentence| sentence.loses),
                    new: sentences.iter().map(|sentence| sentence.new).sum::<usize>() >= NEW,
                    new_share,
                    sentences: range,
                });
            }
        }
    }
}

/// What earlier reports told of what was done.
struct Before {
    /// Its clauses, by their letters alone: numbers change every year.
    clauses: HashSet<String>,
    terms: Vec<Term>,
}

impl Before {
    fn of(reports: &[&Report]) -> Self {
        let done = |section: &&Section| !matches!(section.role, Role::Problems | Role::NextSteps);
        let sections = reports.iter().flat_map(|report| report.walk().map(|(_, section)| section));
        let texts: Vec<&String> = sections.filter(done).flat_map(told_as_done).collect();
        let clauses = texts.iter().flat_map(|text| text.split(STOPS)).map(plain).collect();
        let mut terms: Vec<Term> = texts.iter().flat_map(|text| terms(text)).collect();
        terms.sort_unstable();
        terms.dedup();
        Self { clauses, terms }
    }

    fn has(&self, clause: &str) -> bool {
        self.clauses.contains(&plain(clause))
    }
}

/// The paragraphs of a part that tell neither problems nor plans.
fn told_as_done(section: &Section) -> impl Iterator<Item = &String> {
    let kinds = kinds(&section.body, None);
    section.body.iter().zip(kinds).filter(|(_, kind)| kind.is_none()).map(|(text, _)| text)
}

/// What ends a clause.
const STOPS: [char; 8] = ['，', '。', '；', '：', '、', '！', '？', ';'];

fn plain(clause: &str) -> String {
    clause.chars().filter(|c| is_letter(*c)).collect()
}

/// Whether a part answers last year's problems, whatever its role.
fn answers_by_heading(heading: &str) -> bool {
    has(heading, &["整改", "点评", "承诺", "反馈"])
        && has(heading, &["年", "落实", "情况", "问题", "兑现"])
}

fn has(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| text.contains(word))
}

/// Words by which a passage says that it answers a problem.
#[derive(Debug, Clone, Copy, Default)]
struct Signs {
    towards: bool,
    problem: bool,
    last_year: bool,
    said_then: bool,
}

impl Signs {
    fn of(text: &str) -> Self {
        let towards = has(text, &["针对", "对于", "围绕", "关于", "对照"]);
        let last_year = has(text, &["去年", "上年", "上一年"]);
        Self {
            towards,
            problem: has(text, &["问题", "不足", "短板", "点评", "意见", "差距"]),
            last_year,
            said_then: has(text, &["承诺", "提出", "问题", "点评", "指出", "查摆", "不足"]),
        }
    }

    fn or(self, other: Self) -> Self {
        Self {
            towards: self.towards || other.towards,
            problem: self.problem || other.problem,
            last_year: self.last_year || other.last_year,
            said_then: self.said_then || other.said_then,
        }
    }

    fn say_so(self) -> bool {
        (self.towards && self.problem) || (self.last_year && self.said_then)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_only_tells_a_loss_is_told_from_what_mends_it() {
        let before = Before::of(&[]);
        let vocabulary = Vocabulary::of(std::iter::empty());
        let loses = |text| Sentence::of(text, &before, &vocabulary).loses;
        assert!(loses("全年教师离职8人，园里为每位离开的同事写了一封信。"));
        assert!(loses("老师傅11月光荣退休，支部为他开了欢送会。"));
        assert!(!loses("教师离职由去年的9人降到1人。"));
        assert!(!loses("为退休党员送学上门28次。"));
        assert!(!loses("22名青工签了师徒合同，离职的只有1人。"));
    }
}
