//! Runs of words that name something: before a number, and behind it.

use super::lexicon::Lexicon;
use super::words::{Kind, Word, is_verb};

/// A text cut into words.
pub(super) struct Line<'a> {
    pub(super) text: &'a [char],
    pub(super) words: &'a [Word],
    pub(super) lexicon: &'a Lexicon,
}

/// A run of words that names something, by index, and the verbs before it.
#[derive(Clone, Copy)]
pub(super) struct Phrase {
    /// First of the verbs; `start` when there are none.
    pub(super) verbs: usize,
    pub(super) start: usize,
    pub(super) end: usize,
}

/// Longer names are cut down to their verb and their last word.
pub(super) const LONGEST_NAME: usize = 22;
/// No name is looked for further back, in words: what counts people up without
/// end is no name.
const MOST_WORDS: usize = 60;

impl Line<'_> {
    /// The words before word `at` that may name it: from the last mark or
    /// number, or across a colon, up to the fillers. None of them stands before
    /// `taken`, up to where the words name the number before.
    pub(super) fn before(&self, at: usize, taken: usize) -> (usize, usize) {
        let mut end = at;
        let mut colon = false;
        while end > taken {
            match self.words[end - 1].kind {
                Kind::Filler | Kind::Aside | Kind::Join => end -= 1,
                Kind::Colon if !colon => {
                    colon = true;
                    end -= 1;
                }
                _ => break,
            }
        }
        let first = self.words[..end]
            .iter()
            .rposition(|word| is_boundary(word.kind))
            .map_or(0, |boundary| boundary + 1);
        (first.max(taken).min(end), end)
    }

    /// The name that ends at word `end`, going back no further than `first`.
    pub(super) fn phrase(&self, first: usize, end: usize) -> Option<Phrase> {
        let first = first.max(end.saturating_sub(MOST_WORDS));
        // 矫正对象在册37人: that they are still there is not their name.
        let named = |at: &usize| *at > first + 1 && is_name(self.words[*at - 2].kind);
        let still = |at: &usize| self.lexicon.lists.states.has(&self.text_of(*at - 1, *at));
        let end = Some(end).filter(named).filter(still).map_or(end, |end| end - 1);
        let mut start = end;
        while start > first && self.belongs(first, start - 1, end) {
            start -= 1;
            // 流动理发摊服务老人: who served them is no part of the name.
            let serves =
                start + 1 < end && matches!(self.words[start].kind, Kind::Weak | Kind::Either);
            let which = self.lexicon.lists.attributes.has(&self.text_of(start, start + 1));
            if serves && !which && self.words[start + 1].kind == Kind::People {
                break;
            }
        }
        let joined = start < end && self.words[start].kind == Kind::Join;
        while start < end && self.words[start].kind == Kind::Join {
            start += 1;
        }
        // 与青年教师谈心谈话: with whom is not what.
        let partner = joined && start + 1 < end && self.words[start].kind == Kind::People;
        if partner && self.words[start + 1].kind == Kind::Noun {
            start += 1;
        }
        // 及时受理率: how is part of a rate.
        if start < end && self.text_of(end - 1, end).ends_with('率') {
            while start > first
                && self.kind(start - 1) == Some(Kind::Filler)
                && self.is_manner(start - 1)
            {
                start -= 1;
            }
        }
        start = self.limited(first, start);
        start = self.judged_by(first, start, end);
        start = self.among(start, end);
        start = self.without_beneficiary(first, start, end);
        let listed = self.without_actor(start, end);
        start = self.without_examples(listed, end);
        // 代办养老、医保等事项: the verb before the examples is that of the name.
        (start < end).then(|| Phrase { verbs: self.verbs_before(first, listed), start, end })
    }

    /// Where the words end that may name a number once those are left out that say
    /// when it was: 党员 of 党员由成立之初的6名.
    pub(super) fn before_moments(&self, first: usize, end: usize) -> usize {
        let said = |at: &usize| {
            is_name(self.words[*at].kind) && self.lexicon.is_moment(&self.text_of(*at, at + 1))
        };
        let last = end.checked_sub(1).filter(said);
        let Some(phrase) = last.and_then(|_| self.phrase(first, end)) else { return end };
        if !self.lexicon.is_moment(&self.text_of(phrase.start, phrase.end)) {
            return end;
        }
        let (_, before) = self.before(phrase.verbs, first);
        if before > first { before } else { end }
    }

    /// The name that ends at word `end`; 社区和企业的数量 is 社区和企业.
    pub(super) fn counted(&self, first: usize, end: usize) -> Option<Phrase> {
        let phrase = self.phrase(first, end)?;
        let number = self.text_of(phrase.start, end) == "数量";
        let whose = number && phrase.start > first && self.is_word(phrase.start - 1, "的");
        if whose { self.phrase(first, phrase.start - 1) } else { Some(phrase) }
    }

    /// Whether word `at` says how something is done: 及时, 按期.
    pub(super) fn is_manner(&self, at: usize) -> bool {
        self.lexicon.lists.manners.has(&self.text_of(at, at + 1))
    }

    /// Whether word `at` is part of the name that ends at word `end`.
    fn belongs(&self, first: usize, at: usize, end: usize) -> bool {
        let taken = self.text_of(at + 1, end);
        // No name is one letter long: 阅读量 is whole.
        let deed = self.lexicon.lists.deeds.has(&taken);
        let vague = taken.chars().count() < 2 || deed || self.lexicon.lists.heads.has(&taken);
        let before = self.words[first..at].iter().rfind(|word| word.kind != Kind::Aside);
        let acts = before.is_some_and(|word| self.lexicon.is_actor(&self.quote(word)));
        let before = before.map(|word| word.kind);
        let next = self.words[at + 1..end].first().map(|word| word.kind);
        if next == Some(Kind::People)
            && self.lexicon.lists.attributes.has(&self.text_of(at, at + 1))
        {
            return true;
        }
        match self.words[at].kind {
            Kind::Noun | Kind::People | Kind::Quote | Kind::Other => true,
            Kind::Aside => at + 1 < end,
            // 调解撤诉率
            Kind::Either => vague || taken.ends_with('率') || self.all_nominal(at + 1, end),
            Kind::Weak => {
                let modified = matches!(
                    before,
                    Some(
                        Kind::Noun
                            | Kind::Other
                            | Kind::Quote
                            | Kind::Weak
                            | Kind::Either
                            | Kind::Verb
                            | Kind::Light
                            | Kind::Join
                    )
                );
                // 读书分享会: what kind of occasion it was.
                let occasion = self.lexicon.is_occasion(&taken);
                vague || modified || occasion || self.all_nominal(at + 1, end)
            }
            // 公路硬化项目: the verb tells which. 关爱助老等活动: an item of a list.
            Kind::Verb => {
                let modified = !acts
                    && matches!(
                        before,
                        Some(Kind::Noun | Kind::Other | Kind::Quote | Kind::Weak | Kind::Join)
                    );
                let listed = before == Some(Kind::Join) && taken.contains('等');
                // 垃圾分类投放准确率: a rate names what it is a rate of.
                let lasts = self.lexicon.lasts(&taken);
                let rate = taken.ends_with(['率', '度', '额', '量']) || lasts;
                let verb = self.text_of(at, at + 1);
                let lists = &self.lexicon.lists;
                // 贷款余额, 经营面积; but 提高满意率.
                let total = taken.ends_with(['率', '额']) || taken == "面积" || lasts;
                let of_it = total && !lists.changes.has(&verb) && !lists.reaches.has(&verb);
                // 投入维修资金: one verb gave the money that the other names.
                let funds = taken.ends_with(['金', '费']) && deed;
                // 代办审批事项
                let funds = before.is_some_and(|kind| matches!(kind, Kind::Verb | Kind::Either))
                    && (funds && before == Some(Kind::Verb) || self.lexicon.is_matter(&taken));
                let done = lists.changes.has(&verb) || lists.reaches.has(&verb);
                of_it && !acts
                    || (modified && (deed || rate) && !done)
                    || funds
                    || listed
                    || taken.chars().count() == 1
            }
            Kind::Join => {
                at + 1 < end && before.is_some_and(|kind| is_name(kind) || is_part_name(kind))
            }
            _ => false,
        }
    }

    /// Whether the words are verbs that make a name together: 走访慰问.
    pub(super) fn all_nominal(&self, start: usize, end: usize) -> bool {
        self.words[start..end].iter().all(|word| is_part_name(word.kind))
    }

    /// Where the name begins once its examples are left out: 理发、磨刀等便民服务
    /// is 便民服务.
    fn without_examples(&self, start: usize, end: usize) -> usize {
        (start..end.saturating_sub(1)).rfind(|&at| self.is_word(at, "等")).map_or(start, |at| {
            // 西柏坡等地参观学习: where is no name.
            let region = self.lexicon.lists.regions.has(&self.text_of(at + 1, at + 2));
            if region && at + 2 < end { at + 2 } else { at + 1 }
        })
    }

    /// Where the name of a rate begins with those who judge: 群众对党支部满意率.
    fn judged_by(&self, first: usize, start: usize, end: usize) -> usize {
        let rate = start < end && self.text_of(end - 1, end).ends_with(['率', '度']);
        let people = start.checked_sub(2).filter(|&at| at >= first && rate);
        let judges =
            |at: &usize| self.kind(*at) == Some(Kind::People) && self.is_word(at + 1, "对");
        people.filter(judges).unwrap_or(start)
    }

    /// Where the name begins with the limit before it that tells which are meant:
    /// 收入30万元以上的村, 35岁以下的党员.
    fn limited(&self, first: usize, start: usize) -> usize {
        let of = start.checked_sub(1).filter(|&at| at > first && self.is_word(at, "的"));
        let Some(of) = of else { return start };
        let said = |at: &usize| {
            let word = self.text_of(*at, at + 1);
            is_name(self.words[*at].kind) || self.lexicon.passes_a_limit(&word)
        };
        let begin = (first..of).rev().take_while(said).last().unwrap_or(of);
        let limit = self.text_of(begin, of);
        let counted = limit.contains(|sign: char| sign.is_ascii_digit());
        // 大专以上学历的
        let ends = self.lexicon.holds_a_limit(&limit);
        let over = counted && self.lexicon.passes_a_limit(&limit);
        if ends || over { begin } else { start }
    }

    /// Where the name begins behind 班子中: 新一届班子中委员 is 委员.
    fn among(&self, start: usize, end: usize) -> usize {
        let among = |at: &usize| {
            self.words[*at].kind == Kind::Other && self.lexicon.is_among(&self.text_of(*at, at + 1))
        };
        (start..end.saturating_sub(1)).rfind(among).map_or(start, |at| at + 1)
    }

    /// Where the name begins once those it was done for, or the place, are left out:
    /// 给党员讲党课 is 讲党课.
    fn without_beneficiary(&self, first: usize, start: usize, end: usize) -> usize {
        let to = if start > first { self.text_of(start - 1, start) } else { return start };
        let lists = &self.lexicon.lists;
        let (people, place) = (lists.for_whom.has(&to), lists.at_where.has(&to));
        let theirs = |kind| match kind {
            Kind::People => people || place,
            Kind::Join | Kind::Aside => people,
            Kind::Noun | Kind::Other => place,
            _ => false,
        };
        // 给中小学生讲国防故事: which people they are.
        let which = |at: usize| people && self.kind(at + 1) == Some(Kind::People);
        // 为山区小学捐书1400册
        let gift = people && self.text_of(end - 1, end).starts_with(&*lists.gifts);
        if gift {
            return end - 1;
        }
        let begin = (start..end - 1)
            .find(|&at| !theirs(self.words[at].kind) && !which(at))
            .unwrap_or(end - 1);
        let rest = self.text_of(begin, end);
        // 给中小学生讲国防故事: what was told them begins with its verb.
        let deed = rest.starts_with(|sign| lists.single.contains(&sign))
            || is_verb(self.words[end - 1].kind);
        let deed = people && begin > start && deed;
        if deed || self.lexicon.is_occasion(&rest) { begin } else { start }
    }

    /// Where the name begins once whoever acts is left out: 支部党员 is 党员,
    /// and 志愿者走访 is 走访.
    fn without_actor(&self, start: usize, end: usize) -> usize {
        let mut begin = start;
        let before = start.checked_sub(1).and_then(|at| self.kind(at));
        for cut in start + 1..end {
            let who = self.text_of(start, cut);
            let rest = self.words[cut].kind;
            let lists = &self.lexicon.lists;
            // 支部书记, 支部活动参加率: whose it is belongs to so general a word.
            let theirs = rest == Kind::Noun && lists.heads.has(&self.text_of(cut, cut + 1))
                || lists.titles.has(&self.text_of(cut, end));
            // 党员突击队抢修爆管
            let crew = self.lexicon.is_crew(&who) && is_part_name(rest);
            let acts = who.chars().count() > 1
                && (self.lexicon.is_actor(&who) && !theirs || crew && cut + 1 < end);
            let community = lists.communities.has(&who);
            let people = self.words[cut - 1].kind == Kind::People;
            let done_there = self.lexicon.is_place(&who);
            // 接待职工咨询: whom it was done with is part of it.
            let done_with = people && before.is_some_and(|kind| kind == Kind::Verb);
            let done_by_people = (people || done_there) && is_part_name(rest) && !done_with;
            // 班子成员领题调研
            let deed = people && self.kind(end - 1).is_some_and(is_part_name) && !done_with;
            // 全村渔船: all of them, whatever they are. 村里70岁以上老人, 食堂日均供餐
            let rest_at = self.words[cut].span.start;
            let averaged = self.lexicon.ends_in_an_average(self.text, rest_at + 2);
            let aged = self.text[rest_at].is_ascii_digit();
            let all = who.starts_with('全') || aged;
            let named = is_name(rest) || is_part_name(rest);
            if (acts && !community && named && (all || rest != Kind::Other))
                || (averaged && (acts || done_there))
                || (done_by_people && self.all_nominal(cut, end))
                || (deed && rest == Kind::Other)
                || (community && self.text_of(cut, end).starts_with("辖区"))
            {
                begin = cut;
            }
        }
        begin
    }

    /// Where the run of verbs that ends at word `end` begins.
    pub(super) fn verbs_before(&self, first: usize, end: usize) -> usize {
        let mut start = end;
        while start > first {
            match self.words[start - 1].kind {
                kind if is_verb(kind) => start -= 1,
                // 解决了: the particle belongs to the verb.
                Kind::Filler
                    if start > first + 1
                        && is_verb(self.words[start - 2].kind)
                        && self.lexicon.lists.particles.has(&self.text_of(start - 1, start)) =>
                {
                    start -= 1;
                }
                _ => break,
            }
        }
        start
    }

    /// The clause that begins with the phrase.
    pub(super) fn clause_of(&self, phrase: Phrase) -> String {
        let rest = self.words[phrase.start..].iter().take_while(|word| !is_boundary(word.kind));
        rest.map(|word| self.quote(word)).collect()
    }

    /// The fillers among the words.
    pub(super) fn fillers(&self, from: usize, to: usize) -> Vec<String> {
        (from..to)
            .filter(|&index| self.words[index].kind == Kind::Filler)
            .map(|index| self.text_of(index, index + 1))
            .collect()
    }

    /// The text of the words, without asides.
    pub(super) fn text_of(&self, start: usize, end: usize) -> String {
        self.words[start..end]
            .iter()
            .filter(|word| word.kind != Kind::Aside)
            .map(|word| self.quote(word))
            .collect()
    }

    pub(super) fn quote(&self, word: &Word) -> String {
        self.text[word.span.clone()].iter().collect()
    }

    pub(super) fn kind(&self, at: usize) -> Option<Kind> {
        self.words.get(at).map(|word| word.kind)
    }

    pub(super) fn is_word(&self, at: usize, text: &str) -> bool {
        self.words.get(at).is_some_and(|word| self.quote(word) == text)
    }
}

/// Whether a word names something by itself.
fn is_name(kind: Kind) -> bool {
    matches!(kind, Kind::Noun | Kind::People | Kind::Quote | Kind::Other)
}

/// Whether a word is a verb that can be part of a name.
fn is_part_name(kind: Kind) -> bool {
    matches!(kind, Kind::Either | Kind::Weak)
}

pub(super) fn is_boundary(kind: Kind) -> bool {
    matches!(kind, Kind::Number(_) | Kind::Comma | Kind::Stop | Kind::Colon)
}
