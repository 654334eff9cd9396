use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// A list of expressions read from a data file of `assets/vocabulary` or of
/// the user's own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Vocabulary {
    /// What the list is for, in a sentence.
    pub about: String,
    /// The expressions.
    pub expressions: Vec<Expression>,
}

/// An expression, when it may be used, and who says so.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Expression {
    /// The words.
    pub text: String,
    /// First day on which it may be used; `None`: always could.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<NaiveDate>,
    /// Last day on which it may be used; `None`: still may.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<NaiveDate>,
    /// Where it comes from, with the date of that source.
    pub source: String,
}
