//! The figures of a report, with what the words around each say of it, and what
//! last year's report gave for the same.

use std::collections::BTreeMap;

use super::lists::List;
use super::page::{Line, Page};
use crate::figures::{self, Scope, Told};
use crate::model::{Mention, Report, Role};

/// A figure and the words around it.
pub(super) struct Reading {
    pub(super) told: Told,
    /// Its line, as an index of [`Page::lines`].
    pub(super) line_at: usize,
    /// Which clause of the line it stands in.
    pub(super) clause: usize,
    /// The words say that it counts only a part: 其中, 上半年, 3月.
    pub(super) is_part: bool,
    /// The words say that it counts what there was: 年初有党员21名.
    pub(super) was: bool,
    /// The words say that it counts all: 全年, 共, 累计.
    pub(super) is_total: bool,
    /// The words before it say who did it: 镇领导讲党课1次.
    pub(super) has_actor: bool,
    /// The words before it say of which it is: 具有高级职称的党员8名, 有8名老同志参加.
    pub(super) has_scope: bool,
    /// Its name stands beside it, and was not carried over from a figure before.
    pub(super) is_named: bool,
    /// Its clause begins with its name: 党员68名，….
    pub(super) heads_clause: bool,
    /// It counts some that did something, as 6名党员随队驻守 does: the number
    /// stands before its name, and no word of its clause says that these are all.
    pub(super) counts_some: bool,
}

const HAVE_ALL: List = List("figures-have-all");

const OF_ALL: List = List("figures-of-all");

const PARTS: List = List("figures-parts");

const BEFORE: List = List("figures-before");

const TOTALS: List = List("figures-totals");

const ALL: List = List("figures-all");

const ACTORS: List = List("figures-actors");

/// The figures that tell something of the report's own year. Read once for all
/// rules: [`Page::readings`].
pub(super) fn of_this_year(page: &Page<'_>) -> Vec<Reading> {
    let mut readings = Vec::new();
    let mut line_at = 0;
    for told in page.figures() {
        let mention = &told.mention;
        let there =
            |line: &Line<'_>| line.part == mention.section && line.paragraph == mention.paragraph;
        let Some(skipped) = page.lines[line_at..].iter().position(there) else { continue };
        line_at += skipped;
        let line = &page.lines[line_at];
        let other_time = matches!(line.role, Some(Role::NextSteps | Role::ReviewResponse))
            || told.scope != Scope::ThisYear;
        if !other_time {
            readings.push(Reading::of(told, line, line_at));
        }
    }
    readings
}

impl Reading {
    fn of(told: &Told, line: &Line<'_>, line_at: usize) -> Self {
        let start = told.mention.start;
        let stop = |c: &char| "，。；！？：".contains(*c);
        let from = line.chars[..start].iter().rposition(stop).map_or(0, |at| at + 1);
        let clause = line.chars[..start].iter().filter(|c| stop(c) || **c == '、').count();
        let before = line.words(from, start);
        let sentence_from = line.chars[..start]
            .iter()
            .rposition(|c| "。；！？".contains(*c))
            .map_or(0, |at| at + 1);
        let sentence = line.words(sentence_from, start);
        Self {
            told: told.clone(),
            line_at,
            clause,
            is_part: PARTS.says(&before) || sentence.contains("其中"),
            was: BEFORE.says(&before),
            is_total: TOTALS.says(&sentence),
            has_actor: ACTORS.says(&before),
            has_scope: has_scope(line, &told.mention, &before),
            is_named: names(line, &told.mention),
            counts_some: !ALL.says(&before)
                && line.words(told.mention.end, line.chars.len()).starts_with(&told.mention.name),
            heads_clause: {
                let bare = |words: &str| {
                    words.trim_start_matches(['支', '部', '社', '区', '现', '有', '共']).to_owned()
                };
                let words = bare(&before);
                words.is_empty() || words == bare(&told.mention.name)
            },
        }
    }

    /// Whether both can be true of one thing: 12 agrees with 10余.
    pub(super) fn agrees(&self, other: &Self) -> bool {
        let (one, two) = (&self.told.mention, &other.told.mention);
        match (one.approximate, two.approximate) {
            (false, false) => one.value.total_cmp(&two.value).is_eq(),
            (true, false) => covers(one.value, two.value),
            (false, true) => covers(two.value, one.value),
            (true, true) => covers(one.value, two.value) || covers(two.value, one.value),
        }
    }

    pub(super) fn same_value(&self, other: &Self) -> bool {
        let (one, two) = (&self.told.mention, &other.told.mention);
        one.name == two.name && one.value.total_cmp(&two.value).is_eq()
    }

    /// Whether they stand in different sentences of the report.
    pub(super) fn apart(&self, other: &Self) -> bool {
        self.line_at != other.line_at || self.clause.abs_diff(other.clause) > 1
    }
}

/// Whether words before a number of people say which of them: 具有高级职称的党员8名,
/// 有8名老同志参加.
fn has_scope(line: &Line<'_>, mention: &Mention, before: &str) -> bool {
    let head = before.trim_end_matches(['有', '达', '共']);
    let head = head.strip_suffix(mention.name.as_str()).unwrap_or(head);
    let of_some = head.ends_with('的') && !OF_ALL.ends(head);
    let some = before.ends_with('有') && !HAVE_ALL.ends(before);
    let behind = line.words(mention.end, line.chars.len());
    class(&mention.unit) == "人" && (of_some || some && behind.starts_with(&mention.name))
}

/// Whether the name of a figure stands in its own clause.
fn names(line: &Line<'_>, mention: &Mention) -> bool {
    let stop = |c: &char| "，。；！？：、".contains(*c);
    let from = line.chars[..mention.start].iter().rposition(stop).map_or(0, |at| at + 1);
    let end = line.chars[mention.end..].iter().position(stop);
    let to = end.map_or(line.chars.len(), |length| mention.end + length);
    line.words(from, to).contains(&mention.name)
}

/// Whether a round number (10余, 约300) may mean `exact`.
fn covers(round: f64, exact: f64) -> bool {
    let mut step = 1.0;
    while round % (step * 10.0) == 0.0 && step < 1e9 {
        step *= 10.0;
    }
    exact >= round * 0.9 && exact < round + step.max(round * 0.1)
}

/// The value of each indicator of a report, with the class of its unit, where it
/// has one alone.
pub(super) type Values = BTreeMap<(String, String), f64>;

/// What a report gives for each indicator.
pub(super) fn values(report: &Report) -> Values {
    let mut values: BTreeMap<(String, String), Vec<f64>> = BTreeMap::new();
    for figure in figures::of_report(report) {
        let key = (figure.indicator, class(&figure.unit).to_owned());
        values.entry(key).or_default().push(figure.value);
    }
    let only = |(key, values): (_, Vec<f64>)| (values.len() == 1).then(|| (key, values[0]));
    values.into_iter().filter_map(only).collect()
}

/// Units that count the same.
pub(super) fn class(unit: &str) -> &str {
    match unit {
        "名" | "人" | "位" => "人",
        "次" | "场" | "场次" | "期" | "回" | "节" | "堂" => "次",
        "件" | "起" | "宗" | "例" | "个" | "项" | "条" => "件",
        _ => unit,
    }
}
