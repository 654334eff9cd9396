use serde::{Deserialize, Serialize};

use crate::model::{Part, Report, Role, Section, SectionId};
use crate::{Error, Result};

/// Headings go no deeper than `（1）`.
const DEEPEST: usize = 4;

/// The id of a section that is to be given one.
const UNNAMED: SectionId = SectionId(0);

/// One change of a report, and one step of undo.
///
/// Ops are plain data: the page sends one, and keeps the inverse it gets back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "op", rename_all = "camelCase", rename_all_fields = "camelCase")]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS), ts(export))]
pub enum Op {
    /// The text of a part, line by line. A section's lines are its paragraphs,
    /// the title's are its forced lines; the other fields are one line, and
    /// several are joined.
    SetText {
        /// The part.
        part: Part,
        /// Its lines.
        lines: Vec<String>,
    },
    /// The heading of a section, without its number.
    SetHeading {
        /// The section.
        section: SectionId,
        /// The new heading.
        heading: String,
    },
    /// What a section is for.
    SetRole {
        /// The section.
        section: SectionId,
        /// Its new role.
        role: Role,
    },
    /// The mark that prints before a heading; `None`: the computed number.
    SetMark {
        /// The section.
        section: SectionId,
        /// Its new mark.
        mark: Option<String>,
    },
    /// Whether the first paragraph runs on behind the heading.
    SetRunIn {
        /// The section.
        section: SectionId,
        /// Whether it does.
        run_in: bool,
    },
    /// Puts a section, with all below it, where none was. Ids of 0 ask for
    /// free ones.
    Insert {
        /// The section to put it under; `None`: the first level.
        parent: Option<SectionId>,
        /// Its index among the sections there.
        at: usize,
        /// The section.
        section: Section,
    },
    /// Takes a section out, with all below it.
    Remove {
        /// The section.
        section: SectionId,
    },
    /// Puts a section, with all below it, somewhere else.
    Move {
        /// The section.
        section: SectionId,
        /// The section to put it under; `None`: the first level.
        parent: Option<SectionId>,
        /// Its index there once it stands there.
        at: usize,
    },
    /// Whether the writer calls a part finished (本节写完了).
    SetDone {
        /// The part.
        part: Part,
        /// Whether it is.
        done: bool,
    },
    /// Every heading gets its computed number (改为规范序号).
    RegularMarks,
    /// All of the text becomes that of another state of the report (恢复到这一版).
    /// What the report is, and how far it has come, stays.
    Restore {
        /// The state.
        report: Box<Report>,
    },
    /// Several changes that are one step of undo.
    Many {
        /// The changes, in order.
        ops: Vec<Self>,
    },
}

/// The report after `op`, and the op that takes it back exactly.
///
/// # Errors
///
/// [`Error::SectionMissing`] for a section the report does not have, and
/// [`Error::NotApplicable`] for a place that is none, a section moved into
/// itself, headings deeper than four levels, and a section whose id is taken.
pub fn apply(mut report: Report, op: Op) -> Result<(Report, Op)> {
    let inverse = change(&mut report, op)?;
    Ok((report, inverse))
}

fn change(report: &mut Report, op: Op) -> Result<Op> {
    Ok(match op {
        Op::SetText { part, lines } => Op::SetText { part, lines: set_text(report, part, lines)? },
        Op::SetHeading { section, heading } => {
            let heading = std::mem::replace(&mut held(report, section)?.heading, heading);
            Op::SetHeading { section, heading }
        }
        Op::SetRole { section, role } => {
            let role = std::mem::replace(&mut held(report, section)?.role, role);
            Op::SetRole { section, role }
        }
        Op::SetMark { section, mark } => {
            let mark = std::mem::replace(&mut held(report, section)?.mark, mark);
            Op::SetMark { section, mark }
        }
        Op::SetRunIn { section, run_in } => {
            let run_in = std::mem::replace(&mut held(report, section)?.run_in, run_in);
            Op::SetRunIn { section, run_in }
        }
        Op::Insert { parent, at, section } => insert(report, parent, at, section)?,
        Op::Remove { section } => remove(report, section)?,
        Op::Move { section, parent, at } => relocate(report, section, parent, at)?,
        Op::SetDone { part, done } => Op::SetDone { part, done: set_done(report, part, done)? },
        Op::RegularMarks => regular_marks(report),
        Op::Restore { report: state } => restore(report, *state),
        Op::Many { ops } => {
            let mut inverses =
                ops.into_iter().map(|op| change(report, op)).collect::<Result<Vec<_>>>()?;
            inverses.reverse();
            Op::Many { ops: inverses }
        }
    })
}

/// Sets the text of a part; returns the lines it had.
fn set_text(report: &mut Report, part: Part, lines: Vec<String>) -> Result<Vec<String>> {
    let field = match part {
        Part::Opening => return Ok(std::mem::replace(&mut report.opening, single(lines))),
        Part::Closing => return Ok(std::mem::replace(&mut report.closing, single(lines))),
        Part::Section(id) => {
            return Ok(std::mem::replace(&mut held(report, id)?.body, single(lines)));
        }
        Part::Title => {
            let old = std::mem::replace(&mut report.title, single(lines).join("\n"));
            return Ok(old.split('\n').map(str::to_owned).collect());
        }
        Part::Byline => &mut report.byline,
        Part::Salutation => &mut report.salutation,
        Part::Signature => &mut report.signature,
        Part::Date => &mut report.date,
    };
    Ok(vec![std::mem::replace(field, single(lines).concat())])
}

/// The lines with every break inside one of them made a break between two: a
/// paragraph never holds one.
fn single(lines: Vec<String>) -> Vec<String> {
    if lines.iter().any(|line| line.contains(['\n', '\r'])) {
        let text = lines.join("\n").replace("\r\n", "\n");
        text.split(['\n', '\r']).map(str::to_owned).collect()
    } else {
        lines
    }
}

fn insert(
    report: &mut Report,
    parent: Option<SectionId>,
    at: usize,
    mut section: Section,
) -> Result<Op> {
    let mut ids = Vec::new();
    collect_ids(&section, &mut ids);
    if ids.contains(&UNNAMED) {
        let mut free = report.free_id().max(SectionId(highest(&section).0 + 1));
        name(&mut section, &mut free);
        ids.clear();
        collect_ids(&section, &mut ids);
    }
    let number = ids.len();
    ids.sort_unstable();
    ids.dedup();
    if ids.len() < number || ids.iter().any(|id| report.section(*id).is_some()) {
        return Err(refused("这一节已经在报告里了"));
    }
    let id = section.id;
    put(report, parent, at, section)?;
    Ok(Op::Remove { section: id })
}

fn remove(report: &mut Report, id: SectionId) -> Result<Op> {
    let (parent, at, section) = take(&mut report.sections, None, id)?;
    let mut ids = Vec::new();
    collect_ids(&section, &mut ids);
    // A later section may get a freed id; it must not be born finished.
    let (gone, done) = report
        .done
        .drain(..)
        .partition(|part| matches!(part, Part::Section(id) if ids.contains(id)));
    report.done = done;
    let back = Op::Insert { parent, at, section };
    let gone: Vec<Part> = gone;
    if gone.is_empty() {
        return Ok(back);
    }
    let finished = gone.into_iter().map(|part| Op::SetDone { part, done: true });
    Ok(Op::Many { ops: std::iter::once(back).chain(finished).collect() })
}

fn relocate(
    report: &mut Report,
    id: SectionId,
    parent: Option<SectionId>,
    at: usize,
) -> Result<Op> {
    let moved = report.section(id).ok_or(Error::SectionMissing)?;
    let mut ids = Vec::new();
    collect_ids(moved, &mut ids);
    if parent.is_some_and(|parent| ids.contains(&parent)) {
        return Err(refused("一节不能移到它自己下面"));
    }
    let (old_parent, old_at, section) = take(&mut report.sections, None, id)?;
    put(report, parent, at, section)?;
    Ok(Op::Move { section: id, parent: old_parent, at: old_at })
}

/// Marks a part as finished or not; returns what it was. The list stays in
/// order, so that the same parts are always the same list.
fn set_done(report: &mut Report, part: Part, done: bool) -> Result<bool> {
    if let Part::Section(id) = part {
        held(report, id)?;
    }
    let was = report.done.contains(&part);
    report.done.retain(|other| *other != part);
    if done {
        let at = report.done.partition_point(|other| *other < part);
        report.done.insert(at, part);
    }
    Ok(was)
}

fn regular_marks(report: &mut Report) -> Op {
    fn clear(sections: &mut [Section], kept: &mut Vec<Op>) {
        for section in sections {
            if let Some(mark) = section.mark.take() {
                kept.push(Op::SetMark { section: section.id, mark: Some(mark) });
            }
            clear(&mut section.children, kept);
        }
    }
    let mut ops = Vec::new();
    clear(&mut report.sections, &mut ops);
    Op::Many { ops }
}

/// Gives `report` the text of `state`; gives back its own.
fn restore(report: &mut Report, state: Report) -> Op {
    let own = std::mem::replace(report, state);
    // What names a report, and how far it has come, is no text.
    (report.format, report.uid, report.branch) = (own.format, own.uid.clone(), own.branch.clone());
    (report.year, report.template) = (own.year, own.template.clone());
    (report.edition, report.of) = (own.edition, own.of.clone());
    (report.status, report.status_since) = (own.status, own.status_since);
    report.submitted = own.submitted;
    Op::Restore { report: Box::new(own) }
}

/// The section named `id`, to be changed.
fn held(report: &mut Report, id: SectionId) -> Result<&mut Section> {
    report.section_mut(id).ok_or(Error::SectionMissing)
}

/// Puts a section under `parent`.
fn put(report: &mut Report, parent: Option<SectionId>, at: usize, section: Section) -> Result<()> {
    let above = match parent {
        None => 0,
        Some(parent) => {
            let found = report.walk().find(|(_, other)| other.id == parent);
            found.ok_or(Error::SectionMissing)?.0
        }
    };
    if above + height(&section) > DEEPEST {
        return Err(refused("标题最多四级，放到这里就超过了"));
    }
    let siblings = match parent {
        None => &mut report.sections,
        Some(parent) => &mut held(report, parent)?.children,
    };
    if at > siblings.len() {
        return Err(refused("报告里没有这个位置"));
    }
    siblings.insert(at, section);
    Ok(())
}

/// Takes the section named `id` out; says where it stood.
fn take(
    sections: &mut Vec<Section>,
    parent: Option<SectionId>,
    id: SectionId,
) -> Result<(Option<SectionId>, usize, Section)> {
    if let Some(at) = sections.iter().position(|section| section.id == id) {
        return Ok((parent, at, sections.remove(at)));
    }
    sections
        .iter_mut()
        .find_map(|section| take(&mut section.children, Some(section.id), id).ok())
        .ok_or(Error::SectionMissing)
}

/// Gives every section of the tree that has none an id of its own.
fn name(section: &mut Section, free: &mut SectionId) {
    if section.id == UNNAMED {
        section.id = *free;
        free.0 += 1;
    }
    section.children.iter_mut().for_each(|child| name(child, free));
}

fn collect_ids(section: &Section, ids: &mut Vec<SectionId>) {
    ids.push(section.id);
    section.children.iter().for_each(|child| collect_ids(child, ids));
}

fn highest(section: &Section) -> SectionId {
    section.children.iter().map(highest).fold(section.id, Ord::max)
}

fn height(section: &Section) -> usize {
    1 + section.children.iter().map(height).max().unwrap_or(0)
}

fn refused(why: &str) -> Error {
    Error::NotApplicable(why.to_owned())
}

#[cfg(test)]
mod tests;
