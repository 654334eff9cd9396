//! A report that travelled inside its Word file comes back as it was; where
//! somebody changed the visible text since, that text wins and is pointed out.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};

use super::labels::{self, Placed};
use super::notes::Notes;
use super::{headings, marks};
use crate::import::{Reading, UnitGuess};
use crate::manuscript;
use crate::model::{
    Embedded, NoteKind, Outline, OutlineLine, Part, Place, Report, Role, Section, SectionId,
};

/// A visible paragraph: its text, and the lines of the file it is made of.
struct Visible {
    text: String,
    hash: String,
    lines: Vec<usize>,
}

impl Visible {
    fn new(text: String, lines: Vec<usize>) -> Self {
        Self { hash: format!("{:x}", Sha256::digest(text.as_bytes())), text, lines }
    }
}

/// What became of the paragraphs since the file was written.
struct Changes {
    /// Paragraphs by index in both lists, the same or edited, in order.
    pairs: Vec<(usize, usize)>,
    gone: Vec<usize>,
    added: Vec<usize>,
}

/// The embedded report, brought up to the visible text. `None` when headings
/// came or went: then the text has to be recognised anew.
pub(super) fn restore(
    outline: &Outline,
    embedded: &Embedded,
    unit: UnitGuess,
    mut notes: Notes,
) -> Option<Reading> {
    let visible = visible(outline, embedded);
    let changes = compare(embedded, &visible)?;
    let mut report = embedded.report.clone();
    let mut edits = Edits { report: &mut report, embedded, visible: &visible, notes: &mut notes };
    edits.make(&changes)?;
    let exact = report == embedded.report;
    let numbers = manuscript::numbers(&report);
    let placed = placed(&report, &visible);
    let lines = labels::read_lines(&outline.lines, &placed, &report, &numbers);
    let message = if exact {
        "这个文件是述职导出的，原样恢复了里面的报告"
    } else {
        "这个文件是述职导出的，导出后改过，已按现在的文字恢复"
    };
    notes.add(NoteKind::Recognised, message, "", None);
    let notes = notes.placed(&placed, &[]);
    Some(Reading { report, unit, notes, lines, figures: 0, exact })
}

/// Gives a report that was recognised anew what only the embedded one tells.
pub(super) fn carry_over(embedded: &Report, report: &mut Report) {
    report.template.clone_from(&embedded.template);
    report.edition = embedded.edition;
    report.of.clone_from(&embedded.of);
    report.branch.clone_from(&embedded.branch);
    report.year = embedded.year.or(report.year);
    let roles: BTreeMap<&str, Role> =
        embedded.walk().map(|(_, section)| (section.heading.as_str(), section.role)).collect();
    fn set(sections: &mut [Section], roles: &BTreeMap<&str, Role>) {
        for section in sections {
            if let Some(role) = roles.get(section.heading.as_str()) {
                section.role = *role;
            }
            set(&mut section.children, roles);
        }
    }
    set(&mut report.sections, &roles);
}

/// The paragraphs that stand in the file. The breaks of a title, forced or made
/// to give it its shape, made it several lines, which are put together.
fn visible(outline: &Outline, embedded: &Embedded) -> Vec<Visible> {
    let filled: Vec<(usize, String)> = outline
        .lines
        .iter()
        .enumerate()
        .map(|(at, line)| (at + 1, line.text()))
        .filter(|(_, text)| !text.trim().is_empty())
        .collect();
    let title = title(outline, embedded, &filled);
    let end = title.as_ref().and_then(|title| title.lines.last().copied()).unwrap_or(0);
    let others = filled.into_iter().filter(|(line, _)| *line > end);
    title.into_iter().chain(others.map(|(line, text)| Visible::new(text, vec![line]))).collect()
}

/// A title has no more lines than this.
const TITLE_LINES: usize = 12;

/// The title, made of the first lines: those that together are what was
/// written, else those that are set as a title.
fn title(outline: &Outline, embedded: &Embedded, filled: &[(usize, String)]) -> Option<Visible> {
    let written = embedded.paragraphs.first()?;
    written.place.filter(|place| place.part == Part::Title)?;
    let first = filled.first()?.0;
    let texts = |last: usize| outline.lines[first - 1..last].iter().map(OutlineLine::text);
    let joined = |last: usize, by: &str| {
        Visible::new(texts(last).collect::<Vec<_>>().join(by), (first..=last).collect())
    };
    let ends = filled.iter().take(TITLE_LINES).map(|(line, _)| *line);
    let known = ends.map(|last| joined(last, "\n")).find(|title| title.hash == written.hash);
    known.or_else(|| {
        let set = filled.iter().take_while(|(line, _)| outline.lines[line - 1].hints.title);
        // Breaks that gave the old title its shape are no part of the new one.
        let by = if embedded.report.title.contains('\n') { "\n" } else { "" };
        set.last().map(|(last, _)| joined(*last, by))
    })
}

/// More cells than this in the table of comparisons are too many.
const CELLS: usize = 4_000_000;

/// Pairs the paragraphs that were written with those that stand there now.
fn compare(embedded: &Embedded, visible: &[Visible]) -> Option<Changes> {
    let old: Vec<&str> =
        embedded.paragraphs.iter().map(|paragraph| paragraph.hash.as_str()).collect();
    let new: Vec<&str> = visible.iter().map(|paragraph| paragraph.hash.as_str()).collect();
    let start = old.iter().zip(&new).take_while(|(old, new)| old == new).count();
    let end = (old[start..].iter().rev())
        .zip(new[start..].iter().rev())
        .take_while(|(old, new)| old == new)
        .count();
    let (old_end, new_end) = (old.len() - end, new.len() - end);
    if (old_end - start).saturating_mul(new_end - start) > CELLS {
        return None;
    }
    let mut changes = Changes { pairs: Vec::new(), gone: Vec::new(), added: Vec::new() };
    changes.pairs.extend((0..start).map(|at| (at, at)));
    let same = longest_common(&old[start..old_end], &new[start..new_end]);
    let (mut from_old, mut from_new) = (start, start);
    let ends = same.iter().map(|(old, new)| (old + start, new + start)).chain([(old_end, new_end)]);
    for (to_old, to_new) in ends {
        let texts: Vec<String> = (from_old..to_old)
            .map(|at| text_at(&embedded.report, embedded.paragraphs[at].place))
            .collect();
        let mut next = from_new;
        for (at, text) in (from_old..to_old).zip(texts) {
            // Equal numbers on both sides are edits in order; else words must tell.
            let even = to_old - from_old == to_new - from_new;
            let found = (next..to_new).find(|&new| even || alike(&text, &visible[new].text));
            match found {
                Some(new) => {
                    changes.added.extend(next..new);
                    changes.pairs.push((at, new));
                    next = new + 1;
                }
                None => changes.gone.push(at),
            }
        }
        changes.added.extend(next..to_new);
        if (to_old, to_new) != (old_end, new_end) {
            changes.pairs.push((to_old, to_new));
        }
        (from_old, from_new) = (to_old + 1, to_new + 1);
    }
    changes.pairs.extend((0..end).map(|at| (old_end + at, new_end + at)));
    Some(changes)
}

/// The pairs of a longest common subsequence.
fn longest_common(old: &[&str], new: &[&str]) -> Vec<(usize, usize)> {
    let width = new.len() + 1;
    let mut lengths = vec![0_u32; (old.len() + 1) * width];
    for i in (0..old.len()).rev() {
        for j in (0..new.len()).rev() {
            lengths[i * width + j] = if old[i] == new[j] {
                lengths[(i + 1) * width + j + 1] + 1
            } else {
                lengths[(i + 1) * width + j].max(lengths[i * width + j + 1])
            };
        }
    }
    let (mut i, mut j) = (0, 0);
    let mut pairs = Vec::new();
    while i < old.len() && j < new.len() {
        if old[i] == new[j] {
            pairs.push((i, j));
            (i, j) = (i + 1, j + 1);
        } else if lengths[(i + 1) * width + j] >= lengths[i * width + j + 1] {
            i += 1;
        } else {
            j += 1;
        }
    }
    pairs
}

/// Whether two texts share most of their pairs of characters.
fn alike(old: &str, new: &str) -> bool {
    let pairs = |text: &str| {
        let mut counts = BTreeMap::<(char, char), usize>::new();
        for pair in text.chars().zip(text.chars().skip(1)) {
            *counts.entry(pair).or_default() += 1;
        }
        counts
    };
    let (old, new) = (pairs(old), pairs(new));
    let shared: usize =
        old.iter().map(|(pair, count)| new.get(pair).map_or(0, |other| *other.min(count))).sum();
    let all: usize = old.values().sum::<usize>() + new.values().sum::<usize>();
    shared * 5 >= all
}

/// What the embedded report has at `place`, as far as it is needed to compare.
fn text_at(report: &Report, place: Option<Place>) -> String {
    let Some(place) = place else { return String::new() };
    let texts = report.texts();
    let found = texts.iter().find(|(part, at, _)| *part == place.part && *at == place.paragraph);
    found.map_or_else(String::new, |(_, _, text)| (*text).to_owned())
}

/// Brings a report up to the visible text.
struct Edits<'a> {
    report: &'a mut Report,
    embedded: &'a Embedded,
    visible: &'a [Visible],
    notes: &'a mut Notes,
}

impl Edits<'_> {
    /// Makes all changes; `None` when they touch the tree itself.
    fn make(&mut self, changes: &Changes) -> Option<()> {
        for &(old, new) in &changes.pairs {
            if self.embedded.paragraphs[old].hash != self.visible[new].hash {
                self.edit(old, new)?;
            }
        }
        self.place_added(changes)?;
        // From the end, so that the places before it stay right.
        for &old in changes.gone.iter().rev() {
            self.remove(old)?;
        }
        Some(())
    }

    fn edit(&mut self, old: usize, new: usize) -> Option<()> {
        let place = self.embedded.paragraphs[old].place?;
        let text = self.visible[new].text.clone();
        match place.part {
            Part::Section(id) => {
                let number = manuscript::numbers(self.report).remove(&id)?;
                let section = self.report.section_mut(id)?;
                match place.paragraph {
                    None => set_heading(section, &number, &text, None)?,
                    Some(0) if section.run_in => {
                        let heading = section.heading.clone();
                        set_heading(section, &number, &text, Some(&heading))?;
                    }
                    Some(at) => *section.body.get_mut(at)? = text,
                }
            }
            part => set_field(self.report, part, place.paragraph, text)?,
        }
        let visible = &self.visible[new];
        let message = "导出后改过这一段，用了现在的文字";
        self.notes.add(
            NoteKind::Recognised,
            message,
            &visible.text,
            visible.lines.first().copied(),
        );
        Some(())
    }

    /// Puts new paragraphs behind the ones they follow.
    fn place_added(&mut self, changes: &Changes) -> Option<()> {
        for &new in changes.added.iter().rev() {
            let text = self.visible[new].text.clone();
            if headings::looks_like_one(&text) {
                return None;
            }
            let before = changes.pairs.iter().rev().find(|(_, at)| *at < new).map(|(old, _)| *old);
            let place = before.and_then(|old| self.embedded.paragraphs[old].place)?;
            let at = place.paragraph.map_or(0, |at| at + 1);
            let body = match place.part {
                Part::Section(id) => &mut self.report.section_mut(id)?.body,
                Part::Salutation | Part::Opening => &mut self.report.opening,
                Part::Closing => &mut self.report.closing,
                Part::Title | Part::Byline | Part::Signature | Part::Date => return None,
            };
            body.insert(at.min(body.len()), text);
            let visible = &self.visible[new];
            let message = "导出后加上了这一段，放进了报告";
            self.notes.add(
                NoteKind::Recognised,
                message,
                &visible.text,
                visible.lines.first().copied(),
            );
        }
        Some(())
    }

    fn remove(&mut self, old: usize) -> Option<()> {
        let place = self.embedded.paragraphs[old].place?;
        let text = text_at(&self.embedded.report, Some(place));
        match (place.part, place.paragraph) {
            (Part::Section(id), Some(_)) => {
                let section = self.report.section_mut(id)?;
                let at = section.body.iter().position(|own| *own == text)?;
                if section.run_in && at == 0 {
                    return None;
                }
                section.body.remove(at);
            }
            (Part::Section(_), None) => return None,
            (Part::Opening, _) => remove_text(&mut self.report.opening, &text)?,
            (Part::Closing, _) => remove_text(&mut self.report.closing, &text)?,
            (part, _) => set_field(self.report, part, None, String::new())?,
        }
        self.notes.add(NoteKind::Dropped, "导出后删去了这一段，没有放进报告", text, None);
        Some(())
    }
}

fn remove_text(body: &mut Vec<String>, text: &str) -> Option<()> {
    let at = body.iter().position(|own| own == text)?;
    body.remove(at);
    Some(())
}

/// Takes a visible heading apart: its number, its words, and behind `heading`
/// the paragraph that runs on.
fn set_heading(
    section: &mut Section,
    number: &str,
    text: &str,
    run_in: Option<&str>,
) -> Option<()> {
    let words = match text.strip_prefix(number) {
        Some(words) => words,
        None => {
            let mark = marks::read(text)?;
            section.mark = Some(marks::kept(text, &mark).to_owned());
            &text[mark.len..]
        }
    };
    let Some(heading) = run_in else {
        section.heading = words.to_owned();
        return Some(());
    };
    let first = section.body.first_mut()?;
    if let Some(rest) = words.strip_prefix(heading) {
        *first = rest.to_owned();
    } else if let Some(heading) = words.strip_suffix(first.as_str()) {
        section.heading = heading.to_owned();
    } else {
        let cut = words.find('。')? + '。'.len_utf8();
        section.heading = words[..cut].to_owned();
        *first = words[cut..].to_owned();
    }
    Some(())
}

fn set_field(
    report: &mut Report,
    part: Part,
    paragraph: Option<usize>,
    text: String,
) -> Option<()> {
    *(match part {
        Part::Title => &mut report.title,
        Part::Byline => &mut report.byline,
        Part::Salutation => &mut report.salutation,
        Part::Signature => &mut report.signature,
        Part::Date => &mut report.date,
        Part::Opening => report.opening.get_mut(paragraph?)?,
        Part::Closing => report.closing.get_mut(paragraph?)?,
        Part::Section(_) => return None,
    }) = text;
    Some(())
}

/// Where each visible paragraph stands in the report as it is now.
fn placed(report: &Report, visible: &[Visible]) -> Vec<Placed> {
    // The page breaks a title where the report does not.
    let unbroken = |text: &str| text.replace('\n', "");
    let numbers: BTreeMap<SectionId, String> = manuscript::numbers(report);
    let mut expected: Vec<(Place, String)> = Vec::new();
    for (part, paragraph, text) in report.texts() {
        let place = Place { part, paragraph };
        let number = match part {
            Part::Section(id) if paragraph.is_none() => numbers.get(&id).map_or("", String::as_str),
            _ => "",
        };
        expected.push((place, format!("{number}{}", unbroken(text))));
    }
    let mut from = 0;
    let mut placed = Vec::new();
    for paragraph in visible {
        let shown = unbroken(&paragraph.text);
        // A run-in heading begins the paragraph; a plain text is all of it.
        let found = expected[from..].iter().position(|(_, text)| {
            shown.trim_end_matches('\t') == text.trim_end_matches('\t')
                || shown.starts_with(text.as_str()) && text.chars().count() > 3
        });
        let Some(found) = found.map(|found| found + from) else { continue };
        placed.push(Placed { place: expected[found].0, lines: paragraph.lines.clone() });
        from = found + 1;
        let run_in = expected
            .get(from)
            .filter(|(_, text)| shown.len() > text.len() && shown.ends_with(text.as_str()));
        if let Some((place, _)) = run_in {
            placed.push(Placed { place: *place, lines: paragraph.lines.clone() });
            from += 1;
        }
    }
    placed
}
