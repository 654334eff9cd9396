//! Two years of made-up units, with what became of every paragraph written down
//! before anything was compared.
//!
//! A file holds the older report, the newer one, and what answers what. `@a`
//! names a paragraph of the older report. In the newer one `@a` is what became
//! of it, `@a+b` two that were merged, `@a/` a part of one that was split, `@a~`
//! one said anew, `@-` one that is new. `^` says that it moved, and `?` that it
//! changed places with one that did, so that either may be said to have moved. A
//! paragraph moves with its section.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Sub;
use std::path::Path;
use std::{fmt, fs};

use shuzhi_core::model::{ComparedRow, Passage, Report, RowChange, SectionPair, Uid};
use shuzhi_core::{compare, import};

/// How much of what was written down is told.
#[derive(Default)]
pub(crate) struct Score {
    pub(crate) paragraphs: Share,
    pub(crate) moves: Share,
    pub(crate) answers: Share,
    /// How many of the answers that are not right were not told at all.
    pub(crate) open: usize,
    pub(crate) wrong: Vec<String>,
}

/// So many of so many.
#[derive(Default, Clone, Copy)]
pub(crate) struct Share {
    pub(crate) right: usize,
    pub(crate) all: usize,
}

impl Share {
    fn count(&mut self, right: bool) {
        self.all += 1;
        self.right += usize::from(right);
    }

    pub(crate) fn ratio(self) -> f64 {
        if self.all == 0 { 1.0 } else { self.right as f64 / self.all as f64 }
    }
}

impl Sub for Share {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        Self { right: self.right - other.right, all: self.all - other.all }
    }
}

impl fmt::Display for Share {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{} = {:.3}", self.right, self.all, self.ratio())
    }
}

/// Compares all pairs in a folder of `tests/data`.
#[expect(clippy::print_stdout, reason = "it is shown to one who measures")]
pub(crate) fn score(folder: &str) -> Score {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data").join(folder);
    let mut files: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap()).collect();
    files.sort_by_key(fs::DirEntry::file_name);
    assert!(files.len() > 5, "the pairs are not where they should be");
    let mut score = Score::default();
    for file in files {
        let text = fs::read_to_string(file.path()).unwrap();
        let name = file.file_name().to_string_lossy().into_owned();
        let parts: Vec<&str> = text.split("=====\n").collect();
        let [old, new, answers] = parts[..] else { panic!("{name} has not three parts") };
        let before = (score.paragraphs, score.moves, score.answers, score.open);
        let wrong_before = score.wrong.len();
        pair(&name, &Annotated::of(old), &Annotated::of(new), answers, &mut score);
        // Shown with `--nocapture`, for one who measures.
        let (paragraphs, moves) = (score.paragraphs - before.0, score.moves - before.1);
        let (answers, open) = (score.answers - before.2, score.open - before.3);
        println!("{name}: {paragraphs}, moves {moves}, answers {answers}, {open} wrongly open");
        score.wrong[wrong_before..].iter().for_each(|wrong| println!("  {wrong}"));
    }
    score
}

/// A report with its labels.
struct Annotated {
    report: Report,
    labelled: Vec<(String, String)>,
}

impl Annotated {
    fn of(text: &str) -> Self {
        let (mut plain, mut labelled) = (String::new(), Vec::new());
        for line in text.lines() {
            let line = match line.strip_prefix('@').and_then(|line| line.split_once(' ')) {
                Some((label, words)) => {
                    labelled.push((label.to_owned(), words.to_owned()));
                    words
                }
                None => line,
            };
            plain.push_str(line);
            plain.push('\n');
        }
        let report = import::open(plain.into_bytes(), "报告.txt", Uid::nil()).unwrap().report;
        Self { report, labelled }
    }
}

/// Whether two paragraphs differ in nothing but their number, which is no text.
fn renumbered(one: &str, other: &str) -> bool {
    let bare = |text: &str| -> Option<String> {
        let rest = text.strip_prefix('（')?;
        rest.split_once('）').map(|(_, rest)| rest.to_owned())
    };
    bare(one).is_some_and(|text| Some(text) == bare(other))
}

/// Whether a key names a passage: by any words in it, as several things may be
/// told in one paragraph, and a number may stand before them.
fn names(key: &str, passage: &str) -> bool {
    if key == "无" || passage == "无" { key == passage } else { passage.contains(key) }
}

/// The row in which `text` stands on the side `of`.
fn row_of<'r>(
    rows: &'r [ComparedRow],
    text: &str,
    of: impl Fn(&ComparedRow) -> &Vec<Passage>,
) -> Option<&'r ComparedRow> {
    // A number may have been taken off, or a heading put in front.
    let is = |passage: &Passage| text.ends_with(&passage.text) || passage.text.ends_with(text);
    rows.iter().find(|row| of(row).iter().any(is))
}

fn pair(name: &str, old: &Annotated, new: &Annotated, answers: &str, score: &mut Score) {
    let comparison = compare::reports(&old.report, &new.report);
    let rows = &comparison.paragraphs;
    let texts: BTreeMap<&str, &str> =
        old.labelled.iter().map(|(label, text)| (label.as_str(), text.as_str())).collect();
    let label_of = |passage: &Passage| {
        let is = |text: &str| text.ends_with(&passage.text) || passage.text.ends_with(text);
        texts.iter().find(|(_, text)| is(text)).map_or("·", |(label, _)| *label).to_owned()
    };
    let mut used = BTreeSet::new();
    let mut moved_rows = 0;
    for (label, text) in &new.labelled {
        let bare = label.trim_end_matches(['^', '?', '~', '/']);
        let mut sources: Vec<&str> = bare.split('+').filter(|label| *label != "-").collect();
        sources.sort_unstable();
        used.extend(sources.iter().copied());
        let Some(row) = row_of(rows, text, |row| &row.new) else {
            score.paragraphs.count(false);
            score.wrong.push(format!("{name} {label}: is in no row"));
            continue;
        };
        let beside = match row.pair {
            Some(pair) => {
                rows.iter().find(|other| other.pair == Some(pair) && !other.old.is_empty())
            }
            None => Some(row),
        };
        let mut found: Vec<String> =
            beside.map_or(Vec::new(), |row| row.old.iter().map(label_of).collect());
        found.sort();
        let change = if sources.is_empty() {
            // A new one may stand in the place of one that is gone.
            row.change == RowChange::Added
        } else if label.contains('~') {
            found == sources && matches!(row.change, RowChange::Added | RowChange::Edited)
        } else {
            let wanted = if sources.len() > 1 {
                RowChange::Merged
            } else if label.contains('/') {
                RowChange::Split
            } else if texts[sources[0]] == text || renumbered(texts[sources[0]], text) {
                RowChange::Same
            } else {
                RowChange::Edited
            };
            found == sources && row.change == wanted
        };
        let either = label.contains(['^', '?']);
        let with_section = row.new.iter().any(|passage| {
            let is_there = |pair: &&SectionPair| pair.new_section == Some(passage.section);
            comparison.sections.iter().find(is_there).is_some_and(|pair| pair.moved)
        });
        let right = change && (either || !row.moved);
        moved_rows += usize::from(either && (row.moved || with_section));
        score.paragraphs.count(right);
        if !right {
            let moved = if row.moved { "moved" } else { "" };
            score.wrong.push(format!("{name} {label}: {:?} {moved} of {found:?}", row.change));
        }
    }
    for (label, text) in &old.labelled {
        if !used.contains(label.as_str()) {
            let row = row_of(rows, text, |row| &row.old);
            let right = row.is_some_and(|row| row.change == RowChange::Removed);
            score.paragraphs.count(right);
            if !right {
                let change = row.map(|row| row.change);
                score.wrong.push(format!("{name} {label}: {change:?}, and it is gone"));
            }
        }
    }
    let moves = new.labelled.iter().filter(|(label, _)| label.contains('^')).count();
    score.moves.all += moves;
    score.moves.right += moved_rows.min(moves);
    for (matter, fits) in answers.lines().filter_map(|line| line.split_once(" -> ")) {
        let duty = comparison.duties.iter().find(|told| told.duty.text.starts_with(matter));
        let answer = duty.map(|told| {
            told.answered_by.as_ref().map_or("无".to_owned(), |passage| passage.text.clone())
        });
        let right =
            answer.as_ref().is_some_and(|answer| fits.split('|').any(|fit| names(fit, answer)));
        score.answers.count(right);
        if !right {
            score.open += usize::from(answer.as_deref() == Some("无"));
            score.wrong.push(format!("{name} {matter}: {answer:?} instead of {fits}"));
        }
    }
}
