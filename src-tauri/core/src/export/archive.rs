use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, System, ZipWriter};

use crate::{Error, Result};

/// A .zip of `files`, in their order. The same files give the same bytes:
/// every entry has the same fixed date.
///
/// # Errors
///
/// [`Error::Assembly`] when the archive cannot be written to memory.
pub(super) fn archive<'a>(files: impl Iterator<Item = (&'a str, &'a [u8])>) -> Result<Vec<u8>> {
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default())
        .system(System::Unix);
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let write = || -> zip::result::ZipResult<()> {
        for (path, bytes) in files {
            archive.start_file(path, options)?;
            archive.write_all(bytes)?;
        }
        Ok(())
    };
    write()
        .and_then(|()| archive.finish())
        .map(Cursor::into_inner)
        .map_err(|error| Error::Assembly(error.to_string()))
}
