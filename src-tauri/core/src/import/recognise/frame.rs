//! What stands around the text: title, byline and salutation above, closing,
//! signature and date below.

mod address;
mod bottom;
mod people;

pub(super) use address::{begins_greeting, is_greeting, salutation_end};
pub(super) use bottom::{bottom, ends_report};
pub(super) use people::{is_name, name_behind_unit};

use super::lines::Para;
use super::lists::{FRAME, contains_any, ends_with_any, starts_with_any};
use super::mended::Mended;
use super::notes::Notes;
use super::{dates, marks};
use crate::model::NoteKind;
use people::is_person_line;

/// A text and the lines it came from.
pub(super) type Piece = (Mended, Vec<usize>);

/// What stands above the text.
#[derive(Debug, Default)]
pub(super) struct Top {
    pub(super) title: Vec<Piece>,
    pub(super) byline: Vec<Piece>,
    pub(super) date: Option<Piece>,
    pub(super) salutation: Vec<Piece>,
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
    // Some speak to one on a line and to all on the next.
    while let Some(para) = paras.get(at)
        && top.greeting.is_none()
        && top.salutation.len() < 2
        && let Some(end) = address::first_words(para.text())
    {
        let whole = para.text().len();
        let behind = para.text()[end..].trim_start().len();
        top.salutation.push((para.text.slice(0..end), para.lines.clone()));
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
        address::first_words(next.text()).is_some() || next.text().ends_with("如下：")
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
    // 述  职  报  告 is spread over the line.
    let text: String = text.chars().filter(|c| !marks::is_space(*c)).collect();
    let mut bare = text.trim_matches(['《', '》']);
    while bare.ends_with(['）', ')', '〕']) {
        let Some(open) = bare.rfind(['（', '(', '〔']) else { break };
        bare = &bare[..open];
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
        || people::is_place_and_name(text)
        || bracketed
        || (para.hints.centred || para.hints.right) && para.chars() <= 30
}

/// Whether `text` says that the report now begins.
pub(super) fn leads_in(text: &str) -> bool {
    let bare = text.trim_end_matches(['：', ':', '。', '，', '；', '.']);
    ends_with_any(bare, &FRAME.opening_ends)
}
