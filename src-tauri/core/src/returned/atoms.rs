//! A report as a row of texts, taken apart and put together again.

use std::collections::BTreeMap;

use crate::manuscript::numbers;
use crate::model::{Part, Passage, Place, Report, Section, SectionId};

/// A text of a report that is taken or left as a whole.
#[derive(Debug, Clone)]
pub(super) struct Atom {
    /// Where it stands in its report.
    pub(super) place: Place,
    pub(super) sort: Sort,
    /// Its text without a number; a heading with the paragraph that runs on.
    pub(super) text: String,
}

/// What sort of text it is.
#[derive(Debug, Clone)]
pub(super) enum Sort {
    /// A field that a report has once.
    Field,
    /// A heading: what begins a section, of which only a paragraph that runs on
    /// behind the heading is here.
    Heading(Head),
    /// A paragraph of the opening or of a section.
    Body,
    /// A paragraph of the closing.
    Closing,
}

/// The head of a section.
#[derive(Debug, Clone)]
pub(super) struct Head {
    pub(super) depth: usize,
    pub(super) section: Section,
}

/// The id of a section that is to be given one.
const UNNAMED: SectionId = SectionId(0);

impl Atom {
    /// The head of the section that begins here.
    pub(super) fn head(&self) -> Option<&Head> {
        match &self.sort {
            Sort::Heading(head) => Some(head),
            Sort::Field | Sort::Body | Sort::Closing => None,
        }
    }

    /// Makes the section that begins here the one that `other` begins, or a new
    /// one without `other`.
    pub(super) fn continues(&mut self, other: Option<&Self>) {
        if let Sort::Heading(head) = &mut self.sort {
            let other = other.and_then(Self::head);
            head.section.id = other.map_or(UNNAMED, |other| other.section.id);
            if let Some(other) = other {
                head.section.role = other.section.role;
            }
        }
    }

    /// Whether both say the same in the same form. Forced breaks of a title are
    /// form that a file does not tell.
    pub(super) fn is(&self, other: &Self) -> bool {
        match (&self.sort, &other.sort) {
            (Sort::Heading(one), Sort::Heading(two)) => {
                let form = |head: &Head| {
                    let Section { mark, run_in, heading, body, .. } = &head.section;
                    (head.depth, mark.clone(), *run_in, heading.clone(), body.clone())
                };
                form(one) == form(two)
            }
            (Sort::Field, Sort::Field) => {
                self.text.replace('\n', "") == other.text.replace('\n', "")
            }
            (Sort::Body, Sort::Body) | (Sort::Closing, Sort::Closing) => self.text == other.text,
            _ => false,
        }
    }
}

/// All texts of `report` in reading order; its fields are there when empty.
pub(super) fn atoms(report: &Report) -> Vec<Atom> {
    let mut atoms = Vec::new();
    let mut add = |part, paragraph, sort, text: &str| {
        atoms.push(Atom { place: Place { part, paragraph }, sort, text: text.to_owned() });
    };
    add(Part::Title, None, Sort::Field, &report.title);
    add(Part::Byline, None, Sort::Field, &report.byline);
    add(Part::Salutation, None, Sort::Field, &report.salutation);
    for (at, text) in report.opening.iter().enumerate() {
        add(Part::Opening, Some(at), Sort::Body, text);
    }
    for (depth, section) in report.walk() {
        let part = Part::Section(section.id);
        let first = section.body.first().filter(|_| section.run_in);
        let head = Section {
            body: first.into_iter().cloned().collect(),
            children: Vec::new(),
            ..section.clone()
        };
        let text = format!("{}{}", section.heading, first.map_or("", String::as_str));
        add(part, first.map(|_| 0), Sort::Heading(Head { depth, section: head }), &text);
        for (at, text) in section.body.iter().enumerate().skip(usize::from(first.is_some())) {
            add(part, Some(at), Sort::Body, text);
        }
    }
    for (at, text) in report.closing.iter().enumerate() {
        add(Part::Closing, Some(at), Sort::Closing, text);
    }
    add(Part::Signature, None, Sort::Field, &report.signature);
    add(Part::Date, None, Sort::Field, &report.date);
    atoms
}

/// The report that `atoms` make; what is no text it has from `frame`. Headings
/// that would skip a level stand right below the one before them.
pub(super) fn report<'a>(frame: &Report, atoms: impl Iterator<Item = &'a Atom>) -> Report {
    let (opening, sections, closing) = (Vec::new(), Vec::new(), Vec::new());
    let mut report = Report { opening, sections, closing, ..frame.clone() };
    let mut free = frame.free_id();
    let mut open = 0;
    for Atom { place, sort, text } in atoms {
        match sort {
            Sort::Field => *field(&mut report, place.part) = text.clone(),
            Sort::Closing => report.closing.push(text.clone()),
            Sort::Body => match last(&mut report.sections, open) {
                Some(section) => section.body.push(text.clone()),
                None => report.opening.push(text.clone()),
            },
            Sort::Heading(head) => {
                let mut section = head.section.clone();
                if section.id == UNNAMED {
                    section.id = free;
                    free.0 += 1;
                }
                open = head.depth.min(open + 1);
                match last(&mut report.sections, open - 1) {
                    Some(above) => above.children.push(section),
                    None => report.sections.push(section),
                }
            }
        }
    }
    let done = std::mem::take(&mut report.done);
    let there = |part: &Part| match part {
        Part::Section(id) => report.section(*id).is_some(),
        _ => true,
    };
    report.done = done.into_iter().filter(there).collect();
    report
}

/// The last section at `depth`; `None` for depth 0.
fn last(sections: &mut [Section], depth: usize) -> Option<&mut Section> {
    match depth {
        0 => None,
        1 => sections.last_mut(),
        _ => last(&mut sections.last_mut()?.children, depth - 1),
    }
}

fn field(report: &mut Report, part: Part) -> &mut String {
    match part {
        Part::Byline => &mut report.byline,
        Part::Salutation => &mut report.salutation,
        Part::Signature => &mut report.signature,
        Part::Date => &mut report.date,
        // No other part is a field.
        _ => &mut report.title,
    }
}

/// Tells where the texts of a report stand, as its reader finds them.
pub(super) struct Places<'r> {
    report: &'r Report,
    numbers: BTreeMap<SectionId, String>,
}

impl<'r> Places<'r> {
    pub(super) fn of(report: &'r Report) -> Self {
        Self { report, numbers: numbers(report) }
    }

    /// The place of an atom of this report.
    pub(super) fn passage(&self, atom: &Atom) -> Passage {
        let Place { part, paragraph } = atom.place;
        let section = match part {
            Part::Section(id) => self.report.section(id),
            _ => None,
        };
        Passage {
            section: part,
            number: self.number(part).to_owned(),
            numbered: atom.head().is_some(),
            heading: section.map_or_else(String::new, |section| section.heading.clone()),
            paragraph,
            text: atom.text.clone(),
        }
    }

    /// The number that the section prints with, or "".
    pub(super) fn number(&self, part: Part) -> &str {
        match part {
            Part::Section(id) => self.numbers.get(&id).map_or("", String::as_str),
            _ => "",
        }
    }
}
