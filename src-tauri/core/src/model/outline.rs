use serde::{Deserialize, Serialize};

use super::{Note, Place, Report};

/// An old file as it was read, before anything is recognised in it: lines in
/// reading order, with hints and tracked changes kept.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Outline {
    /// The lines of the text.
    pub lines: Vec<OutlineLine>,
    /// What reading the file left out or was unsure of.
    pub notes: Vec<Note>,
    /// What stands in the page headers: at times the only place of the title.
    #[serde(default)]
    pub headers: Vec<String>,
    /// The report that travelled inside a file this program wrote.
    pub embedded: Option<Box<Embedded>>,
}

/// A report that travelled inside its own Word file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Embedded {
    /// The report as it was exported.
    pub report: Report,
    /// The paragraphs that were visible then, in order.
    pub paragraphs: Vec<EmbeddedParagraph>,
}

/// A paragraph as it was visible when its file was written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct EmbeddedParagraph {
    /// Where it stands in the report.
    pub place: Option<Place>,
    /// SHA-256 of its text with its number, in hexadecimal.
    pub hash: String,
}

/// A paragraph, or a row of a table with tabs between its cells.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct OutlineLine {
    /// The text in pieces, as the tracked changes cut it. Deleted pieces are
    /// there too; the accepted text is made of the others.
    pub spans: Vec<Span>,
    /// What the file says about the look of the line.
    pub hints: Hints,
    /// Comments that somebody attached to the line.
    pub remarks: Vec<Remark>,
}

/// A piece of a line.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Span {
    /// Its text.
    pub text: String,
    /// Who put it in or took it out, when that was tracked.
    pub change: Option<Change>,
}

/// A tracked change.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Change {
    /// Put in, or taken out.
    pub kind: ChangeKind,
    /// Who did it, or "".
    pub author: String,
    /// When, as the file says it, or "".
    pub date: String,
}

/// What a tracked change did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum ChangeKind {
    /// Put in: part of the accepted text.
    Inserted,
    /// Taken out: not part of the accepted text.
    Deleted,
}

/// A comment in the margin.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Remark {
    /// Who wrote it, or "".
    pub author: String,
    /// When, as the file says it, or "".
    pub date: String,
    /// Its text.
    pub text: String,
}

/// What a file says about the look of a line. Hints help where the text leaves
/// a doubt; where they contradict the text, the text decides.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Hints {
    /// Outline level from 1, from a heading style or the paragraph itself.
    pub level: Option<u8>,
    /// The style is named Title, 标题 (without a number), or the like.
    pub title: bool,
    /// Centred.
    pub centred: bool,
    /// Set against the right edge.
    pub right: bool,
    /// All of it bold.
    pub bold: bool,
    /// Size of the type in half points.
    pub half_points: Option<u16>,
    /// Name of the East Asian typeface, or "".
    pub face: String,
    /// A row of a table.
    pub table_row: bool,
    /// The line's own number was made by the word processor and stands,
    /// resolved, at the start of the text.
    pub numbered: bool,
    /// An empty line stands before it.
    pub after_blank: bool,
}

impl Span {
    /// The text of `spans` with all tracked changes accepted.
    pub(crate) fn accepted(spans: &[Self]) -> String {
        spans
            .iter()
            .filter(|span| {
                span.change.as_ref().is_none_or(|change| change.kind == ChangeKind::Inserted)
            })
            .map(|span| span.text.as_str())
            .collect()
    }
}

impl OutlineLine {
    /// A line of plain text without hints.
    pub fn plain(text: impl Into<String>) -> Self {
        Self { spans: vec![Span { text: text.into(), change: None }], ..Self::default() }
    }

    /// The text with all tracked changes accepted.
    pub fn text(&self) -> String {
        Span::accepted(&self.spans)
    }
}
