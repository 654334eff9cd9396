//! What `REPORT|FILE` names: a report that is kept, or a file that is only
//! read, for which no data file is opened.

use std::path::{Path, PathBuf};

use shuzhi_core::import;
use shuzhi_core::model::{Report, Uid};

use crate::desk::Desk;
use crate::find;
use crate::refusal::Refusal;

/// The report that `name` means.
pub(crate) fn report(desk: &Desk, name: &str) -> Result<Report, Refusal> {
    if let Some(file) = file(name) {
        // It is never kept, so it needs no name of its own.
        return Ok(import::open_file(&file, Uid::nil())?.report);
    }
    let store = desk.store_to_read()?;
    Ok(store.report(&find::report(&store, name)?)?.report)
}

/// The file that `name` means: what looks like one, or is there and is neither
/// a year nor a number.
pub(crate) fn file(name: &str) -> Option<PathBuf> {
    let path = Path::new(name);
    let looks = name.contains(['/', '\\']) || path.extension().is_some();
    let could_be_report = find::digits(name).is_some() || Uid::parse(name.trim()).is_ok();
    (looks || (path.is_file() && !could_be_report)).then(|| path.to_owned())
}
