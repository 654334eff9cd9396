use serde::{Deserialize, Serialize};

use super::{Part, Uid, Year};

/// The value of an indicator in one year, as one source tells it (数字).
///
/// Two bases or two reports that differ stay two figures: a finding says so,
/// nothing is overwritten.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS), ts(export))]
pub struct Figure {
    /// The unit it is about.
    pub branch: Uid,
    /// The year it is about.
    pub year: Year,
    /// Permanent key of the indicator, or its name where the vocabulary has no key.
    pub indicator: String,
    /// The value, in `unit`.
    pub value: f64,
    /// Said with 余, 多, 近, 约, 以上, ….
    pub approximate: bool,
    /// What is counted: 次, 名, 万元, ….
    pub unit: String,
    /// Where the value comes from.
    pub basis: Basis,
    /// The report whose text tells it, when the basis is the text.
    pub report: Option<Uid>,
    /// Why an older year's value was corrected by hand; "" for all others.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
}

/// Where a figure's value comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS), ts(export))]
pub enum Basis {
    /// Read in the text of a report.
    Text,
    /// Added up from entries.
    Ledger,
    /// Typed by hand.
    Typed,
}

/// A place in the text where a figure stands (数字出处): found by reading,
/// never embedded.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS), ts(export))]
pub struct Mention {
    /// Permanent key of the indicator, `None` where the vocabulary has none.
    pub indicator: Option<String>,
    /// The name as the text says it, such as 困难党员.
    pub name: String,
    /// The value, in `unit`.
    pub value: f64,
    /// Said with 余, 多, 近, 约, 以上, ….
    pub approximate: bool,
    /// What is counted: 次, 名, 万元, ….
    pub unit: String,
    /// The words of the number with its unit, such as 10余次.
    pub text: String,
    /// The part of the report.
    pub section: Part,
    /// Index of the paragraph in that part, from 0; `None` in a heading.
    pub paragraph: Option<usize>,
    /// First character of `text` in the paragraph, counted in characters.
    pub start: usize,
    /// One past its last character, counted in characters.
    pub end: usize,
}
