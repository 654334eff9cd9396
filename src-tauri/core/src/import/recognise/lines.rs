//! From lines to paragraphs: what is no text is set aside, and lines that a
//! narrow page broke are put together again.

use super::lists::{DEBRIS, contains_any, starts_with_any};
use super::marks;
use super::mended::Mended;
use super::notes::Notes;
use super::{frame, headings, pages};
use crate::model::{Hints, NoteKind, OutlineLine};

/// A paragraph, and the lines of the file it was made of.
#[derive(Debug, Clone, Default)]
pub(super) struct Para {
    /// Its text, without the space around it.
    pub(super) text: Mended,
    /// Numbers of its lines, from 1.
    pub(super) lines: Vec<usize>,
    /// The space it was indented by.
    pub(super) indent: String,
    /// What the file says of its look.
    pub(super) hints: Hints,
}

impl Para {
    pub(super) fn text(&self) -> &str {
        &self.text.text
    }

    /// Number of characters.
    pub(super) fn chars(&self) -> usize {
        self.text.text.chars().count()
    }

    fn is_indented(&self) -> bool {
        !self.indent.is_empty()
    }

    pub(super) fn is_table_row(&self) -> bool {
        self.hints.table_row && self.text.text.contains('\t')
    }
}

/// The lines that hold text, each a paragraph for now; what is left out goes
/// to the notes.
pub(super) fn read(lines: &[OutlineLine], notes: &mut Notes) -> Vec<Para> {
    let texts: Vec<String> = lines.iter().map(OutlineLine::text).collect();
    let is_row = |at: usize| lines[at].hints.table_row || is_tabular(&texts, at);
    let rows: Vec<bool> = (0..lines.len()).map(is_row).collect();
    let furniture = pages::furniture(&texts, &rows);
    let mut paras = Vec::with_capacity(lines.len());
    let mut blank = false;
    // Space above and below what a page repeats belongs to the page.
    let mut turned = false;
    for (at, (line, text)) in lines.iter().zip(&texts).enumerate() {
        let trimmed = text.trim_matches(is_margin);
        if trimmed.is_empty() {
            blank |= !turned;
            continue;
        }
        let of_page = furniture.get(&at).copied();
        let message = of_page.or_else(|| left_out(&texts, at, rows[at]));
        if let Some(message) = message {
            notes.add(NoteKind::Dropped, message, trimmed, Some(at + 1));
            if of_page.is_some() {
                (blank, turned) = (false, true);
            }
            continue;
        }
        // A row's empty first cell is part of the table, not a margin.
        let kept = if rows[at] { text.as_str() } else { trimmed };
        let mut hints = line.hints.clone();
        hints.after_blank |= blank;
        hints.table_row = rows[at];
        (blank, turned) = (false, false);
        paras.push(Para {
            text: Mended::new(kept),
            lines: vec![at + 1],
            indent: text[..text.len() - text.trim_start_matches(is_margin).len()].to_owned(),
            hints,
        });
    }
    paras
}

pub(super) fn is_margin(c: char) -> bool {
    c.is_whitespace() || c == '\u{feff}' || c == '\u{200b}'
}

/// Why the line at `at` is no part of the report, if it is none.
fn left_out(texts: &[String], at: usize, table_row: bool) -> Option<&'static str> {
    let text = texts[at].trim_matches(is_margin);
    if table_row {
        return None;
    }
    if is_marker(text) || is_web_line(text) {
        return Some("这一行是网页或下载留下的痕迹，没有放进报告");
    }
    if is_contents_line(texts, at) {
        return Some("这一行是目录，没有放进报告");
    }
    None
}

/// `##…##` alone on its line.
fn is_marker(text: &str) -> bool {
    super::repair::markers(text).next().is_some_and(|marker| marker == (0..text.len()))
}

fn is_web_line(text: &str) -> bool {
    let chars = text.chars().count();
    if DEBRIS.line_whole.iter().any(|line| line == text) {
        return true;
    }
    // A sentence is text, whatever it begins with.
    let sentence = text.contains('。') || chars > 60;
    if sentence {
        return false;
    }
    starts_with_any(text, &DEBRIS.line_starts)
        || contains_any(text, &DEBRIS.sites) && chars <= 50 && !text.contains('，')
}

/// `一、工作情况……3` among others of its kind; with nothing but a tab before its page
/// only where the heading itself comes later: 主题党日 and 14 may be a row of a table.
fn is_contents_line(texts: &[String], at: usize) -> bool {
    let entry = |at: usize| {
        let text = texts[at].trim_matches(is_margin);
        let page = text.trim_end_matches(|c: char| c.is_ascii_digit());
        let words = page.trim_end_matches(|c: char| ".·…．\t ".contains(c));
        let numbered = (1..=3).contains(&(text.len() - page.len())) && !words.is_empty();
        let dots = page.len() - words.len() >= 3;
        let tab = page.ends_with('\t') && !words.contains('\t');
        numbered && (dots || tab && comes_later(texts, at, words))
    };
    let around = at.saturating_sub(2)..(at + 3).min(texts.len());
    entry(at) && around.filter(|at| entry(*at)).count() >= 2
}

/// Whether the line and one beside it are rows of a table in plain text: as many short
/// cells, parted by tabs. A tab behind a mark (1. and its text) parts no cells.
fn is_tabular(texts: &[String], at: usize) -> bool {
    const LONGEST_CELL: usize = 20;
    let columns = |at: usize| -> Option<usize> {
        let text = texts.get(at)?.trim_matches(is_margin);
        let cells = text.split('\t');
        let short =
            |cell: &str| cell.chars().count() <= LONGEST_CELL && !cell.contains(['。', '；']);
        let marked = marks::read(text).is_some_and(|mark| text[..mark.len].contains('\t'));
        let count = cells.clone().count();
        let parts = if marked { count > 2 } else { count > 1 };
        (parts && cells.clone().all(short)).then_some(count)
    };
    let own = columns(at);
    own.is_some()
        && (columns(at + 1) == own || at > 0 && columns(at - 1) == own)
        && !is_contents_line(texts, at)
}

/// How many lines ahead a heading of the contents is looked for.
const CONTENTS_REACH: usize = 400;

fn comes_later(texts: &[String], at: usize, words: &str) -> bool {
    let later = texts[at + 1..].iter().take(CONTENTS_REACH);
    later
        .map(|text| text.trim_matches(is_margin))
        .any(|text| text.strip_prefix(words).is_some_and(|rest| !rest.starts_with('\t')))
}

/// Puts together the paragraphs from `start` on that were broken into lines.
pub(super) fn rejoin(paras: Vec<Para>, start: usize, notes: &mut Notes) -> Vec<Para> {
    let habits = Habits::of(&paras[start..]);
    let mut joined: Vec<Para> = Vec::with_capacity(paras.len());
    let mut repair = None;
    let mut last_line_is_full = false;
    let mut paras = paras.into_iter().enumerate().peekable();
    while let Some((at, para)) = paras.next() {
        let line_is_full = habits.fills_line(&para);
        let after = paras.peek().map(|(_, after)| after);
        let continues = at > start
            && joined.last().is_some_and(|last| {
                habits.continues(last, last_line_is_full, &para)
                    || goes_below_mark(last, &para)
                    || habits.full.is_none() && heads_over_two_lines(last, &para, after)
            });
        last_line_is_full = line_is_full;
        if !continues {
            repair = None;
            joined.push(para);
            continue;
        }
        let last = joined.last_mut().expect("a line continues the one before it");
        let repair = *repair.get_or_insert_with(|| {
            notes.add(NoteKind::Repaired, "", "", last.lines.first().copied())
        });
        // Words were torn at a space, numbers anywhere.
        let torn_mark = is_mark_alone(last.text());
        let words = torn_mark
            || match (last.text().chars().next_back(), para.text().chars().next()) {
                (Some(a), Some(b)) if a.is_ascii_digit() && b.is_ascii_digit() => false,
                (Some(a), Some(b)) => a.is_ascii_alphanumeric() && b.is_ascii_alphanumeric(),
                _ => false,
            };
        last.text.join(&para.text, if words { " " } else { "" }, repair);
        last.lines.extend(para.lines);
        let lines = last.lines.len();
        notes.reword(repair, format!("原文把这一段断成了 {lines} 行，已接成一段"));
    }
    joined
}

/// 一、 and nothing else, which came to stand above its heading.
fn is_mark_alone(text: &str) -> bool {
    text.len() <= LONGEST_MARK && marks::read(text).is_some_and(|mark| mark.len == text.len())
}

/// The longest mark, in bytes.
const LONGEST_MARK: usize = 24;

/// Whether `next` is the heading of which `last` is the mark.
fn goes_below_mark(last: &Para, next: &Para) -> bool {
    let free = !last.is_table_row() && !next.is_table_row();
    free && is_mark_alone(last.text()) && marks::read(next.text()).is_none()
}

/// Whether a heading that ends with a comma goes on in `next`, which stands over
/// text itself as no paragraph does.
fn heads_over_two_lines(last: &Para, next: &Para, after: Option<&Para>) -> bool {
    let short = |para: &Para| para.chars() <= LONGEST_HANGING_HEAD && !para.is_table_row();
    let stops = ['。', '；', '！', '？', '：', '\t'];
    last.text().ends_with('，')
        && short(last)
        && short(next)
        && headings::looks_like_one(last.text())
        && !next.text().contains(stops)
        && !next.text().ends_with('，')
        && marks::read(next.text()).is_none()
        && after.is_some_and(|after| is_ended(after.text()) && after.chars() > next.chars())
}

/// How this file breaks its lines.
struct Habits {
    /// The full line, when the lines were broken at one.
    full: Option<Full>,
    /// Every line is followed by an empty one, so that those mean nothing.
    blank_between_all: bool,
    /// Paragraphs begin with an indent, and their other lines do not.
    indents: bool,
}

impl Habits {
    fn of(paras: &[Para]) -> Self {
        let text: Vec<&Para> = paras.iter().filter(|para| !para.is_table_row()).collect();
        let blanks = text.iter().filter(|para| para.hints.after_blank).count();
        let indented = text.iter().filter(|para| para.is_indented()).count();
        Self {
            full: Full::of(&text),
            blank_between_all: blanks * 10 >= text.len() * 8,
            indents: indented >= 2 && indented + 2 <= text.len(),
        }
    }

    /// Whether a line was broken because it was full.
    fn fills_line(&self, para: &Para) -> bool {
        let line = para.text();
        self.full.as_ref().is_some_and(|full| {
            // Behind a full stop there must be no room for another character:
            // else the paragraph ended there.
            let last_column = usize::from(full.measure == Measure::Columns);
            // A heading that ends in the line looks just like one that is broken there.
            let slack = match (is_ended(line), headings::looks_like_one(line)) {
                (true, _) => last_column,
                (false, true) => SLACK / 2,
                (false, false) => SLACK,
            };
            full.measure.of(para) + slack >= full.width
        })
    }

    /// Whether `next` goes on where the line that `last` ends with broke off.
    fn continues(&self, last: &Para, last_line_is_full: bool, next: &Para) -> bool {
        if last.is_table_row() || next.is_table_row() || next.hints.numbered {
            return false;
        }
        if next.hints.after_blank && !self.blank_between_all {
            return false;
        }
        let (text, following) = (last.text(), next.text());
        let mark = marks::read(following);
        let strong = mark.as_ref().is_some_and(|mark| mark.class.opens_sections() && !mark.weak);
        let open = !is_ended(text);
        let hanging = text.ends_with(['，', '、', '（', '“', '《', '—']);
        // A numeral may come to stand first in a line: 形式单 / 一、参加少.
        let torn = open && last_line_is_full && self.indents && !next.is_indented();
        if strong && !hanging && !torn || self.indents && next.is_indented() && !hanging {
            return false;
        }
        if following.starts_with(['，', '。', '、', '；', '：', '）', '》', '！', '？']) {
            return true;
        }
        // A closing mark belongs to the line before only when something is open there;
        // else it is an opening one turned round.
        if following.starts_with('”') && text.matches('“').count() > text.matches('”').count()
        {
            return true;
        }
        if self.full.is_some() {
            return last_line_is_full && (open || mark.is_none() && !frame::ends_report(following));
        }
        // Without a common width only a line that hangs in the air is broken,
        // and a short heading may well end with a comma.
        // The line may have grown long already: no more of it is counted than matters.
        let chars = if hanging { text.chars().take(LONGEST_HANGING_HEAD + 1).count() } else { 0 };
        let heading = chars <= LONGEST_HANGING_HEAD && marks::read(text).is_some();
        hanging && !heading && chars >= SHORTEST_BROKEN
    }
}

/// A heading that ends with a comma has no more characters.
const LONGEST_HANGING_HEAD: usize = 30;
/// A line that was broken has no fewer.
const SHORTEST_BROKEN: usize = 10;

/// How much narrower than a full line one may be that was broken there:
/// three characters, since marks and words are not torn.
const SLACK: usize = 7;

/// The line that a file was broken at.
struct Full {
    /// How its lines were measured.
    measure: Measure,
    /// Its width, in that measure.
    width: usize,
    /// How many lines are that long.
    kept: usize,
}

impl Full {
    /// The full line, by the measure that more lines keep to.
    fn of(paras: &[&Para]) -> Option<Self> {
        let columns = Self::by(paras, Measure::Columns);
        let characters = Self::by(paras, Measure::Characters);
        match (columns, characters) {
            (Some(columns), Some(characters)) if columns.kept < characters.kept => Some(characters),
            (columns, characters) => columns.or(characters),
        }
    }

    /// The full line by `measure`, when most unfinished lines are that long.
    fn by(paras: &[&Para], measure: Measure) -> Option<Self> {
        let mut unfinished: Vec<(usize, bool)> = paras
            .iter()
            .filter(|para| !is_ended(para.text()))
            .map(|para| (measure.of(para), headings::looks_like_one(para.text())))
            .filter(|&(width, _)| width >= measure.of_text("一二三四五六七八九十一二三四"))
            .collect();
        if unfinished.len() < 3 {
            return None;
        }
        let few = unfinished.len() * 5 < paras.len();
        unfinished.sort_unstable();
        let full = unfinished[unfinished.len() * 9 / 10].0;
        let at_edge = |width: usize| width + SLACK >= full && width <= full + 2;
        let kept = unfinished.iter().filter(|(width, _)| at_edge(*width)).count();
        // A heading ends where it ends.
        let short = unfinished.iter().filter(|(width, heading)| !at_edge(*width) && !heading);
        let longer = paras.iter().filter(|para| measure.of(para) > full + 4).count();
        let short = short.count();
        // A few broken lines will do when nothing speaks against them.
        let clear = kept * 4 >= (kept + short) * 3 && longer * 10 <= paras.len();
        let clear = if few { short == 0 && longer == 0 } else { clear };
        (kept >= 3 && clear).then_some(Self { measure, width: full, kept })
    }
}

/// Whether a sentence or a heading's label is complete at the end of `text`.
fn is_ended(text: &str) -> bool {
    let mut ends = text.chars().rev();
    match ends.next() {
        // 折合2. was torn in the middle of 2.6万元.
        Some('.') => !ends.next().is_some_and(|c| c.is_ascii_digit()),
        Some('。' | '！' | '？' | '；' | '：' | '…' | '!' | '?' | ';' | ':') | None => true,
        Some('”' | '’' | '）' | ')' | '"') => {
            ends.next().is_some_and(|c| matches!(c, '。' | '！' | '？' | '；' | '.' | '!' | '?'))
        }
        Some(_) => false,
    }
}

/// By what lines are broken.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Measure {
    /// Half characters, as a fixed page shows them.
    Columns,
    /// Characters, wide or not, as some programs count.
    Characters,
}

impl Measure {
    /// The width of a line, its indent included.
    fn of(self, para: &Para) -> usize {
        self.of_text(&para.indent) + self.of_text(para.text())
    }

    fn of_text(self, text: &str) -> usize {
        let columns = |c: char| if self == Self::Characters || c.is_ascii() { 1 } else { 2 };
        text.chars().map(columns).sum()
    }
}
