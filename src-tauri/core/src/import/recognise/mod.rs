//! From the lines of an old file to a report.
//!
//! Nothing here fails: whatever the text, there is a report, and together with
//! the notes it holds every character. The stages, in order: lines that are no
//! text are set aside (`lines`), the frame is read (`frame`), broken lines are
//! put together (`lines`), damage is repaired visibly (`repair`, `quotes`),
//! headings are found (`headings`, `bare`) and make a tree (`tree`), the parts
//! get their roles (`roles`), year and unit are read (`unit`), and every line
//! is told where it went (`labels`).

mod bare;
mod dates;
mod doubts;
mod frame;
mod headings;
mod labels;
mod lines;
mod lists;
mod marks;
mod mended;
mod notes;
mod numerals;
mod pages;
mod quotes;
mod repair;
mod restarts;
mod restored;
mod roles;
mod tree;
mod unit;

use std::collections::BTreeMap;

use labels::Placed;
use lines::Para;
use mended::Mended;
use notes::{Kept, Notes};
use tree::Node;

use super::Reading;
use crate::model::{
    Level, NoteKind, Outline, Part, Place, Report, Role, Section, SectionId, TemplateKey, Uid,
};
use crate::{figures, manuscript};

/// Makes a report named `uid` of the lines of a file.
///
/// A report that travelled inside the file comes back as it was, with the
/// visible text where the two differ. Otherwise the text is recognised.
pub fn recognise(outline: &Outline, uid: Uid) -> Reading {
    let mut reading = recognised(outline, uid, Care::Mend);
    reading.figures = figures::mentions(&reading.report).len();
    reading
}

/// [`recognise`] for a file whose text is to be taken as it stands: nothing in
/// it is repaired, no lines are put together, and no figures counted.
pub(crate) fn as_written(outline: &Outline, uid: Uid) -> Reading {
    recognised(outline, uid, Care::Leave)
}

/// What is done about damage in the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Care {
    /// It is repaired visibly.
    Mend,
    /// It is left.
    Leave,
}

fn recognised(outline: &Outline, uid: Uid, care: Care) -> Reading {
    let mut notes = Notes::default();
    notes.of_file(outline);
    let Some(embedded) = &outline.embedded else { return read(outline, uid, care, notes) };
    let unit = read(outline, uid.clone(), care, Notes::default()).unit;
    if let Some(mut reading) = restored::restore(outline, embedded, unit, notes) {
        reading.report.uid = uid;
        return reading;
    }
    let mut notes = Notes::default();
    notes.of_file(outline);
    let message = "这个文件是述职导出的，导出后标题有增减，已按现在的文字重新认出各部分";
    notes.add(NoteKind::Recognised, message, "", None);
    let mut reading = read(outline, uid, care, notes);
    restored::carry_over(&embedded.report, &mut reading.report);
    reading
}

fn read(outline: &Outline, uid: Uid, care: Care, mut notes: Notes) -> Reading {
    let mut paras = lines::read(&outline.lines, &mut notes);
    let mut top = frame::top(&paras, &mut notes);
    if top.title.is_empty() {
        notes.header_title(&outline.headers, &mut top);
    } else {
        notes.headers(&outline.headers, None);
    }
    paras.drain(..top.taken);
    if care == Care::Mend {
        paras = lines::rejoin(paras, 0, &mut notes);
        for para in &mut paras {
            repair::mend(para, &mut notes);
        }
        for piece in top.pieces() {
            repair::mend_piece(piece, &mut notes);
        }
    }
    let bottom = frame::bottom(&mut paras);
    let forest = tree::build(paras);
    let mut build = Build::new(Report::empty(uid, TemplateKey(String::new())));
    build.frame(&top, &bottom);
    let (opening, nodes) = without_structure(forest, &mut notes);
    let greeting = top.greeting.iter().cloned();
    build.opening(greeting.chain(opening.into_iter().map(|para| (para.text, para.lines))));
    build.body(nodes, bottom.after, &mut notes);
    build.closing(bottom.closing);
    build.finish(outline, notes)
}

/// A text without any heading is kept in one section.
fn without_structure(forest: tree::Forest, notes: &mut Notes) -> (Vec<Para>, Vec<Node>) {
    let tree::Forest { mut opening, nodes } = forest;
    if !nodes.is_empty() || opening.is_empty() {
        return (opening, nodes);
    }
    let leads = |para: &Para| frame::leads_in(para.text()) || frame::begins_greeting(para.text());
    let lead = opening.iter().take(3).rposition(leads);
    let rest = opening.split_off(lead.map_or(0, |at| at + 1));
    if rest.is_empty() {
        return (opening, nodes);
    }
    notes.add(
        NoteKind::Doubt,
        "没有认出任何标题，全文已放进一个部分，请在撰写台里分节",
        "",
        rest[0].lines.first().copied(),
    );
    let body = rest.into_iter().map(|para| (para.text, para.lines)).collect();
    (opening, vec![Node { body, ..Node::default() }])
}

/// A report being put together, and where each line of the file went.
struct Build {
    report: Report,
    placed: Vec<Placed>,
    /// The texts with their repairs, for the notes.
    texts: Vec<Kept>,
    next_id: u32,
}

impl Build {
    fn new(report: Report) -> Self {
        Self { report, placed: Vec::new(), texts: Vec::new(), next_id: 1 }
    }

    /// Notes where a text went, and gives it back as it is to be stored.
    fn put(
        &mut self,
        part: Part,
        paragraph: Option<usize>,
        text: Mended,
        lines: Vec<usize>,
    ) -> String {
        self.put_behind(0, Place { part, paragraph }, text, lines)
    }

    /// [`Build::put`] for a text that stands `offset` characters into its place.
    fn put_behind(
        &mut self,
        offset: usize,
        place: Place,
        text: Mended,
        lines: Vec<usize>,
    ) -> String {
        self.placed.push(Placed { place, lines });
        let words = text.text.clone();
        self.texts.push(Kept { place, offset, text });
        words
    }

    fn join(&mut self, part: Part, pieces: &[frame::Piece], between: &str) -> String {
        let mut joined = String::new();
        for (at, (text, lines)) in pieces.iter().enumerate() {
            if at > 0 {
                joined.push_str(between);
            }
            let offset = joined.chars().count();
            let place = Place { part, paragraph: None };
            joined += &self.put_behind(offset, place, text.clone(), lines.clone());
        }
        joined
    }

    fn frame(&mut self, top: &frame::Top, bottom: &frame::Bottom) {
        self.report.title = self.join(Part::Title, &top.title, "\n");
        self.report.byline = self.join(Part::Byline, &top.byline, "　");
        self.report.salutation = self.join(Part::Salutation, &top.salutation, "");
        self.report.signature = self.join(Part::Signature, &bottom.signature, "　");
        let date = bottom.date.as_ref().or(top.date.as_ref());
        self.report.date = self.join(Part::Date, date.map_or(&[], std::slice::from_ref), "");
        // Two dates: the one under the title stays there.
        if let (Some(_), Some((text, lines))) = (&bottom.date, &top.date) {
            let mut byline = std::mem::take(&mut self.report.byline);
            if !byline.is_empty() {
                byline.push('　');
            }
            let place = Place { part: Part::Byline, paragraph: None };
            let offset = byline.chars().count();
            byline += &self.put_behind(offset, place, text.clone(), lines.clone());
            self.report.byline = byline;
        }
    }

    fn opening(&mut self, pieces: impl Iterator<Item = frame::Piece>) {
        for (at, (text, lines)) in pieces.enumerate() {
            let words = self.put(Part::Opening, Some(at), text, lines);
            self.report.opening.push(words);
        }
    }

    fn closing(&mut self, paras: Vec<Para>) {
        for (at, para) in paras.into_iter().enumerate() {
            let words = self.put(Part::Closing, Some(at), para.text, para.lines);
            self.report.closing.push(words);
        }
    }

    fn body(&mut self, mut nodes: Vec<Node>, after: Vec<Para>, notes: &mut Notes) {
        if let Some(first) = after.first() {
            let line = first.lines.first().copied();
            notes.add(NoteKind::Recognised, "落款后面的附件放在了最后一个部分", first.text(), line);
            // A list of what is attached is no part of the report, and no heading.
            let body = after.into_iter().map(|para| (para.text, para.lines)).collect();
            nodes.push(Node { body, ..Node::default() });
        }
        self.report.sections = nodes.into_iter().map(|node| self.section(node)).collect();
    }

    fn section(&mut self, node: Node) -> Section {
        let id = SectionId(self.next_id);
        self.next_id += 1;
        let part = Part::Section(id);
        let heading = self.put(part, None, node.heading, node.lines);
        let body = node
            .body
            .into_iter()
            .enumerate()
            .map(|(at, (text, lines))| self.put(part, Some(at), text, lines))
            .collect();
        Section {
            id,
            role: Role::Other,
            mark: Some(node.mark),
            run_in: node.run_in,
            heading,
            body,
            children: node.children.into_iter().map(|child| self.section(child)).collect(),
        }
    }

    /// Year, unit, roles, numbers, labels and notes.
    fn finish(mut self, outline: &Outline, mut notes: Notes) -> Reading {
        let (year, unit) = self.year_and_unit(&mut notes);
        self.report.year = year;
        self.report.template = kind(&self.report.title, unit.level);
        roles::assign(&mut self.report.sections, year.map(crate::model::Year::number));
        let numbers = keep_marks(&mut self.report);
        doubts::ask(&self.report, &self.placed, &mut notes);
        let lines = labels::read_lines(&outline.lines, &self.placed, &self.report, &numbers);
        let notes = notes.placed(&self.placed, &self.texts);
        Reading { report: self.report, unit, notes, lines, figures: 0, exact: false }
    }

    fn year_and_unit(&self, notes: &mut Notes) -> (Option<crate::model::Year>, super::UnitGuess) {
        let report = &self.report;
        let title = report.title.replace('\n', "");
        let body = report.texts();
        let text = body
            .iter()
            .filter(|(part, _, _)| matches!(part, Part::Opening | Part::Section(_) | Part::Closing))
            .map(|(_, _, text)| *text)
            .collect();
        let texts = unit::Texts {
            title: &title,
            title_lines: report.title.split('\n').collect(),
            byline: &report.byline,
            signature: &report.signature,
            date: &report.date,
            opening: &report.opening,
            headings: report.walk().map(|(_, section)| section.heading.as_str()).collect(),
            text,
        };
        let year = unit::year(&texts);
        match &year {
            Some(guess) if guess.sure => notes.add(
                NoteKind::Recognised,
                format!("认出这是{}的报告", guess.year),
                guess.words.as_str(),
                None,
            ),
            Some(guess) => notes.add(
                NoteKind::Doubt,
                format!("标题里没有年度，从正文推测是{}，请核对", guess.year),
                guess.words.as_str(),
                None,
            ),
            None => {
                notes.add(NoteKind::Doubt, "没有认出是哪一年的报告，请在上面选好年度", "", None)
            }
        };
        (year.map(|guess| guess.year), unit::guess(&texts))
    }
}

/// The kind of report that title and rank suggest.
fn kind(title: &str, level: Level) -> TemplateKey {
    let key = if title.contains("总结") && !title.contains("述职") {
        "annual-summary"
    } else if level == Level::Branch {
        "branch-secretary"
    } else {
        "committee-secretary"
    };
    TemplateKey(key.to_owned())
}

/// Keeps the mark of a heading only where it is not the computed one, and
/// gives the number that each section prints.
fn keep_marks(report: &mut Report) -> BTreeMap<SectionId, String> {
    fn drop_computed(sections: &mut [Section], computed: &BTreeMap<SectionId, String>) {
        for section in sections {
            section.mark.take_if(|mark| computed.get(&section.id) == Some(mark));
            drop_computed(&mut section.children, computed);
        }
    }
    let mut bare = report.clone();
    clear_marks(&mut bare.sections);
    let computed = manuscript::numbers(&bare);
    drop_computed(&mut report.sections, &computed);
    manuscript::numbers(report)
}

fn clear_marks(sections: &mut [Section]) {
    for section in sections {
        section.mark = None;
        clear_marks(&mut section.children);
    }
}
