use super::docx;
use std::path::Path;

use super::limits::{self, Budget};
use super::package::Package;
use crate::exchange::{self, Exchange};
use crate::{Error, Result};

/// What a file of this program carries: a hand-over (.zip), an exchange file
/// (.json), or an exported Word file with the report inside.
///
/// # Errors
///
/// [`Error::NoDocument`] for a file that carries nothing,
/// [`Error::ExchangeTooNew`] and [`Error::DataFile`] as [`exchange::decode`]
/// says them, [`Error::TooBig`] beyond the limits of reading.
pub fn carried(bytes: &[u8]) -> Result<Exchange> {
    if bytes.len() > limits::FILE {
        return Err(Error::TooBig(format!("超过 {} MB", limits::FILE >> 20)));
    }
    if !bytes.starts_with(b"PK\x03\x04") {
        return exchange::decode(bytes);
    }
    let mut package = Package::open(bytes)?;
    if let Some(data) = package.part(exchange::IN_ARCHIVE)? {
        return exchange::decode(&data);
    }
    let nothing = || {
        Error::NoDocument(
            "里面没有述职存的内容，请选“移交”存出的压缩包；普通的旧报告请用“导入旧报告”".to_owned(),
        )
    };
    if !package.has("[Content_Types].xml") {
        return Err(nothing());
    }
    let outline = docx::read(&mut package, &mut Budget::new())?;
    let embedded = outline.embedded.ok_or_else(nothing)?;
    Ok(Exchange::of(vec![embedded.report]))
}

/// What the file at `path` carries; see [`carried`].
///
/// # Errors
///
/// [`Error::Unreadable`] when the system does not give it, and those of
/// [`carried`].
pub fn carried_by(path: &Path) -> Result<Exchange> {
    carried(&super::bytes_of(path)?)
}
