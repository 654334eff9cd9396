//! Quotation marks that are turned round, of a foreign kind or left single.
//!
//! A paragraph's marks are read in every sensible way, and each reading has a
//! cost: turning a mark, leaving one alone, a quotation that runs over the end
//! of a sentence. When one reading is clearly the cheapest, the marks are set
//! after it; when none is, the paragraph is only pointed out.

use std::ops::Range;

use super::lines::Para;
use super::notes::Notes;
use crate::model::NoteKind;

/// What a mark in the file looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Look {
    Open,
    Close,
    Either,
}

/// What a reading makes of a mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Use {
    Open,
    Close,
    Alone,
}

/// A mark in a paragraph.
struct Quote {
    byte: usize,
    sign: char,
    look: Look,
}

/// Costs, in tenths.
const TURN: u32 = 10;
const ALONE: u32 = 20;
const OVER_SENTENCE: u32 = 30;
const OVER_CLAUSE: u32 = 12;
const LONG: u32 = 10;
const EMPTY: u32 = 50;
const MISPLACED: u32 = 15;
/// How much cheaper than the next reading the best must be.
const CLEARLY: u32 = 10;
/// More marks than this in one paragraph are not worth the time.
const MOST: usize = 300;

/// Sets the quotation marks of `para` right where that is clear.
pub(super) fn mend(para: &mut Para, notes: &mut Notes) {
    let quotes = find(para.text());
    if quotes.is_empty() || quotes.len() > MOST || is_regular(&quotes) {
        return;
    }
    let line = para.lines.first().copied();
    let (best, second) = readings(para.text(), &quotes);
    let resolved = best.uses.iter().all(|made| *made != Use::Alone);
    if !resolved || second.is_some_and(|cost| cost < best.cost + CLEARLY) {
        notes.doubt_quotes(para.text(), line);
        return;
    }
    let changes: Vec<(Range<usize>, String)> = quotes
        .iter()
        .zip(&best.uses)
        .map(|(quote, made)| (quote, if *made == Use::Open { '“' } else { '”' }))
        .filter(|(quote, right)| quote.sign != *right)
        .map(|(quote, right)| (quote.byte..quote.byte + quote.sign.len_utf8(), right.to_string()))
        .collect();
    let pairs = changes.len().div_ceil(2);
    let repair = notes.add(NoteKind::Repaired, format!("理好了 {pairs} 对引号"), "", line);
    para.text.replace(changes, repair);
    notes.retext(repair, para.text.taken(repair).concat());
}

fn find(text: &str) -> Vec<Quote> {
    text.char_indices()
        .filter_map(|(byte, sign)| {
            let look = match sign {
                '“' => Look::Open,
                '”' => Look::Close,
                '"' | '＂' | '〝' | '〞' | '〟' => Look::Either,
                _ => return None,
            };
            Some(Quote { byte, sign, look })
        })
        .collect()
}

/// Whether the marks open and close in turn, as they should.
fn is_regular(quotes: &[Quote]) -> bool {
    quotes.len().is_multiple_of(2)
        && quotes.chunks(2).all(|pair| pair[0].look == Look::Open && pair[1].look == Look::Close)
}

/// A way to read the marks of a paragraph.
#[derive(Clone)]
struct Reading {
    cost: u32,
    uses: Vec<Use>,
}

/// The cheapest reading, and the cost of the next.
fn readings(text: &str, quotes: &[Quote]) -> (Reading, Option<u32>) {
    // The best two readings of the marks so far: outside any quotation, and
    // inside the one that the mark at an index opened.
    let mut outside = vec![Reading { cost: 0, uses: Vec::new() }];
    let mut inside: Vec<(usize, Reading)> = Vec::new();
    for (at, quote) in quotes.iter().enumerate() {
        let mut now_outside = Vec::new();
        let mut now_inside = Vec::new();
        for reading in &outside {
            now_outside.push(reading.with(Use::Alone, ALONE));
            let cost = turned(quote.look, Look::Close) + opening(text, quote);
            now_inside.push((at, reading.with(Use::Open, cost)));
        }
        for (open, reading) in &inside {
            now_inside.push((*open, reading.with(Use::Alone, ALONE)));
            let from = quotes[*open].byte + quotes[*open].sign.len_utf8();
            let cost = turned(quote.look, Look::Open)
                + closing(text, quote)
                + span(&text[from..quote.byte]);
            now_outside.push(reading.with(Use::Close, cost));
        }
        outside = cheapest(now_outside);
        // Two for each opening mark; far back ones cannot win any more.
        now_inside.retain(|(open, _)| at - open < 12);
        inside = cheapest_by_open(now_inside);
    }
    let mut all = outside;
    // A quotation that never closes leaves its mark alone.
    all.extend(inside.into_iter().map(|(open, mut reading)| {
        reading.uses[open] = Use::Alone;
        reading.cost += ALONE;
        reading
    }));
    all.sort_by_key(|reading| reading.cost);
    let best = all.first().cloned().expect("leaving every mark alone is always a reading");
    let second = all.iter().skip(1).find(|other| other.uses != best.uses).map(|other| other.cost);
    (best, second)
}

impl Reading {
    fn with(&self, made: Use, cost: u32) -> Self {
        let mut uses = self.uses.clone();
        uses.push(made);
        Self { cost: self.cost + cost, uses }
    }
}

fn cheapest(mut readings: Vec<Reading>) -> Vec<Reading> {
    readings.sort_by_key(|reading| reading.cost);
    readings.truncate(3);
    readings
}

fn cheapest_by_open(mut readings: Vec<(usize, Reading)>) -> Vec<(usize, Reading)> {
    readings.sort_by_key(|(open, reading)| (*open, reading.cost));
    let mut kept: Vec<(usize, Reading)> = Vec::new();
    for (open, reading) in readings {
        if kept.iter().filter(|(other, _)| *other == open).count() < 3 {
            kept.push((open, reading));
        }
    }
    kept
}

fn turned(look: Look, against: Look) -> u32 {
    if look == against { TURN } else { 0 }
}

/// An opening mark stands before words, not before a stop or at the end.
fn opening(text: &str, quote: &Quote) -> u32 {
    let next = text[quote.byte + quote.sign.len_utf8()..].chars().next();
    if next.is_none_or(|c| "，。、；：！？）》,.;:!?)”".contains(c)) {
        MISPLACED
    } else {
        0
    }
}

/// A closing mark stands behind words, not at the beginning.
fn closing(text: &str, quote: &Quote) -> u32 {
    let last = text[..quote.byte].chars().next_back();
    if last.is_none_or(|c| "（《“、(".contains(c)) { MISPLACED } else { 0 }
}

/// What a quotation of these words costs.
fn span(words: &str) -> u32 {
    let length = words.chars().count();
    let inner = words.trim_end_matches(['。', '！', '？', '，', '；']);
    let mut cost = 0;
    if length == 0 {
        cost += EMPTY;
    }
    if inner.contains(['。', '；', '！', '？']) {
        cost += OVER_SENTENCE;
    } else if inner.contains(['，', '：']) {
        cost += OVER_CLAUSE;
    }
    if length > 30 {
        cost += LONG;
    }
    cost
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The paragraph after mending, and what was said.
    fn mended(text: &str) -> String {
        let mut notes = Notes::default();
        let mut para = Para { text: super::super::mended::Mended::new(text), ..Para::default() };
        mend(&mut para, &mut notes);
        format!("{} | {}", para.text(), notes.messages().join("；"))
    }

    #[test]
    fn a_reversed_pair_is_turned_and_a_foreign_mark_replaced() {
        let text = "以“铸牢共同体意识〞为主线，聚焦”共居、共学、共乐“四项重点，做实“石榴籽”品牌。";
        insta::assert_snapshot!(mended(text), @"以“铸牢共同体意识”为主线，聚焦“共居、共学、共乐”四项重点，做实“石榴籽”品牌。 | 理好了 2 对引号");
    }

    #[test]
    fn straight_marks_become_pairs() {
        insta::assert_snapshot!(mended("开展\"我为群众办实事\"活动，擦亮\"红心\"品牌。"), @"开展“我为群众办实事”活动，擦亮“红心”品牌。 | 理好了 2 对引号");
    }

    #[test]
    fn a_paragraph_that_can_be_read_in_several_ways_is_only_pointed_out() {
        insta::assert_snapshot!(mended("坚持“三会一课，落实”主题党日“制度，抓好学习。"), @"坚持“三会一课，落实”主题党日“制度，抓好学习。 | 这一段的引号配不上对，没有改动，请核对");
    }

    #[test]
    fn regular_marks_are_left_alone() {
        insta::assert_snapshot!(mended("做到“两个维护”，坚定“四个自信”。"), @"做到“两个维护”，坚定“四个自信”。 |");
    }
}
