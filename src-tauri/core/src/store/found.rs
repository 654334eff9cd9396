//! What the index answers: the reports in which words stand, and their lines.

use regex::Regex;
use rusqlite::{Connection, params};

use super::column::Word;
use crate::model::{Part, Report, Uid, Year, sought};

/// A text of a report, with what tells where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The part of the report.
    pub part: Part,
    /// Index of the paragraph in the part, from 0; `None` in a heading or field.
    pub paragraph: Option<usize>,
    /// The number the section's heading prints with, or "".
    pub number: String,
    /// The section's heading without the number, or "".
    pub heading: String,
    /// The text as it stands.
    pub words: String,
}

/// Takes a report apart, in reading order.
pub type Lines = fn(&Report) -> Vec<Line>;

/// A report in which words stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundIn {
    /// The report.
    pub uid: Uid,
    /// The year it answers for.
    pub year: Option<Year>,
    /// Its title.
    pub title: String,
    /// How often they stand there.
    pub count: usize,
    /// The lines in which they do, where these were asked for.
    pub lines: Vec<Line>,
}

/// How much is asked for.
#[derive(Debug, Clone, Copy)]
pub struct Most {
    /// Lines are given until so many places are in them.
    pub listed: usize,
    /// Reports are given until so many places are in them.
    pub counted: usize,
}

/// What the index says of `words`, which `sought` finds: the latest reports first.
pub(super) fn ask(
    db: &Connection,
    words: &str,
    sought: &Regex,
    most: Most,
) -> rusqlite::Result<Vec<FoundIn>> {
    let mut query = db.prepare_cached(
        "SELECT text.id, text.uid, text.title, text.body
         FROM sign JOIN text ON text.id = sign.rowid
         WHERE sign MATCH ?1 ORDER BY sign.rowid",
    )?;
    let mut rows = query.query([format!("\"{}\"", signs(words))])?;
    let mut found = Vec::new();
    let mut total = 0;
    while let Some(row) = rows.next()? {
        let body = row.get_ref(3)?.as_str()?;
        let count = sought.find_iter(body).count();
        if count > 0 {
            let id = row.get(0)?;
            let lines =
                if total < most.listed { lines_with(db, id, body, sought)? } else { Vec::new() };
            let uid = row.get::<_, Word<Uid>>(1)?.0;
            found.push(FoundIn { uid, year: year_of(id), title: row.get(2)?, count, lines });
            total += count;
        }
        if total >= most.counted {
            break;
        }
    }
    Ok(found)
}

/// The lines of a report in which words stand.
fn lines_with(db: &Connection, id: i64, body: &str, sought: &Regex) -> rusqlite::Result<Vec<Line>> {
    let mut query = db.prepare_cached(
        "SELECT part, paragraph, number, heading, words FROM line WHERE text = ?1 AND at = ?2",
    )?;
    let with = body.lines().enumerate().filter(|(_, line)| sought.is_match(line));
    with.map(|(at, _)| {
        query.query_row(params![id, Word(at)], |row| {
            Ok(Line {
                part: row.get::<_, Word<Part>>(0)?.0,
                paragraph: row.get::<_, Option<Word<usize>>>(1)?.map(|at| at.0),
                number: row.get(2)?,
                heading: row.get(3)?,
                words: row.get(4)?,
            })
        })
    })
    .collect()
}

/// All texts of a report, each on a line of its own, as they are looked for.
pub(super) fn body_of(lines: &[Line]) -> String {
    let mut body = String::new();
    for line in lines {
        body.push_str(&as_sought(&line.words));
        body.push('\n');
    }
    body
}

/// A text as it is looked for.
pub(super) fn as_sought(text: &str) -> String {
    sought(text).into_iter().map(|(_, c)| c).collect()
}

/// A text with each of its characters as a word that every tokenizer takes for
/// one. So a word of one character is found, and so is a comma.
pub(super) fn signs(text: &str) -> String {
    use std::fmt::Write;
    let mut signs = String::with_capacity(text.len() * 2);
    for c in text.chars() {
        let _ = write!(signs, "{:x} ", u32::from(c));
    }
    signs
}

/// The year that is part of a report's number in the index.
pub(super) fn year_of(id: i64) -> Option<Year> {
    let from_the_latest = u16::try_from(id >> 32).ok()?;
    Year::new(u16::MAX - from_the_latest).ok()
}
