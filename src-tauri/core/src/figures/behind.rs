//! The name behind a number: 26名党员, 12场形式多样的宣讲, 5次清理楼道活动.

use super::phrases::{LONGEST_NAME, Line, Phrase, is_boundary};
use super::words::{Kind, is_verb};

impl Line<'_> {
    /// The name behind the number at word `at`: 26名党员, 12场形式多样的宣讲. With
    /// `named`, the number has a name before it already.
    pub(super) fn behind(&self, at: usize, unit: &str, named: bool) -> Option<Phrase> {
        let mut start = at + 1;
        if self.is_word(start, "的") {
            start += 1;
        }
        if let Some(phrase) = self.deed_behind(at, start) {
            return Some(phrase);
        }
        // 5个人里: among them.
        if self.is_among(start) {
            return None;
        }
        let people = self.lexicon.lists.persons.has(unit);
        if let Some(described) = self.described(start, unit)
            && (!people || self.is_person(described))
        {
            start = described;
        }
        // 46名“两劳”释放和社区矫正人员: a list of which people.
        if let Some(end) = self.people_listed(start).filter(|_| people && !named) {
            return Some(Phrase { verbs: start, start, end });
        }
        let mut end = start;
        let mut head = false;
        while let Some(kind) = self.kind(end) {
            let next = self.kind(end + 1);
            let next_is_a_name = matches!(next, Some(Kind::Noun | Kind::People | Kind::Quote));
            let last = next.is_none_or(is_boundary);
            match kind {
                Kind::Noun | Kind::People | Kind::Quote => {
                    head = kind != Kind::Quote;
                    end += 1;
                    let goes_on = matches!(next, Some(Kind::Noun | Kind::People | Kind::Join));
                    if kind == Kind::People && unit != "家" && (people || unit == "个") && !goes_on
                    {
                        break;
                    }
                }
                // 237个问题里: among them.
                Kind::Other if head && self.is_among(end) => break,
                Kind::Other if !head || next_is_a_name || (last && !people) => end += 1,
                Kind::Either | Kind::Weak
                    if (end == start && !named) || (end > start && (last || next_is_a_name)) =>
                {
                    end += 1;
                }
                // 形式多样的: what comes behind it is the name.
                Kind::Filler
                    if end > start
                        && !head
                        && !people
                        && next_is_a_name
                        && self.is_word(end, "的") =>
                {
                    end += 1;
                    start = end;
                }
                // 6个村（社区）党组织: the parenthesis is part of it.
                Kind::Aside if end > start && next_is_a_name => end += 1,
                Kind::Join
                    if (head && next_is_a_name || self.list_behind(start, end))
                        && !self.numbered(end + 1) =>
                {
                    end += 1;
                }
                _ => break,
            }
        }
        // 两个支部主题党日出勤率不足70%: the rest names the number behind it.
        let rest = self.words[end..].iter().find(|word| word.kind != Kind::Filler);
        if rest.is_some_and(|word| matches!(word.kind, Kind::Number(_)))
            && start + 1 < end
            && self.lexicon.is_actor(&self.text_of(start, start + 1))
        {
            // 19个村（社区）集体经济收入1284万元
            let aside = self.kind(start + 1) == Some(Kind::Aside) && start + 2 < end;
            if aside || self.words[start].span.len() > 1 {
                end = start + 1 + usize::from(aside);
            }
        }
        // The words belong to the number behind them: 主题党日14次党课10次.
        // 捐款2.4万元助学18人: so does a deed.
        let taken = (named || self.all_nominal(start, end))
            && matches!(self.kind(end), Some(Kind::Number(_)));
        let length = self.text_of(start, end).chars().count();
        // 8栋排在明年: what becomes of them is no name.
        let becomes = start + 1 == end
            && length == 1
            && self.kind(end) == Some(Kind::Filler)
            && "在到给于上了过".contains(self.text[self.words[end].span.start]);
        let whole = start < end && !taken && !becomes && length <= LONGEST_NAME;
        whole.then_some(Phrase { verbs: start, start, end })
    }

    /// Where the list of people ends that begins at word `start` with what some of
    /// them are: “两劳”释放和社区矫正人员.
    fn people_listed(&self, start: usize) -> Option<usize> {
        let length = self.words[start..]
            .iter()
            .take_while(|word| matches!(word.kind, Kind::Quote | Kind::Other | Kind::Join))
            .count();
        let end = start + length;
        let joined = length > 1 && self.kind(end - 1) == Some(Kind::Join);
        let people = self.kind(end) == Some(Kind::People);
        (joined && people && !self.numbered(end)).then_some(end + 1)
    }

    /// Whether word `at` names people: 党员, 老工程师.
    pub(super) fn is_person(&self, at: usize) -> bool {
        self.kind(at) == Some(Kind::People)
            || self.kind(at) == Some(Kind::Other)
                && self.lexicon.is_person(&self.text_of(at, at + 1))
    }

    /// Whether word `at` says where, or among what: 里, 当中.
    fn is_among(&self, at: usize) -> bool {
        self.words.get(at).is_some_and(|word| self.lexicon.lists.among.has(&self.quote(word)))
    }

    /// Whether the 、 at word `at` stands in a list that tells which: 停车难、晾衣难问题.
    fn list_behind(&self, start: usize, at: usize) -> bool {
        at == start + 1
            && self.kind(start) == Some(Kind::Other)
            && self.kind(at + 1) == Some(Kind::Other)
            && self.kind(at + 2) == Some(Kind::Noun)
    }

    /// Where the name begins behind a description: 96件居民关心的烦心事.
    fn described(&self, start: usize, unit: &str) -> Option<usize> {
        let described =
            matches!(self.kind(start)?, Kind::People | Kind::Other | Kind::Verb | Kind::Either);
        let people = self.lexicon.lists.persons.has(unit);
        // 4名长期不参加活动的党员
        let described = described || people && self.kind(start) == Some(Kind::Filler);
        let length = self.words[start..].iter().take_while(|word| !is_boundary(word.kind)).count();
        let of = (start + 1..start + length).rev().find(|&index| self.is_word(index, "的"))?;
        let short = self.text_of(start, of).chars().count() <= 14;
        // 3个教工党支部的书记: whose, not which.
        let whose = self.words[start..of].iter().all(|word| !is_verb(word.kind))
            && (matches!(self.kind(of - 1), Some(Kind::Noun)) || of == start + 1)
            && matches!(unit, "个" | "支" | "所" | "家");
        let named = !whose
            && self.kind(of + 1).is_some_and(|kind| {
                matches!(kind, Kind::Noun | Kind::Other) || people && self.is_person(of + 1)
            });
        (described && short && named).then_some(of + 1)
    }

    /// A deed behind the number, with its verb: 开展5次清理楼道活动.
    fn deed_behind(&self, at: usize, start: usize) -> Option<Phrase> {
        let only_done = at > 0 && self.words[at - 1].kind == Kind::Light;
        if !only_done || !matches!(self.kind(start)?, Kind::Verb | Kind::Either) {
            return None;
        }
        let length = self.words[start..].iter().take_while(|word| !is_boundary(word.kind)).count();
        let end = start + length;
        let last = self.text_of(end - 1, end);
        let deed = length > 1 && self.lexicon.lists.heads.has(&last);
        let letters = self.text_of(start, end).chars().count();
        (deed && letters <= LONGEST_NAME).then_some(Phrase { verbs: start, start, end })
    }

    /// Whether a number stands between word `from` and the end of the clause.
    fn numbered(&self, from: usize) -> bool {
        self.words[from..]
            .iter()
            .take_while(|word| !matches!(word.kind, Kind::Comma | Kind::Stop | Kind::Join))
            .any(|word| matches!(word.kind, Kind::Number(_)))
    }
}
