//! What a number counts: the words before it (主题党日12次), behind it (12名党员),
//! or those of the number before (志愿服务12次，参与300人次).

use super::phrases::{LONGEST_NAME, Line, Phrase, counts_people, is_verb};
use super::words::{Kind, Word};

/// The name of a number, and what the words around it say.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Named {
    /// The name as the text says it.
    pub(super) name: String,
    /// The name without the deed that [`Named::derived`] adds to it.
    pub(super) subject: String,
    /// The name with the verbs before it.
    pub(super) phrase: String,
    /// For a name behind the number: it and the rest of its clause.
    pub(super) clause: String,
    /// The unit of the number.
    pub(super) unit: String,
    /// The name stands right before the number.
    pub(super) before: bool,
    /// The words say how many there are (现有党员42名), not what some did.
    pub(super) stock: bool,
    /// The number tells a change (增长5%), not a value.
    pub(super) change: bool,
    /// The name was put together from two places, so that only a whole alias
    /// tells its indicator.
    pub(super) derived: bool,
    /// One past the last word of a name behind the number.
    pub(super) until: usize,
    /// Names that numbers to come share out: 党员大会、支委会分别召开4次、12次.
    pub(super) more: Vec<String>,
}

impl Line<'_> {
    /// The name of the number at word `at`. `last` is the name of the number
    /// before it in the sentence.
    pub(super) fn name(&self, at: usize, unit: &str, last: Option<&Named>) -> Option<Named> {
        let named = Place::new(self, at, unit, last).name()?;
        let subject = if named.derived { named.subject } else { named.name.clone() };
        Some(Named { subject, unit: unit.to_owned(), ..named })
    }
}

/// A number among its words.
struct Place<'a> {
    line: &'a Line<'a>,
    at: usize,
    unit: &'a str,
    last: Option<&'a Named>,
    /// The words before it that may name it.
    first: usize,
    end: usize,
    /// What stands between those and the number.
    fillers: Vec<String>,
}

impl<'a> Place<'a> {
    fn new(line: &'a Line<'a>, at: usize, unit: &'a str, last: Option<&'a Named>) -> Self {
        let (first, end) = line.before(at, last.map_or(0, |last| last.until));
        Self { line, at, unit, last, first, end, fillers: line.fillers(end, at) }
    }

    fn name(&self) -> Option<Named> {
        match self.line.words[self.first..self.end].last().map(|word| word.kind) {
            None => self.alone(),
            Some(Kind::Verb | Kind::Light) => self.after_verb(),
            Some(_) => self.after_name(),
        }
    }

    /// Nothing but fillers stands before the number: 共12名党员, 、42户.
    fn alone(&self) -> Option<Named> {
        if let Some(phrase) = self.line.behind(self.at, self.unit, false) {
            return Some(self.behind(phrase));
        }
        if let Some(named) = self.done_behind() {
            return Some(named);
        }
        // 辖8个小区、4560户、1.3万人: the last two name themselves.
        let inhabited = self.last.filter(|last| {
            last.stock && last.unit != self.unit && self.line.lexicon.is_abode(&last.name)
        });
        match (inhabited, self.unit) {
            (Some(_), "户") => Some(Named { stock: true, ..Named::of("户数".to_owned()) }),
            (Some(last), "人" | "口") if last.unit != "户" || last.name.ends_with('数') => {
                Some(Named { stock: true, ..Named::of("人口".to_owned()) })
            }
            _ => self.inherited().map(|named| match self.verb_behind() {
                Some(verb) if counts_people(self.unit) => named.with_deed(&verb),
                _ => named,
            }),
        }
    }

    /// What people did stands behind their number: 300人次参加义诊, 1人获评劳模.
    fn done_behind(&self) -> Option<Named> {
        let verb = self.verb_behind().filter(|_| counts_people(self.unit))?;
        let object = self.line.behind(self.at + 1, "", false);
        match object {
            Some(object) => {
                let name = self.line.text_of(object.start, object.end);
                let award = self.line.lexicon.lists.awards.has(&verb);
                Some(Named::of(if award { name } else { verb + &name }))
            }
            None if self.last.is_none() => self.inherited().is_none().then(|| Named::of(verb)),
            None => None,
        }
    }

    /// A verb stands before the number: 召开12次, 开展12次志愿服务, 增加到45名.
    fn after_verb(&self) -> Option<Named> {
        let line = self.line;
        let last = &line.words[self.end - 1];
        let verb = line.quote(last);
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
        if let Some(phrase) = line.behind(self.at, self.unit, false) {
            let verbs = line.verbs_before(self.first, self.end);
            return Some(named(line, phrase, false).with_verbs(line, verbs, self.end));
        }
        if let Some(mut named) = self.subject() {
            if change || self.unit.ends_with('元') && last.kind == Kind::Verb && !reaches {
                named = Named { change, ..named.with_deed(&verb) };
            }
            named.stock = reaches;
            return Some(named);
        }
        let light = last.kind == Kind::Light;
        // 支出18万元 is about the 资金 before it; 加装7台 begins anew.
        let same = self.last.is_none_or(|last| last.unit == self.unit);
        let takes_part = line.lexicon.lists.kept.has(&verb) && counts_people(self.unit);
        if light || reaches || same || change || takes_part {
            let inherited = self.inherited().map(|named| {
                let named = if light || reaches { named } else { named.with_deed(&verb) };
                Named { change, ..named }
            });
            inherited.or_else(|| (!light).then(|| Named::of(deed)))
        } else {
            Some(Named::of(deed))
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
        let phrase = line.phrase(self.first, end)?;
        let acts = line.lexicon.is_actor(&line.text_of(phrase.start, phrase.end));
        let named = if acts { None } else { self.among(phrase) }?;
        let named = if shared { named.shared_out(line, phrase) } else { named };
        Some(Named { before: false, ..named })
    }

    /// The name that `phrase` says, without the 中 of 43名党员中60岁以上的; `None` when
    /// nothing else is left.
    fn among(&self, phrase: Phrase) -> Option<Named> {
        let mut named = named(self.line, phrase, true);
        let goes_on = self.last.is_some_and(|last| last.until > 0 && last.until == phrase.start);
        if goes_on {
            named.name = named.name.trim_start_matches(['中', '里', '内']).to_owned();
        }
        (!named.name.is_empty()).then_some(named)
    }

    /// A name stands before the number.
    fn after_name(&self) -> Option<Named> {
        let line = self.line;
        if let Some(named) = self.compared() {
            return Some(named);
        }
        let phrase = line.phrase(self.first, self.end)?;
        let own = line.text_of(phrase.start, phrase.end);
        // 现有党支部5个 counts them; 党支部26名 does not.
        let counted = phrase.start > self.first
            && line.lexicon.lists.stock_fillers.has(&line.text_of(phrase.start - 1, phrase.start));
        let acts = line.lexicon.is_actor(&own) && !counted;
        if self.leads_on()
            && let Some(behind) = line.behind(self.at, self.unit, false)
        {
            return Some(self.behind(behind));
        }
        if let Some(behind) = line.behind(self.at, self.unit, !acts) {
            let kind = line.words[behind.start].kind;
            if acts || matches!(kind, Kind::Noun | Kind::People | Kind::Quote) {
                // 走访30户家庭: nothing but verbs stands before it.
                return Some(if line.all_nominal(phrase.start, phrase.end) {
                    named(line, behind, false).with_verbs(line, phrase.start, phrase.end)
                } else {
                    self.behind(behind)
                });
            }
        }
        // 社区党支部12次: what they did was said before. 党支部5个: they are counted.
        let same = self.last.is_some_and(|last| last.unit == self.unit) && self.unit != "个";
        let nameless = own.chars().count() == 1 && !matches!(own.as_str(), "男" | "女");
        if nameless || (acts && phrase.verbs == phrase.start && same) {
            return self.inherited();
        }
        let Some(mut named) = self.among(phrase) else { return self.inherited() };
        named.stock |= self.says_how_many();
        let shared = self.says(&["分别", "分别为", "分别是"]);
        Some(if shared { named.shared_out(line, phrase) } else { named })
    }

    /// 跌倒事件比去年少9起, 比上届高2个百分点: what is compared names the number.
    fn compared(&self) -> Option<Named> {
        let line = self.line;
        let than = (self.first..self.end).find(|&at| {
            matches!(line.text_of(at, at + 1).as_str(), "比" | "较" | "高于" | "低于")
        })?;
        let subject = line.phrase(self.first, than).map(|phrase| named(line, phrase, true));
        let rise = line.text_of(self.end - 1, self.end);
        let named = subject.or_else(|| self.inherited())?.with_deed(&rise);
        Some(Named { change: true, ..named })
    }

    /// Whether the word right before the number says that its name comes behind
    /// it: 党员与53名学困生, 我包联的26户家庭.
    fn leads_on(&self) -> bool {
        let before = self.line.words[..self.at].iter().rfind(|word| word.kind != Kind::Aside);
        before.is_some_and(|word| self.line.lexicon.lists.leading_on.has(&self.line.quote(word)))
    }

    fn behind(&self, mut phrase: Phrase) -> Named {
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
        Named { stock, ..named(self.line, phrase, false) }
    }

    /// The name of the number before, or of the clause before, in the sentence.
    fn inherited(&self) -> Option<Named> {
        if let Some(last) = self.last {
            let name = last.subject.clone();
            let kept =
                Named { before: false, change: false, until: 0, more: Vec::new(), ..last.clone() };
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
                let named = named(line, phrase, true);
                if !line.lexicon.is_actor(&named.name) {
                    return Some(Named { before: false, ..named });
                }
            }
            end = clause.min(end);
        }
        None
    }

    fn verb_behind(&self) -> Option<String> {
        let word = self.line.words.get(self.at + 1)?;
        matches!(word.kind, Kind::Verb | Kind::Either).then(|| self.line.quote(word))
    }

    /// Whether 共有 or the like stands between the name and the number.
    fn says_how_many(&self) -> bool {
        self.fillers.iter().any(|filler| self.line.lexicon.lists.stock_fillers.has(filler))
    }

    /// Whether one of `words` stands between the name and the number.
    fn says(&self, words: &[&str]) -> bool {
        self.fillers.iter().any(|filler| words.contains(&filler.as_str()))
    }
}

fn named(line: &Line<'_>, phrase: Phrase, before: bool) -> Named {
    let whole = line.text_of(phrase.start, phrase.end);
    let long = whole.chars().count() > LONGEST_NAME;
    let mut name = if long { line.text_of(phrase.end - 1, phrase.end) } else { whole.clone() };
    let verbs = &line.words[phrase.verbs..phrase.start];
    let verb = verbs.iter().rfind(|word| word.kind != Kind::Filler).map(|word| line.quote(word));
    let vague = line.lexicon.lists.heads.has(&name);
    if let Some(verb) =
        verb.filter(|verb| verb == "占" || vague && line.lexicon.lists.kept.has(verb))
    {
        name.insert_str(0, &verb);
    }
    if !before && name.chars().count() > 2 {
        // 4.6万亩草场上: where, not what.
        name.truncate(name.trim_end_matches('上').len());
    }
    Named {
        name: unquoted(&name),
        phrase: format!("{}{whole}", line.text_of(phrase.verbs, phrase.start)),
        clause: if before { String::new() } else { line.clause_of(phrase) },
        before,
        stock: is_stock(line, phrase.verbs, phrase.start),
        until: if before { 0 } else { phrase.end },
        ..Named::default()
    }
}

/// Whether the verbs say how many there are.
fn is_stock(line: &Line<'_>, start: usize, end: usize) -> bool {
    (start..end)
        .filter(|&index| line.kind(index) != Some(Kind::Filler))
        .all(|index| line.lexicon.lists.stock.has(&line.text_of(index, index + 1)))
}

impl Named {
    /// The name of a table's row.
    pub(super) fn in_table(name: String) -> Self {
        Self { before: true, stock: true, ..Self::of(name) }
    }

    fn of(name: String) -> Self {
        Self { phrase: name.clone(), name, ..Self::default() }
    }

    /// The name of what was done with something: 微心愿 and 圆梦.
    fn with_deed(self, verb: &str) -> Self {
        let name = format!("{}{verb}", self.name);
        let before = false;
        let subject = self.name;
        Self { subject, phrase: name.clone(), name, derived: true, before, stock: false, ..self }
    }

    /// The same name, said with the verbs from word `start` to `end`.
    fn with_verbs(mut self, line: &Line<'_>, start: usize, end: usize) -> Self {
        let verbs: Vec<&Word> =
            line.words[start..end].iter().filter(|word| word.kind != Kind::Filler).collect();
        let said: String = verbs.iter().map(|word| line.quote(word)).collect();
        self.stock = is_stock(line, start, end);
        self.phrase = format!("{said}{}", self.name);
        let last = verbs.last().map(|word| line.quote(word)).unwrap_or_default();
        if line.lexicon.lists.heads.has(&self.name) && line.lexicon.lists.kept.has(&last) {
            self.name.insert_str(0, &last);
        }
        self
    }

    /// Gives the first of several names to this number and keeps the others.
    fn shared_out(mut self, line: &Line<'_>, phrase: Phrase) -> Self {
        let mut names: Vec<String> = line.words[phrase.start..phrase.end]
            .split(|word| word.kind == Kind::Join)
            .map(|item| item.iter().map(|word| line.quote(word)).collect())
            .filter(|name: &String| !name.is_empty())
            .collect();
        if names.len() > 1 {
            self.name = names.remove(0);
            self.phrase.clone_from(&self.name);
            self.more = names;
        }
        self
    }
}

/// A name that is one quotation goes without its marks.
fn unquoted(name: &str) -> String {
    let inner = name.strip_prefix('“').and_then(|rest| rest.strip_suffix('”'));
    match inner {
        Some(inner) if !inner.contains(['“', '”']) => inner.to_owned(),
        _ => name.to_owned(),
    }
}
