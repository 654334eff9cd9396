use serde::{Deserialize, Serialize};

use super::{ComparedDuty, Part, Role, Year};

/// Two reports laid side by side (对比).
///
/// The rows hold every text of both reports that is not empty: the old one is
/// rebuilt from the `old` of all rows, the new one from their `new`, and the
/// words of a row spell out both of its sides.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS), ts(export))]
pub struct Comparison {
    /// The earlier report.
    pub old: Compared,
    /// The later report.
    pub new: Compared,
    /// Share of the new text that stands in the old one, 0 to 1.
    pub similarity: f64,
    /// The same of the opening; `None` when it has nothing to count.
    pub opening: Option<f64>,
    /// The sections of both, in the order of the new report.
    pub sections: Vec<SectionPair>,
    /// Every text of both reports in the order of the new one: fields,
    /// headings and paragraphs.
    pub paragraphs: Vec<ComparedRow>,
    /// What both count.
    pub figures: Vec<FigurePair>,
    /// What the old report left to answer, and where the new one does.
    pub duties: Vec<ComparedDuty>,
}

/// One of two reports that are compared.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS), ts(export))]
pub struct Compared {
    /// The year it answers for, when that is known.
    pub year: Option<Year>,
    /// Its title in one line.
    pub title: String,
}

/// A section of the old report and the one that took its place.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS), ts(export))]
pub struct SectionPair {
    /// What the section is for; as the new report has it, if it is there.
    pub role: Role,
    /// Heading in the old report; `None` for a section that is new.
    pub old_heading: Option<String>,
    /// Heading in the new report; `None` for a section that is gone.
    pub new_heading: Option<String>,
    /// Where it stood.
    pub old_section: Option<Part>,
    /// Where it stands.
    pub new_section: Option<Part>,
    /// How deep it stands, from 1; as in the new report, if it is there.
    pub depth: usize,
    /// The section stands in another order than it did.
    pub moved: bool,
    /// Share of its new text, with the sections below it, that stands anywhere
    /// in the old report, 0 to 1.
    pub similarity: f64,
}

/// A paragraph, heading or field of both reports, or of one.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS), ts(export))]
pub struct ComparedRow {
    /// What became of it.
    pub change: RowChange,
    /// It stands elsewhere than it did.
    pub moved: bool,
    /// A rewritten paragraph is a removed and an added row with one number.
    pub pair: Option<usize>,
    /// Its text is as it was, save for the numbers in it.
    pub numbers_only: bool,
    /// Share of its new text that stands in the old report, 0 to 1.
    pub similarity: f64,
    /// Where it stood: several places when they were merged.
    pub old: Vec<Passage>,
    /// Where it stands: several places when it was split.
    pub new: Vec<Passage>,
    /// Both sides by words. Several places are joined by newlines.
    pub words: Vec<Words>,
}

/// What became of a paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS), ts(export))]
pub enum RowChange {
    /// 相同, to the letter
    Same,
    /// 改
    Edited,
    /// 拆开
    Split,
    /// 合并
    Merged,
    /// 新增
    Added,
    /// 删去
    Removed,
}

/// A place with its words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS), ts(export))]
pub struct Passage {
    /// The part of the report.
    pub section: Part,
    /// The number its heading prints with, or "".
    pub number: String,
    /// That number prints right before the text.
    pub numbered: bool,
    /// Its heading without the number, or "".
    pub heading: String,
    /// Index of the paragraph in the part, from 0; `None` for a heading or field.
    pub paragraph: Option<usize>,
    /// The text there. A heading that runs into its first paragraph stands
    /// before it, since they print as one.
    pub text: String,
}

/// Words that stayed, went or came.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS), ts(export))]
pub struct Words {
    /// Stayed, went or came.
    pub op: WordOp,
    /// The words.
    pub text: String,
}

/// What became of words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS), ts(export))]
pub enum WordOp {
    /// In both.
    Same,
    /// In the old text alone.
    Removed,
    /// In the new text alone.
    Added,
}

/// An indicator with its value in both reports.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS), ts(export))]
pub struct FigurePair {
    /// Permanent key of the indicator, `None` where the vocabulary has none.
    pub indicator: Option<String>,
    /// The name as the new report says it, else as the old one does.
    pub name: String,
    /// What is counted, in the new report if it is there.
    pub unit: String,
    /// What the old report counted, where that differs.
    pub old_unit: Option<String>,
    /// The value of the old report.
    pub old: Option<f64>,
    /// The value of the new report.
    pub new: Option<f64>,
    /// The old value was said with 余, 多, 近, ….
    pub old_approximate: bool,
    /// The new value was said with 余, 多, 近, ….
    pub new_approximate: bool,
    /// New less old, when both are there in one unit.
    pub change: Option<f64>,
    /// Where the old report first tells it.
    pub old_place: Option<Passage>,
    /// Where the new report first tells it.
    pub new_place: Option<Passage>,
}

impl ComparedRow {
    /// Whether it is a paragraph, not a heading or a field.
    pub fn is_paragraph(&self) -> bool {
        self.old.iter().chain(&self.new).any(|passage| passage.paragraph.is_some())
    }

    /// The old side, its places joined by newlines.
    pub fn old_text(&self) -> String {
        joined(&self.old)
    }

    /// The new side, its places joined by newlines.
    pub fn new_text(&self) -> String {
        joined(&self.new)
    }
}

fn joined(passages: &[Passage]) -> String {
    let texts: Vec<&str> = passages.iter().map(|passage| passage.text.as_str()).collect();
    texts.join("\n")
}
