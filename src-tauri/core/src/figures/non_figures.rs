//! What holds a number and counts nothing: 三会一课, 24小时, 3个方面, 100%覆盖.

use std::collections::{BTreeSet, HashMap};

use serde::Deserialize;

use super::number::Number;
use super::numerals::digit;
use super::words::starts;

/// Expressions that hold a number and count nothing.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct NonFigures {
    #[serde(rename = "about")]
    _about: String,
    #[serde(rename = "source")]
    _source: String,
    expressions: Vec<String>,
    heads: Vec<String>,
    /// 每月, 每季度: how often, not how many a year.
    pub(super) rhythms: Vec<String>,
    /// 连续, 历时: how long it took.
    durations: Vec<String>,
    /// Words that make a year's total of a number after all.
    pub(super) totals: Vec<String>,
    /// 每名, 每户: a share, not a total.
    pub(super) shares: Vec<String>,
    /// 点评, 短板: words for the review of a year, and for what it found.
    reviews: Vec<String>,
    /// 针对, 对照: what is done about a review.
    towards: Vec<String>,
    /// 要求, 目标: behind a share and 的, what was asked for.
    aims: Vec<String>,
    /// 没有: right before a one, which was none.
    nones: Vec<String>,
    /// 面, 方, 道: behind a small number in words mostly part of an idiom.
    idioms: String,
    /// The first characters of rhythms, totals and shares.
    #[serde(skip)]
    beginnings: String,
    #[serde(skip)]
    by_first: HashMap<char, Vec<usize>>,
}

/// The digits of a year, in characters.
const YEAR: usize = 4;

/// So far before a number of hours, in characters, it may be said that they passed.
const DURATION_REACH: usize = 60;

/// So far before 一, in characters, it is denied that there was any.
const NONE_REACH: usize = 4;

/// So far behind 一次, in characters, its rate is named.
const RATE_REACH: usize = 7;

/// So far behind a year, in characters, its review is named.
const REVIEW_REACH: usize = 16;

/// So far before a year, in characters, what is done about it is named.
const TOWARDS_REACH: usize = 6;

impl NonFigures {
    pub(super) fn read(json: &str) -> serde_json::Result<Self> {
        let mut file: Self = serde_json::from_str(json)?;
        file.expressions.sort_by_key(|expression| std::cmp::Reverse(expression.len()));
        for (index, expression) in file.expressions.iter().enumerate() {
            if let Some(first) = expression.chars().next() {
                file.by_first.entry(first).or_default().push(index);
            }
        }
        let words = file.rhythms.iter().chain(&file.totals).chain(&file.shares);
        let beginnings: BTreeSet<char> = words.filter_map(|word| word.chars().next()).collect();
        file.beginnings = beginnings.into_iter().collect();
        Ok(file)
    }

    /// Whether a rhythm, total or share may begin with `sign`.
    pub(super) fn may_begin(&self, sign: char) -> bool {
        self.beginnings.contains(sign)
    }

    /// Whether the clause that ends at `end` says how long something took.
    fn is_duration(&self, text: &[char], end: usize) -> bool {
        let stops = |sign: &char| "，。；、：！？".contains(*sign);
        let near = end.saturating_sub(DURATION_REACH);
        let begin = text[near..end].iter().rposition(stops).map_or(near, |at| near + at + 1);
        (begin..end).any(|at| self.durations.iter().any(|word| starts(text, at, word)))
    }

    /// Whether the year at `at` is that of a review, 针对2022年点评指出的问题: what
    /// was done about it was done since. 去年查摆问题29条 counts, and names none.
    pub(super) fn names_a_review(&self, text: &[char], at: usize) -> bool {
        let length = text[at..].iter().position(|sign| "，。；！？：\n\t".contains(*sign));
        let clause = &text[at..length.map_or(text.len(), |length| at + length)];
        let says = |part: &[char], words: &[String]| {
            (0..part.len()).any(|here| words.iter().any(|word| starts(part, here, word)))
        };
        let counts = clause.iter().skip(YEAR).any(char::is_ascii_digit);
        says(&clause[..clause.len().min(REVIEW_REACH)], &self.reviews)
            && (!counts || says(&text[at.saturating_sub(TOWARDS_REACH)..at], &self.towards))
    }

    /// Whether the share is one that was asked for: 离95%的要求还差4个百分点.
    fn is_aim(&self, text: &[char], number: &Number) -> bool {
        let of = number.unit == "%" && text.get(number.after) == Some(&'的');
        of && self.aims.iter().any(|word| starts(text, number.after + 1, word))
    }

    /// Whether there was not even one: 没有1人掉队, 没伤一个人.
    fn is_none(&self, text: &[char], number: &Number) -> bool {
        let one = (number.value - 1.0).abs() < 1e-9;
        let said = self.nones.iter().any(|word| {
            let length = word.chars().count();
            number.start >= length && starts(text, number.start - length, word)
        });
        // 没改完的1个 is one; only 一 stands for any.
        let near = &text[number.start.saturating_sub(NONE_REACH)..number.start];
        let denied = near.iter().rposition(|sign| *sign == '没').is_some_and(|not| {
            text[number.start] == '一'
                && !near[not..].iter().any(|sign| "，。；、的".contains(*sign))
        });
        one && (said || denied)
    }

    /// Whether a small number in words is mostly part of an idiom: 四处奔波.
    pub(super) fn is_idiom(&self, number: &Number) -> bool {
        number.unit.chars().all(|sign| self.idioms.contains(sign))
    }

    /// Length of the expression at `at` that counts nothing.
    pub(super) fn at(&self, text: &[char], at: usize) -> Option<usize> {
        // 24小时 inside 124小时 is another number.
        if at > 0 && digit(text[at]).is_some() && digit(text[at - 1]).is_some() {
            return None;
        }
        let candidates = self.by_first.get(&text[at])?;
        let index = candidates.iter().find(|&&index| starts(text, at, &self.expressions[index]))?;
        Some(self.expressions[*index].chars().count())
    }
}

/// What has a unit behind it and still counts nothing: 3个方面, “5个一”, 1户1档.
pub(super) fn counts_nothing(text: &[char], number: &Number, non_figures: &NonFigures) -> bool {
    let next = |at: usize| text.get(at).copied();
    let classed = matches!(number.unit.as_str(), "个" | "种" | "类" | "项" | "条" | "大类" | "方");
    let structural = classed && non_figures.heads.iter().any(|head| starts(text, number.end, head));
    let one = |sign: Option<char>| matches!(sign, Some('1' | '一' | '１'));
    let slogan = (number.value - 1.0).abs() < 1e-9
        && (one(next(number.end))
            || number.start >= 2 && one(next(number.start - 2)) && one(next(number.start)));
    let full = number.unit == "%"
        && (number.value - 100.0).abs() < 1e-9
        && !after_rate(text, number.start);
    let lasted = number.unit == "小时" && non_figures.is_duration(text, number.start);
    // 信你一百回: nothing is counted out to the reader.
    let addressed = number.start > 0 && text[number.start - 1] == '你';
    // 跑一百遍不如做一遍
    let addressed = addressed || starts(text, number.end, "不如");
    // 14小时/周: how much at a time.
    let each = next(number.end) == Some('/');
    structural
        || each
        || addressed
        || slogan
        || full
        || lasted
        || is_first_try(text, number)
        || non_figures.is_aim(text, number)
        || non_figures.is_none(text, number)
        || in_short_quotes(text, number)
}

/// 一次验收合格率: how often it was tried is part of the rate's name.
fn is_first_try(text: &[char], number: &Number) -> bool {
    let once = number.unit == "次" && text[number.start] == '一';
    let behind = text[number.end..].iter().take(RATE_REACH);
    once && behind
        .take_while(|sign| digit(**sign).is_none() && !"，。；、".contains(**sign))
        .any(|sign| *sign == '率')
}

/// Whether a rate (满意率, 满意度, 比例) is named before the number: only then does
/// 100% tell a figure.
fn after_rate(text: &[char], at: usize) -> bool {
    let window = &text[at.saturating_sub(5)..at];
    window.iter().rposition(|sign| matches!(sign, '率' | '度' | '例')).is_some_and(|rate| {
        window[rate + 1..].iter().all(|sign| "均达到为是了高至保持在".contains(*sign))
    })
}

/// “5个一”, “1+3+N”: a name in quotes, not a count.
fn in_short_quotes(text: &[char], number: &Number) -> bool {
    let opens = |sign: &char| matches!(sign, '“' | '"' | '‘' | '「');
    let closes = |sign: &char| matches!(sign, '”' | '"' | '’' | '」');
    let stops = |sign: &char| matches!(sign, '，' | '。' | '；' | '、' | ',' | ';');
    let before = &text[number.start.saturating_sub(4)..number.start];
    let after = &text[number.end..text.len().min(number.end + 6)];
    let opened = before.iter().rposition(opens);
    let closed = after.iter().position(closes);
    match (opened, closed) {
        (Some(open), Some(close)) => {
            !before[open + 1..].iter().any(|sign| closes(sign) || stops(sign))
                && !after[..close].iter().any(stops)
        }
        _ => false,
    }
}
