use serde::{Deserialize, Serialize};

use super::Part;

/// A place in the text held by its words, not by a position (定位).
///
/// It is found again after every change of the text; when its words are gone
/// it has lapsed, and is listed as such. It never moves silently.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS), ts(export))]
pub struct Anchor {
    /// The part the words stand in.
    pub section: Part,
    /// The words.
    pub quote: String,
    /// Which of several equal quotes in that part, from 0.
    pub occurrence: usize,
    /// SHA-256 of the whole paragraph when the anchor was set, in hexadecimal:
    /// tells "the words are there" from "the paragraph is as it was".
    pub hash: String,
}
