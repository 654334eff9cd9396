//! What a number counts: the words before it (主题党日12次), behind it (12名党员),
//! or those of the number before (志愿服务12次，参与300人次).

use super::words::{Kind, Lexicon, Word};

/// The name of a number, and what the words around it say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Named {
    /// The name as the text says it.
    pub(super) name: String,
    /// The name with the verbs before it.
    pub(super) phrase: String,
    /// For a name behind the number: it and the rest of its clause.
    pub(super) clause: String,
    /// The name stands right before the number.
    pub(super) before: bool,
    /// The words say how many there are (现有党员42名), not what some did.
    pub(super) stock: bool,
    /// The number tells a change (增长5%), not a value.
    pub(super) change: bool,
    /// Names that numbers to come share out: 党员大会、支委会分别召开4次、12次.
    pub(super) more: Vec<String>,
}

/// A text cut into words.
pub(super) struct Line<'a> {
    pub(super) text: &'a [char],
    pub(super) words: &'a [Word],
    pub(super) lexicon: &'a Lexicon,
}

/// A run of words that names something, by index, and the verbs before it.
#[derive(Clone, Copy)]
struct Phrase {
    verbs: usize,
    start: usize,
    end: usize,
}

/// Longer names are cut down to their verb and their last word.
const LONGEST_NAME: usize = 22;

const CHANGES: &[&str] = &["增长", "提高", "提升", "上升", "下降", "减少", "增加", "增收"];
const STOCK_FILLERS: &[&str] = &[
    "共有", "现有", "有", "共", "为", "达", "达到", "其中", "约有", "总计", "共计", "合计", "已有",
    "另有", "还有", "一共", "现", "是",
];

impl Line<'_> {
    /// The name of the number at word `at`. `last` is the name of the number
    /// before it in the sentence.
    pub(super) fn name(&self, at: usize, unit: &str, last: Option<&Named>) -> Option<Named> {
        let (first, end) = self.before(at);
        let fillers = self.fillers(end, at);
        let stock_filler = fillers.iter().any(|word| STOCK_FILLERS.contains(&word.as_str()));
        if first == end {
            return self
                .behind(at, unit, None)
                .map(|phrase| {
                    let does = self.kind(phrase.end).is_some_and(is_verb);
                    Named { stock: stock_filler || !does, ..self.named(phrase, false) }
                })
                .or_else(|| self.inherited(first, at, last));
        }
        if matches!(self.words[end - 1].kind, Kind::Verb | Kind::Light) {
            return self.after_verb(first, end, at, unit, last, &fillers);
        }
        let phrase = self.phrase(first, end)?;
        let own = self.text_of(phrase.start, phrase.end);
        // 现有党支部5个 counts them; 党支部26名 does not.
        let counted = phrase.start > first
            && STOCK_FILLERS.contains(&self.text_of(phrase.start - 1, phrase.start).as_str());
        let acts = self.lexicon.is_actor(&own) && !counted && phrase.verbs == phrase.start;
        let behind = self.behind(at, unit, Some(phrase));
        let behind_is_a_name = behind.is_some_and(|behind| {
            matches!(self.words[behind.start].kind, Kind::Noun | Kind::People | Kind::Quote)
        });
        if behind_is_a_name || (acts && behind.is_some()) {
            let behind = behind?;
            if self.all_nominal(phrase.start, phrase.end) {
                // 走访30户家庭: nothing but verbs stands before it.
                return Some(self.named(behind, false).with_verbs(self, phrase.start, phrase.end));
            }
            let does = self.kind(behind.end).is_some_and(is_verb);
            return Some(Named { stock: stock_filler || !does, ..self.named(behind, false) });
        }
        if acts && let Some(inherited) = last {
            return Some(Named { before: false, more: Vec::new(), ..inherited.clone() });
        }
        let mut named = self.named(phrase, true);
        named.stock = stock_filler || self.is_stock(phrase);
        if fillers.iter().any(|word| word == "分别" || word == "分别为" || word == "分别是")
        {
            self.share_out(phrase, &mut named);
        }
        Some(named)
    }

    /// The number stands behind a verb: 召开12次, 开展12次志愿服务, 由42名增加到45名.
    fn after_verb(
        &self,
        first: usize,
        end: usize,
        at: usize,
        unit: &str,
        last: Option<&Named>,
        fillers: &[String],
    ) -> Option<Named> {
        let verb = self.text_of(end - 1, end);
        let reaches =
            fillers.iter().any(|word| matches!(word.as_str(), "到" | "至" | "为" | "达" | "达到"));
        let change = unit == "个百分点" || CHANGES.contains(&verb.as_str()) && !reaches;
        if let Some(phrase) = self.behind(at, unit, None) {
            let verbs = self.verbs_before(first, end);
            return Some(self.named(phrase, false).with_verbs(self, verbs, end));
        }
        // What is done stands before the verb: 志愿服务活动开展12次.
        let mut cut = end;
        let mut shared = false;
        while cut > first
            && (is_verb(self.words[cut - 1].kind) || self.words[cut - 1].kind == Kind::Filler)
        {
            cut -= 1;
            shared |= self.text_of(cut, cut + 1).starts_with("分别");
        }
        if let Some(phrase) = self.phrase(first, cut) {
            let own = self.text_of(phrase.start, phrase.end);
            if !self.lexicon.is_actor(&own) {
                let mut named = Named { change, ..self.named(phrase, true) };
                named.before = false;
                if change {
                    named.name = format!("{}{verb}", named.name);
                    named.phrase.clone_from(&named.name);
                } else {
                    named.stock = reaches;
                }
                if shared {
                    self.share_out(phrase, &mut named);
                }
                return Some(named);
            }
        }
        let light = self.words[end - 1].kind == Kind::Light;
        let inherited = self.inherited(first, at, last).map(|named| {
            let name = if change { format!("{}{verb}", named.name) } else { named.name };
            Named { name, change, ..named }
        });
        inherited.or_else(|| (!light).then(|| Named::of(verb)))
    }

    /// Words before word `at` that may name it: from the last mark or number,
    /// or across a colon, up to the fillers.
    fn before(&self, at: usize) -> (usize, usize) {
        let mut end = at;
        let mut colon = false;
        while end > 0 {
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
        (first, end)
    }

    fn fillers(&self, from: usize, to: usize) -> Vec<String> {
        (from..to)
            .filter(|&index| self.words[index].kind == Kind::Filler)
            .map(|index| self.text_of(index, index + 1))
            .collect()
    }

    /// The name that ends at word `end`, going back no further than `first`.
    fn phrase(&self, first: usize, end: usize) -> Option<Phrase> {
        let kind = |index: usize| self.words[index].kind;
        let mut start = end;
        while start > first {
            let before = start - 1;
            let taken = self.text_of(start, end);
            let vague = start == end || self.lexicon.is_head(&taken);
            let takes = match kind(before) {
                Kind::Noun | Kind::People | Kind::Quote | Kind::Other => true,
                Kind::Aside => start < end,
                Kind::Either => vague || self.all_nominal(start, end),
                Kind::Weak => {
                    let modified = before > first
                        && matches!(
                            kind(before - 1),
                            Kind::Noun | Kind::Other | Kind::Quote | Kind::Weak | Kind::Either
                        );
                    vague || modified || self.all_nominal(start, end)
                }
                Kind::Join => {
                    start < end
                        && before > first
                        && matches!(
                            kind(before - 1),
                            Kind::Noun
                                | Kind::People
                                | Kind::Quote
                                | Kind::Other
                                | Kind::Weak
                                | Kind::Either
                        )
                }
                _ => false,
            };
            if !takes {
                break;
            }
            start = before;
        }
        while start < end && kind(start) == Kind::Join {
            start += 1;
        }
        start = self.without_actor(start, end);
        (start < end).then(|| Phrase { verbs: self.verbs_before(first, start), start, end })
    }

    /// Whether the words are verbs that make a name together: 走访慰问.
    fn all_nominal(&self, start: usize, end: usize) -> bool {
        self.words[start..end].iter().all(|word| matches!(word.kind, Kind::Either | Kind::Weak))
    }

    /// Where the name begins once whoever acts is left out: 支部党员 is 党员,
    /// and 志愿者走访 is 走访.
    fn without_actor(&self, start: usize, end: usize) -> usize {
        let mut begin = start;
        for cut in start + 1..end {
            let who = self.text_of(start, cut);
            let rest = self.words[cut].kind;
            let community =
                who.chars().count() > 2 && (who.ends_with("社区") || who.ends_with("街道"));
            let acts = community
                || [
                    "支部",
                    "总支",
                    "党委",
                    "党工委",
                    "辖区",
                    "辖区内",
                    "居委会",
                    "全村",
                    "全社区",
                    "两委",
                    "本人",
                ]
                .iter()
                .any(|actor| who.ends_with(actor));
            let done_by_people = self.words[cut - 1].kind == Kind::People && rest == Kind::Either;
            let named =
                matches!(rest, Kind::Noun | Kind::People | Kind::Quote | Kind::Either | Kind::Weak);
            if (acts && named) || (done_by_people && self.all_nominal(cut, end)) {
                begin = cut;
            }
        }
        begin
    }

    /// Where the run of verbs that ends at word `end` begins.
    fn verbs_before(&self, first: usize, end: usize) -> usize {
        let mut start = end;
        while start > first {
            match self.words[start - 1].kind {
                kind if is_verb(kind) => start -= 1,
                Kind::Filler if start > first + 1 && self.text_of(start - 1, start) == "了" => {
                    start -= 1;
                }
                _ => break,
            }
        }
        start
    }

    /// The name behind the number at word `at`: 26名党员, 12场形式多样的宣讲. With
    /// `own`, the number has a name before it already.
    fn behind(&self, at: usize, unit: &str, own: Option<Phrase>) -> Option<Phrase> {
        let mut start = at + 1;
        if self.is_word(start, "的") {
            start += 1;
        }
        if let Some(phrase) = self.deed_behind(at, start) {
            return Some(phrase);
        }
        let counts_people = matches!(unit, "名" | "人" | "位" | "人次" | "户" | "家");
        let mut end = start;
        let mut head = false;
        while let Some(kind) = self.kind(end) {
            let next = self.kind(end + 1);
            let next_is_a_name = matches!(next, Some(Kind::Noun | Kind::People | Kind::Quote));
            match kind {
                Kind::Noun | Kind::People | Kind::Quote => {
                    head = kind != Kind::Quote;
                    end += 1;
                    if kind == Kind::People
                        && counts_people
                        && !matches!(next, Some(Kind::Noun | Kind::People | Kind::Join))
                    {
                        break;
                    }
                }
                Kind::Other if !head || next_is_a_name => end += 1,
                Kind::Other if !counts_people && next.is_none_or(is_boundary) => end += 1,
                Kind::Either | Kind::Weak
                    if end == start && own.is_none()
                        || next_is_a_name && end > start
                        || end > start && next.is_none_or(is_boundary) =>
                {
                    end += 1;
                }
                Kind::Filler
                    if end > start && !head && self.is_word(end, "的") && next_is_a_name =>
                {
                    end += 1;
                    start = end;
                }
                Kind::Join if head && next_is_a_name && !self.numbered(end + 1) => end += 1,
                _ => break,
            }
        }
        // The words belong to the number behind them: 主题党日14次党课10次.
        let taken = own.is_some() && matches!(self.kind(end), Some(Kind::Number(_)));
        let length = self.text_of(start, end).chars().count();
        (start < end && !taken && length <= LONGEST_NAME).then_some(Phrase {
            verbs: start,
            start,
            end,
        })
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
        let deed = length > 1 && self.lexicon.is_head(&last);
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

    /// The name of the number before, or of the clause before, in the sentence.
    fn inherited(&self, first: usize, at: usize, last: Option<&Named>) -> Option<Named> {
        if let Some(last) = last {
            return Some(Named { before: false, more: Vec::new(), ..last.clone() });
        }
        let mut end = first;
        while end > 0 && !matches!(self.words[end - 1].kind, Kind::Stop | Kind::Number(_)) {
            end -= 1;
            let (clause, mut cut) = self.before(end);
            while cut > clause
                && matches!(self.words[cut - 1].kind, Kind::Verb | Kind::Light | Kind::Filler)
            {
                cut -= 1;
            }
            if let Some(phrase) = self.phrase(clause, cut) {
                let named = self.named(phrase, true);
                if !self.lexicon.is_actor(&named.name) {
                    return Some(Named { before: false, ..named });
                }
            }
            end = clause.min(end);
        }
        // 120余人参加义诊: the verb behind says what they did.
        let verb = at + 1;
        self.kind(verb).filter(|kind| matches!(kind, Kind::Verb | Kind::Either))?;
        let done = self.behind(verb, "", None).map_or(verb + 1, |phrase| phrase.end);
        Some(Named::of(self.text_of(verb, done)))
    }

    /// Gives the first of several names to this number and keeps the others.
    fn share_out(&self, phrase: Phrase, named: &mut Named) {
        let mut names: Vec<String> = self.words[phrase.start..phrase.end]
            .split(|word| word.kind == Kind::Join)
            .map(|item| item.iter().map(|word| self.quote(word)).collect::<String>())
            .filter(|name| !name.is_empty())
            .collect();
        if names.len() > 1 {
            named.name = names.remove(0);
            named.phrase.clone_from(&named.name);
            named.more = names;
        }
    }

    fn named(&self, phrase: Phrase, before: bool) -> Named {
        let whole = self.text_of(phrase.start, phrase.end);
        let mut name = whole.clone();
        let verb = (phrase.verbs..phrase.start)
            .rev()
            .map(|index| &self.words[index])
            .find(|word| word.kind != Kind::Filler)
            .filter(|word| word.kind != Kind::Light)
            .map(|word| self.quote(word));
        if name.chars().count() > LONGEST_NAME {
            name = self.text_of(phrase.end - 1, phrase.end);
        }
        let vague = self.lexicon.is_head(&name);
        if let Some(verb) = verb.filter(|verb| vague || verb == "占") {
            name.insert_str(0, &verb);
        }
        let phrase_text = format!("{}{whole}", self.text_of(phrase.verbs, phrase.start));
        Named {
            name: unquoted(&name),
            phrase: phrase_text,
            clause: if before { String::new() } else { self.clause_of(phrase) },
            before,
            stock: self.is_stock(phrase),
            change: false,
            more: Vec::new(),
        }
    }

    /// The clause that begins with the phrase.
    fn clause_of(&self, phrase: Phrase) -> String {
        let rest = self.words[phrase.start..].iter().take_while(|word| !is_boundary(word.kind));
        rest.map(|word| self.quote(word)).collect()
    }

    /// Whether the verbs before the phrase say how many there are.
    fn is_stock(&self, phrase: Phrase) -> bool {
        (phrase.verbs..phrase.start)
            .map(|index| self.text_of(index, index + 1))
            .all(|verb| self.lexicon.is_stock(&verb))
    }

    /// The text of the words, without asides.
    fn text_of(&self, start: usize, end: usize) -> String {
        self.words[start..end]
            .iter()
            .filter(|word| word.kind != Kind::Aside)
            .map(|word| self.quote(word))
            .collect()
    }

    fn quote(&self, word: &Word) -> String {
        self.text[word.span.clone()].iter().collect()
    }

    fn kind(&self, at: usize) -> Option<Kind> {
        self.words.get(at).map(|word| word.kind)
    }

    fn is_word(&self, at: usize, text: &str) -> bool {
        self.words.get(at).is_some_and(|word| self.quote(word) == text)
    }
}

impl Named {
    fn of(name: String) -> Self {
        Self {
            phrase: name.clone(),
            name,
            clause: String::new(),
            before: false,
            stock: false,
            change: false,
            more: Vec::new(),
        }
    }

    /// The same name, said with the verbs from `start` to `end`.
    fn with_verbs(mut self, line: &Line<'_>, start: usize, end: usize) -> Self {
        let verbs: Vec<&Word> =
            line.words[start..end].iter().filter(|word| word.kind != Kind::Filler).collect();
        let said: String = verbs.iter().map(|word| line.quote(word)).collect();
        self.stock = verbs.iter().all(|word| line.lexicon.is_stock(&line.quote(word)));
        self.phrase = format!("{said}{}", self.name);
        let vague = line.lexicon.is_head(&self.name);
        if let Some(last) = verbs.last().filter(|last| vague && last.kind != Kind::Light) {
            self.name.insert_str(0, &line.quote(last));
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

fn is_verb(kind: Kind) -> bool {
    matches!(kind, Kind::Verb | Kind::Light | Kind::Either | Kind::Weak)
}

fn is_boundary(kind: Kind) -> bool {
    matches!(kind, Kind::Number(_) | Kind::Comma | Kind::Stop | Kind::Colon)
}
