//! What was done with what a number counts, and who did it: 发现问题9个，整改7个;
//! 300人次参加义诊; 党员认领98个.

use super::named::Named;
use super::names::Place;
use super::phrases::{LONGEST_NAME, Phrase};
use super::words::{Kind, is_verb};

impl Place<'_> {
    /// What was done with what the number before counted: 发现问题9个，整改7个.
    pub(super) fn done_with(&self, named: Named, verb: &str) -> Named {
        let lists = &self.line.lexicon.lists;
        let mut cuts = named.name.char_indices().map(|(at, _)| named.name.split_at(at));
        let found = cuts.find(|(before, rest)| lists.kept.has(before) && lists.heads.has(rest));
        let name = found.map_or(named.name.clone(), |(_, rest)| rest.to_owned());
        // 食堂、消防、用电隐患23处，整改23处: a whole list is said once.
        // 服务时长2860小时，参与560人次: nobody takes part in hours.
        if name.contains('、') || self.line.lexicon.is_measure(&name) {
            return named.replaced_by(verb);
        }
        let named = Named { name, ..named };
        // 审查逮捕案件213件，批准逮捕158件: so long a deed says what it was done with.
        let whole = verb.chars().count() > 3 && self.line.lexicon.is_deed(verb, false);
        if whole { named.replaced_by(verb) } else { named.with_object(verb) }
    }

    /// 转入组织关系7人，转出5人: the other way round with the same thing.
    pub(super) fn turned(&self, named: &Named, verb: &str) -> Option<Named> {
        let way: String = verb.chars().take(1).collect();
        let (before, thing) = named.name.split_at(named.name.char_indices().nth(2)?.0);
        let turned = before.starts_with(way.as_str()) && before != verb && !thing.is_empty();
        let known = self.line.lexicon.lists.intransitive.has(before);
        (turned && known)
            .then(|| Named { name: thing.to_owned(), ..named.clone() }.with_object(verb))
    }

    /// 调解纠纷27起，成功25起: what was done before succeeded.
    pub(super) fn succeeded(&self) -> Option<Named> {
        let last = self.last.filter(|_| self.fillers.last().is_some_and(|word| word == "成功"))?;
        let verb = last.phrase.strip_suffix(last.name.as_str()).unwrap_or_default();
        Some(Named { name: verb.to_owned(), ..last.clone() }.with_deed("成功"))
    }

    /// 剩余1条, 人均6本: the rest or the average of what was counted before.
    pub(super) fn rest(&self) -> Option<&str> {
        let lists = &self.line.lexicon.lists;
        let rest = |filler: &&String| lists.rests.has(filler) || lists.averages.has(filler);
        self.fillers.iter().find(rest).map(String::as_str).filter(|_| self.unit != "%")
    }

    /// How often stands before what was done: 三次跑县里, 早晚两遍巡山, 5次赴省厅汇报.
    pub(super) fn deed_in_turns(&self, behind: Option<Phrase>) -> Option<Named> {
        let line = self.line;
        let first = line.words.get(self.at + 1).filter(|_| self.counts_times())?;
        let goes_on = self.last.is_some_and(|last| last.unit == self.unit && last.until == 0);
        let named = match first.kind {
            Kind::Other => {
                let does = line.lexicon.lists.single.contains(&line.text[first.span.start]);
                let phrase = behind.filter(|_| does && first.span.len() > 1)?;
                Named { until: phrase.end, ..Named::of(line.text_of(phrase.start, phrase.end)) }
            }
            Kind::Verb | Kind::Either => {
                let verb = line.quote(first);
                let object = line.behind(self.at + 1, "", false);
                let until = object.map_or(self.at + 2, |object| object.end);
                let what = object.map_or(String::new(), |at| line.text_of(at.start, at.end));
                let light = line.lexicon.lists.awards.has(&verb);
                let name = if light { what } else { verb + &what };
                Named { until, ..Named::of(name) }
            }
            _ => return None,
        };
        (!goes_on && named.name.chars().count() > 1).then_some(Named { acted: true, ..named })
    }

    /// What people did stands behind their number: 300人次参加义诊, 1人获评劳模.
    pub(super) fn done_behind(&self) -> Option<Named> {
        let line = self.line;
        if let Some(not_done) = self.not_done_behind() {
            return Some(not_done);
        }
        let verb = self.verb_behind().filter(|_| self.counts_people())?;
        // 入选全市人才库: how far it reaches is no object.
        let fillers = line.words[self.at + 2..].iter();
        let skip = fillers.take_while(|word| word.kind == Kind::Filler).count();
        let object = line.behind(self.at + 1 + skip, "", false);
        match object {
            Some(object) => {
                let until = object.end;
                let name = self.line.text_of(object.start, object.end);
                let award = self.line.lexicon.lists.awards.has(&verb);
                // 受到表彰 holds its object already.
                let whole = if verb.ends_with(&name) { verb } else { verb + &name };
                let name = if award { name } else { whole };
                Some(Named { acted: true, until, ..Named::of(name) })
            }
            None if self.last.is_none() => self.inherited().is_none().then(|| Named::of(verb)),
            None => None,
        }
    }

    /// 立案审查7件, 调研指导30次: one deed in two words, right before its number.
    pub(super) fn deeds(&self, phrase: Phrase) -> Option<Named> {
        let line = self.line;
        let lists = &line.lexicon.lists;
        let last = self.end - 1;
        let between = phrase.end..last.max(phrase.end);
        let one = self.end == self.at
            && phrase.end <= last
            && line.kind(last) == Some(Kind::Verb)
            && between.clone().all(|at| line.kind(at) == Some(Kind::Filler));
        let whole = between.is_empty() && line.all_nominal(phrase.start, phrase.end);
        let verb = line.text_of(last, self.end);
        // 起搏器植入87台
        let procedure = between.is_empty() && lists.procedures.has(&verb);
        let one = one && (whole || procedure || self.is_done_in_turns(phrase));
        let counts_on =
            [&lists.reaches, &lists.changes, &lists.done, &lists.intransitive, &lists.kept]
                .iter()
                .any(|list| list.has(&verb));
        let whole = line.text_of(phrase.start, phrase.end) + &verb;
        // 降至0.42次: what was reached.
        let reached = verb.ends_with(['到', '至', '为', '成']);
        (one && !counts_on && !reached && verb.chars().count() > 1).then(|| Named {
            before: true,
            acted: true,
            ..Named::of(whole)
        })
    }

    /// Whether the unit says how often the deed behind the phrase was done, which is
    /// no occasion by itself: 轮椅接送1270人次, but 主题党日承办12次.
    fn is_done_in_turns(&self, phrase: Phrase) -> bool {
        let line = self.line;
        let turns = self.counts_times() || self.unit == "人次";
        let name = line.text_of(phrase.start, phrase.end);
        // 膳食委员会抽检28次: no 会 of that kind.
        let occasion = line.lexicon.is_occasion(&name) && !line.lexicon.is_crew(&name)
            || line.kind(phrase.end - 1) == Some(Kind::Quote);
        turns && !occasion && !line.lexicon.is_actor(&name)
    }

    /// 往乡里跑了11趟, 沿河走了560公里: which way is nothing without the deed.
    pub(super) fn way(&self, name: &str) -> Option<Named> {
        let line = self.line;
        let goes = self.counts_times() || self.unit.ends_with('里');
        let at = name.find(|sign| line.lexicon.lists.routes.contains(&sign)).filter(|_| goes)?;
        let verb = line.quote(&line.words[self.last_verb()?]);
        Some(Named { acted: true, ..Named::of(format!("{}{verb}", &name[at..])) })
    }

    /// 资助金额2.8万元, 兑换物品价值23万元: what things are worth is not how many there are.
    pub(super) fn with_worth(&self, named: Named) -> Named {
        let lexicon = self.line.lexicon;
        let said = self.fillers.iter().find(|filler| lexicon.lists.worths.has(filler));
        match said.filter(|_| self.unit.ends_with('元') && !lexicon.is_money(&named.name)) {
            Some(worth) => Named { name: named.name + worth, ..named },
            None => named,
        }
    }

    /// The last verb before the number.
    fn last_verb(&self) -> Option<usize> {
        (self.first..self.end).rfind(|&at| self.line.kind(at) == Some(Kind::Verb))
    }

    /// 带回研究的58条, 递交申请的5人: with no name behind the number, what is said of them.
    pub(super) fn those_who(&self) -> Option<Named> {
        let line = self.line;
        // 能到会的平均有51人: nothing but fillers stands behind the 的.
        let last = self.end.checked_sub(1).filter(|_| line.is_word(self.end, "的"))?;
        let done = matches!(line.kind(last)?, Kind::Verb | Kind::Either) || {
            let phrase = line.phrase(self.first, self.end)?;
            phrase.verbs < phrase.start
        };
        if !done || self.unit == "%" || line.behind(self.at, self.unit, false).is_some() {
            return None;
        }
        let said = line.words[self.first..self.end].iter();
        let length = said.rev().take_while(|word| word.kind != Kind::Filler).count();
        let mut start = self.end - length;
        // 村里考上大学的有11人
        while start + 1 < self.end && line.lexicon.is_actor(&line.text_of(start, start + 1)) {
            start += 1;
        }
        // 青年教师中递交申请的
        let among = |at: &usize| line.lexicon.is_among(&line.text_of(*at, at + 1));
        start = (start..last).rev().find(among).map_or(start, |at| at + 1);
        let name = line.text_of(start, self.end);
        let whole = (2..=LONGEST_NAME).contains(&name.chars().count());
        whole.then(|| Named { acted: true, ..Named::of(name) })
    }

    /// 1人没有参加: what people did not do is told like what they did.
    fn not_done_behind(&self) -> Option<Named> {
        let line = self.line;
        let word = self.at + 1;
        let denied = line.words.get(word).map(|denial| line.quote(denial))?;
        let verb = line.kind(word + 1).filter(|kind| is_verb(*kind));
        let denies = line.lexicon.lists.negations.has(&denied) && self.counts_people();
        verb.filter(|_| denies)?;
        let object = line.behind(word + 1, "", false);
        let end = object.map_or(word + 2, |object| object.end);
        Some(Named { acted: true, ..Named::of(line.text_of(word, end)) })
    }

    /// 微心愿138个，党员认领98个: people in front of a deed did it, and are not counted
    /// in 个.
    pub(super) fn done_by(&self, phrase: Phrase, people: &Named) -> Option<Named> {
        let line = self.line;
        let last = &line.words[self.end - 1];
        let goes_on = self.last.is_some_and(|before| before.unit == self.unit);
        let crew = goes_on && line.lexicon.is_place(&people.name);
        // 党课6次，其中书记讲2次
        let led = goes_on && line.lexicon.lists.titles.has(&people.name);
        let did = crew || led || line.kind(phrase.end - 1) == Some(Kind::People);
        let acts = did && last.kind == Kind::Verb;
        let verb = line.quote(last);
        let reached =
            line.lexicon.lists.reaches.has(&verb) || line.lexicon.lists.changes.has(&verb);
        let things = !self.counts_people() && self.unit != "%" && !self.unit.ends_with('元');
        (acts && things && !reached).then(|| people.clone().with_deed(&verb))
    }

    /// 传达学习会议精神18次: no number of times counts what the deed was done with.
    pub(super) fn keep_the_deed(&self, named: &mut Named, phrase: Phrase) {
        let line = self.line;
        let verbs = &line.words[phrase.verbs..phrase.start];
        let Some(verb) = verbs.iter().rfind(|word| word.kind != Kind::Filler) else { return };
        let verb = line.quote(verb);
        let reached = line.lexicon.lists.reaches.has(&verb);
        let light = verbs.iter().any(|word| word.kind == Kind::Light);
        let occasion =
            line.lexicon.is_occasion(&named.name) || line.kind(phrase.end - 1) == Some(Kind::Quote);
        // 测量血压1900人次: so do people who were served.
        let served = self.unit == "人次" && line.kind(phrase.end - 1) != Some(Kind::People);
        let kept = (self.counts_times() || served) && !light && !reached && !occasion;
        if kept && !named.name.starts_with(&verb) {
            named.name.insert_str(0, &verb);
        }
    }
}
