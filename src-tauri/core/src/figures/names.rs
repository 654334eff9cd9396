//! What a number counts: the words before it (主题党日12次), behind it (12名党员),
//! or those of the number before (志愿服务12次，参与300人次).

use super::named::{Named, named};
use super::phrases::{Line, Phrase};
use super::words::{Kind, is_verb};

impl Line<'_> {
    /// The name of the number at word `at`. `last` is the name of the number
    /// before it in the sentence.
    pub(super) fn name(&self, at: usize, unit: &str, last: Option<&Named>) -> Option<Named> {
        let place = Place::new(self, at, unit, last);
        let named = place.name().map(|named| place.with_worth(named))?;
        let subject = if named.derived { named.subject } else { named.name.clone() };
        Some(Named { subject, unit: unit.to_owned(), ..named })
    }
}

/// A number among its words.
pub(super) struct Place<'a> {
    pub(super) line: &'a Line<'a>,
    pub(super) at: usize,
    pub(super) unit: &'a str,
    pub(super) last: Option<&'a Named>,
    /// The words before it that may name it.
    pub(super) first: usize,
    pub(super) end: usize,
    /// What stands between those and the number.
    pub(super) fillers: Vec<String>,
}

impl<'a> Place<'a> {
    fn new(line: &'a Line<'a>, at: usize, unit: &'a str, last: Option<&'a Named>) -> Self {
        let (first, end) = line.before(at, last.map_or(0, |last| last.until));
        let end = line.before_moments(first, end);
        Self { line, at, unit, last, first, end, fillers: line.fillers(end, at) }
    }

    fn name(&self) -> Option<Named> {
        if let Some(named) = self.share().or_else(|| self.those_who()) {
            return Some(named);
        }
        match self.line.words[self.first..self.end].last().map(|word| word.kind) {
            None => self.alone(),
            Some(Kind::Verb | Kind::Light) => self.after_verb(),
            Some(_) => self.after_name(),
        }
    }

    /// 党员41名，占教职工总数的42.7%: what makes up the share names it.
    fn share(&self) -> Option<Named> {
        let line = self.line;
        let makes_up = |at: &usize| {
            let word = line.text_of(*at, at + 1);
            matches!(word.trim_start_matches(['约', '就', '仅', '只']), "占" | "占到")
        };
        let at = (self.first..self.at).rfind(makes_up).filter(|_| self.unit == "%")?;
        // 党员占职工的比例: named in full already.
        let told = (at..self.at).any(|at| line.text_of(at, at + 1).starts_with('比'));
        // 研究生学历的占三成: the particle is no name.
        let mut end = at;
        while end > self.first && line.kind(end - 1) == Some(Kind::Filler) {
            end -= 1;
        }
        let before = line.phrase(self.first, end).and_then(|phrase| self.among(phrase));
        let named = before.or_else(|| self.inherited()).filter(|_| !told)?;
        Some(named.with_deed("占比"))
    }

    /// A verb stands before the number: 召开12次, 开展12次志愿服务, 增加到45名.
    fn after_verb(&self) -> Option<Named> {
        let line = self.line;
        let last = &line.words[self.end - 1];
        let verb = line.quote(last);
        // 比预期目标高出320万元
        if line.lexicon.lists.rises.has(&verb)
            && let Some(compared) = self.compared()
        {
            return Some(compared);
        }
        // 约谈提醒68人次: the deeds right before it go together.
        let deed = match self.end.checked_sub(2).filter(|&at| at >= self.first) {
            Some(at)
                if last.kind == Kind::Verb
                    && matches!(line.words[at].kind, Kind::Either | Kind::Weak) =>
            {
                line.quote(&line.words[at]) + &verb
            }
            _ => verb.clone(),
        };
        let reaches = self.says(&["到", "至", "为", "达", "达到"])
            || verb.ends_with(['到', '至'])
            || line.lexicon.lists.reaches.has(&verb);
        let change = self.unit == "个百分点" || line.lexicon.lists.changes.has(&verb) && !reaches;
        let behind = line.behind(self.at, self.unit, false);
        // 跨上40万元台阶, 突破百万元大关: how high, not what.
        let level = |phrase: &Phrase| {
            line.lexicon.lists.levels.has(&line.text_of(phrase.start, phrase.end))
        };
        // 跑了四趟省城: where to is nothing without the deed.
        let trip = behind.filter(|_| self.unit == "趟" && verb.chars().count() == 1);
        if let Some(place) = trip {
            let name = verb + &line.text_of(place.start, place.end);
            return Some(Named { acted: true, until: place.end, ..Named::of(name) });
        }
        if let Some(phrase) = behind.filter(|phrase| !level(phrase)) {
            let verbs = line.verbs_before(self.first, self.end);
            return Some(self.behind(phrase).with_verbs(line, verbs, self.end));
        }
        // 帮37人补齐工龄: what they were helped with.
        let helped = line.lexicon.lists.helps.has(&verb).then(|| self.done_behind()).flatten();
        if helped.is_some() {
            return helped;
        }
        if let Some(mut named) = self.subject() {
            if change || self.unit.ends_with('元') && last.kind == Kind::Verb && !reaches {
                named = Named { change, ..named.with_deed(&verb) };
            }
            named.stock = reaches;
            named.acted = !reaches && !change;
            return Some(named);
        }
        let light = last.kind == Kind::Light;
        // 支出18万元 is about the 资金 before it; 加装7台 begins anew.
        let same = self.last.is_none_or(|last| last.unit == self.unit);
        // 住着2218户: all who live there.
        if line.lexicon.lists.dwells.has(&verb) && matches!(self.unit, "户" | "人" | "口") {
            let name = if self.unit == "户" { "户数" } else { "人口" };
            return Some(Named { stock: true, ..Named::of(name.to_owned()) });
        }
        let takes_part = line.lexicon.lists.kept.has(&verb) && self.counts_people();
        if light || reaches || same || change || takes_part {
            let money = self.unit.ends_with('元');
            let inherited = self.inherited().map(|named| {
                // 措施13项，完成12项: not all of them.
                let done = line.lexicon.lists.done.has(&verb)
                    && self.last.is_some_and(|last| last.unit == self.unit);
                // 一共建了58对: so short a verb says nothing.
                let named = if done {
                    named.with_object(&verb)
                } else if light || reaches || verb.chars().count() == 1 {
                    named
                } else if let Some(turned) = self.turned(&named, &verb) {
                    turned
                } else if change || money || line.lexicon.lists.intransitive.has(&verb) {
                    named.with_deed(&verb)
                } else if named.phrase == named.name
                    && (self.last.is_none() || line.lexicon.is_deed(&named.name, named.acted))
                {
                    // 调解74场，劝好69场: a deed is no object of the next.
                    Named::of(deed.clone())
                } else {
                    self.done_with(named, &verb)
                };
                Named { change, ..named }
            });
            inherited.or_else(|| (!light).then(|| Named { acted: true, ..Named::of(deed) }))
        } else {
            // 安全演练每月都做，一年做了11次: so short a verb says nothing.
            let said = if verb.chars().count() == 1 { self.said_before(&verb) } else { None };
            said.or_else(|| Some(Named { acted: true, ..Named::of(deed) }))
        }
    }

    /// What is done stands before the verb: 志愿服务活动开展12次.
    fn subject(&self) -> Option<Named> {
        let line = self.line;
        let mut end = self.end;
        let mut shared = self.says(&["分别", "分别为"]);
        while end > self.first {
            let word = &line.words[end - 1];
            if !matches!(word.kind, Kind::Verb | Kind::Light | Kind::Filler) {
                break;
            }
            shared |= line.quote(word).starts_with("分别");
            end -= 1;
        }
        let phrase = line.counted(self.first, end)?;
        // 赶在塌方前转移31户: when it was done.
        if line.lexicon.is_moment(&line.text_of(phrase.start, phrase.end)) {
            return None;
        }
        if let Some(deeds) = self.deeds(phrase) {
            return Some(deeds);
        }
        let acts = line.lexicon.is_actor(&line.text_of(phrase.start, phrase.end));
        let named = if acts { None } else { self.among(phrase) }?;
        // 线上收看5000人次: how it was done is part of it.
        if line.lexicon.lists.manners.has(&named.name) {
            return Some(Named::of(line.text_of(phrase.start, self.end)));
        }
        if let Some(way) = self.way(&named.name) {
            return Some(way);
        }
        if let Some(deed) = self.done_by(phrase, &named) {
            return Some(deed);
        }
        let named = if shared { named.shared_out(line, phrase) } else { named };
        Some(Named { before: false, ..named })
    }

    /// The name that `phrase` says, without the 中 of 43名党员中60岁以上的; `None` when
    /// nothing else is left.
    fn among(&self, phrase: Phrase) -> Option<Named> {
        let mut named = named(self.line, phrase, true);
        let after_number =
            phrase.start > 0 && matches!(self.line.kind(phrase.start - 1), Some(Kind::Number(_)));
        let goes_on = after_number
            || self.last.is_some_and(|last| last.until > 0 && last.until == phrase.start);
        if goes_on {
            named.name = named.name.trim_start_matches(['中', '里', '内']).to_owned();
        }
        // 旱地倒有900亩
        let bare = named.name.trim_end_matches(['倒', '却', '都']);
        if bare.chars().count() > 1 {
            named.name.truncate(bare.len());
        }
        (!named.name.is_empty()).then_some(named)
    }

    /// A name stands before the number.
    fn after_name(&self) -> Option<Named> {
        let line = self.line;
        if let Some(named) = self.compared() {
            return Some(named);
        }
        let phrase = line.counted(self.first, self.end)?;
        let own = line.text_of(phrase.start, phrase.end);
        // 书记五次赴省城: whoever did it is not counted so.
        let whoever = line.kind(phrase.end - 1) == Some(Kind::People)
            || line.lexicon.lists.titles.has(&own)
            || line.lexicon.is_actor(&own);
        if whoever && let Some(deed) = self.deed_in_turns(line.behind(self.at, self.unit, false)) {
            return Some(deed);
        }
        // 现有党支部5个 counts them; 党支部26名 does not.
        let counted = phrase.start > self.first
            && line.lexicon.lists.stock_fillers.has(&line.text_of(phrase.start - 1, phrase.start));
        // 徒弟中有9人评上高级教师: what those became.
        if line.lexicon.is_among(&own)
            && let Some(done) = self.done_behind()
        {
            return Some(done);
        }
        let acts = line.lexicon.is_actor(&own) && !counted;
        let nameless = own.chars().count() == 1 && !line.lexicon.lists.short.has(&own);
        if self.leads_on()
            && let Some(behind) = line.behind(self.at, self.unit, false)
        {
            // 监控补盲、选址等9件事: the examples say more than 事.
            let vague = line.lexicon.lists.heads.has(&line.text_of(behind.start, behind.end));
            if !(vague && self.word(self.at - 1) == "等") {
                return Some(self.behind(behind));
            }
        }
        if let Some(behind) = line.behind(self.at, self.unit, !acts) {
            let kind = line.words[behind.start].kind;
            // 送教上门12名残疾学生
            let who = self.counts_people() && line.kind(behind.end - 1) == Some(Kind::People);
            let things = who || matches!(kind, Kind::Noun | Kind::People | Kind::Quote);
            // 周边三个乡, 学校现有42个教学班
            // 覆盖生产、机修、质检3条线: the list tells which.
            let listed = (phrase.start..phrase.end).any(|at| line.kind(at) == Some(Kind::Join));
            let there = (self.unit == "个" || listed || self.says_how_many())
                && line.lexicon.is_concrete(&line.text_of(behind.start, behind.end));
            // 只有7户社员
            let people =
                self.says_how_many() && self.counts_people() && line.is_person(behind.start);
            if acts || nameless || things || there || people {
                // 走访30户家庭: nothing but verbs stands before it.
                return Some(if line.all_nominal(phrase.start, phrase.end) {
                    named(line, behind, false).with_verbs(line, phrase.start, phrase.end)
                } else {
                    self.behind(behind)
                });
            }
        }
        // 调解纠纷27起，移交司法所2起: to whom is no name of its own.
        let same_unit = self.last.is_some_and(|last| last.unit == self.unit);
        if same_unit && phrase.verbs < phrase.start && line.lexicon.is_crew(&own) {
            return Some(Named::of(line.text_of(phrase.verbs, phrase.end)));
        }
        // 社区党支部12次: what they did was said before. 党支部5个: they are counted.
        let same = self.last.is_some_and(|last| last.unit == self.unit) && self.unit != "个";
        if nameless || (acts && phrase.verbs == phrase.start && same) {
            return self.inherited();
        }
        if line.all_nominal(phrase.start, phrase.end)
            && phrase.verbs == phrase.start
            && let Some(last) = self.last.filter(|last| last.unit == self.unit)
            && !self.counts_times()
            && !self.counts_people()
            && !line.lexicon.is_occasion(&last.subject)
            && !line.lexicon.lists.intransitive.has(&own)
            && let Some(named) = self.inherited()
        {
            // 当场整改82项，限期整改15项: how tells the one from the other.
            let manner = phrase.start > self.first && line.is_manner(phrase.start - 1);
            let from = phrase.start - usize::from(manner);
            let deed = line.text_of(from, phrase.end);
            return Some(Named { before: true, ..self.done_with(named, &deed) });
        }
        let Some(mut named) = self.among(phrase) else { return self.inherited() };
        named.stock |= self.says_how_many();
        self.keep_the_deed(&mut named, phrase);
        let shared = self.says(&["分别", "分别为", "分别是"]);
        Some(if shared { named.shared_out(line, phrase) } else { named })
    }

    /// Whether the word right before the number says that its name comes behind
    /// it: 党员与53名学困生, 我包联的26户家庭.
    fn leads_on(&self) -> bool {
        let before = self.line.words[..self.at].iter().rfind(|word| word.kind != Kind::Aside);
        before.is_some_and(|word| self.line.lexicon.lists.leading_on.has(&self.line.quote(word)))
    }

    pub(super) fn behind(&self, mut phrase: Phrase) -> Named {
        // 与6个村党组织结对共建: what is done with them is not their name.
        while self.leads_on()
            && phrase.end > phrase.start + 1
            && matches!(self.line.kind(phrase.end - 1), Some(Kind::Either))
        {
            phrase.end -= 1;
        }
        // 26名党员制定计划: some of them; 共有26名党员: all.
        let does = self.line.kind(phrase.end).is_some_and(is_verb);
        let stock = self.says_how_many() || !does;
        let last = self.line.kind(phrase.end - 1);
        let things = matches!(last, Some(Kind::People | Kind::Noun));
        let named = named(self.line, phrase, false);
        // 三个党小组 are there; 三个重点 only number a text's points.
        let concrete = self.line.lexicon.is_concrete(&named.name);
        let points = self.line.lexicon.lists.points.has(self.unit);
        let solid = (concrete || things && !points) && !self.counts_times();
        Named { stock, solid, ..named }
    }

    pub(super) fn word(&self, at: usize) -> String {
        self.line.words.get(at).map_or(String::new(), |word| self.line.quote(word))
    }

    pub(super) fn verb_behind(&self) -> Option<String> {
        let word = self.line.words.get(self.at + 1)?;
        let verb = self.line.quote(word);
        let next = self.line.words.get(self.at + 2);
        // 受到表彰, 受到通报表扬
        let more =
            next.filter(|_| verb == "受到").map_or(String::new(), |next| self.line.quote(next));
        matches!(word.kind, Kind::Verb | Kind::Either).then(|| verb + &more)
    }

    /// Whether 共有 or the like stands between the name and the number.
    fn says_how_many(&self) -> bool {
        self.fillers.iter().any(|filler| self.line.lexicon.lists.stock_fillers.has(filler))
    }

    /// Whether one of `words` stands between the name and the number.
    pub(super) fn says(&self, words: &[&str]) -> bool {
        self.fillers.iter().any(|filler| words.contains(&filler.as_str()))
    }

    /// Whether the unit counts how often something was done.
    pub(super) fn counts_times(&self) -> bool {
        self.line.lexicon.lists.times.has(self.unit)
    }

    /// Whether the unit counts people or households.
    pub(super) fn counts_people(&self) -> bool {
        self.line.lexicon.lists.persons.has(self.unit)
    }
}
