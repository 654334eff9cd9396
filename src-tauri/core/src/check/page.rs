use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::ops::Range;

use regex::{Captures, Regex};

use super::context::Context;
use super::figures::{Reading, Values, of_this_year, values};
use super::numbers::{self, Passage};
use super::rule::Hit;
use super::words::Words;
use crate::figures::{self, Told};
use crate::manuscript;
use crate::model::{Part, Report, Role, SectionId, Spot};

/// What a rule gets to look at: a report, read once for all rules.
pub(super) struct Page<'a> {
    pub(super) report: &'a Report,
    /// The texts that are not empty, in reading order.
    pub(super) lines: Vec<Line<'a>>,
    /// What is known beside the text.
    pub(super) context: &'a Context,
    heads: OnceCell<Vec<Head<'a>>>,
    figures: OnceCell<Vec<Told>>,
    readings: OnceCell<Vec<Reading>>,
    last_year: OnceCell<Values>,
    passages: OnceCell<Vec<(usize, Passage)>>,
}

/// A paragraph, a heading or a one-line field.
pub(super) struct Line<'a> {
    pub(super) part: Part,
    pub(super) paragraph: Option<usize>,
    /// What the part it stands in is for; `None` outside the sections.
    pub(super) role: Option<Role>,
    pub(super) text: &'a str,
    /// The same. Findings count characters, so rules walk characters.
    pub(super) chars: Vec<char>,
    sentences: OnceCell<Vec<Range<usize>>>,
}

/// A section, as its heading shows it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Head<'a> {
    pub(super) id: SectionId,
    /// 1 for the parts of first level.
    pub(super) depth: usize,
    pub(super) role: Role,
    pub(super) heading: &'a str,
    /// The mark as imported; `None`: it is computed, and right.
    pub(super) mark: Option<&'a str>,
    /// No text under it, nor under its children.
    pub(super) empty: bool,
    /// Where the section it belongs to stands in the list.
    pub(super) parent: Option<usize>,
}

/// Words that a pattern found in a line, counted in characters.
pub(super) struct Match<'l> {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) text: &'l str,
    captures: Captures<'l>,
}

impl<'a> Page<'a> {
    pub(super) fn of(report: &'a Report, context: &'a Context) -> Self {
        let roles: BTreeMap<SectionId, Role> =
            report.walk().map(|(_, section)| (section.id, section.role)).collect();
        let line = |(part, paragraph, text): (_, _, &'a str)| Line {
            part,
            paragraph,
            role: match part {
                Part::Section(id) => roles.get(&id).copied(),
                _ => None,
            },
            text,
            chars: text.chars().collect(),
            sentences: OnceCell::new(),
        };
        Self {
            report,
            lines: report.texts().into_iter().map(line).collect(),
            context,
            heads: OnceCell::new(),
            figures: OnceCell::new(),
            readings: OnceCell::new(),
            last_year: OnceCell::new(),
            passages: OnceCell::new(),
        }
    }

    /// The year the report answers for.
    pub(super) fn year(&self) -> Option<u16> {
        self.report.year.map(crate::model::Year::number)
    }

    /// The lists of words: those built in, then the unit's own.
    pub(super) fn words(&self) -> impl Iterator<Item = &Words> {
        std::iter::once(Words::built_in()).chain(self.context.words.as_deref())
    }

    /// The paragraphs: no headings, no one-line fields.
    pub(super) fn paragraphs(&self) -> impl Iterator<Item = &Line<'a>> {
        self.lines.iter().filter(|line| line.paragraph.is_some())
    }

    /// The line at a place.
    pub(super) fn line(&self, part: Part, paragraph: Option<usize>) -> Option<&Line<'a>> {
        self.lines.iter().find(|line| line.part == part && line.paragraph == paragraph)
    }

    /// Where in reading order a place stands.
    pub(super) fn position(&self, part: Part, paragraph: Option<usize>) -> usize {
        let there = |line: &Line<'_>| line.part == part && line.paragraph == paragraph;
        self.lines.iter().position(there).unwrap_or(self.lines.len())
    }

    /// The sections, parents before children.
    pub(super) fn heads(&self) -> &[Head<'a>] {
        self.heads.get_or_init(|| {
            let mut open: Vec<usize> = Vec::new();
            let mut heads: Vec<Head<'a>> = Vec::new();
            for (depth, section) in self.report.walk() {
                open.truncate(depth - 1);
                heads.push(Head {
                    id: section.id,
                    depth,
                    role: section.role,
                    heading: &section.heading,
                    mark: section.mark.as_deref(),
                    empty: is_empty(section),
                    parent: open.last().copied(),
                });
                open.push(heads.len() - 1);
            }
            heads
        })
    }

    /// The number each section prints with.
    pub(super) fn numbers(&self) -> BTreeMap<SectionId, String> {
        manuscript::numbers(self.report)
    }

    /// The figures of the text, with the time each speaks of.
    pub(super) fn figures(&self) -> &[Told] {
        self.figures.get_or_init(|| figures::told(self.report))
    }

    /// Those of them that tell something of the report's own year, with what the
    /// words around each say of it.
    pub(super) fn readings(&self) -> &[Reading] {
        self.readings.get_or_init(|| of_this_year(self))
    }

    /// What last year's report gives for each indicator; nothing without one.
    pub(super) fn last_year(&self) -> &Values {
        let previous = self.context.previous.as_ref();
        self.last_year.get_or_init(|| previous.map(values).unwrap_or_default())
    }

    /// The numbers of the paragraphs as arithmetic sees them, each passage with
    /// its line, as an index of `lines`.
    pub(super) fn passages(&self) -> &[(usize, Passage)] {
        self.passages.get_or_init(|| {
            let lines = self.lines.iter().enumerate().filter(|(_, line)| line.is_paragraph());
            lines
                .flat_map(|(at, line)| {
                    let passages = numbers::passages(&line.chars, line.sentences());
                    passages.into_iter().map(move |passage| (at, passage))
                })
                .collect()
        })
    }
}

/// Where a figure stands.
pub(super) fn spot_of(told: &Told) -> Spot {
    let mention = &told.mention;
    Spot {
        section: mention.section,
        paragraph: mention.paragraph,
        start: mention.start,
        end: mention.end,
        text: mention.text.clone(),
    }
}

fn is_empty(section: &crate::model::Section) -> bool {
    section.body.iter().all(|text| text.trim().is_empty()) && section.children.iter().all(is_empty)
}

impl Line<'_> {
    /// A hit at the characters `start..end` of this line.
    pub(super) fn hit(&self, start: usize, end: usize, message: impl Into<String>) -> Hit {
        Hit::new(self.spot(start, end), message)
    }

    /// The place of the characters `start..end`.
    pub(super) fn spot(&self, start: usize, end: usize) -> Spot {
        Spot {
            section: self.part,
            paragraph: self.paragraph,
            start,
            end,
            text: self.words(start, end),
        }
    }

    /// The words from `start` to `end`.
    pub(super) fn words(&self, start: usize, end: usize) -> String {
        self.chars[start..end].iter().collect()
    }

    /// The character at `at`, if there is one.
    pub(super) fn char(&self, at: usize) -> Option<char> {
        self.chars.get(at).copied()
    }

    /// The characters before `at`, nearest first.
    pub(super) fn before(&self, at: usize) -> impl Iterator<Item = char> {
        self.chars[..at].iter().rev().copied()
    }

    /// Whether this is a paragraph, and no heading or one-line field.
    pub(super) fn is_paragraph(&self) -> bool {
        self.paragraph.is_some()
    }

    /// The character that byte `byte` begins.
    pub(super) fn char_at(&self, byte: usize) -> usize {
        self.text[..byte].chars().count()
    }

    /// Where `pattern` stands in this line.
    pub(super) fn find<'l>(&'l self, pattern: &'l Regex) -> impl Iterator<Item = Match<'l>> {
        let mut byte = 0;
        let mut at = 0;
        pattern.captures_iter(self.text).map(move |captures| {
            let whole = captures.get_match();
            at += self.text[byte..whole.start()].chars().count();
            byte = whole.start();
            let end = at + whole.as_str().chars().count();
            Match { start: at, end, text: whole.as_str(), captures }
        })
    }

    /// Like [`Line::find`] for a pattern that asks what stands beside: the last
    /// character of a match may be what stands before the next.
    pub(super) fn find_beside<'l>(&'l self, pattern: &'l Regex) -> impl Iterator<Item = Match<'l>> {
        let mut from = 0;
        std::iter::from_fn(move || {
            let captures = pattern.captures_at(self.text, from)?;
            let whole = captures.get_match();
            let last = whole.as_str().chars().next_back().map_or(1, char::len_utf8);
            from = whole.start() + (whole.len() - last.min(whole.len())).max(last);
            while from < self.text.len() && !self.text.is_char_boundary(from) {
                from += 1;
            }
            let start = self.char_at(whole.start());
            let end = start + whole.as_str().chars().count();
            Some(Match { start, end, text: whole.as_str(), captures })
        })
    }

    /// The sentences, as ranges of characters, each with its stop.
    pub(super) fn sentences(&self) -> &[Range<usize>] {
        self.sentences.get_or_init(|| self.read_sentences())
    }

    fn read_sentences(&self) -> Vec<Range<usize>> {
        let mut sentences = Vec::new();
        let mut start = 0;
        for (at, sign) in self.chars.iter().enumerate() {
            // A quotation or bracket that closes behind the stop belongs to it.
            let closes = self.chars.get(at + 1).is_some_and(|next| "”’）".contains(*next));
            let stop = "。！？\n".contains(*sign) && !closes;
            let closing =
                start < at && "”’）".contains(*sign) && "。！？".contains(self.chars[at - 1]);
            if stop || closing {
                sentences.push(start..at + 1);
                start = at + 1;
            }
        }
        if start < self.chars.len() {
            sentences.push(start..self.chars.len());
        }
        sentences
    }

    /// The sentence that holds the character at `at`.
    pub(super) fn sentence_at(&self, at: usize) -> Range<usize> {
        let found = self.sentences().iter().find(|sentence| sentence.contains(&at));
        found.cloned().unwrap_or(0..self.chars.len())
    }
}

impl<'l> Match<'l> {
    /// What the group `at` of the pattern took, or "".
    pub(super) fn group(&self, at: usize) -> &'l str {
        self.captures.get(at).map_or("", |group| group.as_str())
    }

    /// Where the group `at` stands in the line, in characters.
    pub(super) fn range(&self, at: usize) -> Option<Range<usize>> {
        let group = self.captures.get(at)?;
        let before = &self.text[..group.start() - self.captures.get_match().start()];
        let start = self.start + before.chars().count();
        Some(start..start + group.as_str().chars().count())
    }
}
