use std::fmt;

use serde::{Deserialize, Serialize};

use super::SectionId;

/// A named part of a report's text: one of its fixed fields, or a section.
///
/// In JSON it is one word: `"title"`, `"opening"`, …, or the section's id such
/// as `"s3"`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS), ts(export, type = "string"))]
pub enum Part {
    /// 标题
    Title,
    /// 题下署名
    Byline,
    /// 称呼
    Salutation,
    /// 开头
    Opening,
    /// A section, by its id.
    Section(SectionId),
    /// 结尾
    Closing,
    /// 署名
    Signature,
    /// 日期
    Date,
}

/// The text names no part of any report.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("报告里没有“{0}”这个部分。请刷新后再试。")]
pub struct PartUnknown(pub String);

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Title => f.write_str("title"),
            Self::Byline => f.write_str("byline"),
            Self::Salutation => f.write_str("salutation"),
            Self::Opening => f.write_str("opening"),
            Self::Section(id) => id.fmt(f),
            Self::Closing => f.write_str("closing"),
            Self::Signature => f.write_str("signature"),
            Self::Date => f.write_str("date"),
        }
    }
}

impl TryFrom<String> for Part {
    type Error = PartUnknown;

    fn try_from(text: String) -> Result<Self, PartUnknown> {
        Ok(match text.as_str() {
            "title" => Self::Title,
            "byline" => Self::Byline,
            "salutation" => Self::Salutation,
            "opening" => Self::Opening,
            "closing" => Self::Closing,
            "signature" => Self::Signature,
            "date" => Self::Date,
            id => Self::Section(SectionId::parse(id).ok_or_else(|| PartUnknown(text.clone()))?),
        })
    }
}

impl From<Part> for String {
    fn from(part: Part) -> Self {
        part.to_string()
    }
}

/// Where a paragraph stands: its part, and its index there.
///
/// `paragraph` is `None` for a section's heading and for the one-line fields.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS), ts(export))]
pub struct Place {
    /// The part of the report.
    pub part: Part,
    /// Index of the paragraph in the part, from 0.
    pub paragraph: Option<usize>,
}
