//! What matters and passages are made of: pairs of neighbouring characters, and
//! topics; and how telling each of them is.

use std::sync::LazyLock;

use super::topics::topics;
use super::words::WORDS;

/// Two neighbouring characters, the number of a topic under [`TOPIC`], or a name in
/// quotes under [`NAME`].
pub(super) type Term = u64;

/// The bit that tells topics from characters.
const TOPIC: Term = 1 << 63;
/// The bit of a topic that several words are about: it is hardly there by chance.
const SURELY: Term = 1 << 62;
/// The bit of a name that a unit gave to a thing of its own (“春泥”品牌).
const NAME: Term = 1 << 61;
/// A longer quotation is no name.
const LONGEST_NAME: usize = 8;

// Measured on the pairs of years in `tests/data`.

/// A topic, as a name, says at once what several pairs of characters say.
const AS_PAIRS: f64 = 3.0;
/// So much more weighs one that several words say.
const SURE_AS_PAIRS: f64 = 2.0;
/// What last year's report told of what was done says little of what was done
/// about its problems since.
const TOLD_BEFORE: f64 = 0.2;
/// A topic is told again in other words, so that it says more.
const TOPIC_TOLD_BEFORE: f64 = 0.8;

/// Words that say nothing of what a matter is about weigh so little.
const GENERIC: f64 = 0.15;
/// No term weighs less, however often it occurs.
const LEAST: f64 = 0.1;

/// What reports of the kind say of everything.
static GENERIC_PAIRS: LazyLock<Vec<Term>> = LazyLock::new(|| pairs(&WORDS.generic.join(" ")));

/// The terms of a text: each once, in order.
pub(super) fn terms(text: &str) -> Vec<Term> {
    let mut terms = pairs(text);
    let mut words: Vec<_> = topics(text).collect();
    words.sort_unstable();
    words.dedup();
    for of_topic in words.chunk_by(|one, other| one.0 == other.0) {
        let topic = TOPIC | u64::from(of_topic[0].0);
        terms.push(topic);
        terms.extend((of_topic.len() > 1).then_some(topic | SURELY));
    }
    terms.extend(names(text));
    terms.sort_unstable();
    terms.dedup();
    terms
}

/// The names in quotes.
fn names(text: &str) -> impl Iterator<Item = Term> {
    let quoted = text.split('“').skip(1).filter_map(|rest| rest.split_once('”'));
    quoted.filter(|(name, _)| (2..=LONGEST_NAME).contains(&name.chars().count())).map(
        |(name, _)| {
            let hash = |hash: u64, c| hash.wrapping_mul(0x0100_0000_01b3) ^ u64::from(u32::from(c));
            NAME | name.chars().fold(0xcbf2_9ce4_8422_2325, hash) >> 4
        },
    )
}

/// Whether a term is no pair of characters.
pub(super) fn is_topic(term: Term) -> bool {
    term & TOPIC != 0
}

/// Whether a term is a topic, and not only how sure one is.
pub(super) fn is_a_topic(term: Term) -> bool {
    is_topic(term) && term & SURELY == 0
}

/// The pairs of neighbouring characters that words are made of: each once, in
/// order.
pub(super) fn pairs(text: &str) -> Vec<Term> {
    let mut pairs = Vec::with_capacity(text.len() / 3);
    let mut before = None;
    for c in text.chars() {
        let word = is_word(c).then_some(c);
        if let (Some(one), Some(two)) = (before, word) {
            pairs.push(u64::from(u32::from(one)) << 32 | u64::from(u32::from(two)));
        }
        before = word;
    }
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

fn is_word(c: char) -> bool {
    is_letter(c) && !"的了是在和与及我们对为以把将等也都就而之其所".contains(c)
}

/// Whether `c` is a letter; most are Han, which are known at a glance.
pub(super) fn is_letter(c: char) -> bool {
    ('\u{4E00}'..='\u{9FA5}').contains(&c) || c.is_alphabetic()
}

/// The terms that are asked for. All else in a text says nothing of them.
pub(super) struct Vocabulary(Vec<Term>);

impl Vocabulary {
    /// Of everything in `asked`.
    pub(super) fn of<'p>(asked: impl Iterator<Item = &'p Vec<Term>>) -> Self {
        let mut terms: Vec<Term> = asked.flatten().copied().collect();
        let sure: Vec<Term> =
            terms.iter().filter(|term| is_a_topic(**term)).map(|topic| topic | SURELY).collect();
        terms.extend(sure);
        terms.sort_unstable();
        terms.dedup();
        Self(terms)
    }

    /// Which of its terms are in `terms`, in order.
    pub(super) fn known(&self, terms: &[Term]) -> Vec<usize> {
        let mut known = Vec::new();
        let mut start = 0;
        for term in terms {
            match self.0[start..].binary_search(term) {
                Ok(at) => {
                    known.push(start + at);
                    start += at + 1;
                }
                Err(at) => start += at,
            }
        }
        known
    }

    /// The topics that both of two matters are about, as surely there.
    pub(super) fn surely(&self, one: &[usize], other: &[usize]) -> Vec<usize> {
        let topics = shared(one, other).map(|at| self.0[at]).filter(|term| is_a_topic(*term));
        let sure: Vec<Term> = topics.map(|topic| topic | SURELY).collect();
        self.known(&sure)
    }

    /// How telling each of its terms is: the rarer it is among `texts`, and less
    /// where it was `told_before`.
    pub(super) fn weigh<'t>(
        &self,
        texts: impl Iterator<Item = &'t Vec<usize>>,
        told_before: &[usize],
    ) -> Weights {
        let mut counts = vec![0_u32; self.0.len()];
        let mut all = 0_u32;
        for text in texts {
            all += 1;
            text.iter().for_each(|at| counts[*at] += 1);
        }
        let is_generic = |term: &Term| GENERIC_PAIRS.binary_search(term).is_ok();
        let generic: Vec<bool> = self.0.iter().map(is_generic).collect();
        let weigh = |(at, count): (usize, u32)| {
            let rare = ((f64::from(all) + 1.0) / (f64::from(count) + 0.5)).ln().max(LEAST);
            match self.0[at] {
                term if term & SURELY != 0 => rare * SURE_AS_PAIRS,
                term if term & (TOPIC | NAME) != 0 => rare * AS_PAIRS,
                _ if generic[at] => rare * GENERIC,
                _ => rare,
            }
        };
        let mut of: Vec<f64> = counts.into_iter().enumerate().map(weigh).collect();
        for at in told_before {
            of[*at] *= if self.is_topic(*at) { TOPIC_TOLD_BEFORE } else { TOLD_BEFORE };
        }
        Weights { of, generic }
    }

    fn is_topic(&self, at: usize) -> bool {
        is_topic(self.0[at])
    }
}

/// What each term of a vocabulary weighs.
pub(super) struct Weights {
    of: Vec<f64>,
    generic: Vec<bool>,
}

impl Weights {
    /// What a term weighs.
    pub(super) fn of(&self, term: usize) -> f64 {
        self.of[term]
    }

    /// How many terms there are.
    pub(super) fn len(&self) -> usize {
        self.of.len()
    }

    /// What `terms` weigh together.
    pub(super) fn sum(&self, terms: impl IntoIterator<Item = usize>) -> f64 {
        terms.into_iter().map(|term| self.of[term]).sum()
    }

    /// Whether a term says what a matter is about.
    pub(super) fn is_telling(&self, term: usize) -> bool {
        !self.generic[term]
    }

    /// The share of what is asked that stands in `told`.
    pub(super) fn share(&self, asked: &[usize], told: &[usize]) -> f64 {
        let whole = self.sum(asked.iter().copied());
        if whole > 0.0 { self.sum(shared(asked, told)) / whole } else { 0.0 }
    }
}

/// What is in both of two lists in order.
pub(super) fn shared<T: Copy + Ord>(one: &[T], other: &[T]) -> impl Iterator<Item = T> {
    let mut rest = other;
    one.iter().copied().filter(move |at| {
        rest = &rest[rest.iter().take_while(|other| *other < at).count()..];
        rest.first() == Some(at)
    })
}

/// What is in any of several lists, in order.
pub(super) fn united<'l>(lists: impl IntoIterator<Item = &'l [usize]>) -> Vec<usize> {
    let mut all: Vec<usize> = lists.into_iter().flatten().copied().collect();
    all.sort_unstable();
    all.dedup();
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_are_made_of_words_alone() {
        assert_eq!(pairs("学习，习惯的").len(), 2, "a comma and 的 part them");
        assert_eq!(pairs("学习学习").len(), 2, "学习, 习学: each once");
        assert_eq!(pairs("").len(), 0);
        assert_eq!(pairs("第2次𠮷家").len(), 2, "digits are no words, rare characters are");
    }

    #[test]
    fn what_is_rare_weighs_more_and_what_all_say_hardly_anything() {
        let asked = pairs("流动党员工作");
        let vocabulary = Vocabulary::of([&asked].into_iter());
        let texts = ["流动人口", "党员工作", "党员工作"].map(|text| vocabulary.known(&pairs(text)));
        let weights = vocabulary.weigh(texts.iter(), &[]);
        let weight = |text| weights.sum(vocabulary.known(&pairs(text)));
        assert!(weight("流动") > weight("员工"));
        assert!(weight("员工") > weight("党员"), "everything is about members");
        let all = vocabulary.known(&asked);
        assert_eq!(weights.share(&all, &all), 1.0);
        assert_eq!(weights.share(&all, &[]), 0.0);
    }

    #[test]
    fn lists_in_order_are_intersected_and_united() {
        assert_eq!(shared(&[1, 3, 5], &[2, 3, 4, 5]).collect::<Vec<_>>(), [3, 5]);
        assert_eq!(shared(&[1], &[]).count(), 0);
        assert_eq!(united([&[1, 4][..], &[2, 4][..]]), [1, 2, 4]);
    }
}
