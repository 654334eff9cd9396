//! 查找: where words stand, over all years and kinds of report.
//!
//! One character is enough, and so is a comma. Nothing is stemmed, guessed or
//! left out: what is found reads as it was looked for, in whatever width.

mod hits;

use serde::Serialize;

use crate::Result;
use crate::model::{Part, Uid, Year};
use crate::store::{Most, Store};

/// The first places to be listed.
pub const LISTED: usize = 50;

/// Beyond so many places nobody counts.
pub const COUNTED: usize = 1000;

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS), ts(export))]
pub struct Found {
    /// The first places, latest year first, each report in reading order.
    pub hits: Vec<Hit>,
    /// How many places there are; no more are counted than [`COUNTED`].
    pub total: usize,
    /// There are more than that.
    pub more: bool,
}

/// A place where the words stand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS), ts(export))]
pub struct Hit {
    /// The report.
    pub report: Uid,
    /// The year it answers for.
    pub year: Option<Year>,
    /// Its title in one line.
    pub title: String,
    /// The part of it.
    pub section: Part,
    /// The number the section's heading prints with, or "".
    pub number: String,
    /// The section's heading without the number, or "".
    pub heading: String,
    /// Index of the paragraph in the part, from 0; `None` in a heading or field.
    pub paragraph: Option<usize>,
    /// First character of the words there, counted in characters.
    pub start: usize,
    /// What stands before the words, as much as tells where one is.
    pub before: String,
    /// The words as they stand there.
    #[serde(rename = "match")]
    pub found: String,
    /// What stands behind them.
    pub after: String,
}

/// Where `words` stand in the living reports.
///
/// # Errors
///
/// [`Error::StoreUnread`](crate::Error::StoreUnread) and
/// [`Error::StoreDamaged`](crate::Error::StoreDamaged).
pub fn find(store: &Store, words: &str) -> Result<Found> {
    let most = Most { listed: LISTED, counted: COUNTED + 1 };
    let found = store.find_words(words, most, hits::lines)?;
    let total: usize = found.iter().map(|found| found.count).sum();
    let mut listed: Vec<Hit> = found.iter().flat_map(|found| hits::hits(found, words)).collect();
    listed.truncate(LISTED);
    Ok(Found { hits: listed, total: total.min(COUNTED), more: total > COUNTED })
}
