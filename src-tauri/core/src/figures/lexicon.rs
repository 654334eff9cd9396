//! The words known: `assets/vocabulary/figure-words.json`.

use std::collections::{HashMap, HashSet};

use serde::Deserialize;

use super::words::Kind;

/// The words known, found by their first character, longest first.
pub(super) struct Lexicon {
    by_first: HashMap<char, Vec<Known>>,
    /// The same words by what they say about a name.
    pub(super) lists: Lists,
}

/// A word that begins with the same character as others.
struct Known {
    /// Its second character, by which most of them are told apart at once.
    second: Option<char>,
    letters: Vec<char>,
    kind: Kind,
}

/// The lists of the vocabulary, as its `about` explains them.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct Lists {
    #[serde(rename = "about")]
    _about: String,
    #[serde(rename = "source")]
    _source: String,
    verbs: Vec<String>,
    light: Vec<String>,
    either: Vec<String>,
    weak: Vec<String>,
    fillers: Vec<String>,
    people: Vec<String>,
    nouns: Vec<String>,
    /// Names that say too little without their verb: 问题, 群众.
    pub(super) heads: Words,
    /// Who does things, and is not what is counted: 社区, 党支部.
    actors: Words,
    /// How the names of those end: 青禾社区党支部.
    offices: Vec<String>,
    /// Verbs that say how many there are: 下设.
    pub(super) stock: Words,
    /// Fillers that say so too: 共有.
    pub(super) stock_fillers: Words,
    /// Verbs that stay with a name that says too little.
    pub(super) kept: Words,
    /// Characters that are verbs before a number or 了.
    pub(super) single: HashSet<char>,
    /// Characters that are verbs before whatever was made or moved: 铺, 栽.
    pub(super) makers: HashSet<char>,
    /// Words that begin with one of them and are no deed: 建筑.
    pub(super) made_of_makers: Vec<String>,
    /// How the names end of those who act: 县工会.
    crews: Vec<String>,
    /// How the names end of what is counted in days: 值守.
    stays: Vec<String>,
    /// Names of a height that was reached: 台阶.
    pub(super) levels: Words,
    /// Units that count how often something was done: 次.
    pub(super) times: Words,
    /// Units that count people or households: 名, 户.
    pub(super) persons: Words,
    /// Units that may only number the points of a text: 三个方面, 两项要求.
    pub(super) points: Words,
    /// What is left of what was counted before: 剩余.
    pub(super) rests: Words,
    /// Names of deeds: a verb before them is part of the name.
    pub(super) deeds: Words,
    /// How the names of places end where something is done.
    places: Vec<String>,
    /// How the names of what people live in, or of themselves, end.
    abodes: Vec<String>,
    /// Verbs whose number tells a change: 增长.
    pub(super) changes: Words,
    /// Verbs whose number tells what was reached: 超过.
    pub(super) reaches: Words,
    /// Verbs whose object names those who got it: 荣获.
    pub(super) awards: Words,
    /// Words behind which the number's name can only follow it: 把, 的.
    pub(super) leading_on: Words,
    /// Verbs that say which people are meant: 参训职工.
    pub(super) attributes: Words,
    /// Names of one letter that say enough: 村.
    pub(super) short: Words,
    /// Verbs without an object: 受益.
    pub(super) intransitive: Words,
    /// How the names of averages begin: 人均.
    pub(super) averages: Words,
    /// How the names of what is counted by times end: 党课.
    occasions: Vec<String>,
    /// Words that say where, or among what: 里.
    pub(super) among: Words,
    /// Verbs for living somewhere: 住.
    pub(super) dwells: Words,
    /// Verbs that say how many of those counted before were done: 完成.
    pub(super) done: Words,
    /// How the names of what stands or works somewhere end: 站, 小组.
    concretes: Vec<String>,
    /// Adverbs of one letter before what was done: 也, 只.
    pub(super) adverbs: HashSet<char>,
    /// How something was done: 及时.
    pub(super) manners: Words,
    /// What a comparison comes to: 高, 多出.
    pub(super) rises: Words,
    /// How the names of past times end: 去年, 上年同期.
    last_times: Vec<String>,
    /// Offices that a person holds: 书记.
    pub(super) titles: Words,
    /// Words behind a limit that tells some of them from the others: 以上.
    limits: Vec<String>,
    /// Words before such a limit: 超过.
    thresholds: Vec<String>,
    /// How the names of people end: 工程师.
    trades: Vec<String>,
    /// Words that say what something is worth: 金额.
    pub(super) worths: Words,
    /// How the names end of what is money itself: 慰问金.
    moneys: Vec<String>,
    /// How the names end of what is measured: 时长.
    measures: Vec<String>,
    /// Characters that the names of gifts begin with: 捐.
    pub(super) gifts: Vec<char>,
    /// Words before those for whom something was done: 给.
    pub(super) for_whom: Words,
    /// Words before the place where it was done: 在.
    pub(super) at_where: Words,
    /// Where people live: 小区.
    pub(super) communities: Words,
    /// Characters before 中 with which it is another word: 初中.
    not_among: HashSet<char>,
    /// Characters behind a verb that belong to it: 了.
    pub(super) particles: Words,
    /// Words that deny the verb behind them: 没有.
    pub(super) negations: Words,
    /// Words behind a name that say that they are still there: 在册.
    pub(super) states: Words,
    /// Names that the second of two verbs before them tells apart: 事项.
    matters: Vec<String>,
    /// What a topic ends in that is not its name: 方面.
    aspects: Vec<String>,
    /// Words behind 等 that sum up places: 地.
    pub(super) regions: Words,
    /// Verbs that help people to do what stands behind their number: 帮.
    pub(super) helps: Words,
    /// Characters that say which way somebody went: 沿.
    pub(super) routes: HashSet<char>,
    /// Words for the most or the least: 最大.
    extremes: Vec<String>,
    /// How words for a time end: 塌方前.
    moments: Vec<String>,
    /// How words end that end alike and name something: 课后.
    not_moments: Vec<String>,
    /// What is said of a name at the end of its clause: 少.
    predicates: Vec<String>,
    /// Characters before one of a single letter with which it is another word: 减少.
    not_predicates: HashSet<char>,
    /// Characters before such a word that say how much so: 倒.
    degrees: Vec<char>,
    /// Verbs that are part of the name before them: 起搏器植入.
    pub(super) procedures: Words,
    /// How the names end of what lasts: 工期.
    lasting: Vec<String>,
    /// How people are called whose age is told: 师傅.
    elders: Vec<String>,
}

/// Words of one list.
#[derive(Deserialize)]
#[serde(transparent)]
pub(super) struct Words(HashSet<String>);

impl Words {
    /// Whether `word` is one of them.
    pub(super) fn has(&self, word: &str) -> bool {
        self.0.contains(word)
    }
}

/// Words that begin with what is a word by itself too, and are not cut: 有害, 在职.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Wholes {
    #[serde(rename = "about")]
    _about: String,
    #[serde(rename = "source")]
    _source: String,
    words: Vec<String>,
}

impl Lexicon {
    /// The words of `json`, `names` as further nouns, and those of `wholes`.
    pub(super) fn read<'a>(
        json: &str,
        wholes: &str,
        names: impl Iterator<Item = &'a str>,
    ) -> serde_json::Result<Self> {
        let wholes: Wholes = serde_json::from_str(wholes)?;
        let lists: Lists = serde_json::from_str(json)?;
        let mut by_first = HashMap::new();
        // A word in two lists is what the earlier list says.
        for (words, kind) in [
            (&lists.light, Kind::Light),
            (&lists.verbs, Kind::Verb),
            (&lists.either, Kind::Either),
            (&lists.weak, Kind::Weak),
            (&lists.people, Kind::People),
            (&lists.nouns, Kind::Noun),
            (&lists.fillers, Kind::Filler),
        ] {
            for word in words {
                add(&mut by_first, word, kind);
            }
        }
        let mut lexicon = Self { by_first, lists };
        for name in names {
            lexicon.add_name(name);
        }
        for word in &wholes.words {
            add(&mut lexicon.by_first, word, Kind::Other);
        }
        Ok(lexicon)
    }

    /// Adds the name of an indicator, unless it begins with a verb: 收缴党费 is
    /// 收缴 and 党费.
    fn add_name(&mut self, name: &str) {
        let letters: Vec<char> = name.chars().collect();
        let begins_with_a_verb = self.word_at(&letters, 0).is_some_and(|(length, kind)| {
            let whole = length == letters.len();
            whole || matches!(kind, Kind::Verb | Kind::Light | Kind::Either)
        });
        // 调处成功率 is no deed.
        let rate = matches!(letters.last(), Some('率'));
        let quoted = matches!(letters.first(), Some('“' | '《'));
        // 满意率达: no name ends in its verb.
        let ends = letters.last() == Some(&'达');
        if letters.len() > 1 && !ends && (rate || !begins_with_a_verb) && !quoted {
            add(&mut self.by_first, name, Kind::Noun);
        }
    }

    /// Length and kind of the longest word at `at`.
    pub(super) fn word_at(&self, text: &[char], at: usize) -> Option<(usize, Kind)> {
        let words = self.by_first.get(text.get(at)?)?;
        let next = text.get(at + 1).copied();
        let found = words.iter().find(|word| match word.second {
            None => true,
            second => second == next && text[at..].starts_with(&word.letters),
        })?;
        Some((found.letters.len(), found.kind))
    }

    /// Whether `name` is one who acts, such as 社区 or 青禾社区党支部.
    pub(super) fn is_actor(&self, name: &str) -> bool {
        self.lists.actors.has(name) || ends_in(name, &self.lists.offices)
    }

    /// Whether `name` is one who acts that no list knows whole: 植保站, 县工会.
    pub(super) fn is_crew(&self, name: &str) -> bool {
        name.chars().count() > 2 && self.ends_in_a_crew(name)
    }

    /// Whether `name` ends like one who acts: the 小组 of “金点子”小组.
    pub(super) fn ends_in_a_crew(&self, name: &str) -> bool {
        ends_in(name, &self.lists.crews)
    }

    /// Whether `name` is something that is counted in days: 昼夜值守.
    pub(super) fn is_stay(&self, name: &str) -> bool {
        ends_in(name, &self.lists.stays)
    }

    /// Whether `name` is a place where something is done.
    pub(super) fn is_place(&self, name: &str) -> bool {
        ends_in(name, &self.lists.places)
    }

    /// Whether `name` is something that takes place: 党课, 议事会.
    pub(super) fn is_occasion(&self, name: &str) -> bool {
        ends_in(name, &self.lists.occasions)
    }

    /// Whether `name` is something that is there, and no point of a text: 管护站.
    pub(super) fn is_concrete(&self, name: &str) -> bool {
        ends_in(name, &self.lists.concretes) || self.is_abode(name)
    }

    /// Whether `name` ends in a time that is over: 去年同期.
    pub(super) fn is_last_time(&self, name: &str) -> bool {
        ends_in(name, &self.lists.last_times)
    }

    /// Whether `name` is one of people whom no list knows: 焊接技师.
    pub(super) fn is_person(&self, name: &str) -> bool {
        ends_in(name, &self.lists.trades)
    }

    /// Whether `text` holds a limit: 大专以上学历.
    pub(super) fn holds_a_limit(&self, text: &str) -> bool {
        self.lists.limits.iter().any(|word| text.contains(word.as_str()))
    }

    /// Whether `text` says that a limit is passed: 收入过50万元.
    pub(super) fn passes_a_limit(&self, text: &str) -> bool {
        self.lists.thresholds.iter().any(|word| text.contains(word.as_str()))
    }

    /// Whether `name` is money itself: 慰问金.
    pub(super) fn is_money(&self, name: &str) -> bool {
        ends_in(name, &self.lists.moneys)
    }

    /// Whether `name` ends in those among whom something is: 班子中, but not 初中.
    pub(super) fn is_among(&self, name: &str) -> bool {
        let before = name.strip_suffix('中').map(|rest| rest.chars().next_back());
        before.is_some_and(|last| last.is_none_or(|sign| !self.lists.not_among.contains(&sign)))
    }

    /// Whether `word` stands before those for whom something was done: 给.
    pub(super) fn is_for_whom(&self, word: &[char]) -> bool {
        matches!(word, [only] if self.lists.for_whom.has(&only.to_string()))
    }

    /// The name of what is spoken of: 主题党日 of 主题党日方面.
    pub(super) fn topic<'n>(&self, name: &'n str) -> &'n str {
        let bare = self.lists.aspects.iter().find_map(|end| name.strip_suffix(end.as_str()));
        bare.filter(|bare| bare.chars().count() > 1).unwrap_or(name)
    }

    /// Whether `name` says when something was, not what: 赶在塌方前, 成立之初.
    pub(super) fn is_moment(&self, name: &str) -> bool {
        ends_in(name, &self.lists.moments) && !ends_in(name, &self.lists.not_moments)
    }

    /// The name that something is said of: 耕地 of 耕地少, 林地 of 林地倒不少.
    pub(super) fn described<'n>(&self, name: &'n str) -> &'n str {
        let bare = |said: &String| {
            let bare = name.strip_suffix(said.as_str())?;
            let last = bare.chars().next_back()?;
            let bound = said.chars().count() == 1 && self.lists.not_predicates.contains(&last);
            // 路灯坏得多
            let so = bare
                .strip_suffix('得')
                .and_then(|done| Some(done.split_at(done.char_indices().next_back()?.0).0));
            (!bound).then(|| so.unwrap_or(bare).trim_end_matches(&*self.lists.degrees))
        };
        let bare = self.lists.predicates.iter().filter_map(bare).min_by_key(|bare| bare.len());
        bare.filter(|bare| bare.chars().count() > 1).unwrap_or(name)
    }

    /// Whether `name` is something that lasts: 工期.
    pub(super) fn lasts(&self, name: &str) -> bool {
        name.chars().count() > 1 && ends_in(name, &self.lists.lasting)
    }

    /// Whether `name` is somebody whose age may be told: 何师傅.
    pub(super) fn is_elder(&self, name: &str) -> bool {
        name.chars().count() > 2 && ends_in(name, &self.lists.elders)
    }

    /// Whether the second of two verbs before `name` is part of it: 审批事项.
    pub(super) fn is_matter(&self, name: &str) -> bool {
        ends_in(name, &self.lists.matters)
    }

    /// Whether `name` is how much there is of something: 服务时长.
    pub(super) fn is_measure(&self, name: &str) -> bool {
        ends_in(name, &self.lists.measures)
    }

    /// Whether `name` tells the most or the least of something: 党员最大.
    pub(super) fn is_extreme(&self, name: &str) -> bool {
        ends_in(name.trim_end_matches('的'), &self.lists.extremes)
    }

    /// Whether `name` is a deed by itself: 调解; or begins with one, where something
    /// was `acted`: 解除矫正.
    pub(super) fn is_deed(&self, name: &str, acted: bool) -> bool {
        let letters: Vec<char> = name.chars().collect();
        self.word_at(&letters, 0).is_some_and(|(length, kind)| {
            (length == letters.len() || acted) && matches!(kind, Kind::Either | Kind::Verb)
        })
    }

    /// Whether `name` is what people live in, or they themselves.
    pub(super) fn is_abode(&self, name: &str) -> bool {
        ends_in(name, &self.lists.abodes)
    }
}

fn ends_in(name: &str, endings: &[String]) -> bool {
    endings.iter().any(|ending| name.ends_with(ending.as_str()))
}

fn add(by_first: &mut HashMap<char, Vec<Known>>, word: &str, kind: Kind) {
    let letters: Vec<char> = word.chars().collect();
    let Some(&first) = letters.first() else { return };
    let words = by_first.entry(first).or_default();
    if !words.iter().any(|known| known.letters == letters) {
        let longer = words.partition_point(|known| known.letters.len() >= letters.len());
        words.insert(longer, Known { second: letters.get(1).copied(), letters, kind });
    }
}
