//! From characters to lines: fields, tables, notes, text boxes, changes.

use std::collections::BTreeMap;

use super::File;
use super::bytes::{entries, text_at, u16_at, u32_at};
use super::fib;
use super::lists;
use super::looks::{Character, Looks, Paragraph};
use super::sheet::{self, Style};
use super::text::Text;
use crate::Result;
use crate::import::equation::{Field, Shown};
use crate::import::limits::Budget;
use crate::import::line::{self, Line};
use crate::import::numbering::Numbering;
use crate::model::{Change, ChangeKind, Hints, NoteKind, Remark};

/// What hangs on a character of the main text.
enum Aside {
    /// Lines that follow the paragraph.
    Lines(Vec<Line>),
    Remark(Remark),
}

/// A file being read.
struct Story<'a, 'b> {
    text: &'a Text,
    looks: Looks,
    styles: Vec<Style>,
    numbering: Numbering,
    authors: Vec<String>,
    budget: &'b mut Budget,
    asides: BTreeMap<usize, Vec<Aside>>,
}

/// The lines of the main text, with notes, boxes and comments where they belong.
pub(super) fn read(file: &File, text: &Text, budget: &mut Budget) -> Result<Vec<Line>> {
    let mut story = Story::new(file, text, budget);
    story.notes(file, (fib::FOOTNOTE_PLACES, 2), fib::FOOTNOTE_TEXTS, fib::FOOTNOTES)?;
    story.notes(file, (fib::ENDNOTE_PLACES, 2), fib::ENDNOTE_TEXTS, fib::ENDNOTES)?;
    story.notes(file, (fib::COMMENT_PLACES, 30), fib::COMMENT_TEXTS, fib::COMMENTS)?;
    story.boxes(file)?;
    let (from, to) = file.fib.range(fib::MAIN);
    let mut lines = story.lines(from, to)?;
    // What hangs on no paragraph that was read.
    for aside in std::mem::take(&mut story.asides).into_values().flatten() {
        if let Aside::Lines(left) = aside {
            lines.extend(left);
        }
    }
    Ok(lines)
}

/// What stands in headers and footers.
pub(super) fn headers(file: &File, text: &Text, budget: &mut Budget) -> Result<Vec<String>> {
    let mut story = Story::new(file, text, budget);
    let (from, to) = file.fib.range(fib::HEADERS);
    Ok(line::margins(story.lines(from, to)?.iter().map(Line::text)))
}

/// A paragraph being read.
#[derive(Default)]
struct Reading {
    line: Line,
    units: Vec<u16>,
    change: Option<Change>,
    hidden: String,
    /// The mark that ends it is hidden.
    mark_hidden: bool,
    /// Reading aids above characters.
    ruby: String,
    pictures: usize,
    bold: usize,
    chars: usize,
    half_points: Option<u16>,
    aside: Vec<Line>,
}

impl<'a, 'b> Story<'a, 'b> {
    fn new(file: &File, text: &'a Text, budget: &'b mut Budget) -> Self {
        Self {
            text,
            looks: Looks::read(file),
            styles: sheet::read(file),
            numbering: lists::read(file),
            // Behind a head of three numbers.
            authors: names(file.part(fib::AUTHORS), 6),
            budget,
            asides: BTreeMap::new(),
        }
    }

    /// Hangs footnotes, endnotes or comments on the characters they belong to.
    fn notes(
        &mut self,
        file: &File,
        (places, entry): (usize, usize),
        texts: usize,
        part: usize,
    ) -> Result<()> {
        let (start, end) = file.fib.range(part);
        let owners = names(file.part(fib::COMMENT_OWNERS), 0);
        let bounds = entries(file.part(texts), 0);
        for ((place, _, data), (from, to, _)) in
            entries(file.part(places), entry).into_iter().zip(bounds)
        {
            let range = (start.saturating_add(from), start.saturating_add(to).min(end));
            let mut lines = self.lines(range.0, range.1)?;
            lines.retain(|line| !line.is_empty());
            let aside = if part == fib::COMMENTS {
                let owner = u16_at(data, 20).and_then(|at| owners.get(usize::from(at)));
                let words: Vec<String> = lines.iter().map(Line::text).collect();
                Aside::Remark(Remark {
                    author: owner.cloned().unwrap_or_default(),
                    text: words.join("\n"),
                    ..Remark::default()
                })
            } else {
                if let Some(first) = lines.first_mut() {
                    let message = "这是脚注，放在了它所注的那一段后面".to_owned();
                    first.notes.push((NoteKind::Recognised, message, first.text()));
                }
                Aside::Lines(lines)
            };
            self.asides.entry(place).or_default().push(aside);
        }
        Ok(())
    }

    /// Hangs text boxes on the shapes they stand in.
    fn boxes(&mut self, file: &File) -> Result<()> {
        const SHAPE: usize = 26;
        const BOX: usize = 22;
        let shapes: BTreeMap<u32, usize> = entries(file.part(fib::SHAPE_PLACES), SHAPE)
            .into_iter()
            .filter_map(|(place, _, data)| Some((u32_at(data, 0)?, place)))
            .collect();
        let (start, end) = file.fib.range(fib::BOXES);
        let (_, main_end) = file.fib.range(fib::MAIN);
        for (from, to, data) in entries(file.part(fib::BOX_TEXTS), BOX) {
            let range = (start.saturating_add(from), start.saturating_add(to).min(end));
            let mut lines = self.lines(range.0, range.1)?;
            lines.retain(|line| !line.is_empty());
            let shape = u32_at(data, 14).and_then(|shape| shapes.get(&shape));
            let place = shape.copied().unwrap_or(main_end);
            self.asides.entry(place).or_default().push(Aside::Lines(lines));
        }
        Ok(())
    }

    /// The lines of the characters from `from` to `to`.
    fn lines(&mut self, from: usize, to: usize) -> Result<Vec<Line>> {
        let to = to.min(self.text.units.len());
        let mut lines: Vec<Line> = Vec::new();
        let mut cell: Vec<Line> = Vec::new();
        let mut row: Vec<Vec<Line>> = Vec::new();
        let mut fields: Vec<Field> = Vec::new();
        let unended = unended(self.text.units.get(from..to).unwrap_or_default());
        let mut para = Reading::default();
        for at in from..to {
            let unit = self.text.units[at];
            let place = self.text.place(at);
            let look = self.character(place);
            self.hang(at, look, &mut para);
            match unit {
                // The mark was deleted: the next paragraph continues this one.
                0x0d if look.deleted => {}
                0x0d | 0x07 | 0x0c => {
                    para.mark_hidden = look.hidden;
                    let paragraph = place.and_then(|(offset, _)| self.looks.paragraph(offset));
                    // Without a look the marks themselves must tell where a row ends.
                    let guess = paragraph.is_none() && self.ends_row(at);
                    let paragraph = self.with_fast_saved(paragraph.unwrap_or_default(), place);
                    let mut ended = self.end(std::mem::take(&mut para), paragraph)?;
                    match unit {
                        0x07 if paragraph.row_end || guess && ended.iter().all(Line::is_empty) => {
                            if !cell.is_empty() {
                                row.push(std::mem::take(&mut cell));
                            }
                            lines.extend(line::row(std::mem::take(&mut row)));
                        }
                        0x07 => {
                            cell.append(&mut ended);
                            row.push(std::mem::take(&mut cell));
                        }
                        // A page or section break inside the text ends a paragraph that has some.
                        0x0c if ended.iter().all(Line::is_empty) => {}
                        _ if paragraph.in_table => cell.append(&mut ended),
                        _ => lines.append(&mut ended),
                    }
                }
                0x13 if unended.binary_search(&(at - from)).is_ok() => {
                    para.line.notes.push(line::broken_field(String::new()));
                }
                0x13 => fields.push(Field::default()),
                0x14 => {
                    if let Some(field) = fields.last_mut() {
                        field.shows_result = true;
                    }
                }
                0x15 => {
                    if let Some(Shown { base, above }) = fields.pop().and_then(|f| f.shown())
                        && fields.iter().all(|field| field.shows_result)
                    {
                        para.ruby.push_str(&above);
                        for unit in base.encode_utf16() {
                            self.say(unit, look, &mut para)?;
                        }
                    }
                }
                _ if fields.iter().any(|field| !field.shows_result) => {
                    if let Some(field) = fields.last_mut() {
                        field.tell(&char::from_u32(unit.into()).unwrap_or('□').to_string());
                    }
                }
                0x01 if look.special => para.pictures += usize::from(!look.deleted),
                0x0b | 0x0e => self.say(u16::from(b'\n'), look, &mut para)?,
                0x1e => self.say(u16::from(b'-'), look, &mut para)?,
                0x28 if look.special && look.symbol.is_some() => {
                    self.say(look.symbol.unwrap_or_default(), look, &mut para)?;
                }
                0x09 | 0x20.. => self.say(unit, look, &mut para)?,
                _ => {}
            }
        }
        let mut ended = self.end(para, Paragraph::default())?;
        ended.retain(|line| !line.is_empty() || !line.notes.is_empty());
        cell.append(&mut ended);
        if row.is_empty() {
            lines.append(&mut cell);
        } else {
            row.push(cell);
            lines.extend(line::row(row));
        }
        Ok(lines)
    }

    /// Whether the mark at `at` ends a row: it follows the mark of a cell.
    fn ends_row(&self, at: usize) -> bool {
        at.checked_sub(1).is_some_and(|before| self.text.units[before] == 0x07)
    }

    fn character(&self, place: Option<(usize, u16)>) -> Character {
        let Some((offset, change)) = place else { return Character::default() };
        let mut look = self.looks.character(offset);
        if change & 1 == 0 {
            look.apply_short(change);
        } else if let Some(changes) = self.text.changes.get(usize::from(change >> 1)) {
            look.apply(changes);
        }
        look
    }

    fn with_fast_saved(&self, mut paragraph: Paragraph, place: Option<(usize, u16)>) -> Paragraph {
        if let Some((_, change)) = place
            && change & 1 == 1
            && let Some(changes) = self.text.changes.get(usize::from(change >> 1))
        {
            paragraph.apply(changes);
        }
        paragraph
    }

    /// Takes what hangs on the character at `at`.
    fn hang(&mut self, at: usize, look: Character, para: &mut Reading) {
        for aside in self.asides.remove(&at).into_iter().flatten() {
            match aside {
                Aside::Lines(lines) if look.hidden => {
                    for line in lines {
                        para.hidden.push_str(&para.line.take_hidden(line));
                    }
                }
                Aside::Lines(mut lines) => {
                    if let Some(change) = self.change(look).filter(|_| look.deleted) {
                        lines.iter_mut().for_each(|line| line.delete(&change));
                    }
                    para.aside.extend(lines);
                }
                Aside::Remark(remark) => para.line.remarks.push(remark),
            }
        }
    }

    /// The tracked change that characters of this look are part of.
    fn change(&self, look: Character) -> Option<Change> {
        let kind = match (look.deleted, look.inserted) {
            (true, _) => ChangeKind::Deleted,
            (false, true) => ChangeKind::Inserted,
            (false, false) => return None,
        };
        let author = look.author.and_then(|at| self.authors.get(usize::from(at)));
        let date = line::packed_date(look.date);
        Some(Change { kind, author: author.cloned().unwrap_or_default(), date })
    }

    fn say(&mut self, unit: u16, look: Character, para: &mut Reading) -> Result<()> {
        if look.hidden {
            para.hidden.push(char::from_u32(u32::from(unit)).unwrap_or('□'));
            return Ok(());
        }
        let change = self.change(look);
        if change != para.change {
            para.flush(self.budget)?;
            para.change = change;
        }
        para.units.push(unit);
        let shown = usize::from(unit > 0x20 && unit != 0x3000);
        para.chars += shown;
        para.bold += if look.bold { shown } else { 0 };
        para.half_points = para.half_points.max(look.half_points);
        Ok(())
    }

    /// Ends a paragraph: its line, and those that follow it.
    fn end(&mut self, mut para: Reading, look: Paragraph) -> Result<Vec<Line>> {
        para.flush(self.budget)?;
        let style = self.styles.get(usize::from(look.style)).copied().unwrap_or_default();
        let text = para.line.text();
        self.budget.take_line(&para.hidden)?;
        let list = look.list.or(style.look.list).filter(|list| (1..0x07ff).contains(list));
        let level = look.list_level.or(style.look.list_level).unwrap_or(0);
        // Paragraphs that are deleted or hidden as a whole are not counted.
        let hidden = para.mark_hidden && !para.hidden.is_empty();
        let unseen = text.trim().is_empty() && (hidden || !para.line.is_empty());
        let number = list
            .filter(|_| !unseen && !look.row_end)
            .and_then(|list| self.numbering.next(u32::from(list), level));
        let numbered = number.as_ref().is_some_and(|number| !number.is_empty());
        if let Some(number) = number.filter(|_| numbered && !text.trim().is_empty()) {
            let mut line = Line::default();
            self.budget.say(&mut line, &number, None)?;
            line.append(std::mem::take(&mut para.line));
            para.line = line;
        }
        let mut line = para.line;
        line.hints = Hints {
            level: look.level.or(style.look.level).or(style.heading).filter(|level| *level < 10),
            title: style.title,
            centred: look.centred || style.look.centred,
            right: look.right,
            bold: para.chars > 0 && para.bold == para.chars,
            half_points: para.half_points,
            numbered,
            ..Hints::default()
        };
        if !para.ruby.is_empty() {
            let message = "这里的注音没有放进报告".to_owned();
            line.notes.push((NoteKind::Dropped, message, para.ruby));
        }
        line.tell_hidden(para.hidden);
        if para.pictures > 0 {
            let message = format!("这里有 {} 张图片，没有放进报告", para.pictures);
            line.notes.push((NoteKind::Dropped, message, String::new()));
        }
        let mut lines = Vec::with_capacity(1 + para.aside.len());
        if para.aside.is_empty() || !line.is_empty() || !line.notes.is_empty() {
            lines.push(line);
        }
        lines.extend(para.aside);
        Ok(lines)
    }
}

impl Reading {
    /// Turns the units gathered so far into text.
    fn flush(&mut self, budget: &mut Budget) -> Result<()> {
        if self.units.is_empty() {
            return Ok(());
        }
        let text = String::from_utf16_lossy(&std::mem::take(&mut self.units));
        budget.say(&mut self.line, &text, self.change.as_ref())
    }
}

/// Where fields begin that never end: what follows them would be lost as their code.
fn unended(units: &[u16]) -> Vec<usize> {
    let mut open = Vec::new();
    for (at, unit) in units.iter().enumerate() {
        match unit {
            0x13 => open.push(at),
            0x15 => drop(open.pop()),
            _ => {}
        }
    }
    open
}

/// Names one behind the other from `at` on, each behind its length.
fn names(table: &[u8], mut at: usize) -> Vec<String> {
    let mut names = Vec::new();
    while let Some(len) = u16_at(table, at).map(usize::from) {
        names.push(text_at(table, at + 2, len).unwrap_or_default());
        at += 2 + len * 2;
    }
    names
}
