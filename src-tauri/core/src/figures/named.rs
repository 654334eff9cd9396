//! The name of a number.

use super::phrases::{LONGEST_NAME, Line, Phrase};
use super::words::{Kind, Word, is_verb};

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
    /// A verb stands between the name and the number: 分享会开了七期.
    pub(super) acted: bool,
    /// The number tells a change (增长5%), not a value.
    pub(super) change: bool,
    /// The name was put together from two places, so that only a whole alias
    /// tells its indicator.
    pub(super) derived: bool,
    /// People or things stand right behind the number, and are its name: 两户居民.
    pub(super) solid: bool,
    /// One past the last word of a name behind the number.
    pub(super) until: usize,
    /// Names that numbers to come share out: 党员大会、支委会分别召开4次、12次.
    pub(super) more: Vec<String>,
}

pub(super) fn named(line: &Line<'_>, phrase: Phrase, before: bool) -> Named {
    let whole = line.text_of(phrase.start, phrase.end);
    let long = whole.chars().count() > LONGEST_NAME;
    let mut name = if long { line.text_of(phrase.end - 1, phrase.end) } else { whole.clone() };
    let verbs = &line.words[phrase.verbs..phrase.start];
    // 代办养老、医保等事项: the verbs end where the examples begin.
    let acts = |word: &&Word| is_verb(word.kind) || word.kind == Kind::Filler;
    let verb = verbs.iter().take_while(acts).filter(|word| word.kind != Kind::Filler).last();
    let verb = verb.map(|word| line.quote(word));
    let vague = line.lexicon.lists.heads.has(&name);
    // 未参加培训8人
    let denied = phrase.verbs.checked_sub(1).filter(|_| before && phrase.verbs < phrase.start);
    if denied.is_some_and(|at| line.text_of(at, at + 1).ends_with('未')) {
        name = format!("未{}{name}", line.text_of(phrase.verbs, phrase.start));
    } else if let Some(verb) =
        verb.filter(|verb| verb == "占" || vague && line.lexicon.lists.kept.has(verb))
    {
        name.insert_str(0, &verb);
    }
    if !before && name.chars().count() > 2 {
        // 4.6万亩草场上, 14家卫生院中: where, not what.
        let where_or_whom = name.ends_with('上') || line.lexicon.is_among(&name);
        if where_or_whom {
            name.pop();
        }
    }
    // 三条沟里
    if let Some(place) = name.strip_suffix(['里', '内'])
        && !before
        && line.lexicon.is_concrete(place)
    {
        name.truncate(place.len());
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

    pub(super) fn of(name: String) -> Self {
        Self { phrase: name.clone(), name, ..Self::default() }
    }

    /// The name of what was done with something: 微心愿 and 圆梦.
    pub(super) fn with_deed(self, verb: &str) -> Self {
        // 党费收缴及时，收缴9600元: said before.
        let said = if self.name.ends_with(verb) { "" } else { verb };
        let name = format!("{}{said}", self.name);
        let before = false;
        let subject = self.name;
        Self { subject, phrase: name.clone(), name, derived: true, before, stock: false, ..self }
    }

    /// The name of what was done to the same thing: 化解矛盾纠纷. What was done is
    /// enough to tell its indicator.
    pub(super) fn with_object(self, verb: &str) -> Self {
        let said = if self.name.starts_with(verb) || self.name.ends_with(verb) { "" } else { verb };
        let name = format!("{said}{}", self.name);
        Self { name, phrase: verb.to_owned(), ..self.with_deed(verb) }
    }

    /// The name of a deed alone, done with what the number before counted.
    pub(super) fn replaced_by(self, verb: &str) -> Self {
        Self { name: verb.to_owned(), ..self.with_object(verb) }
    }

    /// The same name, said with the verbs from word `start` to `end`.
    pub(super) fn with_verbs(mut self, line: &Line<'_>, start: usize, end: usize) -> Self {
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
    pub(super) fn shared_out(mut self, line: &Line<'_>, phrase: Phrase) -> Self {
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
