//! A report taken apart into what is compared: fields, headings, paragraphs.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::likeness::masked;
use super::profile::Profile;
use crate::manuscript::numbers;
use crate::model::{Part, Passage, Report, Role, Section, SectionId};

/// A report taken apart.
pub(super) struct Units<'r> {
    pub(super) units: Vec<Unit<'r>>,
    pub(super) sections: Vec<Head<'r>>,
    numbers: BTreeMap<SectionId, String>,
}

/// A text of the report.
pub(super) struct Unit<'r> {
    pub(super) kind: Kind,
    pub(super) part: Part,
    /// Index in [`Units::sections`]; `None` outside of sections.
    pub(super) section: Option<usize>,
    pub(super) paragraph: Option<usize>,
    /// The section's number prints right before it.
    pub(super) numbered: bool,
    pub(super) text: Cow<'r, str>,
    /// Its text with the numbers masked.
    pub(super) masked: Vec<char>,
    pub(super) profile: Profile,
}

/// What sort of text it is. Only texts of one sort are laid side by side.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    /// A field that a report has once.
    Field,
    /// The heading of a section, on a line of its own.
    Heading,
    /// A paragraph.
    Body,
}

/// A section.
pub(super) struct Head<'r> {
    pub(super) section: &'r Section,
    pub(super) depth: usize,
    /// The section it belongs to, as an index.
    pub(super) above: Option<usize>,
}

impl Head<'_> {
    pub(super) fn role(&self) -> Role {
        self.section.role
    }
}

impl<'r> Units<'r> {
    /// Takes `report` apart, in reading order.
    pub(super) fn of(report: &'r Report) -> Self {
        let mut all = Self { units: Vec::new(), sections: Vec::new(), numbers: numbers(report) };
        all.field(Part::Title, &report.title);
        all.field(Part::Byline, &report.byline);
        all.field(Part::Salutation, &report.salutation);
        all.paragraphs(Part::Opening, None, &report.opening, 0);
        // The sections above the one at hand, by depth.
        let mut open: Vec<usize> = Vec::new();
        for (depth, section) in report.walk() {
            open.truncate(depth - 1);
            let at = all.sections.len();
            all.sections.push(Head { section, depth, above: open.last().copied() });
            open.push(at);
            all.section(at, section);
        }
        all.paragraphs(Part::Closing, None, &report.closing, 0);
        all.field(Part::Signature, &report.signature);
        all.field(Part::Date, &report.date);
        all
    }

    /// `section` and those it belongs to, from below.
    pub(super) fn upward(&self, section: Option<usize>) -> impl Iterator<Item = usize> {
        std::iter::successors(section, |at| self.sections[*at].above)
    }

    /// Whether a unit tells problems or plans, not what was done.
    pub(super) fn tells_what_is_open(&self, at: usize) -> bool {
        let roles =
            self.upward(self.units[at].section).map(|section| self.sections[section].role());
        roles.into_iter().any(|role| matches!(role, Role::Problems | Role::NextSteps))
    }

    /// A unit as the reader finds it.
    pub(super) fn passage(&self, at: usize) -> Passage {
        let unit = &self.units[at];
        let section = unit.section.map(|at| self.sections[at].section);
        let number = section.and_then(|section| self.numbers.get(&section.id));
        Passage {
            section: unit.part,
            number: number.cloned().unwrap_or_default(),
            numbered: unit.numbered,
            heading: section.map_or_else(String::new, |section| section.heading.clone()),
            paragraph: unit.paragraph,
            text: unit.text.clone().into_owned(),
        }
    }

    fn field(&mut self, part: Part, text: &'r str) {
        self.push(Kind::Field, part, None, None, Cow::Borrowed(text));
    }

    fn section(&mut self, at: usize, section: &'r Section) {
        let part = Part::Section(section.id);
        match section.body.first() {
            // They print as one, so they are read and compared as one.
            Some(first) if section.run_in => {
                let text = Cow::Owned(format!("{}{first}", section.heading));
                self.push(Kind::Body, part, Some(at), Some(0), text);
                if let Some(unit) = self.units.last_mut().filter(|unit| unit.part == part) {
                    unit.numbered = true;
                }
                self.paragraphs(part, Some(at), &section.body, 1);
            }
            _ => {
                self.push(Kind::Heading, part, Some(at), None, Cow::Borrowed(&section.heading));
                self.paragraphs(part, Some(at), &section.body, 0);
            }
        }
    }

    fn paragraphs(&mut self, part: Part, section: Option<usize>, body: &'r [String], first: usize) {
        for (at, text) in body.iter().enumerate().skip(first) {
            self.push(Kind::Body, part, section, Some(at), Cow::Borrowed(text));
        }
    }

    fn push(
        &mut self,
        kind: Kind,
        part: Part,
        section: Option<usize>,
        paragraph: Option<usize>,
        text: Cow<'r, str>,
    ) {
        if text.is_empty() {
            return;
        }
        let masked = masked(&text);
        let profile = Profile::of(&masked);
        let numbered = kind == Kind::Heading;
        self.units.push(Unit { kind, part, section, paragraph, numbered, text, masked, profile });
    }
}
