//! Which passages of a report answer which duties, by the words and topics they
//! share.

use super::again::still_open;
use super::found::with_details;
use super::in_order;
use super::items::sentences_of;
use super::partners::{meant, partners};
use super::terms::{Term, Vocabulary, Weights, shared, terms, united};
use super::windows::{Window, Windows};
use crate::manuscript::numbers;
use crate::model::{Duty, DutyKind, DutyRow, Part, Passage, Report};

/// A passage that may answer a duty.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Match {
    pub(super) passage: Passage,
    /// The sentence that answers best.
    pub(super) sentence: String,
    /// How much of the duty is in it, 0 to 1.
    pub(super) score: f64,
    /// It answers as far as words can tell; otherwise it is only worth a look.
    pub(super) answers: bool,
}

// Measured on the pairs of `tests/data/duties` and `tests/data/years*`: what answers
// shares an eighth of a matter's telling words and topics and more, what does not
// mostly less, once the text carried over from last year is left out.

/// In a part that answers last year's problems so much of a matter's telling
/// words says that a passage is about it.
const IN_RESPONSE: f64 = 0.13;
/// So it is where a passage says that it answers (针对…问题).
const SAID: f64 = 0.19;
/// Anywhere else.
const ELSEWHERE: f64 = 0.12;
/// One telling word or topic alone may be chance.
const TELLING: usize = 2;
/// So much less counts a paragraph of which every clause stood in last year's report: what
/// was done about a problem is mostly told in one of its own.
const CARRIED: f64 = 0.6;
/// A passage worth showing to the writer.
const WORTH_A_LOOK: f64 = 0.1;
/// How much more a passage of a response counts among several.
const FIRST_LOOK: f64 = 1.25;
/// What a passage has of the measure that was promised against a problem counts
/// nearly as much as what it has of the problem, and the other way round: a report
/// says what was done, or what it was done against, and seldom both.
const BY_PARTNER: f64 = 0.9;
/// What a duty asks for: its terms, or which of those that are known.
pub(super) struct Asked<T> {
    pub(super) all: Vec<T>,
    /// Its first sentence, which says what the matter is.
    pub(super) first: Vec<T>,
    /// With all that is told of it.
    pub(super) whole: Vec<T>,
}

impl Asked<Term> {
    fn of(text: &str, detail: &str) -> Self {
        Self {
            all: terms(text),
            first: terms(sentences_of(text).next().unwrap_or("")),
            whole: terms(&format!("{text}\n{detail}")),
        }
    }

    fn known(&self, vocabulary: &Vocabulary) -> Asked<usize> {
        let [all, first, whole] =
            [&self.all, &self.first, &self.whole].map(|terms| vocabulary.known(terms));
        Asked { all, first, whole }
    }
}

/// What each of `duties` asks for. Below its heading, in the report that it is
/// from, stands more than the heading says: 火灾隐患突出, and the carts in the way.
fn texts_of(duties: &[&Duty], before: &[&Report]) -> Vec<Asked<Term>> {
    let details: Vec<(Duty, String)> =
        before.iter().flat_map(|report| with_details(report)).collect();
    let text_of = |duty: &&Duty| {
        let told = details.iter().find(|(other, _)| other.uid == duty.uid);
        Asked::of(&duty.text, told.map_or("", |(_, detail)| detail))
    };
    duties.iter().map(text_of).collect()
}

/// A passage that fits a duty so much less than its best one is left to others.
const LEAVES: f64 = 0.99;

/// How many texts of a duty are looked up.
const TEXTS: usize = 3;

/// For each of `duties` the passages of `report` that may answer it, the best
/// first. What already stood in one of the reports `before` it answers nothing.
pub(super) fn matches(duties: &[&Duty], report: &Report, before: &[&Report]) -> Vec<Vec<Match>> {
    let texts = texts_of(duties, before);
    let vocabulary = Vocabulary::of(texts.iter().map(|text| &text.whole));
    let mut asked: Vec<Asked<usize>> = texts.iter().map(|text| text.known(&vocabulary)).collect();
    let read = Windows::of(report, before, &vocabulary);
    let told = read.windows.iter().map(|window| &window.own);
    let weigh =
        vocabulary.weigh(asked.iter().map(|asked| &asked.all).chain(told), &read.told_before);
    let partners = partners(duties, &asked, &weigh);
    let meant = meant(&partners, &asked, &weigh);
    for (at, partners) in partners.iter().enumerate() {
        for partner in partners {
            // What a problem and the measure against it are both about is no chance.
            let sure = vocabulary.surely(&asked[at].all, &asked[*partner].all);
            asked[at].all = united([asked[at].all.as_slice(), sure.as_slice()]);
            asked[at].whole = united([asked[at].whole.as_slice(), sure.as_slice()]);
        }
    }
    let open = still_open(duties, &meant, report);
    let scores = scores(duties, &asked, &partners, &read.windows, &weigh);
    let mut likest = [vec![0.0; read.windows.len()], vec![0.0; read.windows.len()]];
    for (duty, scores) in duties.iter().zip(&scores) {
        // A duty with a better passage elsewhere leaves this one to others.
        let best = scores.iter().copied().fold(0.0, f64::max);
        for (most, score) in likest[sort(duty.kind)].iter_mut().zip(scores) {
            if *score >= LEAVES * best {
                *most = f64::max(*most, *score);
            }
        }
    }
    let search = Search { read: &read, weigh: &weigh };
    let found = |(at, scores): (usize, &Vec<f64>)| {
        let both = partners[at].iter().chain([&at]);
        let whole = united(both.map(|duty| asked[*duty].whole.as_slice()));
        search.found(scores, &likest[sort(duties[at].kind)], &whole)
    };
    let mut all: Vec<Vec<Found<'_, '_>>> = scores.iter().enumerate().map(found).collect();
    let waiting: Vec<usize> = (0..duties.len()).filter(|at| !open[*at]).collect();
    search.answer_in_order(duties, &waiting, &partners, &mut all);
    let numbers = numbers(report);
    let told = |(at, found): (usize, Vec<Found<'_, '_>>)| {
        let told = |Found { window, score, answers }: Found<'_, '_>| {
            let section = window.section;
            let passage = Passage {
                section: Part::Section(section.id),
                number: numbers.get(&section.id).cloned().unwrap_or_default(),
                numbered: section.run_in && window.paragraph == 0,
                heading: section.heading.clone(),
                paragraph: Some(window.paragraph),
                text: section.body[window.paragraph].clone(),
            };
            let sentence = search.sentence(window, &asked[at].all);
            Match { passage, sentence, score, answers: answers && !open[at] }
        };
        found.into_iter().map(told).collect()
    };
    all.into_iter().enumerate().map(told).collect()
}

/// For each duty how much of it is in each window.
fn scores(
    duties: &[&Duty],
    asked: &[Asked<usize>],
    partners: &[Vec<usize>],
    windows: &[Window<'_>],
    weigh: &Weights,
) -> Vec<Vec<f64>> {
    // Of each duty its first sentence, all of it, and that with its details, by the terms they are
    // made of: a window is looked up once, however many duties there are.
    let texts: Vec<&[usize]> = asked
        .iter()
        .flat_map(|asked| [&asked.first, &asked.all, &asked.whole].map(Vec::as_slice))
        .collect();
    let whole: Vec<f64> = texts.iter().map(|text| weigh.sum(text.iter().copied())).collect();
    let mut of_term: Vec<Vec<usize>> = vec![Vec::new(); weigh.len()];
    for (text, terms) in texts.iter().enumerate() {
        terms.iter().for_each(|term| of_term[*term].push(text));
    }
    let mut scores = vec![vec![0.0; windows.len()]; duties.len()];
    let mut sums = vec![0.0; texts.len()];
    for (at, window) in windows.iter().enumerate() {
        sums.fill(0.0);
        for term in &window.read {
            let weight = weigh.of(*term);
            of_term[*term].iter().for_each(|text| sums[*text] += weight);
        }
        for (text, sum) in sums.iter().enumerate().filter(|(_, sum)| **sum > 0.0) {
            let score: &mut f64 = &mut scores[text / TEXTS][at];
            let share = sum / whole[text].max(f64::MIN_POSITIVE);
            *score = score.max(share * (1.0 - CARRIED * (1.0 - window.new_share)));
        }
    }
    let own = scores.clone();
    let with_partners = partners.iter().enumerate();
    for (duty, partner) in with_partners.flat_map(|(duty, all)| all.iter().map(move |p| (duty, p)))
    {
        for (score, other) in scores[duty].iter_mut().zip(&own[*partner]) {
            *score = score.max(BY_PARTNER * other);
        }
    }
    scores
}

/// A window that may answer.
struct Found<'s, 'r> {
    window: &'s Window<'r>,
    score: f64,
    answers: bool,
}

struct Search<'s, 'r> {
    read: &'s Windows<'r>,
    weigh: &'s Weights,
}

impl<'s, 'r> Search<'s, 'r> {
    /// The best window of each paragraph worth a look, the best first. `scores`
    /// are those of the duty, `likest` the highest of any like it, and `asked`
    /// what it asks for, with the words of its partner.
    fn found(&self, scores: &[f64], likest: &[f64], asked: &[usize]) -> Vec<Found<'s, 'r>> {
        let mut best: Vec<Found<'s, 'r>> = Vec::new();
        for (at, window) in self.read.windows.iter().enumerate() {
            let (score, most) = (scores[at], likest[at]);
            if score < WORTH_A_LOOK / FIRST_LOOK {
                continue;
            }
            let needed = match window {
                Window { response: true, .. } => IN_RESPONSE,
                Window { says_so: true, .. } => SAID,
                _ => ELSEWHERE,
            };
            let answers = window.new
                && !window.loses
                && score >= needed
                // A passage answers what it is likest.
                && score >= most
                && self.is_telling(asked, &window.read);
            // A response is where one looks first.
            let score = score * if window.response { FIRST_LOOK } else { 1.0 };
            if score < WORTH_A_LOOK {
                continue;
            }
            let found = Found { window, score, answers };
            // The windows of a paragraph follow each other.
            match best.last_mut().filter(|known| known.place() == found.place()) {
                Some(known) if (answers, score) > (known.answers, known.score) => *known = found,
                Some(_) => {}
                None => best.push(found),
            }
        }
        best.sort_by(|a, b| {
            let better = b.answers.cmp(&a.answers).then(b.score.total_cmp(&a.score));
            better.then(a.place().cmp(&b.place()))
        });
        best
    }

    /// Lets those of the `waiting` duties that nothing answers be answered by the
    /// paragraph with their number, where a part answers last year's problems in turn.
    fn answer_in_order(
        &self,
        duties: &[&Duty],
        waiting: &[usize],
        partners: &[Vec<usize>],
        all: &mut [Vec<Found<'s, 'r>>],
    ) {
        let counted = in_order::counted(&self.read.windows);
        let problems: Vec<usize> =
            waiting.iter().copied().filter(|at| duties[*at].kind == DutyKind::Problem).collect();
        let answer = |found: &Vec<Found<'_, '_>>| {
            found.iter().find(|found| found.answers).map(|found| found.window.at())
        };
        let known: Vec<_> = problems.iter().map(|at| answer(&all[*at])).collect();
        for nth in in_order::answered(&known, &counted) {
            let windows = self.read.windows.iter();
            let Some(window) = windows.clone().find(|window| window.at() == counted[nth]) else {
                continue;
            };
            let with_measures = partners[problems[nth]].iter().chain([&problems[nth]]);
            for duty in with_measures.filter(|duty| waiting.contains(duty)) {
                let found = &mut all[*duty];
                if !found.iter().any(|found| found.answers) {
                    found.retain(|found| found.window.at() != window.at());
                    found.insert(0, Found { window, score: IN_RESPONSE, answers: true });
                }
            }
        }
    }

    /// Whether enough that is not generic is in both; all of it, of a short one.
    fn is_telling(&self, asked: &[usize], told: &[usize]) -> bool {
        let telling = |term: &usize| self.weigh.is_telling(*term);
        let all = asked.iter().filter(|term| telling(term)).count();
        shared(asked, told).filter(telling).count() >= TELLING.min(all.max(1))
    }

    /// The sentence of a window that has most of what is asked.
    fn sentence(&self, window: &Window<'_>, asked: &[usize]) -> String {
        let sentences = self.read.sentences[window.sentences.clone()].iter();
        let scored =
            sentences.map(|sentence| (self.weigh.share(asked, &sentence.known), sentence.text));
        let best = scored.max_by(|a, b| a.0.total_cmp(&b.0));
        best.map_or("", |(_, sentence)| sentence).trim().to_owned()
    }
}

impl Found<'_, '_> {
    fn place(&self) -> (Part, usize) {
        (Part::Section(self.window.section.id), self.window.paragraph)
    }
}

/// Problems and comments are answered alike; measures beside them.
fn sort(kind: DutyKind) -> usize {
    usize::from(kind == DutyKind::Measure)
}

/// Which of `measures` is meant for `problem`; `None` when none is.
pub(super) fn likest(problem: &Duty, measures: &[&DutyRow]) -> Option<usize> {
    let asked = terms(&problem.text);
    let vocabulary = Vocabulary::of([&asked].into_iter());
    let texts: Vec<Vec<usize>> =
        measures.iter().map(|row| vocabulary.known(&terms(&row.duty.text))).collect();
    let weigh = vocabulary.weigh(texts.iter(), &[]);
    let asked = vocabulary.known(&asked);
    let same_report =
        |(at, _): &(usize, &Vec<usize>)| measures[*at].duty.from_report == problem.from_report;
    let scored = texts.iter().enumerate().filter(same_report);
    let best =
        scored.map(|(at, told)| (weigh.share(&asked, told), at)).max_by(|a, b| a.0.total_cmp(&b.0));
    best.filter(|(score, _)| *score >= IN_RESPONSE / 2.0).map(|(_, at)| at)
}
