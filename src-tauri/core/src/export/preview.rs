//! What a report looks like on paper, before it is there.

use serde::Serialize;

use crate::Result;
use crate::check;
use crate::manuscript::{Counts, Page, assemble, count, minutes, paginate};
use crate::model::{Finding, Layout, Uid};
use crate::store::Store;
use crate::template::Shelf;

/// A report as it will be printed (预览).
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS), ts(export))]
pub struct Preview {
    /// Its pages, placed.
    pub pages: Vec<Page>,
    /// How long it is.
    pub counts: Counts,
    /// Minutes of reading it aloud.
    pub minutes: f64,
    /// The layout the pages are set in.
    pub layout: Layout,
    /// What stops an export.
    pub blanks: Vec<Finding>,
}

/// The pages of a stored report in the layout named `layout`.
///
/// # Errors
///
/// [`Error::ReportMissing`](crate::Error::ReportMissing) and
/// [`Error::LayoutMissing`](crate::Error::LayoutMissing).
pub fn preview(store: &Store, shelf: &Shelf, uid: &Uid, layout: &str) -> Result<Preview> {
    let report = store.report(uid)?.report;
    let layout = shelf.layout(layout)?;
    let counts = count(&report);
    Ok(Preview {
        pages: paginate(&assemble(&report, "", None), layout),
        minutes: minutes(&counts, store.choices()?.reading_speed),
        blanks: check::blocking(&report),
        layout: layout.clone(),
        counts,
    })
}
