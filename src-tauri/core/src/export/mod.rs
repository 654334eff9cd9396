//! What leaves the house: a report as a Word file, as text or as an exchange
//! file, written so that a failure never leaves half a file.
//!
//! **Invariants:** the same report gives the same bytes; no character of it is
//! lost; placeholders leave only with a reason, which is kept; no file is
//! overwritten without consent.

mod archive;
mod chart;
mod docx;
mod file;
mod handover;
mod preview;
mod sheet;
mod text;
mod xml;

use crate::exchange::{self, Exchange};
use crate::manuscript::{assemble, count, paginate};
use crate::model::{Moment, Reason, Report, Uid};
use crate::store::Store;
use crate::template::Shelf;
use crate::{Error, Result, check};

pub use docx::docx;
pub(crate) use docx::visible;
pub(crate) use file::file_name_of;
pub use file::{file_name, free_name, write};
pub use handover::handover;
pub use preview::{Preview, preview};
pub use sheet::{charted, xlsx};
pub use text::text;

/// In which form a report leaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub enum Format {
    /// A Word file in a layout, with the report inside.
    Docx,
    /// Plain text.
    #[serde(rename = "txt")]
    Text,
    /// An exchange file with the report and what belongs to it.
    Json,
}

impl Format {
    /// The extension of its files, without the dot.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Docx => "docx",
            Self::Text => "txt",
            Self::Json => "json",
        }
    }
}

/// A report ready to be written to a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exported {
    /// The bytes of the file.
    pub bytes: Vec<u8>,
    /// How many pages it has on paper in the layout.
    pub pages: usize,
    /// How many characters, as Word counts them.
    pub characters: usize,
    /// What the file is best called, without extension.
    pub stem: String,
}

/// The report named `uid` as the bytes of a file, and keeps what left as a
/// revision.
///
/// Placeholders refuse it, unless `despite` gives a reason, which becomes the
/// revision's name. A reason with nothing to override is no error.
///
/// # Errors
///
/// [`Error::Blocked`] with the findings; [`Error::ReportMissing`],
/// [`Error::LayoutMissing`], and whatever the store refuses.
pub fn report(
    store: &mut Store,
    shelf: &Shelf,
    uid: &Uid,
    format: Format,
    layout: &str,
    despite: Option<&str>,
    at: Moment,
) -> Result<Exported> {
    let layout = shelf.layout(layout)?;
    let stored = store.report(uid)?;
    let report = &stored.report;
    let reason = allowed(report, despite)?;
    let manuscript = assemble(report, &author(store, report)?, Some(stored.created));
    let bytes = match format {
        Format::Docx => docx(&manuscript, layout, Some(report))?,
        Format::Text => text(&manuscript).into_bytes(),
        Format::Json => {
            exchange::encode(&Exchange::gather(store, std::slice::from_ref(uid))?).into_bytes()
        }
    };
    store.write(|tx| tx.add_revision(report, Reason::Exported, reason, at))?;
    Ok(Exported {
        bytes,
        pages: paginate(&manuscript, layout).len(),
        characters: count(report).characters,
        stem: file_name(report),
    })
}

/// Whether `report` may leave, for the reason `despite` if need be: to be asked
/// before the user is asked for a place.
///
/// # Errors
///
/// [`Error::Blocked`] with the findings.
pub fn may_leave(report: &Report, despite: Option<&str>) -> Result<()> {
    allowed(report, despite).map(drop)
}

/// The bytes of a copy of `report`, as it is, stored or not: the way out when
/// the data file takes nothing any more. It keeps nothing and refuses nothing
/// for its content. Where no layout is called `layout`, it is the first.
///
/// # Errors
///
/// [`Error::Assembly`] when the file cannot be put together.
pub fn copy(shelf: &Shelf, report: &Report, format: Format, layout: &str) -> Result<Vec<u8>> {
    let manuscript = assemble(report, "", None);
    Ok(match format {
        Format::Docx => {
            let first = || shelf.layouts.first().ok_or(Error::LayoutMissing(layout.to_owned()));
            docx(&manuscript, shelf.layout(layout).or_else(|_| first())?, Some(report))?
        }
        Format::Text => text(&manuscript).into_bytes(),
        Format::Json => exchange::encode(&Exchange::of(vec![report.clone()])).into_bytes(),
    })
}

/// The reason for which `report` may leave although something blocks it; ""
/// when nothing does.
fn allowed<'a>(report: &Report, despite: Option<&'a str>) -> Result<&'a str> {
    let findings = check::blocking(report);
    if findings.is_empty() {
        return Ok("");
    }
    match despite.map(str::trim) {
        Some(reason) if !reason.is_empty() => Ok(reason),
        _ => Err(Error::Blocked(findings)),
    }
}

/// What the unit was called in the report's year; "" where nobody said.
fn author(store: &Store, report: &Report) -> Result<String> {
    let branch = match store.branch(&report.branch) {
        Ok(branch) => branch,
        Err(Error::BranchMissing) => return Ok(String::new()),
        Err(error) => return Err(error),
    };
    let facts = report.year.and_then(|year| branch.in_year(year));
    Ok(facts.map(|facts| facts.name.clone()).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::testing;

    #[test]
    fn a_copy_leaves_with_its_blanks_and_in_a_layout_that_is_gone() {
        let report = Report {
            opening: vec!["全年开展主题党日【待补：次数】次。".to_owned()],
            ..testing::report(2024)
        };
        assert!(matches!(may_leave(&report, None), Err(Error::Blocked(found)) if found.len() == 1));
        assert!(may_leave(&report, Some("先给书记看")).is_ok());

        let shelf = Shelf::load(None);
        let copy = |format| copy(&shelf, &report, format, "gone").unwrap();
        let text = String::from_utf8(copy(Format::Text)).unwrap();
        assert!(text.contains("【待补：次数】"), "{text}");
        assert!(copy(Format::Docx).starts_with(b"PK"));
        let carried = exchange::decode(&copy(Format::Json)).unwrap();
        assert_eq!(carried.reports, std::slice::from_ref(&report));
    }
}
