//! Reports whose every line says what it is: the text a stranger wrote, and
//! what a careful reader finds in it.
//!
//! A line is a letter, a space and the text: `T` title, `B` byline, `S`
//! salutation, `O` opening, `P` paragraph, `R` row of a table, `C` closing,
//! `N` signature, `D` date, `X` a line that is no part of the report, `+` the
//! line before it goes on. A heading is its level (`1` to `4`), perhaps with
//! the letter of its role, then `mark|heading`, and `|text` when text runs on
//! behind it. `{old>new}` is damage and what it should become.

use std::fmt::Write as _;

/// A report as it was written and as it should be read.
#[derive(Debug, Default)]
pub(crate) struct Annotated {
    /// The text, as the file has it.
    pub(crate) text: String,
    pub(crate) year: Option<u16>,
    pub(crate) title: String,
    pub(crate) byline: String,
    pub(crate) salutation: String,
    pub(crate) signature: String,
    pub(crate) date: String,
    pub(crate) closing: String,
    pub(crate) headings: Vec<Heading>,
    /// Every paragraph with the heading above it: an index into `headings`.
    pub(crate) paragraphs: Vec<(Under, String)>,
}

/// What a paragraph stands under.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Under {
    Opening,
    /// No heading at all.
    Nothing,
    Heading(usize),
    Closing,
}

/// A heading that should be found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Heading {
    pub(crate) level: usize,
    pub(crate) number: String,
    pub(crate) words: String,
    /// The letter of its role; `None` where the case does not care.
    pub(crate) role: Option<char>,
}

/// Reads a case.
pub(crate) fn read(case: &str) -> Annotated {
    let mut report = Annotated::default();
    // A paragraph with all its lines: its letters and its text.
    let mut logical: Vec<(String, String)> = Vec::new();
    for line in case.lines() {
        if line.starts_with('#') {
            continue;
        }
        if let Some(year) = line.strip_prefix("year ") {
            report.year = year.parse().ok();
            continue;
        }
        let (sort, text) = line.split_once(' ').unwrap_or((line, ""));
        let shown = text.replace('|', "");
        writeln!(report.text, "{}", versions(&shown).0).unwrap();
        let right = versions(text).1;
        match sort {
            "+" => logical.last_mut().expect("something goes on").1.push_str(&right),
            "" | "X" => {}
            _ => logical.push((sort.to_owned(), right)),
        }
    }
    for (sort, text) in logical {
        report.add(&sort, &text);
    }
    report
}

/// `text` as it is and as it should become, where `{old>new}` tells them apart.
fn versions(text: &str) -> (String, String) {
    let (mut old, mut new) = (String::new(), String::new());
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once('{') {
        let (damage, after) = behind.split_once('}').expect("a brace closes");
        let (was, becomes) = damage.rsplit_once('>').expect("damage says what it becomes");
        old += before;
        old += was;
        new += before;
        new += becomes;
        rest = after;
    }
    (old + rest, new + rest)
}

impl Annotated {
    fn add(&mut self, sort: &str, text: &str) {
        let text = text.trim_start();
        let here = match self.headings.len() {
            0 => Under::Nothing,
            count => Under::Heading(count - 1),
        };
        match sort {
            "T" => self.title += text,
            "B" => self.byline += text,
            "D" => self.date += text,
            "C" => {
                self.closing += text;
                self.paragraphs.push((Under::Closing, text.to_owned()));
            }
            "O" => self.paragraphs.push((Under::Opening, text.to_owned())),
            "P" | "R" => self.paragraphs.push((here, text.to_owned())),
            "S" => {
                let (salutation, greeting) = text.split_once('|').unwrap_or((text, ""));
                self.salutation += salutation;
                if !greeting.is_empty() {
                    self.paragraphs.push((Under::Opening, greeting.to_owned()));
                }
            }
            "N" => {
                let (name, date) = text.split_once('|').unwrap_or((text, ""));
                self.signature += name;
                self.date += date;
            }
            heading => self.add_heading(heading, text),
        }
    }

    fn add_heading(&mut self, sort: &str, text: &str) {
        let mut letters = sort.chars();
        let level = letters.next().and_then(|c| c.to_digit(10)).expect("a level");
        let mut pieces = text.splitn(3, '|');
        let number = pieces.next().unwrap_or_default().trim().to_owned();
        let words = pieces.next().expect("mark|heading").to_owned();
        let role = letters.next().filter(|role| *role != 'x');
        self.headings.push(Heading { level: level as usize, number, words, role });
        if let Some(body) = pieces.next() {
            self.paragraphs.push((Under::Heading(self.headings.len() - 1), body.to_owned()));
        }
    }
}
