//! Word files (.docx and its kin): every writer's, Transitional and Strict.

mod body;
mod embedded;
mod fields;
mod lists;
mod notes;
mod paragraph;
mod parts;
mod relations;
mod run;
mod shown;
mod styles;

use super::limits::Budget;
use super::line;
use super::package::Package;
use crate::model::Outline;
use crate::{Error, Result};

/// The lines of the Word file in `package`.
///
/// # Errors
///
/// [`Error::NoDocument`] and [`Error::TooBig`].
pub(super) fn read(package: &mut Package<'_>, budget: &mut Budget) -> Result<Outline> {
    let mut parts = parts::Parts::read(package, budget)?;
    let document = package
        .xml(&parts.document)?
        .ok_or_else(|| Error::NoDocument("里面没有正文".to_owned()))?;
    let shown = std::mem::take(&mut parts.shown);
    let mut body = body::Body::new(&parts, shown, budget);
    let lines = body.read(&document)?;
    let headers = body.margins()?;
    let mut outline = line::outline(lines);
    outline.headers = headers;
    outline.embedded = embedded::find(&parts.custom).map(Box::new);
    Ok(outline)
}
