//! What a new year's report may begin with, part by part. Pure.

use super::{Carry, Rolled, Rolling, RollingSection};
use crate::draft::quote::{Quote, quotes_of};
use crate::manuscript::numbers;
use crate::model::{Part, Report, Role, Section, SectionId, Year};
use crate::template::told_anew;

/// What `empty`, the report of `year` with nothing in its parts, may begin with.
pub(super) fn plan(older: &Report, empty: &Report, year: Year) -> Rolling {
    let by = older.year.map_or(0, |older| i32::from(year.number()) - i32::from(older.number()));
    let anew = |text: &str| match older.year {
        Some(own) => told_anew(text, own, by),
        None => text.to_owned(),
    };
    let opening = Last::of(&older.opening, &anew).framing(Part::Opening, "开头", &empty.opening);
    let closing = Last::of(&older.closing, &anew).framing(Part::Closing, "结尾", &empty.closing);
    let mut parts = vec![opening];
    parts.extend(sections(older, empty, &anew));
    parts.push(closing);
    Rolling {
        from: older.uid.clone(),
        year,
        template: empty.template.clone(),
        sections: parts,
        changes: changes(older, empty),
    }
}

/// Where a paragraph stands, as people say it.
pub(super) fn place(heading: &str, at: usize) -> String {
    format!("{heading}第{}段", at + 1)
}

/// Last year's paragraphs, and the same with their years moved on.
struct Last<'r> {
    texts: Vec<&'r str>,
    whole: Vec<String>,
}

impl<'r> Last<'r> {
    fn of<T: AsRef<str>>(texts: &'r [T], anew: &impl Fn(&str) -> String) -> Self {
        let texts: Vec<&str> = texts.iter().map(AsRef::as_ref).collect();
        let whole = texts.iter().map(|text| anew(text)).collect();
        Self { texts, whole }
    }

    /// The opening or the closing of a report, whose `kind` has words of its own
    /// for it. A year is summed up anew; how one takes leave lasts.
    fn framing(self, part: Part, heading: &str, kind: &[String]) -> RollingSection {
        let lasts = part == Part::Closing;
        let choice = match (self.whole.is_empty(), kind.is_empty()) {
            (true, true) => Carry::Blank,
            (false, no_words) if lasts || no_words => Carry::Whole,
            _ => Carry::Patterns,
        };
        // The same words are no second choice.
        let patterns = if self.whole == kind { Vec::new() } else { kind.to_vec() };
        self.part(part, heading, choice, patterns)
    }

    fn part(
        self,
        part: Part,
        heading: &str,
        choice: Carry,
        patterns: Vec<String>,
    ) -> RollingSection {
        let moved_on = self.texts.iter().zip(&self.whole).enumerate();
        let changes = moved_on.filter(|(_, (old, new))| **old != new.as_str());
        RollingSection {
            part,
            number: String::new(),
            heading: heading.to_owned(),
            depth: 1,
            choice,
            patterns,
            changes: changes
                .map(|(at, (old, new))| Rolled {
                    place: place(heading, at),
                    part,
                    before: (*old).to_owned(),
                    after: new.clone(),
                })
                .collect(),
            whole: self.whole,
        }
    }
}

/// The sections that both reports have.
fn sections(older: &Report, empty: &Report, anew: &impl Fn(&str) -> String) -> Vec<RollingSection> {
    let numbers = numbers(empty);
    let quotes = quotes_of(&retold(older, anew));
    let blanked = |id: SectionId, at: usize| {
        let here = |quote: &&Quote| quote.part == Part::Section(id) && quote.at == at;
        quotes.iter().find(here).map(|quote| quote.blanked.clone())
    };
    let both = empty.walk().filter_map(|(depth, section)| {
        let last = older.section(section.id)?;
        let lasting: Vec<SectionId> = section.children.iter().map(|child| child.id).collect();
        let texts = texts_of(last, &lasting);
        let sentences = texts.iter().filter_map(|(id, at, _)| blanked(*id, *at));
        let patterns = sentences.filter_map(|text| counting(&text)).collect();
        let choice = if texts.is_empty() { Carry::Blank } else { advised(section.role) };
        let texts: Vec<&str> = texts.into_iter().map(|(.., text)| text).collect();
        let part = Last::of(&texts, anew).part(
            Part::Section(section.id),
            &section.heading,
            choice,
            patterns,
        );
        let number = numbers.get(&section.id).cloned().unwrap_or_default();
        Some(RollingSection { number, depth, ..part })
    });
    both.collect()
}

/// `report` with the paragraphs of its sections told `anew`.
fn retold(report: &Report, anew: &impl Fn(&str) -> String) -> Report {
    fn retell(sections: &mut [Section], anew: &impl Fn(&str) -> String) {
        for section in sections {
            for text in &mut section.body {
                *text = anew(text);
            }
            retell(&mut section.children, anew);
        }
    }
    let mut report = report.clone();
    retell(&mut report.sections, anew);
    report
}

/// What a part of this role is best begun with. What a unit is lasts; what it
/// did is told in the same sentences with other numbers; problems, promises and
/// answers are each year's own.
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

/// The sentences of a blanked paragraph that have a blank; `None` without one.
fn counting(blanked: &str) -> Option<String> {
    let mut kept = String::new();
    for sentence in blanked.split_inclusive(['。', '！', '？']) {
        // A date that was left blank makes no pattern.
        if sentence.replace("【待补】年", "").contains("【待补") {
            kept.push_str(sentence);
        }
    }
    let kept = kept.trim();
    (!kept.is_empty()).then(|| kept.to_owned())
}

/// What differs outside of the parts' paragraphs.
fn changes(older: &Report, empty: &Report) -> Vec<Rolled> {
    let mut changes = Vec::new();
    let mut compare = |place: String, part: Part, before: &str, after: &str| {
        if before != after {
            let (before, after) = (before.to_owned(), after.to_owned());
            changes.push(Rolled { place, part, before, after });
        }
    };
    let lines: [(&str, Part, &str, &str); 5] = [
        ("标题", Part::Title, &older.title, &empty.title),
        ("题下署名", Part::Byline, &older.byline, &empty.byline),
        ("称呼", Part::Salutation, &older.salutation, &empty.salutation),
        ("署名", Part::Signature, &older.signature, &empty.signature),
        ("日期", Part::Date, &older.date, &empty.date),
    ];
    for (place, part, before, after) in lines {
        compare(place.to_owned(), part, before, after);
    }
    for (_, section) in older.walk() {
        let after = empty.section(section.id).map_or("", |section| section.heading.as_str());
        compare("小标题".to_owned(), Part::Section(section.id), &section.heading, after);
    }
    changes
}
