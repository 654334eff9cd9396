//! One text read: its numbers, their names, and what they mean.

use super::grid;
use super::indicators::{Indicators, Sought};
use super::lexicon::Lexicon;
use super::named::Named;
use super::number::{self, Number, Trust};
use super::phrases::Line;
use super::scope::{self, Scope};
use super::tables;
use super::words::Kind;
use crate::model::{Mention, Part};

/// A number of one text with its name.
pub(super) struct Reading {
    number: Number,
    named: Named,
    indicator: Option<String>,
    /// Which time it speaks of.
    pub(super) scope: Scope,
}

/// So far before a number, in words, 分别 stands.
const NEAR_WORDS: usize = 8;
/// So far before a number, in characters, its 平均 stands.
const AVERAGE_REACH: usize = 4;

/// The figures of one text, in reading order.
pub(super) fn read_text(text: &[char], year: Option<u16>, indicators: &Indicators) -> Vec<Reading> {
    let mut readings = read_prose(text, year, indicators);
    if text.contains(&'\t') {
        readings.extend(read_row(text, year, indicators));
        readings.sort_by_key(|reading| reading.number.start);
    }
    readings
}

/// The figures of the rows of a table, row by row.
pub(super) fn read_table(
    rows: &[Vec<char>],
    year: Option<u16>,
    indicators: &Indicators,
) -> Vec<Vec<Reading>> {
    let Some(told) = grid::read(rows, &indicators.units, &indicators.non_figures, year) else {
        return rows.iter().map(|row| read_text(row, year, indicators)).collect();
    };
    let readings = |(row, told): (&Vec<char>, Vec<grid::Told>)| {
        let readings: Vec<Reading> = told
            .into_iter()
            .map(|(number, named, scope)| Reading {
                scope,
                ..Reading::of(row, number, named, year, indicators)
            })
            .collect();
        // A row with one number and its unit is told by itself, whatever the head says.
        if readings.is_empty() { read_row(row, year, indicators) } else { readings }
    };
    rows.iter().zip(told).map(readings).collect()
}

fn read_row(row: &[char], year: Option<u16>, indicators: &Indicators) -> Vec<Reading> {
    tables::row(row, &indicators.units)
        .map(|(number, named)| Reading::of(row, number, named, year, indicators))
        .into_iter()
        .collect()
}

fn read_prose(text: &[char], year: Option<u16>, indicators: &Indicators) -> Vec<Reading> {
    let numbers = number::scan(text, &indicators.units, &indicators.non_figures);
    if numbers.is_empty() {
        return Vec::new();
    }
    let words = indicators.lexicon.cut(text, &numbers);
    let line = Line { text, words: &words, lexicon: &indicators.lexicon };
    let mut readings: Vec<Reading> = Vec::new();
    let mut last: Option<Named> = None;
    let mut shared: Vec<String> = Vec::new();
    let mut said: Vec<Named> = Vec::new();
    let mut each = false;
    for (at, word) in words.iter().enumerate() {
        match word.kind {
            Kind::Stop => {
                last = None;
                shared.clear();
                said.clear();
                each = false;
            }
            Kind::Comma => each = false,
            Kind::Number(index) => {
                let number = &numbers[index];
                // 每户大米1袋、食用油2桶: a list goes on as it began.
                each |= scope::is_rhythm(text, number, &indicators.non_figures);
                each &= !scope::is_total(text, number, &indicators.non_figures);
                // 每人3000元: how much each got is told.
                if number.unit == "元"
                    && let Some(share) = scope::share(text, number, &indicators.non_figures)
                {
                    let named = Named::of(scope::share_name(&text[share..number.start]));
                    readings.push(Reading::share(text, number.clone(), named, year, indicators));
                    continue;
                }
                let Some(mut named) = next_name(&line, at, number, last.as_ref(), &mut shared)
                else {
                    continue;
                };
                share_growth(&line, at, &said, &mut named, &mut shared);
                let goes_on = last.as_ref().is_some_and(|last| last.unit == number.unit);
                let mut reading = Reading::of(text, number.clone(), named, year, indicators);
                // 矛盾纠纷14件，化解13件: what was done with them is no second count of them.
                let before = readings.last().and_then(|before| before.indicator.as_ref());
                if reading.named.derived && before == reading.indicator.as_ref() {
                    reading.indicator = None;
                }
                // 每月学习一次，全年12次: what is done so often is named, if not counted.
                let trusted =
                    reading.is_trusted(text, goes_on, last.is_some(), &indicators.lexicon);
                if trusted || each {
                    said.push(reading.named.clone());
                    last = Some(reading.named.clone());
                    if !each {
                        readings.push(reading);
                    }
                }
            }
            _ => {}
        }
    }
    readings
}

/// 铸件3.4万吨、锻件1.2万吨，分别增长5.2%、7.9%: as many of the names that were said
/// last as numbers follow share out what changed.
fn share_growth(
    line: &Line<'_>,
    at: usize,
    said: &[Named],
    named: &mut Named,
    shared: &mut Vec<String>,
) {
    if !(named.change && named.derived) {
        return;
    }
    let near = at.saturating_sub(NEAR_WORDS);
    let clause = line.words[near..at].iter().rposition(|word| word.kind == Kind::Comma);
    let begin = clause.map_or(near, |comma| near + comma);
    let each = (begin..at).any(|index| line.text_of(index, index + 1).starts_with("分别"));
    let verb = named.name.strip_prefix(named.subject.as_str()).unwrap_or_default().to_owned();
    if !each || verb.is_empty() {
        return;
    }
    let listed = line.words[at..].chunks(2).take_while(|pair| {
        matches!(pair[0].kind, Kind::Number(_))
            && pair.get(1).is_some_and(|word| word.kind == Kind::Join)
    });
    let count = listed.count() + 1;
    let Some(first) = said.len().checked_sub(count).filter(|_| count > 1) else { return };
    let mut names = said[first..].iter().map(|name| format!("{}{verb}", name.subject));
    named.name = names.next().unwrap_or_default();
    named.phrase.clone_from(&named.name);
    *shared = names.collect();
}

/// The name of the number at word `at`: its own, or the next of several that a
/// list shares out.
fn next_name(
    line: &Line<'_>,
    at: usize,
    number: &Number,
    last: Option<&Named>,
    shared: &mut Vec<String>,
) -> Option<Named> {
    let listed = at > 0 && matches!(line.words[at - 1].kind, Kind::Join | Kind::Comma);
    if listed && !shared.is_empty() {
        let name = shared.remove(0);
        return last.map(|last| Named { phrase: name.clone(), name, ..last.clone() });
    }
    let named = line.name(at, &number.unit, last)?;
    shared.clone_from(&named.more);
    Some(named)
}

impl Reading {
    fn of(
        text: &[char],
        number: Number,
        named: Named,
        year: Option<u16>,
        indicators: &Indicators,
    ) -> Self {
        let sought = Sought {
            name: &named.name,
            phrase: &named.phrase,
            clause: &named.clause,
            unit: &number.unit,
            stock: named.stock,
            // 人均服务时长 is no 服务时长; 平均参与率 is a 参与率.
            whole: named.derived || (named.name.contains('均') && !named.name.ends_with('率')),
        };
        let indicator = indicators.resolve(&sought).filter(|_| !named.change).map(str::to_owned);
        let scope = scope::of(text, &number, named.change, year, &indicators.non_figures);
        Self { number, named, indicator, scope }
    }

    /// What each got: no indicator's value.
    fn share(
        text: &[char],
        number: Number,
        named: Named,
        year: Option<u16>,
        indicators: &Indicators,
    ) -> Self {
        Self { indicator: None, ..Self::of(text, number, named, year, indicators) }
    }

    /// Whether the number may be believed to count something. `goes_on`: it goes
    /// on with what the number before it counted; `in_list`: numbers of the sentence
    /// were counted before it.
    fn is_trusted(&self, text: &[char], goes_on: bool, in_list: bool, lexicon: &Lexicon) -> bool {
        let Self { number, named, indicator, .. } = self;
        let known = indicator.is_some() || goes_on || named.solid;
        let ends = text.get(number.after).is_none_or(|sign| "，。；、！？）".contains(*sign));
        let right_before = named.before && ends;
        let done = named.acted || named.phrase.chars().count() > named.name.chars().count();
        let structural = lexicon.lists.points.has(&number.unit);
        // 示范车50台，示范线路四条: what a list goes on with is counted.
        let listed = right_before && in_list && !lexicon.lists.heads.has(&named.name);
        match number.trust {
            Trust::Firm => true,
            Trust::Average => {
                // 夜班收车时间延长40分钟, 呼叫响应平均3分钟, 昼夜值守19天, 何师傅52岁
                let lasts = lexicon.lasts(&named.name) && number.unit != "岁";
                let told = right_before || named.until > 0;
                let aged = told && number.unit == "岁" && lexicon.is_elder(&named.name);
                let near = &text[number.start.saturating_sub(AVERAGE_REACH)..number.start];
                let averaged = named.name.contains('均') || near.contains(&'均');
                let stayed =
                    matches!(number.unit.as_str(), "天" | "夜") && lexicon.is_stay(&named.name);
                let extreme = named.before && lexicon.is_extreme(&named.name);
                averaged || stayed || extreme || aged || lasts
            }
            Trust::Weak => known || listed || (right_before || done) && !structural,
            // 建成冷库一座
            Trust::One => (known || done && !structural) && right_before,
        }
    }

    /// The mention it makes, in that place.
    pub(super) fn mention(self, text: &[char], section: Part, paragraph: Option<usize>) -> Mention {
        Mention {
            indicator: self.indicator,
            name: self.named.name,
            value: self.number.value,
            approximate: self.number.approximate,
            unit: self.number.unit,
            text: text[self.number.start..self.number.end].iter().collect(),
            section,
            paragraph,
            start: self.number.start,
            end: self.number.end,
        }
    }
}
