use std::fmt;

use serde::{Deserialize, Serialize};

use super::{Limits, Role};

/// The key of a kind of report, such as `branch-secretary`. Permanent.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS), ts(export, type = "string"))]
pub struct TemplateKey(pub String);

/// A kind of report (文种), read from a data file.
///
/// Patterns may hold `{单位}` (name of the branch), `{社区}`, `{上级}`, `{书记}`,
/// `{年}` (2024), `{上年}` (2023) and blanks such as `【待补：次数】`. A field
/// whose fact is unknown becomes a blank too, so that nothing is invented.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS), ts(export))]
pub struct Template {
    /// Its permanent key.
    pub key: TemplateKey,
    /// What the user chooses it by, such as 党支部书记述职报告.
    pub name: String,
    /// For whom and when, in a sentence.
    pub description: String,
    /// Pattern of the title.
    pub title: String,
    /// Pattern of the line under the title, or "".
    #[serde(default)]
    pub byline: String,
    /// Who is addressed, with the colon, or "".
    #[serde(default)]
    pub salutation: String,
    /// Patterns of the opening paragraphs.
    #[serde(default)]
    pub opening: Vec<String>,
    /// Guidance for the opening.
    #[serde(default)]
    pub opening_guidance: Guidance,
    /// The parts of first level.
    pub parts: Vec<PartSpec>,
    /// Patterns of the closing paragraphs.
    #[serde(default)]
    pub closing: Vec<String>,
    /// Guidance for the closing.
    #[serde(default)]
    pub closing_guidance: Guidance,
    /// Pattern of the signature, or "" for a report that is not signed.
    #[serde(default)]
    pub signature: String,
    /// Pattern of the date, or "".
    #[serde(default)]
    pub date: String,
    /// Limits of the whole report.
    #[serde(default)]
    pub limits: Limits,
}

/// A part that a kind of report has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS), ts(export))]
pub struct PartSpec {
    /// What the part is for.
    pub role: Role,
    /// Pattern of the heading, without a number.
    pub heading: String,
    /// How a keyword stands in the heading, with `{}` for the word, as in
    /// `坚持在“{}”上下功夫`; "" for a heading without one.
    #[serde(default)]
    pub keyword: String,
    /// What to write here.
    #[serde(default)]
    pub guidance: Guidance,
    /// Sentences to insert, with blanks.
    #[serde(default)]
    pub patterns: Vec<String>,
    /// A report of this kind must have the part.
    #[serde(default)]
    pub required: bool,
    /// Limits of the part.
    #[serde(default)]
    pub limits: Limits,
    /// The parts one level below.
    #[serde(default)]
    pub children: Vec<Self>,
}

/// What to write in a part, in a clerk's words.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS), ts(export))]
pub struct Guidance {
    /// The advice; "" for none.
    #[serde(default)]
    pub text: String,
    /// The question to the writer in person (您本人做了什么？), or "".
    #[serde(default)]
    pub question: String,
    /// Where the advice comes from: 惯例, 条例 …, or 本街道通知.
    #[serde(default)]
    pub source: String,
}

impl fmt::Display for TemplateKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
