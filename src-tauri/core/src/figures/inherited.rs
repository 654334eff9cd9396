//! Names said before: by the number before, or by a clause without one.

use super::named::{Named, named};
use super::names::Place;
use super::phrases::{Phrase, is_boundary};
use super::words::Kind;

impl Place<'_> {
    /// The name of the number before, or of the clause before, in the sentence.
    pub(super) fn inherited(&self) -> Option<Named> {
        if let Some(named) = self.clause_between() {
            return Some(named);
        }
        if let Some(last) = self.last {
            let name = last.subject.clone();
            let kept = Named {
                before: false,
                change: false,
                solid: false,
                until: 0,
                more: Vec::new(),
                ..last.clone()
            };
            return Some(Named { name, derived: false, ..kept });
        }
        let line = self.line;
        let mut end = self.first;
        while end > 0 && !matches!(line.words[end - 1].kind, Kind::Stop | Kind::Number(_)) {
            end -= 1;
            let (clause, mut cut) = line.before(end, 0);
            while cut > clause
                && matches!(line.words[cut - 1].kind, Kind::Verb | Kind::Light | Kind::Filler)
            {
                cut -= 1;
            }
            if let Some(phrase) = line.phrase(clause, cut) {
                let phrase = self.occasion_of(self.people_of(phrase));
                let named = self.topic(named(line, phrase, true));
                if !line.lexicon.is_actor(&named.name) {
                    return Some(Named { before: false, ..named });
                }
            }
            end = clause.min(end);
        }
        None
    }

    /// The same name without the 方面 of a topic.
    fn topic(&self, named: Named) -> Named {
        let lexicon = self.line.lexicon;
        let topic = lexicon.topic(&named.name);
        // 党员人数少，只发展1名
        let name = match lexicon.described(topic) {
            bare if bare.len() < topic.len() => bare.trim_end_matches("人数"),
            bare => bare,
        };
        // 停车位紧，新增68个: more is said of it than its name.
        let phrase = if name == topic { topic } else { &named.phrase };
        if name == named.name {
            named
        } else {
            Named { phrase: phrase.to_owned(), ..Named::of(name.to_owned()) }
        }
    }

    /// The people that a clause speaks of, where people are counted: 党员 of 党员流动性大.
    fn people_of(&self, phrase: Phrase) -> Phrase {
        let line = self.line;
        let whole = line.text_of(phrase.start, phrase.end);
        let told = line.lexicon.described(&whole).len() < whole.len();
        let theirs = line.kind(phrase.start) == Some(Kind::People)
            && line.kind(phrase.end - 1) == Some(Kind::Other);
        let end =
            if told && theirs && self.counts_people() { phrase.start + 1 } else { phrase.end };
        Phrase { end, ..phrase }
    }

    /// What takes place in a clause that goes on with what it was like: 议事会开得勤.
    fn occasion_of(&self, phrase: Phrase) -> Phrase {
        let line = self.line;
        let named = |end: &usize| {
            line.kind(*end) == Some(Kind::Other)
                && line.kind(end - 1) == Some(Kind::Noun)
                && line.lexicon.is_occasion(&line.text_of(phrase.start, *end))
        };
        let mut ends = (phrase.start + 1..phrase.end).filter(|_| self.counts_times());
        Phrase { end: ends.find(named).unwrap_or(phrase.end), ..phrase }
    }

    /// The object of the clause before, where a number of another unit stands before
    /// that: 接待群众30户，承办主题党日，共计12期. What takes place begins anew by itself:
    /// 党小组会36次，主题党日雷打不动，全年12次.
    fn clause_between(&self) -> Option<Named> {
        let line = self.line;
        let last = self.last?;
        let comma = self.first.checked_sub(1).filter(|&at| line.kind(at) == Some(Kind::Comma))?;
        let (first, end) = line.before(comma, 0);
        let whole = first > 0 && line.kind(first - 1) == Some(Kind::Comma);
        let phrase = line.phrase(first, end).filter(|_| whole)?;
        let phrase = self.occasion_of(self.people_of(phrase));
        let named = named(line, phrase, true);
        let bare = line.lexicon.described(&named.name).len() < named.name.len();
        let topic = self.topic(named);
        let takes_place = self.counts_times() && line.lexicon.is_occasion(&topic.name);
        // 水田少，210亩: what is said of it is enough.
        let said = end == comma && (bare || phrase.verbs < phrase.start);
        let told = takes_place || said && last.unit != self.unit;
        told.then_some(Named { before: false, ..topic })
    }

    /// What the clause before says, where no number stands in it; of 农户种辣椒 only
    /// what was done.
    pub(super) fn said_before(&self, verb: &str) -> Option<Named> {
        let line = self.line;
        let comma = self.first.checked_sub(1).filter(|&at| line.kind(at) == Some(Kind::Comma))?;
        let (first, mut end) = line.before(comma, 0);
        while end > first
            && matches!(line.kind(end - 1), Some(Kind::Verb | Kind::Light | Kind::Filler))
        {
            end -= 1;
        }
        let whole = first > 0 && line.kind(first - 1).is_some_and(is_boundary);
        let mut phrase = line.phrase(first, end).filter(|_| whole)?;
        // 青年职工留不住，一年走了4个: what is said of them is not their name.
        if line.kind(phrase.start) == Some(Kind::People)
            && line.kind(phrase.end - 1) == Some(Kind::Other)
        {
            phrase.end = phrase.start + 1;
        }
        let named = self.topic(named(line, phrase, true));
        let done = named.name.rfind(verb).map(|at| Named::of(named.name[at..].to_owned()));
        Some(Named { before: false, ..done.unwrap_or(named) })
    }
}
