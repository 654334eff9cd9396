use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Role, TemplateKey, Uid, Year};

/// What the street asks of one year's reports (本街道通知). It stands above the
/// template: where both say something, the notice holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS), ts(export))]
pub struct Notice {
    /// Its permanent name.
    pub uid: Uid,
    /// The year of the reports it is about.
    pub year: Year,
    /// The kind of report it is about.
    pub template: TemplateKey,
    /// The last day to hand in.
    pub deadline: Option<NaiveDate>,
    /// Limits of the whole report.
    #[serde(default)]
    pub limits: Limits,
    /// What it asks of single parts.
    #[serde(default)]
    pub parts: Vec<PartLimits>,
}

/// What a notice asks of the parts with one role.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS), ts(export))]
pub struct PartLimits {
    /// The role of the part.
    pub role: Role,
    /// The report must have such a part.
    #[serde(default)]
    pub required: bool,
    /// Its limits.
    #[serde(default)]
    pub limits: Limits,
}

/// Lengths in characters and shares in percent; `None`: not limited.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS), ts(export))]
pub struct Limits {
    /// At least so many characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min: Option<u32>,
    /// At most so many characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max: Option<u32>,
    /// At least this share of the whole report, in percent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min_share: Option<u32>,
}

impl Limits {
    /// These limits, with `below` filling what they leave open.
    pub fn or(self, below: Self) -> Self {
        Self {
            min: self.min.or(below.min),
            max: self.max.or(below.max),
            min_share: self.min_share.or(below.min_share),
        }
    }
}
