//! What a new year's report may begin with, part by part. Pure.

use super::anew::{Move, Told};
use super::{Carry, Rolled, Rolling, RollingSection, Unmoved};
use crate::figures;
use crate::manuscript::numbers;
use crate::model::{Mention, Part, Report, Role, Section, SectionId, Year};

/// What `empty`, the report of `year` with nothing in its parts, may begin with.
pub(super) fn plan(older: &Report, empty: &Report, year: Year) -> Rolling {
    let last = LastYear { mentions: figures::mentions(older), anew: Move::new(older, year) };
    let opening = last.paragraphs(Part::Opening, &older.opening).framing("开头", &empty.opening);
    let closing = last.paragraphs(Part::Closing, &older.closing).framing("结尾", &empty.closing);
    let mut parts = vec![opening];
    parts.extend(last.sections(older, empty));
    parts.push(closing);
    let lines = lines(older, empty);
    Rolling {
        from: older.uid.clone(),
        year,
        template: empty.template.clone(),
        sections: parts,
        unmoved: last.unmoved(&lines),
        changes: changes(lines),
    }
}

/// Where a paragraph stands, as people say it.
pub(super) fn place(heading: &str, at: usize) -> String {
    format!("{heading}第{}段", at + 1)
}

/// The older report, read for the year that follows.
struct LastYear {
    mentions: Vec<Mention>,
    anew: Move,
}

/// Paragraphs of a part of the older report, each with how it is told anew.
struct Last<'r> {
    part: Part,
    told: Vec<(&'r str, Told)>,
}

impl LastYear {
    fn paragraphs<'r>(&self, part: Part, texts: &'r [String]) -> Last<'r> {
        let texts = texts.iter().enumerate();
        let told = texts.map(|(at, text)| (text.as_str(), self.told(part, at, text, false)));
        Last { part, told: told.collect() }
    }

    fn told(&self, part: Part, at: usize, text: &str, plans: bool) -> Told {
        let here = |mention: &&Mention| mention.section == part && mention.paragraph == Some(at);
        let mentions: Vec<&Mention> = self.mentions.iter().filter(here).collect();
        self.anew.told(text, &mentions, plans)
    }

    /// The sections that both reports have.
    fn sections(&self, older: &Report, empty: &Report) -> Vec<RollingSection> {
        let numbers = numbers(empty);
        let both = empty.walk().filter_map(|(depth, section)| {
            let last = older.section(section.id)?;
            let lasting: Vec<SectionId> = section.children.iter().map(|child| child.id).collect();
            let plans = section.role == Role::NextSteps;
            let told = texts_of(last, &lasting)
                .into_iter()
                .map(|(id, at, text)| (text, self.told(Part::Section(id), at, text, plans)));
            let last = Last { part: Part::Section(section.id), told: told.collect() };
            let patterns = last.told.iter().map(|(_, told)| told.pattern.clone());
            let patterns = patterns.filter(|pattern| !pattern.is_empty()).collect();
            let choice = if last.told.is_empty() { Carry::Blank } else { advised(section.role) };
            let part = last.part(&section.heading, choice, patterns);
            let number = numbers.get(&section.id).cloned().unwrap_or_default();
            Some(RollingSection { number, depth, ..part })
        });
        both.collect()
    }

    /// The years in `lines` of the new report that may be the older one's.
    fn unmoved(&self, lines: &[Line<'_>]) -> Vec<Unmoved> {
        let left = lines.iter().map(|line| {
            let mut words = self.anew.left_in_title(line.before);
            words.retain(|word| line.after.contains(word.as_str()));
            Unmoved { place: line.place.to_owned(), part: line.part, words }
        });
        left.filter(|left| !left.words.is_empty()).collect()
    }
}

impl Last<'_> {
    /// The opening or the closing of a report, whose `kind` has words of its own
    /// for it. A year is summed up anew; how one takes leave lasts.
    fn framing(self, heading: &str, kind: &[String]) -> RollingSection {
        let lasts = self.part == Part::Closing;
        let choice = match (self.told.is_empty(), kind.is_empty()) {
            (true, true) => Carry::Blank,
            (false, no_words) if lasts || no_words => Carry::Whole,
            _ => Carry::Patterns,
        };
        // The same words are no second choice.
        let same = self.told.iter().map(|(_, told)| &told.whole).eq(kind);
        let patterns = if same { Vec::new() } else { kind.to_vec() };
        self.part(heading, choice, patterns)
    }

    fn part(self, heading: &str, choice: Carry, patterns: Vec<String>) -> RollingSection {
        let part = self.part;
        let mut changes = Vec::new();
        let mut unmoved = Vec::new();
        let mut whole = Vec::new();
        for (at, (old, told)) in self.told.into_iter().enumerate() {
            let place = place(heading, at);
            if !told.unmoved.is_empty() {
                unmoved.push(Unmoved { place: place.clone(), part, words: told.unmoved });
            }
            if *old != told.whole {
                let (before, after) = (old.to_owned(), told.whole.clone());
                changes.push(Rolled { place, part, before, after });
            }
            whole.push(told.whole);
        }
        RollingSection {
            part,
            number: String::new(),
            heading: heading.to_owned(),
            depth: 1,
            choice,
            patterns,
            whole,
            changes,
            unmoved,
        }
    }
}

/// What a part of this role is best begun with. What a unit is lasts, most of it in
/// sentences without a number that patterns would leave behind; those of its numbers
/// that are of a year are blank in the whole text as well. What it did is told in the
/// same sentences with other numbers; problems, promises and answers are each
/// year's own.
fn advised(role: Role) -> Carry {
    match role {
        Role::Overview => Carry::Whole,
        Role::Achievements => Carry::Patterns,
        Role::ReviewResponse | Role::Problems | Role::NextSteps | Role::Other => Carry::Blank,
    }
}

/// The paragraphs of a section with those below it that are no parts of the
/// new report themselves.
fn texts_of<'r>(section: &'r Section, lasting: &[SectionId]) -> Vec<(SectionId, usize, &'r str)> {
    let mut texts: Vec<(SectionId, usize, &str)> = Vec::new();
    let mut open = vec![section];
    while let Some(next) = open.pop() {
        texts.extend(next.body.iter().enumerate().map(|(at, text)| (next.id, at, text.as_str())));
        open.extend(next.children.iter().rev().filter(|child| !lasting.contains(&child.id)));
    }
    texts
}

/// A line outside of the parts' paragraphs, as it was and as it begins.
struct Line<'r> {
    place: &'static str,
    part: Part,
    before: &'r str,
    after: &'r str,
}

fn lines<'r>(older: &'r Report, empty: &'r Report) -> Vec<Line<'r>> {
    let line = |place, part, before, after| Line { place, part, before, after };
    let mut lines = vec![
        line("标题", Part::Title, older.title.as_str(), empty.title.as_str()),
        line("题下署名", Part::Byline, &older.byline, &empty.byline),
        line("称呼", Part::Salutation, &older.salutation, &empty.salutation),
        line("署名", Part::Signature, &older.signature, &empty.signature),
        line("日期", Part::Date, &older.date, &empty.date),
    ];
    lines.extend(older.walk().map(|(_, section)| {
        let after = empty.section(section.id).map_or("", |section| section.heading.as_str());
        line("小标题", Part::Section(section.id), &section.heading, after)
    }));
    lines
}

fn changes(lines: Vec<Line<'_>>) -> Vec<Rolled> {
    let differs = lines.into_iter().filter(|line| line.before != line.after);
    let change = |Line { place, part, before, after }: Line<'_>| Rolled {
        place: place.to_owned(),
        part,
        before: before.to_owned(),
        after: after.to_owned(),
    };
    differs.map(change).collect()
}
