//! What stands around the text: title, byline and salutation above, closing,
//! signature and date below.

use super::lines::Para;
use super::lists::{FRAME, UNITS, contains_any, ends_with_any, starts_with_any};
use super::mended::Mended;
use super::notes::Notes;
use super::{dates, marks};
use crate::model::NoteKind;

/// A text and the lines it came from.
pub(super) type Piece = (Mended, Vec<usize>);

/// What stands above the text.
#[derive(Debug, Default)]
pub(super) struct Top {
    pub(super) title: Vec<Piece>,
    pub(super) byline: Vec<Piece>,
    pub(super) date: Option<Piece>,
    pub(super) salutation: Option<Piece>,
    /// A greeting that ran on behind the salutation: the opening's first words.
    pub(super) greeting: Option<Piece>,
    /// How many paragraphs it took.
    pub(super) taken: usize,
}

/// What stands below the text.
#[derive(Debug, Default)]
pub(super) struct Bottom {
    pub(super) closing: Vec<Para>,
    pub(super) signature: Vec<Piece>,
    pub(super) date: Option<Piece>,
    /// What follows signature and date: attachments.
    pub(super) after: Vec<Para>,
}

impl Top {
    /// Its texts, to be repaired.
    pub(super) fn pieces(&mut self) -> impl Iterator<Item = &mut Piece> {
        let Self { title, byline, date, salutation, greeting, .. } = self;
        title.iter_mut().chain(byline).chain(date).chain(salutation).chain(greeting)
    }
}

/// Reads the top of the text.
pub(super) fn top(paras: &[Para], notes: &mut Notes) -> Top {
    let mut top = Top::default();
    let mut at = 0;
    while let Some(para) = paras.get(at).filter(|para| is_label(para)) {
        let message = "文件开头的这一行不属于报告正文，没有放进报告";
        notes.add(NoteKind::Dropped, message, para.text(), para.lines.first().copied());
        at += 1;
    }
    let title = title_len(&paras[at..]);
    top.title = paras[at..at + title].iter().map(piece).collect();
    at += title;
    if title > 0 {
        while let Some(para) = paras.get(at).filter(|_| top.byline.len() < 3) {
            if top.date.is_none() && dates::is_date(para.text()) {
                top.date = Some(piece(para));
            } else if is_byline(para) {
                top.byline.push(piece(para));
            } else {
                break;
            }
            at += 1;
        }
    }
    if let Some(para) = paras.get(at)
        && let Some(end) = salutation_end(para.text())
    {
        let whole = para.text().len();
        let behind = para.text()[end..].trim_start().len();
        top.salutation = Some((para.text.slice(0..end), para.lines.clone()));
        if behind > 0 {
            top.greeting = Some((para.text.slice(whole - behind..whole), para.lines.clone()));
        }
        at += 1;
    }
    top.taken = at;
    top
}

fn piece(para: &Para) -> Piece {
    (para.text.clone(), para.lines.clone())
}

/// 附件2 and the like above a title.
fn is_label(para: &Para) -> bool {
    para.chars() <= 12 && starts_with_any(para.text(), &FRAME.not_title)
}

/// How many of the first paragraphs are the title.
fn title_len(paras: &[Para]) -> usize {
    let possible = paras.iter().take(5).take_while(|para| is_title_line(para)).count();
    let complete = paras[..possible].iter().position(|para| ends_title(para.text()));
    if let Some(last) = complete {
        let subtitles = paras[last + 1..possible].iter().take_while(|para| {
            let dashed = para.text().starts_with(['—', '－', '-', '─']);
            dashed && !is_person_line(para.text()) || is_title_bracket(para.text())
        });
        return last + 1 + subtitles.count();
    }
    // No usual last word: the look of the lines must tell, or what follows.
    let looks = |para: &&Para| para.hints.title || para.hints.centred;
    let by_look = paras[..possible].iter().take(3).take_while(looks).count();
    if by_look > 0 {
        return by_look;
    }
    let Some(first) = paras.first().filter(|_| possible > 0) else { return 0 };
    let next_speaks = paras.get(1).is_some_and(|next| {
        salutation_end(next.text()).is_some() || next.text().ends_with("如下：")
    });
    let own_words = !dates::years(first.text()).is_empty()
        || first.text().contains("党建")
        || first.text().contains("述职");
    usize::from(next_speaks || own_words && paras.len() > 1)
}

fn is_title_line(para: &Para) -> bool {
    let text = para.text();
    let marked = marks::read(text).is_some_and(|mark| !mark.weak && mark.class.opens_sections());
    para.chars() <= 45
        && !para.is_table_row()
        && !text.ends_with(['。', '；', '！', '：', ':', '，'])
        && !text.contains('。')
        && (!marked
            || !dates::years(text).is_empty() && text.chars().next().is_some_and(|c| c == '2'))
        && salutation_end(text).is_none()
        && !dates::is_date(text)
}

/// Whether a title may end with `text`.
fn ends_title(text: &str) -> bool {
    let mut bare = text.trim_end();
    while bare.ends_with(['）', ')', '〕']) {
        let Some(open) = bare.rfind(['（', '(', '〔']) else { break };
        bare = bare[..open].trim_end();
    }
    ends_with_any(bare, &FRAME.title_ends)
}

/// Whether a page header may serve as the title.
pub(super) fn is_header_title(text: &str) -> bool {
    let text = text.trim();
    ends_title(text) && (8..=45).contains(&text.chars().count())
}

/// （书面稿） and （2023年）
fn is_title_bracket(text: &str) -> bool {
    let bracketed = text.starts_with(['（', '(']) && text.ends_with(['）', ')']);
    let told = contains_any(text, &FRAME.title_brackets) || !dates::years(text).is_empty();
    bracketed && text.chars().count() <= 14 && told
}

/// A line under the title: who reports, with office and unit.
fn is_byline(para: &Para) -> bool {
    let text = para.text();
    let short = para.chars() <= 40 && !para.is_table_row();
    let open = !text.ends_with(['。', '；', '：', ':', '！', '，']) && !text.contains('。');
    let marked = marks::read(text).is_some_and(|mark| mark.class.opens_sections());
    if !short || !open || marked || salutation_end(text).is_some() {
        return false;
    }
    let bracketed = text.starts_with(['（', '(']) && text.ends_with(['）', ')']);
    is_person_line(text)
        || bracketed
        || (para.hints.centred || para.hints.right) && para.chars() <= 30
}

/// Whether a short line names a person or a unit.
pub(super) fn is_person_line(text: &str) -> bool {
    let bare = text.trim_start_matches(['—', '－', '-', '─']);
    starts_with_any(bare, &FRAME.signers)
        || is_name(bare)
        || ends_with_unit(bare)
        || name_behind_unit(bare).is_some()
        || contains_any(bare, &FRAME.offices) && !bare.contains("如下") && !bare.contains('，')
}

/// Two to four Han characters, with a space within perhaps.
pub(super) fn is_name(text: &str) -> bool {
    let han = text.chars().filter(|c| ('\u{4e00}'..='\u{9fff}').contains(c) || *c == '·').count();
    let spaces = text.chars().filter(|c| marks::is_space(*c)).count();
    (2..=4).contains(&han) && han + spaces == text.chars().count() && !text.ends_with("好")
}

fn ends_with_unit(text: &str) -> bool {
    let unit = UNITS.levels.iter().any(|level| ends_with_any(text, &level.ends));
    unit && text.chars().count() <= 30
}

/// 李明 in 青禾社区党支部　李明.
pub(super) fn name_behind_unit(text: &str) -> Option<&str> {
    let (unit, name) = text.split_once(marks::is_space)?;
    (ends_with_unit(unit) && is_name(name.trim())).then(|| name.trim())
}

/// Where the words end that address the audience, if `text` begins with such.
pub(super) fn salutation_end(text: &str) -> Option<usize> {
    let addressed = |words: &str| {
        contains_any(words, &FRAME.salutation_names)
            && (starts_with_any(words, &FRAME.salutation_starts) || words.contains("同志"))
    };
    let colon = text.char_indices().take(45).find(|(_, c)| matches!(c, '：' | ':'));
    if let Some((at, colon)) = colon {
        let words = &text[..at];
        let plain = !words.contains(['。', '！', '；', '“']) && !words.contains("如下");
        if plain && addressed(words) {
            return Some(at + colon.len_utf8());
        }
        // A body that is addressed, 街道党工委：, stands on a line of its own.
        let first = words.split(['，', ',', '、', ' ', '　']).next().unwrap_or(words);
        let alone = text[at + colon.len_utf8()..].trim().is_empty() && first.chars().count() <= 15;
        if plain && alone && ends_with_any(first, &UNITS.superiors) {
            return Some(at + colon.len_utf8());
        }
    }
    // Without a colon only a line of its own can be one.
    let line = text.chars().count() <= 26 && addressed(text) && !text.contains('。');
    let names =
        ends_with_any(text.trim_end_matches(['，', ',', '！', '!']), &FRAME.salutation_names);
    let greets = text.trim_end_matches(['！', '!', '。']).ends_with('好');
    (line && (names || greets)).then_some(text.len())
}

/// Whether `text` is a mere greeting, such as 大家好！
pub(super) fn is_greeting(text: &str) -> bool {
    let bare = text.trim_end_matches(['！', '!', '。', '，']);
    FRAME.greetings.iter().any(|greeting| bare == greeting)
}

/// Whether `text` says that the report now begins.
pub(super) fn leads_in(text: &str) -> bool {
    let bare = text.trim_end_matches(['：', ':', '。', '，', '；', '.']);
    ends_with_any(bare, &FRAME.opening_ends)
}

/// Takes closing, signature and date off the end of `paras`.
pub(super) fn bottom(paras: &mut Vec<Para>) -> Bottom {
    let mut bottom = Bottom::default();
    if let Some(at) = attachment(paras) {
        bottom.after = paras.split_off(at);
    }
    let dated = date_line(paras);
    if let Some(at) = dated {
        let mut tail = paras.split_off(at);
        let line = tail.remove(0);
        let start = dates::date_at_end(line.text()).filter(|_| !dates::is_date(line.text()));
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
    let starts = |para: &Para| {
        let label = para.text().starts_with("附件")
            || para.text().starts_with("附表")
            || para.text().starts_with("附：");
        label && para.chars() <= 60
    };
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
            || paras[at].chars() <= 40
                && !text.contains(['。', '，'])
                && marks::read(text).is_none()
                && dates::date_at_end(text)
                    .is_some_and(|cut| is_person_line(text[..cut].trim_end()))
    })?;
    paras[at + 1..].iter().all(|para| is_signature(para, true)).then_some(at)
}

fn is_signature(para: &Para, near_date: bool) -> bool {
    let text = para.text();
    let marked = marks::read(text).is_some_and(|mark| !mark.weak);
    if para.chars() > 40 || marked || para.is_table_row() || text.contains(['。', '，', '；', '！'])
    {
        return false;
    }
    if text.ends_with(['：', ':', '、']) && !starts_with_any(text, &FRAME.signers) {
        return false;
    }
    if starts_with_any(text, &FRAME.signers) || para.hints.right && para.chars() <= 30 {
        return true;
    }
    if near_date { is_person_line(text) } else { ends_with_unit(text) || is_name(text) }
}

/// Whether `text` begins the way the last words of a report do.
pub(super) fn ends_report(text: &str) -> bool {
    starts_with_any(text, &FRAME.closings)
}

/// Whether `para` closes the report; `last` when nothing of the text stands
/// behind it.
fn is_closing(para: &Para, last: bool) -> bool {
    let text = para.text();
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
}
