//! OpenDocument texts (.odt), as LibreOffice and others write them.

mod body;
mod styles;

use super::limits::Budget;
use super::line;
use super::package::Package;
use crate::model::Outline;
use crate::{Error, Result};

/// The lines of the OpenDocument text in `package`.
///
/// # Errors
///
/// [`Error::PasswordProtected`], [`Error::NoDocument`] and [`Error::TooBig`].
pub(super) fn read(package: &mut Package<'_>, budget: &mut Budget) -> Result<Outline> {
    let manifest = package.xml("META-INF/manifest.xml")?.unwrap_or_default();
    if manifest.contains("encryption-data") {
        return Err(Error::PasswordProtected);
    }
    let content =
        package.xml("content.xml")?.ok_or_else(|| Error::NoDocument("里面没有正文".to_owned()))?;
    let common = package.xml("styles.xml")?.unwrap_or_default();
    let mut styles = styles::Styles::default();
    styles.read(&common, budget)?;
    styles.read(&content, budget)?;
    let mut body = body::Body::new(&styles, budget);
    let lines = body.read(&content)?;
    let headers = body.headers(&common)?;
    let mut outline = line::outline(lines);
    outline.headers = headers;
    Ok(outline)
}
