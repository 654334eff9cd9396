use serde::{Deserialize, Serialize};

use super::{Anchor, Uid};

/// What the writer said of a finding: it stays as it is, and why (不改).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Waiver {
    /// The report.
    pub report: Uid,
    /// The rule's key.
    pub rule: String,
    /// The words; `None`: the rule is off for the whole report.
    pub anchor: Option<Anchor>,
    /// Why, or "".
    pub reason: String,
}
