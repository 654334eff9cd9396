use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::Severity;

/// A list of expressions read from a data file of `assets/vocabulary` or of
/// the user's own (词表).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Vocabulary {
    /// What the list is for, in a sentence.
    pub about: String,
    /// Expressions that are written in one way only.
    #[serde(default)]
    pub expressions: Vec<Expression>,
    /// Set phrases of four to seven characters: one character off is a slip.
    #[serde(default)]
    pub phrases: Vec<Phrases>,
    /// Enumerations that have an order.
    #[serde(default)]
    pub orders: Vec<Order>,
    /// Words that are written wrong, or better not used.
    #[serde(default)]
    pub slips: Vec<Slips>,
}

/// An expression, when it may be used, and who says so.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Expression {
    /// The words.
    pub text: String,
    /// Words that are almost these are a slip.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub exact: bool,
    /// First day on which it may be used; `None`: always could.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<NaiveDate>,
    /// Last day on which it may be used; `None`: still may.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<NaiveDate>,
    /// Where it comes from, with the date of that source.
    pub source: String,
}

/// Set phrases for one reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Phrases {
    /// Where they come from.
    pub source: String,
    /// The phrases.
    pub words: Vec<String>,
    /// Their words go with other words too, so that a slip which makes another
    /// word is only asked about.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub loose: bool,
    /// They stand as a whole: any other character in them, one left out and one
    /// written twice is a slip too.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub strict: bool,
    /// Phrases that are one character off and right as well.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unless: Vec<String>,
}

/// Words that are always named in this order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Order {
    /// What they are called together, such as 四个意识.
    pub name: String,
    /// The words, in order.
    pub items: Vec<String>,
    /// First day on which this holds; `None`: always did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<NaiveDate>,
    /// Where it comes from, with the date of that source.
    pub source: String,
}

/// Words that are slips for one reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Slips {
    /// What kind of slips they are.
    pub kind: SlipKind,
    /// Why, in a sentence.
    pub about: String,
    /// How much it matters.
    pub severity: Severity,
    /// First day on which this holds; `None`: always did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<NaiveDate>,
    /// Where it comes from, with the date of that source.
    pub source: String,
    /// Each slip with the words to put in its place; "" where that depends.
    pub words: BTreeMap<String, String>,
    /// Longer words that hold a slip and are right.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unless: Vec<String>,
}

/// What kind of slip a word is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum SlipKind {
    /// 错别字
    Typo,
    /// 提法
    Expression,
    /// 不宜用的词
    Avoided,
}
