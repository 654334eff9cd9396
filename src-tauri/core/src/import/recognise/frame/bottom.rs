//! What stands below the text: closing, signature and date, and attachments
//! behind them.

use super::super::lines::Para;
use super::super::lists::{FRAME, contains_any, starts_with_any};
use super::super::{dates, marks};
use super::people::{ends_with_unit, is_name, is_person_line, is_signed, name_behind_unit};
use super::{Bottom, piece};

/// Takes closing, signature and date off the end of `paras`.
pub(in super::super) fn bottom(paras: &mut Vec<Para>) -> Bottom {
    let mut bottom = Bottom::default();
    if let Some(at) = attachment(paras) {
        bottom.after = paras.split_off(at);
    }
    let dated = date_line(paras);
    if let Some(at) = dated {
        let mut tail = paras.split_off(at);
        let line = tail.remove(0);
        let start = dates::date_at_end(line.text())
            .filter(|_| !dates::is_date(line.text()) && !dates::is_day(line.text()));
        let whole = line.text().len();
        let cut = start.unwrap_or(0);
        bottom.date = Some((line.text.slice(cut..whole), line.lines.clone()));
        if cut > 0 {
            let signed = line.text()[..cut].trim_end().len();
            bottom.signature.push((line.text.slice(0..signed), line.lines.clone()));
        }
        // A signature below the date.
        bottom.signature.extend(tail.iter().map(piece));
    }
    while paras.len() > 1 && bottom.signature.len() < 3 {
        let near_date = bottom.date.is_some() || !bottom.signature.is_empty();
        let Some(last) = paras.last().filter(|last| is_signature(last, near_date)) else { break };
        bottom.signature.insert(0, piece(last));
        paras.pop();
    }
    while paras.len() > 1 && bottom.closing.len() < 5 {
        let none_yet = bottom.closing.is_empty();
        let Some(last) = paras.pop_if(|last| is_closing(last, none_yet)) else { break };
        bottom.closing.insert(0, last);
    }
    bottom
}

/// Where an attachment begins that follows the signed report.
fn attachment(paras: &[Para]) -> Option<usize> {
    let starts =
        |para: &Para| starts_with_any(para.text(), &FRAME.attachments) && para.chars() <= 60;
    let at = paras.iter().rposition(|para| starts(para) && !para.text().ends_with('。'))?;
    let first = (0..=at).rev().take_while(|&at| starts(&paras[at])).last()?;
    (first > 1).then_some(first)
}

/// The line that dates the report: among the last three.
fn date_line(paras: &[Para]) -> Option<usize> {
    let from = paras.len().saturating_sub(3).max(1);
    let at = (from..paras.len()).rev().find(|&at| {
        let text = paras[at].text();
        dates::is_date(text)
            || dates::is_day(text)
            || paras[at].chars() <= 40
                && !text.contains(['。', '，'])
                && marks::read(text).is_none()
                && dates::date_at_end(text)
                    .is_some_and(|cut| is_person_line(text[..cut].trim_end()))
    })?;
    paras[at + 1..].iter().all(|para| is_signature(para, true)).then_some(at)
}

fn is_signature(para: &Para, near_date: bool) -> bool {
    // （青禾村党支部书记　李明）
    let text = para.text().trim_matches(['（', '）', '(', ')']);
    let marked = marks::read(text).is_some_and(|mark| !mark.weak);
    if para.chars() > 40 || marked || para.is_table_row() || text.contains(['。', '，', '；', '！'])
    {
        return false;
    }
    if text.ends_with(['：', ':', '、']) && !starts_with_any(text, &FRAME.signers) {
        return false;
    }
    if is_signed(text) || para.hints.right && para.chars() <= 30 {
        return true;
    }
    // 谢谢大家 and 特此汇报 may lack their stop.
    if ends_report(text) {
        return false;
    }
    if near_date {
        is_person_line(text) || is_bare_label(text)
    } else {
        ends_with_unit(text) || is_name(text) || name_behind_unit(text).is_some()
    }
}

/// Whether `text` is a few words without any stop, that count nothing: above a
/// date that is whoever signs.
fn is_bare_label(text: &str) -> bool {
    let sign = |c: char| c.is_numeric() || "：:？?…\t、".contains(c);
    text.chars().count() <= LONGEST_UNIT && !text.contains(sign)
}

/// The longest name of a unit, in characters, that is known by its place alone.
const LONGEST_UNIT: usize = 22;

/// Whether `text` begins the way the last words of a report do.
pub(in super::super) fn ends_report(text: &str) -> bool {
    starts_with_any(text, &FRAME.closings)
}

/// Whether `para` closes the report; `last` when nothing of the text stands
/// behind it.
fn is_closing(para: &Para, last: bool) -> bool {
    // 最后，感谢大家 numbers nothing.
    let text = para.text().strip_prefix("最后，").unwrap_or(para.text());
    let mark = marks::read(text).filter(|mark| !mark.weak);
    if para.is_table_row() || mark.as_ref().is_some_and(|mark| mark.class.opens_sections()) {
        return false;
    }
    let chars = para.chars();
    if starts_with_any(text, &FRAME.closings) && chars <= 150 {
        return true;
    }
    let bare = text.trim_end_matches(['。', '！', '!', '.']);
    let last_sentence = bare.rsplit(['。', '！']).next().unwrap_or(bare);
    if contains_any(last_sentence, &FRAME.closing_phrases) && chars <= 200 && mark.is_none() {
        return true;
    }
    // A request to the audience as the very last words, or an appeal.
    let asks = FRAME.request_ends.iter().any(|end| last_sentence.ends_with(end.as_str()))
        && last_sentence.contains('请')
        && mark.is_none();
    last && (asks || starts_with_any(text, &FRAME.requests)) && chars <= 60
        || starts_with_any(text, &FRAME.appeals) && chars <= 200 && mark.is_none()
        || chars <= LONGEST_LAST_WORDS && mark.is_none() && takes_leave(text)
}

/// The longest paragraph, in characters, that is told by how it takes leave.
const LONGEST_LAST_WORDS: usize = 60;

/// Whether `text` does at least two of what last words do: speak of the report,
/// speak to the audience, ask it for something, vouch, end. A plan does so at
/// times too, and must do three.
fn takes_leave(text: &str) -> bool {
    let names =
        contains_any(text, &FRAME.leave_audience) || contains_any(text, &FRAME.salutation_names);
    if starts_with_any(text, &FRAME.thanks) && names {
        return true;
    }
    let [report, audience, judge, vouch, end] = &FRAME.leave;
    let speaks = contains_any(text, audience) || asks_audience(text, judge);
    let done = [report, judge, vouch, end].iter().filter(|words| contains_any(text, words)).count();
    let enough = if contains_any(text, &FRAME.leave_not) { 3 } else { 2 };
    done + usize::from(speaks) >= enough && !text.contains(char::is_numeric)
}

/// Whether 请 in `text` speaks to who hears or judges the report, and not to
/// somebody who is told of: 请专家指导.
fn asks_audience(text: &str, judge: &[String]) -> bool {
    text.match_indices('请').any(|(at, word)| {
        let behind = &text[at + word.len()..];
        let whom: String = behind.chars().take(LONGEST_ADDRESSEE).collect();
        let whom = whom.split(['，', '。']).next().unwrap_or_default();
        behind.starts_with('予')
            || starts_with_any(behind, judge)
            || contains_any(whom, &FRAME.leave_audience)
    })
}

/// So far behind 请, in characters, stands the one who is asked.
const LONGEST_ADDRESSEE: usize = 8;
