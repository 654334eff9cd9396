//! `import FILE…`: old reports, read and kept.

use std::path::{Path, PathBuf};

use serde::Serialize;
use shuzhi_core::import::{self, Clash, Reading, UnitGuess};
use shuzhi_core::model::{
    Branch, BranchYear, Finding, Mention, Note, NoteKind, Report, TemplateKey, Uid, Year,
};
use shuzhi_core::store::Store;
use shuzhi_core::{Error, backup, check, figures};

use crate::answer::{Answer, in_json};
use crate::args::ImportArgs;
use crate::desk::{Desk, new_uid, now};
use crate::refusal::{self, Refusal};
use crate::{find, json};

/// What became of one file.
#[derive(Serialize)]
struct Imported<'a> {
    report: json::Report<'a>,
    figures: Vec<Mention>,
    notes: &'a [Note],
    findings: Vec<Finding>,
}

/// One of several files.
#[derive(Serialize)]
struct Entry<'a> {
    file: &'a Path,
    #[serde(flatten)]
    outcome: Outcome<'a>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Outcome<'a> {
    Imported(Imported<'a>),
    Refused { error: refusal::View<'a> },
}

/// A report that was read, with the name of its unit.
struct Kept {
    reading: Reading,
    unit: String,
}

pub(crate) fn run(desk: &Desk, args: &ImportArgs) -> Result<Answer, Refusal> {
    let year = args.year.map(Year::new).transpose().map_err(Error::from)?;
    let mut store = if args.dry_run { None } else { Some(desk.store()?) };
    if let Some(store) = store.as_ref().filter(|_| args.files.len() >= backup::MANY) {
        backup::before_import(store, now())?;
    }
    let outcomes: Vec<(&PathBuf, Result<Kept, Refusal>)> = args
        .files
        .iter()
        .map(|file| (file, read_and_keep(file, year, args, store.as_mut())))
        .collect();
    if let [(_, _)] = outcomes[..] {
        let (file, outcome) = outcomes.into_iter().next().expect("there is one");
        let read = outcome?;
        return Ok(Answer::new(in_words(file, &read, args), &imported(&read)));
    }
    Ok(told(&outcomes, args))
}

fn read_and_keep(
    file: &Path,
    year: Option<Year>,
    args: &ImportArgs,
    store: Option<&mut Store>,
) -> Result<Kept, Refusal> {
    let mut reading = import::open_file(file, new_uid())?;
    reading.report.year = year.or(reading.report.year);
    let unit = match store {
        Some(store) => keep(store, &reading, args)?,
        None => args.branch.clone().unwrap_or_else(|| reading.unit.name.clone()),
    };
    Ok(Kept { reading, unit })
}

/// Keeps a report, and gives the name of its unit.
fn keep(store: &mut Store, reading: &Reading, args: &ImportArgs) -> Result<String, Refusal> {
    let year = reading.report.year.ok_or_else(|| advised(Error::YearUnknown))?;
    let branch = branch_of(store, &reading.unit, args.branch.as_deref(), year)?;
    let clash = match (args.as_revision, args.keep_both) {
        (true, _) => Clash::AsRevision,
        (_, true) => Clash::KeepBoth,
        _ => Clash::Refuse,
    };
    import::keep(store, reading.report.clone(), &branch.uid, year, clash, now())
        .map_err(advised)?;
    Ok(branch.in_year(year).map(|facts| facts.name.clone()).unwrap_or_default())
}

/// A refusal to keep, with the option that helps.
fn advised(error: Error) -> Refusal {
    let advice = match &error {
        Error::YearUnknown => {
            "没有认出这份报告是哪一年的。请加 --year 写明年度，如 --year 2023。".to_owned()
        }
        Error::YearTaken { year, .. } => format!(
            "{year}的报告已经有了，没有存。要存为它的历史版本请加 --as-revision，两份都留请加 --keep-both。"
        ),
        _ => return error.into(),
    };
    Refusal::Advised(error, advice)
}

/// The unit that is named, else the one the text tells of, which is made when
/// it is new, else the only one there is.
fn branch_of(
    store: &mut Store,
    guess: &UnitGuess,
    name: Option<&str>,
    year: Year,
) -> Result<Branch, Refusal> {
    if name.is_some() || guess.name.is_empty() {
        return find::branch(store, name);
    }
    let mut branches = store.branches()?;
    if let Some(at) = branches.iter().position(|branch| find::called(branch, &guess.name)) {
        return Ok(branches.swap_remove(at));
    }
    if branches.len() == 1 && is_masked(&guess.name) {
        return Ok(branches.swap_remove(0));
    }
    let facts = BranchYear {
        year,
        name: guess.name.clone(),
        level: guess.level,
        community: guess.community.clone(),
        superior: guess.superior.clone(),
        secretary: guess.secretary.clone(),
        members: None,
    };
    let branch = Branch { uid: new_uid(), succeeds: None, years: vec![facts] };
    store.write(|tx| tx.put_branch(&branch))?;
    Ok(branch)
}

/// The name was made unreadable (XX社区党支部), so it tells no unit from another.
fn is_masked(name: &str) -> bool {
    let titled =
        Report { title: name.to_owned(), ..Report::empty(Uid::nil(), TemplateKey(String::new())) };
    !check::blocking(&titled).is_empty()
}

fn imported(read: &Kept) -> Imported<'_> {
    let report = &read.reading.report;
    Imported {
        report: json::Report::of(report, &read.unit),
        figures: figures::mentions(report),
        notes: &read.reading.notes,
        findings: check::blocking(report),
    }
}

/// What to say of several files.
fn told(outcomes: &[(&PathBuf, Result<Kept, Refusal>)], args: &ImportArgs) -> Answer {
    let mut lines = Vec::new();
    let mut entries = Vec::new();
    for (file, outcome) in outcomes {
        let outcome = match outcome {
            Ok(read) => {
                lines.push(in_words(file, read, args));
                Outcome::Imported(imported(read))
            }
            Err(refusal) => {
                lines.push(format!("{}\n  没有读入：{}", file.display(), refusal.in_words()));
                Outcome::Refused { error: refusal.view() }
            }
        };
        entries.push(Entry { file, outcome });
    }
    Answer {
        text: lines.join("\n"),
        json: in_json(&entries),
        notices: Vec::new(),
        refused_in_part: outcomes.iter().any(|(_, outcome)| outcome.is_err()),
        is_no: false,
    }
}

fn in_words(file: &Path, read: &Kept, args: &ImportArgs) -> String {
    let Reading { report, notes, .. } = &read.reading;
    let year = report.year.map_or_else(|| "年度未认出".to_owned(), |year| year.to_string());
    let unit = if read.unit.is_empty() { "单位未认出" } else { &read.unit };
    let mut lines = vec![
        file.display().to_string(),
        format!("  {}", report.title.replace('\n', "")),
        format!(
            "  {year}，{unit}，{} 个部分，{} 处数字",
            report.walk().count(),
            read.reading.figures
        ),
    ];
    lines.extend(told_once(notes));
    lines.push(match (args.dry_run, args.as_revision) {
        (true, _) => "  只读出来看看，没有存。".to_owned(),
        (false, true) => "  已存为这一年报告的历史版本。".to_owned(),
        (false, false) => "  已存入。".to_owned(),
    });
    lines.join("\n")
}

/// What was repaired, left out or doubted, each message once.
fn told_once(notes: &[Note]) -> Vec<String> {
    let mut told: Vec<(&str, usize)> = Vec::new();
    for note in notes.iter().filter(|note| note.kind != NoteKind::Recognised) {
        match told.iter_mut().find(|(message, _)| *message == note.message) {
            Some((_, times)) => *times += 1,
            None => told.push((&note.message, 1)),
        }
    }
    let line = |(message, times)| match times {
        1 => format!("  · {message}"),
        _ => format!("  · {message}（{times} 处）"),
    };
    told.into_iter().map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_that_repeats_is_told_once_with_its_count() {
        let note = |message: &str| Note {
            kind: NoteKind::Repaired,
            message: message.to_owned(),
            text: String::new(),
            line: None,
            place: None,
            before: None,
            after: None,
            mends: Vec::new(),
        };
        let notes =
            [note("理好了 1 对引号"), note("半角标点改成了全角"), note("半角标点改成了全角")];
        assert_eq!(told_once(&notes), ["  · 理好了 1 对引号", "  · 半角标点改成了全角（2 处）"]);
    }
}
