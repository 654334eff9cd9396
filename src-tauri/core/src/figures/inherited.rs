//! Names said before: by the number before, or by a clause without one.

use super::named::{Named, named};
use super::names::Place;
use super::phrases::is_boundary;
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
        let name = self.line.lexicon.topic(&named.name).to_owned();
        if name == named.name { named } else { Named::of(name) }
    }

    /// The object of the clause before, where a number of another unit stands before
    /// that: 接待群众30户，承办主题党日，共计12期.
    fn clause_between(&self) -> Option<Named> {
        let line = self.line;
        self.last.filter(|last| last.unit != self.unit)?;
        let comma = self.first.checked_sub(1).filter(|&at| line.kind(at) == Some(Kind::Comma))?;
        let (first, end) = line.before(comma, 0);
        let whole = end == comma && first > 0 && line.kind(first - 1) == Some(Kind::Comma);
        let phrase =
            line.phrase(first, end).filter(|phrase| whole && phrase.verbs < phrase.start)?;
        Some(Named { before: false, ..named(line, phrase, true) })
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
