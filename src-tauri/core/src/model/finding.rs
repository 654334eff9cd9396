use std::fmt;

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
    /// The words it is about; "" where it is about what is not there.
    pub text: String,
    /// What is wrong and what to do, in Chinese.
    pub message: String,
    /// What to put in place of `text`, where that is certain.
    pub suggestion: Option<String>,
    /// Where the rule comes from: 条例, 国标, 惯例 or 本街道通知, with its clause.
    pub source: String,
    /// Other passages that it is about, such as the second of two numbers that
    /// contradict each other.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "bindings", ts(optional, as = "Option<Vec<Spot>>"))]
    pub others: Vec<Spot>,
}

/// A passage that a finding is about besides its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS), ts(export))]
pub struct Spot {
    /// The part of the report.
    pub section: Part,
    /// Index of the paragraph in that part; `None` for a heading or a field.
    pub paragraph: Option<usize>,
    /// First character there, counted in characters.
    pub start: usize,
    /// One past its last character.
    pub end: usize,
    /// Its words.
    pub text: String,
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

/// What a rule is about (哪一类).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS), ts(export))]
pub enum FindingKind {
    /// 待补与漏项
    Gaps,
    /// 年份与时间
    Dates,
    /// 数字
    Figures,
    /// 提法与名称
    Wording,
    /// 标点与编号
    Marks,
    /// 结构与篇幅
    Structure,
    /// 与去年雷同
    Sameness,
    /// 个人信息
    Personal,
}

/// On whose word a rule stands (依据).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS), ts(export))]
pub enum Origin {
    /// 法律
    Law,
    /// 条例
    Regulation,
    /// 国标
    Standard,
    /// 本街道通知
    Notice,
    /// 单位档案
    Unit,
    /// 惯例
    Custom,
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Error => "必须改",
            Self::Warning => "建议改",
            Self::Hint => "提示",
        })
    }
}

impl fmt::Display for FindingKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Gaps => "待补与漏项",
            Self::Dates => "年份与时间",
            Self::Figures => "数字",
            Self::Wording => "提法与名称",
            Self::Marks => "标点与编号",
            Self::Structure => "结构与篇幅",
            Self::Sameness => "与去年雷同",
            Self::Personal => "个人信息",
        })
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Law => "法律",
            Self::Regulation => "条例",
            Self::Standard => "国标",
            Self::Notice => "本街道通知",
            Self::Unit => "单位档案",
            Self::Custom => "惯例",
        })
    }
}
