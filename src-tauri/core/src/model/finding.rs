use serde::{Deserialize, Serialize};

use super::Part;

/// One thing that a check found (检查结果). It advises: only placeholders and
/// personal data block an export, and even those can be overridden.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS), ts(export))]
pub struct Finding {
    /// The rule's permanent key, such as `placeholder`.
    pub rule: String,
    /// How much it matters.
    pub severity: Severity,
    /// The part of the report.
    pub section: Part,
    /// Index of the paragraph in that part; `None` for a heading or a field.
    pub paragraph: Option<usize>,
    /// First character of `text` there, counted in characters.
    pub start: usize,
    /// One past its last character.
    pub end: usize,
    /// The words it is about.
    pub text: String,
    /// What is wrong and what to do, in Chinese.
    pub message: String,
    /// What to put in place of `text`, where that is certain.
    pub suggestion: Option<String>,
    /// Where the rule comes from: 条例, 国标, 惯例 or 本街道通知, with its clause.
    pub source: String,
}

/// How much a finding matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS), ts(export))]
pub enum Severity {
    /// 必须改
    Error,
    /// 建议改
    Warning,
    /// 提示
    Hint,
}
