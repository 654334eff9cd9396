//! Quotation marks that are turned round, of a foreign kind or left single.
//!
//! A paragraph's marks are read in every sensible way, and each reading has a
//! cost: turning a mark, leaving one alone, a quotation that runs over the end
//! of a sentence. When one reading is clearly the cheapest, the marks are to be
//! set after it; when none is, the paragraph can only be pointed out.

use std::ops::Range;

/// What the quotation marks of a paragraph come to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Quotes {
    /// They open and close in turn, as they should.
    Regular,
    /// The marks to be put in place of others, by bytes.
    Mended(Vec<(Range<usize>, char)>),
    /// They do not match, and can be read in several ways: the bytes from the
    /// first doubtful mark to behind the last.
    Unclear(Range<usize>),
}

/// What a mark in the text looks like.
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
/// A quotation does not hold more marks than this.
const FARTHEST: usize = 12;

/// Reads the double quotation marks of `text`.
pub fn read(text: &str) -> Quotes {
    let quotes = find(text);
    if quotes.is_empty() || quotes.len() > MOST || is_regular(&quotes) || is_nested(text, &quotes) {
        return Quotes::Regular;
    }
    let (best, second) = readings(text, &quotes);
    let resolved = best.uses.iter().all(|made| *made != Use::Alone);
    if !resolved || second.is_some_and(|cost| cost < best.cost + CLEARLY) {
        return Quotes::Unclear(doubtful(&quotes, &best.uses));
    }
    let changes = quotes
        .iter()
        .zip(&best.uses)
        .map(|(quote, made)| (quote, if *made == Use::Open { '“' } else { '”' }))
        .filter(|(quote, right)| quote.sign != *right)
        .map(|(quote, right)| (quote.bytes(), right))
        .collect();
    Quotes::Mended(changes)
}

/// From the first mark that the best reading changes or leaves alone to the last.
fn doubtful(quotes: &[Quote], uses: &[Use]) -> Range<usize> {
    let fits = |(quote, made): (&Quote, &Use)| {
        matches!((quote.look, made), (Look::Open, Use::Open) | (Look::Close, Use::Close))
    };
    let odd: Vec<&Quote> =
        quotes.iter().zip(uses).filter(|pair| !fits(*pair)).map(|(quote, _)| quote).collect();
    let first = odd.first().or(quotes.first().as_ref()).map_or(0, |quote| quote.byte);
    let last = odd.last().or(quotes.last().as_ref()).map_or(0, |quote| quote.bytes().end);
    first..last
}

impl Quote {
    fn bytes(&self) -> Range<usize> {
        self.byte..self.byte + self.sign.len_utf8()
    }
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

/// Whether every mark has its other half, and those inside another pair hold a
/// few words, as in “要发扬“钉钉子”精神”: their form is wrong, not their direction.
fn is_nested(text: &str, quotes: &[Quote]) -> bool {
    let mut open: Vec<&Quote> = Vec::new();
    for quote in quotes {
        match quote.look {
            Look::Open => open.push(quote),
            Look::Either => return false,
            Look::Close => {
                let Some(from) = open.pop() else { return false };
                let words = &text[from.bytes().end..quote.byte];
                // “甲“、”乙”: what stands between two quotations is no quotation.
                let between = words.chars().count() < 2 || words.contains(['，', '。', '、', '；']);
                if open.len() > 1 || open.len() == 1 && between {
                    return false;
                }
            }
        }
    }
    open.is_empty()
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
        now_inside.retain(|(open, _)| at - open < FARTHEST);
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

    /// `text` with the marks set right, or why it cannot be.
    fn mended(text: &str) -> String {
        match read(text) {
            Quotes::Regular => "regular".to_owned(),
            Quotes::Unclear(bytes) => format!("unclear: {}", &text[bytes]),
            Quotes::Mended(changes) => {
                let mut out = text.to_owned();
                for (bytes, sign) in changes.into_iter().rev() {
                    out.replace_range(bytes, sign.encode_utf8(&mut [0; 4]));
                }
                out
            }
        }
    }

    #[test]
    fn a_reversed_pair_is_turned_and_a_foreign_mark_replaced() {
        let text = "以“铸牢共同体意识〞为主线，聚焦”共居、共学、共乐“四项重点，做实“石榴籽”品牌。";
        insta::assert_snapshot!(mended(text), @"以“铸牢共同体意识”为主线，聚焦“共居、共学、共乐”四项重点，做实“石榴籽”品牌。");
    }

    #[test]
    fn what_can_be_read_in_several_ways_is_only_pointed_out() {
        let text = "坚持“三会一课，落实”主题党日“制度，抓好学习。";
        assert!(mended(text).starts_with("unclear"), "{}", mended(text));
    }

    #[test]
    fn marks_that_open_and_close_in_turn_are_regular() {
        assert_eq!(mended("做到“两个维护”，坚定“四个自信”。"), "regular");
        assert_eq!(mended("没有引号。"), "regular");
        assert_eq!(mended("他说：“要发扬“钉钉子”精神。”"), "regular");
        assert_eq!(mended("落实“三会一课“、”主题党日”制度"), "落实“三会一课”、“主题党日”制度");
    }

    proptest::proptest! {
        #[test]
        fn any_marks_are_read_and_nothing_else_is_touched(text in "[“”\"〞甲，。]{0,40}") {
            let rest = |text: &str| text.replace(['“', '”', '"', '〞'], "");
            match read(&text) {
                Quotes::Mended(_) => proptest::prop_assert_eq!(rest(&mended(&text)), rest(&text)),
                Quotes::Unclear(bytes) => proptest::prop_assert!(!text[bytes].is_empty()),
                Quotes::Regular => {}
            }
        }
    }
}
