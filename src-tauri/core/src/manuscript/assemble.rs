//! A report as it stands on paper: numbered, flat, each paragraph with its face.

use super::number::{Class, class, face, numbers};
use super::title;
use crate::model::{
    Block, Face, Layout, Manuscript, Mark, Moment, Paragraph, Part, Place, Report, Run, Section,
    Style, TextBlock,
};

/// A heading of the low levels with more characters than this is a sentence,
/// and is set as text.
const LONGEST_LOW_HEADING: usize = 40;

/// `report` as it stands on paper. `author` (the unit's name) and `created` go
/// to the file's properties.
///
/// Every text of the report stands in it, unaltered and in order. Empty fields
/// and paragraphs leave nothing; empty lines of the layout are not part of it,
/// save the one above the signature.
pub fn assemble(report: &Report, author: &str, created: Option<Moment>) -> Manuscript {
    let mut blocks = Blocks::default();
    blocks.field(Style::Title, Face::Title, Part::Title, &title::broken(&report.title));
    blocks.field(Style::Byline, Face::Kai, Part::Byline, &report.byline);
    blocks.field(Style::Salutation, Face::Body, Part::Salutation, &report.salutation);
    blocks.paragraphs(Part::Opening, &report.opening, 0);
    let numbers = numbers(report);
    for (depth, section) in report.walk() {
        let number = numbers.get(&section.id).map_or("", String::as_str);
        blocks.section(depth, number, section);
    }
    blocks.paragraphs(Part::Closing, &report.closing, 0);
    if !(report.signature.is_empty() && report.date.is_empty()) {
        blocks.text(Style::Blank, Vec::new(), None);
        blocks.field(Style::Signature, Face::Body, Part::Signature, &report.signature);
        blocks.field(Style::Date, Face::Body, Part::Date, &report.date);
    }
    Manuscript {
        title: report.title.replace('\n', ""),
        author: author.to_owned(),
        created,
        blocks: blocks.0,
    }
}

/// Whether a paragraph of `style` stays on the page of what follows it: a
/// heading with its text, and the signature, with the empty line above it, with
/// its date.
pub fn stays_with_next(style: Style) -> bool {
    matches!(style, Style::Heading(_) | Style::Blank | Style::Signature)
}

/// Empty lines that `layout` wants between `block` and the `next` one: below
/// the title and what belongs to it.
pub fn lines_after(block: &Block, next: Option<&Block>, layout: &Layout) -> u32 {
    let is_head = |block: &Block| matches!(block, Block::Text(text) if matches!(text.style, Style::Title | Style::Byline));
    let ends_head = is_head(block) && next.is_some_and(|next| !is_head(next));
    if ends_head { layout.lines_after_title } else { 0 }
}

#[derive(Default)]
struct Blocks(Vec<Block>);

impl Blocks {
    fn text(&mut self, style: Style, runs: Vec<Run>, place: Option<Place>) {
        self.0.push(Block::Text(TextBlock { style, runs, place }));
    }

    /// A part that is one line, or nothing.
    fn field(&mut self, style: Style, face: Face, part: Part, text: &str) {
        if !text.is_empty() {
            self.text(style, vec![run(face, text)], Some(Place { part, paragraph: None }));
        }
    }

    /// Paragraphs from the `first` on; those with tabs are rows of a table.
    fn paragraphs(&mut self, part: Part, body: &[Paragraph], first: usize) {
        let mut at = first;
        while at < body.len() {
            let place = Some(Place { part, paragraph: Some(at) });
            let rows = body[at..].iter().take_while(|text| text.contains('\t')).count();
            if rows > 0 {
                self.0.push(table(&body[at..at + rows], place));
                at += rows;
                continue;
            }
            if !body[at].is_empty() {
                self.text(Style::Body, vec![run(Face::Body, &body[at])], place);
            }
            at += 1;
        }
    }

    fn section(&mut self, depth: usize, number: &str, section: &Section) {
        let part = Part::Section(section.id);
        let label = format!("{number}{}", section.heading);
        let set = Heading::new(depth, number, &label);
        let runs_in = section.run_in
            && section.body.first().is_some_and(|text| !text.is_empty() && !text.contains('\t'));
        if runs_in {
            let mut runs = vec![run(set.face, &label), run(Face::Body, &section.body[0])];
            // Without number and heading there is nothing to run in.
            runs.retain(|run| !run.text.is_empty());
            let style = if runs.len() > 1 { set.run_in } else { Style::Body };
            self.text(style, runs, Some(Place { part, paragraph: Some(0) }));
        } else if !label.is_empty() {
            self.text(
                set.alone,
                vec![run(set.face, &label)],
                Some(Place { part, paragraph: None }),
            );
        }
        self.paragraphs(part, &section.body, usize::from(runs_in));
    }
}

/// How a heading is set.
struct Heading {
    face: Face,
    alone: Style,
    run_in: Style,
}

impl Heading {
    fn new(depth: usize, number: &str, label: &str) -> Self {
        let face = face(number, depth);
        let long = label.chars().count() > LONGEST_LOW_HEADING;
        if long && class(number) == Class::Low {
            return Self { face, alone: Style::Body, run_in: Style::Body };
        }
        let level = u8::try_from(depth).unwrap_or(u8::MAX);
        Self { face, alone: Style::Heading(level), run_in: Style::RunIn(level) }
    }
}

fn run(face: Face, text: &str) -> Run {
    Run { text: text.to_owned(), face, mark: Mark::Plain }
}

/// The rows of a table, the short ones padded with empty cells.
fn table(lines: &[Paragraph], place: Option<Place>) -> Block {
    let width = lines.iter().map(|line| line.split('\t').count()).max().unwrap_or(0);
    let rows = lines.iter().map(|line| {
        let mut row: Vec<Vec<Run>> = line
            .split('\t')
            .map(|cell| if cell.is_empty() { Vec::new() } else { vec![run(Face::Body, cell)] })
            .collect();
        row.resize(width, Vec::new());
        row
    });
    Block::Table { rows: rows.collect(), place }
}
